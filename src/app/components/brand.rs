//! The mark and the name, as the way home.

use leptos::prelude::*;

use super::Text;

/// Three intervals with their dots, and the product's name, linked to the first page.
#[component]
pub fn Brand(
    /// Where the mark leads.
    #[prop(into)]
    href: Text,
    /// The name.
    #[prop(into)]
    name: Text,
) -> impl IntoView {
    view! {
        <a class="brand" href=href>
            <svg class={"brand__mark"} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                <path class={"brand__lines"} d="M3 7h13M10 16h19M6 25h15"></path>
                <circle class={"brand__dot"} cx="10" cy="7" r="4"></circle>
                <circle class={"brand__dot"} cx="21" cy="16" r="4"></circle>
                <circle class={"brand__dot"} cx="12" cy="25" r="4"></circle>
            </svg>
            <span class={"brand__name"}>{name}</span>
        </a>
    }
}
