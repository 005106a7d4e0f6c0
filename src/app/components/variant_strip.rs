//! A well-known variant in a list: its everyday name, and a small chart of it.

use leptos::prelude::*;

use super::Text;

/// A list of [`VariantStrip`]s.
#[component]
pub fn VariantStrips(
    /// The strips.
    children: Children,
) -> impl IntoView {
    view! { <ul class="variant-strips">{children()}</ul> }
}

/// A variant people ask about.
#[component]
pub fn VariantStrip(
    /// "Milk as an adult".
    #[prop(into)]
    title: Text,
    /// Where it leads.
    #[prop(into)]
    href: Text,
    /// "MCM6, near LCT".
    #[prop(into)]
    place: Text,
    /// "rs4988235 G → A".
    #[prop(into)]
    change: Text,
    /// A small chart.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="variant-strip">
            <h3 class={"variant-strip__title"}>
                <a class={"variant-strip__link"} href=href>
                    {title}
                </a>
            </h3>
            <p class={"variant-strip__place"}>
                {place} " · " <span class={"variant-strip__change"}>{change}</span>
            </p>
            {children.map(|children| children())}
        </li>
    }
}
