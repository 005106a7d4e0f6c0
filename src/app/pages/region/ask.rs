//! Before anything is asked of a region: who would receive what, to the letter. Nothing leaves without the button.

use cohort_core::{
    beacon::registry::{Node, Registry},
    region::Region,
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::region_name;
use crate::{
    actions::{ask_nodes::Wish, use_actions},
    components::{Button, ButtonKind, CheckItem, CheckList, Glyph, Notice, Panel, Tone},
    i18n::td_string,
    pages::{
        sign_in::{SignInChoice, is_signed_in},
        variant::{Literal, literals, profile, when_registered},
    },
    state::{
        sign_in::Who,
        store::{Store, use_store},
    },
};

/// The question in waiting, or why nobody can be asked.
#[component]
pub(super) fn AskPanel(region: Region) -> impl IntoView {
    when_registered(move |registry| view! { <Confirm region=region registry=registry /> }.into_any())
}

#[component]
fn Confirm(region: Region, registry: Registry) -> impl IntoView {
    let Store { locale, .. } = use_store();
    let act = use_actions();
    let (of_build, of_others): (Vec<Node>, Vec<Node>) =
        registry.nodes().iter().cloned().partition(|node| node.assemblies.contains(&region.assembly()));
    let (able, without_ranges): (Vec<Node>, Vec<Node>) = of_build.into_iter().partition(|node| profile(node).ranges);
    if able.is_empty() {
        let text = text!(locale, region.nobody, assembly = region.assembly().name());
        return view! { <Notice>{text}</Notice> }.into_any();
    }
    let chosen = RwSignal::new(able.iter().map(|node| node.id.0.clone()).collect::<Vec<_>>());
    let able = StoredValue::new(able);
    let items = Signal::derive(move || {
        let language = locale.get().as_str();
        let item = |node: &Node| CheckItem {
            key: node.id.0.clone(),
            label: format!("{}: {}", node.name.get(language), node.cohort.get(language)),
            note: Some(node.url.clone()),
        };
        able.with_value(|able| able.iter().map(item).collect::<Vec<_>>())
    });
    let recipients = Memo::new(move |_| {
        let is_chosen = |node: &&Node| chosen.with(|chosen| chosen.contains(&node.id.0));
        able.with_value(|able| able.iter().filter(is_chosen).cloned().collect::<Vec<_>>())
    });
    let toggle = move |(key, included): (String, bool)| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != key);
            if included {
                chosen.push(key);
            }
        });
    };
    let label = Signal::derive(move || match recipients.with(Vec::len) {
        0 => td_string!(locale.get(), variant.send_none).to_string(),
        1 => td_string!(locale.get(), region.send_one).to_string(),
        count => td_string!(locale.get(), region.send, count = count),
    });
    let (signed_in, without) = (is_signed_in(use_store()), RwSignal::new(false));
    let send = move |()| {
        let nodes = recipients.get_untracked();
        let who = if signed_in.get_untracked() && !without.get_untracked() { Who::SignedIn } else { Who::Nobody };
        if !nodes.is_empty() {
            act.ask_region(region, &nodes, Wish::First, who);
        }
    };
    let left_out = move || {
        let locale = locale.get();
        let line = |node: &Node, why: &str| view! { <p class="variant__left-out">{node.name.get(locale.as_str()).to_owned()}{" "}{why.to_owned()}</p> };
        let wrong_build = td_string!(locale, variant.wrong_build, assembly = region.assembly().name());
        let no_ranges = td_string!(locale, region.no_ranges);
        let of_others = of_others.iter().map(|node| line(node, &wrong_build)).collect_view();
        (of_others, without_ranges.iter().map(|node| line(node, no_ranges)).collect_view())
    };
    let question = region.question();
    let literals = able.with_value(|able| literals(able.iter().map(|node| (node, &question))));
    let literals = literals.into_iter().map(|literal| view! { <Literal literal=literal /> }).collect_view();
    let learns =
        Signal::derive(move || td_string!(locale.get(), region.learns, place = region_name(&region, locale.get())));
    view! {
        <Panel id="ask" title=text!(locale, variant.ask_title) lead=text!(locale, region.ask_lead) deciding=true>
            <div class="variant__ask">
                <div class={"variant__recipients"}>
                    <CheckList legend=text!(locale, variant.recipients) items=items checked=chosen on_toggle=toggle />
                    {left_out}
                </div>
                <div class={"variant__question"}>
                    {literals}
                    <Notice tone=Tone::Private>{learns}</Notice>
                    <SignInChoice recipients=recipients is_of_file=false without=without />
                    <Button
                        label=label
                        kind=ButtonKind::Primary
                        glyph=Glyph::Send
                        disabled=Signal::derive(move || recipients.with(Vec::is_empty))
                        on_click=send
                    />
                </div>
            </div>
        </Panel>
    }
    .into_any()
}
