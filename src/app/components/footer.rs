//! The foot of every page: what this is for, where the figures come from, further ways.

use leptos::prelude::*;

use super::{NavItem, Text};

/// The footer, with the intended use on every screen.
#[component]
pub fn Footer(
    /// "For research and education."
    #[prop(into)]
    title: Text,
    /// What it is not for.
    #[prop(into)]
    intended_use: Text,
    /// Where the counts come from.
    #[prop(into)]
    provenance: Text,
    /// What the list of ways is called.
    #[prop(into)]
    nav_label: Text,
    /// The ways.
    #[prop(into)]
    items: Signal<Vec<NavItem>>,
    /// Uses the whole width, as a workbench does.
    #[prop(optional, into)]
    wide: Signal<bool>,
) -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class={"site-footer__grid wrap"} class:wrap--wide=wide>
                <div class={"site-footer__text"}>
                    <p class={"site-footer__use"}>
                        <b class={"site-footer__title"}>{title}</b>
                        " "
                        {intended_use}
                    </p>
                    <p class={"site-footer__source"}>{provenance}</p>
                </div>
                <nav class={"site-footer__nav"} aria-label=nav_label>
                    <ul class={"site-footer__list"}>
                        <For each=move || items.get() key=Clone::clone let:item>
                            <li class="site-footer__item">
                                <a class={"site-footer__link"} href=item.href aria-current=item.current.then_some("page")>
                                    {item.label}
                                </a>
                            </li>
                        </For>
                    </ul>
                </nav>
            </div>
        </footer>
    }
}
