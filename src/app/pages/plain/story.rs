//! General research results as stories: which there are, and their words.

use cohort_core::variant::known::{Catalogue, KnownVariant};
use leptos::prelude::*;

use crate::{
    components::LinkButton,
    i18n::td_string,
    routes::{Route, StoryName},
    state::store::{Store, use_store},
};

/// A story.
pub(crate) type Story = StoryName;

/// The texts of a story.
macro_rules! texts {
    ($($part:ident: $lactase:ident, $eyes:ident, $iron:ident, $medicine:ident;)*) => {
        impl Story {
            $(
                pub(super) fn $part(self) -> Signal<String> {
                    let locale = use_store().locale;
                    match self {
                        Self::Lactase => text!(locale, stories.$lactase),
                        Self::Eyes => text!(locale, stories.$eyes),
                        Self::Iron => text!(locale, stories.$iron),
                        Self::Medicine => text!(locale, stories.$medicine),
                    }
                }
            )*
        }
    };
}

texts! {
    title: lactase, eyes, iron, medicine;
    lead: lactase_lead, eyes_lead, iron_lead, medicine_lead;
    head: lactase_head, eyes_head, iron_head, medicine_head;
    text: lactase_text, eyes_text, iron_text, medicine_text;
    place: lactase_where, eyes_where, iron_where, medicine_where;
    place_text: lactase_where_text, eyes_where_text, iron_where_text, medicine_where_text;
    not: lactase_not, eyes_not, iron_not, medicine_not;
    sources: lactase_sources, eyes_sources, iron_sources, medicine_sources;
}

impl Story {
    /// The variant it is about, with the counts that came with the page.
    pub(super) fn known(self) -> Option<KnownVariant> {
        let rs_number = match self {
            Self::Lactase => "rs4988235",
            Self::Eyes => "rs12913832",
            Self::Iron => "rs1800562",
            Self::Medicine => "rs4244285",
        };
        Catalogue::built_in().by_rs_number(rs_number).cloned()
    }
}

/// Links to the stories.
#[component]
pub(super) fn Stories(
    /// The one that is being read.
    without: Option<Story>,
) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let card = |story: Story| {
        view! {
            <li class="plain__card">
                <h3 class={"plain__card-title"}>
                    <a href=Route::PlainStory(story).href()>{story.title()}</a>
                </h3>
                <p class={"plain__text"}>{story.lead()}</p>
                <p class={"plain__note"}>{text!(locale, plain.minutes)}</p>
            </li>
        }
    };
    let others = Story::ALL.into_iter().filter(|story| Some(*story) != without);
    view! { <ul class="plain__cards">{others.map(card).collect_view()}</ul> }
}

/// The way through all stories: where one is, and the next.
#[component]
pub(super) fn Tour(
    /// The one that is being read.
    story: Story,
) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let at = Story::ALL.iter().position(|other| *other == story).unwrap_or_default();
    let step = Signal::derive(move || td_string!(locale.get(), plain.tour_step, at = at + 1, count = Story::ALL.len()));
    let (href, label) = match Story::ALL.get(at + 1) {
        Some(next) => (Route::PlainStory(*next).href(), text!(locale, plain.tour_next)),
        None => (Route::Plain.href(), text!(locale, plain.tour_end)),
    };
    view! {
        <nav class="plain__tour" aria-label=move || text!(locale, plain.tour).get()>
            <span class={"plain__note"}>{step}</span>
            <LinkButton href=href label=label />
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_rests_on_counts() {
        for story in Story::ALL {
            assert_eq!(story.known().unwrap().counts.len(), 5, "{story:?}");
        }
    }
}
