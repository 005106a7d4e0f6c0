//! What makes the page a report: how it is kept, where each figure is from, and what a bundle opened here says of itself.

use std::sync::Arc;

use cohort_core::{
    beacon::{question::Level, registry::Node},
    bundle::{Bundle, FORMULAS, Formula},
    federation::{Failure, Federation, Kept, Literal, NodeState, Reply},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

use super::{Shown, wording};
use crate::{
    actions::use_actions,
    components::{
        Button, Cell, CodeBlock, Column, DataTable, Fact, FactKind, FactList, Glyph, Notice, Priority, Section,
        TableRow, Tone,
    },
    i18n::{Locale, td_string},
    routes::Route,
    state::store::{Store, use_store},
};

/// The page on paper, or as a file that opens again.
#[component]
pub(super) fn TakeAway(shown: Shown) -> impl IntoView {
    let store = use_store();
    let locale = store.locale;
    let act = use_actions();
    let waiting = Memo::new(move |_| store.federation.with(Federation::is_waiting));
    let failed = RwSignal::new(false);
    let hint = Signal::derive(move || {
        let (locale, label) = (locale.get(), td_string!(locale.get(), report.download));
        if waiting.get() { format!("{label}, {}", td_string!(locale, report.wait)) } else { label.to_owned() }
    });
    let download = move |()| failed.set(!act.download_evidence(store, &format!("{}.json", shown.file_name())));
    view! {
        <div class="report__take" role="group" aria-label=text!(locale, report.keep_title)>
            <Button label=text!(locale, report.print) small=true on_click=move |()| act.print() />
            <Button
                label=text!(locale, report.download)
                hint=hint
                glyph=Glyph::Download
                small=true
                disabled=waiting
                on_click=download
            />
            <span class={"report__outcome"} role="status">
                {move || failed.get().then(|| td_string!(locale.get(), report.download_failed))}
            </span>
        </div>
    }
}

/// Above answers that come from a file.
#[component]
pub(super) fn FromFile(bundle: Arc<Bundle>) -> impl IntoView {
    let locale = use_store().locale;
    let act = use_actions();
    let ask = Route::Variant(bundle.variant.clone());
    let says = Signal::derive(move || td_string!(locale.get(), report.from_file, time = readable(&bundle.saved_at)));
    view! {
        <Notice title=says live=true>
            <p>{text!(locale, report.from_file_note)}</p>
            <Button label=text!(locale, report.ask_now) small=true on_click=move |()| act.put_evidence_away(&ask) />
        </Notice>
    }
}

/// Question, recipients, times, program, hashes, formulas.
#[component]
pub(super) fn Provenance(shown: Shown) -> impl IntoView {
    let Store { locale, federation, registry, .. } = use_store();
    let nodes = Memo::new(move |_| {
        registry.with(|load| load.ready().map_or_else(Vec::new, |registry| registry.nodes().to_vec()))
    });
    let parts = Memo::new(move |_| nodes.with(|nodes| federation.with(|asked| parts(asked, nodes))));
    let facts = Signal::derive(move || parts.with(|parts| facts(shown, parts, federation, locale.get())));
    let columns = Signal::derive(move || {
        let locale = locale.get();
        vec![
            Column::new(td_string!(locale, report.recipient)),
            Column::new(td_string!(locale, report.time)),
            Column::new(td_string!(locale, report.sent)).literal().priority(Priority::P2),
            Column::new(td_string!(locale, report.reply)),
        ]
    });
    let rows = Signal::derive(move || {
        let locale = locale.get();
        let rows = |part: &Part| part.kept.literals().iter().map(|it| row(&part.node, it, locale)).collect::<Vec<_>>();
        parts.with(|parts| {
            let rows = parts.iter().flat_map(rows).enumerate();
            rows.map(|(at, row)| TableRow { key: format!("{at}/{}", row.key), ..row }).collect::<Vec<_>>()
        })
    });
    let bodies = Memo::new(move |_| parts.with(|parts| bodies(parts, locale.get())));
    let body = move |(names, code): (String, String)| {
        let label = Signal::derive(move || td_string!(locale.get(), report.literal, names = names.clone()));
        view! { <CodeBlock label=label code=code /> }
    };
    let is_incomplete = Memo::new(move |_| parts.with(|parts| parts.iter().any(Part::lacks_words)));
    view! {
        <Section id="report" title=text!(locale, report.title) lead=text!(locale, report.lead)>
            <div class="report">
                <FactList facts=facts kind=FactKind::Lines />
                <Show when=move || is_incomplete.get()>
                    <Notice tone=Tone::Warning>{text!(locale, report.words_gone)}</Notice>
                </Show>
                <DataTable id="report-table" caption=text!(locale, report.table) columns=columns rows=rows />
                <For each=move || bodies.get() key=Clone::clone children=body />
                <h3 class={"variant__pooled-head"}>{text!(locale, report.formulas)}</h3>
                <FactList facts=Signal::derive(move || formulas(locale.get())) kind=FactKind::Lines />
            </div>
        </Section>
    }
}

/// A node that was asked, with what was sent to it.
#[derive(Clone, PartialEq)]
struct Part {
    node: Node,
    kept: Kept,
    /// It has said something.
    has_answered: bool,
}

impl Part {
    fn lacks_words(&self) -> bool {
        self.has_answered && self.kept.literals().is_empty()
    }
}

fn parts(federation: &Federation, nodes: &[Node]) -> Vec<Part> {
    let part = |node: &Node| {
        let has_answered = match federation.state(&node.id) {
            NodeState::NotAsked | NodeState::LeftOut => return None,
            NodeState::Asking => false,
            NodeState::Done { outcome, .. } => outcome.answer().is_some(),
        };
        let kept = federation.kept(&node.id).cloned().unwrap_or_default();
        Some(Part { node: node.clone(), kept, has_answered })
    };
    nodes.iter().filter_map(part).collect()
}

fn facts(shown: Shown, parts: &[Part], federation: RwSignal<Federation>, locale: Locale) -> Vec<Fact> {
    let numbers = wording::numbers(locale);
    let (variant, assembly) = shown.variant.with_value(|variant| (variant.to_string(), variant.assembly().name()));
    let told = match federation.with(Federation::level) {
        Level::Variant => td_string!(locale, report.told_variant).to_string(),
        Level::Block(width) => td_string!(locale, report.told_block, bases = numbers.count(width.bases().into())),
    };
    let literals = || parts.iter().flat_map(|part| part.kept.literals());
    let first = literals().map(|literal| literal.sent_at.as_str()).min();
    let last = literals().map(|literal| literal.came_at.as_str()).max();
    let when = match (first, last) {
        (Some(first), Some(last)) => {
            td_string!(locale, report.when_value, first = readable(first), last = readable(last))
        }
        _ => td_string!(locale, report.when_none).to_string(),
    };
    let program = Fact::new(
        td_string!(locale, report.program),
        format!("{} {}", td_string!(locale, shell.name), env!("CARGO_PKG_VERSION")),
    );
    let mut facts = vec![
        Fact::new(
            td_string!(locale, report.question),
            td_string!(locale, report.question_value, variant = variant, assembly = assembly),
        ),
        Fact::new(td_string!(locale, report.told), told),
        Fact::new(td_string!(locale, report.asked), numbers.count(parts.len() as u64)),
        Fact::new(td_string!(locale, report.when), when),
    ];
    match shown.bundle.get_value() {
        Some(bundle) => {
            let by = td_string!(locale, report.saved_by, version = bundle.program.clone());
            facts.push(program.with_note(by));
            facts.push(Fact::new(td_string!(locale, report.file_hash), bundle.hash.clone()));
        }
        None => facts.push(program),
    }
    facts
}

fn row(node: &Node, literal: &Literal, locale: Locale) -> TableRow {
    let hash = literal.reply_hash.as_ref().map(|hash| format!("SHA-512 {hash}"));
    let sign_in = literal.is_signed_in.then(|| td_string!(locale, report.signed_in).to_string());
    let noted = |cell: Cell, note: Option<String>| match note {
        Some(note) => cell.with_note(note),
        None => cell,
    };
    // The day stands above the table; a question does not go on over night.
    let [sent, came] = [&literal.sent_at, &literal.came_at].map(|at| at.get(11..23).unwrap_or(at).to_owned());
    let reply = match &literal.reply {
        Reply::Response { status, body, .. } => {
            let bytes = wording::numbers(locale).count(body.len() as u64);
            td_string!(locale, report.reply_bytes, status = *status, bytes = bytes)
        }
        Reply::Blocked => td_string!(locale, report.none_blocked).to_string(),
        Reply::Failed(Failure::Late) => td_string!(locale, report.none_late).to_string(),
        Reply::Failed(Failure::TooLarge) => td_string!(locale, report.none_too_large).to_string(),
        Reply::Failed(Failure::Cancelled) => td_string!(locale, report.none_stopped).to_string(),
        Reply::Failed(_) => td_string!(locale, report.none_unreachable).to_string(),
    };
    TableRow {
        key: format!("{locale}/{}", literal.came_at),
        head: Cell::new(wording::node_name(node, locale)).with_note(whose(node, locale)),
        cells: vec![
            Cell::new(sent).with_note(came),
            noted(Cell::new(format!("{} {}", literal.method(), literal.url)), sign_in),
            noted(Cell::new(reply), hash),
        ],
    }
}

/// Cohort, country and operator.
fn whose(node: &Node, locale: Locale) -> String {
    let founder = td_string!(locale, tools.founder);
    let mut parts = vec![node.cohort.get(locale.as_str()), node.operator.as_str()];
    parts.extend(node.country.as_deref());
    parts.extend(node.founder.then_some(founder));
    parts.join("; ")
}

/// Each body that was sent, once, with the names of those it was sent to.
fn bodies(parts: &[Part], locale: Locale) -> Vec<(String, String)> {
    let mut bodies: Vec<(Vec<String>, &str)> = Vec::new();
    for part in parts {
        let name = wording::node_name(&part.node, locale);
        for body in part.kept.literals().iter().filter_map(|literal| literal.body.as_deref()) {
            match bodies.iter_mut().find(|(_, other)| *other == body) {
                Some((names, _)) if names.last() == Some(&name) => {}
                Some((names, _)) => names.push(name.clone()),
                None => bodies.push((vec![name.clone()], body)),
            }
        }
    }
    bodies.into_iter().map(|(names, body)| (names.join(", "), body.to_owned())).collect()
}

fn formulas(locale: Locale) -> Vec<Fact> {
    let words = [
        (td_string!(locale, report.wilson), td_string!(locale, report.wilson_formula)),
        (td_string!(locale, report.random), td_string!(locale, report.random_formula)),
        (td_string!(locale, report.prediction), td_string!(locale, report.prediction_formula)),
        (td_string!(locale, report.faf), td_string!(locale, report.faf_formula)),
        (td_string!(locale, report.credible), td_string!(locale, report.credible_formula)),
        (td_string!(locale, report.hwe), td_string!(locale, report.hwe_formula)),
    ];
    let fact = |((name, says), formula): ((&str, &str), Formula)| Fact::new(name, says).with_note(formula.source);
    words.into_iter().zip(FORMULAS).map(fact).collect()
}

/// `2026-11-27T09:41:07.120Z` as `2026-11-27 09:41:07`.
fn readable(time: &str) -> String {
    time.split('.').next().unwrap_or_default().trim_end_matches('Z').replace('T', " ")
}
