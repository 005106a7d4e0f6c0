//! Copying to the clipboard: the button and what became of it.

use leptos::prelude::*;

use super::{Glyph, Icon, Text};

/// What became of the last copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CopyState {
    /// Nothing was copied lately.
    #[default]
    Idle,
    /// The text is on the clipboard.
    Done,
    /// The browser refused.
    Failed,
}

/// A small button that asks its page to copy something and says, also aloud, whether it worked.
#[component]
pub fn CopyButton(
    /// What is copied: "Copy the table".
    #[prop(into)]
    label: Text,
    /// "Copied".
    #[prop(into)]
    done_label: Text,
    /// "The browser did not allow copying".
    #[prop(into)]
    failed_label: Text,
    /// What became of it; the page sets it back to `Idle` after a while.
    #[prop(into)]
    state: Signal<CopyState>,
    /// Asks the page to copy.
    #[prop(into)]
    on_copy: Callback<()>,
) -> impl IntoView {
    let glyph = Signal::derive(move || match state.get() {
        CopyState::Idle => Glyph::Copy,
        CopyState::Done => Glyph::Check,
        CopyState::Failed => Glyph::Cross,
    });
    let outcome = move || match state.get() {
        CopyState::Idle => String::new(),
        CopyState::Done => done_label.get(),
        CopyState::Failed => failed_label.get(),
    };
    view! {
        <span class="copy-button">
            <button type="button" class={"button button--quiet button--small"} on:click=move |_| on_copy.run(())>
                <Icon glyph=glyph />
                <span class={"button__label"}>{label}</span>
            </button>
            <span class={"copy-button__outcome"} role="status">{outcome}</span>
        </span>
    }
}
