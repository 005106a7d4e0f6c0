//! Validation against the GA4GH schemas in `tests/schema`, with no network.

use std::path::PathBuf;

use jsonschema::{Retrieve, Uri, Validator};
use serde_json::Value;

use crate::support::package;

const BASE: &str = "https://beacon.test/";
const ON_GITHUB: &str = "https://raw.githubusercontent.com/ga4gh-beacon/beacon-v2/main/";
const MODEL: &str = "models/json/beacon-v2-default-model";

struct Local;

impl Retrieve for Local {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let address = uri.as_str();
        let path = address.strip_prefix(BASE).or_else(|| address.strip_prefix(ON_GITHUB));
        let path = match path {
            // A reference of the dataset schema that leads nowhere in the release; the framework's file is meant.
            Some(path) if path == format!("{MODEL}/common/info.json") => "framework/json/common/info.json",
            Some(path) => path,
            None if address.contains("/vrs/1.3/") => "vrs-1.3-subset.json",
            None => return Err(format!("no local copy of {address}").into()),
        };
        Ok(read(path))
    }
}

fn folder() -> PathBuf {
    package().join("tests/schema")
}

fn read(path: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap()
}

fn validator(path: &str) -> Validator {
    let mut options = jsonschema::options().with_retriever(Local).with_base_uri(format!("{BASE}{path}"));
    // Two formats that the specification uses and JSON Schema does not define.
    options = options.should_ignore_unknown_formats(true);
    options.build(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Panics with every violation.
fn check(path: &str, instance: &Value) {
    let problems: Vec<String> =
        validator(path).iter_errors(instance).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(problems.is_empty(), "{path}\n{}\n{instance:#}", problems.join("\n"));
}

/// A response of the framework, as `beaconInfoResponse`.
pub(crate) fn check_response(name: &str, instance: &Value) {
    check(&format!("framework/json/responses/{name}.json"), instance);
}

pub(crate) fn check_variant(instance: &Value) {
    check(&format!("{MODEL}/genomicVariations/defaultSchema.json"), instance);
}

pub(crate) fn check_dataset(instance: &Value) {
    check(&format!("{MODEL}/datasets/defaultSchema.json"), instance);
}

/// What is wrong with the body of a request. The framework's placeholder of the parameters admits objects only, which no
/// model's parameters are: they are checked against the model's own.
pub(crate) fn request_problems(body: &Value) -> Vec<String> {
    let mut body = body.clone();
    if let Some(query) = body["query"].as_object_mut() {
        query.remove("requestParameters");
    }
    problems(&validator("framework/json/requests/beaconRequestBody.json"), &body)
}

/// What is wrong with the parameters of a question about variants; a name that the model does not have is wrong, too.
pub(crate) fn variant_parameter_problems(parameters: &Value) -> Vec<String> {
    let path = format!("{MODEL}/genomicVariations/requestParameters.json");
    // The release hangs the schema below a keyword of its own, where no validator looks.
    let mut schema = read(&path)["g_variant"].clone();
    schema["additionalProperties"] = false.into();
    let options = jsonschema::options().with_retriever(Local).with_base_uri(format!("{BASE}{path}"));
    let validator = options.should_ignore_unknown_formats(true).build(&schema).unwrap();
    problems(&validator, parameters)
}

fn problems(validator: &Validator, instance: &Value) -> Vec<String> {
    validator.iter_errors(instance).map(|error| format!("{error} at {}", error.instance_path())).collect()
}

#[test]
fn a_wrong_answer_does_not_pass() {
    let no_meta = serde_json::json!({"responseSummary": {"exists": true}});
    assert!(!validator("framework/json/responses/beaconBooleanResponse.json").is_valid(&no_meta));
    let bare_interval = serde_json::json!({"variantInternalId": "x", "variation": {
        "variantType": "SNP", "alternateBases": "A",
        "location": {"type": "SequenceLocation", "sequence_id": "refseq:NC_000002.12",
            "interval": {"type": "SequenceInterval", "start": 1, "end": 2}}}});
    assert!(!validator(&format!("{MODEL}/genomicVariations/defaultSchema.json")).is_valid(&bare_interval));
}
