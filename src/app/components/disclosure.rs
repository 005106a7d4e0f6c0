//! More, for whoever wants it: the browser's own `<details>`.

use leptos::prelude::*;

use super::Text;

/// A summary that opens onto more.
#[component]
pub fn Disclosure(
    /// What is inside, in one line.
    #[prop(into)]
    summary: Text,
    /// Open at first.
    #[prop(optional)]
    open: bool,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary class={"disclosure__summary"}>{summary}</summary>
            <div class={"disclosure__body"}>{children()}</div>
        </details>
    }
}
