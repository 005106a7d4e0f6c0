//! Servers of six kinds, asked and read through the core: each understands the question in the end, and all that give
//! figures give the same.

use std::collections::{BTreeMap, BTreeSet};

use cohort_core::{
    beacon::{
        answer::Standing,
        profile::Dialect as Learnt,
        question::{BlockWidth, Level, Question},
        registry::{Node as Entry, Registry},
    },
    cohort::Population,
    genome::{Assembly, Chromosome, Position},
    variant::{Bases, Variant},
};
use demo_nodes::beacon::dialect::Dialect;
use demo_nodes::dataset::{Node, Site};
use demo_nodes::many;
use serde_json::{Value, json};

use crate::support::{MANY, many_server, send};
use crate::talk::{Part, ask};

fn registry() -> Registry {
    Registry::read(&many::registry(&MANY, 9_000).to_string()).unwrap()
}

/// Each node with its entry.
fn pairs(registry: &Registry) -> impl Iterator<Item = (&'static Node, &Entry)> {
    MANY.iter().zip(registry.nodes())
}

fn variant(contig: &str, start_0based: u32, reference: &str, alternate: &str) -> Variant {
    let chromosome = Chromosome::from_name(contig).unwrap();
    let position = Position::new(start_0based + 1).unwrap();
    let bases = |text| Bases::parse(text).unwrap();
    Variant::new(Assembly::Grch38, chromosome, position, &bases(reference), &bases(alternate)).unwrap()
}

fn lactase() -> Variant {
    variant("2", 135_851_075, "G", "A")
}

/// CFTR F508del.
fn deletion() -> Variant {
    variant("7", 117_559_589, "ATCT", "A")
}

/// AC and AN that a node has, straight from its data.
fn truth(node: &Node, variant: &Variant) -> (Option<u32>, Option<u32>) {
    let dataset = &node.datasets[0];
    let is_it = |site: &&Site| {
        *site.reference == *variant.reference().as_str() && *site.alternate == *variant.alternate().as_str()
    };
    let contig = demo_nodes::contig::ContigId::parse(variant.chromosome().name()).unwrap();
    let start = variant.position().start_0based();
    let site = dataset.overlapping(contig, start..start + 1).find(is_it).unwrap();
    let (_, total) = dataset.counts(site).find(|(label, _)| *label == "Total").unwrap();
    (total.alternate, total.called)
}

fn total(part: &Part, dataset: &str) -> Option<(Option<u32>, Option<u32>)> {
    let rows = &part.outcome.answer()?.observations;
    let row = rows.iter().find(|row| row.cohort.dataset == dataset && row.cohort.population == Population::Total)?;
    Some((row.counts.allele_count, row.counts.allele_number))
}

/// Requests that a node of which nothing is known needs for a substitution, and for a deletion.
fn needs(node: &Node, entry: &Entry) -> [usize; 2] {
    match node.dialect {
        Dialect::Ri if entry.profile.dialect().is_none() => [2, 2],
        Dialect::MiniNode | Dialect::Bycon if entry.profile.dialect().is_none() => [1, 2],
        _ => [1, 1],
    }
}

#[tokio::test]
async fn every_dialect_gives_the_figures_that_its_data_have() {
    let (server, registry) = (many_server(false), registry());
    for (at, variant) in [lactase(), deletion()].into_iter().enumerate() {
        for (node, entry) in pairs(&registry) {
            let part = ask(&server, entry, &Question::Variant(variant.clone()), Learnt::Unknown).await;
            let truth = truth(node, &variant);
            let cell = format!("{} ({:?}), {variant:?}: {:?}", node.path, node.dialect, part.outcome);
            assert_eq!(part.outcome.code(), if truth.0 == Some(0) { "absent" } else { "answered" }, "{cell}");
            assert_eq!(part.sent, needs(node, entry)[at], "{cell}");
            // bycon counts observations and has no frequencies.
            let told = (node.dialect != Dialect::Bycon).then_some(truth);
            assert_eq!(total(&part, &node.datasets[0].id), told, "{cell}");
        }
    }
}

