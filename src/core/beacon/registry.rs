//! Who can be asked: `nodes.json`, format in `public/nodes.schema.json`.
//!
//! Must not know whether anybody answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::profile::{Dialect, Overrides, Profile};
use crate::{
    genome::Assembly,
    sign_in::{Access, Provider},
};

/// Key of a node within the registry.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub String);

/// A text in several languages, by language tag; English is always there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[serde(rename_all = "camelCase")]
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
    /// Its people do not exist: the counts are made up for demonstration, and never pooled with real ones.
    #[serde(default)]
    pub synthetic: bool,
    /// Its people descend from few founders, so an allele may have become common there by chance.
    #[serde(default)]
    pub founder: bool,
    /// Asked through the page's own server, because it does not let a browser's page read its answers.
    #[serde(default)]
    pub relay: bool,
    /// Where its operator answers technical questions; never about a person.
    #[serde(default)]
    pub contact: Option<String>,
    /// Who put it into the list.
    #[serde(skip)]
    pub listed_by: ListedBy,
    /// Whether it may be told who asks: the sign-in's token is for it.
    #[serde(default)]
    pub sign_in: bool,
    /// Where access to its data is applied for.
    #[serde(default)]
    pub access: Option<Access>,
}

/// Who put a node into the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListedBy {
    /// Whoever runs the page.
    #[default]
    Deployer,
    /// The person at this device, for this device only.
    Person,
}

impl Node {
    /// A node that a person adds by its address; it has yet to say who it is.
    pub fn of_person(address: &str, assembly: Assembly) -> Self {
        let url = address.trim().trim_end_matches('/').to_owned();
        let host = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).to_owned();
        let text = |text: &str| Translated(BTreeMap::from([("en".to_owned(), text.to_owned())]));
        Self {
            id: NodeId(url.clone()),
            country: None,
            name: text(host.split('/').next().unwrap_or_default()),
            cohort: text(&host),
            people: None,
            operator: host,
            url,
            kind: NodeKind::Node,
            assemblies: vec![assembly],
            profile: Overrides::default(),
            floor: None,
            synthetic: false,
            founder: false,
            relay: false,
            contact: None,
            listed_by: ListedBy::Person,
            sign_in: false,
            access: None,
        }
    }

    /// Where requests go: the node itself, or the page's own server, which passes them on.
    pub fn base(&self) -> String {
        if self.relay { format!("relay/{}", self.id.0) } else { self.url.clone() }
    }

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
    /// Origins that nodes added by a person may have: `https://beacon.example`, `http://127.0.0.1:*`, or `https:` for all.
    #[serde(default)]
    own_nodes: Vec<String>,
    #[serde(default)]
    sign_in: Option<Provider>,
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
    /// The sign-in cannot be used.
    #[error("nodes.json, signIn: {0}")]
    SignIn(String),
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
            let addresses = [Some(&node.url), node.access.as_ref().map(|access| &access.url)];
            if let Some(url) = addresses.into_iter().flatten().find(|url| !is_allowed_origin(url)) {
                return Err(BadRegistry::Address { id: node.id.0.clone(), url: url.clone() });
            }
        }
        if let Some(provider) = &registry.sign_in {
            provider.check().map_err(BadRegistry::SignIn)?;
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

    /// Adds a node of the person's own, for this device only.
    ///
    /// # Errors
    /// Says what is wrong with the address, or that the page may not connect to it.
    pub fn add(&mut self, node: Node) -> Result<(), NotAdded> {
        if !is_allowed_origin(&node.url) {
            return Err(NotAdded::Address);
        }
        if self.nodes.iter().any(|other| other.url == node.url) {
            return Err(NotAdded::Listed);
        }
        if !self.own_nodes.iter().any(|source| covers(source, &node.url)) {
            return Err(NotAdded::Policy);
        }
        self.nodes.push(node);
        Ok(())
    }

    /// Takes a node of the person's own out again; the deployer's stay.
    pub fn remove(&mut self, id: &NodeId) {
        self.nodes.retain(|node| node.id != *id || node.listed_by == ListedBy::Deployer);
    }

    /// The nodes that the person has added.
    pub fn own(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| node.listed_by == ListedBy::Person)
    }

    /// Gives a node of the person's own the name that it calls itself by.
    pub fn rename(&mut self, id: &NodeId, name: &str) {
        let own = self.nodes.iter_mut().find(|node| node.id == *id && node.listed_by == ListedBy::Person);
        if let Some(node) = own {
            node.name = Translated(BTreeMap::from([("en".to_owned(), name.to_owned())]));
        }
    }

    /// Who signs people in, if anybody.
    pub fn sign_in(&self) -> Option<&Provider> {
        self.sign_in.as_ref()
    }

    /// One of them.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == *id)
    }
}

