//! The limits: the defaults of the EGA pipeline, each to be moved, and what lies on either side.

use std::sync::Arc;

use cohort_core::{
    format::NumberStyle,
    quality::thresholds::{Figure, Measure, Target, contamination, figure},
    wire::FileSummary,
};
use leptos::prelude::*;

use super::Shown;
use crate::{
    actions::use_actions,
    components::{Button, ButtonKind, Choice, Section, Segmented},
    i18n::Locale,
    pages::my_file::wording::{self, say},
    state::{
        quality::QualityChange,
        store::{Store, use_store},
    },
};

/// A measure's name.
fn name(locale: Locale, measure: Measure) -> String {
    match measure {
        Measure::Depth => say!(locale, quality.depth),
        Measure::GenotypeQuality => say!(locale, quality.gq),
        Measure::Balance => say!(locale, quality.balance),
        Measure::Quality => say!(locale, quality.qual),
        Measure::QualByDepth => say!(locale, quality.qd),
        Measure::MappingQuality => say!(locale, quality.mq),
        Measure::StrandBias => say!(locale, quality.fs),
        Measure::ReadPosition => say!(locale, quality.read_position),
        Measure::MeanDepth => say!(locale, quality.mean_depth),
        Measure::HetHom => say!(locale, quality.hethom),
        Measure::CallRate => say!(locale, quality.call_rate),
        Measure::Singletons => say!(locale, quality.singletons),
    }
}

/// What a measure comes to beside its limit, in a sentence.
pub(super) fn says(shown: &Shown<'_>, measure: Measure) -> String {
    let Shown { locale, numbers, .. } = *shown;
    let limit = shown.view.limits.get(measure);
    let text = numbers.score(limit as f32);
    if measure == Measure::Singletons && !shown.is_whole_cohort {
        return say!(locale, quality.singletons_unknown);
    }
    match figure(shown.counts, shown.sample, measure, limit) {
        Figure::Unknown => say!(locale, quality.not_said),
        Figure::Split { below, total } => {
            let [share, rest, total] = split(numbers, below, total);
            say!(locale, quality.split, share = share, rest = rest, limit = text, total = total)
        }
        Figure::SplitAbove { above, total } => {
            let [share, rest, total] = split(numbers, above, total);
            say!(locale, quality.split_above, share = share, rest = rest, limit = text, total = total)
        }
        Figure::Value(value) => {
            // A call rate just below 1 does not read 1.
            let is_share = measure == Measure::CallRate;
            let own = if is_share { numbers.frequency(value) } else { numbers.score(value as f32) };
            if value < limit {
                say!(locale, quality.value_below, value = own.clone(), limit = text.clone())
            } else {
                say!(locale, quality.value_above, value = own.clone(), limit = text.clone())
            }
        }
    }
}

/// The share of a part, that of the rest, and how many there are in all.
fn split(numbers: NumberStyle, part: u64, total: u64) -> [String; 3] {
    let share = |count: u64| numbers.percent(count as f64 / total as f64);
    [share(part), share(total - part), numbers.count(total)]
}

#[component]
pub(super) fn LimitList(summary: Arc<FileSummary>) -> impl IntoView {
    let Store { locale, quality, .. } = use_store();
    let act = use_actions();
    let targets = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Choice::new(Target::Genome, say!(locale, quality.target_genome)),
            Choice::new(Target::Exome, say!(locale, quality.target_exome)),
        ]
    });
    let target = Signal::derive(move || quality.get().target);
    let row = move |measure| view! { <LimitRow measure=measure summary=Arc::clone(&summary) /> };
    let rows = Measure::ALL.map(row);
    let also = move || {
        let locale = locale.get();
        let numbers = wording::numbers(locale);
        let share = numbers.percent(contamination(target.get()));
        say!(locale, quality.limits_also, share = share.clone())
    };
    view! {
        <Section id="quality-limits" title=text!(locale, quality.limits) lead=text!(locale, quality.limits_lead)>
            <div class={"quality__targets"}>
                <Segmented
                    legend=text!(locale, quality.target)
                    name="quality-target"
                    choices=targets
                    value=target
                    on_change=move |target| act.set_quality(QualityChange::Defaults(target))
                />
                <Button
                    label=text!(locale, quality.reset)
                    kind=ButtonKind::Quiet
                    on_click=move |()| act.set_quality(QualityChange::Defaults(target.get_untracked()))
                />
            </div>
            <div class={"quality__limit-list"}>{rows}</div>
            <p class={"my-file__note"}>{also}</p>
        </Section>
    }
}

#[component]
fn LimitRow(measure: Measure, summary: Arc<FileSummary>) -> impl IntoView {
    let Store { locale, file, quality, .. } = use_store();
    let act = use_actions();
    let id = format!("limit-{}", measure as usize);
    let limit = Memo::new(move |_| quality.get().limits.get(measure));
    let outcome = move || {
        let (view, locale) = (quality.get(), locale.get());
        let said = file.with(|state| state.open().and_then(|open| open.said_assembly));
        says(&Shown::new(&summary, view, said, locale), measure)
    };
    let change = move |event: web_sys::Event| {
        // What is no number leaves the limit as it was.
        if let Ok(limit) = event_target_value(&event).parse() {
            act.set_quality(QualityChange::Limit(measure, limit));
        }
    };
    view! {
        <div class="quality__limit">
            <label class={"quality__limit-name"} for=id.clone()>
                {move || name(locale.get(), measure)}
            </label>
            <input
                class={"quality__limit-input"}
                id=id.clone()
                type="number"
                step=measure.step().to_string()
                prop:value=move || limit.get().to_string()
                on:change=change
            />
            <p class={"quality__limit-says"} role="status">
                {outcome}
            </p>
        </div>
    }
}
