//! Two cohorts against each other, variant by variant: hexagons, each as dark as many variants lie in it, and the line
//! where both are alike.
//!
//! Hexagons rather than squares, for their middles are equally far apart in every direction (Carr et al. 1987, JASA 82:424).

use std::collections::BTreeMap;

use super::{
    marks::{Anchor, Point},
    palette::Role,
    quality::{AxisMark, INSET_PX, Layout, MIN_WIDTH_PX, Row, Shape, axis, label},
    text::{self, TextSize},
};

const MOST_SIDE_PX: f64 = 400.0;
const TOP_PX: f64 = 26.0;
const BOTTOM_PX: f64 = 50.0;
const LABEL_GAP_PX: f64 = 16.0;
const TICK_PX: f64 = 5.0;
/// From the middle of a hexagon to a corner, as a share of the axis: some 20 hexagons side by side.
const RADIUS: f64 = 1.0 / 36.0;

/// Two cohorts' frequencies, both in 0..=1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hexbin {
    /// What the level axis measures.
    pub x_name: String,
    /// What the upright axis measures.
    pub y_name: String,
    /// Ticks of both axes.
    pub ticks: Vec<AxisMark>,
    /// The hexagons, see [`cells`].
    pub cells: Vec<HexCell>,
    /// Each in words.
    pub spoken: Vec<String>,
}

/// A hexagon with something in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HexCell {
    /// Its middle.
    pub at: (f64, f64),
    /// Variants in it.
    pub count: u64,
}

/// Puts points into hexagons: of two rectangular grids, one shifted by half, the nearer middle (Carr et al. 1987).
pub fn cells(points: impl Iterator<Item = (f64, f64)>) -> Vec<HexCell> {
    let (dx, dy) = (3.0_f64.sqrt() * RADIUS, 3.0 * RADIUS);
    let mut counts: BTreeMap<(bool, i32, i32), u64> = BTreeMap::new();
    for (x, y) in points {
        let straight = (whole(x / dx), whole(y / dy));
        let shifted = (whole(x / dx - 0.5), whole(y / dy - 0.5));
        let distance = |(column, row): (i32, i32), shift: f64| {
            let (cx, cy) = ((f64::from(column) + shift) * dx, (f64::from(row) + shift) * dy);
            (x - cx).powi(2) + (y - cy).powi(2)
        };
        let is_shifted = distance(shifted, 0.5) < distance(straight, 0.0);
        let (column, row) = if is_shifted { shifted } else { straight };
        *counts.entry((is_shifted, column, row)).or_default() += 1;
    }
    let middle = |(is_shifted, column, row): (bool, i32, i32)| {
        let shift = if is_shifted { 0.5 } else { 0.0 };
        ((f64::from(column) + shift) * dx, (f64::from(row) + shift) * dy)
    };
    counts.into_iter().map(|(key, count)| HexCell { at: middle(key), count }).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "some dozens of hexagons")]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

/// Lays it out for a width in pixels.
pub fn hexbin(chart: &Hexbin, width: f64) -> Layout {
    let width = width.max(MIN_WIDTH_PX).floor();
    let names = chart.ticks.iter().map(|tick| text::width(&tick.label, TextSize::Note)).fold(0.0, f64::max);
    let left = names + LABEL_GAP_PX + TICK_PX;
    let side = (width - left - INSET_PX * 2.0).min(MOST_SIDE_PX);
    let (right, bottom) = (left + side, TOP_PX + side);
    let place = |(x, y): (f64, f64)| (left + x * side, bottom - y * side);
    let note = TextSize::Note.line_px() / 2.0;
    let mut frame = vec![
        label((0.0, note), &chart.y_name, Anchor::Start, TextSize::Note, Role::InkFaint),
        label((right, bottom + BOTTOM_PX - note), &chart.x_name, Anchor::End, TextSize::Note, Role::InkFaint),
    ];
    for tick in &chart.ticks {
        let (_, y) = place((0.0, tick.at));
        frame.push(Shape::Line((left, y), (right, y), Role::Grid, 1.0));
        frame.push(label((left - LABEL_GAP_PX, y), &tick.label, Anchor::End, TextSize::Note, Role::InkFaint));
    }
    frame.push(Shape::Line(place((0.0, 0.0)), place((1.0, 1.0)), Role::Axis, 1.0));
    frame.extend(axis(left, right, bottom, width, &chart.ticks));
    frame.push(Shape::Line((left, TOP_PX), (left, bottom), Role::Axis, 1.0));
    let radius = RADIUS * side;
    let row = |(index, cell): (usize, &HexCell)| {
        let middle = place(cell.at);
        Row {
            key: index.to_string(),
            spoken: chart.spoken.get(index).cloned().unwrap_or_default(),
            area: (middle.0 - radius, middle.1 - radius, 2.0 * radius, 2.0 * radius),
            shapes: vec![Shape::Area(hexagon(middle, radius - 0.5), Role::RAMP[class(cell.count)])],
        }
    };
    Layout { width, height: bottom + BOTTOM_PX, frame, rows: chart.cells.iter().enumerate().map(row).collect() }
}

/// Lowest count of each class of the ramp: few hexagons hold most variants.
pub const CLASSES: [u64; 6] = [1, 2, 4, 10, 30, 100];

/// Class of a count, from 0.
fn class(count: u64) -> usize {
    CLASSES.iter().filter(|least| count >= **least).count().saturating_sub(1)
}

/// Standing on a corner.
fn hexagon((x, y): Point, radius: f64) -> Vec<Point> {
    let half = radius * 3.0_f64.sqrt() / 2.0;
    vec![
        (x, y - radius),
        (x + half, y - radius / 2.0),
        (x + half, y + radius / 2.0),
        (x, y + radius),
        (x - half, y + radius / 2.0),
        (x - half, y - radius / 2.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_lies_in_its_hexagon() {
        let points: Vec<(f64, f64)> =
            (0..=50).flat_map(|x| (0..=50).map(move |y| (f64::from(x) / 50.0, f64::from(y) / 50.0))).collect();
        let found = cells(points.iter().copied());
        assert_eq!(found.iter().map(|cell| cell.count).sum::<u64>(), 51 * 51);
        for point in points {
            let distance = |cell: &HexCell| (cell.at.0 - point.0).hypot(cell.at.1 - point.1);
            assert!(found.iter().map(distance).fold(9.0, f64::min) <= RADIUS + 1e-9, "{point:?}");
        }
    }

    #[test]
    fn more_is_a_higher_class_and_the_diagonal_is_there() {
        let points = [(0.0, 0.0), (0.001, 0.001), (0.9, 0.1)];
        let chart =
            Hexbin { cells: cells(points.into_iter()), spoken: vec!["a".into(), "b".into()], ..Hexbin::default() };
        let layout = hexbin(&chart, 500.0);
        let roles: Vec<Role> = layout
            .rows
            .iter()
            .filter_map(|row| match row.shapes[0] {
                Shape::Area(_, role) => Some(role),
                _ => None,
            })
            .collect();
        assert_eq!(roles, [Role::Ramp2, Role::Ramp1]);
        assert!(
            layout
                .frame
                .iter()
                .any(|shape| matches!(shape, Shape::Line(from, to, _, _) if from.0 < to.0 && from.1 > to.1))
        );
        assert_eq!([0, 1, 9, 10, 99, 100_000].map(class), [0, 0, 2, 3, 4, 5]);
    }
}
