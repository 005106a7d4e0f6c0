//! The table of groups: bringing one, choosing its column, what came of it.

use std::sync::Arc;

use cohort_core::{
    local_cohort::sample_table::{Grouping, GroupingError, Groupings, MAX_BYTES, TableError},
    vcf::MAX_GROUPS,
};
use leptos::prelude::*;

use crate::{
    actions::use_actions,
    components::{Cell, Choice, Column, DataTable, DropZone, Notice, Section, SelectField, TableRow, Tone},
    i18n::Locale,
    pages::my_file::wording::{self, say},
    state::store::{Store, use_store},
};

/// Endings of tables; their content decides.
const ACCEPT: &str = ".tsv,.csv,.txt,.panel,.psam,.ped,.fam,.tab";

#[component]
pub(super) fn Groups() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let table = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.cohort.table.clone())));
    let brought = move |files: Vec<web_sys::File>| {
        if let Some(table) = files.into_iter().next() {
            act.bring_table(table);
        }
    };
    view! {
        <Section id="cohort-groups" title=text!(locale, cohort.groups) lead=text!(locale, cohort.groups_lead)>
            {move || match table.get() {
                Some(Ok(table)) => view! { <Chosen table=table /> }.into_any(),
                Some(Err(error)) => view! {
                    <Notice tone=Tone::Failed title=text!(locale, cohort.table_wrong)>
                        <p>{move || table_error(locale.get(), &error)}</p>
                    </Notice>
                }.into_any(),
                None => ().into_any(),
            }}
            <DropZone
                id="cohort-table"
                title=text!(locale, cohort.drop_title)
                hint=text!(locale, cohort.drop_hint)
                button_label=text!(locale, cohort.drop_button)
                drop_label=text!(locale, cohort.drop_over)
                accept=ACCEPT
                on_files=brought
            />
        </Section>
    }
}

/// A table that was understood.
#[component]
fn Chosen(table: Arc<Groupings>) -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let column = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.cohort.column)));
    let name = Memo::new(move |_| {
        file.with(|state| state.open().map(|open| open.cohort.table_name.clone())).unwrap_or_default()
    });
    let choices = {
        let table = Arc::clone(&table);
        Signal::derive(move || column_choices(&table, locale.get()))
    };
    let chosen = Arc::clone(&table);
    let grouping = Memo::new(move |_| Some(chosen.columns.get(column.get()?)?.grouping.clone()));
    let remarks = {
        let table = Arc::clone(&table);
        move || {
            let said = grouping.with(|grouping| remarks(locale.get(), &table, grouping.as_ref()));
            said.into_iter().map(|text| view! { <p class="my-file__note">{text}</p> }).collect_view()
        }
    };
    let columns = Signal::derive(move || {
        let locale = locale.get();
        vec![Column::new(say!(locale, cohort.head_group)), Column::figures(say!(locale, cohort.head_samples))]
    });
    let rows = Signal::derive(move || {
        let numbers = wording::numbers(locale.get());
        grouping.with(|grouping| match grouping {
            Some(Ok(grouping)) => group_rows(grouping, |count| numbers.count(count)),
            _ => Vec::new(),
        })
    });
    let has_groups = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    view! {
        <div class="cohort__groups">
            <SelectField
                id="cohort-column"
                label=Signal::derive(move || say!(locale.get(), cohort.column, name = name.get()))
                choices=choices
                value=column
                on_change=move |column| act.group_by(column)
            />
            {remarks}
            {move || has_groups.get().then(|| view! {
                <DataTable id="cohort-sizes" caption=text!(locale, cohort.sizes) columns=columns rows=rows />
            })}
        </div>
    }
}

fn column_choices(table: &Groupings, locale: Locale) -> Vec<Choice<Option<usize>>> {
    let numbers = wording::numbers(locale);
    let mut choices = vec![Choice::new(None, say!(locale, cohort.no_groups))];
    for (index, column) in table.columns.iter().enumerate() {
        let number = numbers.count(column.cell as u64 + 1);
        let name = column.name.clone().unwrap_or_else(|| say!(locale, cohort.column_number, number = number.clone()));
        choices.push(Choice::new(Some(index), name));
    }
    choices
}

fn group_rows(grouping: &Grouping, count: impl Fn(u64) -> String) -> Vec<TableRow> {
    let mut rows = Vec::new();
    for group in &grouping.groups {
        let cells = vec![Cell::new(count(group.samples.len() as u64))];
        rows.push(TableRow { key: group.name.clone(), head: Cell::new(group.name.clone()), cells });
    }
    rows
}

/// What does not fit between table and file.
fn remarks(locale: Locale, table: &Groupings, grouping: Option<&Result<Grouping, GroupingError>>) -> Vec<String> {
    let numbers = wording::numbers(locale);
    let mut remarks = Vec::new();
    match grouping {
        Some(Err(GroupingError::TooMany { found })) => remarks.push(say!(
            locale,
            cohort.too_many,
            found = numbers.count(*found as u64),
            limit = numbers.count(MAX_GROUPS as u64)
        )),
        Some(Err(GroupingError::Nothing)) => remarks.push(say!(locale, cohort.nothing)),
        Some(Ok(grouping)) => {
            if let Some(example) = grouping.without.first() {
                let count = numbers.count(grouping.without.len() as u64);
                remarks.push(say!(locale, cohort.without, count = count.clone(), example = example.clone()));
            }
        }
        None => {}
    }
    if let Some(example) = &table.unknown_example {
        let count = numbers.count(table.unknown);
        remarks.push(say!(locale, cohort.unknown, count = count.clone(), example = example.clone()));
    }
    remarks
}

fn table_error(locale: Locale, error: &TableError) -> String {
    let numbers = wording::numbers(locale);
    let count = |count: usize| numbers.count(count as u64);
    match error {
        TableError::Unreadable { message } => say!(locale, cohort.table_unreadable, message = message.clone()),
        TableError::TooLarge { .. } => say!(locale, cohort.table_large, limit = numbers.bytes(MAX_BYTES)),
        TableError::NotText => say!(locale, cohort.table_not_text),
        TableError::Empty => say!(locale, cohort.table_empty),
        TableError::UnclosedQuote { line } => say!(locale, cohort.table_quote, line = numbers.count(*line)),
        TableError::TooManyCells { line, found, expected } => say!(
            locale,
            cohort.table_cells,
            line = numbers.count(*line),
            found = count(*found),
            expected = count(*expected)
        ),
        TableError::OneColumn => say!(locale, cohort.table_one_column),
        TableError::NoSampleKnown => say!(locale, cohort.table_no_sample),
        TableError::Duplicate { line, first_line, sample } => say!(
            locale,
            cohort.table_duplicate,
            line = numbers.count(*line),
            first = numbers.count(*first_line),
            sample = sample.clone()
        ),
    }
}
