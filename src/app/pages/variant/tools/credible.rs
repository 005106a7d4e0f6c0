//! The maximum credible allele frequency of a disease that the person describes, beside the cohorts.

use cohort_core::{
    evidence::{Evidence, filtering::Filtering},
    plot::forest::{ForestOptions, ForestRow, Limit, Scale},
    stats::{
        credible::{Architecture, BadModel, DiseaseModel, Field, Inheritance},
        one_sided::OneSided,
    },
};
use leptos::prelude::*;

use super::{kept::KeptModels, times, with_counts};
use crate::{
    actions::use_actions,
    components::{Cell, Choice, Column, DataTable, Disclosure, NumberField, Section, SelectField, TableRow},
    i18n::{Locale, td_string},
    pages::variant::{Shown, chart, wording},
    plots::ForestChart,
    state::{
        store::{Store, use_store},
        tools::{Draft, ToolsChange},
    },
};

/// The section.
#[component]
pub(super) fn Credible(shown: Shown, filtering: Memo<Filtering>) -> impl IntoView {
    let Store { locale, tools, .. } = use_store();
    let act = use_actions();
    let draft = Memo::new(move |_| tools.with(|tools| tools.draft));
    let model = Memo::new(move |_| draft.get().model());
    let inheritances = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Choice::new(Inheritance::Dominant, td_string!(locale, tools.dominant)),
            Choice::new(Inheritance::Recessive, td_string!(locale, tools.recessive)),
        ]
    });
    let field = move |id: &'static str, field: Field, label: Signal<String>| {
        let value = Signal::derive(move || draft.get().get(field));
        let problem = Signal::derive(move || model.with(|model| problem(model, field, locale.get())));
        let change = move |value| act.set_tools(ToolsChange::Number(field, value));
        view! { <NumberField id=id label=label value=value on_change=change problem=problem /> }
    };
    let formula = move || {
        model.with(|model| {
            model.as_ref().map_or_else(|_| String::new(), |model| formula(&draft.get(), model, locale.get()))
        })
    };
    let sentence =
        move || filtering.with(|found| model.with(|model| sentence(found, model.as_ref().ok(), locale.get())));
    let inverse = move || filtering.with(|found| model.with(|model| inverse(found, model.as_ref().ok(), locale.get())));
    let is_model = Memo::new(move |_| model.with(Result::is_ok));
    view! {
        <Section id="credible" title=text!(locale, tools.credible_title) lead=text!(locale, tools.credible_lead)>
            <div class="tools__panel">
                <div class={"tools__fields"}>
                    <SelectField
                        id="inheritance"
                        label=text!(locale, tools.inheritance)
                        choices=inheritances
                        value=Signal::derive(move || draft.get().inheritance)
                        on_change=move |chosen| act.set_tools(ToolsChange::Inheritance(chosen))
                    />
                    {field("prevalence", Field::Prevalence, text!(locale, tools.prevalence))}
                    {field("allelic", Field::AllelicHeterogeneity, text!(locale, tools.allelic))}
                    {field("genetic", Field::GeneticHeterogeneity, text!(locale, tools.genetic))}
                    {field("penetrance", Field::Penetrance, text!(locale, tools.penetrance))}
                </div>
                <p class={"tools__formula"} role="status">
                    {formula}
                </p>
                <Show when=move || is_model.get()>
                    <Compared shown=shown filtering=filtering model=model />
                </Show>
                <p class={"tools__sentence"} role="status">
                    {sentence}
                </p>
                <p class={"variant__pooled-line"}>{inverse}</p>
                <KeptModels />
                <Disclosure summary=text!(locale, tools.how)>
                    <p class={"variant__pooled-line"}>{text!(locale, tools.credible_how)}</p>
                </Disclosure>
            </div>
        </Section>
    }
}

