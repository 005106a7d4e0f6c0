use super::*;
use crate::plot::marks::{Mark, Paint};
use crate::plot::palette::Role;

const NUMBERS: NumberStyle = NumberStyle::English;
const CODES: [&str; 31] = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "CH", "GB", "IS",
];

fn cohort(country: &str, name: &str, state: RowState) -> MapCohort {
    let country = Some(country.to_owned());
    MapCohort { country, is_synthetic: false, row: ForestRow::new(name, name, "", state) }
}

fn counted(country: &str, count: u32, number: u32) -> MapCohort {
    cohort(country, country, RowState::counted(count, number, NUMBERS).unwrap())
}

fn countries(cohorts: &[MapCohort]) -> Countries {
    Countries::of(cohorts, |count| format!("{count} cohorts"))
}

fn drawn(cohorts: &[MapCohort], width: f64) -> Drawing {
    let words = MapWords { heading: "Share".into(), withheld: "Withheld".into(), ..MapWords::default() };
    record(&countries(cohorts), &words, NUMBERS, width).unwrap()
}

/// What the land of the first country is filled with.
fn fills(drawing: &Drawing) -> Vec<Role> {
    let fill = |mark: &Mark| match mark {
        Mark::Shapes { role, .. } | Mark::Polygon { role, .. } => Some(*role),
        _ => None,
    };
    drawing.rows[0].marks.iter().filter_map(fill).collect()
}

fn texts(marks: &[Mark]) -> Vec<&str> {
    let mut texts = Vec::new();
    for mark in marks {
        if let Mark::Text { text, .. } = mark {
            texts.push(text.as_str());
        }
    }
    texts
}

#[test]
fn every_country_is_drawn_in_the_colour_of_its_class() {
    for code in CODES {
        let drawing = drawn(&[counted(code, 117, 198)], 640.0);
        let fills = fills(&drawing);
        assert!(!fills.is_empty() && fills.iter().all(|role| *role == Role::Ramp4), "{code}: {fills:?}");
        assert_eq!(texts(&drawing.rows[0].marks), [code, "0.591"], "asked alone, each has room for its figure");
        assert_eq!(drawing.rows[0].spoken, format!("{code}: 0.591, 0.521–0.657"));
    }
}

#[test]
fn what_gave_no_figure_has_no_colour_of_the_ramp() {
    let states = [
        (RowState::withheld("w"), Role::Withheld),
        (RowState::silent("w"), Role::Silent),
        (RowState::not_assessed("w"), Role::NotAssessedLand),
        (RowState::asking("w"), Role::Asking),
        (RowState::counted(0, 400, NUMBERS).unwrap(), Role::Land),
    ];
    for (state, expected) in states {
        for is_synthetic in [false, true] {
            let cohort = MapCohort { is_synthetic, ..cohort("SE", "SE", state.clone()) };
            let drawing = drawn(&[cohort], 640.0);
            assert!(fills(&drawing).iter().all(|role| *role == expected), "{state:?}: {:?}", fills(&drawing));
            let ring = |mark: &Mark| matches!(mark, Mark::Circle { paint: Paint::Stroke(Role::Absent, _), .. });
            assert_eq!(drawing.rows[0].marks.iter().any(ring), expected == Role::Land);
        }
    }
}

