//! Signing in and out, on the page about nodes; the sign of it in the header; the choice before a question is sent.

use cohort_core::{
    beacon::registry::{Node, Registry},
    sign_in::{End, SignIn, SignInError},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    actions::{Act, use_actions},
    components::{Button, CheckItem, CheckList, Glyph, Icon, Notice, Panel, Tone},
    i18n::{Locale, td_string},
    routes::Route,
    state::{
        sign_in::SignInState,
        store::{Store, use_store},
    },
};

/// Whether the registry names somebody who signs people in.
pub(super) fn is_offered(store: Store) -> Memo<bool> {
    Memo::new(move |_| store.registry.with(|load| load.ready().is_some_and(|registry| registry.sign_in().is_some())))
}

/// Whether nodes may be asked with a sign-in now.
pub(super) fn is_signed_in(store: Store) -> Memo<bool> {
    Memo::new(move |_| store.sign_in.with(|state| state.sign_in.is_signed_in()))
}

/// The names of those of these nodes that the sign-in is for.
fn names(nodes: &[Node], locale: Locale) -> String {
    let nodes = nodes.iter().filter(|node| node.sign_in);
    nodes.map(|node| node.name.get(locale.as_str())).collect::<Vec<_>>().join(", ")
}

/// What the person calls who signs them in.
fn provider(store: Store, locale: Locale) -> String {
    let name = |registry: &Registry| Some(registry.sign_in()?.name.get(locale.as_str()).to_owned());
    store.registry.with(|load| load.ready().and_then(name)).unwrap_or_default()
}

/// How the sign-in goes, in words; empty while there is nothing to say.
pub(super) fn says(store: Store, act: Act) -> Signal<String> {
    Signal::derive(move || {
        let locale = store.locale.get();
        match store.sign_in.with(|state| state.sign_in.clone()) {
            SignIn::SignedOut => String::new(),
            SignIn::Waiting => td_string!(locale, sign_in.waiting).to_string(),
            SignIn::SignedIn { until_millis } => {
                td_string!(locale, sign_in.signed_in, time = act.time_of_day(until_millis))
            }
            SignIn::Ended(End::Expired) => td_string!(locale, sign_in.ended_expired).to_string(),
            SignIn::Ended(End::Refused) => td_string!(locale, sign_in.ended_refused).to_string(),
            SignIn::Failed(SignInError::WindowBlocked) => td_string!(locale, sign_in.failed_blocked).to_string(),
            SignIn::Failed(SignInError::Unreachable) => td_string!(locale, sign_in.failed_unreachable).to_string(),
            SignIn::Failed(SignInError::Refused(why)) => td_string!(locale, sign_in.failed_refused, why),
            SignIn::Failed(SignInError::Distrusted(why)) => td_string!(locale, sign_in.failed_distrusted, why),
        }
    })
}

/// The one button of a sign-in: in, never mind, out.
#[component]
pub(super) fn SignInButton(
    /// Beside a node.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let store = use_store();
    let act = use_actions();
    let label = Signal::derive(move || {
        let locale = store.locale.get();
        store.sign_in.with(|state| match state.sign_in {
            SignIn::Waiting => td_string!(locale, sign_in.give_up).to_string(),
            SignIn::SignedIn { .. } => td_string!(locale, sign_in.sign_out).to_string(),
            _ => td_string!(locale, sign_in.sign_in, provider = provider(store, locale)),
        })
    });
    let press = move |()| match store.sign_in.with_untracked(|state| state.sign_in.clone()) {
        SignIn::Waiting | SignIn::SignedIn { .. } => act.sign_out(),
        SignIn::SignedOut | SignIn::Ended(_) | SignIn::Failed(_) => act.sign_in(),
    };
    view! { <Button label=label on_click=press small=small /> }
}

/// Whom it is for, how it goes, in and out. Nothing where the registry names no provider.
#[component]
pub(super) fn SignInPanel() -> impl IntoView {
    let is_offered = is_offered(use_store());
    view! {
        <Show when=move || is_offered.get()>
            <Offered />
        </Show>
    }
}