/// Every cohort against the frequency: drawn, and as copies.
#[component]
fn Compared(shown: Shown, filtering: Memo<Filtering>, model: Memo<Result<DiseaseModel, BadModel>>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let rows = Signal::derive(move || {
        let locale = locale.get();
        filtering.with(|found| found.rows.iter().map(|row| chart::counted(row, locale)).collect::<Vec<ForestRow>>())
    });
    let options = Signal::derive(move || {
        let locale = locale.get();
        let numbers = wording::numbers(locale);
        let limit = model.with(|model| model.as_ref().ok().map(DiseaseModel::max_credible_frequency));
        let limit = limit.map(|frequency| {
            let label = td_string!(locale, tools.limit, figure = numbers.tick(frequency));
            Limit { frequency, label }
        });
        ForestOptions { scale: Scale::Logarithmic, limit, numbers, ..ForestOptions::default() }
    });
    let columns = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Column::new(td_string!(locale, variant.column_cohort)),
            Column::figures(td_string!(locale, variant.column_ac)),
            Column::figures(td_string!(locale, tools.most95)),
            Column::figures(td_string!(locale, tools.most99)),
        ]
    });
    let table = Signal::derive(move || {
        let locale = locale.get();
        filtering.with(|found| {
            model.with(|model| {
                let Ok(model) = model else { return Vec::new() };
                found.rows.iter().map(|row| bound(row, model, locale)).collect::<Vec<_>>()
            })
        })
    });
    view! {
        <ForestChart
            rows=rows
            options=options
            title=text!(locale, tools.credible_chart)
            description=text!(locale, tools.credible_description)
            caption=move || text!(locale, tools.credible_caption)
            foot=shown.keep("credible", text!(locale, tools.credible_chart)).foot()
            pointed=shown.pointed()
        />
        <DataTable id="credible-table" caption=text!(locale, tools.bound_caption) columns=columns rows=table />
    }
}

/// Copies counted and the most that chance explains.
fn bound(row: &Evidence, model: &DiseaseModel, locale: Locale) -> TableRow {
    let numbers = wording::numbers(locale);
    let number = row.counts.allele_number.unwrap_or_default();
    let most = |level| numbers.count(model.max_allele_count(number, level).into());
    let [most95, most99] = OneSided::ALL.map(most);
    TableRow {
        key: format!("{}/{locale}/{most95}/{most99}", chart::row_key(row)),
        head: Cell::new(wording::row_name(row, locale)),
        cells: vec![
            Cell::strong(numbers.count(row.counts.allele_count.unwrap_or_default().into())),
            Cell::new(most95),
            Cell::new(most99),
        ],
    }
}

fn problem(model: &Result<DiseaseModel, BadModel>, field: Field, locale: Locale) -> String {
    match model {
        Err(BadModel::OutOfRange { field: wrong, .. }) if *wrong == field => match field {
            Field::Prevalence => td_string!(locale, tools.wrong_prevalence).to_string(),
            _ => td_string!(locale, tools.wrong_share).to_string(),
        },
        _ => String::new(),
    }
}

/// `½ × 1/2,000 × 1 × 1 ÷ 0.5 = 0.0005`
fn formula(draft: &Draft, model: &DiseaseModel, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    let Architecture { allelic_heterogeneity, genetic_heterogeneity, penetrance, .. } = model.architecture();
    let [allelic, genetic, penetrance] =
        [allelic_heterogeneity, genetic_heterogeneity, penetrance].map(|share| numbers.tick(share));
    let whole = draft.one_in.fract() == 0.0 && draft.one_in < 1e15;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number above 0, below 1e15")]
    let one_in = if whole { numbers.count(draft.one_in as u64) } else { numbers.ratio(draft.one_in) };
    let product = match model.inheritance() {
        Inheritance::Dominant => format!("½ × 1/{one_in} × {allelic} × {genetic} ÷ {penetrance}"),
        Inheritance::Recessive => format!("√(1/{one_in}) × {allelic} × √{genetic} ÷ √{penetrance}"),
    };
    let figure = numbers.tick(model.max_credible_frequency());
    td_string!(locale, tools.formula, product, figure)
}

/// The highest filtering frequency beside the maximum credible one.
fn sentence(found: &Filtering, model: Option<&DiseaseModel>, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    let Some(credible) = model.map(DiseaseModel::max_credible_frequency) else { return String::new() };
    let limit = numbers.tick(credible);
    match (found.compared.highest95, found.driver()) {
        (Some(highest), Some(row)) => {
            let (figure, cohort) = (numbers.frequency(highest.frequency), with_counts(row, locale));
            let ratio = times(numbers, highest.frequency / credible);
            td_string!(locale, tools.ratio, figure, cohort, ratio, limit)
        }
        _ => td_string!(locale, tools.ratio_none, limit),
    }
}

/// What prevalence would make the highest filtering frequency credible.
fn inverse(found: &Filtering, model: Option<&DiseaseModel>, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    let Some((model, highest)) = model.zip(found.compared.highest95) else { return String::new() };
    let figure = numbers.frequency(highest.frequency);
    match model.prevalence_allowing(highest.frequency) {
        Some(prevalence) => {
            let one_in = times(numbers, 1.0 / prevalence);
            td_string!(locale, tools.inverse, figure, one_in)
        }
        None => td_string!(locale, tools.inverse_never, figure),
    }
}
