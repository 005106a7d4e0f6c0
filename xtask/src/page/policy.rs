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
    let checked = asked_urls(&registry).try_for_each(check_url);
    checked
        .and_then(|()| own_sources(&registry).try_for_each(check_source))
        .map_err(|what| Error::shape(&path, what))?;
    Ok(registry)
}

/// The policy of a page with these nodes (CSP Level 3; Trusted Types).
///
/// Each node is allowed by its whole address with a slash behind it, which allows what lies below and no neighbour; so is
/// who signs people in.
/// `frame-ancestors` is left to the server: a policy in a `<meta>` may not carry it.
pub(crate) fn content_security_policy(registry: &Value) -> String {
    let mut connect = vec!["'self'".to_owned()];
    let asked = asked_urls(registry).map(|url| format!("{}/", url.trim_end_matches('/')));
    for source in asked.chain(own_sources(registry).map(str::to_owned)) {
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

/// Sources that nodes added by a person may have.
fn own_sources(registry: &Value) -> impl Iterator<Item = &str> {
    let sources = registry.get("ownNodes").and_then(Value::as_array);
    sources.into_iter().flatten().filter_map(Value::as_str)
}

/// `https:`, or an origin whose port may be a star.
fn check_source(source: &str) -> Result<(), String> {
    let origin = source.strip_suffix(":*").unwrap_or(source);
    let host = ["https://", "http://127.0.0.1", "http://localhost"].iter().find_map(|start| origin.strip_prefix(start));
    let plain = host.is_some_and(|host| host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:".contains(c)));
    if plain || source == "https:" { Ok(()) } else { Err(format!("`ownNodes` has no plain origin: {source}")) }
}

/// Of the nodes that the page itself connects to (a relayed one is asked by the page's server), and of the sign-in where
/// there is one.
fn asked_urls(registry: &Value) -> impl Iterator<Item = &str> {
    let nodes = registry.get("nodes").and_then(Value::as_array).into_iter().flatten();
    let nodes = nodes.filter(|node| node.get("relay") != Some(&Value::Bool(true)));
    let sign_in = registry.get("signIn");
    let endpoints = sign_in.and_then(|sign_in| sign_in.get("endpoints")?.as_array()).into_iter().flatten();
    let of_sign_in = sign_in.and_then(|sign_in| sign_in.get("issuer")).into_iter().chain(endpoints);
    nodes.filter_map(|node| node.get("url")).chain(of_sign_in).filter_map(Value::as_str)
}

/// Refuses what would end the directive or the attribute it is written into, and what is no web address.
fn check_url(url: &str) -> Result<(), String> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    let plain = url.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/%[]".contains(c));
    if web && plain { Ok(()) } else { Err(format!("not a plain web address: {url}")) }
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
    fn a_relayed_node_is_not_connected_to_and_nodes_of_one_s_own_may_be() {
        let registry = json!({"nodes": [{"url": "https://beacon.example.org/api", "relay": true}],
            "ownNodes": ["http://127.0.0.1:*"]});
        let policy = content_security_policy(&registry);
        assert!(policy.contains("; connect-src 'self' http://127.0.0.1:*; "), "{policy}");
        assert!(check_source("https:").is_ok() && check_source("https://a.example:8443").is_ok());
        for bad in ["*", "http:", "http://a.example", "https://a.example; script-src *", "https://a/b"] {
            assert!(check_source(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn who_signs_people_in_is_allowed_and_nobody_beside() {
        let registry = json!({"nodes": [{"url": "https://beacon.example.org/api"}], "signIn": {
            "issuer": "https://login.example.org/oidc/", "endpoints": ["https://token.example.org"]}});
        let connect = "; connect-src 'self' https://beacon.example.org/api/ https://login.example.org/oidc/ https://token.example.org/; ";
        assert!(content_security_policy(&registry).contains(connect));
        let smuggled = json!({"nodes": [], "signIn": {"issuer": "https://x.example; script-src *"}});
        assert!(asked_urls(&smuggled).try_for_each(check_url).is_err());
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
