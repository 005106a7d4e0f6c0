//! The only questions this page can ask a node: no constructor takes a record, a table or a file.
//!
//! Must not know how the question is sent.

use serde_json::{Map, Value, json};

use super::{
    asked::{Asked, Entity},
    people::Condition,
    profile::{Envelope, Method, Profile, StartForm, VariantTypeRule},
    question::{Question, Stretch},
    registry::{Node, NodeId},
    terms::PAGE_TERMS,
};
use crate::{genome::Chromosome, variant::Variant};

/// Why something leaves this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// How often one variant was seen.
    VariantFrequency,
    /// What a node says of itself; tells it nothing about a variant.
    NodeInformation,
    /// How a node answers a question about a well-known variant, the same for everybody; tells nothing about a person.
    Examination,
    /// Whether anything is there at all, after a connection failed; tells nothing about a variant.
    Reachability,
    /// How many people have a variant and something else; tells the variant and the rest.
    PeopleCount,
}

/// A literal question, shown to the person before it leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    recipient: NodeId,
    purpose: Purpose,
    url: String,
    body: Option<String>,
    asked: Asked,
    is_signed_in: bool,
}

impl Request {
    /// One question about one variant, the way the node wants to be asked. POST where it takes that, so that no
    /// address, log or history holds it.
    pub fn ask(node: &Node, question: &Question, profile: Profile) -> Self {
        Self::ask_page(node, question, profile, 0)
    }

    /// A further page of the answer to it, the first being 0.
    pub fn ask_page(node: &Node, question: &Question, profile: Profile, page: u32) -> Self {
        let purpose = match question.entity() {
            Entity::Individuals => Purpose::PeopleCount,
            Entity::Variants | Entity::Other => Purpose::VariantFrequency,
        };
        Self::with_question(node, purpose, question, profile, page)
    }

    /// The same about a variant that says nothing of anybody, to see how the node answers.
    pub fn examining(node: &Node, question: &Question, profile: Profile) -> Self {
        Self::with_question(node, Purpose::Examination, question, profile, 0)
    }

    fn with_question(node: &Node, purpose: Purpose, question: &Question, profile: Profile, page: u32) -> Self {
        let envelope = envelope(question, profile, page);
        let asked = Asked::of_envelope(question.entity(), &envelope);
        let path = if question.entity() == Entity::Individuals { "individuals" } else { "g_variants" };
        let base = format!("{}/{path}", node.base());
        let (url, body) = match profile.method {
            // Laid out over lines: what the person reads before the confirm is what leaves, byte for byte.
            Method::Post => (base, Some(format!("{envelope:#}"))),
            Method::Get => (format!("{base}?{}", query_string(&asked.parameters, question, page)), None),
        };
        Self { recipient: node.id.clone(), purpose, url, body, asked, is_signed_in: false }
    }

    /// What does the node say of itself?
    pub fn information(node: &Node, page: InformationPage) -> Self {
        Self::without_question(node, Purpose::NodeInformation, format!("{}{}", node.base(), page.path()))
    }

    /// One page of its terms, from 0, where they come in pages.
    pub fn terms_page(node: &Node, page: usize) -> Self {
        let path = InformationPage::FilteringTerms.path();
        let url = format!("{}{path}?skip={page}&limit={PAGE_TERMS}", node.base());
        Self::without_question(node, Purpose::NodeInformation, url)
    }

    /// Is anything there? The answer is not read, which needs no leave of the node.
    pub fn reachability(node: &Node) -> Self {
        Self::without_question(node, Purpose::Reachability, format!("{}/info", node.base()))
    }

    fn without_question(node: &Node, purpose: Purpose, url: String) -> Self {
        let asked = Asked::of_envelope(Entity::Other, &Value::Null);
        Self { recipient: node.id.clone(), purpose, url, body: None, asked, is_signed_in: false }
    }

