//! What a reader must be able to rely on at every width.

use super::*;
use crate::format::NumberStyle;
use crate::plot::forest::{self, Headings};
use crate::plot::marks::{Mark, Paint};
use crate::stats::interval::{Interval, Level};

/// 1000 Genomes, rs4988235: the figures of the design mocks.
pub(crate) fn lactase() -> Vec<ForestRow> {
    let numbers = NumberStyle::English;
    let counted = |count, number| RowState::counted(count, number, numbers).unwrap();
    vec![
        ForestRow::new("CEU", "CEU", "Utah, N & W European roots", counted(146, 198)),
        ForestRow::new("GBR", "GB · GBR", "British, England, Scotland", counted(131, 182)),
        ForestRow::new("FIN", "FI · FIN", "Finnish in Finland", counted(117, 198)),
        ForestRow::new("IBS", "ES · IBS", "Iberian, Spain", counted(98, 214)),
        ForestRow::new("TSI", "IT · TSI", "Toscani, Italy", counted(19, 214)),
        ForestRow::new("EE", "EE · demo node", "absent here", counted(0, 60)),
        ForestRow::new("SE", "SE · demo node", "synthetic", RowState::withheld("withheld")),
        ForestRow::new("PL", "PL · demo node", "synthetic", RowState::silent("no answer")),
        ForestRow::new("LV", "LV · demo node", "synthetic", RowState::asking("asking")),
    ]
}

pub(crate) fn options() -> ForestOptions {
    let headings = Headings {
        label: "Cohort".into(),
        axis: "Share of copies with A".into(),
        figures: "Frequency, 95 % interval".into(),
    };
    ForestOptions { headings: Some(headings), ..ForestOptions::default() }
}

/// Left, right, top, bottom.
fn extent(label: &Label) -> [f64; 4] {
    let plain = text::width(&label.text, label.size);
    let width = if label.bold { plain * text::BOLD_FACTOR } else { plain };
    let left = match label.anchor {
        Anchor::Start => label.at.0,
        Anchor::Middle => label.at.0 - width / 2.0,
        Anchor::End => label.at.0 - width,
    };
    let half = label.size.px() / 2.0;
    [left, left + width, label.at.1 - half, label.at.1 + half]
}

fn all_labels(layout: &ForestLayout) -> Vec<&Label> {
    layout.rows.iter().flat_map(|row| &row.labels).chain(&layout.headings).chain(&layout.tick_labels).collect()
}

fn assert_readable(layout: &ForestLayout) {
    let labels = all_labels(layout);
    for (index, label) in labels.iter().enumerate() {
        let [left, right, top, bottom] = extent(label);
        assert!(left >= -0.01 && right <= layout.width + 0.01, "{label:?} leaves a chart of {}", layout.width);
        assert!(top >= 0.0 && bottom <= layout.height, "{label:?} leaves a chart {} high", layout.height);
        for other in labels.iter().skip(index + 1) {
            let [l, r, t, b] = extent(other);
            let apart = right <= l + 0.01 || r <= left + 0.01 || bottom <= t + 0.01 || b <= top + 0.01;
            assert!(apart, "at {}: {label:?} runs into {other:?}", layout.width);
        }
    }
}

#[test]
fn no_text_leaves_the_chart_or_meets_another_at_any_width() {
    for width in 240..=1200 {
        assert_readable(&ForestLayout::new(&lactase(), &options(), f64::from(width)));
    }
}

#[test]
fn long_names_and_words_break_into_lines() {
    let mut rows = lactase();
    rows[0].sublabel = "1000 Genomes, Finnish in Finland (99 people), standing in for a national node".into();
    rows[1].label = "Genome of Europe, Donaudampfschifffahrtsgesellschaft".into();
    rows[7].state = RowState::silent("antwortete nicht innerhalb von acht Sekunden");
    for width in [280.0, 320.0, 390.0, 640.0, 1000.0] {
        assert_readable(&ForestLayout::new(&rows, &options(), width));
    }
}

