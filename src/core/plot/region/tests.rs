use super::*;
use crate::{
    genome::Assembly,
    plot::marks::{Drawing, Mark},
    region::{Region, genes::tests::table},
};

fn region() -> Region {
    Region::parse("2:135780000-135880000", Assembly::Grch38).unwrap()
}

fn chart(variants: u32) -> RegionChart {
    let stems = |turn: u32| {
        let stem = |at: u32| Stem {
            position: 135_780_000 + at * (100_000 / variants),
            frequency: f64::from(at * turn % 997) / 996.0,
        };
        (0..variants).map(stem).collect()
    };
    let lane = |turn: u32| Lane { label: format!("cohort {turn}"), note: String::new(), stems: stems(turn) };
    RegionChart { genes: table().within(&region()), lanes: (1..=5).map(lane).collect(), ..RegionChart::default() }
}

/// Marks of a cohort's colour: stems and heads.
fn of_cohort(drawing: &Drawing, lane: usize) -> (usize, usize) {
    let mut found = (0, 0);
    for mark in &drawing.frame {
        match mark {
            Mark::Strokes { lines, role: of, .. } if *of == role(lane) => found.0 += lines.len(),
            Mark::Shapes { outlines, role: of } if *of == role(lane) => found.1 += outlines.len(),
            _ => {}
        }
    }
    found
}

#[test]
fn few_variants_have_a_head_each_and_a_key() {
    let drawing = record(&chart(100), &View::of(&region()), 800.0);
    // One of a hundred is not seen; the head in the lane's key is one more.
    assert_eq!(of_cohort(&drawing, 0), (99, 100));
    let absent = drawing
        .frame
        .iter()
        .any(|mark| matches!(mark, Mark::Strokes { lines, role: Role::InkFaint, .. } if lines.len() == 1));
    assert!(absent, "not seen is beneath the axis, not at its foot");
}

#[test]
fn twenty_thousand_variants_are_a_few_marks() {
    let drawing = record(&chart(20_000), &View::of(&region()), 1_200.0);
    assert!(drawing.frame.len() < 120, "{} marks", drawing.frame.len());
    let (stems, heads) = of_cohort(&drawing, 0);
    assert!(stems <= 1_141 && heads < 8_000, "{stems} stems, {heads} heads");
    let nearer = record(&chart(20_000), &View::of(&region()).zoomed(100.0, 0.5), 1_200.0);
    let (stems, heads) = of_cohort(&nearer, 0);
    assert!((190..=201).contains(&stems) && heads > stems, "each has its own head again: {stems}, {heads}");
}

#[test]
fn everything_stays_within_the_chart() {
    for width in [0.0, 320.0, 1_600.0] {
        for view in [View::of(&region()), View::of(&region()).zoomed(1e9, 1.0), View::of(&region()).zoomed(7.0, 0.0)] {
            let drawing = record(&chart(500), &view, width);
            let inside = |(x, y): &(f64, f64)| {
                (-6.0..=drawing.width + 6.0).contains(x) && (-6.0..=drawing.height + 6.0).contains(y)
            };
            for mark in &drawing.frame {
                let is_inside = match mark {
                    Mark::Shapes { outlines, .. } => outlines.iter().flatten().all(inside),
                    Mark::Strokes { lines, .. } => lines.iter().flatten().all(inside),
                    Mark::Path { points, .. } => points.iter().all(inside),
                    Mark::Text { at, .. } => inside(at),
                    _ => true,
                };
                assert!(is_inside, "{mark:?} at {width}");
            }
        }
    }
}

#[test]
fn a_view_stays_in_its_region() {
    let whole = View::of(&region());
    assert!(whole.is_whole() && whole.zoomed(0.2, 0.3).is_whole() && whole.panned(5.0).is_whole());
    let near = whole.zoomed(10.0, 0.25);
    assert!((near.bases() - whole.bases() / 10.0).abs() < 1e-6);
    // What lies at a quarter of the width stays there.
    assert!((near.left + near.bases() / 4.0 - (whole.left + whole.bases() / 4.0)).abs() < 1e-6);
    let right = near.panned(1e9);
    assert!((right.right - whole.right).abs() < 1e-6 && (right.bases() - near.bases()).abs() < 1e-6);
    assert!(near.whole().is_whole());
    assert_eq!(whole.zoomed(f64::NAN, 0.5), whole);
    assert_eq!(whole.panned(f64::INFINITY), whole);
    assert!((whole.zoomed(1e12, 0.5).bases() - 40.0).abs() < 1e-6);
    let tiny = View::of(&Region::parse("2:5-6", Assembly::Grch38).unwrap());
    assert!(tiny.zoomed(9.0, 0.5).is_whole());
}

#[test]
fn a_gene_is_a_line_with_boxes_and_a_name() {
    let chart = RegionChart { genes: table().within(&region()), ..RegionChart::default() };
    let drawing = record(&chart, &View::of(&region()), 900.0);
    let names: Vec<&str> = drawing
        .frame
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { text, role: Role::Ink, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["UBXN4 →", "← LCT", "← MCM6"]);
    let boxes: Vec<usize> = drawing
        .frame
        .iter()
        .filter_map(|mark| match mark {
            Mark::Shapes { outlines, role: Role::InkSoft } => Some(outlines.len()),
            _ => None,
        })
        .collect();
    // LCT has 17 exons and MCM6 has 17, all of them coding at least in part; of UBXN4 only the end is in sight.
    assert!(boxes.iter().all(|boxes| (34..40).contains(boxes)), "{boxes:?}");
}
