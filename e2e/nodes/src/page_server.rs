//! The page's origin: static files with the headers that a careful host sends, and the relay.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::routing::any;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

use crate::relay;

/// A page cannot be framed. Its other rules stand in the page itself, so that they hold on any host.
const PAGE_POLICY: &str = "frame-ancestors 'none'";

/// A worker does not inherit the page's rules but takes those of its own script: it may load itself and nothing else.
const SCRIPT_POLICY: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'";

/// Serves `folder` below `prefix` (empty, or `/some/path` without a slash at its end).
pub fn router(folder: &Path, prefix: &str) -> Router {
    let files = ServeDir::new(folder).precompressed_gzip();
    let relay = relay::router(folder);
    let router = if prefix.is_empty() {
        Router::new().nest("/relay", relay).fallback_service(files)
    } else {
        let with_slash = format!("{prefix}/");
        let redirect = move || async move { (StatusCode::PERMANENT_REDIRECT, [(LOCATION, with_slash)]) };
        let router = Router::new().route(prefix, any(redirect)).nest(&format!("{prefix}/relay"), relay);
        router.nest_service(&format!("{prefix}/"), files)
    };
    router.layer(CompressionLayer::new().gzip(true)).layer(from_fn(add_headers))
}

async fn add_headers(request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await.into_response();
    let is_script = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/javascript"));
    let policy = if is_script { SCRIPT_POLICY } else { PAGE_POLICY };
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, policy),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (CACHE_CONTROL, cache_rule(&path)),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A file with a hash in its name never changes; everything else is asked for anew.
fn cache_rule(path: &str) -> &'static str {
    if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Trunk names hashed files `name-0123456789abcdef.ext`, with `_bg` after the hash for WebAssembly.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let hash = |part: &str| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split(['-', '_', '.']).skip(1).any(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_long() {
        assert!(has_hash("/cohort-explorer-2f1ec7bcd5a0f3e1_bg.wasm"));
        assert!(has_hash("/sub/tokens-1a2b3c4d5e6f7a8b.css"));
        assert!(!has_hash("/index.html"));
        assert!(!has_hash("/nodes.json"));
        assert!(!has_hash("/cohort-worker.js"));
        assert!(!has_hash("/"));
    }
}