    /// The same with the person's sign-in, where it is a question to a node that the registry names for it.
    #[must_use]
    pub fn with_sign_in(self, node: &Node) -> Self {
        let is_to_node = self.recipient == node.id && self.url.starts_with(&format!("{}/", node.url));
        let is_signed_in = node.sign_in && is_to_node && self.purpose == Purpose::VariantFrequency;
        Self { is_signed_in, ..self }
    }

    /// Whether it is sent with the person's sign-in.
    pub fn is_signed_in(&self) -> bool {
        self.is_signed_in
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

    /// What it asks, as it is sent: the answer is compared with it.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }
}

/// A page on which a node describes itself (Beacon v2 framework, informational endpoints).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InformationPage {
    /// Who it is.
    Info,
    /// Granularities and maturity.
    Configuration,
    /// What can be asked for.
    EntryTypes,
    /// Where.
    Map,
    /// Terms that individuals and variants can be narrowed down by.
    FilteringTerms,
}

impl InformationPage {
    /// All, in the order they are asked for.
    pub const ALL: [Self; 5] = [Self::Info, Self::Configuration, Self::EntryTypes, Self::Map, Self::FilteringTerms];

    /// After the node's address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Info => "/info",
            Self::Configuration => "/configuration",
            Self::EntryTypes => "/entry_types",
            Self::Map => "/map",
            Self::FilteringTerms => "/filtering_terms",
        }
    }
}

/// The body, by the profile. Full: bare chromosome name, 0-based `start` as an array, no keys beyond the
/// specification's (Beacon v2 framework, `beaconRequestBody`; model, `genomicVariations` request parameters).
fn envelope(question: &Question, profile: Profile, page: u32) -> Value {
    let parameters = parameters(question, profile);
    let parameters = match profile.envelope {
        Envelope::Wrapped => json!({ "g_variant": parameters }),
        Envelope::Full | Envelope::Small => Value::Object(parameters),
    };
    if profile.envelope == Envelope::Small {
        let mut small = json!({
            "meta": { "apiVersion": "v2.0" },
            "query": query(&parameters, question),
        });
        if page > 0 {
            small["query"]["pagination"] = json!({ "skip": page, "limit": profile.page_size });
        }
        return small;
    }
    json!({
        "meta": { "apiVersion": "v2.0" },
        "query": {
            "requestParameters": parameters,
            "filters": filters(question),
            "includeResultsetResponses": "ALL",
            "pagination": { "skip": page, "limit": profile.page_size },
            "testMode": false,
            "requestedGranularity": granularity(question),
        },
    })
}

/// The smallest query: filters only where there are some.
fn query(parameters: &Value, question: &Question) -> Value {
    let mut query = json!({ "requestParameters": parameters, "requestedGranularity": granularity(question) });
    if let Question::People { .. } = question {
        query["filters"] = filters(question);
    }
    query
}

fn filters(question: &Question) -> Value {
    match question {
        Question::People { conditions, .. } => conditions.iter().map(Condition::to_json).collect(),
        _ => json!([]),
    }
}

/// People are counted, never listed.
fn granularity(question: &Question) -> &'static str {
    if matches!(question, Question::People { .. }) { "count" } else { "record" }
}

