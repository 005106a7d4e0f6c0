//! What people are narrowed down by: a search over the terms of all nodes, and women or men.

use cohort_core::{
    beacon::{
        people::{AgeBound, Filter, MAX_TERMS},
        terms::{Catalogue, Entry, Source},
    },
    cohort::Sex,
};
use leptos::prelude::*;

use super::{Asking, wording};
use crate::{
    components::{Chip, Choice, ExpressionField, Segmented, Suggestions},
    i18n::{Locale, td_string},
    state::{
        people::Offers,
        store::{Store, use_store},
    },
};

/// Field, chips, sex.
#[component]
pub(super) fn Choose(asking: Asking) -> impl IntoView {
    let Store { locale, offers, .. } = use_store();
    let filters = asking.filters;
    let typed = RwSignal::new(String::new());
    let catalogue = Memo::new(move |_| offers.with(Offers::catalogue));
    let is_full = Memo::new(move |_| filters.with(|filters| terms(filters) >= MAX_TERMS));
    // What could be chosen, and how it is called.
    let hits = Memo::new(move |_| {
        if is_full.get() {
            return Vec::new();
        }
        let (locale, typed) = (locale.get(), typed.get());
        let fresh = |filter: &Filter| filters.with(|filters| !filters.contains(filter));
        let offered = |entry: &Entry| wording::names(asking, &entry.nodes, locale);
        catalogue.with(|catalogue| {
            let hits = catalogue.search(&typed).into_iter().filter(|entry| entry.source != Source::Sex);
            let filters = hits.flat_map(|entry| of_entry(entry).into_iter().map(move |filter| (entry, filter)));
            let filters = filters.filter(|(_, filter)| fresh(filter));
            filters
                .map(|(entry, filter)| (format!("{} · {}", wording::filter(&filter, locale), offered(entry)), filter))
                .collect::<Vec<_>>()
        })
    });
    let suggestions = Signal::derive(move || Suggestions {
        items: hits.with(|hits| hits.iter().map(|(label, _)| label.clone()).collect()),
        ..Suggestions::default()
    });
    let pick = move |index: usize| {
        let Some((_, filter)) = hits.get_untracked().into_iter().nth(index) else { return };
        typed.set(String::new());
        filters.update(|filters| filters.push(filter));
    };
    let says = Signal::derive(move || {
        let locale = locale.get();
        if is_full.get() {
            td_string!(locale, people.full, count = MAX_TERMS)
        } else if typed.with(|typed| !typed.trim().is_empty()) && hits.with(Vec::is_empty) {
            td_string!(locale, people.no_hit).to_string()
        } else {
            String::new()
        }
    });
    let chip = move |filter: Filter| {
        let label = {
            let filter = filter.clone();
            Signal::derive(move || wording::filter(&filter, locale.get()))
        };
        let remove = move |()| filters.update(|filters| filters.retain(|other| *other != filter));
        view! { <Chip label=label pressed=true on_press=remove /> }
    };
    let chosen = move || {
        let terms = filters.get().into_iter().filter(|filter| !matches!(filter, Filter::Sex(_)));
        terms.map(chip).collect_view()
    };
    let knows_sex = Memo::new(move |_| catalogue.with(has_sex));
    let sex = Signal::derive(move || {
        filters.with(|filters| {
            filters.iter().find_map(|filter| match filter {
                Filter::Sex(sex) => Some(*sex),
                _ => None,
            })
        })
    });
    let choose_sex = move |sex: Option<Sex>| {
        filters.update(|filters| {
            filters.retain(|filter| !matches!(filter, Filter::Sex(_)));
            filters.extend(sex.map(Filter::Sex));
        });
    };
    view! {
        <ExpressionField
            id="people-term"
            label=text!(locale, people.search)
            value=typed
            on_input=move |(text, _)| typed.set(text)
            on_submit=move |()| pick(0)
            on_pick=Callback::new(pick)
            submit_label=text!(locale, people.add)
            suggestions=suggestions
            placeholder=text!(locale, people.placeholder)
            error=says
        />
        <div class="row-filter__chips" role="group" aria-label=text!(locale, people.chosen)>
            {chosen}
        </div>
        <Show when=move || knows_sex.get()>
            <Segmented
                legend=text!(locale, people.sex)
                name="people-sex"
                choices=Signal::derive(move || sexes(locale.get()))
                value=sex
                on_change=choose_sex
            />
        </Show>
    }
}

fn terms(filters: &[Filter]) -> usize {
    filters.iter().filter(|filter| !matches!(filter, Filter::Sex(_))).count()
}

fn has_sex(catalogue: &Catalogue) -> bool {
    catalogue.entries().iter().any(|entry| entry.source == Source::Sex)
}

/// A field of ages stands for several filters.
fn of_entry(entry: &Entry) -> Vec<Filter> {
    let (key, name) = (entry.key.clone(), entry.name().to_owned());
    if entry.source == Source::Age {
        return AgeBound::ALL.map(|bound| Filter::Age { key: key.clone(), name: name.clone(), bound }).to_vec();
    }
    vec![Filter::Term { key, name }]
}

fn sexes(locale: Locale) -> Vec<Choice<Option<Sex>>> {
    vec![
        Choice::new(None, td_string!(locale, variant.everyone)),
        Choice::new(Some(Sex::Female), td_string!(locale, variant.women)),
        Choice::new(Some(Sex::Male), td_string!(locale, variant.men)),
    ]
}
