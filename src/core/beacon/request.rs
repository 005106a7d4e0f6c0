//! The only questions this page can ask a node: no constructor takes a record, a table or a file.
//!
//! Must not know how the question is sent.

use serde_json::json;

use super::registry::{Node, NodeId};
use crate::variant::Variant;

/// Why something leaves this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// How often one variant was seen.
    VariantFrequency,
    /// What a node says of itself; tells it nothing about a variant.
    NodeInformation,
}

/// A literal question, shown to the person before it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    recipient: NodeId,
    purpose: Purpose,
    url: String,
    body: Option<String>,
}

impl Request {
    /// How often was this one variant seen? POST, so that no address, log or history holds it.
    ///
    /// The form most Beacon v2 servers accept: bare chromosome name, 0-based `start` as an array, no keys beyond
    /// the specification's (Beacon v2 framework, `beaconRequestBody`; model, `genomicVariations` request parameters).
    pub fn frequency(node: &Node, variant: &Variant) -> Self {
        let body = json!({
            "meta": { "apiVersion": "v2.0" },
            "query": {
                "requestParameters": {
                    "assemblyId": variant.assembly().name(),
                    "referenceName": variant.chromosome().name(),
                    "start": [variant.position().start_0based()],
                    "referenceBases": variant.reference().as_str(),
                    "alternateBases": variant.alternate().as_str(),
                },
                "filters": [],
                "includeResultsetResponses": "ALL",
                "pagination": { "skip": 0, "limit": 100 },
                "testMode": false,
                "requestedGranularity": "record",
            },
        });
        Self {
            recipient: node.id.clone(),
            purpose: Purpose::VariantFrequency,
            url: format!("{}/g_variants", node.url),
            // Laid out over lines: what the person reads before the confirm is what leaves, byte for byte.
            body: Some(format!("{body:#}")),
        }
    }

    /// What does the node say of itself?
    pub fn information(node: &Node) -> Self {
        Self {
            recipient: node.id.clone(),
            purpose: Purpose::NodeInformation,
            url: format!("{}/info", node.url),
            body: None,
        }
    }

    /// Who is asked.
    pub fn recipient(&self) -> &NodeId {
        &self.recipient
    }

    /// Why.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Full address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// JSON text to POST; a request without one is a GET.
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// `GET` or `POST`.
    pub fn method(&self) -> &'static str {
        if self.body.is_some() { "POST" } else { "GET" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        beacon::registry::Registry,
        genome::Assembly,
        variant::{known::Catalogue, notation},
    };

    #[test]
    fn one_variant_and_nothing_else_is_asked() {
        let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        let notation::Understood::Variants { variants, .. } =
            notation::read("chr3:45823240 T>C", Assembly::Grch38, &Catalogue::built_in()).unwrap()
        else {
            panic!("not one variant")
        };
        let request = Request::frequency(&registry.nodes()[0], &variants[0]);
        assert_eq!(request.method(), "POST");
        assert!(request.url().ends_with("/g_variants"));
        let body: serde_json::Value = serde_json::from_str(request.body().unwrap()).unwrap();
        assert_eq!(
            body["query"]["requestParameters"],
            json!({"assemblyId":"GRCh38","referenceName":"3","start":[45823239],"referenceBases":"T","alternateBases":"C"})
        );
    }
}
