//! A choice of a few, all in view: radio buttons drawn as one bar.

use leptos::prelude::*;

use super::{Choice, Icon, Text};

/// Radio buttons in a row. Arrow keys move, as with any radio buttons.
#[component]
pub fn Segmented<T>(
    /// What is chosen: "Theme".
    #[prop(into)]
    legend: Text,
    /// Groups the radio buttons; unique on the page.
    name: &'static str,
    /// What there is to choose.
    #[prop(into)]
    choices: Signal<Vec<Choice<T>>>,
    /// What is chosen now.
    #[prop(into)]
    value: Signal<T>,
    /// Something else was chosen.
    #[prop(into)]
    on_change: Callback<T>,
    /// Only names the group for assistive technology.
    #[prop(optional)]
    quiet_legend: bool,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let segment = move |(_, choice): (usize, Choice<T>)| {
        let Choice { value: own, label, glyph } = choice;
        let chosen = own.clone();
        view! {
            <label class="segmented__item">
                <input
                    class={"segmented__input"}
                    type="radio"
                    name=name
                    prop:checked=move || value.get() == own
                    on:change=move |_| on_change.run(chosen.clone())
                />
                <span class={"segmented__face"}>
                    {glyph.map(|glyph| view! { <Icon glyph=glyph /> })} <span class={"segmented__label"}>{label}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class={"segmented__legend"} class:visually-hidden=quiet_legend>
                {legend}
            </legend>
            <div class={"segmented__bar"}>
                <For each=move || choices.get().into_iter().enumerate() key=|(index, choice)| (*index, choice.label.clone()) children=segment />
            </div>
        </fieldset>
    }
}
