//! Where a table of any length stands when the browser can only scroll so far.
//!
//! Browsers cap the height of an element (Firefox at about 17.9 million CSS pixels, Chromium and Safari at about
//! 33.5 million), and twenty million rows are higher than that. So there are two coordinates, both in CSS pixels:
//! the *offset* into the table as if nothing capped it, and the *bar*, where the browser's scroll bar stands. Up to
//! [`BAR_MAX_PX`] they are the same. Beyond it the first and the last [`EDGE_PX`] of the table still scroll one to one,
//! so that the ends are reached exactly, and between them the bar runs proportionally. A small movement (wheel, finger,
//! key) moves the offset by as much as the bar; only a jump (dragging the bar) is read proportionally.
//!
//! Pure arithmetic: knows nothing of the browser, and is tested natively.

/// The highest scrollable content this module asks of a browser.
pub(super) const BAR_MAX_PX: f64 = 16_000_000.0;
/// How much of each end scrolls one to one in a table that is higher than [`BAR_MAX_PX`].
const EDGE_PX: f64 = 1_000_000.0;
/// How far the bar may stand from its place before it is put right.
const DRIFT_MAX_PX: f64 = EDGE_PX / 4.0;
/// Rows kept ready before and after the visible ones.
pub(super) const SPARE_ROWS: u64 = 8;
/// The window starts at a multiple of this many rows, so that it stays put during small movements.
const STEP_ROWS: u64 = 8;

/// The measures of the table on screen, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Measures {
    /// How many rows the table has.
    pub(super) row_count: u64,
    /// The height of a row.
    pub(super) row_px: f64,
    /// The height in which rows are visible.
    pub(super) view_px: f64,
}

/// Where the table stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Stand {
    /// How far into the table the top of the view is.
    pub(super) offset_px: f64,
    /// Where the scroll bar stands.
    pub(super) bar_px: f64,
}

/// The rows that are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    /// The first row drawn.
    pub(super) first: u64,
    /// How many are drawn.
    pub(super) count: u32,
}

impl Measures {
    /// The height of all rows.
    fn full_px(self) -> f64 {
        // Exact: 2^53 pixels are more rows than any file has.
        self.row_count as f64 * self.row_px
    }

    /// The height of the content the browser is asked to scroll.
    pub(super) fn content_px(self) -> f64 {
        self.full_px().min(BAR_MAX_PX)
    }

    fn offset_max_px(self) -> f64 {
        (self.full_px() - self.view_px).max(0.0)
    }

    fn bar_max_px(self) -> f64 {
        (self.content_px() - self.view_px).max(0.0)
    }

    fn is_capped(self) -> bool {
        self.full_px() > BAR_MAX_PX
    }

    /// The bar's place for an offset.
    fn bar_of(self, offset_px: f64) -> f64 {
        let (offset_max, bar_max) = (self.offset_max_px(), self.bar_max_px());
        if !self.is_capped() || offset_px <= EDGE_PX {
            offset_px
        } else if offset_px >= offset_max - EDGE_PX {
            bar_max - (offset_max - offset_px)
        } else {
            EDGE_PX + (offset_px - EDGE_PX) * (bar_max - 2.0 * EDGE_PX) / (offset_max - 2.0 * EDGE_PX)
        }
    }

    /// The offset for a place of the bar.
    fn offset_of(self, bar_px: f64) -> f64 {
        let (offset_max, bar_max) = (self.offset_max_px(), self.bar_max_px());
        if !self.is_capped() || bar_px <= EDGE_PX {
            bar_px
        } else if bar_px >= bar_max - EDGE_PX {
            offset_max - (bar_max - bar_px)
        } else {
            EDGE_PX + (bar_px - EDGE_PX) * (offset_max - 2.0 * EDGE_PX) / (bar_max - 2.0 * EDGE_PX)
        }
    }

    /// The bar was moved to a place: where the table stands then. The returned bar may differ from the given one; the
    /// browser's bar is to be put there.
    pub(super) fn scrolled(self, before: Stand, bar_px: f64) -> Stand {
        let bar_px = bar_px.clamp(0.0, self.bar_max_px());
        let moved = bar_px - before.bar_px;
        if !self.is_capped() || moved.abs() > self.view_px {
            return Stand { offset_px: self.offset_of(bar_px), bar_px };
        }
        let offset_px = (before.offset_px + moved).clamp(0.0, self.offset_max_px());
        let place = self.bar_of(offset_px);
        let drift = (bar_px - place).abs();
        let near_an_end = offset_px < EDGE_PX / 2.0 || offset_px > self.offset_max_px() - EDGE_PX / 2.0;
        let bar_px = if drift > DRIFT_MAX_PX || (near_an_end && drift > 0.0) { place } else { bar_px };
        Stand { offset_px, bar_px }
    }

    /// The table stands at an offset.
    fn at(self, offset_px: f64) -> Stand {
        let offset_px = offset_px.clamp(0.0, self.offset_max_px());
        Stand { offset_px, bar_px: self.bar_of(offset_px) }
    }

    /// Where the table has to stand for a row to be wholly in view, moving as little as possible.
    pub(super) fn showing(self, before: Stand, row: u64) -> Stand {
        let top = row.min(self.row_count.saturating_sub(1)) as f64 * self.row_px;
        let bottom = top + self.row_px;
        let offset_px = if top < before.offset_px {
            top
        } else if bottom > before.offset_px + self.view_px {
            bottom - self.view_px
        } else {
            return before;
        };
        let near = (offset_px - before.offset_px).abs() <= self.view_px;
        if near { self.scrolled(before, before.bar_px + offset_px - before.offset_px) } else { self.at(offset_px) }
    }

