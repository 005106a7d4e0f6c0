//! Writes sample charts as one HTML page to look at: `cargo run -p cohort-core --example charts > charts.html`.
//!
//! The page itself shows the same marks as elements (`src/app/plots`); this writes them as text, with the same class
//! names and style sheets, so that a chart can be judged without a build for the browser.
#![expect(clippy::print_stdout, reason = "a program for people: its page is its output")]

use std::fmt::Write;
use std::process::ExitCode;

use cohort_core::format::NumberStyle;
use cohort_core::plot::forest::{self, Figures, ForestOptions, ForestRow, Headings, RowState};
use cohort_core::plot::map::{self, Countries, MapCohort, MapWords};
use cohort_core::plot::marks::{Anchor, Drawing, Mark, Paint, Point};
use cohort_core::plot::palette::Role;
use cohort_core::plot::strip::{self, StripPoint};

const STYLES: [&str; 2] =
    [include_str!("../../../style/tokens.css"), include_str!("../../../style/components/chart.css")];

/// AC and AN of rs4988235 G>A in 1000 Genomes.
const LACTASE: [(&str, &str, &str, u32, u32); 5] = [
    ("CEU", "CEU", "Utah, N & W European roots", 146, 198),
    ("GBR", "GB · GBR", "British, England, Scotland", 131, 182),
    ("FIN", "FI · FIN", "Finnish in Finland", 117, 198),
    ("IBS", "ES · IBS", "Iberian, Spain", 98, 214),
    ("TSI", "IT · TSI", "Toscani, Italy", 19, 214),
];

