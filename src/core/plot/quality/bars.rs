//! Named bars, one a row, with their figures at the right; the name stands above its bar where there is no room beside.

use super::{Anchor, Layout, MIN_WIDTH_PX, Role, Row, Shape, TextSize, label, text};

/// Below this width names stand above.
const SIDE_BY_SIDE_FROM_PX: f64 = 400.0;
const ROW_PX: f64 = 30.0;
const STACKED_ROW_PX: f64 = 46.0;
const BAR_PX: f64 = 14.0;
const COLUMN_GAP_PX: f64 = 12.0;
/// Names take no more than this share of the width.
const NAMES_SHARE: f64 = 0.45;
const LEAST_PX: f64 = 1.0;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its length.
    pub value: f64,
    /// What stands at the right.
    pub figure: String,
}

/// Lays bars out for a width in pixels.
pub fn bars(bars: &[Bar], width: f64) -> Layout {
    let width = width.max(MIN_WIDTH_PX).floor();
    let widest = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| text::width(text, TextSize::Note)).fold(0.0, f64::max)
    };
    let names = widest(&mut bars.iter().map(|bar| &bar.label)).min(width * NAMES_SHARE);
    let figures = widest(&mut bars.iter().map(|bar| &bar.figure));
    let is_stacked = width < SIDE_BY_SIDE_FROM_PX;
    let (row_px, left) = if is_stacked { (STACKED_ROW_PX, 0.0) } else { (ROW_PX, names + COLUMN_GAP_PX) };
    let right = (width - figures - COLUMN_GAP_PX).max(left + LEAST_PX);
    let longest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let row = |(index, bar): (usize, &Bar)| {
        let top = index as f64 * row_px;
        let middle = top + row_px - ROW_PX / 2.0;
        let (name_y, name_room) = if is_stacked { (top + 10.0, width) } else { (middle, names) };
        let name = text::wrap(&bar.label, name_room + 1.0, TextSize::Note, 1).join("");
        let mut shapes = vec![
            label((0.0, name_y), &name, Anchor::Start, TextSize::Note, Role::Ink),
            label((width, middle), &bar.figure, Anchor::End, TextSize::Note, Role::Ink),
        ];
        if bar.value > 0.0 && longest > 0.0 {
            let length = (bar.value / longest * (right - left)).max(LEAST_PX);
            let (from, to) = ((left, middle - BAR_PX / 2.0), (left + length, middle + BAR_PX / 2.0));
            shapes.push(Shape::Rect(from, to, Role::Measured));
        }
        let spoken = format!("{}: {}", bar.label, bar.figure);
        Row { key: index.to_string(), spoken, area: (0.0, top, width, row_px), shapes }
    };
    let rows: Vec<Row> = bars.iter().enumerate().map(row).collect();
    let height = rows.len() as f64 * row_px;
    // A line through names would cross them out.
    let zero = (!is_stacked).then_some(Shape::Line((left, 0.0), (left, height), Role::Axis, 1.0));
    Layout { width, height, frame: zero.into_iter().collect(), rows }
}
