//! The chart's twin: the variants in sight, one a row; each leads to its own page.

use cohort_core::region::table::{Cell as Found, CohortColumn};
use leptos::prelude::*;

use super::Shown;
use crate::{
    actions::use_actions,
    components::{Cell, Column, RowWindow, Section, VirtualTable, Width},
    i18n::{Locale, td_string},
    pages::variant::numbers,
    routes::Route,
    state::store::use_store,
};

/// The variants in sight, by position.
#[component]
pub(super) fn Variants(shown: Shown) -> impl IntoView {
    let locale = use_store().locale;
    let act = use_actions();
    let in_sight = Memo::new(move |_| {
        let (first, last) = shown.rested.get().ends();
        shown.table.with(|table| {
            let from = table.variants.partition_point(|variant| variant.position().get() < first);
            let to = table.variants.partition_point(|variant| variant.position().get() <= last);
            (from, to.max(from))
        })
    });
    let count = Memo::new(move |_| in_sight.with(|(from, to)| (to - from) as u64));
    let wanted = RwSignal::new((0_u64, 0_u32));
    let window = Signal::derive(move || {
        let (locale, (first, count), (from, to)) = (locale.get(), wanted.get(), in_sight.get());
        let begin = usize::try_from(first).unwrap_or(usize::MAX).saturating_add(from).min(to);
        let end = begin.saturating_add(count as usize).min(to);
        shown.table.with(|table| {
            let row = |at: usize| {
                let variant = table.variants.get(at).map(ToString::to_string).unwrap_or_default();
                let figure = |column: &CohortColumn| Cell::new(figure(column.cells.get(at).copied().flatten(), locale));
                std::iter::once(Cell::strong(variant)).chain(table.cohorts.iter().map(figure)).collect()
            };
            RowWindow { first, rows: (begin..end).map(row).collect() }
        })
    });
    let columns = Signal::derive(move || {
        let mut columns = vec![Column::new(td_string!(locale.get(), region.column_variant)).width(Width::Fill)];
        shown.names.with(|names| {
            columns.extend(names.iter().cloned().map(Column::figures));
        });
        columns
    });
    let lead = Signal::derive(move || {
        let locale = locale.get();
        let all = shown.table.with(|table| table.variants.len() as u64);
        let (count, all) = (numbers(locale).count(count.get()), numbers(locale).count(all));
        td_string!(locale, region.table_lead, count, all)
    });
    let open = move |row: u64| {
        let at = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(in_sight.get_untracked().0);
        let variant = shown.table.with_untracked(|table| table.variants.get(at).cloned());
        if let Some(variant) = variant {
            act.go(&Route::Variant(variant));
        }
    };
    view! {
        <Section id="variants" title=text!(locale, region.table_title) lead=lead>
            <Show when=move || count.get() != 0 fallback=move || view! { <p>{text!(locale, region.table_empty)}</p> }>
                <VirtualTable
                    id="region-variant"
                    label=text!(locale, region.table_title)
                    columns=columns
                    row_count=count
                    rows=window
                    need=move |span| wanted.set(span)
                    on_open=open
                />
            </Show>
        </Section>
    }
}

/// A frequency; a variant that was not seen with the copies looked at; "not sent" where nothing is known.
fn figure(found: Option<Found>, locale: Locale) -> String {
    let unknown = || td_string!(locale, variant.unknown_figure).to_string();
    let Some(found) = found else { return unknown() };
    match (found.frequency, found.number) {
        (None, _) => unknown(),
        (Some(frequency), Some(number)) if frequency <= 0.0 => {
            td_string!(locale, region.not_seen_in, number = numbers(locale).count(number.into()))
        }
        (Some(frequency), _) => numbers(locale).frequency(frequency),
    }
}
