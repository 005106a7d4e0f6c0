//! `gdi-mini-node`: POST only, exact names only, indels by their type only; what it does not understand finds nothing.

use serde_json::{Value, json};

use super::{Heard, Verdict, each_result, each_source, echo, name_sequence, plain_hits, refuses};

const SCHEMA: &str = "https://raw.githubusercontent.com/ga4gh-beacon/beacon-v2/v2.2.0/models/json/\
                      beacon-v2-default-model/genomicVariations/defaultSchema.json";

pub(super) fn hears(heard: &Heard<'_>) -> Verdict {
    if !heard.is_post {
        return refuses(405, "Method Not Allowed");
    }
    if heard.parameters()["start"].is_number() {
        return refuses(422, "Input should be a valid list: ('body', 'query', 'requestParameters', 'start')");
    }
    if heard.has_lower_case_bases() {
        return refuses(422, "String should match pattern '^([ACGTUNRYSWKMBDHV\\-\\.]*)$'");
    }
    let is_exact = ["GRCh37", "GRCh38"].contains(&heard.text("assemblyId").unwrap_or_default())
        && heard.text("referenceName").is_some_and(|name| name.len() <= 2);
    let is_typed = !heard.is_indel() || heard.text("variantType") == Some("INDEL");
    if !is_exact || !is_typed || !heard.is_one_variant() {
        return Verdict::Misses;
    }
    // `end` is ignored.
    let mut envelope = heard.envelope.clone();
    if let Some(parameters) = envelope["query"]["requestParameters"].as_object_mut() {
        parameters.remove("end");
    }
    Verdict::Looks(Some(envelope))
}

pub(super) fn dressed(mut answer: Value, heard: &Heard<'_>) -> Value {
    plain_hits(&mut answer);
    each_result(&mut answer, name_sequence);
    each_source(&mut answer, |source| {
        let rows = source.remove("frequencies").unwrap_or_default();
        source.insert("numberOfPopulations".to_owned(), rows.as_array().map_or(0, Vec::len).into());
        source.insert("populations".to_owned(), rows);
    });
    answer["meta"] = json!({
        "beaconId": answer["meta"]["beaconId"], "apiVersion": "v2.2.0", "receivedRequestSummary": echo(heard),
        "returnedSchemas": [{"entityType": "genomicVariant", "schemaUrl": SCHEMA}], "returnedGranularity": "record",
    });
    // Data sets, not variants.
    let found = answer["response"]["resultSets"].as_array().map_or(0, Vec::len);
    answer["responseSummary"] = json!({"exists": found > 0, "numTotalResults": found});
    answer
}

/// It repeats a question that nobody asked.
pub(super) fn error(beacon_id: &str, status: u16, message: &str) -> Value {
    json!({
        "meta": {
            "beaconId": beacon_id, "apiVersion": "v2.2.0", "returnedSchemas": [], "returnedGranularity": "record",
            "receivedRequestSummary": {"apiVersion": "", "requestedSchemas": [], "pagination": {"limit": 10, "skip": 0},
                "requestedGranularity": "record"},
        },
        "error": {"errorCode": status, "errorMessage": message},
    })
}
