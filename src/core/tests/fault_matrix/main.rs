//! The fault matrix: every kind of fault at every one of 27 nodes, through the very code that asks and reads.
//!
//! Of each cell: the outcome is the one meant, the other 26 nodes' figures stand, nobody is lost, nothing unknown is a
//! zero, and no node is pressed. The clock is made up, so that a matrix of slow nodes takes seconds.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod counts;
mod kind;
mod nodes;
mod refusals;
mod replies;
mod shapes;
mod talk;
mod transport;

use std::collections::BTreeSet;

use cohort_core::{
    beacon::registry::{NodeId, NodeKind, Registry},
    evidence::{self, Evidence},
    federation::{Acquaintances, DEADLINE_MILLIS, Federation, Happened},
};
use kind::{Kind, Looked};
use nodes::{MEMBER_TWICE, NODES, registry};
use talk::Part;

fn kinds() -> Vec<Kind> {
    [transport::kinds(), refusals::kinds(), shapes::kinds(), counts::kinds()].into_iter().flatten().collect()
}

/// What everybody says when nothing is wrong.
fn all_well(registry: &Registry, looked: Looked) -> Vec<Part> {
    registry.nodes().iter().map(|node| talk::ask(node, looked, replies::good)).collect()
}

fn picture(registry: &Registry, looked: Looked, parts: &[&Part]) -> Federation {
    let mut federation = Federation::default();
    federation.apply(Happened::Chosen(looked.variant()));
    federation.apply(Happened::Asked(looked.level()));
    for node in registry.nodes() {
        federation.apply(Happened::Sent(node.id.clone()));
    }
    for (node, part) in registry.nodes().iter().zip(parts) {
        federation.apply(Happened::Replied {
            node: node.id.clone(),
            variant: looked.variant(),
            outcome: part.outcome.clone(),
            took_millis: part.took_millis,
        });
    }
    federation
}

/// Rows of everyone but one. What a network tells of a node that was asked itself comes and goes with that node's answer:
/// [`a_network_stands_in_for_a_member_that_fails`] looks at it.
fn others<'a>(rows: &'a [Evidence], except: &NodeId) -> Vec<&'a Evidence> {
    let told_twice = nodes::dataset_of(MEMBER_TWICE);
    let is_second_hand = |row: &Evidence| row.node.kind == NodeKind::Network && row.dataset == told_twice;
    rows.iter().filter(|row| row.node.id != *except && !is_second_hand(row)).collect()
}

/// The parts and rows of a question when nothing is wrong.
struct Healthy {
    looked: Looked,
    parts: Vec<Part>,
    rows: Vec<Evidence>,
}

impl Healthy {
    fn of(looked: Looked, registry: &Registry) -> Self {
        let parts = all_well(registry, looked);
        let rows = evidence::rows(&picture(registry, looked, &parts.iter().collect::<Vec<_>>()), registry);
        Self { looked, parts, rows }
    }
}

fn check(kind: &Kind, at: usize, registry: &Registry, healthy: &Healthy) {
    let node = &registry.nodes()[at];
    let cell = format!("{} at {}", kind.name, node.id.0);
    let part = talk::ask(node, kind.looked, kind.does);
    assert_eq!(part.outcome.code(), kind.outcome, "{cell}: {:?}", part.outcome);
    assert!(part.took_millis <= DEADLINE_MILLIS, "{cell} took {} ms", part.took_millis);
    check_not_pressed(kind, &part, node.profile.dialect().is_none() && node.kind == NodeKind::Node, &cell);

    let mut parts: Vec<&Part> = healthy.parts.iter().collect();
    parts[at] = &part;
    let federation = picture(registry, kind.looked, &parts);
    assert!(!federation.is_waiting(), "{cell}");
    let rows = evidence::rows(&federation, registry);
    assert_eq!(others(&rows, &node.id), others(&healthy.rows, &node.id), "{cell}");

    let silent = evidence::silent(&federation, registry);
    let named: BTreeSet<&NodeId> =
        rows.iter().map(|row| &row.node.id).chain(silent.iter().map(|silent| &silent.node.id)).collect();
    assert_eq!(named.len(), NODES, "{cell}: somebody is lost");

    let own: Vec<&Evidence> = rows.iter().filter(|row| row.node.id == node.id).collect();
    let told: Vec<_> = own.iter().map(|row| (row.counts.allele_count, row.counts.allele_number)).collect();
    assert_eq!(told, kind.rows, "{cell}");
    for row in own {
        let is_known = row.counts.allele_count.is_some() && row.counts.allele_number.is_some_and(|number| number > 0);
        assert_eq!(row.interval.is_some(), is_known, "{cell}");
        assert!(is_known || row.counts.frequency().is_none_or(|share| share > 0.0), "{cell}: unknown drawn as 0");
    }
}

