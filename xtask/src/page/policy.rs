//! The page's Content-Security-Policy, made from the node registry: what is not in the registry cannot be reached.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::Error;
use crate::project;

/// Where the finished page keeps the registry.
pub(super) fn registry_file(page: &Path) -> PathBuf {
    page.join("nodes.json")
}

/// The registry of a finished page.
pub(super) fn registry(page: &Path) -> Result<Value, Error> {
    let path = registry_file(page);
    let registry: Value = serde_json::from_str(&project::read(&path)?)
        .map_err(|error| Error::shape(&path, format!("not JSON: {error}")))?;
    node_urls(&registry).try_for_each(check_url).map_err(|what| Error::shape(&path, what))?;
    Ok(registry)
}

/// The policy of a page with these nodes (CSP Level 3; Trusted Types).
///
/// Each node is allowed by its whole address with a slash behind it, which allows what lies below and no neighbour.
/// `frame-ancestors` is left to the server: a policy in a `<meta>` may not carry it.
pub(crate) fn content_security_policy(registry: &Value) -> String {
    let mut connect = vec!["'self'".to_owned()];
    for url in node_urls(registry) {
        let source = format!("{}/", url.trim_end_matches('/'));
        if !connect.contains(&source) {
            connect.push(source);
        }
    }
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        &format!("connect-src {}", connect.join(" ")),
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types cohort-worker",
    ]
    .join("; ")
}

/// The registry with every node of this machine on another port.
pub(super) fn registry_on_port(registry: &Value, port: u16) -> Value {
    let mut registry = registry.clone();
    for node in registry.get_mut("nodes").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(url) = node.get_mut("url") {
            let moved = url.as_str().and_then(|url| on_port(url, port));
            if let Some(moved) = moved {
                *url = Value::String(moved);
            }
        }
    }
    registry
}

/// An address of this machine with another port; `None` for other machines.
fn on_port(url: &str, port: u16) -> Option<String> {
    let host = "http://127.0.0.1:";
    let rest = url.strip_prefix(host)?;
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    Some(format!("{host}{port}{path}"))
}

fn node_urls(registry: &Value) -> impl Iterator<Item = &str> {
    let nodes = registry.get("nodes").and_then(Value::as_array);
    nodes.into_iter().flatten().filter_map(|node| node.get("url")?.as_str())
}

/// Refuses what would end the directive or the attribute it is written into, and what is no web address.
fn check_url(url: &str) -> Result<(), String> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    let plain = url.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/%[]".contains(c));
    if web && plain { Ok(()) } else { Err(format!("a node's `url` is not a plain web address: {url}")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_policy_names_each_node_once_and_no_more() {
        let registry = json!({"nodes": [
            {"url": "https://beacon.example.org/api"}, {"url": "http://127.0.0.1:8081/fi/"}, {"url": "http://127.0.0.1:8081/fi"},
        ]});
        let policy = content_security_policy(&registry);
        let connect = "; connect-src 'self' https://beacon.example.org/api/ http://127.0.0.1:8081/fi/; ";
        assert!(policy.contains(connect), "{policy}");
        assert!(policy.starts_with("default-src 'none'; "));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }

    #[test]
    fn only_nodes_of_this_machine_move() {
        let registry =
            json!({"nodes": [{"url": "http://127.0.0.1:8081/fi"}, {"url": "https://beacon.example.org/api"}]});
        let moved = json!({"nodes": [{"url": "http://127.0.0.1:9000/fi"}, {"url": "https://beacon.example.org/api"}]});
        assert_eq!(registry_on_port(&registry, 9000), moved);
    }

    #[test]
    fn an_address_cannot_smuggle_a_directive() {
        assert!(check_url("https://x.example/; script-src *").is_err());
        assert!(check_url("https://x.example/\" onload=\"").is_err());
        assert!(check_url("javascript:alert(1)").is_err());
        assert!(check_url("https://x.example:8443/beacon/v2").is_ok());
    }
}
