//! Tools for clinicians: arithmetic with the person's own numbers, never a verdict.
//!
//! Each compares the cohorts that are pooled: whole data sets with exact counts, each once.

use cohort_core::{
    evidence::{Evidence, filtering::Filtering},
    format::NumberStyle,
};
use leptos::prelude::*;

use super::{Shown, wording};
use crate::{
    i18n::{Locale, td_string},
    state::{
        store::{Store, use_store},
        tools::Tools as State,
    },
};

mod carriers;
mod credible;
mod criteria;
mod filtering;
mod kept;

/// The sections; nothing before a cohort with counts has answered.
#[component]
pub(super) fn Tools(shown: Shown) -> impl IntoView {
    let filtering = of_cohorts(shown);
    let has_cohorts = Memo::new(move |_| filtering.with(|found| !found.rows.is_empty()));
    view! {
        <Show when=move || has_cohorts.get()>
            <filtering::FilteringFrequency filtering=filtering />
            <credible::Credible shown=shown filtering=filtering />
            <criteria::Criteria filtering=filtering />
            <carriers::Carriers shown=shown filtering=filtering />
        </Show>
    }
}

/// The same on a report: of what is assumed, only what the person set.
#[component]
pub(super) fn Assumed(shown: Shown) -> impl IntoView {
    let Store { tools, .. } = use_store();
    let filtering = of_cohorts(shown);
    let has_cohorts = Memo::new(move |_| filtering.with(|found| !found.rows.is_empty()));
    let has_model = Memo::new(move |_| tools.with(State::has_model));
    let has_own = Memo::new(move |_| tools.with(|tools| tools.has_model() || tools.has_thresholds()));
    view! {
        <Show when=move || has_cohorts.get()>
            <filtering::FilteringFrequency filtering=filtering />
            <Show when=move || has_model.get()>
                <credible::Credible shown=shown filtering=filtering />
            </Show>
            <Show when=move || has_own.get()>
                <criteria::Criteria filtering=filtering />
            </Show>
        </Show>
    }
}

fn of_cohorts(shown: Shown) -> Memo<Filtering> {
    let Store { tools, .. } = use_store();
    Memo::new(move |_| {
        let founders = tools.with(|tools| tools.founders);
        shown.pool.with(|pool| Filtering::of(&pool.cohorts, |row| row.node.founder, founders))
    })
}

/// A cohort and its counts, for sentences: `CEU (146 of 198 copies)`.
fn with_counts(row: &Evidence, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    let count = |value: Option<u32>| numbers.count(u64::from(value.unwrap_or_default()));
    let (count, number) = (count(row.counts.allele_count), count(row.counts.allele_number));
    let name = wording::row_name(row, locale);
    td_string!(locale, tools.with_counts, name, count, number)
}

/// How many times as large, for sentences: `1,280`, `12.8`, `0.031`.
fn times(numbers: NumberStyle, ratio: f64) -> String {
    if ratio >= 100.0 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, above 0, saturating")]
        return numbers.count(ratio.round() as u64);
    }
    if ratio >= 1.0 { numbers.score(three_digits(ratio)) } else { numbers.frequency(ratio) }
}

#[expect(clippy::cast_possible_truncation, reason = "three digits fit in a float of 32 bits")]
fn three_digits(value: f64) -> f32 {
    let factor = if value >= 10.0 { 10.0 } else { 100.0 };
    ((value * factor).round() / factor) as f32
}
