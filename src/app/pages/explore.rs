//! The first page: a question, a promise, three ways to begin, a few variants people ask about.

use leptos::prelude::*;

use crate::{
    components::{Door, Doors, Glyph, Promise, Section},
    routes::Route,
    state::store::use_store,
};

mod search;
mod stories;
mod wording;

use search::Search;
pub(crate) use stories::place;
use stories::{Example, Stories};

/// The page.
#[component]
pub(crate) fn Explore() -> impl IntoView {
    let locale = use_store().locale;
    view! {
        <div class="wrap explore">
            <section class={"explore__hero"}>
                <div class={"explore__question"}>
                    <h1 class={"explore__title"}>{text!(locale, explore.title)}</h1>
                    <p class={"explore__lead"}>{text!(locale, explore.lead)}</p>
                    <div class={"explore__ask"}>
                        <Search />
                    </div>
                </div>
                <Example />
            </section>
            <Promise
                says=text!(locale, explore.promise)
                href=Route::About.href()
                link=text!(locale, explore.promise_link)
            />
            <Section id="doors" title=text!(locale, explore.doors)>
                <Doors>
                    <Door
                        glyph=Glyph::Stethoscope
                        title=text!(locale, explore.door_clinic)
                        says=text!(locale, explore.door_clinic_text)
                        href=Route::MyFile.href()
                        link=text!(locale, explore.door_clinic_link)
                    />
                    <Door
                        glyph=Glyph::Play
                        title=text!(locale, explore.door_demo)
                        says=text!(locale, explore.door_demo_text)
                        href=Route::MyFile.href()
                        link=text!(locale, explore.door_demo_link)
                    />
                    <Door
                        glyph=Glyph::People
                        title=text!(locale, explore.door_trust)
                        says=text!(locale, explore.door_trust_text)
                        href=Route::Nodes.href()
                        link=text!(locale, explore.door_trust_link)
                    />
                </Doors>
            </Section>
            <Stories />
        </div>
    }
}
