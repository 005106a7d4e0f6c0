//! The rows of the file in a table of any length.

use std::ops::Range;

use cohort_core::{
    records::ColumnKey,
    variant::normalize::{Placement, placement},
    wire::{Arrangement, Row},
};
use leptos::prelude::*;

use super::wording::{self, say};
use crate::{
    actions::use_actions,
    components::{Cell, Column, Copies, Notice, Order, Priority, RowWindow, VirtualTable, Width},
    i18n::Locale,
    state::{
        file::OpenFile,
        store::{Store, use_store},
    },
};

mod columns;
mod export;
mod filter;
mod mistakes;
mod tools;

use export::ExportProgress;
use filter::Filter;
use tools::Tools;

/// Letters of an allele in the table.
const ALLELE_SHOWN: usize = 12;

#[component]
pub(super) fn Rows() -> impl IntoView {
    let file = use_store().file;
    let row_count = Memo::new(move |_| file.with(|state| state.open().map_or(0, OpenFile::row_count)));
    // A filter that leaves nothing leaves the filter itself.
    let has_rows = Memo::new(move |_| {
        row_count.get() > 0 || file.with(|state| state.open().is_some_and(|open| open.arranging.shown.is_some()))
    });
    let has_ended = Memo::new(move |_| file.with(|state| state.open().is_some_and(|open| open.summary().is_some())));
    move || match (has_rows.get(), has_ended.get()) {
        (true, _) => view! { <Table row_count=row_count /> }.into_any(),
        (false, true) => view! { <NoRows /> }.into_any(),
        (false, false) => ().into_any(),
    }
}

#[component]
fn NoRows() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let bad_records = file
        .with_untracked(|state| state.open().and_then(|open| open.summary()).map_or(0, |summary| summary.bad_records));
    let says = move || match bad_records {
        0 => say!(locale.get(), file.rows_none),
        _ => say!(locale.get(), file.rows_all_bad),
    };
    view! {
        <Notice title=text!(locale, file.rows_none_title)>
            <p>{says}</p>
        </Notice>
    }
}

#[component]
fn Table(row_count: Memo<u64>) -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let at_hand = Memo::new(move |_| file.with(|state| state.open().map(|open| open.view.rows.clone())));
    let layout = Memo::new(move |_| file.with(|state| state.open().map(Layout::of)).unwrap_or_default());
    let has_calls = Memo::new(move |_| layout.with(Layout::has_calls));
    let rows = Memo::new(move |_| {
        let (locale, has_calls) = (locale.get(), has_calls.get());
        at_hand.with(|at_hand| {
            at_hand.as_ref().map_or_else(RowWindow::default, |at_hand| RowWindow {
                first: at_hand.first,
                rows: at_hand.rows.iter().map(|row| cells(row, locale, has_calls)).collect(),
            })
        })
    });
    let marked = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.marked)));
    let found = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.arranging.found)));
    view! {
        <section aria-labelledby="file-rows">
            <h2 class="visually-hidden" id="file-rows">
                {text!(locale, file.rows_title)}
            </h2>
            <Filter />
            <Count row_count=row_count />
            <Tools />
            <ExportProgress />
            <VirtualTable
                id="file-table"
                label=text!(locale, file.rows_label)
                columns=Signal::derive(move || layout.with(|layout| layout.columns(locale.get())))
                row_count=row_count
                rows=rows
                need=move |(first, count)| act.look_at_rows(first, count)
                on_open=move |row| act.open_row(row)
                on_details=Callback::new(move |row| act.show_record(row))
                details_label=text!(locale, file.record_show)
                on_sort=Callback::new(move |index| {
                    if let Some(keys) = layout.with_untracked(|layout| layout.keys(index)) {
                        act.sort_rows(&keys);
                    }
                })
                go_to=found
                selected=marked
                start=marked.get_untracked().unwrap_or(0)
            />
            <p class={"my-file__keys"}>{text!(locale, file.rows_keys)}</p>
        </section>
    }
}

