//! How far something has come, when that is known.

use leptos::prelude::*;

use super::Text;

/// A bar with its label and the figure in words ("42 of 210 MB").
#[component]
pub fn ProgressBar(
    /// What is going on.
    #[prop(into)]
    label: Text,
    /// How much is done, in the unit of `total`.
    #[prop(into)]
    done: Signal<f64>,
    /// How much there is; `None` while nobody knows.
    #[prop(into)]
    total: Signal<Option<f64>>,
    /// The figure for people.
    #[prop(into)]
    figure: Text,
) -> impl IntoView {
    view! {
        <div class="progress">
            <p class={"progress__head"}>
                <span class={"progress__label"}>{label}</span>
                <span class={"progress__figure"}>{figure}</span>
            </p>
            <progress
                class={"progress__bar"}
                aria-label=label
                aria-valuetext=figure
                max=move || total.get().unwrap_or(1.0).to_string()
                value=move || total.get().map(|_| done.get().to_string())
            ></progress>
        </div>
    }
}