#[component]
fn Offered() -> impl IntoView {
    let store = use_store();
    let locale = store.locale;
    let says = says(store, use_actions());
    let lead = Signal::derive(move || {
        let locale = locale.get();
        let names = store.registry.with(|load| load.ready().map(|registry| names(registry.nodes(), locale)));
        td_string!(locale, sign_in.lead, names = names.unwrap_or_default(), provider = provider(store, locale))
    });
    let tone = Signal::derive(move || {
        store.sign_in.with(|state| match state.sign_in {
            SignIn::SignedOut | SignIn::Waiting => Tone::Note,
            SignIn::SignedIn { .. } => Tone::Private,
            SignIn::Ended(_) => Tone::Warning,
            SignIn::Failed(_) => Tone::Failed,
        })
    });
    let has_words = Memo::new(move |_| says.with(|says| !says.is_empty()));
    // The provider keeps a session of its own, which this page cannot end unseen.
    let session = Signal::derive(move || {
        let left = |state: &SignInState| matches!(state.sign_in, SignIn::SignedOut | SignIn::Ended(_));
        store.sign_in.with(|state| state.end_session.clone().filter(|_| left(state)))
    });
    let end_session = text!(locale, sign_in.end_session);
    view! {
        <Panel id="sign-in" title=text!(locale, sign_in.title) lead=lead>
            <div class="sign-in">
                <p class={"sign-in__kept"}>{text!(locale, sign_in.kept)}</p>
                <Show when=move || has_words.get()>
                    <Notice tone=tone live=true>{says}</Notice>
                </Show>
                <p class={"sign-in__actions"}>
                    <SignInButton />
                    {move || session.get().map(|url| view! {
                        <a href=url target="_blank" rel="noopener noreferrer">{end_session}</a>
                    })}
                </p>
            </div>
        </Panel>
    }
}

/// In the header: whether nodes may be told who asks. Leads to where that is changed.
#[component]
pub(crate) fn SignInMark() -> impl IntoView {
    let store = use_store();
    let is_shown = Memo::new(move |_| {
        store.sign_in.with(|state| matches!(state.sign_in, SignIn::SignedIn { .. } | SignIn::Ended(_)))
    });
    let says = Signal::derive(move || {
        let locale = store.locale.get();
        if store.sign_in.with(|state| state.sign_in.is_signed_in()) {
            td_string!(locale, sign_in.mark)
        } else {
            td_string!(locale, sign_in.mark_ended)
        }
    });
    view! {
        <span class="sign-in-mark" role="status">
            <Show when=move || is_shown.get()>
                <a class="sign-in-mark__link" href=Route::Nodes.href()>
                    <Icon glyph=Glyph::People />
                    <span class={"sign-in-mark__label"}>{move || says.get()}</span>
                </a>
            </Show>
        </span>
    }
}

/// Before a question is sent: who would know who asks, and the way not to tell.
#[component]
pub(super) fn SignInChoice(
    /// Those who would be asked.
    recipients: Memo<Vec<Node>>,
    /// The variant came from a row of the open file.
    is_of_file: bool,
    /// The question is sent without it.
    without: RwSignal<bool>,
) -> impl IntoView {
    let store = use_store();
    let locale = store.locale;
    let signed_in = is_signed_in(store);
    let matters = Memo::new(move |_| signed_in.get() && recipients.with(|nodes| nodes.iter().any(|node| node.sign_in)));
    let warning = Signal::derive(move || {
        let locale = locale.get();
        let names = recipients.with(|nodes| names(nodes, locale));
        if is_of_file { td_string!(locale, sign_in.own_file, names) } else { td_string!(locale, sign_in.known, names) }
    });
    let items = Signal::derive(move || {
        let label = td_string!(locale.get(), sign_in.without).to_string();
        vec![CheckItem { key: "without".to_owned(), label, note: None }]
    });
    let checked = Signal::derive(move || if without.get() { vec!["without".to_owned()] } else { Vec::new() });
    let tone = if is_of_file { Tone::Warning } else { Tone::Private };
    view! {
        <Show when=move || matters.get()>
            <Notice tone=tone>{warning}</Notice>
            <CheckList
                legend=text!(locale, sign_in.choice)
                items=items
                checked=checked
                on_toggle=move |(_, is_without): (String, bool)| without.set(is_without)
            />
        </Show>
    }
}
