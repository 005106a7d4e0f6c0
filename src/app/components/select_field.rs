//! A choice of many: the browser's own select, with its label.

use leptos::prelude::*;

use super::{Choice, Text};

/// A labelled select.
#[component]
pub fn SelectField<T>(
    /// Unique id of the select.
    id: &'static str,
    /// What is chosen.
    #[prop(into)]
    label: Text,
    /// What there is to choose.
    #[prop(into)]
    choices: Signal<Vec<Choice<T>>>,
    /// What is chosen now.
    #[prop(into)]
    value: Signal<T>,
    /// Something else was chosen.
    #[prop(into)]
    on_change: Callback<T>,
    /// Names the select for assistive technology only.
    #[prop(optional)]
    quiet_label: bool,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let change = move |event: web_sys::Event| {
        let chosen = event_target_value(&event).parse::<usize>().ok();
        if let Some(choice) = chosen.and_then(|index| choices.get_untracked().into_iter().nth(index)) {
            on_change.run(choice.value);
        }
    };
    let option = move |(index, choice): (usize, Choice<T>)| {
        let Choice { value: own, label, .. } = choice;
        view! {
            <option value=index.to_string() prop:selected=move || value.get() == own>
                {label}
            </option>
        }
    };
    view! {
        <div class="select-field">
            <label class={"select-field__label"} class:visually-hidden=quiet_label for=id>
                {label}
            </label>
            <select class={"select-field__select"} id=id on:change=change>
                <For each=move || choices.get().into_iter().enumerate() key=|(index, choice)| (*index, choice.label.clone()) children=option />
            </select>
        </div>
    }
}
