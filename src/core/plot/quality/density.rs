//! Chromosomes as lanes, as long as they are, with what lies in each window as a silhouette.

use super::{Anchor, Layout, MIN_WIDTH_PX, Role, Row, Shape, TextSize, label, text};

const LANE_PX: f64 = 24.0;
const SILHOUETTE_PX: f64 = 18.0;
const NAME_GAP_PX: f64 = 8.0;

/// A chromosome.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Its name.
    pub label: String,
    /// The lane in words.
    pub spoken: String,
    /// Its length in windows.
    pub length: f64,
    /// What lies in each window, from the first on.
    pub windows: Vec<u32>,
}

/// Lays lanes out for a width in pixels; all share one height for the fullest window.
pub fn density(lanes: &[Lane], width: f64) -> Layout {
    let width = width.max(MIN_WIDTH_PX).floor();
    let names = lanes.iter().map(|lane| text::width(&lane.label, TextSize::Note)).fold(0.0, f64::max);
    let left = names + NAME_GAP_PX;
    let longest = lanes.iter().map(|lane| lane.length.max(lane.windows.len() as f64)).fold(1.0, f64::max);
    let fullest = lanes.iter().flat_map(|lane| &lane.windows).max().copied().unwrap_or(0).max(1);
    let x = |window: f64| left + window / longest * (width - left);
    let row = |(index, lane): (usize, &Lane)| {
        let top = index as f64 * LANE_PX;
        let ground = top + LANE_PX - 3.0;
        let end = x(lane.length.max(lane.windows.len() as f64));
        let mut shapes = vec![
            label((0.0, ground - 7.0), &lane.label, Anchor::Start, TextSize::Note, Role::InkFaint),
            Shape::Line((left, ground), (end, ground), Role::Axis, 1.0),
        ];
        if !lane.windows.is_empty() {
            let mut corners = vec![(left, ground)];
            for (index, count) in lane.windows.iter().enumerate() {
                let y = ground - f64::from(*count) / f64::from(fullest) * SILHOUETTE_PX;
                corners.extend([(x(index as f64), y), (x(index as f64 + 1.0), y)]);
            }
            corners.push((x(lane.windows.len() as f64), ground));
            shapes.push(Shape::Area(corners, Role::Measured));
        }
        Row { key: lane.label.clone(), spoken: lane.spoken.clone(), area: (0.0, top, width, LANE_PX), shapes }
    };
    let rows: Vec<Row> = lanes.iter().enumerate().map(row).collect();
    Layout { width, height: rows.len() as f64 * LANE_PX, frame: Vec::new(), rows }
}
