//! The citizen's view: one variant in plain words, and stories about a few of them.
//!
//! Every figure is a count: of cohorts that were asked in this session, or that came with the page. No decimals, one
//! denominator, ranges, and always that this is not about the reader. Nothing of an opened file is shown here.

use cohort_core::variant::Variant;
use leptos::prelude::*;

use crate::{
    components::{LinkButton, PageHead, Section},
    pages::wipe::Wipe,
    routes::Route,
    state::store::{Store, use_store},
};

mod copies;
mod groups;
mod hero;
mod place;
mod story;
mod sure;
mod wording;
mod words;

pub(crate) use story::Story;

use groups::Groups;

/// The list of stories.
#[component]
pub(crate) fn Plain() -> impl IntoView {
    let Store { locale, is_kiosk, .. } = use_store();
    view! {
        <div class="wrap plain">
            <PageHead title=text!(locale, plain.title) lead=text!(locale, plain.lead) />
            <p class={"plain__link"}>
                <LinkButton href=Route::PlainStory(Story::ALL[0]).href() label=text!(locale, plain.tour) />
            </p>
            <story::Stories without=None />
            <Show when=move || is_kiosk>
                <p class="plain__note">{text!(locale, plain.stand)}</p>
            </Show>
            <words::You />
            <words::Words />
            <Wipe />
        </div>
    }
}

/// A story: its words around the same figures.
#[component]
pub(crate) fn PlainStory(
    /// Which.
    story: Story,
) -> impl IntoView {
    let locale = use_store().locale;
    let Some(known) = story.known() else { return ().into_any() };
    let variant = known.variant.clone();
    let groups = Groups::of(variant.clone());
    view! {
        <article class="wrap plain">
            <hero::Hero groups=groups title=story.title() lead=story.lead() />
            <Section id="story" title=story.head()>
                <p class={"plain__text"}>{story.text()}</p>
            </Section>
            <copies::Copies groups=groups />
            <place::Place groups=groups title=story.place() says=story.place_text() />
            <sure::Sure groups=groups />
            <words::You />
            <p class={"plain__text"}>{story.not()}</p>
            <words::Words />
            <p class={"plain__link"}>
                <a href=Route::Variant(variant).href()>{text!(locale, plain.evidence)}</a>
            </p>
            <Section id="sources" title=text!(locale, plain.sources)>
                <p class={"plain__note"}>{story.sources()}</p>
            </Section>
            <story::Tour story=story />
            <Section id="more" title=text!(locale, plain.more)>
                <story::Stories without=Some(story) />
            </Section>
        </article>
    }
    .into_any()
}

/// Any variant, in the same words.
#[component]
pub(crate) fn PlainVariant(
    /// Which.
    variant: Variant,
) -> impl IntoView {
    let locale = use_store().locale;
    let groups = Groups::of(variant.clone());
    let has_any = Memo::new(move |_| groups.list.with(|list| !list.is_empty()));
    let has_silent = Memo::new(move |_| groups.silent.with(|silent| !silent.is_empty()));
    let evidence = Route::Variant(variant).href();
    let ask = StoredValue::new(evidence.clone());
    let title = text!(locale, plain.any_title);
    let lead = Signal::derive(move || wording::any_lead(groups, locale.get()));
    let nobody = move || {
        view! {
            <PageHead title=title lead=lead />
            <Section id="not-asked" title=text!(locale, plain.not_asked_title)>
                <p class={"plain__text"}>{text!(locale, plain.not_asked_text)}</p>
                <LinkButton href=ask.get_value() label=text!(locale, plain.ask) />
            </Section>
        }
    };
    view! {
        <article class="wrap plain">
            <Show when=move || has_any.get() fallback=nobody>
                <hero::Hero groups=groups title=title lead=lead />
                <copies::Copies groups=groups />
                <place::Map groups=groups />
                <sure::Sure groups=groups />
            </Show>
            <Show when=move || has_silent.get()>
                <sure::Silent groups=groups />
            </Show>
            <words::You />
            <words::Words />
            <p class={"plain__link"}>
                <a href=evidence>{text!(locale, plain.evidence)}</a>
            </p>
        </article>
    }
}
