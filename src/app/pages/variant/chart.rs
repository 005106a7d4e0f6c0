//! The forest plot of everyone who was asked: what is missing is drawn as large as what answered.

use cohort_core::{
    evidence::{Evidence, Silent, pool::Pool},
    federation::{NodeState, Outcome},
    plot::forest::{Figures, ForestOptions, ForestRow, Headings, RowState, Scale},
};
use leptos::prelude::*;

use super::{Shown, pooled, wording};
use crate::{
    components::{Choice, Section, Segmented},
    i18n::{Locale, td_string},
    plots::ForestChart,
    state::store::{Store, use_store},
};

/// The chart; its table twin is the next section.
#[component]
pub(super) fn Chart(shown: Shown) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let rows = Memo::new(move |_| {
        let locale = locale.get();
        let mut shown_rows = shown.rows.with(|rows| {
            let measured = |row: &Evidence| shown.pool.with(|pool| measured(row, pool, locale));
            rows.iter().filter(|row| row.is_headline).map(measured).collect::<Vec<_>>()
        });
        shown.silent.with(|rows| shown_rows.extend(rows.iter().map(|row| silent_row(row, locale))));
        shown_rows.extend(shown.pool.with(|pool| pooled::chart_rows(pool, locale)));
        shown_rows
    });
    let options = Signal::derive(move || {
        let locale = locale.get();
        let headings = Headings {
            label: td_string!(locale, variant.chart_cohort).to_string(),
            axis: td_string!(locale, variant.chart_axis, allele = shown.allele()),
            figures: td_string!(locale, variant.chart_figure).to_string(),
        };
        ForestOptions {
            headings: Some(headings),
            figures: Figures::WithNote,
            numbers: wording::numbers(locale),
            scale: shown.scale.get(),
            ..ForestOptions::default()
        }
    });
    let scales = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Choice::new(Scale::Linear, td_string!(locale, evidence.axis_linear)),
            Choice::new(Scale::Logarithmic, td_string!(locale, evidence.axis_log)),
        ]
    });
    let caption = Signal::derive(move || {
        let locale = locale.get();
        let mut parts = vec![td_string!(locale, variant.chart_caption)];
        if shown.pool.with(Pool::is_of_several) {
            parts.push(td_string!(locale, pooled.caption));
        }
        if shown.scale.get() == Scale::Logarithmic {
            parts.push(td_string!(locale, evidence.axis_log_caption));
        }
        parts.join(" ")
    });
    let count = Memo::new(move |_| shown.rows.with(|rows| rows.iter().filter(|row| row.is_headline).count()));
    view! {
        <Section
            id="chart"
            title=text!(locale, variant.chart_title)
            lead=text!(locale, variant.chart_lead, allele = shown.allele())
        >
            <Segmented
                legend=text!(locale, evidence.axis)
                name="axis"
                choices=scales
                value=shown.scale
                on_change=move |chosen| shown.scale.set(chosen)
            />
            <div class={"variant__chart"}>
                <ForestChart
                    rows=rows
                    options=options
                    title=text!(locale, variant.chart_title)
                    description=text!(locale, variant.chart_description, count = count.get())
                    caption=move || caption
                    foot=shown.keep("forest", text!(locale, variant.chart_title)).foot()
                    pointed=shown.pointed()
                />
            </div>
        </Section>
    }
}

pub(super) fn measured(row: &Evidence, pool: &Pool, locale: Locale) -> ForestRow {
    let drawn = counted(row, locale);
    if !pool.outliers().any(|outlier| outlier == row) {
        return drawn;
    }
    let sublabel = format!("{}, {}", drawn.sublabel, td_string!(locale, pooled.outlier));
    ForestRow { is_outlier: true, sublabel, ..drawn }
}

/// A row with its counts, its interval and its denominator.
pub(super) fn counted(row: &Evidence, locale: Locale) -> ForestRow {
    let numbers = wording::numbers(locale);
    let counts = &row.counts;
    let counted = counts
        .allele_count
        .zip(counts.allele_number)
        .and_then(|(count, number)| RowState::counted(count, number, numbers).ok());
    if counts.allele_number == Some(0) {
        let nothing_read = RowState::not_assessed(td_string!(locale, variant.state_not_covered));
        return ForestRow::new(row_key(row), wording::row_name(row, locale), "", nothing_read);
    }
    let state = counted.or_else(|| counts.frequency().map(|frequency| RowState::stated(frequency, numbers, "")));
    let state = state.unwrap_or_else(|| RowState::not_assessed(td_string!(locale, variant.unknown_figure)));
    let denominator = counts.allele_count.zip(counts.allele_number).map_or_else(String::new, |(count, number)| {
        let (count, number) = (numbers.count(count.into()), numbers.count(number.into()));
        td_string!(locale, variant.says_counts, count, number)
    });
    ForestRow::new(row_key(row), wording::row_name(row, locale), denominator, state)
}

/// Tells rows apart, the same from one answer to the next.
pub(super) fn row_key(row: &Evidence) -> String {
    format!("{}/{}/{}/{:?}", row.node.id.0, row.beacon, row.dataset, row.population)
}

pub(crate) fn silent_row(row: &Silent, locale: Locale) -> ForestRow {
    let word = wording::state(&row.state, locale).1;
    let state = match &row.state {
        NodeState::Asking => RowState::asking(word),
        NodeState::LeftOut => RowState::not_assessed(word),
        NodeState::Done {
            outcome: Outcome::Suppressed(_) | Outcome::BelowThreshold(_) | Outcome::Answered(_) | Outcome::SignInNeeded,
            ..
        } => RowState::withheld(word),
        NodeState::Done { outcome: Outcome::Absent(_) | Outcome::NotCovered(_) | Outcome::WrongAssembly, .. } => {
            RowState::not_assessed(word)
        }
        _ => RowState::silent(word),
    };
    ForestRow::new(row.node.id.0.clone(), wording::node_name(&row.node, locale), "", state)
}
