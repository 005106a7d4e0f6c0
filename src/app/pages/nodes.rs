//! Page.
use leptos::prelude::*;

/// Page.
#[component]
pub(crate) fn Nodes() -> impl IntoView {
    view! { <h1>{"Nodes"}</h1> }
}
