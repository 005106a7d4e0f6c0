//! Before it is asked: who would receive what, to the letter, and who cannot be asked.

use cohort_core::beacon::{
    people::{Filter, question},
    question::Question,
    registry::{Node, Registry},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::{
    super::ask::{Budget, Literal, literals},
    Asking, wording,
};
use crate::{
    actions::use_actions,
    components::{Button, ButtonKind, Glyph, Notice, Panel, Tone},
    i18n::td_string,
    state::{
        people::People,
        store::{Store, use_store},
    },
};

/// What each ticked node would be asked, or what it does not offer.
type Parted = (Vec<(Node, Question)>, Vec<(Node, Option<Vec<Filter>>)>);

/// The question in waiting.
#[component]
pub(super) fn Confirm(asking: Asking) -> impl IntoView {
    let Store { locale, registry, offers, people, file_budget, .. } = use_store();
    let act = use_actions();
    let Asking { shown, is_of_file, filters, .. } = asking;
    let budget = registry.with_untracked(|load| load.ready().map_or(0, Registry::file_variants_per_session));
    let parted = Memo::new(move |_| {
        let mut parted = Parted::default();
        for node in asking.ticked_nodes() {
            let asked = filters.with(|filters| {
                offers.with(|offers| {
                    let terms = offers.of(&node.id).terms().ok_or(None)?;
                    let asked = shown.variant.with_value(|variant| question(variant, filters, terms));
                    asked.map_err(|missing| Some(missing.into_iter().cloned().collect::<Vec<_>>()))
                })
            });
            match asked {
                Ok(question) => parted.0.push((node, question)),
                Err(missing) => parted.1.push((node, missing)),
            }
        }
        parted
    });
    let is_spent = Memo::new(move |_| {
        let allows = |variant: &_| {
            filters.with(|filters| file_budget.with(|spent| spent.allows_people(variant, filters, budget)))
        };
        is_of_file && !shown.variant.with_value(allows)
    });
    let is_waiting = Memo::new(move |_| people.with(People::is_waiting));
    let label = Signal::derive(move || match parted.with(|(asked, _)| asked.len()) {
        0 => td_string!(locale.get(), people.send_none).to_string(),
        1 => td_string!(locale.get(), people.send_one).to_string(),
        count => td_string!(locale.get(), people.send, count = count),
    });
    let send = move |()| {
        let (asked, not) = parted.get_untracked();
        if asked.is_empty() {
            return;
        }
        let nodes: Vec<Node> =
            asked.into_iter().map(|(node, _)| node).chain(not.into_iter().map(|(node, _)| node)).collect();
        let filters = filters.get_untracked();
        shown.variant.with_value(|variant| {
            if is_of_file {
                act.ask_people_of_file(variant, &filters, &nodes);
            } else {
                act.ask_people(variant, &filters, &nodes);
            }
        });
    };
    let left_out = move || {
        let locale = locale.get();
        let line = |(node, missing): (Node, Option<Vec<Filter>>)| {
            let name = node.name.get(locale.as_str()).to_owned();
            view! { <p class="variant__left-out">{name}{": "}{wording::not_offered(missing.as_deref(), locale)}</p> }
        };
        parted.with(|(_, not)| not.clone()).into_iter().map(line).collect_view()
    };
    let literals = move || {
        let literals = parted.with(|(asked, _)| literals(asked.iter().map(|(node, question)| (node, question))));
        literals.into_iter().map(|literal| view! { <Literal literal=literal /> }).collect_view()
    };
    view! {
        <Panel id="ask-people" title=text!(locale, people.ask_title) lead=text!(locale, people.ask_lead) deciding=true>
            <div class="variant__question">
                {left_out}
                {literals}
                <Notice tone=Tone::Private>{text!(locale, people.learns)}</Notice>
                {is_of_file.then(|| {
                    view! {
                        <Notice tone=Tone::Warning>{text!(locale, people.of_file)}</Notice>
                        <Budget budget=budget is_spent=is_spent />
                    }
                })}
                <Button
                    label=label
                    kind=ButtonKind::Primary
                    glyph=Glyph::Send
                    disabled=Signal::derive(move || is_spent.get() || is_waiting.get() || parted.with(|(asked, _)| asked.is_empty()))
                    on_click=send
                />
            </div>
        </Panel>
    }
}
