//! "Is this your genome?": what to know before one is opened, by whose it is.

use leptos::prelude::*;

use crate::{
    components::{Choice, Segmented},
    i18n::{Locale, td_string},
    state::store::{Store, use_store},
};

/// Whose genome it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Whose {
    /// Nobody said so yet.
    #[default]
    Unsaid,
    Mine,
    Another,
    Public,
}

/// The question, and what follows from the answer. The answer is kept nowhere.
#[component]
pub(super) fn WhoseGenome() -> impl IntoView {
    let Store { locale, .. } = use_store();
    let whose = RwSignal::new(Whose::default());
    let choices = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Choice::new(Whose::Mine, td_string!(locale, plain.whose_mine)),
            Choice::new(Whose::Another, td_string!(locale, plain.whose_another)),
            Choice::new(Whose::Public, td_string!(locale, plain.whose_public)),
        ]
    });
    view! {
        <div class="my-file__whose">
            <Segmented
                legend=text!(locale, plain.whose)
                name="whose"
                choices=choices
                value=whose
                on_change=move |chosen| whose.set(chosen)
            />
            <p class={"my-file__note"} role="status">
                {move || says(whose.get(), locale.get())}
            </p>
        </div>
    }
}

fn says(whose: Whose, locale: Locale) -> String {
    match whose {
        Whose::Unsaid => String::new(),
        Whose::Mine => td_string!(locale, plain.whose_mine_says).to_string(),
        Whose::Another => td_string!(locale, plain.whose_another_says).to_string(),
        Whose::Public => td_string!(locale, plain.whose_public_says).to_string(),
    }
}
