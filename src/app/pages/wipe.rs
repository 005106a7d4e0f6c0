//! The button for a shared computer, with what it does and does not do.

use leptos::prelude::*;

use crate::{
    actions::use_actions,
    components::{Button, Section},
    routes::Route,
    state::store::{Store, use_store},
};

/// The section.
#[component]
pub(crate) fn Wipe() -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    view! {
        <Section id="wipe" title=text!(locale, plain.wipe_title) lead=text!(locale, plain.wipe_lead)>
            <Button label=text!(locale, plain.wipe) on_click=move |()| act.wipe(&Route::Explore) />
        </Section>
    }
}
