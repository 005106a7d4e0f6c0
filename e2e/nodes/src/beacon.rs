//! What a Beacon v2 node says: requests read into types, answers written as JSON.
//!
//! Knows the specification and the datasets; knows nothing of HTTP, ports or faults.
//! Shape of the frequencies: GDI `gdi-node-standalone` (Genome of Europe). Specification: GA4GH Beacon v2.1.1.

pub mod dialect;
pub mod framework;
pub mod misanswer;
pub mod people;
pub mod request;
pub mod variants;

use serde_json::{Value, json};

use request::{Granularity, Request};

/// Version of the specification that the answers are tested against.
pub const API_VERSION: &str = "v2.1.1";

const MODEL: &str =
    "https://raw.githubusercontent.com/ga4gh-beacon/beacon-v2/v2.1.1/models/json/beacon-v2-default-model";

/// Why a request is refused. The texts name parameters and never repeat their values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The body is not JSON.
    #[error("the body is not JSON")]
    NotJson,
    /// A part of the request has the wrong type.
    #[error("`{0}` is not of the expected form")]
    Malformed(&'static str),
    /// A parameter that the query needs.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// No parameters: a node does not hand out everything.
    #[error("a query needs `referenceName` and `start`, with `referenceBases` and `alternateBases` or with `end`")]
    NoQuery,
    /// A kind of query that this node does not answer.
    #[error("queries by `{0}` are not supported here")]
    Unsupported(&'static str),
    /// Filters: the node has no filtering terms.
    #[error("`filters` are not supported here")]
    Filters,
    /// A filter that is none of the node's terms.
    #[error("a filter is none of this node's filtering terms")]
    UnknownTerm,
    /// An assembly that nobody knows.
    #[error("`assemblyId` is not a known human assembly")]
    UnknownAssembly,
    /// An assembly that the node has no data in.
    #[error("this node holds no data in that assembly; it has {0}")]
    OtherAssembly(String),
    /// A chromosome that nobody knows.
    #[error("`referenceName` is not a human chromosome")]
    UnknownContig,
    /// The end lies before the start.
    #[error("`end` must lie after `start`")]
    EmptyRange,
}

/// `meta` of an answer to a query.
fn response_meta(beacon_id: &str, request: &Request, schemas: &Value) -> Value {
    json!({
        "beaconId": beacon_id,
        "apiVersion": API_VERSION,
        "returnedGranularity": request.granularity,
        "returnedSchemas": schemas,
        // `requestParameters` are not repeated: the schema of their echo admits only objects as values.
        "receivedRequestSummary": {
            "apiVersion": request.api_version,
            "requestedGranularity": request.granularity,
            "includeResultsetResponses": request.include,
            "pagination": {"skip": request.skip_pages, "limit": request.limit},
            "requestedSchemas": request.requested_schemas,
            "testMode": request.test_mode,
        },
    })
}

/// A `beaconErrorResponse`.
#[must_use]
pub fn error(beacon_id: &str, status: u16, message: &str) -> Value {
    let request = Request { granularity: Granularity::Boolean, ..Request::default() };
    json!({
        "meta": response_meta(beacon_id, &request, &json!([])),
        "error": {"errorCode": status, "errorMessage": message},
    })
}
