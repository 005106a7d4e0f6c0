//! How many people each node counts; never added up.

use cohort_core::{beacon::registry::Node, federation::NodeState};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::{super::wording::numbers, Asking, wording};
use crate::{
    components::{NodeList, NodeRow, NodeSign},
    i18n::td_string,
    state::{
        people::Part,
        store::{Store, use_store},
    },
};

/// The last question about people with this variant, and its answers.
#[component]
pub(super) fn Results(asking: Asking) -> impl IntoView {
    let Store { locale, people, .. } = use_store();
    let variant = asking.shown.variant;
    let was_asked =
        Memo::new(move |_| variant.with_value(|variant| people.with(|people| people.asked(variant).is_some())));
    let question = Signal::derive(move || {
        let locale = locale.get();
        let filters = variant.with_value(|variant| {
            people.with(|people| people.asked(variant).map(|asked| wording::filters(&asked.filters, locale)))
        });
        let variant = variant.with_value(ToString::to_string);
        td_string!(locale, people.results, variant, filters = filters.unwrap_or_default())
    });
    let nodes = Memo::new(move |_| {
        let takes_part = |node: &Node| people.with(|people| people.part(&node.id).is_some());
        asking.nodes.get().into_iter().filter(takes_part).collect::<Vec<_>>()
    });
    let rows = move || nodes.get().into_iter().map(|node| view! { <Row node=node /> }).collect_view();
    view! {
        <Show when=move || was_asked.get()>
            <p class={"variant__people-question"}>{question}</p>
            <NodeList label=text!(locale, people.results_label) live=true>
                {rows}
            </NodeList>
            <p class={"variant__learns"}>{text!(locale, people.never_added)}</p>
        </Show>
    }
}

#[component]
fn Row(node: Node) -> impl IntoView {
    let Store { locale, people, .. } = use_store();
    let id = node.id.clone();
    let part = Memo::new(move |_| people.with(|people| people.part(&id).cloned()));
    let of_part = move |say: fn(&Part, crate::i18n::Locale) -> String| {
        Signal::derive(move || part.with(|part| part.as_ref().map_or_else(String::new, |part| say(part, locale.get()))))
    };
    let sign = Signal::derive(move || part.with(|part| part.as_ref().map_or(NodeSign::NotAsked, wording::sign)));
    let time = of_part(|part, locale| match part {
        Part::Sent(NodeState::Done { took_millis, .. }) => numbers(locale).duration(f64::from(*took_millis)),
        _ => String::new(),
    });
    let name = {
        let name = node.name.clone();
        Signal::derive(move || name.get(locale.get().as_str()).to_owned())
    };
    let about = Signal::derive(move || node.cohort.get(locale.get().as_str()).to_owned());
    view! { <NodeRow name=name about=about state=sign word=of_part(wording::word) time=time says=of_part(wording::says) /> }
}
