//! Who can be asked, and what they say of themselves.

use cohort_core::{
    beacon::registry::{Node, NodeKind},
    federation::Failure,
    format::NumberStyle,
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    actions::use_actions,
    components::{Button, Fact, FactKind, FactList, NodeSign, Notice, PageHead, Section, StateBadge, Tone},
    i18n::{Locale, td_string},
    state::{
        nodes::Introduction,
        store::{RegistryLoad, Store, use_store},
    },
};

/// The page.
#[component]
pub(crate) fn Nodes() -> impl IntoView {
    let Store { locale, registry, .. } = use_store();
    let act = use_actions();
    let nodes = Memo::new(move |_| {
        registry.with(|load| load.ready().map_or_else(Vec::new, |registry| registry.nodes().to_vec()))
    });
    let trouble = move || match registry.get() {
        RegistryLoad::Ready(_) | RegistryLoad::Loading => None,
        RegistryLoad::Bad(bad) => Some(td_string!(locale.get(), variant.registry_bad, why = bad.to_string())),
        RegistryLoad::Missing(why) => Some(td_string!(locale.get(), variant.registry_missing, why = why)),
    };
    view! {
        <div class="wrap nodes">
            <PageHead title=text!(locale, nodes.title) lead=text!(locale, nodes.lead) />
            {move || trouble().map(|text| view! { <Notice tone=Tone::Failed>{text}</Notice> })}
            <p class={"nodes__check"}>
                <Button
                    label=text!(locale, nodes.check)
                    on_click=move |()| nodes.with_untracked(|nodes| act.meet(nodes))
                />
                <span class={"nodes__check-note"}>{text!(locale, nodes.check_note)}</span>
            </p>
            <ul class={"nodes__list"} aria-label=text!(locale, nodes.list)>
                <For each=move || nodes.get() key=|node| node.id.clone() let:node>
                    <Item node=node />
                </For>
            </ul>
            <Section id="format" title=text!(locale, nodes.format_title)>
                <p class={"nodes__format"}>{text!(locale, nodes.format)}</p>
            </Section>
        </div>
    }
}

#[component]
fn Item(node: Node) -> impl IntoView {
    let Store { locale, introductions, .. } = use_store();
    let id = node.id.clone();
    let introduction = Memo::new(move |_| introductions.with(|all| all.of(&id)));
    let node = StoredValue::new(node);
    let name = Signal::derive(move || node.with_value(|node| node.name.get(locale.get().as_str()).to_owned()));
    let cohort = Signal::derive(move || node.with_value(|node| node.cohort.get(locale.get().as_str()).to_owned()));
    let facts = Signal::derive(move || node.with_value(|node| facts(node, locale.get())));
    let sign = Signal::derive(move || introduction.with(|introduction| state(introduction, locale.get()).0));
    let word = Signal::derive(move || introduction.with(|introduction| state(introduction, locale.get()).1));
    let says = Signal::derive(move || introduction.with(|introduction| says(introduction, locale.get())));
    view! {
        <li class="nodes__item">
            <div class={"nodes__who"}>
                <h2 class={"nodes__name"}>{name}</h2>
                <p class={"nodes__about"}>{cohort}</p>
            </div>
            <FactList facts=facts kind=FactKind::Lines label=name />
            <div class={"nodes__state"} role="status">
                <StateBadge state=sign word=word />
                <p class={"nodes__says"}>{says}</p>
            </div>
        </li>
    }
}

fn facts(node: &Node, locale: Locale) -> Vec<Fact> {
    let builds = node.assemblies.iter().map(|assembly| assembly.name()).collect::<Vec<_>>().join(", ");
    let country = node.country.clone().unwrap_or_else(|| td_string!(locale, nodes.no_country).to_string());
    let kind = match node.kind {
        NodeKind::Node => td_string!(locale, nodes.kind_node),
        NodeKind::Network => td_string!(locale, nodes.kind_network),
    };
    vec![
        Fact::new(td_string!(locale, nodes.operator), node.operator.clone()),
        Fact::new(td_string!(locale, nodes.address), node.url.clone()),
        Fact::new(td_string!(locale, nodes.kind), kind),
        Fact::new(td_string!(locale, nodes.country), country),
        Fact::new(td_string!(locale, nodes.builds), builds),
    ]
}

fn state(introduction: &Introduction, locale: Locale) -> (NodeSign, String) {
    match introduction {
        Introduction::NotAsked => (NodeSign::NotAsked, td_string!(locale, nodes.not_checked).to_string()),
        Introduction::Asking => (NodeSign::Asking, td_string!(locale, nodes.asking).to_string()),
        Introduction::Ready { .. } => (NodeSign::Answered, td_string!(locale, nodes.ready).to_string()),
        Introduction::Unreadable
        | Introduction::Failed(
            Failure::Status(_) | Failure::TooLarge | Failure::Unreadable(_) | Failure::Busy { .. } | Failure::Member(_),
        ) => (NodeSign::Failed, td_string!(locale, nodes.failed).to_string()),
        Introduction::Failed(Failure::Unreachable | Failure::Late | Failure::Cancelled | Failure::Resting) => {
            (NodeSign::NoAnswer, td_string!(locale, nodes.no_answer).to_string())
        }
    }
}

fn says(introduction: &Introduction, locale: Locale) -> String {
    match introduction {
        Introduction::NotAsked | Introduction::Asking => String::new(),
        Introduction::Ready { information, took_millis } => {
            let time = NumberStyle::for_language(locale.as_str()).duration(f64::from(*took_millis));
            let name = &information.name;
            let version = information.api_version.as_deref().unwrap_or("v2");
            td_string!(locale, nodes.says_ready, name, version, time)
        }
        Introduction::Unreadable => td_string!(locale, nodes.says_unreadable).to_string(),
        Introduction::Failed(failure) => super::variant::failure_says(failure, locale),
    }
}