fn main() -> ExitCode {
    match page() {
        Some(page) => {
            println!("{page}");
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}

fn page() -> Option<String> {
    let mut body = String::new();
    for (index, theme) in ["light", "dark"].into_iter().enumerate() {
        let _ = write!(body, "<section data-theme=\"{theme}\">");
        for (place, drawing) in drawings()?.iter().enumerate() {
            body += &svg(index * 100 + place, drawing);
        }
        body += "</section>";
    }
    // A section carries its theme where the page carries it on its root.
    let styles = STYLES.concat().replace(":root[data-theme=\"dark\"]", "[data-theme=\"dark\"]");
    Some(format!(
        "<!doctype html><meta charset=utf-8><style>{styles}
         body {{ margin: 0; font-family: var(--font-text) }}
         section {{ background: var(--surface); color: var(--ink); padding: 24px; display: flex; flex-wrap: wrap; gap: 32px }}
         svg {{ outline: 1px dotted var(--rule) }}</style>{body}"
    ))
}

/// The charts at the widths of a desk and of phones.
fn drawings() -> Option<Vec<Drawing>> {
    let mut drawings = Vec::new();
    for width in [640.0, 440.0, 360.0, 320.0] {
        drawings.push(forest::record(&rows()?, &options(), width).ok()?);
    }
    drawings.push(hero(400.0)?);
    drawings.push(hero(300.0)?);
    for width in [320.0, 200.0] {
        let points = LACTASE.map(|(key, .., count, number)| {
            StripPoint::new(key, f64::from(count) / f64::from(number), NumberStyle::English)
        });
        drawings.push(strip::record(&points, NumberStyle::English, width).ok()?);
    }
    for (cohorts, widths) in [(few()?, &[640.0, 286.0][..]), (many()?, &[720.0, 480.0, 330.0]), (rare()?, &[480.0])] {
        let countries = Countries::of(&cohorts, |count| format!("{count} cohorts"));
        for width in widths {
            drawings.push(map::record(&countries, &words(), NumberStyle::English, *width).ok()?);
        }
    }
    Some(drawings)
}

fn cohort(code: &str, is_synthetic: bool, state: RowState) -> MapCohort {
    MapCohort { country: Some(code.to_owned()), is_synthetic, row: ForestRow::new(code, code, "", state) }
}

/// The cohorts of real people, and two that do not answer.
fn few() -> Option<Vec<MapCohort>> {
    let counted =
        |code, count, number| Some(cohort(code, false, RowState::counted(count, number, NumberStyle::English).ok()?));
    Some(vec![
        counted("FI", 117, 198)?,
        counted("GB", 131, 182)?,
        counted("ES", 98, 214)?,
        counted("IT", 19, 214)?,
        cohort("SE", false, RowState::withheld("Withheld")),
        cohort("PL", false, RowState::silent("No answer")),
    ])
}

/// Every country, in every state.
fn many() -> Option<Vec<MapCohort>> {
    const CODES: [&str; 31] = [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
        "MT", "NL", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "CH", "GB", "IS",
    ];
    let state = |at: u32| match at {
        2 => Some(RowState::withheld("Withheld")),
        6 => Some(RowState::not_assessed("Not assessed")),
        10 => Some(RowState::silent("No answer")),
        20 => Some(RowState::asking("Asking")),
        23 => RowState::counted(0, 400, NumberStyle::English).ok(),
        _ => RowState::counted(at * 97 % 400 + 1, 400, NumberStyle::English).ok(),
    };
    let mut cohorts = Vec::new();
    for (at, code) in (0..).zip(CODES) {
        cohorts.push(cohort(code, at % 3 == 1, state(at)?));
    }
    cohorts.push(cohort("FR", false, RowState::counted(1, 400, NumberStyle::English).ok()?));
    Some(cohorts)
}

fn rare() -> Option<Vec<MapCohort>> {
    let counts = [("FR", 1, 200_000), ("DE", 60, 100_000), ("PL", 3, 400), ("ES", 0, 5_000), ("SE", 3, 2_000_000)];
    let state =
        |(code, count, number)| Some(cohort(code, false, RowState::counted(count, number, NumberStyle::English).ok()?));
    counts.into_iter().map(state).collect()
}

fn words() -> MapWords {
    MapWords {
        as_counts: false,
        heading: "Share of copies with A, and how many countries are in each class".into(),
        absent: "Not seen".into(),
        mixed: "Several cohorts that differ".into(),
        withheld: "Withheld".into(),
        silent: "No answer".into(),
        not_assessed: "Not assessed".into(),
        asking: "Asking".into(),
        synthetic: "Synthetic".into(),
        not_asked: "Not asked".into(),
    }
}

fn rows() -> Option<Vec<ForestRow>> {
    let numbers = NumberStyle::English;
    let mut rows = Vec::new();
    for (key, label, sublabel, count, number) in LACTASE {
        rows.push(ForestRow::new(key, label, sublabel, RowState::counted(count, number, numbers).ok()?));
    }
    rows.push(ForestRow::new("EE", "EE · example", "0 of 60 copies", RowState::counted(0, 60, numbers).ok()?));
    for (key, state) in [
        ("SE", RowState::withheld("withheld")),
        ("PL", RowState::silent("no answer")),
        ("MT", RowState::not_assessed("not assessed")),
        ("LV", RowState::asking("asking")),
    ] {
        rows.push(ForestRow::new(key, format!("{key} · demo node"), "synthetic", state));
    }
    Some(rows)
}

fn options() -> ForestOptions {
    let headings = Headings {
        label: "Cohort".into(),
        axis: "Share of copies with A".into(),
        figures: "Frequency, 95 % interval".into(),
    };
    ForestOptions { headings: Some(headings), ..ForestOptions::default() }
}

fn hero(width: f64) -> Option<Drawing> {
    let numbers = NumberStyle::English;
    let rows = [("Utah", 0), ("Britain", 1), ("Finland", 2), ("Spain", 3), ("Tuscany", 4)].map(|(label, index)| {
        let (code, .., count, number) = LACTASE[index];
        RowState::counted(count, number, numbers).map(|state| ForestRow::new(code, label, code, state))
    });
    let rows: Vec<_> = rows.into_iter().collect::<Result<_, _>>().ok()?;
    forest::record(&rows, &ForestOptions { figures: Figures::FigureOnly, ..ForestOptions::default() }, width).ok()
}

/// `chart` numbers the drawing: pattern ids are unique on the page.
fn svg(chart: usize, drawing: &Drawing) -> String {
    let Drawing { width, height, frame, notes, rows } = drawing;
    let mut text = format!("<svg class=chart width={width} height={height} viewBox=\"0 0 {width} {height}\"><defs>");
    for role in Role::PATTERNS {
        text += &pattern(role).replace("<pattern id=", &format!("<pattern id=chart-{chart}-"));
    }
    text += "</defs>";
    for mark in frame.iter().chain(notes).chain(rows.iter().flat_map(|row| &row.marks)) {
        text += &element(mark).replace("url(#", &format!("url(#chart-{chart}-"));
    }
    text + "</svg>"
}

/// The shapes of `src/app/plots/patterns.rs`.
fn pattern(role: Role) -> &'static str {
    match role {
        Role::Withheld => {
            "<pattern id=withheld width=7 height=7 patternUnits=userSpaceOnUse patternTransform=rotate(45)>\
             <rect class=chart__hatch-ground width=7 height=7 /><path class=\"chart__hatch-line chart__hatch-line--bold\" d=M0,0V7 /></pattern>"
        }
        Role::Silent => {
            "<pattern id=silent width=10 height=10 patternUnits=userSpaceOnUse>\
             <rect class=chart__hatch-ground width=10 height=10 /><circle class=chart__hatch-dot cx=2.5 cy=2.5 r=1.3 />\
             <circle class=chart__hatch-dot cx=7.5 cy=7.5 r=1.3 /></pattern>"
        }
        Role::Synthetic => {
            "<pattern id=synthetic width=9 height=9 patternUnits=userSpaceOnUse patternTransform=rotate(-45)>\
             <path class=\"chart__hatch-line chart__hatch-line--over\" d=M1,0V9M4,0V9 /></pattern>"
        }
        Role::NotAssessedLand => {
            "<pattern id=not-assessed-land width=6 height=6 patternUnits=userSpaceOnUse>\
             <rect class=chart__hatch-ground width=6 height=6 /><path class=chart__hatch-line d=M0,3H6 /></pattern>"
        }
        Role::Mixed => {
            "<pattern id=mixed width=6 height=6 patternUnits=userSpaceOnUse>\
             <rect class=chart__hatch-ground width=6 height=6 /><path class=\"chart__hatch-line chart__hatch-line--bold\" d=M3,0V6 /></pattern>"
        }
        _ => {
            "<pattern id=not-assessed width=1 height=0.33334 patternContentUnits=objectBoundingBox>\
             <rect class=chart__hatch-ground width=1 height=0.34 /><path class=\"chart__hatch-line chart__hatch-line--share\" d=M0,0.16667H1 /></pattern>"
        }
    }
}

fn element(mark: &Mark) -> String {
    match mark {
        Mark::Path { points, role, width } => {
            format!("<polyline points=\"{}\" {} />", coordinates(points), painted(Paint::Stroke(*role, *width)))
        }
        Mark::Polygon { points, role } => {
            format!("<polygon points=\"{}\" {} />", coordinates(points), painted(Paint::Fill(*role)))
        }
        Mark::Shapes { outlines, role } => {
            let part = |points: &Vec<Point>| format!("M{}Z", coordinates(points));
            let path: String = outlines.iter().map(part).collect();
            format!("<path d=\"{path}\" {} />", painted(Paint::Fill(*role)))
        }
        Mark::Paths { lines, role, width } => {
            let path: String = lines.iter().map(|line| format!("M{}", coordinates(line))).collect();
            format!("<path d=\"{path}\" {} />", painted(Paint::Stroke(*role, *width)))
        }
        Mark::Strokes { lines, role, width } => {
            let path: String = lines.iter().map(|line| format!("M{}", coordinates(line))).collect();
            format!("<path d=\"{path}\" {} />", painted(Paint::Stroke(*role, *width)))
        }
        Mark::Rect { at: (x, y), size: (width, height), paint } => {
            format!("<rect x={x} y={y} width={width} height={height} {} />", painted(*paint))
        }
        Mark::Circle { center: (x, y), radius, paint } => {
            format!("<circle cx={x} cy={y} r={radius} {} />", painted(*paint))
        }
        Mark::Text { at: (x, y), text, anchor, font_px, bold, role } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = if *bold { " chart__text--bold" } else { "" };
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!(
                "<text x={x} y={y} font-size={font_px} text-anchor={anchor} class=\"chart__text chart__fill--{}{weight}\">{text}</text>",
                role.name()
            )
        }
    }
}

fn painted(paint: Paint) -> String {
    match paint {
        Paint::Fill(role) if role.is_pattern() => format!("fill=\"url(#{})\"", role.name()),
        Paint::Fill(role) => format!("class=\"chart__fill--{}\"", role.name()),
        Paint::Stroke(role, width) => {
            format!("class=\"chart__stroke--{}\" stroke-width={width} fill=none", role.name())
        }
    }
}

fn coordinates(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}
