//! Page.
use leptos::prelude::*;

/// Page.
#[component]
pub(crate) fn LedgerPage() -> impl IntoView {
    view! { <h1>{"LedgerPage"}</h1> }
}
