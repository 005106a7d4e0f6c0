//! Several things, each of which can be left out: the recipients of a question.

use leptos::prelude::*;

use super::Text;

/// One thing that can be left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CheckItem {
    /// Tells it apart; handed back when it is toggled.
    pub key: String,
    /// Its name.
    pub label: String,
    /// What to know about it: the address a request goes to.
    pub note: Option<String>,
}

/// Checkboxes under one legend.
#[component]
pub fn CheckList(
    /// What is chosen among: "Recipients".
    #[prop(into)]
    legend: Text,
    /// What there is.
    #[prop(into)]
    items: Signal<Vec<CheckItem>>,
    /// Keys of those that are in.
    #[prop(into)]
    checked: Signal<Vec<String>>,
    /// One was put in (`true`) or left out.
    #[prop(into)]
    on_toggle: Callback<(String, bool)>,
) -> impl IntoView {
    let row = move |item: CheckItem| {
        let CheckItem { key, label, note } = item;
        let toggled = key.clone();
        view! {
            <label class="check-list__item">
                <input
                    class={"check-list__box"}
                    type="checkbox"
                    prop:checked=move || checked.with(|checked| checked.contains(&key))
                    on:change=move |event| on_toggle.run((toggled.clone(), event_target_checked(&event)))
                />
                <span class={"check-list__text"}>
                    <span class={"check-list__label"}>{label}</span>
                    {note.map(|note| view! { <span class="check-list__note">{note}</span> })}
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="check-list">
            <legend class={"check-list__legend"}>{legend}</legend>
            <div class={"check-list__items"}>
                <For each=move || items.get() key=Clone::clone children=row />
            </div>
        </fieldset>
    }
}