#[tokio::test]
async fn what_is_learnt_of_a_node_saves_the_second_request() {
    let (server, registry) = (many_server(false), registry());
    let mut learnt: BTreeMap<&str, Learnt> = BTreeMap::new();
    for (node, entry) in pairs(&registry) {
        let part = ask(&server, entry, &Question::Variant(lactase()), Learnt::Unknown).await;
        learnt.insert(&node.path, part.outcome.answer().unwrap().dialect);
    }
    for (node, entry) in pairs(&registry) {
        let known = learnt[node.path.as_str()];
        let expected = match node.dialect {
            Dialect::GenomeOfEurope => Learnt::GenomeOfEurope,
            Dialect::MiniNode => Learnt::MiniNode,
            Dialect::Pi => Learnt::Pi,
            // Its answers carry no mark of their own: it is asked twice each time, unless the registry names it.
            Dialect::Ri => Learnt::Unknown,
            Dialect::Bycon => Learnt::Bycon,
            Dialect::Network => Learnt::Network,
        };
        assert_eq!(known, expected, "{}", node.path);
        let part = ask(&server, entry, &Question::Variant(deletion()), known).await;
        let is_unknown_ri = known == Learnt::Unknown && entry.profile.dialect().is_none();
        assert_eq!(part.sent, 1 + usize::from(is_unknown_ri), "{}", node.path);
    }
}

#[tokio::test]
async fn a_block_is_searched_here_and_gives_the_same() {
    let (server, registry) = (many_server(false), registry());
    let level = Level::Block(BlockWidth::Thousand);
    for (node, entry) in pairs(&registry).filter(|(node, _)| node.dialect != Dialect::MiniNode) {
        let part = ask(&server, entry, &level.question(&lactase()), Learnt::Unknown).await;
        assert_eq!(part.outcome.code(), "answered", "{}: {:?}", node.path, part.outcome);
        let told = (node.dialect != Dialect::Bycon).then(|| truth(node, &lactase()));
        assert_eq!(total(&part, &node.datasets[0].id), told, "{}", node.path);
    }
}

#[tokio::test]
async fn a_network_names_its_members_the_failing_one_among_them() {
    let (server, registry) = (many_server(false), registry());
    let (node, entry) = pairs(&registry).find(|(node, _)| node.dialect == Dialect::Network).unwrap();
    let part = ask(&server, entry, &Question::Variant(lactase()), Learnt::Unknown).await;
    let answer = part.outcome.answer().unwrap();
    let standings: Vec<(&str, bool)> =
        answer.datasets.iter().map(|set| (set.beacon.as_str(), matches!(set.standing, Standing::Failed(_)))).collect();
    let member = MANY.iter().find(|node| node.path == "fr").unwrap();
    assert_eq!(
        standings,
        [
            (node.beacon_id.as_str(), false),
            (member.beacon_id.as_str(), false),
            ("demo.be-south.synthetic.cohort-explorer", true)
        ]
    );
    assert_eq!(total(&part, &member.datasets[0].id), Some(truth(member, &lactase())));
    let info = send(&server, "GET", "/be/info", &Value::Null).await.json();
    assert_eq!(info["response"]["responses"].as_array().unwrap().len(), 3, "one is missing from the answer");
}

