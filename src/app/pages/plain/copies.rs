//! Copies are not people: a hundred of each, for one group.

use cohort_core::{
    evidence::plain::{How, People},
    plot::icons::{self, IconCounts},
    stats::natural::Amount,
};
use leptos::prelude::*;

use super::{
    groups::{Group, Groups},
    wording::{self, Place},
};
use crate::{
    components::{Choice, Section, SelectField, Text},
    i18n::{Locale, td_string},
    plots::ChartFrame,
    state::store::{Store, use_store},
};

/// Icons in an array.
const HUNDRED: u32 = 100;
/// Rarer shares would leave a hundred icons empty.
const DRAWN_FROM: f64 = 0.005;

#[component]
pub(super) fn Copies(groups: Groups) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let wanted = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| {
        groups.list.with(|list| {
            let found = wanted.with(|wanted| list.iter().find(|group| group.key == *wanted));
            // Of a country rather than of none.
            found.or_else(|| list.iter().find(|group| group.country.is_some())).or_else(|| list.first()).cloned()
        })
    });
    let key =
        Signal::derive(move || chosen.with(|group| group.as_ref().map_or_else(String::new, |group| group.key.clone())));
    let choices = Signal::derive(move || {
        groups.list.with(|list| {
            list.iter().map(|group| Choice::new(group.key.clone(), group.name.clone())).collect::<Vec<_>>()
        })
    });
    let is_several = Memo::new(move |_| groups.list.with(|list| list.len() > 1));
    let lead = Signal::derive(move || {
        chosen.with(|group| group.as_ref().map_or_else(String::new, |group| lead(groups, group, locale.get())))
    });
    let people = Memo::new(move |_| {
        let chromosome = groups.variant.with_value(cohort_core::variant::Variant::chromosome);
        chosen.with(|group| group.as_ref().and_then(|group| group.counted.people(chromosome)))
    });
    let has_people = Memo::new(move |_| people.with(Option::is_some));
    view! {
        <Section id="copies" title=text!(locale, plain.copies_title) lead=lead>
            <Show when=move || is_several.get()>
                <div class={"plain__choice"}>
                    <SelectField
                        id="plain-group"
                        label=text!(locale, plain.group)
                        choices=choices
                        value=key
                        on_change=move |chosen| wanted.set(chosen)
                    />
                </div>
            </Show>
            <div class={"plain__pair"}>
                <OfCopies groups=groups chosen=chosen />
                <Show
                    when=move || has_people.get()
                    fallback=move || view! { <p class="plain__note">{text!(locale, plain.sex_chromosome)}</p> }
                >
                    <OfPeople chosen=chosen people=people />
                </Show>
            </div>
        </Section>
    }
}

fn lead(groups: Groups, group: &Group, locale: Locale) -> String {
    let numbers = wording::numbers(locale);
    let copies = group.counted.copies;
    let change = groups.variant.with_value(|variant| wording::change(variant, locale));
    let chromosome = groups.variant.with_value(cohort_core::variant::Variant::chromosome);
    let (count, number) = (numbers.count(copies.allele_count().into()), numbers.count(copies.allele_number().into()));
    let name = group.name.clone();
    let count = if copies.allele_count() == 0 { td_string!(locale, plain.none).to_string() } else { count };
    if chromosome.is_autosome() {
        let people = numbers.count((copies.allele_number() / 2).into());
        td_string!(locale, plain.copies_lead, people, name, number, count, change)
    } else {
        td_string!(locale, plain.copies_lead_number, number, name, count, change)
    }
}

/// A hundred copies.
#[component]
fn OfCopies(groups: Groups, chosen: Memo<Option<Group>>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let change = move |locale| groups.variant.with_value(|variant| wording::change(variant, locale));
    let title = Signal::derive(move || {
        let locale = locale.get();
        chosen.with(|group| {
            let Some(group) = group else { return String::new() };
            let (amount, of) = rounded(group.counted.copies.frequency());
            let share = wording::share(amount, of, group, Place::Start, locale);
            td_string!(locale, plain.copies_have, share)
        })
    });
    let counts = Memo::new(move |_| {
        chosen.with(|group| group.as_ref().and_then(|group| array(group.counted.copies.frequency(), 0.0)))
    });
    let legend = move || {
        let locale = locale.get();
        counts.with(|counts| {
            counts.map_or_else(Vec::new, |counts| {
                vec![
                    (Sign::Full, td_string!(locale, plain.array_with, count = counts.full)),
                    (Sign::Empty, td_string!(locale, plain.array_without, count = counts.empty())),
                ]
            })
        })
    };
    let spoken = Signal::derive(move || {
        let locale = locale.get();
        counts.with(|counts| {
            counts.map_or_else(String::new, |counts| {
                let (with, without, of) = (counts.full, counts.empty(), counts.whole);
                td_string!(locale, plain.array_copies_spoken, of, with, without, change = change(locale))
            })
        })
    });
    let note = Signal::derive(move || {
        let locale = locale.get();
        td_string!(locale, plain.copies_have_note, change = change(locale))
    });
    view! { <Array title=title note=note counts=counts spoken=spoken legend=Signal::derive(legend) foot=Signal::derive(String::new) /> }
}

