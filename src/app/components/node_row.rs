//! One national node in a list: who it is, and what became of the question.

use leptos::prelude::*;

use super::{NodeSign, StateBadge, Text};

/// A list of nodes; its children are [`NodeRow`]s.
#[component]
pub fn NodeList(
    /// What the list is: "Answers, node by node".
    #[prop(into)]
    label: Text,
    /// Says changes aloud as answers arrive.
    #[prop(optional)]
    live: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="node-list" aria-label=label aria-live=live.then_some("polite")>
            {children()}
        </ul>
    }
}

/// A node: name, who stands behind it, state, time, and why.
#[component]
pub fn NodeRow(
    /// "Finland".
    #[prop(into)]
    name: Text,
    /// "1000 Genomes, Finnish in Finland · 99 people".
    #[prop(into)]
    about: Text,
    /// What became of the question.
    #[prop(into)]
    state: Signal<NodeSign>,
    /// The state's word.
    #[prop(into)]
    word: Text,
    /// "84 ms"; empty while nothing came.
    #[prop(optional, into)]
    time: Text,
    /// What the answer says, or why there is none, as a sentence; empty when there is nothing to say.
    #[prop(optional, into)]
    says: Text,
    /// What can be done: "Ask again".
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="node-row" class:node-row--asking=move || state.get() == NodeSign::Asking>
            <div class={"node-row__who"}>
                <span class={"node-row__name"}>{name}</span>
                <span class={"node-row__about"}>{about}</span>
            </div>
            <div class={"node-row__status"}>
                <StateBadge state=state word=word />
                <span class={"node-row__time"}>{time}</span>
            </div>
            <p class={"node-row__says"}>{says}</p>
            <div class={"node-row__actions"}>{children.map(|children| children())}</div>
        </li>
    }
}
