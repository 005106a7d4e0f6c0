//! The answers that describe a node: info, service info, configuration, entry types, map, filtering terms, datasets.

use serde_json::{Value, json};

use super::dialect::{Dialect, FAILING, MISSING};
use super::request::{Granularity, Request};
use super::{API_VERSION, MODEL, people, response_meta};
use crate::dataset::{Dataset, Node};

const FRAMEWORK: &str = "https://raw.githubusercontent.com/ga4gh-beacon/beacon-v2/v2.1.1/framework/json";

fn informational(node: &Node, entity: &str, schema: &str, response: &Value) -> Value {
    json!({
        "meta": {
            "beaconId": node.beacon_id,
            "apiVersion": API_VERSION,
            "returnedSchemas": [{"entityType": entity, "schema": format!("{FRAMEWORK}/{schema}")}],
        },
        "response": response,
    })
}

/// `/info`, and the base itself.
#[must_use]
pub fn info(node: &Node, base_url: &str) -> Value {
    let mut response = json!({
        "id": node.beacon_id,
        "name": node.name,
        "apiVersion": API_VERSION,
        "environment": "test",
        "description": description(node),
        "version": format!("v{}", env!("CARGO_PKG_VERSION")),
        "organization": organization(),
        "welcomeUrl": base_url,
        "info": {"country": node.country, "synthetic": node.is_synthetic, "demonstration": true},
    });
    if node.dialect == Dialect::Network {
        response["responses"] = json!([{"beaconId": node.beacon_id}, {"beaconId": FAILING}, {"beaconId": MISSING}]);
    }
    informational(node, "info", "responses/beaconInfoResponse.json", &response)
}

fn description(node: &Node) -> &str {
    node.datasets.first().map_or("", |dataset| &dataset.metadata.description)
}

fn organization() -> Value {
    json!({
        "id": "cohort-explorer",
        "name": "Cohort Explorer demonstration",
        "welcomeUrl": "https://www.internationalgenome.org/",
    })
}

/// `/service-info`, which has no envelope (GA4GH service-info 1.0.0).
#[must_use]
pub fn service_info(node: &Node, base_url: &str) -> Value {
    json!({
        "id": node.beacon_id,
        "name": node.name,
        "type": {"group": "org.ga4gh", "artifact": "beacon", "version": API_VERSION},
        "description": description(node),
        "organization": {"name": "Cohort Explorer demonstration", "url": base_url},
        "environment": "test",
        "version": env!("CARGO_PKG_VERSION"),
    })
}

/// `/configuration`.
#[must_use]
pub fn configuration(node: &Node) -> Value {
    let response = json!({
        "$schema": format!("{FRAMEWORK}/configuration/beaconConfigurationSchema.json"),
        "maturityAttributes": {"productionStatus": "TEST"},
        "securityAttributes": {"defaultGranularity": "record", "securityLevels": ["PUBLIC"]},
        "entryTypes": entry_type_definitions(node),
    });
    informational(node, "configuration", "configuration/beaconConfigurationSchema.json", &response)
}

/// `/entry_types`.
#[must_use]
pub fn entry_types(node: &Node) -> Value {
    let response = json!({"entryTypes": entry_type_definitions(node)});
    informational(node, "entryType", "configuration/entryTypesSchema.json", &response)
}

fn entry_type_definitions(node: &Node) -> Value {
    let mut types = json!({
        "genomicVariant": {
            "id": "genomicVariant",
            "name": "Genomic variants",
            "description": "Allele counts of a variant by population",
            "ontologyTermForThisType": {"id": "ENSGLOSSARY:0000092", "label": "Variant"},
            "partOfSpecification": format!("Beacon {API_VERSION}"),
            "defaultSchema": {
                "id": "ga4gh-beacon-variant-v2.1.0",
                "name": "Default schema for genomic variants",
                "referenceToSchemaDefinition": format!("{MODEL}/genomicVariations/defaultSchema.json"),
                "schemaVersion": "v2.1.0",
            },
            "nonFilteredQueriesAllowed": false,
        },
        "dataset": {
            "id": "dataset",
            "name": "Dataset",
            "description": "A cohort whose alleles were counted",
            "ontologyTermForThisType": {"id": "NCIT:C47824", "label": "Data set"},
            "partOfSpecification": format!("Beacon {API_VERSION}"),
            "aCollectionOf": [{"id": "genomicVariant", "name": "Genomic variants"}],
            "defaultSchema": {
                "id": "ga4gh-beacon-dataset-v2.0.0",
                "name": "Default schema for datasets",
                "referenceToSchemaDefinition": format!("{MODEL}/datasets/defaultSchema.json"),
                "schemaVersion": "v2.0.0",
            },
            "nonFilteredQueriesAllowed": true,
        },
    });
    if people::is_offered_by(node) {
        types["individual"] = people::entry_type();
    }
    types
}

/// `/map`.
#[must_use]
pub fn map(node: &Node, base_url: &str) -> Value {
    let mut response = json!({
        "$schema": format!("{FRAMEWORK}/configuration/beaconMapSchema.json"),
        "endpointSets": {
            "genomicVariant": {"entryType": "genomicVariant", "rootUrl": format!("{base_url}/g_variants")},
            "dataset": {
                "entryType": "dataset",
                "rootUrl": format!("{base_url}/datasets"),
                "singleEntryUrl": format!("{base_url}/datasets/{{id}}"),
            },
        },
    });
    if people::is_offered_by(node) {
        response["endpointSets"]["individual"] =
            json!({"entryType": "individual", "rootUrl": format!("{base_url}/individuals")});
    }
    informational(node, "map", "configuration/beaconMapSchema.json", &response)
}

/// `/filtering_terms`: none, but where people are counted.
#[must_use]
pub fn filtering_terms(node: &Node) -> Value {
    let response = people::filtering_terms(node);
    informational(node, "filteringTerms", "configuration/filteringTermsSchema.json", &response)
}

/// `/datasets`, or one of them by its id. `None` when the node has no dataset of that id.
#[must_use]
pub fn datasets(node: &Node, request: &Request, id: Option<&str>) -> Option<Value> {
    let found: Vec<&Dataset> = node.datasets.iter().filter(|dataset| id.is_none_or(|id| dataset.id == id)).collect();
    if id.is_some() && found.is_empty() {
        return None;
    }
    let schemas = json!([{"entityType": "dataset", "schema": format!("{MODEL}/datasets/defaultSchema.json")}]);
    let mut response = json!({
        "meta": response_meta(&node.beacon_id, request, &schemas),
        "responseSummary": {"exists": !found.is_empty()},
    });
    if request.granularity != Granularity::Boolean {
        response["responseSummary"]["numTotalResults"] = found.len().into();
    }
    // Everything about a dataset is public, so the collections come at any granularity that the schema lets hold them.
    if request.granularity == Granularity::Record {
        let collections: Vec<Value> = found.into_iter().map(collection).collect();
        response["response"] = json!({"collections": collections});
    }
    Some(response)
}

fn collection(dataset: &Dataset) -> Value {
    let metadata = &dataset.metadata;
    let mut collection = json!({
        "id": dataset.id,
        "name": metadata.title,
        "description": metadata.description,
        "info": {
            "assembly": dataset.assembly.name(),
            "individualCount": metadata.individual_count,
            "recordCount": metadata.record_count,
            "populations": dataset.populations,
            "minAlleleCount": 0,
        },
    });
    for (name, time) in [("createDateTime", &metadata.since), ("updateDateTime", &metadata.updated)] {
        if let Some(time) = time {
            collection[name] = time.as_str().into();
        }
    }
    collection
}
