//! The way to each part of the page, as far as it is there.

use cohort_core::evidence::pool::Pool;
use leptos::prelude::*;

use super::{Shown, genotypes, sexes};
use crate::{
    actions::use_actions,
    components::Contents,
    i18n::td_string,
    state::store::{Store, use_store},
};

#[component]
pub(super) fn OnThisPage(shown: Shown) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    let has_genotypes = Memo::new(move |_| shown.rows.with(|rows| rows.iter().any(genotypes::is_counted)));
    let has_sexes = Memo::new(move |_| shown.rows.with(|rows| rows.iter().any(sexes::is_of_one)));
    let has_cohorts = Memo::new(move |_| shown.pool.with(|pool| !pool.cohorts.is_empty()));
    let is_of_several = Memo::new(move |_| shown.pool.with(Pool::is_of_several));
    let sections = Signal::derive(move || {
        let locale = locale.get();
        let tools = has_cohorts.get();
        let all = [
            ("left", true, td_string!(locale, variant.contents_left)),
            ("chart", true, td_string!(locale, variant.contents_chart)),
            ("map", true, td_string!(locale, variant.contents_map)),
            ("table", true, td_string!(locale, variant.contents_table)),
            ("pooled", is_of_several.get(), td_string!(locale, variant.contents_pooled)),
            ("genotypes", has_genotypes.get(), td_string!(locale, variant.contents_genotypes)),
            ("sexes", has_sexes.get(), td_string!(locale, variant.contents_sexes)),
            ("faf", tools, td_string!(locale, variant.contents_faf)),
            ("credible", tools, td_string!(locale, variant.contents_credible)),
            ("criteria", tools, td_string!(locale, variant.contents_criteria)),
            ("carriers", tools, td_string!(locale, variant.contents_carriers)),
            ("people", !shown.is_of_bundle(), td_string!(locale, variant.contents_people)),
        ];
        let there = all.into_iter().filter(|(_, is_there, _)| *is_there);
        there.map(|(id, _, name)| (id, name.to_string())).collect::<Vec<_>>()
    });
    view! { <Contents label=text!(locale, variant.contents) sections=sections on_choose=move |id| act.show_section(id) /> }
}
