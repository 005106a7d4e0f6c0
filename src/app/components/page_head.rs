//! The head of a page: its title, a sentence, and what stands beside them.

use leptos::prelude::*;

use super::Text;

/// The page's one `<h1>`, with a sentence under it and room beside it.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: Text,
    /// A sentence under it.
    #[prop(optional, into)]
    lead: Option<Text>,
    /// Set in the typeface of code, for a title that is an identifier or a file's name.
    #[prop(optional)]
    literal: bool,
    /// What stands beside, or beneath on a phone: notations, a promise.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <div class={"page-head__text"}>
                <h1 class={"page-head__title"} class:page-head__title--literal=literal>
                    {title}
                </h1>
                {lead.map(|lead| view! { <p class="page-head__lead">{lead}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-head__side">{children()}</div> })}
        </div>
    }
}
