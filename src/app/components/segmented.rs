//! A choice of a few, all in view: radio buttons drawn as one bar.

use leptos::prelude::*;

use super::{
    Choice, Glyph, Icon, Text,
    choice::{Faces, without_type},
};

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
    let (faces, change) = without_type(choices, value, on_change);
    view! { <Bar legend=legend name=name faces=faces on_change=change quiet_legend=quiet_legend /> }
}

/// The bar itself.
#[component]
fn Bar(
    legend: Text,
    name: &'static str,
    faces: Signal<Faces>,
    on_change: Callback<usize>,
    quiet_legend: bool,
) -> impl IntoView {
    let segment = move |(index, (label, glyph)): (usize, (String, Option<Glyph>))| {
        view! {
            <label class="segmented__item">
                <input
                    class={"segmented__input"}
                    type="radio"
                    name=name
                    prop:checked=move || faces.get().1 == Some(index)
                    on:change=move |_| on_change.run(index)
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
                <For each=move || faces.get().0.into_iter().enumerate() key=|(index, face)| (*index, face.0.clone()) children=segment />
            </div>
        </fieldset>
    }
}
