//! Filters kept under a name: keeping the one in force, and removing one.

use cohort_core::filter::Named;
use leptos::{ev, prelude::*};

use super::super::super::wording::say;
use crate::{
    actions::use_actions,
    components::{Button, ButtonKind, Disclosure},
    i18n::Locale,
    state::{
        saved_filters::{MAX_NAME, NotSaved, SavedFilter},
        store::{Store, use_store},
    },
};

/// A name for the filter in force, and the filters that are kept.
#[component]
pub(super) fn Saved() -> impl IntoView {
    let Store { locale, saved_filters, .. } = use_store();
    let act = use_actions();
    let name = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        act.save_filter(&name.get_untracked());
    };
    let says = move || {
        let locale = locale.get();
        saved_filters.with(|saved| match saved.outcome()? {
            Ok(()) => Some(say!(locale, rows.saved)),
            Err(why) => Some(not_saved(locale, why)),
        })
    };
    view! {
        <Disclosure summary=text!(locale, rows.saved_title)>
            <form class={"row-saved"} on:submit=submit>
                <label class={"row-tools__label"} for="row-save">{text!(locale, rows.save_name)}</label>
                <input
                    class={"row-tools__input"}
                    id="row-save"
                    type="text"
                    autocomplete="off"
                    maxlength=MAX_NAME
                    aria-describedby="row-save-hint row-save-outcome"
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <Button label=text!(locale, rows.save) small=true submit=true />
                <span class={"row-tools__outcome"} id="row-save-outcome" role="status">{says}</span>
            </form>
            <p class={"row-saved__hint"} id="row-save-hint">{text!(locale, rows.save_hint)}</p>
            <ul class={"row-saved__list"} aria-label=text!(locale, rows.saved_title)>
                {move || saved_filters.get().all().iter().cloned().map(row).collect_view()}
            </ul>
        </Disclosure>
    }
}

fn row(SavedFilter { name, text }: SavedFilter) -> AnyView {
    let locale = use_store().locale;
    let act = use_actions();
    let label = name.clone();
    let hint = {
        let name = name.clone();
        Signal::derive(move || format!("{}: {name}", say!(locale.get(), rows.remove_saved)))
    };
    view! {
        <li class="row-saved__filter">
            <b>{label}</b>
            <code class={"row-saved__text"}>{text}</code>
            <Button
                label=text!(locale, rows.remove_saved)
                kind=ButtonKind::Plain
                hint=hint
                on_click=move |()| act.remove_filter(&name)
            />
        </li>
    }
    .into_any()
}

fn not_saved(locale: Locale, why: NotSaved) -> String {
    match why {
        NotSaved::Nameless => say!(locale, rows.save_nameless),
        NotSaved::NameNames => say!(locale, rows.save_name_names),
        NotSaved::Names(Named::Variant) => say!(locale, rows.save_names_variant),
        NotSaved::Names(Named::Sample) => say!(locale, rows.save_names_sample),
        NotSaved::NoFilter => say!(locale, rows.save_no_filter),
        NotSaved::Full => say!(locale, rows.save_full),
    }
}
