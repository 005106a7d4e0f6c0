//! What every page in plain words ends with: that it is not about the reader, and the words it uses.

use leptos::prelude::*;

use crate::{
    components::Section,
    i18n::{Locale, td_string},
    state::store::{Store, use_store},
};

#[component]
pub(super) fn You() -> impl IntoView {
    let Store { locale, .. } = use_store();
    view! {
        <aside class="plain__you" aria-labelledby="not-you">
            <h2 class={"plain__you-title"} id="not-you">
                {text!(locale, plain.you_title)}
            </h2>
            <p class={"plain__text"}>{text!(locale, plain.you_text)}</p>
        </aside>
    }
}

#[component]
pub(super) fn Words() -> impl IntoView {
    let Store { locale, .. } = use_store();
    let entry = |(word, says): (String, String)| {
        view! {
            <div class="plain__word">
                <dt class={"plain__word-name"}>{word}</dt>
                <dd>{says}</dd>
            </div>
        }
    };
    view! {
        <Section id="words" title=text!(locale, plain.words_title)>
            <dl class="plain__words">
                <For each=move || glossary(locale.get()) key=Clone::clone children=entry />
            </dl>
        </Section>
    }
}

fn glossary(locale: Locale) -> Vec<(String, String)> {
    [
        (td_string!(locale, plain.word_copy), td_string!(locale, plain.word_copy_text)),
        (td_string!(locale, plain.word_variant), td_string!(locale, plain.word_variant_text)),
        (td_string!(locale, plain.word_gene), td_string!(locale, plain.word_gene_text)),
        (td_string!(locale, plain.word_frequency), td_string!(locale, plain.word_frequency_text)),
        (td_string!(locale, plain.word_cohort), td_string!(locale, plain.word_cohort_text)),
        (td_string!(locale, plain.word_range), td_string!(locale, plain.word_range_text)),
        (td_string!(locale, plain.word_synthetic), td_string!(locale, plain.word_synthetic_text)),
    ]
    .map(|(word, says)| (word.to_string(), says.to_string()))
    .to_vec()
}
