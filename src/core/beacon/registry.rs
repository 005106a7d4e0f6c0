//! Who can be asked: `nodes.json`, format in `public/nodes.schema.json`.
//!
//! Must not know whether anybody answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::profile::{Dialect, Overrides, Profile};
use crate::genome::Assembly;

/// Key of a node within the registry.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub String);

/// A text in several languages, by language tag; English is always there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct Translated(BTreeMap<String, String>);

impl Translated {
    /// In a language, or in English.
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.get("en")).map_or("", String::as_str)
    }
}

impl TryFrom<BTreeMap<String, String>> for Translated {
    type Error = &'static str;

    fn try_from(texts: BTreeMap<String, String>) -> Result<Self, Self::Error> {
        if texts.contains_key("en") { Ok(Self(texts)) } else { Err("a text needs at least its English form, \"en\"") }
    }
}

/// One Beacon that answers for a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Unique in the registry.
    pub id: NodeId,
    /// ISO 3166-1 alpha-2, or none for a cohort that is of no country.
    pub country: Option<String>,
    /// Short name for charts.
    pub name: Translated,
    /// Whose counts these are, and what they stand for.
    pub cohort: Translated,
    /// Number of people, when the operator says so.
    #[serde(default)]
    pub people: Option<u32>,
    /// Who runs it.
    pub operator: String,
    /// Base URL, without a slash at its end.
    pub url: String,
    /// One Beacon or a network of them.
    pub kind: NodeKind,
    /// Builds it has counts in.
    pub assemblies: Vec<Assembly>,
    /// How it wants to be asked, where that is not what its software usually wants.
    #[serde(default)]
    pub profile: Overrides,
    /// Smallest count that it tells of, where it hides smaller ones without saying so in its answers.
    #[serde(default)]
    pub floor: Option<u32>,
}

impl Node {
    /// How it is asked: as the registry says, else as is usual for its software, else as most servers accept.
    pub fn profile(&self, learnt: Dialect) -> Profile {
        let learnt = if self.kind == NodeKind::Network { Dialect::Network } else { learnt };
        self.profile.applied(learnt, self.floor)
    }
}

/// Kinds of Beacon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// Answers for itself.
    Node,
    /// Asks its members.
    Network,
}

/// All nodes, in the order they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Registry {
    version: u32,
    nodes: Vec<Node>,
    #[serde(default = "usual_budget")]
    file_variants_per_session: u32,
}

/// 30 to 80 independent variants single out one person (Lin, Owen and Altman, Science 2004;305:183); a session stays far
/// below.
fn usual_budget() -> u32 {
    10
}

/// Why a registry cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRegistry {
    /// Not the documented format.
    #[error("nodes.json, line {line}: {message}")]
    Format {
        /// Line in the file.
        line: usize,
        /// What the JSON reader says.
        message: String,
    },
    /// A later format.
    #[error("nodes.json is of version {0}, this page reads version 1")]
    Version(u32),
    /// Two nodes share an id.
    #[error("nodes.json has two nodes with the id {0:?}")]
    DuplicateId(String),
    /// Not an address that may be asked.
    #[error("nodes.json, node {id:?}: the url must begin with https:// (http:// only on this machine): {url}")]
    Address {
        /// The node.
        id: String,
        /// Its url.
        url: String,
    },
}

impl Registry {
    /// Reads the file.
    ///
    /// # Errors
    /// Says which line or node is wrong; a registry is taken whole or not at all.
    pub fn read(text: &str) -> Result<Self, BadRegistry> {
        let registry: Self = serde_json::from_str(text)
            .map_err(|error| BadRegistry::Format { line: error.line(), message: error.to_string() })?;
        if registry.version != 1 {
            return Err(BadRegistry::Version(registry.version));
        }
        for (at, node) in registry.nodes.iter().enumerate() {
            if registry.nodes[..at].iter().any(|other| other.id == node.id) {
                return Err(BadRegistry::DuplicateId(node.id.0.clone()));
            }
            if !may_be_asked(&node.url) {
                return Err(BadRegistry::Address { id: node.id.0.clone(), url: node.url.clone() });
            }
        }
        Ok(registry)
    }

    /// In display order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// How many variants of opened files may be asked about in one session.
    pub fn file_variants_per_session(&self) -> u32 {
        self.file_variants_per_session
    }

    /// One of them.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == *id)
    }
}

/// Variants travel encrypted, except to this very machine.
fn may_be_asked(url: &str) -> bool {
    let on_this_machine = ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|origin| {
        url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with(':') || rest.starts_with('/'))
    });
    let encrypted = url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
    (encrypted || on_this_machine) && !url.contains(['@', '?', '#', ' ', '\\', ';', ',', '\'', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"{"id":"fi","country":"FI","name":{"en":"Finland","de":"Finnland"},"cohort":{"en":"Finns"},
        "operator":"demo","url":"URL","kind":"node","assemblies":["GRCh38"]}"#;

    fn registry(nodes: &[&str], version: u32) -> Result<Registry, BadRegistry> {
        Registry::read(&format!(r#"{{"version":{version},"nodes":[{}]}}"#, nodes.join(",")))
    }

    #[test]
    fn the_shipped_registry_is_read() {
        let shipped = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        let finland = shipped.node(&NodeId("fi".into())).unwrap();
        assert_eq!(finland.name.get("de"), "Finnland");
        assert_eq!(finland.name.get("mt"), "Finland");
        assert_eq!(shipped.file_variants_per_session(), 10);
    }

    #[test]
    fn bad_registries_are_refused_whole() {
        let good = ONE.replace("URL", "https://beacon.example/api");
        assert!(registry(&[&good], 1).is_ok());
        assert_eq!(registry(&[&good], 2), Err(BadRegistry::Version(2)));
        assert_eq!(registry(&[&good, &good], 1), Err(BadRegistry::DuplicateId("fi".into())));
        assert!(matches!(Registry::read("{\n\"version\":1}"), Err(BadRegistry::Format { line: 2, .. })));
        for url in [
            "http://beacon.example",
            "http://127.0.0.1.evil.example",
            "https://",
            "javascript:alert(1)",
            "https://user@host/",
        ] {
            let bad = ONE.replace("URL", url);
            assert!(matches!(registry(&[&bad], 1), Err(BadRegistry::Address { .. })), "{url}");
        }
    }
}
