//! EGA `beacon2-pi-api`: refuses any key that it does not know, and repeats the whole question when it does.

use serde_json::{Value, json};

use super::{Heard, Verdict, each_result, each_source, echo, name_sequence, plain_hits, refuses};

const META: [&str; 2] = ["apiVersion", "requestedSchemas"];
const QUERY: [&str; 6] =
    ["requestParameters", "filters", "includeResultsetResponses", "pagination", "testMode", "requestedGranularity"];
const PARAMETERS: [&str; 12] = [
    "assemblyId",
    "referenceName",
    "start",
    "end",
    "referenceBases",
    "alternateBases",
    "variantType",
    "variantMinLength",
    "variantMaxLength",
    "geneId",
    "aminoacidChange",
    "genomicAlleleShortForm",
];

pub(super) fn hears(heard: &Heard<'_>) -> Verdict {
    let parameters = heard.parameters();
    let has = |key: &str| !parameters[key].is_null();
    let is_foreign = heard.is_one_variant() && (has("end") || has("variantType"));
    let is_known = knows(heard.envelope, &["meta", "query"])
        && knows(&heard.envelope["meta"], &META)
        && knows(&heard.envelope["query"], &QUERY)
        && knows(parameters, &PARAMETERS);
    if is_foreign || !is_known {
        return refuses(400, format!("set of meta/query parameters: {} not allowed", heard.envelope));
    }
    if heard.is_post && parameters["start"].is_number() {
        return refuses(500, "Unexpected internal error: object of type 'int' has no len()");
    }
    if heard.text("referenceName").is_some_and(|name| name.starts_with("NC_")) {
        return refuses(400, "referenceName is not valid");
    }
    if heard.is_one_variant() && !has("assemblyId") {
        return refuses(400, "assemblyId is required");
    }
    // Both 200 and empty: bases are compared as typed, and the other build's data sets are not listed.
    if heard.has_lower_case_bases() || heard.text("assemblyId") == Some("GRCh37") {
        return Verdict::Misses;
    }
    Verdict::Looks(None)
}

fn knows(object: &Value, keys: &[&str]) -> bool {
    object.as_object().is_none_or(|object| object.keys().all(|key| keys.contains(&key.as_str())))
}

pub(super) fn dressed(mut answer: Value, heard: &Heard<'_>) -> Value {
    plain_hits(&mut answer);
    each_result(&mut answer, name_sequence);
    each_source(&mut answer, |source| {
        for row in source.get_mut("frequencies").and_then(Value::as_array_mut).into_iter().flatten() {
            // Genotypes are people, and what is not known is a literal null.
            let people = row["alleleCountHomozygous"].as_u64().map(|alleles| alleles / 2);
            *row = json!({
                "population": row["population"], "alleleFrequency": row["alleleFrequency"],
                "alleleCount": row["alleleCount"], "alleleNumber": row["alleleNumber"],
                "genotypeHomozygous": people, "genotypeHeterozygous": row["alleleCountHeterozygous"],
                "genotypeHemizygous": row["alleleCountHemizygous"],
            });
        }
    });
    let mut meta = meta(&answer["meta"]["beaconId"], "beacon-genomicVariant-v2.0.0");
    meta["receivedRequestSummary"] = echo(heard);
    meta["returnedGranularity"] = "record".into();
    answer["meta"] = meta;
    if answer["responseSummary"]["exists"] == false {
        answer["responseSummary"] = json!({"exists": false});
    }
    answer
}

pub(super) fn error(beacon_id: &str, status: u16, message: &str) -> Value {
    let mut meta = meta(&beacon_id.into(), "error-v2.2.0");
    meta["receivedRequestSummary"] = json!({"apiVersion": "Not provided", "requestedSchemas": [], "testMode": false,
        "pagination": {"skip": 0, "limit": 10}, "requestedGranularity": "record", "filters": [], "requestParameters": {},
        "includeResultsetResponses": "HIT"});
    json!({"meta": meta, "error": {"errorCode": status, "errorMessage": message}})
}

fn meta(beacon_id: &Value, schema: &str) -> Value {
    json!({"apiVersion": "v2.2.0", "beaconId": beacon_id, "returnedGranularity": "boolean", "testMode": false,
        "returnedSchemas": [{"entityType": "genomicVariant", "schema": schema}]})
}