/// How many rows, how they were found, and whose copies.
#[component]
fn Count(row_count: Memo<u64>) -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let summary = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.summary().cloned())));
    let shown = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.arranging.shown.clone())));
    let rereads = Memo::new(move |_| file.with(|state| state.open().is_some_and(|open| open.arranging.rereads)));
    let count = move || {
        let locale = locale.get();
        let rows = wording::numbers(locale).count(row_count.get());
        match summary.with(|summary| summary.as_ref().map(|summary| summary.rows)) {
            None => say!(locale, file.rows_so_far, rows = rows.clone()),
            Some(all) if shown.with(Option::is_some) => {
                say!(locale, rows.count_of, rows = rows.clone(), all = wording::numbers(locale).count(all))
            }
            Some(_) => say!(locale, file.rows_count, rows = rows.clone()),
        }
    };
    let how = move || {
        let locale = locale.get();
        if rereads.get() {
            return say!(locale, rows.rereading);
        }
        let millis = shown.with(|shown| shown.as_ref().map(|shown| shown.millis));
        millis.map_or_else(String::new, |millis| {
            say!(locale, rows.found_in, time = wording::numbers(locale).duration(millis.max(1.0)))
        })
    };
    // With one sample nobody needs to be told whose it is.
    let whose = move || {
        let first = summary.with(|summary| {
            let summary = summary.as_ref().filter(|summary| summary.sample_count > 1)?;
            summary.sample_names.first().cloned()
        });
        first.map(|name| say!(locale.get(), file.rows_first_sample, name = name.clone()))
    };
    view! {
        <p class="my-file__match" role="status">
            <b>{count}</b>
            <span>{how}</span>
            <span>{whose}</span>
        </p>
    }
}

/// The columns in their order, and what the rows are sorted by.
#[derive(Clone, Debug, Default, PartialEq)]
struct Layout {
    extras: Vec<ColumnKey>,
    samples: Vec<String>,
    groups: Vec<String>,
    /// Whose calls the fixed columns show; `None` in a file without samples.
    sample: Option<u32>,
    order: Arrangement,
    /// Rows can be sorted once all are there.
    sorts: bool,
}

impl Layout {
    fn of(open: &OpenFile) -> Self {
        let offer = open.arranging.offer.as_ref();
        Self {
            extras: open.arranging.columns.clone(),
            samples: offer.map(|offer| offer.schema.samples.clone()).unwrap_or_default(),
            groups: offer.map(|offer| offer.schema.groups.clone()).unwrap_or_default(),
            sample: offer.and_then(|offer| offer.columns.samples.first().copied()),
            order: open.arranging.asked.clone(),
            sorts: offer.is_some(),
        }
    }

    /// Whether calls have columns: not in a file that is known to have no samples.
    fn has_calls(&self) -> bool {
        !self.sorts || self.sample.is_some()
    }

    /// What a column sorts by; `None` for one that does not.
    fn keys(&self, index: usize) -> Option<Vec<ColumnKey>> {
        use ColumnKey::{Chrom, Depth, Filter, Genotype, GenotypeQuality, Id, Pos, Qual};
        let hidden = if self.has_calls() || index < CALLS.start { 0 } else { CALLS.len() };
        let keys = match index + hidden {
            0 => vec![Chrom, Pos],
            1 => return None,
            2 => vec![Id],
            3 => vec![Genotype(self.sample?)],
            4 => vec![Depth(self.sample?)],
            5 => vec![GenotypeQuality(self.sample?)],
            6 => vec![Qual],
            7 => vec![Filter],
            beyond => vec![self.extras.get(beyond - FIXED_COLUMNS)?.clone()],
        };
        Some(keys)
    }

