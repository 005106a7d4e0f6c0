//! Models of diseases kept under a name, in this browser only.

use leptos::prelude::*;

use crate::{
    actions::use_actions,
    components::{Button, Disclosure},
    i18n::{Locale, td_string},
    state::{
        store::{Store, use_store},
        tools::{NotKept, ToolsChange},
    },
};

/// The name, and those that were kept.
#[component]
pub(super) fn KeptModels() -> impl IntoView {
    let Store { locale, tools, .. } = use_store();
    let act = use_actions();
    let name = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        tools.with(|tools| tools.kept().iter().map(|model| model.name().to_owned()).collect::<Vec<_>>())
    });
    let outcome =
        move || tools.with(|tools| tools.outcome().map_or_else(String::new, |outcome| says(outcome, locale.get())));
    let chip = move |kept: String| {
        let (used, removed) = (kept.clone(), kept.clone());
        let hint = {
            let kept = kept.clone();
            Signal::derive(move || td_string!(locale.get(), tools.forget_of, name = kept.clone()))
        };
        view! {
            <li class="tools__kept">
                <Button
                    label=Signal::derive(move || kept.clone())
                    small=true
                    on_click=move |()| act.set_tools(ToolsChange::Use(used.clone()))
                />
                <Button
                    label=text!(locale, tools.forget)
                    hint=hint
                    small=true
                    on_click=move |()| act.forget_model(&removed)
                />
            </li>
        }
    };
    view! {
        <Disclosure summary=text!(locale, tools.kept)>
            <div class={"tools__keep"}>
                <div>
                    <label class={"text-field__label"} for="model-name">
                        {text!(locale, tools.name)}
                    </label>
                    <input
                        class={"text-field__input"}
                        id="model-name"
                        type="text"
                        autocomplete="off"
                        prop:value=name
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </div>
                <Button label=text!(locale, tools.keep) on_click=move |()| act.keep_model(&name.get_untracked()) />
            </div>
            <p class={"variant__pooled-line"} role="status">
                {outcome}
            </p>
            <ul class={"tools__kept-list"}>
                <For each=move || names.get() key=String::clone children=chip />
            </ul>
        </Disclosure>
    }
}

fn says(outcome: Result<(), NotKept>, locale: Locale) -> String {
    match outcome {
        Ok(()) => td_string!(locale, tools.kept_done),
        Err(NotKept::Nameless) => td_string!(locale, tools.kept_nameless),
        Err(NotKept::NameNames) => td_string!(locale, tools.kept_names),
        Err(NotKept::NoModel) => td_string!(locale, tools.kept_no_model),
        Err(NotKept::Full) => td_string!(locale, tools.kept_full),
    }
    .to_string()
}
