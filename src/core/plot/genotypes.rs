//! Genotypes of one cohort: a bar for the people counted, an upright line for those expected.
//!
//! Must not know words, nor how the expectation came about.

use super::canvas::Label;
use super::marks::Anchor;
use super::palette::Role;
use super::quality::{Layout, Row, Shape};
use super::text::{self, TextSize};

const MIN_WIDTH_PX: f64 = 200.0;
const ROW_PX: f64 = 52.0;
const BAR_PX: f64 = 20.0;
/// How far the line of the expectation stands out of the bar, at either end.
const STANDS_OUT_PX: f64 = 5.0;
const EXPECTED_LINE_PX: f64 = 3.0;
const GAP_PX: f64 = 12.0;
/// Above and below the middle of a row: the two lines of figures.
const FIGURE_OFFSET_PX: f64 = 9.0;

/// One genotype.
#[derive(Clone, Debug, PartialEq)]
pub struct GenotypeBar {
    /// The genotype: `A/G`.
    pub label: String,
    /// People counted.
    pub observed: f64,
    /// People expected.
    pub expected: f64,
    /// The count as it is written.
    pub figure: String,
    /// The expectation as it is written.
    pub note: String,
}

/// Lays the bars out for a width in pixels.
pub fn layout(bars: &[GenotypeBar], width: f64) -> Layout {
    let width = width.max(MIN_WIDTH_PX).floor();
    let widest = |of: &dyn Fn(&GenotypeBar) -> f64| bars.iter().map(of).fold(0.0, f64::max);
    let left = widest(&|bar| text::bold_width(&bar.label, TextSize::Label)) + GAP_PX;
    let figures =
        widest(&|bar| text::bold_width(&bar.figure, TextSize::Label).max(text::width(&bar.note, TextSize::Note)));
    let right = (width - figures - GAP_PX).max(left);
    let most = widest(&|bar| bar.observed.max(bar.expected));
    let x = |people: f64| if most > 0.0 { left + (right - left) * people / most } else { left };
    let height = ROW_PX * f64::from(u32::try_from(bars.len()).unwrap_or(u32::MAX));
    let row = |(at, bar): (u32, &GenotypeBar)| {
        let top = ROW_PX * f64::from(at);
        let middle = top + ROW_PX / 2.0;
        let label = |at, text: &str, anchor, size, bold, role| {
            Shape::Label(Label { at, text: text.to_owned(), anchor, size, bold, role })
        };
        let (bar_top, bar_bottom) = (middle - BAR_PX / 2.0, middle + BAR_PX / 2.0);
        let expected_from = (x(bar.expected), bar_top - STANDS_OUT_PX);
        let expected_to = (x(bar.expected), bar_bottom + STANDS_OUT_PX);
        let mut shapes = vec![label((0.0, middle), &bar.label, Anchor::Start, TextSize::Label, true, Role::Ink)];
        if bar.observed > 0.0 {
            shapes.push(Shape::Rect((left, bar_top), (x(bar.observed), bar_bottom), Role::Measured));
        }
        shapes.extend([
            Shape::Line(expected_from, expected_to, Role::Ground, EXPECTED_LINE_PX + 2.0),
            Shape::Line(expected_from, expected_to, Role::Ink, EXPECTED_LINE_PX),
            label((width, middle - FIGURE_OFFSET_PX), &bar.figure, Anchor::End, TextSize::Label, true, Role::Ink),
            label((width, middle + FIGURE_OFFSET_PX), &bar.note, Anchor::End, TextSize::Note, false, Role::InkFaint),
        ]);
        Row {
            key: at.to_string(),
            spoken: format!("{}: {}, {}", bar.label, bar.figure, bar.note),
            area: (0.0, top, width, ROW_PX),
            shapes,
        }
    };
    let rows = (0..).zip(bars).map(row).collect();
    Layout { width, height, frame: vec![Shape::Line((left, 0.0), (left, height), Role::Axis, 1.0)], rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, observed: f64, expected: f64) -> GenotypeBar {
        GenotypeBar {
            label: label.to_owned(),
            observed,
            expected,
            figure: format!("{observed}"),
            note: format!("expected {expected}"),
        }
    }

    #[test]
    fn the_longest_bar_fills_the_room_and_nobody_has_no_bar() {
        let drawn = layout(&[bar("A/A", 40.0, 36.0), bar("A/G", 0.0, 10.0)], 400.0);
        let rects = |row: &Row| row.shapes.iter().filter(|shape| matches!(shape, Shape::Rect(..))).count();
        assert_eq!(drawn.rows.iter().map(rects).collect::<Vec<_>>(), [1, 0]);
        let figures = text::width("expected 36", TextSize::Note);
        let Shape::Rect((left, _), (right, _), _) = drawn.rows[0].shapes[1] else { panic!("no bar") };
        assert!((right - (400.0 - figures - GAP_PX)).abs() < 1.0 && left > GAP_PX, "{left} {right}");
        assert_eq!(drawn.rows[1].spoken, "A/G: 0, expected 10");
    }

    #[test]
    fn nobody_at_all_is_drawn_without_a_division_by_zero() {
        let drawn = layout(&[bar("A/A", 0.0, 0.0)], 10.0);
        assert!(drawn.rows[0].shapes.iter().all(|shape| match shape {
            Shape::Line((x, _), ..) => x.is_finite(),
            _ => true,
        }));
    }
}
