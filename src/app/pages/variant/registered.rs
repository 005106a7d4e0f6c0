//! Beside a node's answer: a way to ask it again with the sign-in, by choice; and where access to its data is applied for.

use cohort_core::{
    beacon::registry::Node,
    federation::{NodeState, Outcome},
    sign_in::{self, Access},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::Shown;
use crate::{
    actions::{ask_nodes::Wish, use_actions},
    components::Button,
    i18n::{Locale, td_string},
    pages::sign_in::{SignInButton, is_offered, is_signed_in, says},
    routes::Route,
    state::{
        sign_in::Who,
        store::{Store, use_store},
    },
};

/// Whether a node was told who asks, the last time it was asked.
pub(super) fn is_known(shown: Shown, node: StoredValue<Node>) -> Memo<bool> {
    let Store { sign_in, .. } = use_store();
    Memo::new(move |_| {
        let id = node.with_value(|node| node.id.clone());
        shown.variant.with_value(|variant| sign_in.with(|state| state.is_known_to(&id, variant)))
    })
}

/// What the sign-in came to, where it was sent along: a node may answer no more for it.
pub(super) fn remark(is_known: bool, state: &NodeState, locale: Locale) -> &'static str {
    match state {
        NodeState::Done { outcome: Outcome::SignInNeeded, .. } if is_known => td_string!(locale, sign_in.no_access),
        NodeState::Done { .. } if is_known => td_string!(locale, sign_in.asked_with),
        _ => "",
    }
}

/// Offers and links of one node.
#[component]
pub(super) fn Registered(
    shown: Shown,
    node: StoredValue<Node>,
    state: Memo<NodeState>,
    is_known: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let locale = store.locale;
    let act = use_actions();
    let (offered, signed_in, says) = (is_offered(store), is_signed_in(store), says(store, act));
    let is_needed = Memo::new(move |_| {
        let is_refused = |state: &NodeState| matches!(state, NodeState::Done { outcome: Outcome::SignInNeeded, .. });
        state.with(is_refused) && offered.get() && node.with_value(|node| node.sign_in)
    });
    let may_help = Memo::new(move |_| {
        let is_done = |state: &NodeState| match state {
            NodeState::Done { outcome, .. } => *outcome != Outcome::WrongAssembly,
            NodeState::NotAsked | NodeState::LeftOut | NodeState::Asking => false,
        };
        let is_for_it = node.with_value(|node| node.sign_in);
        is_for_it && signed_in.get() && state.with(is_done) && (is_needed.get() || !is_known.get())
    });
    let links = Memo::new(move |_| {
        state.with(|state| match state {
            NodeState::Done { outcome, .. } => node.with_value(|node| sign_in::access(node, outcome)),
            NodeState::NotAsked | NodeState::LeftOut | NodeState::Asking => Vec::new(),
        })
    });
    let again = move |()| {
        let node = node.get_value();
        shown.variant.with_value(|variant| act.ask(variant, &[node], Wish::Again, Who::SignedIn));
    };
    let name = move || node.with_value(|node| node.name.get(locale.get().as_str()).to_owned());
    let hint = Signal::derive(move || td_string!(locale.get(), sign_in.ask_again_of, name = name()));
    let is_of_file = Memo::new(move |_| store.route.with(|route| matches!(route, Route::FileVariant(_))));
    view! {
        <Show when=move || may_help.get()>
            <Button label=text!(locale, sign_in.ask_again) hint=hint on_click=again small=true />
            <Show when=move || is_of_file.get()>
                <p class="registered__note">{text!(locale, sign_in.ask_again_own)}</p>
            </Show>
        </Show>
        <Show when=move || is_needed.get() && !signed_in.get()>
            <SignInButton small=true />
            <p class="registered__note" role="status">{says}</p>
        </Show>
        {move || links.get().into_iter().map(|link| view! { <Link link=link /> }).collect_view()}
    }
}

/// Leads away from this page, to where access to a data set is applied for.
#[component]
fn Link(link: Access) -> impl IntoView {
    let locale = use_store().locale;
    let (dataset, host) = (link.dataset.clone(), link.host().to_owned());
    let label = Signal::derive(move || td_string!(locale.get(), sign_in.apply, dataset = dataset.clone()));
    let at = Signal::derive(move || td_string!(locale.get(), sign_in.apply_at, host = host.clone()));
    view! {
        <p class="registered__note">
            <a href=link.url target="_blank" rel="noopener noreferrer">{label}</a>
            {" "}
            {at}
        </p>
    }
}
