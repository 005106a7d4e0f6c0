//! Terms and their values: the summary of a file, the key figures of an answer, the notations of a variant.

use leptos::prelude::*;

use super::{NodeSign, StateBadge, Text};

/// A term, its value, and what to know about the value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fact {
    /// "Records".
    pub term: String,
    /// "4,369,070".
    pub value: String,
    /// "read to the last line".
    pub note: Option<String>,
    /// Draws the value as a state, with the value as its word.
    pub state: Option<NodeSign>,
}

impl Fact {
    /// A term and its value.
    pub fn new(term: impl Into<String>, value: impl Into<String>) -> Self {
        Self { term: term.into(), value: value.into(), note: None, state: None }
    }

    /// The same with a note beneath.
    #[must_use]
    pub fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// The same with its value drawn as a state.
    #[must_use]
    pub fn with_state(self, state: NodeSign) -> Self {
        Self { state: Some(state), ..self }
    }
}

/// How the list is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FactKind {
    /// A strip between two rules, one column a fact.
    #[default]
    Strip,
    /// Large figures side by side.
    Figures,
    /// Term and literal value on one line, in the typeface of code.
    Notations,
    /// Term and value on one line, for a panel.
    Lines,
}

impl FactKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Strip => "fact-list",
            Self::Figures => "fact-list fact-list--figures",
            Self::Notations => "fact-list fact-list--notations",
            Self::Lines => "fact-list fact-list--lines",
        }
    }
}

/// A description list.
#[component]
pub fn FactList(
    /// What it lists.
    #[prop(into)]
    facts: Signal<Vec<Fact>>,
    /// How it is set.
    #[prop(optional)]
    kind: FactKind,
    /// Its name, where no heading is near.
    #[prop(optional, into)]
    label: Option<Text>,
) -> impl IntoView {
    let fact = |(_, fact): (usize, Fact)| {
        let value = match fact.state {
            Some(state) => view! { <StateBadge state=state word=fact.value /> }.into_any(),
            None => view! { <span class="fact-list__figure">{fact.value}</span> }.into_any(),
        };
        view! {
            <div class="fact-list__item">
                <dt class={"fact-list__term"}>{fact.term}</dt>
                <dd class={"fact-list__value"}>
                    {value} {fact.note.map(|note| view! { <small class="fact-list__note">{note}</small> })}
                </dd>
            </div>
        }
    };
    view! {
        <dl class=kind.class() aria-label=move || label.map(|label| label.get())>
            <For each=move || facts.get().into_iter().enumerate() key=|(index, fact)| (*index, fact.clone()) children=fact />
        </dl>
    }
}