    /// The measures changed while the table stood somewhere: the same first row stays at the top, as far as it can.
    pub(super) fn kept(self, before: Stand) -> Stand {
        self.at(before.offset_px)
    }

    /// The rows to draw: those in view, and so many on either side of them.
    pub(super) fn window(self, stand: Stand, spare_rows: u64) -> Window {
        if self.row_px <= 0.0 || self.row_count == 0 {
            return Window::default();
        }
        // Not negative: offsets are clamped to zero.
        let top = (stand.offset_px / self.row_px).floor() as u64;
        let visible = (self.view_px / self.row_px).ceil() as u64 + 1;
        let first = (top.saturating_sub(spare_rows) / STEP_ROWS * STEP_ROWS).min(self.row_count - 1);
        let count = (visible + 2 * spare_rows + STEP_ROWS).min(self.row_count - first);
        Window { first, count: u32::try_from(count).unwrap_or(u32::MAX) }
    }

    /// Where the first drawn row is placed within the scrolled content.
    pub(super) fn window_top_px(self, window: Window, stand: Stand) -> f64 {
        window.first as f64 * self.row_px + (stand.bar_px - stand.offset_px)
    }

    /// How many rows a page key moves.
    pub(super) fn rows_a_page(self) -> u64 {
        if self.row_px > 0.0 { ((self.view_px / self.row_px).floor() as u64).saturating_sub(1).max(1) } else { 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::{BAR_MAX_PX, EDGE_PX, Measures, SPARE_ROWS, Stand, Window};

    const SHORT: Measures = Measures { row_count: 1_000, row_px: 38.0, view_px: 760.0 };
    const LONG: Measures = Measures { row_count: 20_000_000, row_px: 38.0, view_px: 760.0 };

    #[test]
    fn a_short_table_scrolls_one_to_one() {
        let stand = SHORT.scrolled(Stand::default(), 20_000.0);
        assert_eq!(stand, Stand { offset_px: 20_000.0, bar_px: 20_000.0 });
        assert_eq!(SHORT.content_px(), 38_000.0);
        assert_eq!(SHORT.window(Stand::default(), SPARE_ROWS), Window { first: 0, count: 45 });
        assert_eq!(SHORT.window(SHORT.scrolled(stand, 99_999_999.0), SPARE_ROWS), Window { first: 968, count: 32 });
    }

    #[test]
    fn twenty_million_rows_stay_below_the_cap_and_both_ends_are_reached() {
        assert_eq!(LONG.content_px(), BAR_MAX_PX);
        let end = LONG.scrolled(Stand::default(), f64::MAX);
        let window = LONG.window(end, SPARE_ROWS);
        assert_eq!(window.first + u64::from(window.count), 20_000_000);
        let start = LONG.scrolled(end, 0.0);
        assert_eq!(start, Stand::default());
    }

    #[test]
    fn bar_and_offset_are_inverse_everywhere() {
        for step in 0..=1_000 {
            let bar = LONG.bar_max_px() * f64::from(step) / 1_000.0;
            let back = LONG.bar_of(LONG.offset_of(bar));
            assert!((back - bar).abs() < 1e-3, "{bar} came back as {back}");
        }
    }

    #[test]
    fn the_wheel_moves_by_its_own_pixels_wherever_the_table_stands() {
        let mut stand = LONG.scrolled(Stand::default(), 7_654_321.0);
        for _ in 0..20_000 {
            let before = stand;
            stand = LONG.scrolled(before, before.bar_px + 100.0);
            assert_eq!(stand.offset_px, before.offset_px + 100.0);
        }
    }

    #[test]
    fn wheeling_back_to_the_start_passes_every_row() {
        let mut stand = LONG.scrolled(Stand::default(), EDGE_PX * 1.1);
        let mut turns = 0_u32;
        while stand.offset_px > 0.0 {
            let before = stand;
            // The browser stops the bar at zero; were it to arrive there early, rows would be out of reach.
            stand = LONG.scrolled(before, (before.bar_px - 100.0).max(0.0));
            assert!(stand.offset_px < before.offset_px, "stuck at {}", before.offset_px);
            turns += 1;
            assert!(turns < 200_000);
        }
        assert_eq!(stand, Stand::default());
    }

    #[test]
    fn keys_bring_any_row_into_view() {
        let mut stand = Stand::default();
        for row in [0, 19, 20, 21, 10_000_000, 9_999_999, 19_999_999, 0] {
            stand = LONG.showing(stand, row);
            let top = row as f64 * 38.0;
            assert!(top >= stand.offset_px && top + 38.0 <= stand.offset_px + 760.0, "row {row} at {stand:?}");
            let window = LONG.window(stand, SPARE_ROWS);
            assert!(window.first <= row && row < window.first + u64::from(window.count), "row {row} in {window:?}");
        }
    }

    #[test]
    fn an_empty_or_unmeasured_table_draws_nothing() {
        assert_eq!(Measures::default().window(Stand::default(), SPARE_ROWS), Window::default());
        assert_eq!(Measures { row_count: 0, ..SHORT }.window(Stand::default(), SPARE_ROWS), Window::default());
    }
}
