//! The relay: passes questions on to the nodes that are listed for it, and nothing else.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use demo_nodes::relay;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::support;

/// The committed nodes on a port of their own, and a relay for one of them.
async fn relay_for_finland() -> Router {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, support::server()).await });
    let folder = std::env::temp_dir().join(format!("demo-nodes-relay-{}-{}", std::process::id(), address.port()));
    std::fs::create_dir_all(&folder).unwrap();
    let node = |id: &str, relay: bool| json!({"id": id, "url": format!("http://{address}/{id}"), "relay": relay});
    let dead = json!({"id": "dead", "url": "http://127.0.0.1:9", "relay": true});
    let registry = json!({"version": 1, "nodes": [node("fi", true), node("gb", false), dead]});
    std::fs::write(folder.join("nodes.json"), registry.to_string()).unwrap();
    let router = relay::router(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    router
}

async fn send(relay: &Router, method: &str, path: &str, site: &str, body: &Value) -> (StatusCode, HeaderMap, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", site)
        .header("cookie", "session=1")
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let (parts, body) = relay.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status, parts.headers, serde_json::from_slice(&bytes).unwrap_or_default())
}

#[tokio::test]
async fn a_listed_node_answers_through_it_as_it_answers_directly() {
    let relay = relay_for_finland().await;
    let question = support::query("2-135851076-G-A", "record", "ALL");
    let (status, headers, answer) = send(&relay, "POST", "/fi/g_variants", "same-origin", &question).await;
    let directly = support::ask("fi", &question).await.json();
    assert_eq!((status, &answer["response"]), (StatusCode::OK, &directly["response"]));
    assert_eq!(headers["content-type"], "application/json");
    assert!(!headers.contains_key("access-control-allow-origin"), "for its own page only");
    let (status, _, info) = send(&relay, "GET", "/fi/info", "same-origin", &Value::Null).await;
    assert_eq!((status, info["response"]["id"].is_string()), (StatusCode::OK, true));
}

#[tokio::test]
async fn nobody_else_is_asked_and_nobody_else_asks() {
    let relay = relay_for_finland().await;
    let status = async |method, path, site| send(&relay, method, path, site, &Value::Null).await.0;
    assert_eq!(status("GET", "/gb/info", "same-origin").await, StatusCode::NOT_FOUND);
    assert_eq!(status("GET", "/xx/info", "same-origin").await, StatusCode::NOT_FOUND);
    assert_eq!(status("GET", "/fi/datasets", "same-origin").await, StatusCode::NOT_FOUND);
    assert_eq!(status("GET", "/fi/..%2fgb", "same-origin").await, StatusCode::NOT_FOUND);
    assert_eq!(status("GET", "/fi/info", "cross-site").await, StatusCode::FORBIDDEN);
    assert_eq!(status("DELETE", "/fi/info", "same-origin").await, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(status("GET", "/dead/info", "same-origin").await, StatusCode::BAD_GATEWAY);
    let long = json!("x".repeat(70_000));
    let (status, ..) = send(&relay, "POST", "/fi/g_variants", "same-origin", &long).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}
