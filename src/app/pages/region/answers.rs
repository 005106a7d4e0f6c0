//! One row a node: how many variants it sent, or why none.

use cohort_core::{
    beacon::{answer::Note, registry::Node},
    federation::{NodeState, Outcome},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::{Shown, region_name};
use crate::{
    actions::{ask_nodes::Wish, use_actions},
    components::{Button, NodeList, NodeRow, Section},
    i18n::{Locale, td_string},
    pages::variant::{node_name, numbers, state_of, state_says},
    routes::Route,
    state::{
        region::RegionAsked,
        sign_in::Who,
        store::{Store, use_store},
    },
};

/// The rows, in the registry's order, and what they come to.
#[component]
pub(super) fn Answers(shown: Shown) -> impl IntoView {
    let Store { locale, registry, region: asked, .. } = use_store();
    let act = use_actions();
    let nodes = Memo::new(move |_| {
        registry.with(|load| load.ready().map_or_else(Vec::new, |registry| registry.nodes().to_vec()))
    });
    let waits = Memo::new(move |_| asked.with(RegionAsked::is_waiting));
    let says = Signal::derive(move || {
        let locale = locale.get();
        let (variants, cohorts) = shown.table.with(|table| (table.variants.len(), table.cohorts.len()));
        match (variants, waits.get()) {
            (0, true) => td_string!(locale, region.says_asking).to_string(),
            (0, false) => td_string!(locale, region.says_none).to_string(),
            _ => td_string!(locale, region.says, variants = numbers(locale).count(variants as u64), cohorts),
        }
    });
    let lead = Signal::derive(move || {
        td_string!(
            locale.get(),
            region.left_lead,
            place = region_name(&shown.region, locale.get()),
            assembly = shown.region.assembly().name()
        )
    });
    view! {
        <p class="region__says" role="status">{says}</p>
        <Section id="left" title=text!(locale, variant.left_title) lead=lead>
            <NodeList label=text!(locale, variant.answers_label) live=true>
                <For each=move || nodes.get() key=|node| node.id.clone() let:node>
                    <Row shown=shown node=node />
                </For>
            </NodeList>
            <p class={"variant__ledger"}>
                <a href=Route::Ledger.href()>{text!(locale, variant.left_link)}</a>
            </p>
            <Show when=move || waits.get()>
                <Button label=text!(locale, variant.stop) small=true on_click=move |()| act.stop_asking() />
            </Show>
        </Section>
    }
}

#[component]
fn Row(shown: Shown, node: Node) -> impl IntoView {
    let Store { locale, region: asked, .. } = use_store();
    let act = use_actions();
    let id = node.id.clone();
    let state = Memo::new(move |_| asked.with(|asked| asked.state(&id).clone()));
    let sign = Signal::derive(move || state.with(|state| state_of(state, locale.get()).0));
    let word = Signal::derive(move || state.with(|state| state_of(state, locale.get()).1));
    let time = Signal::derive(move || {
        state.with(|state| match state {
            NodeState::Done { took_millis, .. } => numbers(locale.get()).duration(f64::from(*took_millis)),
            _ => String::new(),
        })
    });
    let says = Signal::derive(move || state.with(|state| says(state, locale.get())));
    let can_retry = move || {
        state.with(|state| matches!(state, NodeState::Done { outcome: Outcome::Failed(_) | Outcome::Blocked, .. }))
    };
    let node = StoredValue::new(node);
    let name = Signal::derive(move || node.with_value(|node| node_name(node, locale.get())));
    let about = Signal::derive(move || node.with_value(|node| node.cohort.get(locale.get().as_str()).to_owned()));
    let again = move |()| act.ask_region(shown.region, &[node.get_value()], Wish::Again, Who::Nobody);
    view! {
        <NodeRow name=name about=about state=sign word=word time=time says=says>
            <Show when=can_retry>
                <Button
                    label=text!(locale, variant.ask_again)
                    hint=Signal::derive(move || td_string!(locale.get(), variant.ask_again_of, name = name.get()))
                    on_click=again
                    small=true
                />
            </Show>
        </NodeRow>
    }
}

/// A stretch holds many variants: their number stands where one variant's counts would.
fn says(state: &NodeState, locale: Locale) -> String {
    let NodeState::Done { outcome, .. } = state else { return state_says(state, locale) };
    let Some(answer) = outcome.answer().filter(|answer| !answer.told.is_empty()) else {
        return match outcome {
            Outcome::Absent(_) => td_string!(locale, region.says_nothing_there).to_string(),
            _ => state_says(state, locale),
        };
    };
    let mut text = td_string!(locale, region.says_variants, count = numbers(locale).count(answer.told.len() as u64));
    let mut add = |sentence: &str| {
        text.push(' ');
        text.push_str(sentence);
    };
    if answer.notes.contains(&Note::MorePages) {
        add(td_string!(locale, region.says_part));
    }
    if answer.notes.contains(&Note::NotExact) {
        add(td_string!(locale, variant.note_not_exact));
    }
    if answer.notes.contains(&Note::PartsSuppressed) {
        add(td_string!(locale, variant.note_suppressed));
    }
    text
}
