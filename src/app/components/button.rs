//! Buttons and links that look like them.

use leptos::prelude::*;

use super::{Glyph, Icon, Text};

/// How much a button asks for attention: one primary button a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    Primary,
    /// Any other action.
    #[default]
    Quiet,
    /// An action in running text, drawn as a link.
    Plain,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Quiet => "button button--quiet",
            Self::Plain => "button button--plain",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// What it does, as a verb.
    #[prop(into)]
    label: Text,
    /// Runs on a click; a submit button needs none, its form listens.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the label.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// 36 px instead of 44, beside a table.
    #[prop(optional)]
    small: bool,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// Cannot be used now. It stays focusable, so that nobody loses the place, and says why through `hint`.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A longer name for assistive technology, when the label needs its surroundings to be understood.
    #[prop(optional, into)]
    hint: Option<Text>,
) -> impl IntoView {
    let press = move |event: web_sys::MouseEvent| {
        if disabled.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:button--small=small
            aria-disabled=move || disabled.get().then_some("true")
            aria-label=move || hint.map(|hint| hint.get())
            on:click=press
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            <span class={"button__label"}>{label}</span>
        </button>
    }
}

/// A link drawn as a button: it leads somewhere instead of doing something.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Text,
    /// What is there.
    #[prop(into)]
    label: Text,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the label.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// 36 px instead of 44, beside a table.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <a class=kind.class() class:button--small=small href=href>
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            <span class={"button__label"}>{label}</span>
        </a>
    }
}
