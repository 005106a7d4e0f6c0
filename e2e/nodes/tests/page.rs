//! The page's origin: types, headers, compression, a sub-path.

use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use demo_nodes::page_server::router;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

struct Page(PathBuf);

impl Page {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("demo-nodes-page-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("index.html"), "<!doctype html><title>Page</title>").unwrap();
        std::fs::write(folder.join("nodes.json"), "{}").unwrap();
        std::fs::write(folder.join("worker.js"), "let a = 1;".repeat(1000)).unwrap();
        std::fs::write(folder.join("app-0123456789abcdef_bg.wasm"), b"\0asm").unwrap();
        Self(folder)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

async fn get(router: &Router, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request = Request::get(path).header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

#[tokio::test]
async fn files_have_their_types_and_every_answer_its_headers() {
    let page = Page::new("headers");
    let router = router(&page.0, "");
    for (path, status, kind, cache) in [
        ("/", 200, Some("text/html"), "no-cache"),
        ("/index.html", 200, Some("text/html"), "no-cache"),
        ("/nodes.json", 200, Some("application/json"), "no-cache"),
        ("/worker.js", 200, Some("text/javascript"), "no-cache"),
        ("/app-0123456789abcdef_bg.wasm", 200, Some("application/wasm"), "public, max-age=31536000, immutable"),
        ("/none", 404, None, "no-cache"),
    ] {
        let (found, headers, _) = get(&router, path).await;
        assert_eq!(found, status, "{path}");
        assert_eq!(headers.get("content-type").map(|kind| kind.to_str().unwrap()), kind, "{path}");
        assert_eq!(headers["cache-control"], cache, "{path}");
        assert!(headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
    }
}

#[tokio::test]
async fn text_is_compressed() {
    let page = Page::new("gzip");
    let (_, headers, body) = get(&router(&page.0, ""), "/worker.js").await;
    assert_eq!(headers["content-encoding"], "gzip");
    assert!(body.len() < 1000, "{} bytes", body.len());
}

#[tokio::test]
async fn a_prefix_moves_everything_below_it() {
    let page = Page::new("prefix");
    let router = router(&page.0, "/some/path");
    assert_eq!(get(&router, "/some/path/").await.0, 200);
    assert_eq!(get(&router, "/some/path/worker.js").await.0, 200);
    assert_eq!(get(&router, "/").await.0, 404);
    assert_eq!(get(&router, "/worker.js").await.0, 404);
    let (status, headers, _) = get(&router, "/some/path").await;
    assert_eq!((status.as_u16(), headers["location"].to_str().unwrap()), (308, "/some/path/"));
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let page = Page::new("outside");
    for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/hostname"] {
        assert_ne!(get(&router(&page.0, ""), path).await.0, 200, "{path}");
    }
}
