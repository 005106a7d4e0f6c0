//! Many nodes for a demonstration: the four cohorts of real people, and made-up ones for other countries, each of which
//! says so wherever it says anything.
//!
//! Owns who they are and the registry that names them; knows nothing of HTTP.

pub mod faults;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::beacon::dialect::Dialect;
use crate::contig::ContigId;
use crate::country::{COUNTRIES, Country};
use crate::dataset::{Dataset, Metadata, Node, NodeMetadata};
use crate::drawn::Drawn;
use crate::frequency_file::{Counts, Row};

/// The real cohorts that stand in for a country, as the shipped registry orders them.
const REAL: [&str; 4] = ["fi", "gb", "es", "it"];

/// The node that is asked through the relay of the page's own server.
pub(crate) const RELAYED: &str = "fr";

/// Day of the made-up datasets.
const DATE: &str = "20261127";

/// Fewest and most nodes that there can be.
pub const COUNTS: std::ops::RangeInclusive<usize> = REAL.len()..=REAL.len() + COUNTRIES.len();

/// The registry of the page, for what the real cohorts are called.
static SHIPPED: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../public/nodes.json")).unwrap_or_default());

/// The real cohorts of countries among `loaded`, and made-up ones up to `count`. `None` when there is nothing to draw
/// around.
#[must_use]
pub fn nodes(loaded: Vec<Node>, count: usize) -> Option<Vec<Node>> {
    let common = common(&loaded)?;
    let place = |node: &Node| REAL.iter().position(|path| *path == node.path);
    let mut nodes: Vec<Node> = loaded.into_iter().filter(|node| place(node).is_some()).collect();
    nodes.sort_by_key(place);
    let missing = count.saturating_sub(nodes.len());
    nodes.extend(COUNTRIES.iter().take(missing).map(|country| made_up(*country, &common)));
    Some(nodes)
}

/// Contig, start from 0, REF, ALT.
type Site<'a> = (ContigId, u32, &'a str, &'a str);

/// All real people together, at every site that any of their cohorts has: where the frequencies are drawn around.
fn common(loaded: &[Node]) -> Option<Dataset> {
    let datasets = || loaded.iter().flat_map(|node| &node.datasets);
    let first = datasets().next()?;
    let mut sums: BTreeMap<Site<'_>, (&str, u32, u32)> = BTreeMap::new();
    for dataset in datasets().filter(|dataset| dataset.assembly == first.assembly) {
        for (contig, site) in dataset.sites() {
            let total = dataset.counts(site).find(|(label, _)| *label == "Total").map(|(_, counts)| counts);
            let Some((alternate, called)) = total.and_then(|counts| counts.alternate.zip(counts.called)) else {
                continue;
            };
            let key = (contig, site.start_0based, &*site.reference, &*site.alternate);
            let sum = sums.entry(key).or_insert((&site.variant_type, 0, 0));
            sum.1 += alternate;
            sum.2 += called;
        }
    }
    let mut rows: BTreeMap<ContigId, Vec<Row>> = BTreeMap::new();
    for ((contig, start_0based, reference, alternate), (variant_type, ac, an)) in sums {
        rows.entry(contig).or_default().push(Row {
            start_0based,
            reference: reference.to_owned(),
            alternate: alternate.to_owned(),
            variant_type: variant_type.to_owned(),
            population: "Total".to_owned(),
            counts: Counts { alternate: Some(ac), called: Some(an), ..Counts::default() },
        });
    }
    Dataset::new("COMMON".to_owned(), first.metadata.clone(), first.assembly, rows)
}

