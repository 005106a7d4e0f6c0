//! The search box: says what it understood while one types, leads to the variant, asks nobody.

use cohort_core::{
    genome::Assembly,
    variant::{
        Variant,
        known::Catalogue,
        notation::{self, NotUnderstood, Understood},
    },
};
use leptos::prelude::*;

use super::wording;
use crate::{
    actions::use_actions,
    components::{Choice, Reading, SearchBox},
    i18n::td_string,
    routes::Route,
    state::store::{Store, use_store},
};

const EXAMPLES: [&str; 5] =
    ["2-135851076-G-A", "chr2:135,851,076 G>A", "NC_000002.12:g.135851076G>A", "rs4988235", "LCT"];

type Outcome = Result<Understood, NotUnderstood>;

/// The box, and the choices when a text means several variants.
#[component]
pub(super) fn Search() -> impl IntoView {
    let Store { locale, assembly, .. } = use_store();
    let act = use_actions();
    let catalogue = StoredValue::new(Catalogue::built_in());
    let line = RwSignal::new(String::new());
    // While somebody is still typing, half a variant is no mistake.
    let submitted = RwSignal::new(false);
    let outcome: Memo<Outcome> =
        Memo::new(move |_| catalogue.with_value(|catalogue| notation::read(&line.get(), assembly.get(), catalogue)));
    let reading = Signal::derive(move || outcome.with(|outcome| reading(outcome, submitted.get(), locale.get())));
    let choices = Memo::new(move |_| outcome.with(several));

    let typed = move |text: String| {
        submitted.set(false);
        line.set(text);
    };
    let look_up = move || {
        submitted.set(true);
        if let Some(variant) = outcome.with_untracked(the_one) {
            act.go(&Route::Variant(variant));
        }
    };
    let example = move |text: String| {
        line.set(text);
        look_up();
    };
    let assemblies = Signal::derive(|| Assembly::ASKED.map(|assembly| Choice::new(assembly, assembly.name())).to_vec());
    view! {
        <SearchBox
            label=text!(locale, explore.search_label)
            value=line
            on_input=typed
            on_submit=move |()| look_up()
            submit_label=text!(locale, explore.look_up)
            assembly_label=text!(locale, explore.assembly)
            assemblies=assemblies
            assembly=assembly
            on_assembly=move |chosen| assembly.set(chosen)
            reading=reading
            hint=text!(locale, explore.hint)
            examples_label=text!(locale, explore.examples)
            examples=Signal::derive(|| EXAMPLES.map(str::to_owned).to_vec())
            on_example=example
        />
        <Show when=move || choices.with(|choices| !choices.is_empty())>
            <nav class="variant-choices" aria-label=text!(locale, explore.choose_title)>
                <p class={"variant-choices__title"}>{text!(locale, explore.choose_title)}</p>
                <ul class={"variant-choices__list"}>
                    <For each=move || choices.get() key=Clone::clone let:choice>
                        <li class="variant-choices__item">
                            <a class={"variant-choices__link"} href=Route::Variant(choice.0.clone()).href()>
                                {choice.1}
                            </a>
                        </li>
                    </For>
                </ul>
            </nav>
        </Show>
    }
}

fn reading(outcome: &Outcome, submitted: bool, locale: crate::i18n::Locale) -> Reading {
    match outcome {
        Err(NotUnderstood::Empty) => Reading::Empty,
        Err(_) if !submitted => Reading::Empty,
        Err(error) => Reading::Wrong(wording::not_understood(error, locale)),
        Ok(understood) => Reading::Understood(match the_one(&Ok(understood.clone())) {
            Some(variant) => wording::read_as(&variant, locale),
            None => td_string!(locale, explore.read_as_several, count = several(outcome).len()),
        }),
    }
}

fn the_one(outcome: &Outcome) -> Option<Variant> {
    match outcome {
        Ok(Understood::Variants { variants, .. }) if variants.len() == 1 => variants.first().cloned(),
        Ok(Understood::Named(known)) if known.len() == 1 => known.first().map(|known| known.variant.clone()),
        _ => None,
    }
}

/// Variants to choose from, with their labels; empty unless there are several.
fn several(outcome: &Outcome) -> Vec<(Variant, String)> {
    let choices: Vec<_> = match outcome {
        Ok(Understood::Variants { variants, .. }) => {
            variants.iter().map(|variant| (variant.clone(), variant.to_string())).collect()
        }
        Ok(Understood::Named(known)) => known
            .iter()
            .map(|known| (known.variant.clone(), format!("{} · {} · {}", known.rs_number, known.name, known.variant)))
            .collect(),
        Err(_) => Vec::new(),
    };
    if choices.len() > 1 { choices } else { Vec::new() }
}
