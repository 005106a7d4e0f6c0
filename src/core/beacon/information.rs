//! Reads what a node says of itself (`/info`). Must not know who was asked.

use serde_json::Value;

/// The part of it that a person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Information {
    /// The node's own name.
    pub name: String,
    /// Its own id (`beaconId`).
    pub beacon: Option<String>,
    /// Version of the Beacon API it claims.
    pub api_version: Option<String>,
    /// Whom a network passes questions on to; empty for one Beacon.
    pub members: Vec<Member>,
}

/// A Beacon that a network asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Its `beaconId`.
    pub beacon: String,
    /// Its name, or its id again.
    pub name: String,
}

/// Longest name that is shown.
const MAX_NAME_CHARS: usize = 120;

/// Reads the body; `None` when it is no Beacon information.
pub fn read(body: &str) -> Option<Information> {
    let root: Value = serde_json::from_str(body).ok()?;
    let response = &root["response"];
    let name = response["name"].as_str().or_else(|| response["id"].as_str())?;
    let version = response["apiVersion"].as_str().or_else(|| root["meta"]["apiVersion"].as_str());
    let beacon = root["meta"]["beaconId"].as_str().or_else(|| response["id"].as_str());
    Some(Information {
        name: shortened(name),
        beacon: beacon.map(shortened),
        api_version: version.map(shortened),
        members: members(&root),
    })
}

/// Most members of a network that are listed.
const MAX_MEMBERS: usize = 200;

/// `responses[]`, beside or below `response`: each a Beacon's own information, with or without its envelope.
fn members(root: &Value) -> Vec<Member> {
    let list = root["responses"].as_array().or_else(|| root["response"]["responses"].as_array());
    let member = |one: &Value| {
        let inner = &one["response"];
        let beacon = [&one["meta"]["beaconId"], &inner["id"], &one["beaconId"], &one["id"]];
        let beacon = beacon.into_iter().find_map(Value::as_str)?;
        let name = [&inner["name"], &one["name"]].into_iter().find_map(Value::as_str).unwrap_or(beacon);
        Some(Member { beacon: shortened(beacon), name: shortened(name) })
    };
    list.into_iter().flatten().take(MAX_MEMBERS).filter_map(member).collect()
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
        let expected = Information {
            name: "Example".into(),
            beacon: Some("org.example".into()),
            api_version: Some("v2.0.0".into()),
            members: Vec::new(),
        };
        assert_eq!(read(body), Some(expected));
        assert_eq!(read("{}"), None);
        assert_eq!(read("<html>"), None);
    }

    #[test]
    fn a_network_names_its_members() {
        let body = r#"{"meta":{"beaconId":"net"},"response":{"id":"net"},"responses":[
            {"meta":{"beaconId":"a"},"response":{"id":"org.a","name":"A"}},{"id":"b"},{"odd":1}]}"#;
        let member = |beacon: &str, name: &str| Member { beacon: beacon.into(), name: name.into() };
        assert_eq!(read(body).unwrap().members, [member("a", "A"), member("b", "b")]);
    }
}
