//! CORS, faults and control, as the tests of the page use them.

use std::time::{Duration, Instant};

use axum::Router;
use serde_json::{Value, json};

use crate::support::{Answer, query, send, server};

const VARIANT: &str = "2-135851076-G-A";

async fn ask(server: &Router, node: &str) -> Answer {
    send(server, "POST", &format!("/{node}/g_variants"), &query(VARIANT, "record", "ALL")).await
}

async fn with_faults(faults: &Value) -> Router {
    let server = server();
    let answer = send(&server, "POST", "/__control/faults", faults).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    server
}

#[tokio::test]
async fn a_browser_may_ask_from_anywhere_without_credentials() {
    let server = server();
    let preflight = send(&server, "OPTIONS", "/fi/g_variants", &Value::Null).await;
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.headers["access-control-allow-origin"], "*");
    assert!(preflight.headers["access-control-allow-methods"].to_str().unwrap().contains("POST"));
    assert!(preflight.headers["access-control-allow-headers"].to_str().unwrap().contains("content-type"));
    assert!(!preflight.headers.contains_key("access-control-allow-credentials"));
    assert_eq!(ask(&server, "fi").await.headers["access-control-allow-origin"], "*");
}

#[tokio::test]
async fn each_fault_shows_and_leaves_the_others_alone() {
    let server =
        with_faults(&json!({"fi": "status:503", "gb": "malformed", "es": "html", "it": "no-cors", "ceu": "post-only"}))
            .await;
    let failed = ask(&server, "fi").await;
    assert_eq!((failed.status.as_u16(), failed.json()["error"]["errorCode"].as_u64()), (503, Some(503)));
    let cut = ask(&server, "gb").await;
    assert_eq!(cut.status, 200);
    assert!(serde_json::from_str::<Value>(&cut.text).is_err());
    let page = ask(&server, "es").await;
    assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
    let blocked = ask(&server, "it").await;
    assert!(!blocked.headers.contains_key("access-control-allow-origin"));
    let preflight = send(&server, "OPTIONS", "/it/g_variants", &Value::Null).await;
    assert_eq!(preflight.status, 405);
    assert!(!preflight.headers.contains_key("access-control-allow-origin"));
    assert_eq!(send(&server, "GET", "/ceu/g_variants", &Value::Null).await.status, 405);
    assert_eq!(ask(&server, "ceu").await.status, 200);
    assert_eq!(send(&server, "GET", "/ceu/info", &Value::Null).await.status, 200);
}

#[tokio::test]
async fn a_delay_delays_and_a_hang_never_answers() {
    let server = with_faults(&json!({"fi": "delay:150+status:500", "gb": "hang"})).await;
    let began = Instant::now();
    assert_eq!(ask(&server, "fi").await.status, 500);
    assert!(began.elapsed() >= Duration::from_millis(150));
    assert!(tokio::time::timeout(Duration::from_millis(200), ask(&server, "gb")).await.is_err());
    assert_eq!(ask(&server, "es").await.status, 200);
}

#[tokio::test]
async fn new_faults_replace_the_old_and_none_clears_them() {
    let server = with_faults(&json!({"fi": "html"})).await;
    for (faults, expected) in [(json!({"gb": "status:500"}), (200, 500)), (json!({}), (200, 200))] {
        assert_eq!(send(&server, "POST", "/__control/faults", &faults).await.status, 200);
        let found = (ask(&server, "fi").await.status.as_u16(), ask(&server, "gb").await.status.as_u16());
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn a_fault_that_could_not_work_is_refused() {
    let server = server();
    for faults in [json!({"fr": "hang"}), json!({"fi": "sleepy"}), json!(["hang"])] {
        assert_eq!(send(&server, "POST", "/__control/faults", &faults).await.status, 400);
    }
}

#[tokio::test]
async fn requests_are_remembered_until_they_are_deleted() {
    let server = server();
    let body = query(VARIANT, "record", "ALL");
    ask(&server, "fi").await;
    send(&server, "GET", "/gb/g_variants?referenceName=2", &Value::Null).await;
    let listed = send(&server, "GET", "/__control/requests", &Value::Null).await.json();
    let requests = listed["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!((&requests[0]["method"], &requests[0]["path"]), (&"POST".into(), &"/fi/g_variants".into()));
    assert_eq!(serde_json::from_str::<Value>(requests[0]["body"].as_str().unwrap()).unwrap(), body);
    assert_eq!(requests[0]["headers"]["origin"], "http://127.0.0.1:8080");
    assert_eq!((&requests[1]["method"], &requests[1]["query"]), (&"GET".into(), &"referenceName=2".into()));
    send(&server, "DELETE", "/__control/requests", &Value::Null).await;
    let listed = send(&server, "GET", "/__control/requests", &Value::Null).await.json();
    assert_eq!(listed, json!({"requests": []}));
}
