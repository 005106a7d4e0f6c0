//! The search box: says what it understood while one types, leads to the variant, asks nobody.

use cohort_core::{
    genome::Assembly,
    region::{BadRegion, Region, Symbol},
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

const EXAMPLES: [&str; 6] =
    ["2-135851076-G-A", "NC_000002.12:g.135851076G>A", "rs4988235", "LCT", "CFTR", "chr19:44,900,000-44,910,000"];

type Outcome = Result<Understood, NotUnderstood>;

/// What is no variant but a place with many.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    Region(Region),
    /// Has the form of a gene's symbol; whether there is one is looked up on its page.
    Gene(Assembly, Symbol),
}

impl Place {
    fn route(&self) -> Route {
        match self {
            Self::Region(region) => Route::Region(*region),
            Self::Gene(assembly, symbol) => Route::Gene(*assembly, symbol.clone()),
        }
    }
}

/// The gene by whose symbol variants of the catalogue were found.
fn gene_of(outcome: &Outcome, place: Option<Result<Place, BadRegion>>) -> Option<Place> {
    match (outcome, place) {
        (Ok(Understood::Named(known)), Some(Ok(Place::Gene(assembly, symbol)))) => {
            let is_it = |gene: &String| gene.eq_ignore_ascii_case(symbol.as_str());
            known.iter().any(|known| known.genes.iter().any(is_it)).then_some(Place::Gene(assembly, symbol))
        }
        _ => None,
    }
}

/// What a line is read as that is no variant. Whatever was meant for one keeps its own sentence.
fn instead(outcome: &Outcome, place: Option<Result<Place, BadRegion>>) -> Option<Result<Place, BadRegion>> {
    let has_no_form = matches!(outcome, Err(NotUnderstood::NoForm(_)));
    match place? {
        Ok(Place::Gene(..)) if !has_no_form => None,
        place => Some(place).filter(|_| outcome.is_err()),
    }
}

/// A region or a gene; `None` where it is neither, and an error where it is a region that cannot be.
fn place(text: &str, assembly: Assembly) -> Option<Result<Place, BadRegion>> {
    match Region::parse(text, assembly) {
        Ok(region) => Some(Ok(Place::Region(region))),
        Err(BadRegion::NoForm(_)) => Some(Ok(Place::Gene(assembly, text.parse().ok()?))),
        Err(bad) => Some(Err(bad)),
    }
}

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
    let place = Memo::new(move |_| place(&line.get(), assembly.get()));
    // A gene of the catalogue is one of its variants, or all that cohorts have in it.
    let whole_gene = Memo::new(move |_| outcome.with(|outcome| gene_of(outcome, place.get())));
    let instead = Memo::new(move |_| outcome.with(|outcome| instead(outcome, place.get())));
    let reading = Signal::derive(move || match instead.get() {
        Some(place) => read_as_place(&place, submitted.get(), locale.get()),
        None => outcome.with(|outcome| reading(outcome, submitted.get(), locale.get())),
    });
    let choices = Memo::new(move |_| {
        let locale = locale.get();
        let mut choices: Vec<(String, String)> = outcome.with(|outcome| several(outcome, whole_gene.get().is_some()));
        if let Some(gene @ Place::Gene(_, symbol)) = &whole_gene.get() {
            let label = td_string!(locale, region.choose_gene, symbol = symbol.to_string());
            choices.insert(0, (gene.route().href(), label));
        }
        choices
    });

    let typed = move |text: String| {
        submitted.set(false);
        line.set(text);
    };
    let look_up = move || {
        submitted.set(true);
        match (outcome.with_untracked(the_one), instead.get_untracked()) {
            (Some(variant), _) if whole_gene.get_untracked().is_none() => act.go(&Route::Variant(variant)),
            (None, Some(Ok(place))) => act.go(&place.route()),
            _ => {}
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
                            <a class={"variant-choices__link"} href=choice.0.clone()>
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
            None => td_string!(locale, explore.read_as_several, count = several(outcome, false).len()),
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

fn read_as_place(place: &Result<Place, BadRegion>, submitted: bool, locale: crate::i18n::Locale) -> Reading {
    match place {
        Ok(Place::Region(region)) => {
            let place = region.to_string();
            Reading::Understood(td_string!(locale, region.read_as_region, place, assembly = region.assembly().name()))
        }
        // While somebody types, two letters are not a gene yet.
        Ok(Place::Gene(_, symbol)) if submitted || symbol.as_str().len() > 2 => {
            Reading::Understood(td_string!(locale, region.read_as_gene, symbol = symbol.to_string()))
        }
        Ok(Place::Gene(..)) => Reading::Empty,
        Err(_) if !submitted => Reading::Empty,
        Err(bad) => Reading::Wrong(wording::bad_region(bad, locale)),
    }
}

/// Variants to choose from, their links and labels; empty where there is only one and nothing beside it.
fn several(outcome: &Outcome, has_more: bool) -> Vec<(String, String)> {
    let link = |variant: &Variant| Route::Variant(variant.clone()).href();
    let choices: Vec<_> = match outcome {
        Ok(Understood::Variants { variants, .. }) => {
            variants.iter().map(|variant| (link(variant), variant.to_string())).collect()
        }
        Ok(Understood::Named(known)) => known
            .iter()
            .map(|known| (link(&known.variant), format!("{} · {} · {}", known.rs_number, known.name, known.variant)))
            .collect(),
        Err(_) => Vec::new(),
    };
    if choices.len() > 1 || has_more { choices } else { Vec::new() }
}
