//! From a recorded mark to what its SVG element looks like.

use std::borrow::Cow;

use cohort_core::plot::marks::{Anchor, Mark, Paint, Point};
use cohort_core::plot::palette::Role;

use super::patterns::pattern_id;

/// All that tells an element from another.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Looks {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, Cow<'static, str>)>,
    pub(super) text: Option<String>,
}

impl Looks {
    pub(super) fn of<const N: usize>(tag: &'static str, attributes: [(&'static str, String); N]) -> Self {
        let attributes = attributes.into_iter().map(|(name, value)| (name, value.into())).collect();
        Self { tag, attributes, text: None }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_ref())
    }

    fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Colours come from a class, patterns by reference, because a style sheet cannot point into a chart's own definitions.
    fn painted(self, chart: usize, paint: Paint) -> Self {
        match paint {
            Paint::Fill(role) if role.is_pattern() => self.with("fill", format!("url(#{})", pattern_id(chart, role))),
            Paint::Fill(role) => self.with("class", fill_class(role)),
            Paint::Stroke(role, width) => self.stroked(role, width),
        }
    }

    fn stroked(self, role: Role, width: f64) -> Self {
        self.with("class", stroke_class(role)).with("fill", "none").with("stroke-width", tenths(width))
    }
}

/// The element of a mark; `chart` is the chart whose patterns it may be filled with.
pub(super) fn looks(chart: usize, mark: &Mark) -> Looks {
    match mark {
        Mark::Path { points, role, width } => Looks::of("polyline", [("points", coordinates(points))])
            .stroked(*role, *width)
            .with("stroke-linecap", cap(*role)),
        Mark::Paths { lines, role, width } => Looks::of("path", [("d", open_path(lines))]).stroked(*role, *width),
        Mark::Polygon { points, role } => {
            Looks::of("polygon", [("points", coordinates(points))]).painted(chart, Paint::Fill(*role))
        }
        Mark::Shapes { outlines, role } => {
            Looks::of("path", [("d", outline_path(outlines))]).painted(chart, Paint::Fill(*role))
        }
        Mark::Strokes { lines, role, width } => Looks::of("path", [("d", line_path(lines))]).stroked(*role, *width),
        Mark::Rect { at: (x, y), size: (width, height), paint } => {
            Looks::of("rect", rectangle((*x, *y, *width, *height))).painted(chart, *paint)
        }
        Mark::Circle { center: (x, y), radius, paint } => {
            Looks::of("circle", [("cx", tenths(*x)), ("cy", tenths(*y)), ("r", tenths(*radius))]).painted(chart, *paint)
        }
        Mark::Text { at: (x, y), text, anchor, font_px, bold, role } => Looks {
            text: Some(text.clone()),
            ..Looks::of("text", [("x", tenths(*x)), ("y", tenths(*y)), ("font-size", tenths(*font_px))])
                .with("class", text_class(*role, *bold))
                .with("text-anchor", anchor_name(*anchor))
        },
    }
}

/// Place and size of left, top, width, height.
pub(super) fn rectangle((x, y, width, height): (f64, f64, f64, f64)) -> [(&'static str, String); 4] {
    [("x", tenths(x)), ("y", tenths(y)), ("width", tenths(width)), ("height", tenths(height))]
}

/// Written without `format!`: a drawing of many lines is written anew at every frame.
fn outline_path(outlines: &[Vec<Point>]) -> String {
    let mut path = String::with_capacity(outlines.len() * 40);
    for outline in outlines {
        push_steps(&mut path, outline);
        path.push('Z');
    }
    path
}

fn open_path(lines: &[Vec<Point>]) -> String {
    let mut path = String::new();
    for line in lines {
        push_steps(&mut path, line);
    }
    path
}

fn push_steps(path: &mut String, points: &[Point]) {
    for (corner, at) in points.iter().enumerate() {
        push_step(path, if corner == 0 { 'M' } else { 'L' }, *at);
    }
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
    let mut list = String::with_capacity(points.len() * 12);
    for (x, y) in points {
        push_tenths(&mut list, *x);
        list.push(',');
        push_tenths(&mut list, *y);
        list.push(' ');
    }
    list
}

pub(super) fn tenths(px: f64) -> String {
    let mut text = String::new();
    push_tenths(&mut text, px);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_classes_and_patterns_are_references() {
        let fill = Looks::default().painted(3, Paint::Fill(Role::Withheld));
        assert_eq!(fill.attributes, [("fill", "url(#chart-3-withheld)".into())]);
        let stroke = Looks::default().painted(3, Paint::Stroke(Role::Absent, 2.0));
        let expected = [("class", "chart__stroke--absent"), ("fill", "none"), ("stroke-width", "2")];
        assert_eq!(stroke.attributes, expected.map(|(name, value)| (name, value.into())));
        assert_eq!((stroke.attribute("fill"), stroke.attribute("cx")), (Some("none"), None));
        assert_eq!(text_class(Role::Ink, true), "chart__text chart__fill--ink chart__text--bold");
        assert_eq!(coordinates(&[(1.5, 2.0), (3.0, 4.26)]), "1.5,2 3,4.3 ");
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
        let corners = [vec![(0.0, 0.0), (3.0, 0.0), (3.0, 3.5)]];
        assert_eq!(outline_path(&corners), "M0 0L3 0L3 3.5Z");
        assert_eq!(open_path(&corners), "M0 0L3 0L3 3.5");
    }
}