    fn columns(&self, locale: Locale) -> Vec<Column> {
        let extras = self.extras.iter().map(|key| {
            let label = columns::label(locale, key, &self.samples, &self.groups);
            match key {
                ColumnKey::Annotation(_) | ColumnKey::Genotype(_) => Column::new(label),
                _ => Column::figures(label),
            }
        });
        let columns = without_calls(fixed_columns(locale), self.has_calls()).into_iter().chain(extras);
        columns.enumerate().map(|(index, column)| self.with_order(column, index)).collect()
    }

    fn with_order(&self, column: Column, index: usize) -> Column {
        let Some(keys) = self.keys(index).filter(|_| self.sorts) else { return column };
        let sorted = self.order.sort.first().filter(|first| Some(&first.column) == keys.first());
        column.sorted(match sorted.map(|sorted| sorted.descending) {
            None => Order::Unsorted,
            Some(false) => Order::Ascending,
            Some(true) => Order::Descending,
        })
    }
}

/// Columns that every table has, but for a file without samples, which has none of [`CALLS`].
const FIXED_COLUMNS: usize = 8;

/// Which of them show a sample's call.
const CALLS: Range<usize> = 3..6;

fn without_calls<T>(mut fixed: Vec<T>, has_calls: bool) -> Vec<T> {
    if !has_calls {
        fixed.drain(CALLS);
    }
    fixed
}

fn fixed_columns(locale: Locale) -> Vec<Column> {
    vec![
        Column::new(say!(locale, file.col_position)).width(Width::Wide),
        Column::new(say!(locale, file.col_change)).width(Width::Fill).literal(),
        Column::new(say!(locale, file.col_id)).priority(Priority::P2),
        Column::new(say!(locale, file.col_copies)),
        Column::figures(say!(locale, file.col_dp)).width(Width::Narrow).priority(Priority::P2),
        Column::figures(say!(locale, file.col_gq)).width(Width::Narrow).priority(Priority::P2),
        Column::figures(say!(locale, file.col_qual)).priority(Priority::P3),
        Column::new(say!(locale, file.col_filter)).priority(Priority::P2),
    ]
}

fn cells(row: &Row, locale: Locale, has_calls: bool) -> Vec<Cell> {
    let numbers = wording::numbers(locale);
    let given = |text: Option<String>| Cell::new(text.unwrap_or_else(|| "–".to_owned()));
    let fixed = vec![
        Cell::new(wording::place(locale, row)),
        Cell::new(change(row)).with_remark(shifts(row).then(|| say!(locale, alleles.shifts_mark))),
        given(row.id.clone()),
        copies(row, locale),
        given(row.depth.map(|depth| numbers.count(u64::from(depth)))),
        given(row.genotype_quality.map(|quality| numbers.count(u64::from(quality)))),
        given(row.quality.map(|quality| numbers.score(quality))),
        given(row.filter.clone()),
    ];
    let extras = row.values.iter().map(|value| given(columns::value(locale, value)));
    without_calls(fixed, has_calls).into_iter().chain(extras).collect()
}

fn copies(row: &Row, locale: Locale) -> Cell {
    let Some(genotype) = &row.genotype else { return Cell::new("–") };
    let Some(copies) = row.copies else { return Cell::new(genotype.clone()) };
    let word = match (copies.carrying, copies.called) {
        (0, _) => say!(locale, file.copies_none),
        (1, 1 | 2) => say!(locale, file.copies_one),
        (2, 2) => say!(locale, file.copies_both),
        (carrying, called) => say!(locale, file.copies_some, carrying = carrying, called = called),
    };
    Cell::new(genotype.clone()).with_note(word).with_copies(Copies { carried: copies.carrying, called: copies.called })
}

/// `G → A`, long alleles by their beginning and length.
fn change(row: &Row) -> String {
    let reference = allele(&row.reference, row.reference_length);
    match &row.alternate {
        Some(alternate) => format!("{reference} → {}", allele(alternate, row.alternate_length)),
        None => format!("{reference} → ."),
    }
}

