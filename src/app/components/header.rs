//! The top of every page: name, ways, ledger, settings.

use leptos::prelude::*;

use super::{Brand, Glyph, Icon, Text};

/// A way in the navigation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// What is there, translated.
    pub label: String,
    /// The page that is open.
    pub current: bool,
}

/// The header. Its children are the controls at the far end: language and theme.
#[component]
pub fn Header(
    /// Where the name leads.
    #[prop(into)]
    home: Text,
    /// The product's name.
    #[prop(into)]
    name: Text,
    /// What the navigation is called: "Main".
    #[prop(into)]
    nav_label: Text,
    /// The ways.
    #[prop(into)]
    items: Signal<Vec<NavItem>>,
    /// Where the ledger is.
    #[prop(into)]
    ledger_href: Text,
    /// "Ledger:".
    #[prop(into)]
    ledger_label: Text,
    /// "nothing sent yet", "1 question sent".
    #[prop(into)]
    ledger_says: Text,
    /// The same for a phone: "0 sent".
    #[prop(into)]
    ledger_short: Text,
    /// The ledger is the page that is open.
    #[prop(optional, into)]
    ledger_current: Signal<bool>,
    /// Uses the whole width, as a workbench does.
    #[prop(optional, into)]
    wide: Signal<bool>,
    /// Language, theme.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="site-header">
            <div class={"site-header__row wrap"} class:wrap--wide=wide>
                <Brand href=home name=name />
                <nav class={"site-nav"} aria-label=nav_label>
                    <ul class={"site-nav__list"}>
                        <For each=move || items.get() key=Clone::clone let:item>
                            <li class="site-nav__item">
                                <a class={"site-nav__link"} href=item.href aria-current=item.current.then_some("page")>
                                    {item.label}
                                </a>
                            </li>
                        </For>
                    </ul>
                </nav>
                <div class={"site-header__end"}>
                    <a class={"ledger-pill"} href=ledger_href aria-current=move || ledger_current.get().then_some("page")>
                        <Icon glyph=Glyph::List />
                        <span class={"ledger-pill__label"}>{ledger_label}" "</span>
                        <b class={"ledger-pill__long"}>{ledger_says}</b>
                        <b class={"ledger-pill__short"}>{ledger_short}</b>
                    </a>
                    {children()}
                </div>
            </div>
        </header>
    }
}
