//! Where it is more and where less common: the map, with a story's words beside it.

use cohort_core::plot::{
    forest::{ForestRow, RowState},
    map::{self, Countries, MapCohort, MapWords},
};
use leptos::prelude::*;

use super::{
    groups::{Group, Groups},
    wording::{self, Place as Sentence},
};
use crate::{
    components::{Section, Text},
    i18n::td_string,
    pages::variant::map_words,
    plots::ChartFrame,
    state::store::{Store, use_store},
};

/// The map and what the story says of it.
#[component]
pub(super) fn Place(groups: Groups, #[prop(into)] title: Text, #[prop(into)] says: Text) -> impl IntoView {
    view! {
        <Section id="place" title=title>
            <div class={"plain__place"}>
                <MapOfGroups groups=groups />
                <p class={"plain__text"}>{says}</p>
            </div>
        </Section>
    }
}

/// The map alone.
#[component]
pub(super) fn Map(groups: Groups) -> impl IntoView {
    let Store { locale, .. } = use_store();
    view! {
        <Section id="place" title=text!(locale, map.title)>
            <MapOfGroups groups=groups />
        </Section>
    }
}

#[component]
fn MapOfGroups(groups: Groups) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let cohorts = Memo::new(move |_| {
        let locale = locale.get();
        let mut cohorts = groups.list.with(|list| {
            let cohort = |(at, group): (usize, &Group)| {
                let figure = wording::share_of(groups, at, Sentence::Within, locale)?;
                cohort(group, figure, locale)
            };
            list.iter().enumerate().filter_map(cohort).collect::<Vec<_>>()
        });
        // Who was asked and gave no figure is not a country that nobody asked.
        cohorts.extend(groups.silent.get().into_iter().map(|silent| MapCohort {
            country: silent.country,
            is_synthetic: silent.is_synthetic,
            row: silent.row,
        }));
        cohorts
    });
    let draw = Callback::new(move |width| {
        let locale = locale.get();
        let several = |count| td_string!(locale, map.several, count).to_string();
        let allele = groups.variant.with_value(|variant| variant.alternate().to_string());
        let countries = cohorts.with(|cohorts| Countries::of(cohorts, several));
        let of = wording::numbers(locale).count(countries.scale.round_number().into());
        let change = groups.variant.with_value(|variant| wording::change(variant, locale));
        let heading = td_string!(locale, plain.map_heading, of, change);
        let words = MapWords { heading, as_counts: true, ..map_words(&allele, locale) };
        map::record(&countries, &words, wording::numbers(locale), width).ok()
    });
    view! {
        <div class="plain__map">
            <ChartFrame
                title=text!(locale, map.title)
                description=text!(locale, plain.map_description)
                draw=draw
                caption=Some(ViewFn::from(move || text!(locale, map.source)))
                walkable=true
            />
        </div>
    }
}

fn cohort(group: &Group, says: String, locale: crate::i18n::Locale) -> Option<MapCohort> {
    let copies = group.counted.copies;
    let mut state = RowState::counted(copies.allele_count(), copies.allele_number(), wording::numbers(locale)).ok()?;
    if let RowState::Measured { figure, note, .. } | RowState::Absent { figure, note, .. } = &mut state {
        *figure = says;
        note.clear();
    }
    Some(MapCohort {
        country: group.country.clone(),
        is_synthetic: group.is_synthetic,
        row: ForestRow::new(group.key.clone(), group.name.clone(), "", state),
    })
}
