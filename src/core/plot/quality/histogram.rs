//! Upright bars along an axis, with a limit drawn across.

use super::{AxisMark, INSET_PX, Layout, MIN_WIDTH_PX, Role, Row, Shape, axis, limit};

const TOP_PX: f64 = 22.0;
const AXIS_Y_PX: f64 = 106.0;
const HEIGHT_PX: f64 = 134.0;
/// Where a limit's line starts.
const LIMIT_TOP_PX: f64 = 2.0;
/// Between bars that are wide enough for it.
const GAP_PX: f64 = 1.0;
/// What was seen at all is seen.
const LEAST_PX: f64 = 1.0;

/// A histogram.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histogram {
    /// From left to right, each as wide as the next.
    pub bins: Vec<Bin>,
    /// Where the axis has ticks.
    pub ticks: Vec<AxisMark>,
    /// Where the limit stands.
    pub limit: Option<AxisMark>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// The bar in words: "30 to 34: 12,345".
    pub spoken: String,
    /// How high.
    pub count: u64,
}

/// Lays a histogram out for a width in pixels.
pub fn histogram(chart: &Histogram, width: f64) -> Layout {
    let width = width.max(MIN_WIDTH_PX).floor();
    let (left, right) = (INSET_PX, width - INSET_PX);
    let highest = chart.bins.iter().map(|bin| bin.count).max().unwrap_or(0).max(1);
    let step = (right - left) / chart.bins.len().max(1) as f64;
    let gap = if step > 3.0 * GAP_PX { GAP_PX } else { 0.0 };
    let row = |(index, bin): (usize, &Bin)| {
        let x = left + index as f64 * step;
        let height = bin.count as f64 / highest as f64 * (AXIS_Y_PX - TOP_PX);
        let height = if bin.count > 0 { height.max(LEAST_PX) } else { 0.0 };
        let shapes = match bin.count {
            0 => Vec::new(),
            _ => vec![Shape::Rect((x, AXIS_Y_PX - height), (x + step - gap, AXIS_Y_PX), Role::Measured)],
        };
        Row { key: index.to_string(), spoken: bin.spoken.clone(), area: (x, TOP_PX, step, AXIS_Y_PX - TOP_PX), shapes }
    };
    let mut frame = axis(left, right, AXIS_Y_PX, width, &chart.ticks);
    if let Some(at) = &chart.limit {
        frame.extend(limit(left + at.at * (right - left), LIMIT_TOP_PX, AXIS_Y_PX, width, &at.label));
    }
    Layout { width, height: HEIGHT_PX, frame, rows: chart.bins.iter().enumerate().map(row).collect() }
}
