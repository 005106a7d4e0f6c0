//! What a question brought, as rows: each cohort with its counts and interval, and who gave none and why.
//!
//! The page, its charts and its exports all show these rows; [`pool`] takes them together. Must not know words or drawing.

pub mod filtering;
pub mod plain;
pub mod pool;

use crate::{
    beacon::registry::{Node, NodeKind, Registry},
    cohort::{Counts, Population, Precision},
    federation::{Federation, NodeState},
    stats::interval::{Interval, Level},
};

/// One cohort's counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Who answered.
    pub node: Node,
    /// The Beacon that counted: the node itself, or a member of a network.
    pub beacon: String,
    /// The data set within the Beacon.
    pub dataset: String,
    /// Whom the row counts.
    pub population: Population,
    /// Stands for the data set in charts: its total, or each of its rows where it sends no total. The others are parts
    /// of the total and never added to it.
    pub is_headline: bool,
    /// What was counted.
    pub counts: Counts,
    /// How exact the counts are; most nodes do not say.
    pub precision: Option<Precision>,
    /// Smallest AC that the data set tells of.
    pub floor: Option<u32>,
    /// 95 % Wilson interval of AC/AN, when both were sent.
    pub interval: Option<Interval>,
}

/// A node without counts for this question.
#[derive(Clone, Debug, PartialEq)]
pub struct Silent {
    /// Who.
    pub node: Node,
    /// What became of its part.
    pub state: NodeState,
}

/// Rows of counts in the registry's order, whole data sets before their parts. A data set that a node answers for by
/// itself is not told a second time by a network that has the node as a member.
pub fn rows(federation: &Federation, registry: &Registry) -> Vec<Evidence> {
    told(federation, registry).0
}

/// The rows, and those of networks that tell what a node told by itself.
fn told(federation: &Federation, registry: &Registry) -> (Vec<Evidence>, Vec<Evidence>) {
    let all: Vec<Evidence> = registry.nodes().iter().flat_map(|node| of_node(federation, node)).collect();
    let direct = |row: &Evidence| row.node.kind == NodeKind::Node;
    let is_told_directly = |row: &Evidence| {
        !direct(row)
            && all.iter().any(|other| direct(other) && (&other.beacon, &other.dataset) == (&row.beacon, &row.dataset))
    };
    let again: Vec<bool> = all.iter().map(is_told_directly).collect();
    let (mut rows, mut repeated) = (Vec::new(), Vec::new());
    for (row, again) in all.into_iter().zip(again) {
        if again { repeated.push(row) } else { rows.push(row) }
    }
    (rows, repeated)
}

/// Everyone who was asked, or left out, and gave no counts.
pub fn silent(federation: &Federation, registry: &Registry) -> Vec<Silent> {
    let has_counts = |state: &NodeState| match state {
        NodeState::NotAsked => true,
        NodeState::Asking | NodeState::LeftOut => false,
        NodeState::Done { outcome, .. } => outcome.answer().is_some_and(|answer| !answer.observations.is_empty()),
    };
    registry
        .nodes()
        .iter()
        .map(|node| Silent { node: node.clone(), state: federation.state(&node.id).clone() })
        .filter(|silent| !has_counts(&silent.state))
        .collect()
}

fn of_node(federation: &Federation, node: &Node) -> Vec<Evidence> {
    let observations = match federation.state(&node.id) {
        NodeState::Done { outcome, .. } => outcome.answer().map_or(&[][..], |answer| &answer.observations),
        NodeState::NotAsked | NodeState::LeftOut | NodeState::Asking => &[],
    };
    let mut rows: Vec<Evidence> = Vec::new();
    for observation in observations {
        let row = Evidence {
            node: node.clone(),
            beacon: observation.cohort.beacon.clone(),
            dataset: observation.cohort.dataset.clone(),
            population: observation.cohort.population.clone(),
            is_headline: false,
            counts: observation.counts,
            precision: observation.precision,
            floor: observation.floor,
            interval: interval(&observation.counts),
        };
        // An answer has a handful of rows: each is put in its place, which is less to download than a sort.
        let at = rows.partition_point(|other| place(other) <= place(&row));
        rows.insert(at, row);
    }
    for at in 0..rows.len() {
        let same_set = |other: &&Evidence| (&other.beacon, &other.dataset) == (&rows[at].beacon, &rows[at].dataset);
        let has_total = rows.iter().filter(same_set).any(|row| row.population == Population::Total);
        rows[at].is_headline = !has_total || rows[at].population == Population::Total;
    }
    rows
}

