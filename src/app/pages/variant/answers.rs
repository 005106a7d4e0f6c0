//! What left, and one row a node: asked, answered in ms, not seen, failed and why, as answers arrive.

use cohort_core::{
    beacon::{
        question::Level,
        registry::{Node, NodeKind},
    },
    federation::{self, Federation, NodeState, Outcome},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::{
    Shown,
    registered::{Registered, is_known, remark},
    wording,
};
use crate::{
    actions::{ask_nodes::Wish, use_actions},
    components::{Button, NodeList, NodeRow, Section},
    i18n::td_string,
    routes::Route,
    state::{
        sign_in::Who,
        store::{Store, use_store},
    },
};

/// The rows, in the registry's order.
#[component]
pub(super) fn Answers(shown: Shown) -> impl IntoView {
    let Store { locale, registry, federation, .. } = use_store();
    let nodes = Memo::new(move |_| {
        registry.with(|load| load.ready().map_or_else(Vec::new, |registry| registry.nodes().to_vec()))
    });
    let sent = Memo::new(move |_| {
        let left = |node: &&Node| {
            federation.with(|asked| !matches!(asked.state(&node.id), NodeState::NotAsked | NodeState::LeftOut))
        };
        nodes.with(|nodes| nodes.iter().filter(left).count())
    });
    let lead = Signal::derive(move || {
        let (text, assembly) = shown.variant.with_value(|variant| (variant.to_string(), variant.assembly().name()));
        match federation.with(Federation::level) {
            Level::Variant => td_string!(locale.get(), variant.left_lead, variant = text, assembly, count = sent.get()),
            Level::Block(width) => {
                let bases = wording::numbers(locale.get()).count(width.bases().into());
                td_string!(locale.get(), variant.left_lead_block, bases, assembly, count = sent.get())
            }
        }
    });
    view! {
        <Section id="left" title=text!(locale, variant.left_title) lead=lead>
            <NodeList label=text!(locale, variant.answers_label) live=true>
                <For each=move || nodes.get() key=|node| node.id.clone() let:node>
                    <Row shown=shown node=node />
                </For>
            </NodeList>
            <p class={"variant__ledger"}>
                <a href=Route::Ledger.href()>{text!(locale, variant.left_link)}</a>
            </p>
        </Section>
    }
}

#[component]
fn Row(shown: Shown, node: Node) -> impl IntoView {
    let Store { locale, federation, acquaintances, .. } = use_store();
    let act = use_actions();
    let id = node.id.clone();
    let state = Memo::new(move |_| federation.with(|asked| asked.state(&id).clone()));
    let sign = Signal::derive(move || state.with(|state| wording::state(state, locale.get()).0));
    let word = Signal::derive(move || state.with(|state| wording::state(state, locale.get()).1));
    let time = Signal::derive(move || match state.get() {
        NodeState::LeftOut | NodeState::Asking | NodeState::NotAsked => String::new(),
        NodeState::Done { took_millis, .. } => wording::numbers(locale.get()).duration(f64::from(took_millis)),
    });
    let (member_of, kind) = (node.id.clone(), node.kind);
    let members = Signal::derive(move || match state.get() {
        NodeState::Done { outcome, .. } if kind == NodeKind::Network => {
            let named = acquaintances.with(|known| known.members(&member_of).unwrap_or_default().to_vec());
            let parts = outcome.answer().map_or_else(Vec::new, |answer| federation::members(answer, &named));
            parts.into_iter().map(|part| wording::member(part, locale.get())).collect()
        }
        _ => Vec::new(),
    });
    let written_by = node.id.clone();
    let written =
        Signal::derive(move || federation.with(|asked| asked.written(&written_by).unwrap_or_default().to_owned()));
    // Whoever was left out stays out: sending is the panel's matter.
    let is_live = !shown.is_of_bundle();
    let can_retry = move || {
        is_live
            && state
                .with(|state| matches!(state, NodeState::Done { outcome: Outcome::Failed(_) | Outcome::Blocked, .. }))
    };
    let node = StoredValue::new(node);
    let is_known = is_known(shown, node);
    let says = Signal::derive(move || {
        let (locale, is_known) = (locale.get(), is_known.get());
        state.with(|state| {
            format!("{} {}", wording::says(state, locale), remark(is_known, state, locale)).trim().to_owned()
        })
    });
    let name = Signal::derive(move || node.with_value(|node| wording::node_name(node, locale.get())));
    let about = Signal::derive(move || node.with_value(|node| node.cohort.get(locale.get().as_str()).to_owned()));
    let again = move |()| {
        let node = node.get_value();
        let who = if is_known.get_untracked() { Who::SignedIn } else { Who::Nobody };
        shown.variant.with_value(|variant| act.ask(variant, &[node], Wish::Again, who));
    };
    view! {
        <NodeRow name=name about=about state=sign word=word time=time says=says members=members written=written written_label=text!(locale, variant.written)>
            <Show when=can_retry>
                <Button
                    label=text!(locale, variant.ask_again)
                    hint=Signal::derive(move || td_string!(locale.get(), variant.ask_again_of, name = name.get()))
                    on_click=again
                    small=true
                />
            </Show>
            <Registered shown=shown node=node state=state is_known=is_known />
        </NodeRow>
    }
}
