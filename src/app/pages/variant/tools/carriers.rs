//! Carriers that a frequency leads one to expect, and couples: for recessive variants, per cohort.

use cohort_core::{
    evidence::{Evidence, filtering::Filtering},
    stats::{
        carrier::{Couple, Estimate, Expected},
        interval::Level,
        pooled::Copies,
    },
};
use leptos::prelude::*;

use crate::{
    actions::use_actions,
    components::{
        Cell, Choice, Column, DataTable, Disclosure, Fact, FactList, Notice, Priority, Section, SelectField, TableRow,
        Tone,
    },
    i18n::{Locale, td_string},
    pages::variant::{Shown, chart, wording},
    state::{
        store::{Store, use_store},
        tools::ToolsChange,
    },
};

/// The section. Copies of a sex chromosome or of mitochondria are not two a person, and are not turned into people.
#[component]
pub(super) fn Carriers(shown: Shown, filtering: Memo<Filtering>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let is_autosome = shown.variant.with_value(|variant| variant.chromosome().name().parse::<u8>().is_ok());
    view! {
        <Section id="carriers" title=text!(locale, tools.carriers_title) lead=text!(locale, tools.carriers_lead)>
            {if is_autosome {
                view! { <Expectations filtering=filtering /> }.into_any()
            } else {
                view! { <Notice tone=Tone::Note>{text!(locale, tools.carriers_not)}</Notice> }.into_any()
            }}
            <Disclosure summary=text!(locale, tools.how)>
                <p class={"variant__pooled-line"}>{text!(locale, tools.carriers_how)}</p>
            </Disclosure>
        </Section>
    }
}

#[component]
fn Expectations(filtering: Memo<Filtering>) -> impl IntoView {
    let Store { locale, tools, .. } = use_store();
    let act = use_actions();
    let columns = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Column::new(td_string!(locale, variant.column_cohort)),
            Column::figures(td_string!(locale, tools.expected_carriers)),
            Column::figures(td_string!(locale, tools.expected_homozygotes)),
            Column::figures(td_string!(locale, tools.counted_carriers)).priority(Priority::P2),
        ]
    });
    let rows = Signal::derive(move || {
        filtering.with(|found| found.rows.iter().filter_map(|row| carriers(row, locale.get())).collect::<Vec<_>>())
    });
    let choices = Signal::derive(move || {
        let locale = locale.get();
        filtering.with(|found| {
            found
                .rows
                .iter()
                .map(|row| Choice::new(chart::row_key(row), wording::row_name(row, locale)))
                .collect::<Vec<_>>()
        })
    });
    // The first cohort until somebody chooses, or when the chosen one is gone.
    let chosen = move |at: usize| {
        Memo::new(move |_| {
            let wanted = tools.with(|tools| tools.couple[at].clone());
            let keys: Vec<String> = filtering.with(|found| found.rows.iter().map(chart::row_key).collect());
            wanted.filter(|wanted| keys.contains(wanted)).or_else(|| keys.first().cloned()).unwrap_or_default()
        })
    };
    let (first, second) = (chosen(0), chosen(1));
    let facts =
        Signal::derive(move || filtering.with(|found| couple(found, &first.get(), &second.get(), locale.get())));
    view! {
        <DataTable id="carriers-table" caption=text!(locale, tools.carriers_caption) columns=columns rows=rows />
        <h3 class={"variant__pooled-head"}>{text!(locale, tools.couple)}</h3>
        <div class="tools__couple">
            <SelectField
                id="couple-first"
                label=text!(locale, tools.couple_first)
                choices=choices
                value=first
                on_change=move |key| act.set_tools(ToolsChange::Partner(0, key))
            />
            <SelectField
                id="couple-second"
                label=text!(locale, tools.couple_second)
                choices=choices
                value=second
                on_change=move |key| act.set_tools(ToolsChange::Partner(1, key))
            />
        </div>
        <FactList facts=facts label=text!(locale, tools.couple) />
    }
}

fn expected(row: &Evidence) -> Option<Expected> {
    let copies = Copies::new(row.counts.allele_count?, row.counts.allele_number?)?;
    Expected::of(copies, Level::NinetyFive)
}

fn carriers(row: &Evidence, locale: Locale) -> Option<TableRow> {
    let expected = expected(row)?;
    let counted = row.counts.genotypes().and_then(|genotypes| genotypes.carriers(Level::NinetyFive));
    let cell = |estimate: Estimate| {
        let (figure, interval) = figure(estimate, locale);
        Cell::strong(figure).with_note(interval)
    };
    let unknown = || Cell::new(td_string!(locale, variant.unknown_figure));
    Some(TableRow {
        key: format!("{}/{locale}/{:?}", chart::row_key(row), row.counts),
        head: Cell::new(wording::row_name(row, locale)),
        cells: vec![cell(expected.carriers), cell(expected.homozygotes), counted.map_or_else(unknown, cell)],
    })
}

fn couple(found: &Filtering, first: &str, second: &str, locale: Locale) -> Vec<Fact> {
    let carriers = |wanted: &str| {
        found.rows.iter().find(|row| chart::row_key(row) == wanted).and_then(expected).map(|found| found.carriers)
    };
    let Some((first, second)) = carriers(first).zip(carriers(second)) else { return Vec::new() };
    let Couple { both_carriers, affected_child, affected_child_of_first_carrier, affected_child_of_second_carrier } =
        Couple::of(first, second);
    let fact = |term: &str, estimate| {
        let (figure, interval) = figure(estimate, locale);
        Fact::new(term, figure).with_note(interval)
    };
    vec![
        fact(td_string!(locale, tools.both_carriers), both_carriers),
        fact(td_string!(locale, tools.affected_child), affected_child),
        fact(td_string!(locale, tools.affected_of_first), affected_child_of_first_carrier),
        fact(td_string!(locale, tools.affected_of_second), affected_child_of_second_carrier),
    ]
}

/// A share with its odds, and its interval.
fn figure(estimate: Estimate, locale: Locale) -> (String, String) {
    let numbers = wording::numbers(locale);
    (numbers.frequency(estimate.value), numbers.interval(estimate.interval))
}