#[test]
fn labels_go_above_their_marks_on_a_phone_and_beside_them_on_a_desk() {
    let arrangement = |width| ForestLayout::new(&lactase(), &options(), width).arrangement;
    assert_eq!([320.0, 360.0, 479.0].map(arrangement), [Arrangement::Stacked; 3]);
    assert_eq!([620.0, 640.0, 1000.0].map(arrangement), [Arrangement::SideBySide; 3]);
    let hero = ForestOptions { figures: Figures::FigureOnly, ..ForestOptions::default() };
    let rows: Vec<_> = [("Utah", "CEU"), ("Britain", "GBR")]
        .map(|(label, code)| {
            ForestRow::new(code, label, code, RowState::counted(131, 182, NumberStyle::English).unwrap())
        })
        .into();
    let layout = ForestLayout::new(&rows, &hero, 400.0);
    assert_eq!(layout.arrangement, Arrangement::SideBySide);
    assert_eq!(layout.rows[0].height, MIN_ROW_PX);
}

#[test]
fn one_rule_parts_answers_from_silence() {
    let mut rows = lactase();
    let layout = ForestLayout::new(&rows, &options(), 640.0);
    let [rule] = layout.rules[..] else { panic!("{:?}", layout.rules) };
    assert!(layout.rows[5].top + layout.rows[5].height < rule && rule < layout.rows[6].top);
    rows.swap(0, 8);
    assert!(ForestLayout::new(&rows, &options(), 640.0).rules.is_empty());
}

#[test]
fn marks_stand_where_the_numbers_say() {
    let rows = lactase();
    let drawing = forest::record(&rows, &options(), 640.0).unwrap();
    let axis = ForestLayout::new(&rows, &options(), 640.0).axis;
    let (left, width) = (axis.left(), axis.right() - axis.left());
    let x = |value: f64| left + value * width;
    let near = |found: f64, value: f64| (found - x(value)).abs() <= 0.1;

    let fin = &drawing.rows[2].marks;
    let Mark::Path { points, width: line, role: Role::Measured } = &fin[0] else { panic!("{:?}", fin[0]) };
    // 117 of 198: the ends in the fixture of Wilson intervals.
    assert!(near(points[0].0, 0.521_328) && near(points[1].0, 0.657_030), "{points:?}");
    assert_eq!(*line, 3.0);
    let Mark::Circle { center, paint: Paint::Fill(Role::Measured), .. } = fin[2] else { panic!("{:?}", fin[2]) };
    assert!(near(center.0, 117.0 / 198.0));

    let absent = &drawing.rows[5].marks;
    let ring = absent.iter().find_map(|mark| match mark {
        Mark::Circle { center, paint: Paint::Stroke(Role::Absent, _), .. } => Some(center.0),
        _ => None,
    });
    assert_eq!(ring, Some(left));

    for (row, role) in [(6, Role::Withheld), (7, Role::Silent), (8, Role::Asking)] {
        let Mark::Rect { at, size, paint: Paint::Fill(found) } = drawing.rows[row].marks[0] else { panic!() };
        assert_eq!(found, role);
        assert!((at.0 - left).abs() < 0.1 && (size.0 - width).abs() < 0.2, "a band is as wide as the axis");
    }
}

/// The demo nodes of rs4988235, as `stats::pooled` takes them together, and with one more that hides counts below 5.
fn with_all_together() -> Vec<ForestRow> {
    let numbers = NumberStyle::English;
    let interval = |low, high| Interval { low, high, level: Level::NinetyFive };
    let pooled = RowState::pooled(0.496, interval(0.281, 0.712), Some(interval(0.026, 0.974)), numbers);
    let summed = RowState::summed(0.508, Some(interval(0.477, 0.539)), Some((0.424, 0.510)), numbers);
    let mut rows = lactase();
    rows[4].is_outlier = true;
    rows.push(ForestRow::new("pooled", "Pooled", "random effects, 5 cohorts", pooled));
    rows.push(ForestRow::new("summed", "Summed", "511 of 1,006 copies", summed));
    rows
}

