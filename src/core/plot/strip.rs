//! The strip chart: several cohorts as dots on one small axis, the lowest and the highest named.
//!
//! For a page that shows many variants at a glance; the forest plot has the intervals.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::prelude::DrawingBackend;

use super::axis::{Axis, Ticks};
use super::canvas::{Canvas, Drawn, Label};
use super::forest::tick_labels;
use super::marks::{Anchor, Drawing, DrawnRow, Recorder};
use super::palette::Role;
use super::text::{self, TextSize};
use crate::format::NumberStyle;

const MIN_WIDTH_PX: f64 = 120.0;
/// Room at the ends of the axis for half a dot.
const INSET_PX: f64 = 8.0;
const LABEL_Y_PX: f64 = 9.0;
const AXIS_Y_PX: f64 = 31.0;
const HEIGHT_PX: f64 = 57.0;
const TICK_PX: f64 = 5.0;
const DOT_PX: f64 = 5.0;
const HALO_PX: f64 = 6.25;
const RING_PX: f64 = 4.5;
const RING_LINE_PX: f64 = 2.0;
/// Between the two names.
const LABEL_GAP_PX: f64 = 10.0;

/// A cohort's dot.
#[derive(Clone, Debug, PartialEq)]
pub struct StripPoint {
    /// The cohort's short name.
    pub label: String,
    /// In 0..=1; 0 is drawn as an open ring.
    pub frequency: f64,
    /// The frequency in the reader's notation.
    pub figure: String,
}

/// A laid-out strip, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct StripLayout {
    /// Width of the chart.
    pub width: f64,
    /// Height of the chart.
    pub height: f64,
    /// Its axis.
    pub axis: Axis,
    /// Names of the lowest and the highest dot, ticks.
    pub labels: Vec<Label>,
}

impl StripPoint {
    /// A dot; the figure follows from the frequency.
    pub fn new(label: impl Into<String>, frequency: f64, numbers: NumberStyle) -> Self {
        Self { label: label.into(), frequency, figure: numbers.frequency(frequency) }
    }

    fn text(&self) -> String {
        format!("{} {}", self.label, self.figure)
    }
}

impl StripLayout {
    /// Lays points out for a width in pixels.
    pub fn new(points: &[StripPoint], numbers: NumberStyle, width: f64) -> Self {
        let width = width.max(MIN_WIDTH_PX).floor();
        let values = points.iter().map(|point| point.frequency);
        let axis = Axis::for_values(values, INSET_PX, width - 2.0 * INSET_PX, Ticks::Three, numbers);
        let mut labels = end_labels(points, &axis, width);
        labels.extend(tick_labels(&axis, AXIS_Y_PX, width));
        Self { width, height: HEIGHT_PX, axis, labels }
    }
}

/// Names the lowest and the highest point, each above its dot, moved apart and inwards where they would not fit.
fn end_labels(points: &[StripPoint], axis: &Axis, width: f64) -> Vec<Label> {
    let by_frequency = |a: &&StripPoint, b: &&StripPoint| a.frequency.total_cmp(&b.frequency);
    let (Some(lowest), Some(highest)) = (points.iter().min_by(by_frequency), points.iter().max_by(by_frequency)) else {
        return Vec::new();
    };
    let half = |point: &StripPoint| text::width(&point.text(), TextSize::Note) / 2.0;
    let inside = |x: f64, half: f64| x.min(width - half).max(half);
    let set = |point: &StripPoint, x: f64| Label {
        at: (x, LABEL_Y_PX),
        text: point.text(),
        anchor: Anchor::Middle,
        size: TextSize::Note,
        bold: false,
        role: Role::Ink,
    };
    let (half_low, half_high) = (half(lowest), half(highest));
    let (low_x, high_x) = (inside(axis.x(lowest.frequency), half_low), inside(axis.x(highest.frequency), half_high));
    if points.len() == 1 {
        return vec![set(lowest, low_x)];
    }
    let overlap = (low_x + half_low + LABEL_GAP_PX - (high_x - half_high)).max(0.0);
    let low_x = inside(low_x - overlap / 2.0, half_low);
    let high_x = inside(high_x.max(low_x + half_low + LABEL_GAP_PX + half_high), half_high);
    // What the right edge took back, the left name gives.
    let low_x = inside(low_x.min(high_x - half_high - LABEL_GAP_PX - half_low), half_low);
    if low_x + half_low + LABEL_GAP_PX > high_x - half_high + 0.01 {
        return vec![set(highest, high_x)];
    }
    vec![set(lowest, low_x), set(highest, high_x)]
}

