//! What became of a question, or what a figure is: always a sign, a word and a pattern together.

use leptos::prelude::*;

use super::{Glyph, Icon, Text};

/// The states of the visual language. Withheld is never zero; synthetic never joins real counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeSign {
    /// The question is under way.
    Asking,
    /// An answer with figures came.
    Answered,
    /// An answer came, but only in part.
    Partial,
    /// The machine failed, or answered something that is no answer.
    Failed,
    /// Nothing came in time.
    NoAnswer,
    /// The node keeps the figure back.
    Withheld,
    /// Looked for and not seen.
    Absent,
    /// Not looked for: the site was not assessed.
    Unknown,
    /// Made up for demonstration.
    Synthetic,
    /// Nobody asked.
    NotAsked,
}

impl NodeSign {
    /// The sign.
    #[must_use]
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Asking => Glyph::Dots,
            Self::Answered => Glyph::Check,
            Self::Partial => Glyph::Half,
            Self::Failed => Glyph::Cross,
            Self::NoAnswer => Glyph::Clock,
            Self::Withheld => Glyph::Lock,
            Self::Absent => Glyph::Ring,
            Self::Unknown => Glyph::Question,
            Self::Synthetic => Glyph::Flask,
            Self::NotAsked => Glyph::Dash,
        }
    }

    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Asking => "state-badge state-badge--asking",
            Self::Answered => "state-badge state-badge--answered",
            Self::Partial => "state-badge state-badge--partial",
            Self::Failed | Self::NoAnswer => "state-badge state-badge--failed",
            Self::Withheld => "state-badge state-badge--withheld",
            Self::Absent => "state-badge state-badge--absent",
            Self::Unknown => "state-badge state-badge--unknown",
            Self::Synthetic => "state-badge state-badge--synthetic",
            Self::NotAsked => "state-badge state-badge--not-asked",
        }
    }
}

/// A state: pattern, sign and word.
#[component]
pub fn StateBadge(
    /// Which state.
    #[prop(into)]
    state: Signal<NodeSign>,
    /// Its word, translated: "Answered", "No answer".
    #[prop(into)]
    word: Text,
) -> impl IntoView {
    view! {
        <span class=move || state.get().class()>
            <Icon glyph=Signal::derive(move || state.get().glyph()) />
            <span class={"state-badge__word"}>{word}</span>
        </span>
    }
}
