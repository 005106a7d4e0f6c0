//! Marks over two axes: points, or squares that are the larger the more lies there.

use super::{Anchor, AxisMark, INSET_PX, Layout, MIN_WIDTH_PX, Role, Row, Shape, TICK_PX, TextSize, axis, label, text};

/// Longest side; a wide page does not make it a poster.
const MOST_SIDE_PX: f64 = 320.0;
/// Room for the name of the upright axis.
const TOP_PX: f64 = 26.0;
/// From the level axis to the chart's lower edge: ticks and the axis's name.
const BOTTOM_PX: f64 = 50.0;
const LABEL_GAP_PX: f64 = 10.0;
/// What a mark takes at least where it is pointed at.
const LEAST_AREA_PX: f64 = 10.0;

/// Marks over a level and an upright axis, each from 0 to 1 of its length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plane {
    /// What the level axis measures.
    pub x_name: String,
    /// What the upright axis measures.
    pub y_name: String,
    /// Ticks of the level axis.
    pub x_ticks: Vec<AxisMark>,
    /// Ticks of the upright axis.
    pub y_ticks: Vec<AxisMark>,
    /// What is drawn, each in words.
    pub marks: Vec<PlaneMark>,
    /// A line from the origin to here, where both axes measure the same.
    pub equal_to: Option<(f64, f64)>,
}

/// A mark.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaneMark {
    /// Its middle, along both axes.
    pub at: (f64, f64),
    /// A square of so much of the axes' length; `None` for a point.
    pub square: Option<f64>,
    /// In words.
    pub spoken: String,
}

/// Radius of a point.
const POINT_PX: f64 = 2.5;

/// Lays it out for a width in pixels.
pub fn plane(chart: &Plane, width: f64) -> Layout {
    let width = width.max(MIN_WIDTH_PX).floor();
    let names = chart.y_ticks.iter().map(|tick| text::width(&tick.label, TextSize::Note)).fold(0.0, f64::max);
    let left = names + LABEL_GAP_PX + TICK_PX;
    let side = (width - left - INSET_PX).min(MOST_SIDE_PX);
    let (right, bottom) = (left + side, TOP_PX + side);
    let place = |(x, y): (f64, f64)| (left + x * side, bottom - y * side);
    let mut frame = vec![
        label((0.0, TextSize::Note.line_px() / 2.0), &chart.y_name, Anchor::Start, TextSize::Note, Role::InkFaint),
        label(
            (right, bottom + BOTTOM_PX - TextSize::Note.line_px() / 2.0),
            &chart.x_name,
            Anchor::End,
            TextSize::Note,
            Role::InkFaint,
        ),
    ];
    for tick in &chart.y_ticks {
        let (_, y) = place((0.0, tick.at));
        frame.push(Shape::Line((left, y), (right, y), Role::Grid, 1.0));
        frame.push(label((left - LABEL_GAP_PX, y), &tick.label, Anchor::End, TextSize::Note, Role::InkFaint));
    }
    if let Some(end) = chart.equal_to {
        frame.push(Shape::Line(place((0.0, 0.0)), place(end), Role::Rule, 1.0));
    }
    frame.extend(axis(left, right, bottom, width, &chart.x_ticks));
    frame.push(Shape::Line((left, TOP_PX), (left, bottom), Role::Axis, 1.0));
    let row = |(index, mark): (usize, &PlaneMark)| {
        let (x, y) = place(mark.at);
        let half = mark.square.map_or(POINT_PX, |share| (share * side / 2.0).max(0.5));
        let shape = match mark.square {
            Some(_) => Shape::Rect((x - half, y - half), (x + half, y + half), Role::Measured),
            None => Shape::Disc((x, y), half, Role::Measured),
        };
        let reach = half.max(LEAST_AREA_PX / 2.0);
        let area = (x - reach, y - reach, 2.0 * reach, 2.0 * reach);
        Row { key: index.to_string(), spoken: mark.spoken.clone(), area, shapes: vec![shape] }
    };
    Layout { width, height: bottom + BOTTOM_PX, frame, rows: chart.marks.iter().enumerate().map(row).collect() }
}
