//! What a long page holds, and the way to each part.

use leptos::prelude::*;

use super::Text;

/// Names of a page's sections, in order, that stays in view beside them where there is room.
///
/// Buttons and no links: the fragment of an address names a page here, not a place on it.
#[component]
pub fn Contents(
    /// "On this page".
    #[prop(into)]
    label: Text,
    /// Id of a section's heading, and its name in a word or two.
    #[prop(into)]
    sections: Signal<Vec<(&'static str, String)>>,
    /// Leads to a section.
    #[prop(into)]
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    view! {
        <nav class="contents" aria-label=label>
            <span class={"contents__label"} aria-hidden="true">{label}</span>
            <ul class={"contents__list"}>
                <For each=move || sections.get() key=Clone::clone let:section>
                    <li>
                        <button type="button" class={"contents__item"} on:click=move |_| on_choose.run(section.0)>
                            {section.1}
                        </button>
                    </li>
                </For>
            </ul>
        </nav>
    }
}
