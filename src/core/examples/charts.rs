//! Writes sample charts as one HTML page to look at: `cargo run -p cohort-core --example charts > charts.html`.
//!
//! The page itself shows the same marks as elements (`src/app/plots`); this writes them as text, with the same class
//! names and style sheets, so that a chart can be judged without a build for the browser.
#![expect(clippy::print_stdout, reason = "a program for people: its page is its output")]

use std::fmt::Write;
use std::process::ExitCode;

use cohort_core::format::NumberStyle;
use cohort_core::plot::forest::{self, Figures, ForestOptions, ForestRow, Headings, RowState};
use cohort_core::plot::marks::{Anchor, Drawing, Mark, Paint};
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
    Some(drawings)
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
    let Drawing { width, height, frame, rows } = drawing;
    let mut text = format!("<svg class=chart width={width} height={height} viewBox=\"0 0 {width} {height}\"><defs>");
    for role in Role::PATTERNS {
        text += &pattern(role).replace("<pattern id=", &format!("<pattern id=chart-{chart}-"));
    }
    text += "</defs>";
    for mark in frame.iter().chain(rows.iter().flat_map(|row| &row.marks)) {
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
