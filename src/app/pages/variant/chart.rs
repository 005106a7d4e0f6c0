//! The forest plot of everyone who was asked.

use leptos::prelude::*;

use super::Shown;

/// The chart.
#[component]
pub(super) fn Chart(shown: Shown) -> impl IntoView {
    let _ = shown;
    view! { <div></div> }
}
