//! The question: one line for a variant in any notation, the reference genome, and what was understood.

use leptos::{ev, prelude::*};

use super::{Choice, Glyph, Icon, SelectField, Text};

/// How the typed line was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Nothing is typed.
    #[default]
    Empty,
    /// Understood, and as what.
    Understood(String),
    /// Not understood, and why.
    Wrong(String),
}

impl Reading {
    const fn glyph(&self) -> Glyph {
        match self {
            Self::Empty => Glyph::Info,
            Self::Understood(_) => Glyph::Check,
            Self::Wrong(_) => Glyph::Question,
        }
    }

    fn sentence(&self, hint: String) -> String {
        match self {
            Self::Empty => hint,
            Self::Understood(sentence) | Self::Wrong(sentence) => sentence.clone(),
        }
    }
}

/// The search box of the first page. Nothing is asked by it: submitting only leads to the variant.
#[component]
pub fn SearchBox<T>(
    /// "Variant, gene or region".
    #[prop(into)]
    label: Text,
    /// What is typed.
    #[prop(into)]
    value: Text,
    /// The line changed.
    #[prop(into)]
    on_input: Callback<String>,
    /// Enter, or the button.
    #[prop(into)]
    on_submit: Callback<()>,
    /// What the button says.
    #[prop(into)]
    submit_label: Text,
    /// "Reference genome".
    #[prop(into)]
    assembly_label: Text,
    /// The reference genomes.
    #[prop(into)]
    assemblies: Signal<Vec<Choice<T>>>,
    /// The one in use.
    #[prop(into)]
    assembly: Signal<T>,
    /// Another was chosen.
    #[prop(into)]
    on_assembly: Callback<T>,
    /// How the line was read.
    #[prop(into)]
    reading: Signal<Reading>,
    /// Shown instead while nothing is typed: "Nothing is asked until you confirm."
    #[prop(into)]
    hint: Text,
    /// "Also understood".
    #[prop(into)]
    examples_label: Text,
    /// Lines to try.
    #[prop(into)]
    examples: Signal<Vec<String>>,
    /// A line to try was picked.
    #[prop(into)]
    on_example: Callback<String>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let wrong = move || reading.with(|reading| matches!(reading, Reading::Wrong(_)));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    let example = move |line: String| {
        let picked = line.clone();
        view! {
            <li class="search-box__example">
                <button type="button" class={"search-box__try"} on:click=move |_| on_example.run(picked.clone())>
                    {line}
                </button>
            </li>
        }
    };
    view! {
        <form class="search-box" role="search" novalidate=true on:submit=submit>
            <label class={"search-box__label"} for="search-box-line">
                {label}
            </label>
            <div class={"search-box__row"}>
                <input
                    class={"search-box__input"}
                    id="search-box-line"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    aria-describedby="search-box-reading"
                    aria-invalid=move || wrong().then_some("true")
                    prop:value=value
                    on:input=move |event| on_input.run(event_target_value(&event))
                />
                <SelectField
                    id="search-box-assembly"
                    label=assembly_label
                    choices=assemblies
                    value=assembly
                    on_change=on_assembly
                    quiet_label=true
                />
                <button type="submit" class={"search-box__submit"}>
                    {submit_label}
                </button>
            </div>
            <p class={"search-box__reading"} class:search-box__reading--wrong=wrong id="search-box-reading" role="status">
                <Icon glyph=Signal::derive(move || reading.with(Reading::glyph)) />
                <span class={"search-box__sentence"}>{move || reading.with(|reading| reading.sentence(hint.get()))}</span>
            </p>
            <div class={"search-box__examples"}>
                <span class={"search-box__examples-label"} id="search-box-examples">
                    {examples_label}
                </span>
                <ul class={"search-box__examples-list"} aria-labelledby="search-box-examples">
                    <For each=move || examples.get() key=Clone::clone children=example />
                </ul>
            </div>
        </form>
    }
}
