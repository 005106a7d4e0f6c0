//! Reads what a node says of itself (`/info`). Must not know who was asked.

use serde_json::Value;

/// The part of it that a person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Information {
    /// The node's own name.
    pub name: String,
    /// Version of the Beacon API it claims.
    pub api_version: Option<String>,
}

/// Longest name that is shown.
const MAX_NAME_CHARS: usize = 120;

/// Reads the body; `None` when it is no Beacon information.
pub fn read(body: &str) -> Option<Information> {
    let root: Value = serde_json::from_str(body).ok()?;
    let response = &root["response"];
    let name = response["name"].as_str().or_else(|| response["id"].as_str())?;
    let version = response["apiVersion"].as_str().or_else(|| root["meta"]["apiVersion"].as_str());
    Some(Information { name: shortened(name), api_version: version.map(shortened) })
}

fn shortened(text: &str) -> String {
    text.chars().take(MAX_NAME_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_version() {
        let body = r#"{"meta":{"apiVersion":"v2.0.0"},"response":{"id":"org.example","name":"Example"}}"#;
        let expected = Information { name: "Example".into(), api_version: Some("v2.0.0".into()) };
        assert_eq!(read(body), Some(expected));
        assert_eq!(read("{}"), None);
        assert_eq!(read("<html>"), None);
    }
}