fn parameters(question: &Question, profile: Profile) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| drop(map.insert(key.to_owned(), value));
    let place = |chromosome: Chromosome| {
        let prefix = if profile.chr_prefix { "chr" } else { "" };
        Value::from(format!("{prefix}{}", chromosome.name()))
    };
    let positions = |list: &[u32]| match profile.start {
        StartForm::List => json!(list),
        StartForm::Text => list.iter().map(u32::to_string).collect::<Vec<_>>().join(",").into(),
    };
    let mut range = |stretch: &Stretch, start: &[u32], end: &[u32]| {
        put("assemblyId", stretch.assembly.name().into());
        put("referenceName", place(stretch.chromosome));
        put("start", positions(start));
        put("end", positions(end));
    };
    match question {
        Question::Variant(variant) | Question::People { variant, .. } => {
            let (start, reference, alternate) = written(variant, profile);
            put("assemblyId", variant.assembly().name().into());
            put("referenceName", place(variant.chromosome()));
            put("start", positions(&[start]));
            put("referenceBases", reference.into());
            put("alternateBases", alternate.into());
            if profile.variant_type == VariantTypeRule::Indels && reference.len() != alternate.len() {
                put("variantType", "INDEL".into());
            }
        }
        Question::Block { variant, width } => {
            let block = width.block_of(variant);
            range(&block, &[block.start_0based], &[block.end_0based]);
        }
        Question::Range(stretch) => range(stretch, &[stretch.start_0based], &[stretch.end_0based]),
        Question::Bracket { start, end_0based } => range(start, &[start.start_0based, start.end_0based], end_0based),
        Question::Gene { symbol, assembly } => {
            put("geneId", symbol.as_str().into());
            put("assemblyId", assembly.name().into());
        }
        Question::AminoAcid { symbol, change } => {
            put("aminoacidChange", change.as_str().into());
            put("geneId", symbol.as_str().into());
        }
        Question::Hgvs(expression) => put("genomicAlleleShortForm", expression.as_str().into()),
    }
    map
}

/// Start from 0, REF and ALT; without the shared first base where the node stores insertions and deletions so.
pub(super) fn written(variant: &Variant, profile: Profile) -> (u32, &str, &str) {
    let (start, reference, alternate) =
        (variant.position().start_0based(), variant.reference().as_str(), variant.alternate().as_str());
    let is_indel = reference.len() != alternate.len();
    match (reference.split_at_checked(1), alternate.split_at_checked(1)) {
        (Some((anchor, reference)), Some((same, alternate)))
            if profile.trimmed_indels && is_indel && anchor == same =>
        {
            (start + 1, reference, alternate)
        }
        _ => (start, reference, alternate),
    }
}

