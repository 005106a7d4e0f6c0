//! What the records of the open file come to, beside limits that a person can move. Arithmetic, never a verdict.

use std::sync::Arc;

use cohort_core::{
    format::NumberStyle,
    genome::Assembly,
    quality::{Counts, SampleCounts, thresholds::Measure},
    wire::FileSummary,
};
use leptos::prelude::*;

use super::wording::{self, say};
use crate::{
    actions::use_actions,
    components::{Choice, Section, SelectField},
    i18n::Locale,
    state::{
        quality::{QualityChange, QualityView},
        store::{Store, use_store},
    },
};

mod calls;
mod limits;
mod minimal;
mod records;

use super::card::{Card, CardFigure};

/// Everything that the figures of the page are made of.
struct Shown<'a> {
    counts: &'a Counts,
    sample: Option<&'a SampleCounts>,
    /// Every sample of the file is counted.
    is_whole_cohort: bool,
    build: Option<Assembly>,
    view: QualityView,
    locale: Locale,
    numbers: NumberStyle,
}

impl<'a> Shown<'a> {
    fn new(summary: &'a FileSummary, view: QualityView, said: Option<Assembly>, locale: Locale) -> Self {
        let counts = &summary.quality.counts;
        Self {
            counts,
            // The sample chosen for another file may not be there.
            sample: counts.samples.get(view.sample).or_else(|| counts.samples.first()),
            is_whole_cohort: counts.samples.len() as u64 == summary.sample_count,
            build: summary.assembly.or(said),
            view,
            locale,
            numbers: wording::numbers(locale),
        }
    }

    /// A limit, and how a chart names it.
    fn limit_mark(&self, measure: Measure) -> (f64, String) {
        let limit = self.view.limits.get(measure);
        let text = self.numbers.score(limit as f32);
        (limit, say!(self.locale, quality.limit_mark, limit = text.clone()))
    }

    /// A figure that the file gives nothing for.
    fn nothing(&self, title: String) -> Card {
        Card::new(title, say!(self.locale, quality.none))
    }
}

/// The figures in the order of the page; the last one takes the whole width.
const CARDS: [&str; 13] = [
    "titv",
    "hethom",
    "depth",
    "gq",
    "balance",
    "qual",
    "kinds",
    "genotypes",
    "indels",
    "substitutions",
    "context",
    "x",
    "density",
];

/// Figures drawn in the first frame, and added in each of the next: all at once would hold the page's thread.
const CARDS_A_FRAME: usize = 4;

/// In the order of [`CARDS`].
fn cards(shown: &Shown<'_>) -> Vec<Card> {
    let (locale, sample) = (shown.locale, shown.sample);
    let histogram = |title, values, measure| records::histogram(shown, title, values, measure);
    let depths = sample.map(|sample| &sample.depths);
    let qualities = sample.map(|sample| &sample.genotype_qualities);
    let balances = sample.map(|sample| &sample.balances);
    vec![
        records::ti_tv(shown),
        calls::het_hom(shown),
        histogram(say!(locale, quality.depth), depths, Measure::Depth),
        histogram(say!(locale, quality.gq), qualities, Measure::GenotypeQuality),
        histogram(say!(locale, quality.balance), balances, Measure::Balance),
        histogram(say!(locale, quality.qual), Some(&shown.counts.qualities), Measure::Quality),
        records::kinds(shown),
        calls::genotypes(shown),
        records::indels(shown),
        records::substitutions(shown),
        records::context(shown),
        calls::x(shown),
        records::density(shown),
    ]
}

#[component]
pub(super) fn Quality(summary: Arc<FileSummary>) -> impl IntoView {
    let Store { locale, file, quality, .. } = use_store();
    let cards = {
        let summary = Arc::clone(&summary);
        Memo::new(move |_| {
            let said = file.with(|state| state.open().and_then(|open| open.said_assembly));
            cards(&Shown::new(&summary, quality.get(), said, locale.get()))
        })
    };
    let drawn = RwSignal::new(CARDS_A_FRAME);
    Effect::new(move || {
        if drawn.get() < CARDS.len() {
            request_animation_frame(move || _ = drawn.try_update(|cards| *cards += CARDS_A_FRAME));
        }
    });
    let mut figures = Vec::new();
    for (index, id) in CARDS.into_iter().enumerate() {
        let is_drawn = Memo::new(move |_| index < drawn.get());
        figures.push(view! {
            <Show when=move || is_drawn.get()>
                <CardFigure id=id index=index cards=cards />
            </Show>
        });
    }
    let of_sample = Arc::clone(&summary);
    let are_all_drawn = Memo::new(move |_| drawn.get() >= CARDS.len());
    view! {
        <Section id="quality-title" title=text!(locale, quality.title) lead=text!(locale, quality.lead)>
            <SampleChoice summary=of_sample />
            <div class={"figure-cards figure-cards--last-wide"}>{figures}</div>
        </Section>
        <Show when=move || are_all_drawn.get()>
            <limits::LimitList summary=Arc::clone(&summary) />
            <minimal::MinimalDataset summary=Arc::clone(&summary) />
        </Show>
    }
}

/// Which of the counted samples the figures of calls are about.
#[component]
fn SampleChoice(summary: Arc<FileSummary>) -> impl IntoView {
    let Store { locale, quality, .. } = use_store();
    let act = use_actions();
    let names = summary.quality.samples.clone();
    let (counted, all) = (names.len() as u64, summary.sample_count);
    let note = move || {
        let numbers = wording::numbers(locale.get());
        let says =
            || say!(locale.get(), quality.sample_note, count = numbers.count(counted), total = numbers.count(all));
        (counted < all).then(says)
    };
    let choices = Signal::derive(move || {
        names.iter().enumerate().map(|(index, name)| Choice::new(index, name.clone())).collect::<Vec<_>>()
    });
    (all > 1).then(|| {
        view! {
            <div class="quality__sample">
                <SelectField
                    id="quality-sample"
                    label=text!(locale, quality.sample)
                    choices=choices
                    value=Signal::derive(move || quality.get().sample)
                    on_change=move |sample| act.set_quality(QualityChange::Sample(sample))
                />
                <p class={"my-file__note"}>{note}</p>
            </div>
        }
    })
}
