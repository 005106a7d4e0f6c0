//! Page.
use cohort_core::variant::Variant;
use leptos::prelude::*;

/// Page.
#[component]
pub(crate) fn VariantPage(variant: Variant) -> impl IntoView {
    view! { <h1>{variant.to_string()}</h1> }
}