fn place(row: &Evidence) -> (&str, &str, (u8, String)) {
    (&row.beacon, &row.dataset, rank(&row.population))
}

/// Everyone, then countries, then sexes, then what the grammar does not know.
fn rank(population: &Population) -> (u8, String) {
    match population {
        Population::Total => (0, String::new()),
        Population::Group { country: Some(country), sex: None } => (1, country.clone()),
        Population::Group { country, sex } => (2, format!("{country:?}{sex:?}")),
        Population::Other(label) => (3, label.clone()),
    }
}

fn interval(counts: &Counts) -> Option<Interval> {
    Interval::wilson(counts.allele_count?, counts.allele_number?, Level::NinetyFive).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        beacon::{profile::Profile, question::Question, registry::NodeId, request::Request},
        federation::{Failure, Happened, Outcome, Reply, judge},
        variant::known::Catalogue,
    };

    fn registry() -> Registry {
        let node = |id: &str| {
            let kind = if id == "c" { "network" } else { "node" };
            format!(
                r#"{{"id":"{id}","country":null,"name":{{"en":"{id}"}},"cohort":{{"en":"{id}"}},"operator":"test",
                "url":"https://{id}.example","kind":"{kind}","assemblies":["GRCh38"]}}"#
            )
        };
        Registry::read(&format!(r#"{{"version":1,"nodes":[{},{},{}]}}"#, node("a"), node("b"), node("c"))).unwrap()
    }

    #[test]
    fn totals_lead_and_nobody_is_lost() {
        let registry = registry();
        let variant = Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
        let mut federation = Federation::default();
        federation.apply(Happened::Chosen(variant.clone()));
        let body = r#"{"response":{"resultSets":[{"id":"D","results":[{"variation":{"location":
            {"start":135851075},"alternateBases":"A"},"frequencyInPopulations":[{"frequencies":[
            {"population":"FI_M","alleleCount":58,"alleleNumber":76},
            {"population":"Total","alleleCount":117,"alleleNumber":198}]}]}]}]}}"#;
        let mut replied = |id: &str, outcome: Outcome| {
            let node = NodeId(id.into());
            federation.apply(Happened::Replied { node, variant: variant.clone(), outcome, took_millis: 1 });
        };
        let answered = |id: &str| {
            let node = registry.node(&NodeId(id.into())).unwrap();
            let request = Request::ask(node, &Question::Variant(variant.clone()), Profile::default());
            let reply = Reply::Response { status: 200, body: body.into(), retry_after_seconds: None };
            judge(&reply, request.asked(), None, Profile::default())
        };
        replied("b", answered("b"));
        replied("a", Outcome::Failed(Failure::Late));
        // A network that passes on what b has said.
        replied("c", answered("c"));
        let rows = rows(&federation, &registry);
        let read: Vec<_> = rows.iter().map(|row| (row.population.clone(), row.is_headline)).collect();
        assert_eq!(read[0], (Population::Total, true));
        assert_eq!((read.len(), read[1].1), (2, false));
        let total = rows[0].interval.unwrap();
        assert!(total.low > 0.52 && total.high < 0.66);
        let silent = silent(&federation, &registry);
        assert_eq!(silent.iter().map(|silent| silent.node.id.0.as_str()).collect::<Vec<_>>(), ["a"]);
    }
}
