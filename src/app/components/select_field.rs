//! A choice of many: the browser's own select, with its label.

use leptos::prelude::*;

use super::{
    Choice, Glyph, Text,
    choice::{Faces, without_type},
};

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
    let (faces, change) = without_type(choices, value, on_change);
    view! { <Options id=id label=label faces=faces on_change=change quiet_label=quiet_label /> }
}

/// The select itself, the same for values of any type.
#[component]
fn Options(
    id: &'static str,
    label: Text,
    faces: Signal<Faces>,
    on_change: Callback<usize>,
    quiet_label: bool,
) -> impl IntoView {
    let change = move |event: web_sys::Event| {
        if let Ok(index) = event_target_value(&event).parse() {
            on_change.run(index);
        }
    };
    let option = move |(index, (label, _)): (usize, (String, Option<Glyph>))| {
        view! {
            <option value=index.to_string() prop:selected=move || faces.with(|(_, chosen)| *chosen == Some(index))>
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
                <For each=move || faces.get().0.into_iter().enumerate() key=|(index, face)| (*index, face.0.clone()) children=option />
            </select>
        </div>
    }
}
