//! Refusals and breakdowns that come with a status, and errors that come without one.

use cohort_core::{
    beacon::{
        profile::{Envelope, Profile},
        registry::NodeKind,
    },
    federation::Reply,
};
use serde_json::{Value, json};

use crate::{
    kind::{Heard, Kind, Looked, Said, kind},
    replies::{after, body, changed, error, status},
};

const GOOD: &[(Option<u32>, Option<u32>)] = &[(Some(7), Some(100))];
const TRACEBACK: &str =
    "Traceback (most recent call last):\n  File \"/app/beacon.py\", line 12, in g_variants\nKeyError: 'id'";

pub(crate) fn kinds() -> Vec<Kind> {
    [breakdowns(), refusals(), other_forms()].into_iter().flatten().collect()
}

fn breakdowns() -> Vec<Kind> {
    vec![
        kind("500 with a traceback", "failed", |_| status(500, TRACEBACK)),
        kind("502 with a web page", "failed", |_| status(502, "<html><h1>Bad Gateway</h1></html>")),
        kind("503", "failed", |_| error(503, "down for maintenance")),
        kind("504 without a word", "failed", |_| status(504, "")),
        kind("302 with a traceback", "failed", |_| status(302, TRACEBACK)),
        kind("408", "failed", |_| status(408, "")),
        kind("429 without Retry-After", "failed", |_| error(429, "Number of queries exceeded for this ip: 192.0.2.1")),
        kind("429 with Retry-After", "failed", |_| {
            after(90, Reply::Response { status: 429, body: String::new(), retry_after_seconds: Some(30) })
        }),
        kind("200 with an error 500", "failed", |_| {
            body(&json!({"error": {"errorCode": 500, "errorMessage": "Unexpected internal error"}}))
        }),
        kind("200 with an error of no code", "failed", |_| body(&json!({"error": {"errorMessage": "something"}}))),
    ]
}

fn refusals() -> Vec<Kind> {
    vec![
        kind("401 as plain text", "sign-in-needed", |_| status(401, "This resource requires Basic authentication.")),
        kind("403", "sign-in-needed", |_| error(403, "not for everyone")),
        kind("200 with an error 403 as text", "sign-in-needed", |_| {
            body(&json!({"error": {"errorCode": "403", "errorMessage": "no"}}))
        }),
        kind("404", "unsupported", |_| status(404, "{\"detail\":\"Not Found\"}")),
        kind("415", "unsupported", |_| status(415, "")),
        kind("501", "failed", |_| status(501, "")),
        kind("400 for an unknown assembly", "wrong-assembly", |_| {
            error(400, "this node holds no data in that assembly")
        }),
        kind("400 whatever is asked", "unsupported", |_| error(400, "no")).sent(2, 0),
        kind("405 whatever is asked", "unsupported", |_| error(405, "Method Not Allowed")).sent(2, 0),
        kind("422 whatever is asked", "unsupported", |_| error(422, "Input should be a valid list")).sent(2, 0),
        kind("a traceback with the whole question in it", "unsupported", |_| {
            error(
                400,
                "set of meta/query parameters: {'query': {'requestParameters': {'assemblyId': 'GRCh38'}}} not allowed",
            )
        })
        .sent(2, 0),
    ]
}

/// Refusals after which the node finds another form right.
fn other_forms() -> Vec<Kind> {
    vec![
        kind("405 to POST", "answered", |heard| {
            if heard.request.body().is_some() { error(405, "Method Not Allowed") } else { good(heard) }
        })
        .rows(GOOD)
        .sent(2, 0),
        kind("400 to what it does not know", "answered", |heard| {
            if sent(heard)["query"].get("testMode").is_some() { error(400, "unknown key") } else { good(heard) }
        })
        .rows(GOOD)
        .sent(2, 0),
        kind("422 to a start in a list", "answered", |heard| {
            let is_list = heard.request.asked().parameters["start"].is_array();
            if is_list { error(422, "start: not text") } else { good(heard) }
        })
        .rows(GOOD)
        .sent(2, 0),
        kind("an empty answer to a deletion without its type", "answered", |heard| {
            let parameters = &heard.request.asked().parameters;
            // Where the registry names other software, or a network, the node is what it says.
            let is_named = heard.node.profile.dialect().is_some() || heard.node.kind == NodeKind::Network;
            if is_named || parameters.get("variantType").is_some() {
                return good(heard);
            }
            let marks =
                json!({"returnedSchemas": [{"entityType": "genomicVariant", "schemaUrl": "https://schema.example"}]});
            body(&json!({"meta": marks, "responseSummary": {"exists": false}, "response": {"resultSets": []}}))
        })
        .about(Looked::Deletion)
        .rows(GOOD)
        .sent(2, 0),
    ]
}

fn good(heard: &Heard<'_>) -> Said {
    changed(heard, |_| {})
}

/// The envelope as it was sent.
fn sent(heard: &Heard<'_>) -> Value {
    heard.request.body().map_or(Value::Null, |text| serde_json::from_str(text).unwrap())
}

/// The smallest form is what the second kind above needs; were it renamed, the kind would test nothing.
#[test]
fn the_small_envelope_leaves_the_test_mode_out() {
    let registry = crate::nodes::registry();
    let question = Looked::Substitution.level().question(&Looked::Substitution.variant());
    let small = Profile { envelope: Envelope::Small, ..Profile::default() };
    let text = |profile| {
        let request = cohort_core::beacon::request::Request::ask(&registry.nodes()[0], &question, profile);
        request.body().unwrap().to_owned()
    };
    assert!(text(Profile::default()).contains("testMode") && !text(small).contains("testMode"));
}
