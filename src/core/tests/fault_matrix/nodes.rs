//! A registry of 27 nodes: most of them of unknown software, some named, the last one a network.

use cohort_core::beacon::registry::Registry;
use serde_json::{Value, json};

pub(crate) const NODES: usize = 27;

/// The node that is also a member of the network.
pub(crate) const MEMBER_TWICE: usize = 8;

pub(crate) const COUNTRIES: [&str; NODES] = [
    "AT", "BE", "BG", "HR", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "NL", "NO",
    "PL", "PT", "RO", "SK", "SI", "ES", "SE", "MT",
];

/// Data set of a node by its place.
pub(crate) fn dataset_of(at: usize) -> String {
    format!("GDI-{}-TEST-1", COUNTRIES[at])
}

/// `beaconId` of a node.
pub(crate) fn beacon_of(id: &str) -> String {
    format!("test.{id}.beacon")
}

pub(crate) fn registry() -> Registry {
    let nodes: Vec<Value> = COUNTRIES.iter().enumerate().map(|(at, country)| entry(at, country)).collect();
    Registry::read(&json!({"version": 1, "nodes": nodes}).to_string()).unwrap()
}

fn entry(at: usize, country: &str) -> Value {
    let id = country.to_ascii_lowercase();
    let mut entry = json!({
        "id": id, "country": country, "name": {"en": country}, "cohort": {"en": "synthetic"}, "operator": "test",
        "url": format!("https://{id}.example/beacon"), "kind": "node", "assemblies": ["GRCh38"],
    });
    match at % 9 {
        3 => entry["profile"] = json!({"dialect": "genome-of-europe"}),
        5 => entry["profile"] = json!({"dialect": "pi"}),
        6 => entry["profile"] = json!({"dialect": "ri"}),
        7 => entry["profile"] = json!({"dialect": "bycon"}),
        _ => {}
    }
    if at + 1 == NODES {
        entry["kind"] = "network".into();
    }
    entry
}
