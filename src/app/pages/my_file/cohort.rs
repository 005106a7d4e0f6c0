//! The open file's own samples as a cohort: who is in which group, what is counted, how groups differ. No verdict.

use leptos::prelude::*;

use super::{
    card::{Card, CardFigure},
    wording::{self, say},
};
use crate::{
    actions::use_actions,
    components::{Choice, Section, SelectField},
    i18n::Locale,
    state::store::{Store, use_store},
};

mod figures;
mod groups;

use figures::{OF_GROUPS, OF_ONE};

/// The page's part, for a file that was read to its end.
#[component]
pub(super) fn CohortPart(
    /// Samples of the file.
    count: u64,
) -> impl IntoView {
    let locale = use_store().locale;
    let lead = Signal::derive(move || match count {
        0 => say!(locale.get(), cohort.none),
        1 => say!(locale.get(), cohort.single),
        _ => say!(locale.get(), cohort.lead, count = wording::numbers(locale.get()).count(count)),
    });
    view! {
        <Section id="cohort-title" title=text!(locale, cohort.title) lead=lead>
            {(count > 1).then(|| view! { <Figures /> })}
        </Section>
        {(count > 1).then(|| view! { <groups::Groups /> })}
    }
}

/// Asks whenever nothing was asked since the file was read, and shows what came.
#[component]
fn Figures() -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let is_due = Memo::new(move |_| {
        file.with(|state| state.open().is_some_and(|open| !open.cohort.is_asked && !open.arranging.rereads))
    });
    Effect::new(move || {
        if is_due.get() {
            act.ask_cohort(|_| {});
        }
    });
    let cards = Memo::new(move |_| {
        file.with(|state| {
            let open = state.open()?;
            let summary = open.cohort.summary.as_ref()?;
            Some(figures::cards(summary, open, locale.get()))
        })
    });
    let is_there = Memo::new(move |_| cards.with(Option::is_some));
    let groups = Memo::new(move |_| group_names(&file, locale.get()));
    let cards = Memo::new(move |_| cards.get().unwrap_or_default());
    move || {
        if !is_there.get() {
            return view! { <p class="my-file__waiting" role="status">{text!(locale, cohort.counting)}</p> }.into_any();
        }
        let has_pairs = groups.with(Vec::len) > 2;
        let mut shown = figure_list(&OF_ONE, 0, cards);
        if has_pairs {
            shown.extend(figure_list(&OF_GROUPS, OF_ONE.len(), cards));
        }
        view! {
            {(groups.with(Vec::len) > 1).then(|| view! { <Choosers groups=groups has_pairs=has_pairs /> })}
            <div class="figure-cards">{shown}</div>
        }
        .into_any()
    }
}

fn figure_list(ids: &'static [&'static str], first: usize, cards: Memo<Vec<Card>>) -> Vec<AnyView> {
    let mut figures = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        figures.push(view! { <CardFigure id=id index={first + index} cards=cards /> }.into_any());
    }
    figures
}

/// All samples, then each group.
pub(super) fn group_names(file: &RwSignal<crate::state::file::FileState>, locale: Locale) -> Vec<String> {
    let mut names = vec![say!(locale, cohort.all_samples)];
    file.with(|state| {
        for group in state.open().iter().flat_map(|open| &open.arranging.groups) {
            names.push(group.name.clone());
        }
    });
    names
}

/// Whom the figures are about, and which two groups are compared.
#[component]
fn Choosers(groups: Memo<Vec<String>>, has_pairs: bool) -> impl IntoView {
    let Store { locale, file, .. } = use_store();
    let act = use_actions();
    let question =
        Memo::new(move |_| file.with(|state| state.open().map(|open| open.cohort.question)).unwrap_or_default());
    let choices = |from: usize| {
        Signal::derive(move || {
            let names = groups.get().into_iter().zip(0..).skip(from);
            names.map(|(name, number): (String, u32)| Choice::new(number, name)).collect::<Vec<_>>()
        })
    };
    let pair = move || question.get().pair.unwrap_or_default();
    view! {
        <div class="cohort__choosers">
            <SelectField
                id="cohort-group"
                label=text!(locale, cohort.figures_of)
                choices=choices(0)
                value=Signal::derive(move || question.get().group)
                on_change=move |group| act.ask_cohort(|question| question.group = group)
            />
            {has_pairs.then(|| view! {
                <SelectField
                    id="cohort-one"
                    label=text!(locale, cohort.compare)
                    choices=choices(1)
                    value=Signal::derive(move || pair().0)
                    on_change=move |one| act.ask_cohort(|question| question.pair = Some((one, pair().1)))
                />
                <SelectField
                    id="cohort-other"
                    label=text!(locale, cohort.compare_with)
                    choices=choices(1)
                    value=Signal::derive(move || pair().1)
                    on_change=move |other| act.ask_cohort(|question| question.pair = Some((pair().0, other)))
                />
            })}
        </div>
    }
}
