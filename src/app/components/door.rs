//! Ways to begin, side by side.

use leptos::prelude::*;

use super::{Glyph, Icon, Text};

/// A row of [`Door`]s.
#[component]
pub fn Doors(
    /// The doors.
    children: Children,
) -> impl IntoView {
    view! { <div class="doors">{children()}</div> }
}

/// One way to begin. The whole of it can be clicked.
#[component]
pub fn Door(
    /// Its drawing.
    glyph: Glyph,
    /// Who it is for.
    #[prop(into)]
    title: Text,
    /// What is behind it.
    #[prop(into)]
    says: Text,
    /// Where it leads.
    #[prop(into)]
    href: Text,
    /// What to do, as a verb.
    #[prop(into)]
    link: Text,
) -> impl IntoView {
    view! {
        <article class="door">
            <Icon glyph=glyph />
            <h3 class={"door__title"}>{title}</h3>
            <p class={"door__says"}>{says}</p>
            <a class={"door__link"} href=href>
                {link}
            </a>
        </article>
    }
}
