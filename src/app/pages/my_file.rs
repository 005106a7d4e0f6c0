//! Page.
use leptos::prelude::*;

/// Page.
#[component]
pub(crate) fn MyFile() -> impl IntoView {
    view! { <h1>{"MyFile"}</h1> }
}
