//! A calm box for one thing a person should know at this place.

use leptos::prelude::*;

use super::{Glyph, Icon, Text};

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Note,
    /// Something is only partly so.
    Warning,
    /// A machine or a file failed.
    Failed,
    /// Something is kept back or private.
    Private,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Note => "notice",
            Self::Warning => "notice notice--warning",
            Self::Failed => "notice notice--failed",
            Self::Private => "notice notice--private",
        }
    }

    const fn glyph(self) -> Glyph {
        match self {
            Self::Note => Glyph::Info,
            Self::Warning => Glyph::Warning,
            Self::Failed => Glyph::Cross,
            Self::Private => Glyph::Lock,
        }
    }
}

/// A sign, an optional title, and what there is to say. Actions go among the children.
#[component]
pub fn Notice(
    /// What kind of thing it is.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// What happened, in a few words.
    #[prop(optional, into)]
    title: Option<Text>,
    /// Appears while the page is used, so it is also said aloud.
    #[prop(optional)]
    live: bool,
    /// What still works and what to do.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=move || tone.get().class() role=live.then_some("status")>
            <Icon glyph=Signal::derive(move || tone.get().glyph()) />
            <div class={"notice__body"}>
                {title.map(|title| view! { <p class="notice__title">{title}</p> })} {children()}
            </div>
        </div>
    }
}
