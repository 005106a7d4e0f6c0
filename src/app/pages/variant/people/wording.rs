//! Filters, lists of terms and headcounts in the person's language.

use cohort_core::{
    beacon::{
        answer::Answer,
        people::{AgeBound, Filter, Headcount, SHOWN_FROM, headcounts},
        registry::NodeId,
        terms::{Source, Terms},
    },
    cohort::Sex,
    federation::{NodeState, Outcome},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::{
    super::wording::{self, numbers},
    Asking,
};
use crate::{
    components::NodeSign,
    i18n::{Locale, td_string},
    state::people::{Offer, Part},
};

/// `Seizure (HP:0001250)`
pub(super) fn filter(filter: &Filter, locale: Locale) -> String {
    match filter {
        Filter::Term { key, name } if name.eq_ignore_ascii_case(key) => name.clone(),
        Filter::Term { key, name } => format!("{name} ({key})"),
        Filter::Age { name, bound: AgeBound::Under(years), .. } => {
            td_string!(locale, people.age_under, name, years = *years)
        }
        Filter::Age { name, bound: AgeBound::From(years), .. } => {
            td_string!(locale, people.age_from, name, years = *years)
        }
        Filter::Sex(Sex::Female) => td_string!(locale, variant.women).to_string(),
        Filter::Sex(Sex::Male) => td_string!(locale, variant.men).to_string(),
    }
}

pub(super) fn filters(filters: &[Filter], locale: Locale) -> String {
    filters.iter().map(|one| filter(one, locale)).collect::<Vec<_>>().join("; ")
}

/// Of nodes, in the registry's order.
pub(super) fn names(asking: Asking, ids: &[NodeId], locale: Locale) -> String {
    asking.nodes.with(|nodes| {
        let named = nodes.iter().filter(|node| ids.contains(&node.id)).map(|node| node.name.get(locale.as_str()));
        named.collect::<Vec<_>>().join(", ")
    })
}

/// What came of asking for a list.
pub(super) fn offer(offer: &Offer, locale: Locale) -> String {
    match offer {
        Offer::NotAsked => td_string!(locale, people.list_not_asked).to_string(),
        Offer::Asking => td_string!(locale, variant.state_asking).to_string(),
        Offer::Ready(terms) if terms.is_empty() => td_string!(locale, people.list_empty).to_string(),
        Offer::Ready(terms) => list(terms, locale),
        Offer::Unreadable => td_string!(locale, people.list_unreadable).to_string(),
        Offer::Failed(failure) => wording::failed(failure, locale),
    }
}

fn list(terms: &Terms, locale: Locale) -> String {
    let parts: Vec<String> =
        terms.by_source().into_iter().map(|(of, count)| format!("{} {count}", source(of, locale))).collect();
    let count = numbers(locale).count(terms.len() as u64);
    let list = td_string!(locale, people.list, count, parts = parts.join(", "));
    if terms.is_cut { format!("{list} {}", td_string!(locale, people.list_cut)) } else { list }
}

fn source(source: Source, locale: Locale) -> String {
    let name = match source {
        Source::Hpo => "HPO",
        Source::Orphanet => "Orphanet",
        Source::Icd10 => "ICD-10",
        Source::Omim => "OMIM",
        Source::Mondo => "Mondo",
        Source::Ncit => "NCIt",
        Source::Sex => return td_string!(locale, people.source_sex).to_string(),
        Source::Age => return td_string!(locale, people.source_age).to_string(),
        Source::Other => return td_string!(locale, people.source_other).to_string(),
    };
    name.to_owned()
}

/// Why a node is sent nothing: filters it does not offer, or no list of its own.
pub(super) fn not_offered(missing: Option<&[Filter]>, locale: Locale) -> String {
    match missing {
        Some(missing) if !missing.is_empty() => {
            td_string!(locale, people.not_offered, terms = filters(missing, locale))
        }
        _ => td_string!(locale, people.no_list).to_string(),
    }
}

pub(super) fn sign(part: &Part) -> NodeSign {
    match part {
        Part::NotOffered(_) => NodeSign::NotAsked,
        Part::Sent(NodeState::Done { outcome: Outcome::Answered(_), .. }) => NodeSign::Answered,
        Part::Sent(state) => wording::state(state, Locale::default()).0,
    }
}

pub(super) fn word(part: &Part, locale: Locale) -> String {
    match part {
        Part::NotOffered(_) => td_string!(locale, variant.state_not_asked).to_string(),
        Part::Sent(NodeState::Done { outcome: Outcome::Answered(_), .. }) => {
            td_string!(locale, variant.state_answered).to_string()
        }
        Part::Sent(NodeState::Done { outcome: Outcome::Absent(_), .. }) => {
            td_string!(locale, people.state_nobody).to_string()
        }
        Part::Sent(state) => wording::state(state, locale).1,
    }
}

/// Each zero its own sentence.
pub(super) fn says(part: &Part, locale: Locale) -> String {
    let state = match part {
        Part::NotOffered(missing) => return not_offered(Some(missing), locale),
        Part::Sent(state) => state,
    };
    let NodeState::Done { outcome, .. } = state else { return String::new() };
    match outcome {
        Outcome::Answered(answer) => heads(answer, locale),
        Outcome::BelowThreshold(answer) if !headcounts(answer).is_empty() => heads(answer, locale),
        Outcome::Absent(_) => td_string!(locale, people.says_nobody).to_string(),
        Outcome::Suppressed(_) => td_string!(locale, people.says_hidden).to_string(),
        Outcome::NotCovered(_) => td_string!(locale, people.says_unsaid).to_string(),
        _ => wording::says(state, locale),
    }
}

fn heads(answer: &Answer, locale: Locale) -> String {
    let said = headcounts(answer).into_iter().map(|(dataset, head)| {
        let count = head_says(head, locale);
        if dataset.is_empty() { count } else { td_string!(locale, people.in_dataset, count, dataset) }
    });
    let said = said.collect::<Vec<_>>().join("; ");
    if said.is_empty() { td_string!(locale, people.count_some).to_string() } else { said }
}

fn head_says(head: Headcount, locale: Locale) -> String {
    let number = |count: u32| numbers(locale).count(count.into());
    match head {
        Headcount::Exactly(count) => td_string!(locale, people.count_exact, count = number(count)),
        Headcount::Counted(count) => td_string!(locale, people.count, count = number(count)),
        Headcount::About(count) => td_string!(locale, people.count_about, count = number(count)),
        Headcount::AtMost(count) => td_string!(locale, people.count_at_most, count = number(count)),
        Headcount::Few => td_string!(locale, people.count_few, count = number(SHOWN_FROM)),
        Headcount::Some => td_string!(locale, people.count_some).to_string(),
    }
}
