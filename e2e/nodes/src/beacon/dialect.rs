//! The ways of other Beacon servers than the Genome of Europe's: what each refuses, what it takes for another question, and
//! how its answers look.
//!
//! Faithful to answers captured from running servers (`src/core/tests/beacon`) where there are any; the reference
//! implementation (RI) and networks follow the specification and what is written of them. One thing is kinder than life:
//! every demo node lets a browser read its answers, which mini-node does not.

mod bycon;
mod mini_node;
mod network;
mod pi;
mod ri;

use serde_json::{Map, Value, json};

use crate::dataset::Node;

pub use network::{FAILING, MISSING};

/// Server software.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// `gdi-node-standalone`, the Genome of Europe's.
    #[default]
    GenomeOfEurope,
    /// `gdi-mini-node` 0.9.1.
    MiniNode,
    /// EGA `beacon2-pi-api` 2.2.5.
    Pi,
    /// EGA `beacon2-ri-api`.
    Ri,
    /// `bycon` 3.4.
    Bycon,
    /// A Beacon network.
    Network,
}

/// A query as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// By POST.
    pub is_post: bool,
    /// The body, or the query string in the form of one.
    pub envelope: &'a Value,
}

impl Heard<'_> {
    fn parameters(&self) -> &Value {
        &self.envelope["query"]["requestParameters"]
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.parameters()[key].as_str()
    }

    fn has_lower_case_bases(&self) -> bool {
        let bases = [self.text("referenceBases"), self.text("alternateBases")];
        bases.into_iter().flatten().any(|bases| bases.bytes().any(|base| base.is_ascii_lowercase()))
    }

    fn is_one_variant(&self) -> bool {
        self.text("referenceBases").is_some() && self.text("alternateBases").is_some()
    }

    fn is_indel(&self) -> bool {
        let length = |key| self.text(key).map_or(0, str::len);
        self.is_one_variant() && length("referenceBases") != length("alternateBases")
    }
}

/// What a server makes of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It looks, perhaps for what is here in place of what was asked.
    Looks(Option<Value>),
    /// It finds nothing, whatever it has.
    Misses,
    /// It refuses or breaks.
    Refuses(Refused),
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// HTTP status.
    pub status: u16,
    /// Words.
    pub message: String,
    /// Plain text, such as a traceback, instead of a Beacon error.
    pub is_text: bool,
}

fn refuses(status: u16, message: impl Into<String>) -> Verdict {
    Verdict::Refuses(Refused { status, message: message.into(), is_text: false })
}

fn breaks(status: u16, message: impl Into<String>) -> Verdict {
    Verdict::Refuses(Refused { status, message: message.into(), is_text: true })
}

impl Dialect {
    /// What a server of this software makes of a query to `/g_variants`.
    #[must_use]
    pub fn hears(self, node: &Node, heard: &Heard<'_>) -> Verdict {
        match self {
            Self::GenomeOfEurope | Self::Network => Verdict::Looks(None),
            Self::MiniNode => mini_node::hears(heard),
            Self::Pi => pi::hears(heard),
            Self::Ri => ri::hears(heard),
            Self::Bycon => bycon::hears(node, heard),
        }
    }

    /// What it says to a body that is not JSON; `None` where it refuses as any server does.
    #[must_use]
    pub fn bad_json(self) -> Option<Refused> {
        let refused = |status, message: &str, is_text| Some(Refused { status, message: message.to_owned(), is_text });
        match self {
            Self::MiniNode => refused(422, "JSON decode error: ('body', 1)", false),
            Self::Pi => refused(500, "Unexpected internal error: Expecting value: line 1 column 1 (char 0)", false),
            Self::Bycon => refused(302, bycon::TRACEBACK, true),
            _ => None,
        }
    }

    /// The Genome of Europe's answer in this software's form. `others` are all nodes that there are.
    #[must_use]
    pub fn dressed(self, answer: Value, node: &Node, heard: &Heard<'_>, others: &[Node]) -> Value {
        match self {
            Self::GenomeOfEurope => answer,
            Self::MiniNode => mini_node::dressed(answer, heard),
            Self::Pi => pi::dressed(answer, heard),
            Self::Ri => ri::dressed(answer),
            Self::Bycon => bycon::dressed(&answer, node),
            Self::Network => network::dressed(answer, node, heard, others),
        }
    }

    /// A Beacon error in this software's form.
    #[must_use]
    pub fn error(self, beacon_id: &str, status: u16, message: &str) -> Value {
        match self {
            Self::MiniNode => mini_node::error(beacon_id, status, message),
            Self::Pi => pi::error(beacon_id, status, message),
            _ => super::error(beacon_id, status, message),
        }
    }
}

/// Changes every data set of an answer.
fn each_set(answer: &mut Value, change: impl FnMut(&mut Map<String, Value>)) {
    let sets = answer["response"]["resultSets"].as_array_mut().into_iter().flatten();
    sets.filter_map(Value::as_object_mut).for_each(change);
}

/// Changes every source of frequencies of an answer.
fn each_source(answer: &mut Value, mut change: impl FnMut(&mut Map<String, Value>)) {
    each_result(answer, |result| {
        let sources = result["frequencyInPopulations"].as_array_mut().into_iter().flatten();
        sources.filter_map(Value::as_object_mut).for_each(&mut change);
    });
}

fn each_result(answer: &mut Value, mut change: impl FnMut(&mut Value)) {
    each_set(answer, |set| {
        let results = set.get_mut("results").and_then(Value::as_array_mut);
        results.into_iter().flatten().for_each(&mut change);
    });
}

/// Without the data sets that miss, and without what only the Genome of Europe says of a data set.
fn plain_hits(answer: &mut Value) {
    if let Some(sets) = answer["response"]["resultSets"].as_array_mut() {
        sets.retain(|set| set["exists"] == true);
    }
    each_set(answer, |set| {
        set.remove("gdiDatasetInfo");
        set.remove("beaconId");
    });
}

/// `HGVSid:3:g.45823240T>C`, as mini-node and PI name a sequence.
fn name_sequence(result: &mut Value) {
    let variation = &result["variation"];
    let start = variation["location"]["interval"]["start"]["value"].as_u64().unwrap_or_default();
    let bases = |key: &str| variation[key].as_str().unwrap_or_default().to_owned();
    let contig = result["variantInternalId"].as_str().and_then(|id| id.split(':').nth(1)).unwrap_or_default();
    let name = format!("HGVSid:{contig}:g.{}{}>{}", start + 1, bases("referenceBases"), bases("alternateBases"));
    result["variation"]["location"]["sequence_id"] = name.into();
}

/// The echo of what was asked.
fn echo(heard: &Heard<'_>) -> Value {
    json!({
        "apiVersion": heard.envelope["meta"]["apiVersion"],
        "requestedSchemas": [],
        "requestParameters": heard.parameters(),
        "pagination": {"limit": 10, "skip": 0},
        "requestedGranularity": "record",
    })
}
