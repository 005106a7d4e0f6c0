//! The promise, in one line between two rules.

use leptos::prelude::*;

use super::{Glyph, Icon, Text};

/// What stays on the device, and the way to how that is tested.
#[component]
pub fn Promise(
    /// The promise.
    #[prop(into)]
    says: Text,
    /// Where more is said.
    #[prop(into)]
    href: Text,
    /// "How this is tested".
    #[prop(into)]
    link: Text,
) -> impl IntoView {
    view! {
        <p class="promise">
            <Icon glyph=Glyph::Shield />
            <span class={"promise__says"}>{says}</span>
            <a class={"promise__link"} href=href>
                {link}
            </a>
        </p>
    }
}
