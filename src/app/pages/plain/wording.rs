//! Shares and changes in plain words.

use cohort_core::{format::NumberStyle, stats::natural::Amount, variant::Variant};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::groups::{Group, Groups};
use crate::i18n::{Locale, td_string};

pub(super) fn numbers(locale: Locale) -> NumberStyle {
    NumberStyle::for_language(locale.as_str())
}

/// `the letter A`, or `this change` where it is more than a letter.
pub(super) fn change(variant: &Variant, locale: Locale) -> String {
    let allele = variant.alternate().to_string();
    if allele.len() == 1 && variant.reference().to_string().len() == 1 {
        td_string!(locale, plain.letter, allele)
    } else {
        td_string!(locale, plain.this_change).to_string()
    }
}

/// Whether a share begins a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    Within,
}

/// `about 7 in 10`
pub(super) fn share(amount: Amount, denominator: u32, group: &Group, place: Place, locale: Locale) -> String {
    let numbers = numbers(locale);
    let of = numbers.count(denominator.into());
    let number = || numbers.count(group.counted.copies.allele_number().into());
    match (amount, place) {
        (Amount::None, Place::Start) => td_string!(locale, plain.none_of_capital, number = number()),
        (Amount::None, Place::Within) => td_string!(locale, plain.none_of, number = number()),
        (Amount::FewerThanOne, Place::Start) => td_string!(locale, plain.fewer_capital, of),
        (Amount::FewerThanOne, Place::Within) => td_string!(locale, plain.fewer, of),
        (Amount::About(count), Place::Start) => {
            td_string!(locale, plain.about_capital, count = numbers.count(count.into()), of)
        }
        (Amount::About(count), Place::Within) => {
            td_string!(locale, plain.about, count = numbers.count(count.into()), of)
        }
        (Amount::MoreThanAllButOne | Amount::All, Place::Start) => {
            td_string!(locale, plain.nearly_all_capital).to_string()
        }
        (Amount::MoreThanAllButOne | Amount::All, Place::Within) => td_string!(locale, plain.nearly_all).to_string(),
    }
}

/// A share of a group out of the page's number.
pub(super) fn share_of(groups: Groups, at: usize, place: Place, locale: Locale) -> Option<String> {
    groups.list.with(|list| {
        let group = list.get(at)?;
        let natural = groups.natural.get();
        let found = natural.cohorts.get(at).copied()??;
        Some(share(found.amount, natural.denominator, group, place, locale))
    })
}

/// What was counted where: the most and the least frequent group, of a country where two are.
pub(super) fn lead(groups: Groups, locale: Locale) -> String {
    let change = groups.variant.with_value(|variant| change(variant, locale));
    groups.list.with(|list| {
        if list.iter().all(|group| group.counted.copies.allele_count() == 0) {
            return td_string!(locale, plain.lead_none, change);
        }
        let of_countries: Vec<usize> = (0..list.len()).filter(|at| list[*at].country.is_some()).collect();
        let (first, last) = match of_countries[..] {
            [first, .., last] => (first, last),
            _ => (0, list.len() - 1),
        };
        let share = |at: usize, place| share_of(groups, at, place, locale).unwrap_or_default();
        let (high, high_name) = (share(first, Place::Start), list[first].name.clone());
        if first == last {
            return td_string!(locale, plain.lead_one, name = high_name, share = share(first, Place::Within), change);
        }
        let (low, low_name) = (share(last, Place::Within), list[last].name.clone());
        td_string!(locale, plain.lead_two, high, high_name, change, low, low_name)
    })
}

/// The lead of a page without a story.
pub(super) fn any_lead(groups: Groups, locale: Locale) -> String {
    groups.variant.with_value(|variant| {
        let change = change(variant, locale);
        td_string!(locale, plain.any_lead, change, chromosome = variant.chromosome().name())
    })
}

/// `52 to 66 in 100`
pub(super) fn range((low, high): (Amount, Amount), denominator: u32, locale: Locale) -> String {
    let numbers = numbers(locale);
    let of = numbers.count(denominator.into());
    let count = |amount: Amount| match amount {
        Amount::None => 0,
        Amount::FewerThanOne => 1,
        Amount::About(count) => count,
        Amount::MoreThanAllButOne | Amount::All => denominator,
    };
    let end = numbers.count(count(high).max(1).into());
    match low {
        Amount::None | Amount::FewerThanOne => td_string!(locale, plain.sure_below, high = end, of),
        _ => td_string!(locale, plain.sure_row, low = numbers.count(count(low).into()), high = end, of),
    }
}