/// Draws axis, ticks and names.
pub fn draw_frame<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, layout: &StripLayout) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    let axis = &layout.axis;
    canvas.line((axis.left(), AXIS_Y_PX), (axis.right(), AXIS_Y_PX), Role::Axis, 1.0)?;
    for tick in &axis.ticks {
        let x = axis.x(tick.value);
        canvas.line((x, AXIS_Y_PX), (x, AXIS_Y_PX + TICK_PX), Role::Axis, 1.0)?;
    }
    layout.labels.iter().try_for_each(|label| canvas.label(label))
}

/// Draws one dot, or a ring at zero.
pub fn draw_point<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    layout: &StripLayout,
    point: &StripPoint,
) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    let center = (layout.axis.x(point.frequency), AXIS_Y_PX);
    canvas.disc(center, HALO_PX, Role::Ground)?;
    if point.frequency > 0.0 {
        canvas.disc(center, DOT_PX, Role::Measured)
    } else {
        canvas.ring(center, RING_PX, Role::Absent, RING_LINE_PX)
    }
}

/// Lays the chart out for a width in pixels and records it.
pub fn record(
    points: &[StripPoint],
    numbers: NumberStyle,
    width: f64,
) -> Result<Drawing, DrawingAreaErrorKind<Infallible>> {
    let layout = StripLayout::new(points, numbers, width);
    let (width, height) = (layout.width, layout.height);
    let mut drawing = Drawing { width, height, ..Drawing::default() };
    draw_frame(&Recorder::new(width, height, &mut drawing.frame).into_drawing_area(), &layout)?;
    for point in points {
        let mut marks = Vec::new();
        draw_point(&Recorder::new(width, height, &mut marks).into_drawing_area(), &layout, point)?;
        let x = layout.axis.x(point.frequency);
        let area = (x - HALO_PX, AXIS_Y_PX - HALO_PX, 2.0 * HALO_PX, 2.0 * HALO_PX);
        drawing.rows.push(DrawnRow { key: point.label.clone(), spoken: point.text(), area, marks });
    }
    Ok(drawing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::marks::Mark;

    fn points(frequencies: &[(&str, f64)]) -> Vec<StripPoint> {
        frequencies.iter().map(|&(label, frequency)| StripPoint::new(label, frequency, NumberStyle::English)).collect()
    }

    fn names(frequencies: &[(&str, f64)], width: f64) -> Vec<(String, f64, f64)> {
        StripLayout::new(&points(frequencies), NumberStyle::English, width)
            .labels
            .into_iter()
            .filter(|label| label.role == Role::Ink)
            .map(|label| {
                let half = text::width(&label.text, TextSize::Note) / 2.0;
                (label.text, label.at.0 - half, label.at.0 + half)
            })
            .collect()
    }

    #[test]
    fn the_ends_are_named_whatever_the_order() {
        let found = names(&[("FIN", 0.591), ("TSI", 0.089), ("CEU", 0.737), ("IBS", 0.458)], 320.0);
        let texts: Vec<_> = found.iter().map(|(text, ..)| text.as_str()).collect();
        assert_eq!(texts, ["TSI 0.089", "CEU 0.737"]);
    }

    #[test]
    fn names_stay_inside_and_apart_at_any_place() {
        for step in 0..=100 {
            let low = f64::from(step) / 100.0;
            for spread in [0.0, 0.01, 0.1, 0.5] {
                let found = names(&[("TSI", low), ("FIN", (low + spread).min(1.0))], 200.0);
                assert_eq!(found.len(), 2, "{low}");
                assert!(found[0].1 >= -0.01 && found[1].2 <= 200.01, "{found:?}");
                assert!(found[0].2 + LABEL_GAP_PX <= found[1].1 + 0.02, "{found:?}");
            }
        }
    }

    #[test]
    fn no_dot_without_a_point_and_a_ring_at_zero() {
        assert!(names(&[], 200.0).is_empty());
        let drawing = record(&points(&[("FIN", 0.0)]), NumberStyle::English, 200.0).unwrap();
        assert!(matches!(drawing.rows[0].marks[1], Mark::Circle { paint: super::super::marks::Paint::Stroke(..), .. }));
        assert_eq!(drawing.rows[0].spoken, "FIN 0");
    }
}
