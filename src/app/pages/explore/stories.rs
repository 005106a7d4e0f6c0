//! Variants people ask about, by name.

use leptos::prelude::*;

/// The example beside the search box.
#[component]
pub(super) fn Example() -> impl IntoView {
    view! { <div></div> }
}

/// The strips.
#[component]
pub(super) fn Stories() -> impl IntoView {
    view! { <div></div> }
}
