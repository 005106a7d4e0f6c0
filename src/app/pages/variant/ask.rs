//! Before anything is asked: who would receive what, to the letter. Nothing leaves without the button.

use cohort_core::beacon::{
    question::Question,
    registry::{Node, Registry},
    request::Request,
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::Shown;
use crate::{
    actions::{ask_nodes::Wish, use_actions},
    components::{Button, ButtonKind, CheckItem, CheckList, CodeBlock, Glyph, Notice, Panel, Tone},
    i18n::td_string,
    state::store::{RegistryLoad, Store, use_store},
};

/// The question in waiting, or why nobody can be asked.
#[component]
pub(super) fn AskPanel(shown: Shown) -> impl IntoView {
    let Store { locale, registry, .. } = use_store();
    move || match registry.get() {
        RegistryLoad::Ready(registry) => view! { <Confirm shown=shown registry=registry /> }.into_any(),
        RegistryLoad::Loading => view! { <p>{text!(locale, variant.registry_loading)}</p> }.into_any(),
        RegistryLoad::Bad(bad) => {
            let text = Signal::derive(move || td_string!(locale.get(), variant.registry_bad, why = bad.to_string()));
            view! { <Notice tone=Tone::Failed>{text}</Notice> }.into_any()
        }
        RegistryLoad::Missing(why) => {
            let text = Signal::derive(move || td_string!(locale.get(), variant.registry_missing, why = why.clone()));
            view! { <Notice tone=Tone::Failed>{text}</Notice> }.into_any()
        }
    }
}

#[component]
fn Confirm(shown: Shown, registry: Registry) -> impl IntoView {
    let locale = use_store().locale;
    let act = use_actions();
    let assembly = shown.variant.with_value(cohort_core::variant::Variant::assembly);
    let (able, unable): (Vec<Node>, Vec<Node>) =
        registry.nodes().iter().cloned().partition(|node| node.assemblies.contains(&assembly));
    if able.is_empty() {
        let text =
            Signal::derive(move || td_string!(locale.get(), variant.nobody_has_build, assembly = assembly.name()));
        return view! { <Notice>{text}</Notice> }.into_any();
    }
    let literals = literals(&able, &shown.variant.with_value(|variant| Question::Variant(variant.clone())));
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
    let toggle = move |(key, included): (String, bool)| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != key);
            if included {
                chosen.push(key);
            }
        });
    };
    let label = Signal::derive(move || match chosen.with(Vec::len) {
        0 => td_string!(locale.get(), variant.send_none).to_string(),
        1 => td_string!(locale.get(), variant.send_one).to_string(),
        count => td_string!(locale.get(), variant.send, count = count),
    });
    let send = move |()| {
        let nodes: Vec<Node> = chosen.with_untracked(|chosen| {
            able.with_value(|able| able.iter().filter(|node| chosen.contains(&node.id.0)).cloned().collect())
        });
        if !nodes.is_empty() {
            shown.variant.with_value(|variant| act.ask(variant, &nodes, Wish::First));
        }
    };
    let left_out = move || {
        let locale = locale.get();
        let why = td_string!(locale, variant.wrong_build, assembly = assembly.name());
        let name = |node: &Node| view! { <p class="variant__left-out">{node.name.get(locale.as_str()).to_owned()}{" "}{why.clone()}</p> };
        unable.iter().map(name).collect_view()
    };
    view! {
        <Panel id="ask" title=text!(locale, variant.ask_title) lead=text!(locale, variant.ask_lead) deciding=true>
            <div class="variant__ask">
                <div class={"variant__recipients"}>
                    <CheckList legend=text!(locale, variant.recipients) items=items checked=chosen on_toggle=toggle />
                    {left_out}
                </div>
                <div class={"variant__question"}>
                    {literals.into_iter().map(|literal| view! { <Literal literal=literal /> }).collect_view()}
                    <Notice tone=Tone::Private>{text!(locale, variant.learns)}</Notice>
                    <Button
                        label=label
                        kind=ButtonKind::Primary
                        glyph=Glyph::Send
                        disabled=Signal::derive(move || chosen.with(Vec::is_empty))
                        on_click=send
                    />
                </div>
            </div>
        </Panel>
    }
    .into_any()
}

/// A question as it leaves, and who gets it in this form.
struct Literal {
    /// The body to POST, or the address to GET.
    text: String,
    nodes: Vec<Node>,
    is_post: bool,
}

/// Nodes want the same question in different forms: each form once.
fn literals(nodes: &[Node], question: &Question) -> Vec<Literal> {
    let known = use_store().acquaintances;
    let mut literals: Vec<Literal> = Vec::new();
    for node in nodes {
        let learnt = known.with_untracked(|known| known.dialect(&node.id));
        let request = Request::ask(node, question, node.profile(learnt));
        let text = request.body().unwrap_or(request.url()).to_owned();
        match literals.iter_mut().find(|literal| literal.text == text) {
            Some(literal) => literal.nodes.push(node.clone()),
            None => literals.push(Literal { text, nodes: vec![node.clone()], is_post: request.body().is_some() }),
        }
    }
    literals
}

/// What leaves, to the byte.
#[component]
fn Literal(literal: Literal) -> impl IntoView {
    let locale = use_store().locale;
    let Literal { text, nodes, is_post } = literal;
    let label = Signal::derive(move || {
        let locale = locale.get();
        let names = nodes.iter().map(|node| node.name.get(locale.as_str())).collect::<Vec<_>>().join(", ");
        if is_post {
            td_string!(locale, variant.literal, names)
        } else {
            td_string!(locale, variant.literal_get, names)
        }
    });
    view! { <CodeBlock label=label code=text /> }
}