/// The faults that need no waiting; those that do are in `e2e/specs/many-nodes.spec.ts`.
#[tokio::test]
async fn every_usual_fault_has_its_outcome_and_all_ten_are_there() {
    let (server, registry) = (many_server(true), registry());
    let expected = BTreeMap::from([
        ("sk", "failed"),
        ("hu", "failed"),
        ("nl", "failed"),
        ("si", "failed"),
        ("gr", "blocked"),
        ("dk", "suppressed"),
        ("ie", "below-threshold"),
        ("lu", "sign-in-needed"),
        ("bg", "wrong-assembly"),
        ("no", "unsupported"),
        ("lv", "absent"),
        ("se", "not-covered"),
    ]);
    let mut outcomes = BTreeSet::new();
    for (node, entry) in pairs(&registry).filter(|(node, _)| !["hr", "lt", "pl", "ro", "pt"].contains(&&*node.path)) {
        let part = ask(&server, entry, &Question::Variant(lactase()), Learnt::Unknown).await;
        let code = expected.get(node.path.as_str()).unwrap_or(&"answered");
        assert_eq!(part.outcome.code(), *code, "{}: {:?}", node.path, part.outcome);
        outcomes.insert(part.outcome.code());
    }
    assert_eq!(outcomes.len(), 10, "{outcomes:?}");
}

/// What each kind of server does with what it does not take, as captured from running ones.
#[tokio::test]
async fn each_server_refuses_what_its_kind_refuses() {
    let server = many_server(false);
    let usual = json!({"assemblyId": "GRCh38", "referenceName": "2", "start": [135_851_075], "referenceBases": "G",
        "alternateBases": "A"});
    let with = |key: &str, value: Value| {
        let mut parameters = usual.clone();
        parameters[key] = value;
        parameters
    };
    // Node, parameters, status, whether something is found; EE is PI, AT mini-node, CZ bycon, FR RI.
    for (node, parameters, status, exists) in [
        ("ee", with("extra", 1.into()), 400, None),
        ("ee", with("variantType", "SNP".into()), 400, None),
        ("ee", with("end", json!([135_851_076])), 400, None),
        ("ee", with("start", 135_851_075.into()), 500, None),
        ("ee", with("start", "135851075".into()), 200, Some(true)),
        ("ee", with("referenceName", "NC_000002.12".into()), 400, None),
        ("ee", with("referenceName", "chr2".into()), 200, Some(true)),
        ("ee", with("referenceBases", "g".into()), 200, Some(false)),
        ("ee", with("assemblyId", "GRCh37".into()), 200, Some(false)),
        ("at", with("extra", 1.into()), 200, Some(true)),
        ("at", with("start", 135_851_075.into()), 422, None),
        ("at", with("start", "135851075".into()), 200, Some(true)),
        ("at", with("referenceName", "chr2".into()), 200, Some(false)),
        ("at", with("assemblyId", "hg38".into()), 200, Some(false)),
        ("at", with("end", json!([135_851_076])), 200, Some(true)),
        ("at", with("referenceBases", "g".into()), 422, None),
        ("cz", with("start", "135851075".into()), 200, Some(false)),
        ("cz", with("referenceName", 2.into()), 200, Some(false)),
        ("cz", with("assemblyId", "GRCh37".into()), 500, None),
        ("fr", usual.clone(), 400, None),
        ("fr", with("start", "135851075".into()), 200, Some(true)),
        ("de", with("start", 135_851_075.into()), 200, Some(true)),
    ] {
        let body = json!({"meta": {"apiVersion": "v2.0"}, "query": {"requestParameters": parameters}});
        let answer = send(&server, "POST", &format!("/{node}/g_variants"), &body).await;
        assert_eq!(answer.status.as_u16(), status, "{node} {parameters}: {}", answer.text);
        let found = serde_json::from_str::<Value>(&answer.text)
            .ok()
            .and_then(|body| body["responseSummary"]["exists"].as_bool());
        assert_eq!(found, exists, "{node} {parameters}: {}", answer.text);
    }
    for (node, status) in [("at", 405), ("ee", 200), ("fr", 500), ("cz", 200)] {
        let query = "referenceName=2&start=135851075&referenceBases=G&alternateBases=A&assemblyId=GRCh38&requestedGranularity=record";
        let answer = send(&server, "GET", &format!("/{node}/g_variants?{query}"), &Value::Null).await;
        assert_eq!(answer.status.as_u16(), status, "{node}: {}", answer.text);
    }
}
