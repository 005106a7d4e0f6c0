//! After the answers: how many people have this variant and something else. Lists of terms first, which tell nothing about
//! the variant; then one question, shown in full before it leaves.

use cohort_core::{
    beacon::{
        people::{Filter, SHOWN_FROM},
        registry::Node,
    },
    federation::{Federation, NodeState},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::Shown;
use crate::{
    actions::use_actions,
    components::{Button, CheckItem, CheckList, Glyph, Notice, Section, Tone},
    i18n::td_string,
    state::{
        people::{Offer, Offers},
        store::{Store, use_store},
    },
};

mod choose;
mod confirm;
mod results;
mod wording;

/// What the parts of the section share.
#[derive(Clone, Copy)]
struct Asking {
    shown: Shown,
    is_of_file: bool,
    /// Nodes with counts in the variant's build, in the registry's order.
    nodes: Memo<Vec<Node>>,
    /// Ids of those that are ticked.
    ticked: RwSignal<Vec<String>>,
    filters: RwSignal<Vec<Filter>>,
}

impl Asking {
    fn ticked_nodes(self) -> Vec<Node> {
        let ticked = self.ticked.get();
        self.nodes.get().into_iter().filter(|node| ticked.contains(&node.id.0)).collect()
    }

    fn toggle(self, (key, included): (String, bool)) {
        self.ticked.update(|ticked| {
            ticked.retain(|other| *other != key);
            if included {
                ticked.push(key);
            }
        });
    }
}

/// The section.
#[component]
pub(super) fn People(shown: Shown, is_of_file: bool) -> impl IntoView {
    let Store { locale, registry, federation, offers, .. } = use_store();
    let assembly = shown.variant.with_value(cohort_core::variant::Variant::assembly);
    let nodes = Memo::new(move |_| {
        let able = |node: &&Node| node.assemblies.contains(&assembly);
        registry.with(|load| {
            load.ready().map_or_else(Vec::new, |registry| registry.nodes().iter().filter(able).cloned().collect())
        })
    });
    // Whoever was left out of the first question stays out unless ticked.
    let was_asked =
        |asked: &Federation, node: &Node| !matches!(asked.state(&node.id), NodeState::NotAsked | NodeState::LeftOut);
    let ticked = federation.with_untracked(|asked| {
        let nodes = nodes.get_untracked();
        nodes.iter().filter(|node| was_asked(asked, node)).map(|node| node.id.0.clone()).collect()
    });
    let asking = Asking { shown, is_of_file, nodes, ticked: RwSignal::new(ticked), filters: RwSignal::new(Vec::new()) };
    let has_terms = Memo::new(move |_| offers.with(Offers::has_terms));
    let has_filters = Memo::new(move |_| asking.filters.with(|filters| !filters.is_empty()));
    let caution = Signal::derive(move || td_string!(locale.get(), people.caution, count = SHOWN_FROM));
    view! {
        <Section id="people" title=text!(locale, people.title) lead=text!(locale, people.lead)>
            <div class={"variant__people"}>
                <Notice tone=Tone::Warning>{caution}</Notice>
                <Lists asking=asking />
                <Show when=move || has_terms.get()>
                    <choose::Choose asking=asking />
                    <Show when=move || has_filters.get()>
                        <confirm::Confirm asking=asking />
                    </Show>
                    <results::Results asking=asking />
                </Show>
            </div>
        </Section>
    }
}

/// Who is asked for a list, and what each list holds.
#[component]
fn Lists(asking: Asking) -> impl IntoView {
    let Store { locale, offers, .. } = use_store();
    let act = use_actions();
    let items = Signal::derive(move || {
        let locale = locale.get();
        let item = |node: &Node| CheckItem {
            key: node.id.0.clone(),
            label: node.name.get(locale.as_str()).to_owned(),
            note: Some(offers.with(|offers| wording::offer(offers.of(&node.id), locale))),
        };
        asking.nodes.with(|nodes| nodes.iter().map(item).collect::<Vec<_>>())
    });
    // Lists are kept for the tab: nobody is asked twice.
    let wanted = Memo::new(move |_| {
        let lacks = |node: &Node| offers.with(|offers| !matches!(offers.of(&node.id), Offer::Ready(_) | Offer::Asking));
        asking.ticked_nodes().into_iter().filter(lacks).collect::<Vec<_>>()
    });
    let label = Signal::derive(move || match wanted.with(Vec::len) {
        1 => td_string!(locale.get(), people.fetch_one).to_string(),
        count => td_string!(locale.get(), people.get_lists, count = count),
    });
    let is_idle = Memo::new(move |_| wanted.with(|wanted| !wanted.is_empty()));
    view! {
        <CheckList
            legend=text!(locale, people.nodes)
            items=items
            checked=asking.ticked
            on_toggle=move |change| asking.toggle(change)
        />
        <Show when=move || is_idle.get()>
            <p class={"variant__learns"}>{text!(locale, people.fetch_note)}</p>
            <Button label=label glyph=Glyph::Send on_click=move |()| act.fetch_terms(&wanted.get_untracked()) />
        </Show>
    }
}
