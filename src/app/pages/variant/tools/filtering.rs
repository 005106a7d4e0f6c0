//! The filtering allele frequency of each cohort, and the highest by name.

use cohort_core::{
    evidence::{Evidence, filtering::Filtering},
    stats::filtering::{Founders, Frequencies},
};
use leptos::prelude::*;

use super::with_counts;
use crate::{
    actions::use_actions,
    components::{Cell, CheckItem, CheckList, Column, DataTable, Disclosure, Priority, Section, TableRow},
    i18n::{Locale, td_string},
    pages::variant::{chart, wording},
    state::{
        store::{Store, use_store},
        tools::ToolsChange,
    },
};

/// The only item of the list of what counts.
const FOUNDERS: &str = "founders";

/// The section.
#[component]
pub(super) fn FilteringFrequency(filtering: Memo<Filtering>) -> impl IntoView {
    let Store { locale, tools, .. } = use_store();
    let act = use_actions();
    let lead = Signal::derive(move || filtering.with(|found| lead(found, locale.get())));
    let columns = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Column::new(td_string!(locale, variant.column_cohort)),
            Column::figures(td_string!(locale, variant.column_ac)),
            Column::figures(td_string!(locale, variant.column_an)),
            Column::figures(td_string!(locale, tools.faf95)),
            Column::figures(td_string!(locale, tools.faf99)).priority(Priority::P2),
        ]
    });
    let rows = Signal::derive(move || filtering.with(|found| rows(found, locale.get())));
    let has_founders = Memo::new(move |_| filtering.with(|found| found.cohorts.iter().any(|cohort| cohort.is_founder)));
    let items = Signal::derive(move || {
        let locale = locale.get();
        vec![CheckItem {
            key: FOUNDERS.to_owned(),
            label: td_string!(locale, tools.founders).to_string(),
            note: Some(td_string!(locale, tools.founders_note).to_string()),
        }]
    });
    let checked = Signal::derive(move || {
        let counted = tools.with(|tools| tools.founders == Founders::Counted);
        if counted { vec![FOUNDERS.to_owned()] } else { Vec::new() }
    });
    let toggle = move |(_, is_in): (String, bool)| {
        act.set_tools(ToolsChange::Founders(if is_in { Founders::Counted } else { Founders::LeftOut }));
    };
    view! {
        <Section id="faf" title=text!(locale, tools.faf_title) lead=lead>
            <DataTable id="faf-table" caption=text!(locale, tools.faf_caption) columns=columns rows=rows />
            <Show when=move || has_founders.get()>
                <CheckList
                    legend=text!(locale, tools.highest_among)
                    items=items
                    checked=checked
                    on_toggle=toggle
                />
            </Show>
            <Disclosure summary=text!(locale, tools.how)>
                <p class={"variant__pooled-line"}>{text!(locale, tools.faf_how)}</p>
            </Disclosure>
        </Section>
    }
}

fn lead(found: &Filtering, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    match (found.compared.highest95, found.driver()) {
        (Some(highest), Some(row)) => {
            let (figure, cohort) = (numbers.frequency(highest.frequency), with_counts(row, locale));
            td_string!(locale, tools.faf_lead, figure, cohort)
        }
        _ => td_string!(locale, tools.faf_lead_none).to_string(),
    }
}

fn rows(found: &Filtering, locale: Locale) -> Vec<TableRow> {
    let numbers = wording::numbers(locale);
    let highest = found.compared.highest95.map(|highest| highest.cohort);
    let row = |(at, (row, figures)): (usize, (&Evidence, &Frequencies))| {
        let count = |value: Option<u32>| Cell::new(numbers.count(u64::from(value.unwrap_or_default())));
        let name = wording::row_name(row, locale);
        let is_highest = highest == Some(at);
        let head = if is_highest { Cell::strong(name) } else { Cell::new(name) };
        let note = match (figures.is_left_out, figures.is_founder, is_highest) {
            (true, ..) => Some(td_string!(locale, tools.left_out_founder)),
            (_, true, true) => Some(td_string!(locale, tools.highest_founder)),
            (_, true, false) => Some(td_string!(locale, tools.founder)),
            (_, false, true) => Some(td_string!(locale, tools.highest)),
            _ => None,
        };
        let head = match note {
            Some(note) => head.with_note(note),
            None => head,
        };
        let (faf95, faf99) = (numbers.frequency(figures.faf95), numbers.frequency(figures.faf99));
        TableRow {
            key: format!("{}/{locale}/{note:?}/{faf95}", chart::row_key(row)),
            head,
            cells: vec![
                count(row.counts.allele_count),
                count(row.counts.allele_number),
                if is_highest { Cell::strong(faf95) } else { Cell::new(faf95) },
                Cell::new(faf99),
            ],
        }
    };
    found.rows.iter().zip(&found.compared.cohorts).enumerate().map(row).collect()
}
