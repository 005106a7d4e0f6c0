//! Variants that matter for medicines, as a table across the cohorts that came with the page: frequencies, no dosing.

use cohort_core::{
    export,
    format::NumberStyle,
    stats::interval::{Interval, Level},
    variant::{
        known::{Catalogue, KnownVariant, ShippedCount},
        pharmacogenes::pharmacogenetic,
    },
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::explore::place;
use crate::{
    actions::use_actions,
    components::{Button, Cell, Column, DataTable, Glyph, PageHead, Section, TableRow},
    i18n::{Locale, td_string},
    routes::Route,
    state::store::{Store, use_store},
};

/// The page.
#[component]
pub(crate) fn Medicines() -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    let catalogue = Catalogue::built_in();
    let variants = StoredValue::new(pharmacogenetic(&catalogue).into_iter().cloned().collect::<Vec<_>>());
    let columns = Signal::derive(move || {
        let locale = locale.get();
        let mut columns = vec![Column::new(td_string!(locale, medicines.column_variant))];
        columns.extend(
            variants.with_value(|all| cohorts(all)).iter().map(|cohort| Column::figures(place(cohort, locale))),
        );
        columns.push(Column::figures(td_string!(locale, medicines.column_all)));
        columns
    });
    let rows = Signal::derive(move || {
        let locale = locale.get();
        variants.with_value(|all| all.iter().map(|known| row(known, &cohorts(all), locale)).collect::<Vec<_>>())
    });
    let failed = RwSignal::new(false);
    let download = move |()| {
        let text = variants.with_value(|all| csv(all));
        failed.set(!act.download_csv("cohort-explorer-medicines.csv", &text));
    };
    view! {
        <div class="wrap">
            <PageHead title=text!(locale, medicines.title) lead=text!(locale, medicines.lead) />
            <Section id="medicines" title=text!(locale, medicines.table) lead=text!(locale, medicines.table_lead)>
                <DataTable id="medicines-table" caption=text!(locale, medicines.caption) columns=columns rows=rows />
                <div class={"variant__tools"}>
                    <Button label=text!(locale, variant.download_csv) glyph=Glyph::Download small=true on_click=download />
                    <span role="status">{move || failed.get().then(|| td_string!(locale.get(), evidence.keep_failed))}</span>
                </div>
            </Section>
            <Section id="medicines-reading" title=text!(locale, medicines.reading)>
                <div class={"medicines__reading"}>
                    {[
                        text!(locale, medicines.reading_star),
                        text!(locale, medicines.reading_small),
                        text!(locale, medicines.reading_dose),
                        text!(locale, medicines.reading_source),
                    ]
                        .map(|says| view! { <p>{says}</p> })
                        .into_iter()
                        .collect_view()}
                </div>
            </Section>
        </div>
    }
}

/// The cohorts, as the catalogue names them.
fn cohorts(variants: &[KnownVariant]) -> Vec<String> {
    variants.first().map_or_else(Vec::new, |known| known.counts.iter().map(|count| count.cohort.clone()).collect())
}

/// Everybody counted in one of the cohorts; no person is in two of them.
fn all_of(known: &KnownVariant) -> (u32, u32) {
    known.counts.iter().fold((0, 0), |(count, number), of| (count + of.allele_count, number + of.allele_number))
}

fn row(known: &KnownVariant, cohorts: &[String], locale: Locale) -> TableRow {
    let numbers = NumberStyle::for_language(locale.as_str());
    let figure = |count: u32, number: u32| {
        let frequency = numbers.frequency(f64::from(count) / f64::from(number));
        let counts = td_string!(
            locale,
            variant.says_counts,
            count = numbers.count(count.into()),
            number = numbers.count(number.into())
        );
        let interval = Interval::wilson(count, number, Level::NinetyFive).map(|interval| numbers.interval(interval));
        Cell::strong(frequency).with_note(format!("{counts}\n{}", interval.unwrap_or_default()))
    };
    let of_cohort = |cohort: &String| {
        let count = known.counts.iter().find(|count| count.cohort == *cohort);
        count.map_or_else(|| Cell::new("–"), |of: &ShippedCount| figure(of.allele_count, of.allele_number))
    };
    let (count, number) = all_of(known);
    let (reference, alternate) = (known.variant.reference(), known.variant.alternate());
    let gene = known.genes.join(", ");
    let head = Cell::strong(format!("{gene} {}", known.name.replace(" -", "\u{a0}-")))
        .with_note(format!("{} {reference} → {alternate}", known.rs_number))
        .with_link(Route::Variant(known.variant.clone()).href());
    let all = if number == 0 { Cell::new("–") } else { figure(count, number) };
    TableRow {
        key: format!("{}/{locale}", known.rs_number),
        head,
        cells: cohorts.iter().map(of_cohort).chain([all]).collect(),
    }
}

/// A line for each variant and cohort.
fn csv(variants: &[KnownVariant]) -> String {
    const HEADS: [&str; 10] =
        ["rs_number", "gene", "name", "variant", "assembly", "cohort", "AC", "AN", "AF_95_low", "AF_95_high"];
    let line = |known: &KnownVariant, cohort: &str, count: u32, number: u32| {
        let interval = Interval::wilson(count, number, Level::NinetyFive).ok();
        let end = |of: fn(Interval) -> f64| interval.map_or_else(String::new, |it| of(it).to_string());
        vec![
            known.rs_number.clone(),
            known.genes.join("/"),
            known.name.clone(),
            known.variant.to_string(),
            known.variant.assembly().to_string(),
            cohort.to_owned(),
            count.to_string(),
            number.to_string(),
            end(|it| it.low),
            end(|it| it.high),
        ]
    };
    let mut rows = Vec::new();
    for known in variants {
        rows.extend(known.counts.iter().map(|of| line(known, &of.cohort, of.allele_count, of.allele_number)));
    }
    export::csv_table(&HEADS, &rows)
}
