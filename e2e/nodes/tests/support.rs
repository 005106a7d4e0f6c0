//! Asks the nodes without a network.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use demo_nodes::dataset::{Node, load_nodes};
use demo_nodes::fault::Faults;
use demo_nodes::many;
use demo_nodes::node_server::NodeServer;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// The committed nodes, loaded once.
pub(crate) static NODES: LazyLock<Arc<[Node]>> = LazyLock::new(|| load_nodes(&package().join("data")).unwrap().into());

/// As many nodes as 1+MG's quality scenario QS-02 names, loaded once.
pub(crate) static MANY: LazyLock<Arc<[Node]>> =
    LazyLock::new(|| many::nodes(load_nodes(&package().join("data")).unwrap(), 27).unwrap().into());

pub(crate) fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

pub(crate) fn server() -> Router {
    NodeServer::new(Arc::clone(&NODES), Faults::default(), true, false).into_router()
}

/// All 27 nodes, with the fixed set of faults or without.
pub(crate) fn many_server(has_faults: bool) -> Router {
    let paths: Vec<&str> = MANY.iter().map(|node| node.path.as_str()).collect();
    let faults = if has_faults { many::faults::with_usual(Faults::default(), &paths) } else { Faults::default() };
    NodeServer::new(Arc::clone(&MANY), faults, true, false).into_router()
}

pub(crate) async fn send(server: &Router, method: &str, uri: &str, body: &Value) -> Answer {
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header("host", "127.0.0.1:8081")
        .header("origin", "http://127.0.0.1:8080")
        .header("content-type", "application/json")
        .body(body)
        .unwrap();
    let response = server.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
}

pub(crate) async fn get(uri: &str) -> Answer {
    send(&server(), "GET", uri, &Value::Null).await
}

/// A query for one variant, by its VCF position.
pub(crate) fn query(variant: &str, granularity: &str, include: &str) -> Value {
    let parts: Vec<&str> = variant.split('-').collect();
    let [contig, position, reference, alternate] = parts[..] else { panic!("{variant} is not a variant") };
    let start: u32 = position.parse::<u32>().unwrap() - 1;
    json!({
        "meta": {"apiVersion": "v2.0"},
        "query": {
            "requestParameters": {"assemblyId": "GRCh38", "referenceName": contig, "start": [start],
                "referenceBases": reference, "alternateBases": alternate},
            "filters": [], "includeResultsetResponses": include, "pagination": {"skip": 0, "limit": 100},
            "testMode": false, "requestedGranularity": granularity
        }
    })
}

pub(crate) async fn ask(node: &str, body: &Value) -> Answer {
    send(&server(), "POST", &format!("/{node}/g_variants"), body).await
}
