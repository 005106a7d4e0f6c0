//! Genotypes as they were counted, beside what Hardy and Weinberg expect of the frequency.

use cohort_core::{
    evidence::Evidence,
    export,
    plot::{
        genotypes::{self, GenotypeBar},
        quality,
    },
    stats::hardy_weinberg::Equilibrium,
};
use leptos::prelude::*;

use super::{Keep, Shown, wording};
use crate::{
    components::{Cell, Choice, Column, DataTable, Priority, Section, SelectField, TableRow},
    i18n::{Locale, td_string},
    plots::ChartFrame,
    state::store::{Store, use_store},
};

/// A cohort whose people's genotypes are known.
#[derive(Clone, PartialEq)]
struct Counted {
    row: Evidence,
    found: Equilibrium,
}

/// The section; nothing where no node sends genotypes.
#[component]
pub(super) fn Genotypes(shown: Shown) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let counted = Memo::new(move |_| {
        let of = |row: &Evidence| Some(Counted { row: row.clone(), found: found(row)? });
        shown.rows.with(|rows| rows.iter().filter_map(of).collect::<Vec<_>>())
    });
    let is_known = Memo::new(move |_| counted.with(|counted| !counted.is_empty()));
    view! {
        <Show when=move || is_known.get()>
            <Section
                id="genotypes"
                title=text!(locale, evidence.genotypes)
                lead=text!(locale, evidence.genotypes_lead)
            >
                <OneCohort shown=shown counted=counted />
                <AllCohorts shown=shown counted=counted />
            </Section>
        </Show>
    }
}

/// Whether the section has anything to say of a row.
pub(super) fn is_counted(row: &Evidence) -> bool {
    found(row).is_some()
}

fn found(row: &Evidence) -> Option<Equilibrium> {
    row.counts.genotypes().filter(|_| row.is_headline).and_then(Equilibrium::of)
}

#[component]
fn OneCohort(shown: Shown, counted: Memo<Vec<Counted>>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let wanted = RwSignal::new(0_usize);
    let one =
        Memo::new(move |_| counted.with(|counted| counted.get(wanted.get()).or_else(|| counted.first()).cloned()));
    let choices = Signal::derive(move || {
        let locale = locale.get();
        let choice = |(at, one): (usize, &Counted)| {
            let count = wording::numbers(locale).count(one.found.observed.people());
            let name = wording::row_name(&one.row, locale);
            Choice::new(at, td_string!(locale, evidence.genotypes_people, name, count))
        };
        counted.with(|counted| counted.iter().enumerate().map(choice).collect::<Vec<_>>())
    });
    let draw = Callback::new(move |width| {
        let locale = locale.get();
        one.with(|one| {
            let bars = bars(&one.as_ref()?.found, &shown.alleles(), locale);
            quality::record(&genotypes::layout(&bars, width)).ok()
        })
    });
    let says = move || one.with(|one| one.as_ref().map_or_else(String::new, |one| says(&one.found, locale.get())));
    let description = Signal::derive(move || {
        let locale = locale.get();
        let name = one.with(|one| one.as_ref().map_or_else(String::new, |one| wording::row_name(&one.row, locale)));
        td_string!(locale, evidence.genotypes_description, name)
    });
    let csv = Callback::new(move |()| counted.with_untracked(|counted| csv(counted)));
    let keep = Keep { csv: Some(csv), ..shown.keep("genotypes", text!(locale, evidence.genotypes)) };
    view! {
        <div class="variant__chart">
            <SelectField
                id="genotypes-cohort"
                label=text!(locale, evidence.genotypes_cohort)
                choices=choices
                value=wanted
                on_change=move |chosen| wanted.set(chosen)
            />
            <ChartFrame
                title=text!(locale, evidence.genotypes)
                description=description
                draw=draw
                walkable=true
                foot=keep.foot()
                caption=Some(ViewFn::from(move || text!(locale, evidence.genotypes_caption)))
            />
            <p class={"tools__says"} role="status">
                {says}
            </p>
            <p class={"variant__pooled-line"}>{text!(locale, evidence.genotypes_why)}</p>
        </div>
    }
}

