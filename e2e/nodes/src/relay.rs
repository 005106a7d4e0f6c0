//! A same-origin relay for nodes that do not let a browser's page read their answers.
//!
//! It passes on questions to the nodes of the page's own `nodes.json` that have `relay` set, and to nobody else; keeps
//! and logs nothing; takes no credentials along; follows no redirect. Only the page it belongs to may use it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as Segments, RawQuery, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::Value;

/// What a Beacon is asked for; anything else is not passed on.
const ENDPOINTS: [&str; 7] =
    ["info", "configuration", "entry_types", "map", "filtering_terms", "g_variants", "individuals"];

/// Largest question; the page's own have less than a thousand bytes.
const MAX_QUESTION_BYTES: usize = 64 * 1024;

/// Largest answer, as in the page.
const MAX_ANSWER_BYTES: u64 = 4 * 1024 * 1024;

/// As long as the page itself waits.
const DEADLINE: Duration = Duration::from_secs(8);

struct Relay {
    /// Base addresses by node id.
    nodes: BTreeMap<String, String>,
    agent: ureq::Agent,
}

/// `/{id}/{endpoint}` for the relayed nodes of the registry in this folder; without a registry, for none.
pub fn router(page: &Path) -> Router {
    let registry = std::fs::read_to_string(page.join("nodes.json")).unwrap_or_default();
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(DEADLINE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .build()
        .into();
    let relay = Relay { nodes: relayed(&registry), agent };
    Router::new()
        .route("/{id}/{endpoint}", any(pass_on))
        .layer(DefaultBodyLimit::max(MAX_QUESTION_BYTES))
        .with_state(Arc::new(relay))
}

fn relayed(registry: &str) -> BTreeMap<String, String> {
    let registry: Value = serde_json::from_str(registry).unwrap_or_default();
    let nodes = registry["nodes"].as_array().map_or(&[][..], Vec::as_slice);
    let of = |node: &Value| Some((node["id"].as_str()?.to_owned(), node["url"].as_str()?.to_owned()));
    nodes.iter().filter(|node| node["relay"] == true).filter_map(of).collect()
}

async fn pass_on(
    State(relay): State<Arc<Relay>>,
    Segments((id, endpoint)): Segments<(String, String)>,
    RawQuery(query): RawQuery,
    method: Method,
    headers: HeaderMap,
    question: Bytes,
) -> Response {
    let Some(base) = relay.nodes.get(&id).filter(|_| ENDPOINTS.contains(&endpoint.as_str())) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Browsers say where a request comes from, and a page cannot change what they say (Fetch Metadata).
    let site = headers.get(HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|site| site != "same-origin") {
        return StatusCode::FORBIDDEN.into_response();
    }
    if method != Method::GET && method != Method::POST {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let address = format!("{base}/{endpoint}{query}");
    let ask = move || ask(&relay.agent, &address, (method == Method::POST).then_some(&question));
    match tokio::task::spawn_blocking(ask).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(ureq::Error::Timeout(_))) => StatusCode::GATEWAY_TIMEOUT.into_response(),
        Ok(Err(_)) | Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}

fn ask(agent: &ureq::Agent, address: &str, question: Option<&Bytes>) -> Result<Response, ureq::Error> {
    const JSON: &str = "application/json";
    let mut answer = match question {
        Some(question) => {
            let request = agent.post(address).header(ACCEPT, JSON).header(CONTENT_TYPE, JSON);
            request.send(&question[..])?
        }
        None => agent.get(address).header(ACCEPT, JSON).call()?,
    };
    let (status, retry_after) = (answer.status(), answer.headers().get(RETRY_AFTER).cloned());
    let body = answer.body_mut().with_config().limit(MAX_ANSWER_BYTES).read_to_vec()?;
    // Whatever a node sends, the page's origin serves no script or page of it.
    let mut response = (status, [(CONTENT_TYPE, JSON), (CACHE_CONTROL, "no-store")], body).into_response();
    if let Some(retry_after) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, retry_after);
    }
    response.headers_mut().insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    Ok(response)
}
