//! The forest plot of everyone who was asked: what is missing is drawn as large as what answered.

use cohort_core::{
    evidence::{Evidence, Silent},
    federation::{NodeState, Outcome},
    plot::forest::{Figures, ForestOptions, ForestRow, Headings, RowState},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::{Shown, wording};
use crate::{
    components::Section,
    i18n::{Locale, td_string},
    plots::ForestChart,
    state::store::{Store, use_store},
};

/// The chart; its table twin is the next section.
#[component]
pub(super) fn Chart(shown: Shown) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let rows = Signal::derive(move || {
        let locale = locale.get();
        let measured = shown.rows.with(|rows| {
            rows.iter().filter(|row| row.is_headline).map(|row| measured(row, locale)).collect::<Vec<_>>()
        });
        let silent = shown.silent.with(|rows| rows.iter().map(|row| silent_row(row, locale)).collect::<Vec<_>>());
        [measured, silent].concat()
    });
    let options = Signal::derive(move || {
        let locale = locale.get();
        let headings = Headings {
            label: td_string!(locale, variant.chart_cohort).to_string(),
            axis: td_string!(locale, variant.chart_axis, allele = shown.allele()),
            figures: td_string!(locale, variant.chart_figure).to_string(),
        };
        ForestOptions { headings: Some(headings), figures: Figures::WithNote, numbers: wording::numbers(locale) }
    });
    let count = Memo::new(move |_| shown.rows.with(|rows| rows.iter().filter(|row| row.is_headline).count()));
    view! {
        <Section
            id="chart"
            title=text!(locale, variant.chart_title)
            lead=text!(locale, variant.chart_lead, allele = shown.allele())
        >
            <div class={"variant__chart"}>
                <ForestChart
                    rows=rows
                    options=options
                    title=text!(locale, variant.chart_title)
                    description=text!(locale, variant.chart_description, count = count.get())
                    caption=move || text!(locale, variant.chart_caption)
                />
            </div>
        </Section>
    }
}

fn measured(row: &Evidence, locale: Locale) -> ForestRow {
    let numbers = wording::numbers(locale);
    let counts = &row.counts;
    let counted = counts
        .allele_count
        .zip(counts.allele_number)
        .and_then(|(count, number)| RowState::counted(count, number, numbers).ok());
    let state = counted.or_else(|| counts.frequency().map(|frequency| RowState::stated(frequency, numbers, "")));
    let state = state.unwrap_or_else(|| RowState::not_assessed(td_string!(locale, variant.unknown_figure)));
    let denominator = counts.allele_count.zip(counts.allele_number).map_or_else(String::new, |(count, number)| {
        let (count, number) = (numbers.count(count.into()), numbers.count(number.into()));
        td_string!(locale, variant.says_counts, count, number)
    });
    let key = format!("{}/{}/{}/{:?}", row.node.id.0, row.beacon, row.dataset, row.population);
    ForestRow::new(key, wording::row_name(row, locale), denominator, state)
}

fn silent_row(row: &Silent, locale: Locale) -> ForestRow {
    let word = wording::state(&row.state, locale).1;
    let state = match &row.state {
        NodeState::Asking => RowState::asking(word),
        NodeState::Done {
            outcome: Outcome::Suppressed(_) | Outcome::BelowThreshold(_) | Outcome::Answered(_) | Outcome::SignInNeeded,
            ..
        } => RowState::withheld(word),
        NodeState::Done { outcome: Outcome::Absent(_) | Outcome::NotCovered(_) | Outcome::WrongAssembly, .. } => {
            RowState::not_assessed(word)
        }
        _ => RowState::silent(word),
    };
    ForestRow::new(row.node.id.0.clone(), row.node.name.get(locale.as_str()), "", state)
}
