//! `public/nodes.json`: valid, and in agreement with the nodes that run.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{NODES, package};

fn read(name: &str) -> Value {
    let text = std::fs::read_to_string(package().join("../../public").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Panics with every mistake in a registry.
pub(crate) fn check(registry: &Value) {
    let validator = jsonschema::options().build(&read("nodes.schema.json")).unwrap();
    let problems: Vec<String> =
        validator.iter_errors(registry).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn the_registry_is_valid_and_the_schema_refuses_mistakes() {
    let validator = jsonschema::options().build(&read("nodes.schema.json")).unwrap();
    let registry = read("nodes.json");
    check(&registry);
    for (pointer, wrong) in [
        ("/version", Value::from(2)),
        ("/nodes/0/url", "http://127.0.0.1:8081/fi/".into()),
        ("/nodes/0/url", "http://node.example/fi".into()),
        ("/nodes/0/url", "javascript:alert(1)".into()),
        ("/nodes/0/country", "Finland".into()),
        ("/nodes/0/kind", "mirror".into()),
        ("/nodes/0/assemblies", Value::Array(Vec::new())),
        ("/nodes/0/people", 0.into()),
    ] {
        let mut registry = registry.clone();
        *registry.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&registry), "{pointer}");
    }
}

#[test]
fn a_sign_in_is_described_by_the_schema() {
    let validator = jsonschema::options().build(&read("nodes.schema.json")).unwrap();
    let mut registry = read("nodes.json");
    registry["signIn"] = serde_json::json!({"name": {"en": "Login", "de": "Anmeldung"},
        "issuer": "https://login.example/oidc/", "clientId": "page", "scopes": ["openid", "ga4gh_passport_v1"],
        "endpoints": ["https://token.example"]});
    registry["nodes"][0]["signIn"] = true.into();
    registry["nodes"][0]["access"] = serde_json::json!({"dataset": "D1", "url": "https://rems.example/apply"});
    assert!(validator.is_valid(&registry));
    for (pointer, wrong) in [
        ("/signIn/issuer", "http://login.example".into()),
        ("/signIn/scopes", serde_json::json!(["email"])),
        ("/signIn/scopes", serde_json::json!(["openid", "offline_access"])),
        ("/nodes/0/signIn", "yes".into()),
        ("/nodes/0/access/url", "mailto:someone@example.org".into()),
    ] {
        let mut registry = registry.clone();
        *registry.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&registry), "{pointer}");
    }
}

#[test]
fn the_registry_names_the_nodes_that_run() {
    let registry = read("nodes.json");
    let nodes = registry["nodes"].as_array().unwrap();
    let ids: BTreeSet<&str> = nodes.iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert_eq!(ids, NODES.iter().map(|node| node.path.as_str()).collect());
    assert_eq!(ids.len(), nodes.len());
    for entry in nodes {
        let id = entry["id"].as_str().unwrap();
        let node = NODES.iter().find(|node| node.path == id).unwrap();
        assert_eq!(entry["url"], format!("http://127.0.0.1:8081/{id}"));
        assert_eq!(entry["country"].as_str(), node.country.as_deref());
        assert_eq!(entry["people"].as_u64(), node.datasets[0].metadata.individual_count);
        assert_eq!(entry["assemblies"][0], node.datasets[0].assembly.name());
    }
}
