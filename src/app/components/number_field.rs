//! A number that a person sets: the browser's own field, with its label, a hint and what is wrong with it.

use leptos::prelude::*;

use super::Text;

/// A labelled number. What is no number reaches the callback as NaN, so that it can be said.
#[component]
pub fn NumberField(
    /// Unique id of the field.
    id: &'static str,
    /// What the number is.
    #[prop(into)]
    label: Text,
    /// The number now; NaN leaves the field as it was typed.
    #[prop(into)]
    value: Signal<f64>,
    /// Another number was typed.
    #[prop(into)]
    on_change: Callback<f64>,
    /// What is wrong with it; empty where nothing is.
    #[prop(optional, into)]
    problem: Signal<String>,
) -> impl IntoView {
    let field = NodeRef::<leptos::html::Input>::new();
    let problem_id = format!("{id}-problem");
    let describes = problem_id.clone();
    Effect::new(move |_| {
        let value = value.get();
        if let Some(field) = field.get()
            && !value.is_nan()
            && field.value().parse() != Ok(value)
        {
            field.set_value(&value.to_string());
        }
    });
    let has_problem = Memo::new(move |_| problem.with(|problem| !problem.is_empty()));
    view! {
        <div class="number-field">
            <label class={"text-field__label"} for=id>
                {label}
            </label>
            <input
                class={"text-field__input number-field__input"}
                node_ref=field
                id=id
                type="number"
                step="any"
                inputmode="decimal"
                aria-invalid=move || has_problem.get().to_string()
                aria-describedby=move || has_problem.get().then(|| describes.clone())
                on:change=move |event| on_change.run(event_target_value(&event).parse().unwrap_or(f64::NAN))
            />
            <p class={"number-field__problem"} id=problem_id>
                {problem}
            </p>
        </div>
    }
}
