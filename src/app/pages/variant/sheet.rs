//! The report: one question and its answers on sheets of A4, to be printed or kept as a file.
//!
//! Put together of the parts of the variant's page, so that nothing is said in two ways; forms are left out by the style.

use std::sync::Arc;

use cohort_core::{
    beacon::{
        answer::Standing,
        registry::{Node, NodeKind},
    },
    bundle::Bundle,
    evidence::Silent,
    federation::{self, Acquaintances, MemberPart, NodeState},
    variant::Variant,
};
use leptos::{context::Provider, prelude::*};

use super::{Described, Shown, by_source, chart, described, pooled, report, summary, table, tools, wording};
use crate::{
    components::{ButtonKind, Fact, FactKind, FactList, LinkButton, Notice, PageHead, Section},
    i18n::{Locale, td_string},
    routes::Route,
    state::{
        store::{Store, use_store},
        tools::Tools,
    },
};

/// The page.
#[component]
pub(crate) fn ReportPage(
    /// Stands in the address.
    variant: Variant,
    /// Came from a row of the open file.
    is_of_file: bool,
) -> impl IntoView {
    let of = variant.clone();
    let page = move |bundle: Option<Arc<Bundle>>| {
        let store = use_store();
        // A report that was saved keeps the model it was saved with.
        let tools = bundle.as_ref().map(|bundle| RwSignal::new(Tools::of_bundle(&bundle.assumptions)));
        let store = Store { tools: tools.unwrap_or(store.tools), ..store };
        let variant = of.clone();
        view! { <Provider value=store><Sheet variant=variant is_of_file=is_of_file bundle=bundle /></Provider> }
            .into_any()
    };
    let shows = by_source(variant, Arc::new(page));
    view! { <article class="wrap variant sheet">{shows}</article> }
}

#[component]
fn Sheet(variant: Variant, is_of_file: bool, bundle: Option<Arc<Bundle>>) -> impl IntoView {
    let store = use_store();
    let locale = store.locale;
    let was_asked = Memo::new(move |_| store.federation.with(federation::Federation::was_asked));
    let shown = Shown::new(variant.clone(), store, bundle.clone());
    let Described { title, lead, notations } = described(variant.clone());
    let title = Signal::derive(move || td_string!(locale.get(), report.page_title, name = title.clone()));
    let to = if is_of_file { Route::FileVariant(variant) } else { Route::Variant(variant) }.href();
    let to_variant = StoredValue::new(to.clone());
    let nothing = move || {
        view! {
            <Notice>{text!(locale, report.not_asked)}</Notice>
            <p class="sheet__ways">
                <LinkButton href=to_variant.get_value() label=text!(locale, report.to_variant) />
                <LinkButton href=Route::MyFile.href() label=text!(locale, report.open_file) kind=ButtonKind::Quiet />
            </p>
        }
    };
    view! {
        <p class="variant__crumb">
            <a href=to>{text!(locale, shell.variant)}</a>
            {" / "}
            {text!(locale, report.nav)}
        </p>
        <PageHead title=title lead=lead>
            <FactList facts=notations kind=FactKind::Notations label=text!(locale, variant.notations) />
        </PageHead>
        {bundle.map(|bundle| view! { <report::FromFile bundle=bundle /> })}
        <Show when=move || was_asked.get() || shown.is_of_bundle() fallback=nothing>
            <report::TakeAway shown=shown />
            <p class="sheet__use">{text!(locale, shell.use_title)} {" "} {text!(locale, shell.intended_use)}</p>
            <summary::Summary shown=shown />
            <chart::Chart shown=shown />
            <table::EvidenceTable shown=shown is_whole=true />
            <WithoutFigure shown=shown />
            <pooled::Together shown=shown />
            <tools::Assumed shown=shown />
            <report::Provenance shown=shown />
        </Show>
    }
}

/// Everyone who gave no counts, and what became of their part; of a network, each member that gave none.
#[component]
fn WithoutFigure(shown: Shown) -> impl IntoView {
    let Store { locale, acquaintances, federation, registry, .. } = use_store();
    let facts = Signal::derive(move || {
        let locale = locale.get();
        let mut facts: Vec<Fact> =
            shown.silent.with(|silent| silent.iter().map(|silent| without_figure(silent, locale)).collect());
        registry.with(|load| {
            for node in load.ready().map_or(&[][..], |registry| registry.nodes()) {
                let state = federation.with(|asked| asked.state(&node.id).clone());
                let members = acquaintances.with(|known| missing(known, node, &state, locale));
                facts.extend(members);
            }
        });
        facts
    });
    let is_any = Memo::new(move |_| !facts.with(Vec::is_empty));
    view! {
        <Show when=move || is_any.get()>
            <Section id="silent" title=text!(locale, report.silent_title) lead=text!(locale, report.silent_lead)>
                <FactList facts=facts kind=FactKind::Lines />
            </Section>
        </Show>
    }
}

fn without_figure(silent: &Silent, locale: Locale) -> Fact {
    let (sign, word) = wording::state(&silent.state, locale);
    let fact = Fact::new(wording::node_name(&silent.node, locale), word).with_state(sign);
    match wording::says(&silent.state, locale) {
        says if says.is_empty() => fact,
        says => fact.with_note(says),
    }
}

/// The members of a network whose counts are not in its answer.
fn missing(known: &Acquaintances, node: &Node, state: &NodeState, locale: Locale) -> Vec<Fact> {
    let NodeState::Done { outcome, .. } = state else { return Vec::new() };
    let Some(answer) = outcome.answer().filter(|_| node.kind == NodeKind::Network) else { return Vec::new() };
    let parts = federation::members(answer, known.members(&node.id).unwrap_or_default());
    let without = parts.into_iter().filter(|part: &MemberPart| part.said != Some(Standing::Counted));
    let network = wording::node_name(node, locale);
    let fact = |part| {
        let fact = wording::member(part, locale);
        Fact { term: td_string!(locale, report.member, network = network.clone(), name = fact.term), ..fact }
    };
    without.map(fact).collect()
}
