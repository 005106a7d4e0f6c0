//! One national node in a list: who it is, and what became of the question.

use leptos::prelude::*;

use super::{CodeBlock, Disclosure, Fact, FactKind, FactList, NodeSign, StateBadge, Text};

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
    /// Whom it speaks for, one by one; nothing where it speaks for itself.
    #[prop(optional, into)]
    members: Signal<Vec<Fact>>,
    /// What it wrote, as it came; empty while nothing did.
    #[prop(optional, into)]
    written: Text,
    /// "What it sent".
    #[prop(optional, into)]
    written_label: Text,
    /// What can be done: "Ask again".
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let has_written = Memo::new(move |_| written.with(|text| !text.is_empty()));
    let has_members = Memo::new(move |_| members.with(|members| !members.is_empty()));
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
            <div class={"node-row__says"}>
                <p>{says}</p>
                <Show when=move || has_written.get()>
                    <Disclosure summary=written_label>
                        <CodeBlock label=written_label code=written />
                    </Disclosure>
                </Show>
                <Show when=move || has_members.get()>
                    <FactList facts=members kind=FactKind::Lines label=name />
                </Show>
            </div>
            <div class={"node-row__actions"}>{children.map(|children| children())}</div>
        </li>
    }
}
