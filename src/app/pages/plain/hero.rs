//! The head of a page: the title, what was counted in a sentence, and each group as ten circles.

use cohort_core::plot::icons::{self, IconCounts, IconRow};
use leptos::prelude::*;

use super::{
    groups::Groups,
    wording::{self, Place},
};
use crate::{
    components::Text,
    i18n::td_string,
    plots::{ChartFrame, Ground},
    state::store::{Store, use_store},
};

/// Circles of a group.
const CIRCLES: u32 = 10;
/// Out of more copies than this, ten circles would all be empty.
const CIRCLES_UP_TO: u32 = 10;
/// Groups with circles; the table of figures holds all.
const GROUPS_MOST: usize = 8;

#[component]
pub(super) fn Hero(
    groups: Groups,
    #[prop(into)] title: Text,
    /// Goes before what was counted.
    #[prop(into)]
    lead: Text,
) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let counted = move || wording::lead(groups, locale.get());
    let change = move || groups.variant.with_value(|variant| wording::change(variant, locale.get()));
    let rows = Memo::new(move |_| {
        let locale = locale.get();
        let denominator = groups.natural.with(|natural| natural.denominator);
        groups.list.with(|list| {
            let row = |(at, group): (usize, &super::groups::Group)| {
                let figure = wording::share_of(groups, at, Place::Within, locale)?;
                let full = if denominator > CIRCLES_UP_TO { 0.0 } else { group.counted.copies.frequency() };
                let counts = IconCounts::of_shares(full, 0.0, CIRCLES);
                let is_drawn = denominator <= CIRCLES_UP_TO;
                Some(IconRow {
                    key: group.key.clone(),
                    label: group.name.clone(),
                    figure,
                    counts: is_drawn.then_some(counts),
                })
            };
            list.iter().enumerate().filter_map(row).take(GROUPS_MOST).collect::<Vec<_>>()
        })
    });
    let draw = Callback::new(move |width| rows.with(|rows| icons::record_rows(rows, width).ok()));
    let caption = move || {
        let locale = locale.get();
        let rare = groups.natural.with(|natural| natural.denominator > CIRCLES_UP_TO);
        let how = if rare {
            td_string!(locale, plain.hero_caption_rare).to_string()
        } else {
            td_string!(locale, plain.hero_caption, of = CIRCLES, change = change())
        };
        let whose =
            if groups.were_asked.get() { td_string!(locale, plain.asked) } else { td_string!(locale, plain.shipped) };
        format!("{how} {whose}")
    };
    view! {
        <header class="plain__hero">
            <div class={"plain__hero-words"}>
                <p class={"plain__eyebrow"}>{text!(locale, plain.eyebrow)}</p>
                <h1 class={"plain__title"}>{title}</h1>
                <p class={"plain__lead"}>{lead} {" "} {counted}</p>
            </div>
            <ChartFrame
                title=Signal::derive(move || td_string!(locale.get(), plain.hero, change = change()))
                description=Signal::derive(caption)
                draw=draw
                walkable=true
                ground=Ground::Page
                caption=Some(ViewFn::from(move || caption))
            />
        </header>
    }
}
