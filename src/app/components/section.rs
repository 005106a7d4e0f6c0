//! A titled part of a page.

use leptos::prelude::*;

use super::Text;

/// A landmark named by its heading, with an optional sentence beneath.
#[component]
pub fn Section(
    /// Unique id of the heading on this page; names the section.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: Text,
    /// One or two sentences that say what follows.
    #[prop(optional, into)]
    lead: Option<Text>,
    /// What follows.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <div class={"section__head"}>
                <h2 class={"section__title"} id=id>
                    {title}
                </h2>
                {lead.map(|lead| view! { <p class="section__lead">{lead}</p> })}
            </div>
            {children()}
        </section>
    }
}
