//! What nodes say: a good answer, and what can be made of it.

use cohort_core::{
    beacon::registry::NodeKind,
    federation::{Failure, Reply},
};
use serde_json::{Value, json};

use crate::{
    kind::{Heard, Said},
    nodes::{COUNTRIES, MEMBER_TWICE, beacon_of, dataset_of},
};

/// How long a node takes that is well.
const USUAL_MILLIS: u32 = 120;

pub(crate) fn after(after_millis: u32, reply: Reply) -> Said {
    Said { reply, after_millis }
}

pub(crate) fn status(status: u16, body: impl Into<String>) -> Said {
    after(USUAL_MILLIS, Reply::Response { status, body: body.into(), retry_after_seconds: None })
}

pub(crate) fn body(body: &Value) -> Said {
    status(200, body.to_string())
}

pub(crate) fn error(code: u16, message: &str) -> Said {
    status(code, json!({"meta": {}, "error": {"errorCode": code, "errorMessage": message}}).to_string())
}

/// The browser tells no more of a refused connection than of an answer without CORS headers.
pub(crate) fn unreachable() -> Said {
    after(USUAL_MILLIS, Reply::Failed(Failure::Unreachable))
}

/// 7 of 100 copies; a network passes on what two of its members say.
pub(crate) fn good(heard: &Heard<'_>) -> Said {
    body(&good_body(heard))
}

pub(crate) fn good_body(heard: &Heard<'_>) -> Value {
    let mut answer = counted_body(heard, &json!([{"population": "Total", "alleleCount": 7, "alleleNumber": 100}]));
    if heard.node.kind == NodeKind::Network {
        let sets = &mut answer["response"]["resultSets"];
        let mut known = sets[0].clone();
        known["beaconId"] = beacon_of(&COUNTRIES[MEMBER_TWICE].to_ascii_lowercase()).into();
        known["id"] = dataset_of(MEMBER_TWICE).into();
        sets[0]["beaconId"] = "test.member.beacon".into();
        sets[0]["id"] = "OF-A-MEMBER".into();
        *sets = json!([sets[0], known]);
    }
    answer
}

/// A good answer with these rows in place of the usual one.
pub(crate) fn counted(heard: &Heard<'_>, rows: &Value) -> Said {
    body(&counted_body(heard, rows))
}

pub(crate) fn counted_body(heard: &Heard<'_>, rows: &Value) -> Value {
    let result =
        json!({"variation": variation(heard, 0), "frequencyInPopulations": [{"source": "test", "frequencies": rows}]});
    json!({
        "meta": {
            "beaconId": beacon_of(&heard.node.id.0), "apiVersion": "v2.0", "returnedGranularity": "record",
            "receivedRequestSummary": {"requestParameters": heard.request.asked().parameters},
        },
        "responseSummary": {"exists": true, "numTotalResults": 1},
        "response": {"resultSets": [set(heard, &json!({"exists": true, "resultsCount": 1, "results": [result]}))]},
    })
}

/// The change looked at, or the same some bases further.
pub(crate) fn variation(heard: &Heard<'_>, shifted_bases: u32) -> Value {
    let start = heard.variant.position().start_0based() + shifted_bases;
    let reference = heard.variant.reference().as_str();
    json!({
        "location": {"type": "SequenceLocation", "interval": {"type": "SequenceInterval",
            "start": {"type": "Number", "value": start}, "end": {"type": "Number", "value": start as usize + reference.len()}}},
        "referenceBases": reference,
        "alternateBases": heard.variant.alternate().as_str(),
    })
}

/// A data set of the node with these fields.
pub(crate) fn set(heard: &Heard<'_>, fields: &Value) -> Value {
    let mut set = json!({"id": format!("GDI-{}-TEST-1", heard.node.id.0.to_ascii_uppercase()), "setType": "dataset"});
    for (name, value) in fields.as_object().unwrap() {
        set[name] = value.clone();
    }
    set
}

/// An answer of one data set with these fields and without a summary.
pub(crate) fn one_set(heard: &Heard<'_>, fields: &Value) -> Said {
    body(&json!({"meta": {"beaconId": beacon_of(&heard.node.id.0)}, "response": {"resultSets": [set(heard, fields)]}}))
}

/// A good answer, changed.
pub(crate) fn changed(heard: &Heard<'_>, change: impl FnOnce(&mut Value)) -> Said {
    let mut answer = counted_body(heard, &json!([{"population": "Total", "alleleCount": 7, "alleleNumber": 100}]));
    change(&mut answer);
    body(&answer)
}
