//! The first stop of the keyboard: past the header, into the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Text;

/// Moves focus to the element with the given id. The address stays as it is, because its fragment is a route.
#[component]
pub fn SkipLink(
    /// "Skip to content".
    #[prop(into)]
    label: Text,
    /// Id of the element to go to; it needs `tabindex="-1"`.
    target: &'static str,
) -> impl IntoView {
    let skip = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        let landmark =
            document().get_element_by_id(target).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(landmark) = landmark {
            // Focus fails only on an element that cannot take it; the link then does nothing, as a dead link would.
            let _ = landmark.focus();
            landmark.scroll_into_view();
        }
    };
    view! {
        <a class="skip-link" href=format!("#{target}") on:click=skip>
            {label}
        </a>
    }
}
