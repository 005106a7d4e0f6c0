//! `bycon` (Progenetix): no frequencies, deletions without their anchor base, some letters in capitals everywhere.

use serde_json::{Value, json};

use super::{Heard, Verdict, breaks};
use crate::contig::ContigId;
use crate::dataset::Node;

/// What it prints when it breaks.
pub(super) const TRACEBACK: &str =
    "Traceback (most recent call last):\n  File \"beacon.py\", line 30, in main\nKeyError: 'requestParameters'";

pub(super) fn hears(node: &Node, heard: &Heard<'_>) -> Verdict {
    let parameters = heard.parameters();
    if heard.text("assemblyId") == Some("GRCh37") {
        return breaks(500, TRACEBACK);
    }
    if (heard.is_post && parameters["start"].is_string()) || parameters["referenceName"].is_number() {
        return Verdict::Misses;
    }
    if !heard.is_indel() {
        return Verdict::Looks(None);
    }
    match anchored(node, heard) {
        Some(envelope) => Verdict::Looks(Some(envelope)),
        None => Verdict::Misses,
    }
}

/// The same deletion or insertion with the base before it, as the data sets here have it.
fn anchored(node: &Node, heard: &Heard<'_>) -> Option<Value> {
    let parameters = heard.parameters();
    let start = u32::try_from(parameters["start"].get(0)?.as_u64()?).ok()?;
    let contig = ContigId::parse(heard.text("referenceName")?)?;
    let (reference, alternate) = (heard.text("referenceBases")?, heard.text("alternateBases")?);
    let site = node.datasets.iter().find_map(|dataset| {
        dataset.overlapping(contig, start.saturating_sub(1)..start).find(|site| {
            site.start_0based + 1 == start
                && site.reference.get(1..) == Some(reference)
                && site.alternate.get(1..) == Some(alternate)
        })
    })?;
    let mut envelope = heard.envelope.clone();
    let parameters = &mut envelope["query"]["requestParameters"];
    parameters["start"] = json!([site.start_0based]);
    parameters["referenceBases"] = json!(site.reference);
    parameters["alternateBases"] = json!(site.alternate);
    Some(envelope)
}

pub(super) fn dressed(answer: &Value, node: &Node) -> Value {
    let sets: Vec<Value> = answer["response"]["resultSets"].as_array().into_iter().flatten().filter_map(set).collect();
    let observed: u64 = sets.iter().filter_map(|set| set["resultsCount"].as_u64()).sum();
    json!({
        "meta": {
            "apiVersion": "v2.3.0-beaconplus", "beaconId": node.beacon_id, "returnedGranularity": "record", "testMode": false,
            "receivedRequestSummary": {"apiVersion": "v2", "includeResultsetResponses": "HIT", "requestedGranularity": "record",
                "pagination": {"limit": 200, "skip": 0}, "testMode": false},
            "returnedSchemas": [{"id": "genomicVariant", "name": "Default schema for a genomic variation"}],
        },
        "responseSummary": {"exists": !sets.is_empty(), "numTotalResults": observed},
        "response": {"resultSets": sets},
    })
}

/// `None` of a data set that misses: those are not listed.
fn set(set: &Value) -> Option<Value> {
    let found = set["results"].as_array().filter(|results| !results.is_empty())?;
    let observed: u64 = found.iter().map(carriers).sum();
    let results: Vec<Value> = found.iter().map(result).collect();
    Some(json!({"exists": true, "id": set["id"], "setType": "dataset", "responseEntityId": "genomicVariant",
        "resultsCount": observed, "results": results, "info": {"counts": {"variants": observed}}}))
}

/// People with the variant: it counts observations.
fn carriers(result: &Value) -> u64 {
    let rows = result["frequencyInPopulations"][0]["frequencies"].as_array();
    let total = rows.into_iter().flatten().find(|row| row["population"] == "Total").unwrap_or(&Value::Null);
    let count = |key: &str| total[key].as_u64();
    match (count("alleleCountHeterozygous"), count("alleleCountHomozygous"), count("alleleCountHemizygous")) {
        (Some(het), Some(hom), Some(hemi)) => het + hom / 2 + hemi,
        _ => count("alleleCount").unwrap_or(0),
    }
}

/// VRS 2, without the base that both alleles share.
fn result(result: &Value) -> Value {
    let variation = &result["variation"];
    let interval = &variation["location"]["interval"];
    let (start, end) = (interval["start"]["value"].as_u64(), interval["end"]["value"].as_u64());
    let bases = |key: &str| variation[key].as_str().unwrap_or_default();
    let (mut reference, mut alternate) = (bases("referenceBases"), bases("alternateBases"));
    let mut start = start.unwrap_or_default();
    if reference.len() != alternate.len() && reference.get(..1) == alternate.get(..1) {
        (reference, alternate) = (&reference[1..], &alternate[1..]);
        start += 1;
    }
    let accession = &variation["location"]["sequence_id"];
    json!({
        "variantInternalId": result["variantInternalId"],
        "identifiers": result["identifiers"],
        "variantLevelData": {},
        "variation": {
            "type": "Allele", "referenceSequence": reference,
            // "so" is replaced by "SO" in all of the answer.
            "location": {"type": "SequenceLocation", "sequenceId": accession, "start": start, "end": end, "chromoSOme": ""},
            "state": {"type": "LiteralSequenceExpression", "referenceSequence": reference, "sequence": alternate},
        },
    })
}
