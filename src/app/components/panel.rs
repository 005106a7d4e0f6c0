//! A box that groups what belongs together: a chart and its words, a form, a question before it is sent.

use leptos::prelude::*;

use super::Text;

/// A titled group on its own surface.
#[component]
pub fn Panel(
    /// Unique id of the heading; names the group.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: Text,
    /// A sentence beneath the heading.
    #[prop(optional, into)]
    lead: Option<Text>,
    /// Framed in ink: the one thing on the page that waits for a decision.
    #[prop(optional)]
    deciding: bool,
    /// What it groups.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel" class:panel--deciding=deciding aria-labelledby=id>
            <div class={"panel__head"}>
                <h2 class={"panel__title"} id=id>
                    {title}
                </h2>
                {lead.map(|lead| view! { <p class="panel__lead">{lead}</p> })}
            </div>
            <div class={"panel__body"}>{children()}</div>
        </section>
    }
}