/// Parameters of a GET: lists joined by commas, everything but letters, digits and `-._~` as percent codes.
fn query_string(parameters: &Map<String, Value>, question: &Question, page: u32) -> String {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut pairs: Vec<(&str, String)> = parameters
        .iter()
        .map(|(key, value)| match value {
            Value::Array(items) => (key.as_str(), items.iter().map(plain).collect::<Vec<_>>().join(",")),
            other => (key.as_str(), plain(other)),
        })
        .collect();
    if let Question::People { conditions, .. } = question {
        pairs.push(("filters", conditions.iter().map(Condition::to_text).collect::<Vec<_>>().join(",")));
    }
    pairs.push(("requestedGranularity", granularity(question).to_owned()));
    pairs.push(("includeResultsetResponses", "ALL".to_owned()));
    if page > 0 {
        pairs.push(("skip", page.to_string()));
    }
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={}", percent_encoded(value))).collect();
    pairs.join("&")
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        beacon::{
            people::{self, Filter},
            profile::Dialect,
            question::BlockWidth,
            registry::Registry,
            terms,
        },
        genome::Assembly,
        variant::{known::Catalogue, notation},
    };

    fn variant(text: &str) -> Variant {
        match notation::read(text, Assembly::Grch38, &Catalogue::built_in()).unwrap() {
            notation::Understood::Variants { variants, .. } => variants[0].clone(),
            other => panic!("{other:?}"),
        }
    }

    fn request(question: &Question, profile: Profile) -> Request {
        let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        Request::ask(&registry.nodes()[0], question, profile)
    }

    fn sent(question: &Question, profile: Profile) -> Value {
        let body: Value = serde_json::from_str(request(question, profile).body().unwrap()).unwrap();
        body["query"]["requestParameters"].clone()
    }

    #[test]
    fn one_variant_and_nothing_else_is_asked() {
        let question = Question::Variant(variant("chr3:45823240 T>C"));
        let request = request(&question, Profile::of(Dialect::Unknown));
        assert_eq!(request.method(), "POST");
        assert!(request.url().ends_with("/g_variants"));
        assert_eq!(
            sent(&question, Profile::of(Dialect::Unknown)),
            json!({"assemblyId":"GRCh38","referenceName":"3","start":[45823239],"referenceBases":"T","alternateBases":"C"})
        );
        assert!(request.asked().is_one_variant());
    }

    #[test]
    fn each_dialect_its_own_form() {
        let deletion = Question::Variant(variant("7-117559590-ATCT-A"));
        assert_eq!(sent(&deletion, Profile::of(Dialect::MiniNode))["variantType"], "INDEL");
        assert_eq!(sent(&deletion, Profile::of(Dialect::Pi)).get("variantType"), None);
        let trimmed = sent(&deletion, Profile::of(Dialect::Bycon));
        assert_eq!((&trimmed["start"], &trimmed["referenceBases"]), (&json!([117_559_590]), &json!("TCT")));
        assert_eq!(trimmed["alternateBases"], "");
        assert_eq!(sent(&deletion, Profile::of(Dialect::Ri))["start"], "117559589");
        let wrapped = Profile { envelope: Envelope::Wrapped, chr_prefix: true, ..Profile::default() };
        assert_eq!(sent(&deletion, wrapped)["g_variant"]["referenceName"], "chr7");
    }

    #[test]
    fn a_get_holds_the_same_question() {
        let get = Profile { method: Method::Get, ..Profile::default() };
        let request = request(&Question::Hgvs("NC_000022.11:g.16050075A>G".into()), get);
        assert_eq!((request.method(), request.body()), ("GET", None));
        assert!(request.url().ends_with(
            "/g_variants?genomicAlleleShortForm=NC_000022.11%3Ag.16050075A%3EG&requestedGranularity=record\
             &includeResultsetResponses=ALL"
        ));
    }

    #[test]
    fn people_are_counted_and_not_listed() {
        let offered = terms::read(r#"{"filteringTerms":[{"id":"HP:0001250"}]}"#).unwrap();
        let filter = Filter::Term { key: "HP:0001250".into(), name: "Seizure".into() };
        let filters = [filter];
        let question = people::question(&variant("chr3:45823240 T>C"), &filters, &offered).unwrap();
        for dialect in Dialect::ALL {
            let request = request(&question, Profile::of(dialect));
            assert!(request.url().ends_with("/individuals"));
            assert_eq!(request.purpose(), Purpose::PeopleCount);
            let query = serde_json::from_str::<Value>(request.body().unwrap()).unwrap()["query"].clone();
            assert_eq!(query["filters"], json!([{"id": "HP:0001250"}]));
            assert_eq!(query["requestedGranularity"], "count");
            assert_eq!(query["requestParameters"]["referenceBases"], "T");
        }
        let get = request(&question, Profile { method: Method::Get, ..Profile::default() });
        assert!(get.url().contains("filters=HP%3A0001250&requestedGranularity=count"));
    }

    #[test]
    fn every_kind_of_question() {
        let stretch = BlockWidth::Thousand.block_of(&variant("chr3:45823240 T>C"));
        let place = json!({"assemblyId": "GRCh38", "referenceName": "3", "start": [45_823_000], "end": [45_824_000]});
        let profile = Profile::default();
        assert_eq!(sent(&Question::Range(stretch), profile), place);
        let block = Question::Block { variant: variant("chr3:45823240 T>C"), width: BlockWidth::Thousand };
        assert_eq!(sent(&block, profile), place, "where in the block the change lies is not told");
        let bracket = Question::Bracket { start: stretch, end_0based: [45_900_000, 45_900_010] };
        assert_eq!(sent(&bracket, profile)["start"], json!([45_823_000, 45_824_000]));
        assert_eq!(sent(&bracket, profile)["end"], json!([45_900_000, 45_900_010]));
        let gene = Question::Gene { symbol: "F5".into(), assembly: Assembly::Grch38 };
        assert_eq!(sent(&gene, profile), json!({"geneId": "F5", "assemblyId": "GRCh38"}));
        let change = Question::AminoAcid { symbol: "F5".into(), change: "Arg534Gln".into() };
        assert_eq!(sent(&change, profile), json!({"geneId": "F5", "aminoacidChange": "Arg534Gln"}));
    }
}