/// A hundred people.
#[component]
fn OfPeople(chosen: Memo<Option<Group>>, people: Memo<Option<People>>) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let title = Signal::derive(move || {
        let locale = locale.get();
        let share = people.get().map_or(0.0, |people| people.two + people.one);
        let (amount, of) = rounded(share);
        let count = |count: u32| wording::numbers(locale).count(count.into());
        let looked_at =
            || chosen.with(|group| group.as_ref().map_or(0, |group| group.counted.copies.allele_number() / 2));
        let share = match amount {
            Amount::None => td_string!(locale, plain.none_of_people, number = count(looked_at())),
            Amount::FewerThanOne => td_string!(locale, plain.fewer_capital, of = count(of)),
            Amount::About(some) => td_string!(locale, plain.about_capital, count = count(some), of = count(of)),
            Amount::MoreThanAllButOne | Amount::All => td_string!(locale, plain.nearly_all_capital).to_string(),
        };
        td_string!(locale, plain.people_have, share)
    });
    let is_counted = move || people.get().is_some_and(|people| people.how == How::Counted);
    let note = Signal::derive(move || {
        let locale = locale.get();
        if is_counted() {
            td_string!(locale, plain.people_have_counted)
        } else {
            td_string!(locale, plain.people_have_worked)
        }
        .to_string()
    });
    let foot = Signal::derive(move || {
        let locale = locale.get();
        if is_counted() { td_string!(locale, plain.array_note_counted) } else { td_string!(locale, plain.array_note) }
            .to_string()
    });
    let counts = Memo::new(move |_| people.get().and_then(|people| array(people.two, people.one)));
    let legend = move || {
        let locale = locale.get();
        counts.get().map_or_else(Vec::new, |counts: IconCounts| {
            vec![
                (Sign::Full, td_string!(locale, plain.array_two, count = counts.full)),
                (Sign::Half, td_string!(locale, plain.array_one, count = counts.half)),
                (Sign::Empty, td_string!(locale, plain.array_no, count = counts.empty())),
            ]
        })
    };
    let spoken = Signal::derive(move || {
        let locale = locale.get();
        counts.get().map_or_else(String::new, |counts: IconCounts| {
            let (two, one, none, of) = (counts.full, counts.half, counts.empty(), counts.whole);
            td_string!(locale, plain.array_people_spoken, of, two, one, none)
        })
    });
    view! { <Array title=title note=note counts=counts spoken=spoken legend=Signal::derive(legend) foot=foot /> }
}

/// The sign of a kind of icon, in the legend.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sign {
    Full,
    Half,
    Empty,
}

impl Sign {
    const fn class(self) -> &'static str {
        match self {
            Self::Full => "plain__sign plain__sign--full",
            Self::Half => "plain__sign plain__sign--half",
            Self::Empty => "plain__sign",
        }
    }
}

/// A panel with a share in words and its icons, if it is not too rare for them.
#[component]
fn Array(
    #[prop(into)] title: Text,
    #[prop(into)] note: Text,
    counts: Memo<Option<IconCounts>>,
    spoken: Signal<String>,
    legend: Signal<Vec<(Sign, String)>>,
    #[prop(into)] foot: Text,
) -> impl IntoView {
    let is_drawn = Memo::new(move |_| counts.with(Option::is_some));
    let draw = Callback::new(move |width: f64| counts.get().and_then(|counts| icons::record(counts, "", width).ok()));
    let line = |(sign, says): (Sign, String)| {
        view! {
            <li class="plain__legend-line">
                <span class=sign.class() aria-hidden="true"></span>
                {says}
            </li>
        }
    };
    view! {
        <div class="plain__array">
            <h3 class={"plain__big"}>{title}</h3>
            <p class={"plain__note"}>{note}</p>
            <Show when=move || is_drawn.get()>
                <div class={"plain__icons"}>
                    <ChartFrame title=title description=spoken draw=draw />
                    <ul class={"plain__legend"}>
                        <For each=move || legend.get() key=Clone::clone children=line />
                    </ul>
                </div>
            </Show>
            <p class={"plain__note"}>{foot}</p>
        </div>
    }
}

/// Out of ten, or out of as many as it takes to be counted.
fn rounded(share: f64) -> (Amount, u32) {
    let of = cohort_core::stats::natural::NaturalFrequencies::of(&[Some((share, None))]).denominator;
    (Amount::of(share, of), of)
}

fn array(full: f64, half: f64) -> Option<IconCounts> {
    (full + half >= DRAWN_FROM).then(|| IconCounts::of_shares(full, half, HUNDRED))
}