/// Whether the row's allele can be written further left, as far as the row has all of it.
fn shifts(row: &Row) -> bool {
    let Some(alternate) = &row.alternate else { return false };
    let is_whole =
        row.reference.len() == row.reference_length as usize && alternate.len() == row.alternate_length as usize;
    let placement = placement(row.position, row.reference.as_bytes(), alternate.as_bytes());
    is_whole && placement == Placement::NeedsReference
}

fn allele(text: &str, length: u32) -> String {
    let begins: String = text.chars().take(ALLELE_SHOWN).collect();
    if begins.len() as u64 == u64::from(length) { begins } else { format!("{begins}…({length})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            contig: "chr2".to_owned(),
            position: 135_851_076,
            id: Some("rs4988235".to_owned()),
            reference: "G".to_owned(),
            reference_length: 1,
            alternate: Some("A".to_owned()),
            alternate_length: 1,
            quality: Some(1_199.44),
            filter: Some("PASS".to_owned()),
            genotype: Some("1/1".to_owned()),
            copies: Some(cohort_core::wire::Copies { carrying: 2, called: 2 }),
            depth: Some(39),
            genotype_quality: Some(99),
            values: Vec::new(),
        }
    }

    fn texts(row: &Row, locale: Locale) -> Vec<String> {
        cells(row, locale, true).into_iter().map(|cell| cell.text).collect()
    }

    #[test]
    fn cells_follow_the_columns_and_the_language() {
        let english = ["chr2:135,851,076", "G → A", "rs4988235", "1/1", "39", "99", "1,199.44", "PASS"];
        assert_eq!(texts(&row(), Locale::en), english);
        assert_eq!(texts(&row(), Locale::de)[6], "1.199,44");
        assert_eq!((fixed_columns(Locale::en).len(), FIXED_COLUMNS), (english.len(), english.len()));
        assert_eq!(cells(&row(), Locale::de, true)[3].note.as_deref(), Some("beide"));
    }

    #[test]
    fn a_file_without_samples_has_no_columns_for_calls() {
        use ColumnKey::{Filter, Info, Qual};
        let layout = Layout { extras: vec![Info("AF".to_owned())], sample: None, sorts: true, ..Layout::default() };
        let heads = layout.columns(Locale::en).len();
        assert_eq!(cells(&row(), Locale::en, layout.has_calls()).len() + 1, heads);
        let keys: Vec<_> = (3..=heads).map(|index| layout.keys(index)).collect();
        assert_eq!(keys, [Some(vec![Qual]), Some(vec![Filter]), Some(vec![Info("AF".to_owned())]), None]);
        let still_read = Layout { sorts: false, ..layout };
        assert!(still_read.has_calls());
    }

    #[test]
    fn what_is_missing_is_no_figure() {
        let bare = Row {
            id: None,
            quality: None,
            filter: None,
            genotype: None,
            copies: None,
            depth: None,
            genotype_quality: None,
            ..row()
        };
        assert_eq!(texts(&bare, Locale::en)[2..], ["–"; 6]);
    }

    #[test]
    fn an_allele_that_can_be_shifted_is_marked() {
        let indel = |reference: &str, alternate: &str| Row {
            reference: reference.to_owned(),
            reference_length: reference.len() as u32,
            alternate: Some(alternate.to_owned()),
            alternate_length: alternate.len() as u32,
            ..row()
        };
        assert!(shifts(&indel("CAC", "C")));
        assert!(!shifts(&indel("GCA", "G")) && !shifts(&row()));
        assert!(!shifts(&Row { reference_length: 50_000, ..indel("CAC", "C") }));
        assert!(cells(&indel("CAC", "C"), Locale::en, true)[1].remark.is_some());
    }

    #[test]
    fn long_alleles_are_shortened_and_say_so() {
        let long =
            Row { reference: "A".repeat(200), reference_length: 50_000, alternate: None, alternate_length: 0, ..row() };
        assert_eq!(change(&long), "AAAAAAAAAAAA…(50000) → .");
    }
}
