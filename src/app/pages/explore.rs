//! Page.
use leptos::prelude::*;

/// Page.
#[component]
pub(crate) fn Explore() -> impl IntoView {
    view! { <h1>{"Explore"}</h1> }
}
