//! What the page is for, what it promises, where its figures come from and how they are worked out.

use leptos::prelude::*;

use crate::{components::PageHead, state::store::use_store};

/// The page.
#[component]
pub(crate) fn About() -> impl IntoView {
    let locale = use_store().locale;
    view! {
        <div class="wrap about">
            <PageHead title=text!(locale, about.title) lead=text!(locale, about.lead) />
            <div class={"about__text"}>
                <h2 class={"about__heading"}>{text!(locale, about.use_title)}</h2>
                <p class={"about__paragraph"}>{text!(locale, about.use_1)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.use_2)}</p>
                <h2 class={"about__heading"}>{text!(locale, about.promise_title)}</h2>
                <p class={"about__paragraph"}>{text!(locale, about.promise_1)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.promise_2)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.promise_3)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.promise_4)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.promise_5)}</p>
                <h2 class={"about__heading"}>{text!(locale, about.data_title)}</h2>
                <p class={"about__paragraph"}>{text!(locale, about.data_1)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.data_2)}</p>
                <h2 class={"about__heading"}>{text!(locale, about.count_title)}</h2>
                <p class={"about__paragraph"}>{text!(locale, about.count_1)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.count_2)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.count_3)}</p>
                <p class={"about__paragraph"}>{text!(locale, about.count_4)}</p>
                <h2 class={"about__heading"}>{text!(locale, about.licence_title)}</h2>
                <p class={"about__paragraph"}>{text!(locale, about.licence)}</p>
            </div>
        </div>
    }
}
