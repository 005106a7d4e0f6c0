//! The rows of the file in a table of any length.

use cohort_core::wire::Row;
use leptos::prelude::*;

use super::wording::{self, say};
use crate::{
    actions::use_actions,
    components::{Cell, Column, Copies, Notice, Priority, RowWindow, VirtualTable, Width},
    i18n::Locale,
    state::{
        file::OpenFile,
        store::{Store, use_store},
    },
};

/// Letters of an allele in the table.
const ALLELE_SHOWN: usize = 12;

#[component]
pub(super) fn Rows() -> impl IntoView {
    let file = use_store().file;
    let row_count = Memo::new(move |_| file.with(|state| state.open().map_or(0, OpenFile::row_count)));
    let has_rows = Memo::new(move |_| row_count.get() > 0);
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
    let rows = Memo::new(move |_| {
        let locale = locale.get();
        at_hand.with(|at_hand| {
            at_hand.as_ref().map_or_else(RowWindow::default, |at_hand| RowWindow {
                first: at_hand.first,
                rows: at_hand.rows.iter().map(|row| cells(row, locale)).collect(),
            })
        })
    });
    let marked = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.marked)));
    view! {
        <section aria-labelledby="file-rows">
            <h2 class="visually-hidden" id="file-rows">
                {text!(locale, file.rows_title)}
            </h2>
            <Count row_count=row_count />
            <VirtualTable
                id="file-table"
                label=text!(locale, file.rows_label)
                columns=Signal::derive(move || columns(locale.get()))
                row_count=row_count
                rows=rows
                need=move |(first, count)| act.look_at_rows(first, count)
                on_open=move |row| act.open_row(row)
                on_details=Callback::new(move |row| act.show_record(row))
                details_label=text!(locale, file.record_show)
                selected=marked
                start=marked.get_untracked().unwrap_or(0)
            />
            <p class={"my-file__keys"}>{text!(locale, file.rows_keys)}</p>
        </section>
    }
}

/// How many rows, and whose copies.
#[component]
fn Count(row_count: Memo<u64>) -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let summary = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.summary().cloned())));
    let count = move || {
        let locale = locale.get();
        let rows = wording::numbers(locale).count(row_count.get());
        if summary.with(Option::is_some) {
            say!(locale, file.rows_count, rows = rows.clone())
        } else {
            say!(locale, file.rows_so_far, rows = rows.clone())
        }
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
        <p class="my-file__match">
            <b>{count}</b>
            <span>{whose}</span>
        </p>
    }
}

fn columns(locale: Locale) -> Vec<Column> {
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

fn cells(row: &Row, locale: Locale) -> Vec<Cell> {
    let numbers = wording::numbers(locale);
    let given = |text: Option<String>| Cell::new(text.unwrap_or_else(|| "–".to_owned()));
    vec![
        Cell::new(wording::place(locale, row)),
        Cell::new(change(row)),
        given(row.id.clone()),
        copies(row, locale),
        given(row.depth.map(|depth| numbers.count(u64::from(depth)))),
        given(row.genotype_quality.map(|quality| numbers.count(u64::from(quality)))),
        given(row.quality.map(|quality| numbers.score(quality))),
        given(row.filter.clone()),
    ]
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
        cells(row, locale).into_iter().map(|cell| cell.text).collect()
    }

    #[test]
    fn cells_follow_the_columns_and_the_language() {
        let english = ["chr2:135,851,076", "G → A", "rs4988235", "1/1", "39", "99", "1,199.44", "PASS"];
        assert_eq!(texts(&row(), Locale::en), english);
        assert_eq!(texts(&row(), Locale::de)[6], "1.199,44");
        assert_eq!(columns(Locale::en).len(), english.len());
        assert_eq!(cells(&row(), Locale::de)[3].note.as_deref(), Some("beide"));
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
    fn long_alleles_are_shortened_and_say_so() {
        let long =
            Row { reference: "A".repeat(200), reference_length: 50_000, alternate: None, alternate_length: 0, ..row() };
        assert_eq!(change(&long), "AAAAAAAAAAAA…(50000) → .");
    }
}
