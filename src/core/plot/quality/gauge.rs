//! One figure as a dot on an axis from zero, with a limit beside it.

use crate::format::NumberStyle;

use super::{AxisMark, INSET_PX, Layout, MIN_WIDTH_PX, Role, Row, Shape, axis, limit};

const AXIS_Y_PX: f64 = 30.0;
const HEIGHT_PX: f64 = 58.0;
const LIMIT_TOP_PX: f64 = 2.0;
const DOT_PX: f64 = 6.0;
const HALO_PX: f64 = 7.25;

/// A figure on its axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gauge {
    /// In 0..=1 of the axis; past the end it stands at the end.
    pub value: f64,
    /// The figure in words.
    pub spoken: String,
    /// Where the axis has ticks.
    pub ticks: Vec<AxisMark>,
    /// Where the limit stands; none drawn past the end.
    pub limit: Option<AxisMark>,
}

/// Ends that the axis may have, each with its number of steps.
const ENDS: [(f64, u32); 9] =
    [(1.0, 4), (4.0, 4), (10.0, 2), (20.0, 2), (40.0, 4), (100.0, 2), (200.0, 2), (1_000.0, 2), (10_000.0, 2)];

impl Gauge {
    /// On the shortest axis from `least` upwards that holds figure and limit; the limit comes with its words.
    pub fn new(value: f64, limit: Option<(f64, String)>, least: f64, spoken: String, numbers: NumberStyle) -> Self {
        let largest = limit.iter().map(|limit| limit.0).fold(value.max(least), f64::max);
        let (end, steps) = ENDS.into_iter().find(|(end, _)| *end >= largest).unwrap_or((largest, 1));
        let tick = |step: u32| {
            let at = f64::from(step) / f64::from(steps);
            AxisMark { at, label: numbers.score((at * end) as f32) }
        };
        Self {
            value: value / end,
            spoken,
            ticks: (0..=steps).map(tick).collect(),
            limit: limit.map(|(at, label)| AxisMark { at: at / end, label }),
        }
    }
}

/// Lays a gauge out for a width in pixels.
pub fn gauge(chart: &Gauge, width: f64) -> Layout {
    let width = width.max(MIN_WIDTH_PX).floor();
    let (left, right) = (INSET_PX, width - INSET_PX);
    let x = |share: f64| left + share.clamp(0.0, 1.0) * (right - left);
    let mut frame = axis(left, right, AXIS_Y_PX, width, &chart.ticks);
    if let Some(at) = chart.limit.as_ref().filter(|at| at.at <= 1.0) {
        frame.extend(limit(x(at.at), LIMIT_TOP_PX, AXIS_Y_PX, width, &at.label));
    }
    let center = (x(chart.value), AXIS_Y_PX);
    let row = Row {
        key: "value".to_owned(),
        spoken: chart.spoken.clone(),
        area: (center.0 - HALO_PX, AXIS_Y_PX - HALO_PX, 2.0 * HALO_PX, 2.0 * HALO_PX),
        shapes: vec![Shape::Disc(center, HALO_PX, Role::Ground), Shape::Disc(center, DOT_PX, Role::Measured)],
    };
    Layout { width, height: HEIGHT_PX, frame, rows: vec![row] }
}
