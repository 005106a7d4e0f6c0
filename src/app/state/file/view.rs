//! The rows at hand, and which to ask for next: one question under way at a time, with some rows to spare.

use std::sync::Arc;

use cohort_core::wire::{MAX_ROWS, Row};

/// Rows asked for beyond those in view, on either side, so that a little scrolling needs no question.
const SPARE_ROWS: u64 = 120;

/// Some rows, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Counted from 0.
    pub(crate) first: u64,
    pub(crate) count: u32,
}

impl Span {
    fn end(self) -> u64 {
        self.first.saturating_add(u64::from(self.count))
    }
}

/// Rows that the worker handed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rows {
    /// Number of the first, counted from 0.
    pub(crate) first: u64,
    pub(crate) rows: Vec<Row>,
}

/// What is looked at, what is at hand, what is on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct View {
    pub(crate) rows: Arc<Rows>,
    wanted: Option<Span>,
    under_way: Option<Span>,
    /// The last question answered, and how many rows there were then: the same one would be answered alike.
    answered: Option<(Span, u64)>,
}

impl View {
    /// A row, when it is at hand.
    pub(crate) fn row(&self, number: u64) -> Option<&Row> {
        let place = usize::try_from(number.checked_sub(self.rows.first)?).ok()?;
        self.rows.rows.get(place)
    }

    /// The rows at hand are no longer those of the file's view; the same place is still looked at.
    pub(super) fn forget(&mut self) {
        *self = Self { wanted: self.wanted, ..Self::default() };
    }

    pub(super) fn want(&mut self, span: Span) {
        self.wanted = Some(span);
    }

    pub(super) fn take(&mut self, first: u64, rows: Vec<Row>, row_count: u64) {
        self.answered = self.under_way.take().map(|span| (span, row_count));
        self.rows = Arc::new(Rows { first, rows });
    }

    pub(super) fn next_span(&mut self, row_count: u64) -> Option<Span> {
        if self.under_way.is_some() {
            return None;
        }
        let wanted = self.wanted?;
        let end = wanted.end().min(row_count);
        let at_hand = self.rows.first..self.rows.first + self.rows.rows.len() as u64;
        if wanted.first >= end || (at_hand.start <= wanted.first && end <= at_hand.end) {
            return None;
        }
        let first = wanted.first.saturating_sub(SPARE_ROWS);
        let most = u64::from(MAX_ROWS);
        // With more in view than a window carries, what is on top comes first.
        let first = if end - first > most { wanted.first } else { first };
        let count = u32::try_from((end + SPARE_ROWS - first).min(most)).unwrap_or(MAX_ROWS);
        let span = Span { first, count };
        if self.answered == Some((span, row_count)) {
            return None;
        }
        self.under_way = Some(span);
        Some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::file::tests::row;

    fn rows(count: u32) -> Vec<Row> {
        (1..=count).map(|position| row("chr1", position, "A", Some("G"))).collect()
    }

    #[test]
    fn asks_once_with_rows_to_spare_and_not_again_for_what_is_at_hand() {
        let mut view = View::default();
        view.want(Span { first: 1000, count: 40 });
        let span = view.next_span(10_000).unwrap();
        assert_eq!(span, Span { first: 880, count: 280 });
        assert_eq!(view.next_span(10_000), None, "one question at a time");
        view.take(880, rows(280), 10_000);
        view.want(Span { first: 1100, count: 40 });
        assert_eq!(view.next_span(10_000), None, "at hand");
        view.want(Span { first: 1130, count: 40 });
        assert_eq!(view.next_span(10_000), Some(Span { first: 1010, count: 280 }));
    }

    #[test]
    fn asks_for_the_latest_place_when_an_answer_comes() {
        let mut view = View::default();
        view.want(Span { first: 0, count: 40 });
        assert!(view.next_span(10_000).is_some());
        view.want(Span { first: 9_000, count: 40 });
        assert_eq!(view.next_span(10_000), None);
        view.take(0, rows(160), 10_000);
        assert_eq!(view.next_span(10_000).map(|span| span.first), Some(8_880));
    }

    #[test]
    fn rows_that_come_while_reading_are_asked_for_when_they_are_there() {
        let mut view = View::default();
        view.want(Span { first: 0, count: 40 });
        assert_eq!(view.next_span(0), None, "no rows yet");
        assert!(view.next_span(10).is_some());
        view.take(0, rows(10), 10);
        assert_eq!(view.next_span(10), None);
        assert!(view.next_span(30).is_some(), "the view is not full and there are more");
    }

    #[test]
    fn an_answer_that_falls_short_is_not_asked_for_for_ever() {
        let mut view = View::default();
        view.want(Span { first: 0, count: 40 });
        assert!(view.next_span(100).is_some());
        view.take(0, Vec::new(), 100);
        assert_eq!(view.next_span(100), None);
        assert!(view.next_span(101).is_some());
    }

    #[test]
    fn never_asks_for_more_than_a_window_carries() {
        let mut view = View::default();
        view.want(Span { first: 5_000, count: 480 });
        assert_eq!(view.next_span(10_000), Some(Span { first: 5_000, count: MAX_ROWS }));
    }

    #[test]
    fn finds_rows_by_number() {
        let mut view = View::default();
        view.take(500, rows(3), 1_000);
        assert_eq!(view.row(501).map(|row| row.position), Some(2));
        assert_eq!((view.row(499), view.row(503)), (None, None));
    }
}