#[test]
fn all_together_stand_below_a_rule_as_diamond_line_and_band() {
    let rows = with_all_together();
    let layout = ForestLayout::new(&rows, &options(), 640.0);
    assert_eq!(layout.rules.len(), 2);
    assert!(layout.rules[1] > layout.rows[8].top && layout.rules[1] < layout.rows[9].top);
    let drawing = forest::record(&rows, &options(), 640.0).unwrap();
    let x = |value: f64| layout.axis.left() + value / layout.axis.max * (layout.axis.right() - layout.axis.left());
    let near = |found: f64, value: f64| (found - x(value)).abs() <= 0.1;

    let [Mark::Path { points: line, .. }, Mark::Polygon { points: diamond, role: Role::Ink }, ..] =
        &drawing.rows[9].marks[..]
    else {
        panic!("{:?}", drawing.rows[9].marks)
    };
    assert!(near(line[0].0, 0.026) && near(line[1].0, 0.974));
    assert!(near(diamond[0].0, 0.281) && near(diamond[1].0, 0.496) && near(diamond[2].0, 0.712));

    let Mark::Rect { at, size, paint: Paint::Fill(Role::Withheld) } = drawing.rows[10].marks[0] else { panic!() };
    assert!(near(at.0, 0.424) && near(at.0 + size.0, 0.510));
    assert_eq!(drawing.rows[10].spoken, "Summed, 511 of 1,006 copies: 0.508, 0.477–0.539");
    let is_ring = |mark: &Mark| matches!(mark, Mark::Circle { paint: Paint::Stroke(Role::Ink, _), .. });
    let ringed: Vec<usize> = (0..11).filter(|row| drawing.rows[*row].marks.iter().any(is_ring)).collect();
    assert_eq!(ringed, [4]);
    for width in 240..=1200 {
        assert_readable(&ForestLayout::new(&rows, &options(), f64::from(width)));
    }
}

#[test]
fn a_prediction_past_the_axis_ends_in_an_arrow_and_does_not_stretch_it() {
    let interval = |low, high| Interval { low, high, level: Level::NinetyFive };
    let numbers = NumberStyle::English;
    let pooled = RowState::pooled(0.001, interval(0.0005, 0.002), Some(interval(0.0, 0.9)), numbers);
    let rows = [
        ForestRow::new("A", "A", "", RowState::counted(2, 2000, numbers).unwrap()),
        ForestRow::new("pooled", "Pooled", "", pooled),
    ];
    let drawing = forest::record(&rows, &options(), 640.0).unwrap();
    assert!(ForestLayout::new(&rows, &options(), 640.0).axis.max < 0.01);
    let lines = drawing.rows[1].marks.iter().filter(|mark| matches!(mark, Mark::Path { .. }));
    assert_eq!(lines.count(), 3, "the line and two barbs");
}

#[test]
fn every_row_is_spoken() {
    let drawing = forest::record(&lactase(), &options(), 360.0).unwrap();
    let spoken: Vec<_> = drawing.rows.iter().map(|row| row.spoken.as_str()).collect();
    assert_eq!(spoken[2], "FI · FIN, Finnish in Finland: 0.591, 0.521–0.657");
    assert_eq!(spoken[5], "EE · demo node, absent here: 0, < 0.060");
    assert_eq!(spoken[6], "SE · demo node, synthetic: withheld");
}

#[test]
fn a_chart_without_rows_is_an_empty_axis() {
    let drawing = forest::record(&[], &ForestOptions::default(), 0.0).unwrap();
    assert!(drawing.rows.is_empty() && drawing.width >= 200.0 && drawing.height > 0.0);
}
