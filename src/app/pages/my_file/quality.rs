//! What the records of the open file come to, beside limits that a person can move. Arithmetic, never a verdict.

use std::sync::Arc;

use cohort_core::{
    quality::{
        SampleCounts,
        thresholds::{Limits, Measure},
    },
    wire::FileSummary,
};
use leptos::prelude::*;

use super::wording::{self, say};
use crate::{
    actions::use_actions,
    components::{Choice, SelectField},
    i18n::Locale,
    state::{
        quality::{QualityChange, QualityView},
        store::{Store, use_store},
    },
};

mod calls;
mod card;
mod limits;
mod minimal;
mod records;

use card::{CARDS, Card, CardFigure};

/// Everything that the figures of the page are made of.
pub(super) struct Shown<'a> {
    summary: &'a FileSummary,
    sample: Option<&'a SampleCounts>,
    build: Option<cohort_core::genome::Assembly>,
    view: QualityView,
    locale: Locale,
}

impl Shown<'_> {
    fn limits(&self) -> &Limits {
        &self.view.limits
    }

    /// "limit 10"
    fn limit_mark(&self, measure: Measure) -> (f64, String) {
        let limit = self.limits().get(measure);
        let text = wording::numbers(self.locale).score(limit as f32);
        (limit, say!(self.locale, quality.limit_mark, limit = text.clone()))
    }
}

#[component]
pub(super) fn Quality(summary: Arc<FileSummary>) -> impl IntoView {
    let Store { locale, file, quality, .. } = use_store();
    let said = Memo::new(move |_| file.with(|state| state.open().and_then(|open| open.said_assembly)));
    let cards = {
        let summary = Arc::clone(&summary);
        Memo::new(move |_| with_shown(&summary, quality.get(), said.get(), locale.get(), cards))
    };
    let figures = CARDS.map(|(id, is_wide)| {
        let card = Signal::derive(move || {
            cards
                .with(|cards| cards.iter().find(|(own, _)| *own == id).map(|(_, card)| card.clone()))
                .unwrap_or_default()
        });
        view! { <CardFigure id=id wide=is_wide card=card /> }
    });
    view! {
        <section class="quality" aria-labelledby="quality-title">
            <div class={"section__head"}>
                <h2 class={"section__title"} id="quality-title">
                    {text!(locale, quality.title)}
                </h2>
                <p class={"section__lead"}>{text!(locale, quality.lead)}</p>
            </div>
            <SampleChoice summary=Arc::clone(&summary) />
            <limits::LimitList summary=Arc::clone(&summary) />
            <div class={"quality__cards"}>{figures}</div>
            <minimal::MinimalDataset summary=summary />
        </section>
    }
}

/// Which of the counted samples the figures of calls are about.
#[component]
fn SampleChoice(summary: Arc<FileSummary>) -> impl IntoView {
    let Store { locale, quality, .. } = use_store();
    let act = use_actions();
    let names = summary.quality.samples.clone();
    let (counted, all) = (names.len() as u64, summary.sample_count);
    let select = (names.len() > 1).then(|| {
        let choices = Signal::derive(move || {
            names.iter().enumerate().map(|(index, name)| Choice::new(index, name.clone())).collect::<Vec<_>>()
        });
        view! {
            <SelectField
                id="quality-sample"
                label=text!(locale, quality.sample)
                choices=choices
                value=Signal::derive(move || quality.get().sample)
                on_change=move |sample| act.set_quality(QualityChange::Sample(sample))
            />
        }
    });
    let note = (counted < all).then(|| {
        let says = move || {
            let numbers = wording::numbers(locale.get());
            say!(locale.get(), quality.sample_note, count = numbers.count(counted), total = numbers.count(all))
        };
        view! { <p class="quality__note">{says}</p> }
    });
    view! { <div class="quality__sample">{select} {note}</div> }
}

fn cards(shown: &Shown<'_>) -> Vec<(&'static str, Card)> {
    let mut cards = records::cards(shown);
    cards.extend(calls::cards(shown));
    cards
}

/// Looks at a summary as the page is set.
fn with_shown<T>(
    summary: &FileSummary,
    view: QualityView,
    said: Option<cohort_core::genome::Assembly>,
    locale: Locale,
    look: fn(&Shown<'_>) -> T,
) -> T {
    let samples = &summary.quality.counts.samples;
    // The sample chosen for another file may not be there.
    let sample = samples.get(view.sample).or_else(|| samples.first());
    look(&Shown { summary, sample, build: summary.assembly.or(said), view, locale })
}
