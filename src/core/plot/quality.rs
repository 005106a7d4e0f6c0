//! The charts of a file's quality: histograms, bars by name, a ratio on its axis, windows along chromosomes.
//!
//! Each chart is laid out by a pure function into shapes; one function draws them. Must not know what was counted.

mod bars;
mod density;
mod gauge;
mod histogram;
mod plane;

use std::convert::Infallible;

use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};

pub use bars::{Bar, bars};
pub use density::{Lane, density};
pub use gauge::{Gauge, gauge};
pub use histogram::{Bin, Histogram, histogram};
pub use plane::{Plane, PlaneMark, plane};

use super::canvas::{Canvas, Label};
use super::marks::{Anchor, Drawing, DrawnRow, Mark, Point, Recorder};
use super::palette::Role;
use super::text::{self, TextSize};

/// Narrowest chart; a frame narrower than this scrolls.
pub(super) const MIN_WIDTH_PX: f64 = 200.0;
/// Room at the ends of an axis for half a mark.
pub(super) const INSET_PX: f64 = 8.0;
/// From an axis down to the middle of its tick labels.
const TICK_DROP_PX: f64 = 18.0;
const TICK_PX: f64 = 5.0;
/// Between a limit's line and its words.
const LIMIT_GAP_PX: f64 = 6.0;

/// A laid-out chart, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width of the chart.
    pub width: f64,
    /// Height of the chart.
    pub height: f64,
    /// What belongs to no row.
    pub frame: Vec<Shape>,
    /// What can be pointed at and read aloud one by one.
    pub rows: Vec<Row>,
}

/// What belongs together and is read aloud.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The same from one drawing to the next.
    pub key: String,
    /// The row in words.
    pub spoken: String,
    /// Left, top, width, height.
    pub area: (f64, f64, f64, f64),
    /// What is drawn.
    pub shapes: Vec<Shape>,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// From, to, colour, width.
    Line(Point, Point, Role, f64),
    /// Two corners, colour.
    Rect(Point, Point, Role),
    /// Centre, radius, colour.
    Disc(Point, f64, Role),
    /// Corners, colour.
    Area(Vec<Point>, Role),
    /// Text.
    Label(Label),
}

/// A place on an axis with its words; the place is a share of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisMark {
    /// In 0..=1.
    pub at: f64,
    /// How it reads.
    pub label: String,
}

/// Draws a layout.
pub fn record(layout: &Layout) -> Result<Drawing, DrawingAreaErrorKind<Infallible>> {
    let marks = |shapes: &[Shape]| -> Result<Vec<Mark>, DrawingAreaErrorKind<Infallible>> {
        let mut marks = Vec::new();
        let area = Recorder::new(layout.width, layout.height, &mut marks).into_drawing_area();
        let canvas = Canvas::new(&area, layout.width);
        for shape in shapes {
            match shape {
                Shape::Line(from, to, role, width) => canvas.line(*from, *to, *role, *width),
                Shape::Rect(from, to, role) => canvas.fill_rect(*from, *to, *role),
                Shape::Disc(center, radius, role) => canvas.disc(*center, *radius, *role),
                Shape::Area(corners, role) => canvas.polygon(corners, *role),
                Shape::Label(label) => canvas.label(label),
            }?;
        }
        drop(area);
        Ok(marks)
    };
    let mut drawing =
        Drawing { width: layout.width, height: layout.height, frame: marks(&layout.frame)?, ..Drawing::default() };
    for Row { key, spoken, area, shapes } in &layout.rows {
        drawing.rows.push(DrawnRow { key: key.clone(), spoken: spoken.clone(), area: *area, marks: marks(shapes)? });
    }
    Ok(drawing)
}

pub(super) fn label(at: Point, text: &str, anchor: Anchor, size: TextSize, role: Role) -> Shape {
    Shape::Label(Label { at, text: text.to_owned(), anchor, size, bold: false, role })
}

/// A horizontal axis with ticks and their labels, which stay inside the chart.
pub(super) fn axis(left: f64, right: f64, y: f64, width: f64, ticks: &[AxisMark]) -> Vec<Shape> {
    let mut shapes = vec![Shape::Line((left, y), (right, y), Role::Axis, 1.0)];
    for tick in ticks {
        let x = left + tick.at * (right - left);
        shapes.push(Shape::Line((x, y), (x, y + TICK_PX), Role::Axis, 1.0));
        let half = text::width(&tick.label, TextSize::Note) / 2.0;
        let (x, anchor) = match x {
            x if x < half => (0.0, Anchor::Start),
            x if x + half > width => (width, Anchor::End),
            x => (x, Anchor::Middle),
        };
        shapes.push(label((x, y + TICK_DROP_PX), &tick.label, anchor, TextSize::Note, Role::InkFaint));
    }
    shapes
}

/// A limit: a line from `top` to `bottom` and its words beside it, on the side that has room.
fn limit(x: f64, top: f64, bottom: f64, width: f64, words: &str) -> [Shape; 2] {
    let room = text::width(words, TextSize::Note) + LIMIT_GAP_PX;
    let (text_x, anchor) =
        if x + room <= width { (x + LIMIT_GAP_PX, Anchor::Start) } else { (x - LIMIT_GAP_PX, Anchor::End) };
    [
        Shape::Line((x, top), (x, bottom), Role::Ink, 2.0),
        label((text_x, top + TextSize::Note.line_px() / 2.0), words, anchor, TextSize::Note, Role::Ink),
    ]
}

#[cfg(test)]
mod tests;