#[component]
fn AllCohorts(shown: Shown, counted: Memo<Vec<Counted>>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let columns = Signal::derive(move || {
        let locale = locale.get();
        let [none, one, two] = names(&shown.alleles());
        vec![
            Column::new(td_string!(locale, variant.column_cohort)),
            Column::figures(none),
            Column::figures(one),
            Column::figures(two),
            Column::figures(td_string!(locale, evidence.genotypes_p_column)).priority(Priority::P2),
        ]
    });
    let rows = Signal::derive(move || {
        let locale = locale.get();
        let numbers = wording::numbers(locale);
        let row = |one: &Counted| {
            let people = people(&one.found);
            let cell = |(observed, expected): (u32, f64)| {
                let note = td_string!(locale, evidence.genotypes_expected, count = numbers.people(expected));
                Cell::strong(numbers.count(observed.into())).with_note(note)
            };
            let name = wording::row_name(&one.row, locale);
            TableRow {
                key: format!("{name}/{people:?}/{locale}"),
                head: Cell::new(name),
                cells: people.into_iter().map(cell).chain([Cell::new(numbers.frequency(one.found.p))]).collect(),
            }
        };
        counted.with(|counted| counted.iter().map(row).collect::<Vec<_>>())
    });
    view! { <DataTable id="genotypes-table" caption=text!(locale, evidence.genotypes_table) columns=columns rows=rows /> }
}

/// Observed and expected people with none, one and two copies.
fn people(found: &Equilibrium) -> [(u32, f64); 3] {
    let Equilibrium { observed, expected, .. } = found;
    [
        (observed.homozygous_reference, expected.homozygous_reference),
        (observed.heterozygous, expected.heterozygous),
        (observed.homozygous_alternate, expected.homozygous_alternate),
    ]
}

/// `G/G`, `A/G`, `A/A`; long alleles by their roles.
fn names((reference, alternate): &(String, String)) -> [String; 3] {
    let is_short = reference.len() <= 4 && alternate.len() <= 4;
    let (reference, alternate) = if is_short { (reference.as_str(), alternate.as_str()) } else { ("REF", "ALT") };
    [format!("{reference}/{reference}"), format!("{reference}/{alternate}"), format!("{alternate}/{alternate}")]
}

fn bars(found: &Equilibrium, alleles: &(String, String), locale: Locale) -> Vec<GenotypeBar> {
    let numbers = wording::numbers(locale);
    let bar = |(label, (observed, expected)): (String, (u32, f64))| GenotypeBar {
        label,
        observed: f64::from(observed),
        expected,
        figure: numbers.count(observed.into()),
        note: td_string!(locale, evidence.genotypes_expected, count = numbers.people(expected)),
    };
    names(alleles).into_iter().zip(people(found)).map(bar).collect()
}

/// Every cohort's people by genotype, counted and expected.
fn csv(counted: &[Counted]) -> String {
    const HEADS: [&str; 10] = [
        "node",
        "dataset",
        "population",
        "people_0",
        "people_1",
        "people_2",
        "expected_0",
        "expected_1",
        "expected_2",
        "p_exact",
    ];
    let row = |one: &Counted| {
        let Evidence { node, dataset, population, .. } = &one.row;
        let people = people(&one.found);
        let names = [node.name.get("en").to_owned(), dataset.clone(), export::population_label(population)];
        let counted = people.map(|(observed, _)| observed.to_string());
        let expected = people.map(|(_, expected)| expected.to_string());
        names.into_iter().chain(counted).chain(expected).chain([one.found.p.to_string()]).collect()
    };
    export::csv_table(&HEADS, &counted.iter().map(row).collect::<Vec<_>>())
}

fn says(found: &Equilibrium, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    td_string!(locale, evidence.genotypes_p, share = numbers.percent(found.p), p = numbers.frequency(found.p))
}
