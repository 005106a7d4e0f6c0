//! A condition that is on or off.

use leptos::prelude::*;

use super::{Glyph, Icon, Text};

/// A toggle button that says a condition.
#[component]
pub fn Chip(
    /// The condition.
    #[prop(into)]
    label: Text,
    /// Whether it holds now.
    #[prop(into)]
    pressed: Signal<bool>,
    /// It was pressed.
    #[prop(into)]
    on_press: Callback<()>,
    /// Set in the typeface of code: the label is what somebody typed.
    #[prop(optional)]
    literal: bool,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            class:chip--literal=literal
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| on_press.run(())
        >
            {move || pressed.get().then(|| view! { <Icon glyph=Glyph::Check /> })}
            <span class={"chip__label"}>{label}</span>
        </button>
    }
}
