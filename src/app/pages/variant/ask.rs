//! Before anything is asked: who would receive what, to the letter. Nothing leaves without the button.

use cohort_core::beacon::{
    profile::Profile,
    question::{Level, Question},
    registry::{Node, Registry},
    request::Request,
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::{Shown, wording::numbers};
use crate::{
    actions::{ask_nodes::Wish, use_actions},
    components::{Button, ButtonKind, CheckItem, CheckList, Choice, CodeBlock, Glyph, Notice, Panel, Segmented, Tone},
    i18n::{Locale, td_string},
    pages::sign_in::{SignInChoice, is_signed_in},
    state::{
        file_budget::FileBudget,
        sign_in::Who,
        store::{RegistryLoad, Store, use_store},
    },
};

/// The question in waiting, or why nobody can be asked.
#[component]
pub(super) fn AskPanel(shown: Shown, is_of_file: bool) -> impl IntoView {
    when_registered(move |registry| {
        view! { <Confirm shown=shown registry=registry is_of_file=is_of_file /> }.into_any()
    })
}

/// What follows where it is known who can be asked; until then, why not.
pub(crate) fn when_registered(ready: impl Fn(Registry) -> AnyView + Send + 'static) -> impl IntoView {
    let Store { locale, registry, .. } = use_store();
    move || match registry.get() {
        RegistryLoad::Ready(registry) => ready(registry),
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
fn Confirm(shown: Shown, registry: Registry, is_of_file: bool) -> impl IntoView {
    let Store { locale, level, file_budget, .. } = use_store();
    let act = use_actions();
    let assembly = shown.variant.with_value(cohort_core::variant::Variant::assembly);
    let budget = registry.file_variants_per_session();
    let (able, unable): (Vec<Node>, Vec<Node>) =
        registry.nodes().iter().cloned().partition(|node| node.assemblies.contains(&assembly));
    if able.is_empty() {
        let text =
            Signal::derive(move || td_string!(locale.get(), variant.nobody_has_build, assembly = assembly.name()));
        return view! { <Notice>{text}</Notice> }.into_any();
    }
    let chosen = RwSignal::new(able.iter().map(|node| node.id.0.clone()).collect::<Vec<_>>());
    let able = StoredValue::new(able);
    // Those who can answer at the chosen level, and those who cannot.
    let parted = Memo::new(move |_| {
        let level = level.get();
        able.with_value(|able| able.iter().cloned().partition::<Vec<Node>, _>(|node| level.is_for(profile(node))))
    });
    let items = Signal::derive(move || {
        let language = locale.get().as_str();
        let item = |node: &Node| CheckItem {
            key: node.id.0.clone(),
            label: format!("{}: {}", node.name.get(language), node.cohort.get(language)),
            note: Some(node.url.clone()),
        };
        parted.with(|(asked, _)| asked.iter().map(item).collect::<Vec<_>>())
    });
    let recipients = Memo::new(move |_| {
        let is_chosen = |node: &&Node| chosen.with(|chosen| chosen.contains(&node.id.0));
        parted.with(|(asked, _)| asked.iter().filter(is_chosen).cloned().collect::<Vec<_>>())
    });
    let toggle = move |(key, included): (String, bool)| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != key);
            if included {
                chosen.push(key);
            }
        });
    };
    let is_spent = Memo::new(move |_| {
        is_of_file && shown.variant.with_value(|variant| file_budget.with(|spent| !spent.allows(variant, budget)))
    });
    let label = Signal::derive(move || {
        let (locale, count) = (locale.get(), recipients.with(Vec::len));
        match (count, level.get()) {
            (0, _) => td_string!(locale, variant.send_none).to_string(),
            (1, Level::Variant) => td_string!(locale, variant.send_one).to_string(),
            (_, Level::Variant) => td_string!(locale, variant.send, count = count),
            (1, Level::Block(_)) => td_string!(locale, variant.send_block_one).to_string(),
            (_, Level::Block(_)) => td_string!(locale, variant.send_block, count = count),
        }
    });
    // Whoever asks about a variant of their own is named by choice only.
    let (signed_in, without) = (is_signed_in(use_store()), RwSignal::new(is_of_file));
    let send = move |()| {
        let nodes = recipients.get_untracked();
        let who = if signed_in.get_untracked() && !without.get_untracked() { Who::SignedIn } else { Who::Nobody };
        shown.variant.with_value(|variant| match is_of_file {
            _ if nodes.is_empty() => {}
            true => act.ask_of_file(variant, &nodes, who),
            false => act.ask(variant, &nodes, Wish::First, who),
        });
    };
    let left_out = move || {
        let locale = locale.get();
        let line = |node: &Node, why: &str| view! { <p class="variant__left-out">{node.name.get(locale.as_str()).to_owned()}{" "}{why.to_owned()}</p> };
        let wrong_build = td_string!(locale, variant.wrong_build, assembly = assembly.name());
        let no_blocks = td_string!(locale, variant.no_blocks);
        let of_other_builds = unable.iter().map(|node| line(node, &wrong_build)).collect_view();
        let without_blocks = parted.with(|(_, not)| not.iter().map(|node| line(node, no_blocks)).collect_view());
        (of_other_builds, without_blocks)
    };
    let literals = move || {
        let question = shown.variant.with_value(|variant| level.get().question(variant));
        let literals = parted.with(|(asked, _)| literals(asked.iter().map(|node| (node, &question))));
        literals.into_iter().map(|literal| view! { <Literal literal=literal /> }).collect_view()
    };
    let learns = Signal::derive(move || match level.get() {
        Level::Variant => td_string!(locale.get(), variant.learns).to_string(),
        Level::Block(width) => {
            let bases = numbers(locale.get()).count(width.bases().into());
            td_string!(locale.get(), variant.learns_block, bases = bases)
        }
    });
    view! {
        <Panel id="ask" title=text!(locale, variant.ask_title) lead=text!(locale, variant.ask_lead) deciding=true>
            <div class="variant__ask">
                <div class={"variant__recipients"}>
                    <CheckList legend=text!(locale, variant.recipients) items=items checked=chosen on_toggle=toggle />
                    {left_out}
                </div>
                <div class={"variant__question"}>
                    <Segmented
                        legend=text!(locale, variant.level)
                        name="level"
                        choices=Signal::derive(move || levels(locale.get()))
                        value=level
                        on_change=move |level| act.choose_level(level)
                    />
                    {literals}
                    <Notice tone=Tone::Private>{learns}</Notice>
                    {is_of_file.then(|| view! { <Budget budget=budget is_spent=is_spent /> })}
                    <SignInChoice recipients=recipients is_of_file=is_of_file without=without />
                    <Button
                        label=label
                        kind=ButtonKind::Primary
                        glyph=Glyph::Send
                        disabled=Signal::derive(move || is_spent.get() || recipients.with(Vec::is_empty))
                        on_click=send
                    />
                </div>
            </div>
        </Panel>
    }
    .into_any()
}