fn made_up(country: Country, common: &Dataset) -> Node {
    let (path, name) = (country.path(), format!("{}, synthetic demo node", country.en));
    let beacon_id = format!("demo.{path}.synthetic.cohort-explorer");
    let metadata = Metadata {
        title: format!("Synthetic cohort, {} ({} people who do not exist)", country.en, country.people()),
        description:
            "Synthetic: made up for demonstration by a seeded draw around the frequencies of the 1000 Genomes \
                      Project's five European cohorts (Balding-Nichols). No person was counted; not a national \
                      reference genome. AC_HOM counts alleles: AC = AC_HET + AC_HOM + AC_HEMI."
                .to_owned(),
        catalog_id: Some("cohort-explorer-demo".to_owned()),
        keywords: vec!["demo".to_owned(), "synthetic".to_owned()],
        since: None,
        updated: None,
        record_count: None,
        individual_count: Some(country.people().into()),
        data_provider_name: Some("Cohort Explorer, synthetic".to_owned()),
        node: Some(NodeMetadata {
            path: path.clone(),
            beacon_id: beacon_id.clone(),
            name: name.clone(),
            country: Some(country.code.to_owned()),
            source: "Synthetic, made up for Cohort Explorer".to_owned(),
            source_reference: "https://doi.org/10.1007/BF01441146".to_owned(),
        }),
    };
    let id = format!("DEMO-{}-SYNTHETIC-{DATE}", country.code);
    let dataset = common.drawn_around(id, metadata, Drawn::of(country));
    Node {
        path,
        beacon_id,
        name,
        country: Some(country.code.to_owned()),
        is_synthetic: true,
        dialect: dialect_of(country.code),
        datasets: vec![dataset],
    }
}

/// Server software, spread over the countries; the real cohorts speak as the Genome of Europe does.
fn dialect_of(country: &str) -> Dialect {
    match country {
        "AT" | "HR" | "HU" | "LU" | "RO" => Dialect::MiniNode,
        "EE" | "GR" | "NL" | "PL" => Dialect::Pi,
        "FR" | "LT" => Dialect::Ri,
        "CZ" | "PT" | "SK" => Dialect::Bycon,
        "BE" => Dialect::Network,
        _ => Dialect::GenomeOfEurope,
    }
}

/// What the registry tells of it: of most nodes nothing, so that the page must learn it.
fn told_dialect(country: &str) -> Option<&'static str> {
    match country {
        "LT" => Some("ri"),
        "PL" => Some("pi"),
        "RO" => Some("mini-node"),
        _ => None,
    }
}

/// The registry that names these nodes, each on a port of its own from `first_port` on.
#[must_use]
pub fn registry(nodes: &[Node], first_port: u16) -> Value {
    let entries: Vec<Value> = nodes.iter().zip(first_port..).map(|(node, port)| entry(node, port)).collect();
    json!({"version": 1, "nodes": entries})
}

fn entry(node: &Node, port: u16) -> Value {
    let url = format!("http://127.0.0.1:{port}/{}", node.path);
    if let Some(country) = COUNTRIES.iter().find(|country| node.is_synthetic && country.path() == node.path) {
        return synthetic_entry(country, &url);
    }
    let shipped = SHIPPED["nodes"].as_array().into_iter().flatten().find(|entry| entry["id"] == *node.path);
    let mut entry = shipped.cloned().unwrap_or_default();
    entry["url"] = url.into();
    entry
}

fn synthetic_entry(country: &Country, url: &str) -> Value {
    let people = country.people();
    let kind = if dialect_of(country.code) == Dialect::Network { "network" } else { "node" };
    let mut entry = json!({
        "id": country.path(),
        "country": country.code,
        "name": {"en": country.en, "de": country.de},
        "cohort": {
            "en": format!("Synthetic: {people} people who do not exist, counts made up for demonstration"),
            "de": format!("Synthetisch: {people} Personen, die es nicht gibt; Zahlen zur Vorführung erfunden"),
        },
        "people": people,
        "operator": "Cohort Explorer demo, on this machine",
        "url": url,
        "kind": kind,
        "assemblies": ["GRCh38"],
        "synthetic": true,
        "relay": country.path() == RELAYED,
    });
    if let Some(dialect) = told_dialect(country.code) {
        entry["profile"] = json!({"dialect": dialect});
    }
    entry
}
