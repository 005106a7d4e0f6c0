//! From a recorded mark to an SVG element.

use cohort_core::plot::marks::{Anchor, Mark, Paint, Point};
use cohort_core::plot::palette::Role;
use leptos::prelude::*;

use super::patterns::pattern_id;

/// The element of a mark; `chart` is the chart whose patterns it may be filled with.
pub(super) fn mark_element(chart: usize, mark: Mark) -> AnyView {
    match mark {
        Mark::Path { points, role, width } => view! {
            <polyline
                class=stroke_class(role)
                points=coordinates(&points)
                stroke-width=width.to_string()
                stroke-linecap=cap(role)
                fill="none"
            ></polyline>
        }
        .into_any(),
        Mark::Polygon { points, role } => {
            let Painted { class, fill, stroke_width } = painted(chart, Paint::Fill(role));
            view! { <polygon class=class points=coordinates(&points) fill=fill stroke-width=stroke_width></polygon> }
                .into_any()
        }
        Mark::Shapes { outlines, role } => {
            let Painted { class, fill, .. } = painted(chart, Paint::Fill(role));
            view! { <path class=class d=outline_path(&outlines) fill=fill></path> }.into_any()
        }
        Mark::Strokes { lines, role, width } => view! {
            <path class=stroke_class(role) d=line_path(&lines) stroke-width=width.to_string() fill="none"></path>
        }
        .into_any(),
        Mark::Rect { at: (x, y), size: (width, height), paint } => {
            let Painted { class, fill, stroke_width } = painted(chart, paint);
            view! {
                <rect
                    class=class
                    x=x.to_string()
                    y=y.to_string()
                    width=width.to_string()
                    height=height.to_string()
                    fill=fill
                    stroke-width=stroke_width
                ></rect>
            }
            .into_any()
        }
        Mark::Circle { center: (x, y), radius, paint } => {
            let Painted { class, fill, stroke_width } = painted(chart, paint);
            view! {
                <circle
                    class=class
                    cx=x.to_string()
                    cy=y.to_string()
                    r=radius.to_string()
                    fill=fill
                    stroke-width=stroke_width
                ></circle>
            }
            .into_any()
        }
        Mark::Text { at: (x, y), text, anchor, font_px, bold, role } => view! {
            <text
                class=text_class(role, bold)
                x=x.to_string()
                y=y.to_string()
                font-size=font_px.to_string()
                text-anchor=anchor_name(anchor)
            >
                {text}
            </text>
        }
        .into_any(),
    }
}

/// Written without `format!`: a drawing of many lines is written anew at every frame.
fn outline_path(outlines: &[Vec<Point>]) -> String {
    let mut path = String::with_capacity(outlines.len() * 40);
    for outline in outlines {
        for (corner, at) in outline.iter().enumerate() {
            push_step(&mut path, if corner == 0 { 'M' } else { 'L' }, *at);
        }
        path.push('Z');
    }
    path
}

fn line_path(lines: &[[Point; 2]]) -> String {
    let mut path = String::with_capacity(lines.len() * 24);
    for [from, to] in lines {
        push_step(&mut path, 'M', *from);
        push_step(&mut path, 'L', *to);
    }
    path
}

fn push_step(path: &mut String, command: char, (x, y): Point) {
    path.push(command);
    push_tenths(path, x);
    path.push(' ');
    push_tenths(path, y);
}

/// A tenth of a pixel is as near as marks stand anywhere.
fn push_tenths(path: &mut String, px: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "a chart is a few thousand pixels wide")]
    let tenths = (px * 10.0).round() as i32;
    if tenths < 0 {
        path.push('-');
    }
    let tenths = tenths.unsigned_abs();
    push_digits(path, tenths / 10);
    if !tenths.is_multiple_of(10) {
        path.push('.');
        push_digits(path, tenths % 10);
    }
}

fn push_digits(path: &mut String, number: u32) {
    if number >= 10 {
        push_digits(path, number / 10);
    }
    path.extend(char::from_digit(number % 10, 10));
}

/// Class and attributes of a closed shape.
#[derive(Debug, PartialEq)]
struct Painted {
    class: Option<String>,
    fill: Option<String>,
    stroke_width: Option<String>,
}

/// Colours come from a class, patterns by reference, because a style sheet cannot point into a chart's own definitions.
fn painted(chart: usize, paint: Paint) -> Painted {
    match paint {
        Paint::Fill(role) if role.is_pattern() => {
            Painted { class: None, fill: Some(format!("url(#{})", pattern_id(chart, role))), stroke_width: None }
        }
        Paint::Fill(role) => Painted { class: Some(fill_class(role)), fill: None, stroke_width: None },
        Paint::Stroke(role, width) => Painted {
            class: Some(stroke_class(role)),
            fill: Some("none".to_owned()),
            stroke_width: Some(width.to_string()),
        },
    }
}

fn fill_class(role: Role) -> String {
    format!("chart__fill--{}", role.name())
}

fn stroke_class(role: Role) -> String {
    format!("chart__stroke--{}", role.name())
}

fn text_class(role: Role, bold: bool) -> String {
    let weight = if bold { " chart__text--bold" } else { "" };
    format!("chart__text {}{weight}", fill_class(role))
}

/// Intervals end round, as they have no exact end; everything else ends where it ends.
const fn cap(role: Role) -> &'static str {
    match role {
        Role::Measured => "round",
        _ => "butt",
    }
}

const fn anchor_name(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

fn coordinates(points: &[Point]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_classes_and_patterns_are_references() {
        assert_eq!(
            painted(3, Paint::Fill(Role::Withheld)),
            Painted { class: None, fill: Some("url(#chart-3-withheld)".into()), stroke_width: None }
        );
        assert_eq!(
            painted(3, Paint::Stroke(Role::Absent, 2.0)),
            Painted {
                class: Some("chart__stroke--absent".into()),
                fill: Some("none".into()),
                stroke_width: Some("2".into())
            }
        );
        assert_eq!(text_class(Role::Ink, true), "chart__text chart__fill--ink chart__text--bold");
        assert_eq!(coordinates(&[(1.5, 2.0), (3.0, 4.25)]), "1.5,2 3,4.25");
    }

    /// A role without a rule would be drawn black, also on a dark ground.
    #[test]
    fn every_role_has_its_colours_in_the_style_sheet() {
        const SHEET: &str = include_str!("../../../style/components/chart.css");
        for role in Role::ALL.into_iter().filter(|role| !role.is_pattern()) {
            for class in [fill_class(role), stroke_class(role)] {
                assert!(SHEET.contains(&format!(".{class} {{")), "{class}");
            }
        }
    }

    #[test]
    fn many_lines_are_one_path() {
        assert_eq!(
            line_path(&[[(1.0, 2.55), (-0.26, 1200.0)], [(0.0, 0.0), (0.04, 9.9)]]),
            "M1 2.6L-0.3 1200M0 0L0 9.9"
        );
        assert_eq!(outline_path(&[vec![(0.0, 0.0), (3.0, 0.0), (3.0, 3.5)]]), "M0 0L3 0L3 3.5Z");
    }
}