/// How many variants of files have been asked about, and of how many.
#[component]
pub(super) fn Budget(budget: u32, is_spent: Memo<bool>) -> impl IntoView {
    let Store { locale, file_budget, .. } = use_store();
    let text = Signal::derive(move || {
        let (locale, spent) = (locale.get(), file_budget.with(FileBudget::spent));
        if is_spent.get() {
            td_string!(locale, variant.budget_spent, budget = budget)
        } else {
            td_string!(locale, variant.budget, spent = spent, budget = budget)
        }
    });
    view! { <Notice tone=Tone::Private>{text}</Notice> }
}

fn levels(locale: Locale) -> Vec<Choice<Level>> {
    let name = |level| match level {
        Level::Variant => td_string!(locale, variant.level_variant).to_string(),
        Level::Block(width) => {
            td_string!(locale, variant.level_block, bases = numbers(locale).count(width.bases().into()))
        }
    };
    Level::ALL.map(|level| Choice::new(level, name(level))).to_vec()
}

/// How a node is asked, by all that is known of it.
pub(crate) fn profile(node: &Node) -> Profile {
    node.profile(use_store().acquaintances.with_untracked(|known| known.dialect(&node.id)))
}

/// A question as it leaves, and who gets it in this form.
pub(crate) struct Literal {
    /// The body to POST, or the address to GET.
    text: String,
    nodes: Vec<Node>,
    is_post: bool,
}

/// Nodes want the same question in different forms: each form once.
pub(crate) fn literals<'a>(asked: impl Iterator<Item = (&'a Node, &'a Question)>) -> Vec<Literal> {
    let mut literals: Vec<Literal> = Vec::new();
    for (node, question) in asked {
        let request = Request::ask(node, question, profile(node));
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
pub(crate) fn Literal(literal: Literal) -> impl IntoView {
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