/// Why a node of the person's own is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdded {
    /// Not an address that may be asked: `https://…`, or `http://` on this machine.
    Address,
    /// It stands in the list.
    Listed,
    /// The page's policy lets the browser connect to listed addresses only.
    Policy,
}

/// Whether a source of the page's policy covers an address (CSP Level 3, host and scheme sources).
fn covers(source: &str, url: &str) -> bool {
    if source == "https:" {
        return url.starts_with("https://");
    }
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with('/');
    match source.strip_suffix(":*") {
        Some(host) => url.strip_prefix(host).is_some_and(|rest| {
            let port = rest.strip_prefix(':').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
            is_end(port.unwrap_or(rest))
        }),
        None => url.strip_prefix(source).is_some_and(is_end),
    }
}

/// Variants and tokens travel encrypted, except to this very machine.
pub(crate) fn is_allowed_origin(url: &str) -> bool {
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
    fn a_person_adds_only_what_the_page_may_connect_to() {
        let good = ONE.replace("URL", "https://beacon.example/api");
        let text = format!(r#"{{"version":1,"nodes":[{good}],"ownNodes":["http://127.0.0.1:*","https://b.example"]}}"#);
        let mut registry = Registry::read(&text).unwrap();
        let mut add = |url: &str| registry.add(Node::of_person(url, Assembly::Grch38));
        assert_eq!(add(" http://127.0.0.1:5050/api/ "), Ok(()));
        assert_eq!(add("http://127.0.0.1:5050/api"), Err(NotAdded::Listed));
        assert_eq!(add("https://b.example/beacon"), Ok(()));
        assert_eq!(add("https://b.example.evil/beacon"), Err(NotAdded::Policy));
        assert_eq!(add("https://beacon.example/api/v2"), Err(NotAdded::Policy));
        assert_eq!(add("http://b.example"), Err(NotAdded::Address));
        let own: Vec<&str> = registry.own().map(|node| node.url.as_str()).collect();
        assert_eq!(own, ["http://127.0.0.1:5050/api", "https://b.example/beacon"]);
        registry.remove(&NodeId("fi".into()));
        registry.remove(&NodeId("https://b.example/beacon".into()));
        assert_eq!(registry.nodes().len(), 2, "what the deployer lists stays");
        assert!(covers("https:", "https://any.example/x") && !covers("https://a.example", "https://a.example:8443/"));
    }

    #[test]
    fn a_relayed_node_is_asked_at_the_page_s_own_server() {
        let relayed = ONE.replace("URL", "https://beacon.example/api").replace("\"kind\"", "\"relay\":true,\"kind\"");
        let registry = registry(&[&relayed], 1).unwrap();
        assert_eq!(registry.nodes()[0].base(), "relay/fi");
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

    #[test]
    fn a_provider_and_the_nodes_it_is_for() {
        let good = ONE.replace("URL", "https://beacon.example/api").replace(
            r#""kind""#,
            r#""signIn":true,"access":{"dataset":"D1","url":"https://rems.example/apply"},"kind""#,
        );
        let text = |scopes: &str| {
            format!(
                r#"{{"version":1,"nodes":[{good}],"signIn":{{"name":{{"en":"Login"}},"issuer":"https://login.example",
                "clientId":"page","scopes":[{scopes}]}}}}"#
            )
        };
        let read = Registry::read(&text(r#""openid""#)).unwrap();
        assert_eq!(read.sign_in().unwrap().issuer, "https://login.example");
        assert!(read.nodes()[0].sign_in);
        assert_eq!(read.nodes()[0].access.as_ref().unwrap().dataset, "D1");
        assert!(matches!(Registry::read(&text("")), Err(BadRegistry::SignIn(_))));
        let bad = good.replace("https://rems", "javascript://rems");
        assert!(matches!(registry(&[&bad], 1), Err(BadRegistry::Address { .. })));
    }
}