#[test]
fn cohorts_of_one_country_are_told_together() {
    let [low, near, far] = [("a", 60), ("b", 65), ("c", 19)]
        .map(|(name, count)| cohort("IT", name, RowState::counted(count, 100, NUMBERS).unwrap()));
    let withheld = cohort("IT", "d", RowState::withheld("withheld"));
    let of = |cohorts: &[MapCohort]| {
        let mut countries = countries(cohorts);
        assert_eq!(countries.rows.len(), 1);
        countries.rows.remove(0)
    };
    let same = of(&[low.clone(), withheld.clone(), near]);
    assert_eq!((same.state, same.figure.as_str()), (MapState::Class(3), "0.600–0.650"));
    assert_eq!(same.spoken, "IT, 3 cohorts; a: 0.600, 0.502–0.691; d: withheld; b: 0.650, 0.553–0.736");
    let apart = of(&[low.clone(), far.clone()]);
    assert_eq!((apart.state, apart.figure.as_str()), (MapState::Mixed, "0.190–0.600"));
    // Not seen is no lowest class.
    let absent = cohort("IT", "e", RowState::counted(0, 100, NUMBERS).unwrap());
    assert_eq!(of(&[absent, cohort("IT", "f", RowState::counted(1, 1000, NUMBERS).unwrap())]).state, MapState::Mixed);
    assert_eq!(of(&[withheld, cohort("IT", "g", RowState::asking("asking"))]).state, MapState::Asking);
}

#[test]
fn made_up_people_never_stand_beside_real_ones() {
    let real = counted("FR", 19, 100);
    let made_up = |count| MapCohort { is_synthetic: true, ..counted("FR", count, 100) };
    let row = &countries(&[made_up(60), real]).rows[0];
    assert_eq!((row.state, row.is_synthetic, row.figure.as_str()), (MapState::Class(1), false, "0.190"));
    assert!(row.spoken.contains("0.600"), "it is still told: {}", row.spoken);
    let drawing = drawn(&[made_up(60)], 640.0);
    assert!(fills(&drawing).contains(&Role::Ramp4) && fills(&drawing).contains(&Role::Synthetic));
}

#[test]
fn a_cohort_of_no_country_is_left_to_the_caller() {
    let nowhere = MapCohort { country: None, ..counted("", 1, 2) };
    let cohorts = [nowhere, counted("US", 1, 2), counted("UK", 1, 2)];
    assert_eq!(cohorts.each_ref().map(has_place), [false, false, true]);
    assert_eq!(countries(&cohorts).rows.iter().map(|row| row.code).collect::<Vec<_>>(), ["GB"]);
}

#[test]
fn the_legend_counts_every_country_once() {
    let mut cohorts: Vec<_> = (1..).zip(CODES).map(|(at, code)| counted(code, at * 3, 100)).collect();
    cohorts[4] = cohort("CY", "CY", RowState::withheld("w"));
    let drawing = drawn(&cohorts, 640.0);
    let notes = texts(&drawing.notes);
    let counts: Vec<u32> = notes.iter().filter_map(|text| text.parse().ok()).collect();
    assert_eq!(counts, [3, 5, 7, 7, 6, 2]);
    assert!(notes.contains(&"0.3–0.5") && notes.contains(&"Withheld: 1"), "{notes:?}");
}

#[test]
fn labels_stay_on_the_map_and_apart_at_any_width() {
    let cohorts: Vec<_> = (1..).zip(CODES).map(|(at, code)| counted(code, at * 3, 100)).collect();
    for width in [240.0, 286.0, 320.0, 480.0, 720.0, 1100.0] {
        let drawing = drawn(&cohorts, width);
        let mut boxes: Vec<(&str, f64, f64, f64)> = Vec::new();
        for mark in drawing.rows.iter().flat_map(|row| &row.marks) {
            let Mark::Text { at: (x, y), text, bold, .. } = mark else { continue };
            let half = crate::plot::text::width_at(text, 13.0) * if *bold { 0.55 } else { 0.5 };
            let (left, right) = (x - half, x + half);
            assert!(left >= 0.0 && right <= drawing.width && *y > 10.0 && *y < drawing.height, "{width}: {text}");
            let meets = boxes.iter().find(|other| left < other.2 && right > other.1 && (y - other.3).abs() < 13.0);
            assert_eq!(meets, None, "{width}: {text}");
            boxes.push((text, left, right, *y));
        }
        assert!(boxes.len() >= 6, "{width}: the insets at least have labels");
    }
}
