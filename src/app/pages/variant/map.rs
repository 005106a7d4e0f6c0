//! The forest plot's rows once more, each on the land its people come from.

use cohort_core::{
    beacon::registry::Node,
    cohort::Population,
    evidence::Evidence,
    plot::{
        forest::ForestRow,
        map::{self, Countries, MapCohort, MapWords},
    },
};
use leptos::prelude::*;

use super::{Shown, chart, wording};
use crate::{
    components::Section,
    i18n::{Locale, td_string},
    plots::{ChartFrame, Pointed},
    state::store::{Store, use_store},
};

/// The map; its table twin is the table of all figures.
#[component]
pub(super) fn Map(shown: Shown) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let cohorts = Memo::new(move |_| cohorts(shown, locale.get()));
    let draw = Callback::new(move |width| {
        let locale = locale.get();
        let several = |count| td_string!(locale, map.several, count).to_string();
        let countries = cohorts.with(|cohorts| Countries::of(cohorts, several));
        map::record(&countries, &words(&shown.allele(), locale), wording::numbers(locale), width).ok()
    });
    let elsewhere = Signal::derive(move || {
        let mut names = String::new();
        cohorts.with(|cohorts| {
            for cohort in cohorts.iter().filter(|cohort| !map::has_place(cohort)) {
                names.push_str(if names.is_empty() { "" } else { "; " });
                names.push_str(&cohort.row.spoken());
            }
        });
        if names.is_empty() { names } else { td_string!(locale.get(), map.elsewhere, names) }
    });
    let notes = [elsewhere, text!(locale, map.reading), text!(locale, map.source)];
    let caption =
        move || notes.map(|note| view! { <p class="variant__map-note">{note}</p> }).into_iter().collect_view();
    view! {
        <Section id="map" title=text!(locale, map.title) lead=text!(locale, map.lead, allele = shown.allele())>
            <div class={"variant__chart variant__map"}>
                <ChartFrame
                    title=text!(locale, map.title)
                    description=text!(locale, map.description)
                    draw=draw
                    caption=Some(ViewFn::from(caption))
                    foot=shown.keep("map", text!(locale, map.title)).foot()
                    pointed=Some(Pointed { at: shown.pointed, subject: Callback::new(Some) })
                    walkable=true
                />
            </div>
        </Section>
    }
}

/// The country whose people a row counts, where the row itself says so.
pub(super) fn country_of(row: &Evidence) -> Option<&String> {
    match &row.population {
        Population::Group { country, .. } => country.as_ref(),
        _ => None,
    }
}

/// The rows of the forest plot, and where each belongs.
fn cohorts(shown: Shown, locale: Locale) -> Vec<MapCohort> {
    let cohort = |node: &Node, country: Option<&String>, row: ForestRow| MapCohort {
        country: country.or(node.country.as_ref()).cloned(),
        is_synthetic: node.synthetic,
        row,
    };
    let mut cohorts: Vec<MapCohort> = shown.pool.with(|pool| {
        shown.rows.with(|rows| {
            let headlines = rows.iter().filter(|row| row.is_headline);
            let placed = headlines.map(|row| cohort(&row.node, country_of(row), chart::measured(row, pool, locale)));
            placed.collect()
        })
    });
    shown.silent.with(|rows| {
        cohorts.extend(rows.iter().map(|row| cohort(&row.node, None, chart::silent_row(row, locale))));
    });
    cohorts
}

pub(crate) fn words(allele: &str, locale: Locale) -> MapWords {
    MapWords {
        heading: td_string!(locale, map.heading, allele),
        as_counts: false,
        absent: td_string!(locale, map.absent).to_string(),
        mixed: td_string!(locale, map.mixed).to_string(),
        withheld: td_string!(locale, map.withheld).to_string(),
        silent: td_string!(locale, map.silent).to_string(),
        not_assessed: td_string!(locale, map.not_assessed).to_string(),
        asking: td_string!(locale, map.asking).to_string(),
        synthetic: td_string!(locale, map.synthetic).to_string(),
        not_asked: td_string!(locale, map.not_asked).to_string(),
    }
}