/// At most one retry, one other form and one look whether anybody is there; and exactly as many requests as this kind
/// needs of a node of which nothing is known.
fn check_not_pressed(kind: &Kind, part: &Part, is_usual: bool, cell: &str) {
    assert!(part.retries <= 1 && part.other_forms <= 1 && part.probes <= 1, "{cell}: {part:?}");
    assert_eq!(part.questions, 1 + part.pages + part.retries + part.other_forms, "{cell}");
    let sent = (part.questions, part.probes);
    assert!(sent.0 <= kind.sent.0 && sent.1 <= kind.sent.1, "{cell}: {sent:?}");
    assert!(!is_usual || sent == kind.sent, "{cell}: {sent:?}");
}

#[test]
fn every_kind_of_fault_at_every_node() {
    let registry = registry();
    let healthy = Looked::ALL.map(|looked| Healthy::of(looked, &registry));
    for kind in kinds() {
        let healthy = healthy.iter().find(|healthy| healthy.looked == kind.looked).unwrap();
        for at in 0..NODES {
            check(&kind, at, &registry, healthy);
        }
    }
}

#[test]
fn the_matrix_has_thirty_kinds_and_shows_every_outcome() {
    let kinds = kinds();
    let names: BTreeSet<&str> = kinds.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), kinds.len(), "two kinds of one name");
    assert!(kinds.len() >= 30, "{}", kinds.len());
    let outcomes: BTreeSet<&str> = kinds.iter().map(|kind| kind.outcome).collect();
    assert_eq!(outcomes.len(), 10, "{outcomes:?}");
}

/// Only failures bring rest: a node that answers, refuses or wants to know who asks is not left out the next time.
#[test]
fn three_failures_bring_rest_and_nothing_else_does() {
    let registry = registry();
    let node = &registry.nodes()[0];
    for kind in kinds() {
        let mut all = Acquaintances::default();
        for _ in 0..3 {
            all.met(&node.id, &talk::ask(node, kind.looked, kind.does).outcome);
        }
        let is_own = kind.name != "stopped by the person" && ["failed", "blocked"].contains(&kind.outcome);
        assert_eq!(all.is_resting(&node.id), is_own, "{}", kind.name);
    }
}

#[test]
fn a_network_stands_in_for_a_member_that_fails() {
    let registry = registry();
    let looked = Looked::Substitution;
    let well = all_well(&registry, looked);
    let of_member = |parts: &[&Part]| {
        let rows = evidence::rows(&picture(&registry, looked, parts), &registry);
        let rows = rows.into_iter().filter(|row| row.dataset == nodes::dataset_of(MEMBER_TWICE));
        rows.map(|row| row.node.kind).collect::<Vec<_>>()
    };
    let mut parts: Vec<&Part> = well.iter().collect();
    assert_eq!(of_member(&parts), [NodeKind::Node], "told twice, shown once");
    let refused = talk::ask(&registry.nodes()[MEMBER_TWICE], looked, transport::refused);
    parts[MEMBER_TWICE] = &refused;
    assert_eq!(of_member(&parts), [NodeKind::Network]);
}

/// Two dead and three slow among 27: everybody is final within the deadline, and the rest had answered long before.
#[test]
fn two_dead_and_three_slow_keep_nobody_waiting() {
    let registry = registry();
    let looked = Looked::Substitution;
    let behaviours = [transport::refused, transport::hangs, transport::slow, transport::slow, transport::slow];
    let parts: Vec<Part> = (registry.nodes().iter().enumerate())
        .map(|(at, node)| talk::ask(node, looked, behaviours.get(at).copied().unwrap_or(replies::good)))
        .collect();
    assert!(parts.iter().all(|part| part.took_millis <= DEADLINE_MILLIS));
    assert_eq!(parts.iter().filter(|part| part.took_millis > 1_000).count(), 4);
    let federation = picture(&registry, looked, &parts.iter().collect::<Vec<_>>());
    assert!(!federation.is_waiting());
    let silent: Vec<String> =
        evidence::silent(&federation, &registry).into_iter().map(|silent| silent.node.id.0).collect();
    assert_eq!(silent, ["at", "be", "bg", "hr", "cz"]);
}
