//! The answer in a sentence, with its denominators.

use cohort_core::{
    evidence::Evidence,
    federation::{Federation, NodeState},
    stats::pooled::Sum,
};
use leptos::prelude::*;

use super::{Shown, wording};
use crate::{
    actions::use_actions,
    components::{Button, Fact, FactKind, FactList, NodeSign},
    i18n::{Locale, td_string},
    routes::Route,
    state::store::{Store, use_store},
};

/// The sentence, and beside it how much it rests on.
#[component]
pub(super) fn Summary(shown: Shown) -> impl IntoView {
    let Store { locale, federation, registry, .. } = use_store();
    let act = use_actions();
    let waiting = Memo::new(move |_| federation.with(Federation::is_waiting));
    let headlines = Memo::new(move |_| {
        shown.rows.with(|rows| rows.iter().filter(|row| row.is_headline).cloned().collect::<Vec<_>>())
    });
    // Nodes, not rows: a node may answer with several data sets, or with none.
    let nodes = Memo::new(move |_| {
        registry.with(|load| {
            let states = |federation: &Federation| {
                let nodes = load.ready().map_or(&[][..], |registry| registry.nodes());
                let states = nodes.iter().map(|node| federation.state(&node.id));
                states.fold((0, 0), |(asked, answered), state| match state {
                    NodeState::NotAsked | NodeState::LeftOut => (asked, answered),
                    NodeState::Asking => (asked + 1, answered),
                    NodeState::Done { .. } => (asked + 1, answered + 1),
                })
            };
            federation.with(states)
        })
    });
    let sentence = Signal::derive(move || {
        let locale = locale.get();
        let nobody_has_seen_it = shown.silent.with(|silent| {
            let is = |wanted: NodeSign| silent.iter().any(|silent| wording::state(&silent.state, locale).0 == wanted);
            is(NodeSign::Absent) && !is(NodeSign::Partial)
        });
        headlines.with(|rows| match answer(rows, &shown.allele(), locale) {
            Some(answer) => answer,
            None if waiting.get() => String::new(),
            None if nobody_has_seen_it => td_string!(locale, variant.answer_absent).to_string(),
            None => td_string!(locale, variant.answer_none).to_string(),
        })
    });
    let progress = Signal::derive(move || {
        let (asked, answered): (usize, usize) = nodes.get();
        td_string!(locale.get(), variant.asking, asked, answered)
    });
    let facts = Signal::derive(move || {
        let sum = shown.pool.with(|pool| pool.sum);
        headlines.with(|rows| facts(rows, sum, nodes.get().0, locale.get()))
    });
    let plain = shown.variant.with_value(|variant| Route::PlainVariant(variant.clone()).href());
    view! {
        <section class="variant__answer" aria-live="polite">
            <div class={"variant__answer-words"}>
                <p class={"variant__answer-lead"}>{sentence}</p>
                <Show when=move || waiting.get()>
                    <p class={"variant__progress"}>{progress}</p>
                    <Button label=text!(locale, variant.stop) on_click=move |()| act.stop_asking() small=true />
                </Show>
            </div>
            <div>
                <FactList facts=facts kind=FactKind::Figures />
                <p class={"variant__ledger"}>
                    <a href=plain>{text!(locale, plain.plain_link)}</a>
                </p>
            </div>
        </section>
    }
}

/// The lowest and the highest cohort; `None` without any frequency. Made-up people speak only where no others do.
fn answer(rows: &[Evidence], allele: &str, locale: Locale) -> Option<String> {
    let is_of_people = rows.iter().any(|row| !row.node.synthetic && row.counts.frequency().is_some());
    let shares = || {
        let share = |row: &Evidence| Some((row.counts.frequency()?, wording::row_name(row, locale)));
        rows.iter().filter(|row| !(is_of_people && row.node.synthetic)).filter_map(share)
    };
    let percent = |share: f64| wording::numbers(locale).percent(share);
    let (low, low_name) = shares().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let (high, high_name) = shares().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let allele = allele.to_owned();
    if high == 0.0 {
        let of_people = rows.iter().filter(|row| !(is_of_people && row.node.synthetic));
        let copies = of_people.filter_map(|row| row.counts.allele_number).map(u64::from).sum();
        return Some(td_string!(locale, variant.answer_unseen, allele, count = wording::numbers(locale).count(copies)));
    }
    if shares().count() == 1 {
        return Some(td_string!(locale, variant.answer_one, allele, share = percent(low), name = low_name));
    }
    let (low, high) = (percent(low), percent(high));
    Some(td_string!(locale, variant.answer_range, allele, low, low_name, high, high_name))
}

fn facts(rows: &[Evidence], sum: Sum, asked: usize, locale: Locale) -> Vec<Fact> {
    let numbers = wording::numbers(locale);
    let mut facts = Vec::new();
    if sum.allele_number > 0 {
        let (count, number) = (numbers.count(sum.allele_count), numbers.count(sum.allele_number));
        let value = td_string!(locale, variant.fact_copies_value, count, number);
        let term = td_string!(locale, variant.fact_copies).to_string();
        facts.push(Fact::new(term, value).with_note(td_string!(locale, variant.fact_copies_note).to_string()));
    }
    let value = td_string!(locale, variant.fact_cohorts_value, count = rows.len(), asked = asked);
    facts.push(Fact::new(td_string!(locale, variant.fact_cohorts).to_string(), value));
    facts
}
