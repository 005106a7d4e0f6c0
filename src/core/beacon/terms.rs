//! Reads `/filtering_terms`: what the people of a node can be narrowed down by.
//!
//! Lenient in shape (`scope` and `scopes`, `ontology` and `ontologyTerm`, terms without a label), strict in what is offered:
//! only terms of individuals, and of those that need a value only age and sex, whose values are known. Must not know which
//! node was asked.

mod search;

use std::collections::BTreeMap;

use serde_json::Value;

pub use search::{Catalogue, Entry, MAX_HITS};

/// Terms of one node that are kept; more are left out, and [`Terms::is_cut`] says so.
pub const MAX_TERMS: usize = 50_000;

/// Longest id or label that is kept: longer ones are no terms but texts.
const MAX_CHARS: usize = 200;

/// Terms a page where a list comes in pages (EGA production implementation: 10 where nothing is said, at most 100).
pub const PAGE_TERMS: usize = 100;

/// Most pages that are asked for.
pub const MAX_PAGES: usize = 20;

/// Where a term comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Human Phenotype Ontology: signs and symptoms.
    Hpo,
    /// Orphanet: rare diseases.
    Orphanet,
    /// International Classification of Diseases, tenth revision and its national forms.
    Icd10,
    /// Online Mendelian Inheritance in Man.
    Omim,
    /// Mondo: diseases.
    Mondo,
    /// NCI Thesaurus, but for the sexes.
    Ncit,
    /// Women or men.
    Sex,
    /// At onset, at diagnosis and the like.
    Age,
    /// Anything else.
    Other,
}

impl Source {
    /// All, signs and diseases first.
    const ALL: [Self; 9] = [
        Self::Hpo,
        Self::Orphanet,
        Self::Icd10,
        Self::Omim,
        Self::Mondo,
        Self::Ncit,
        Self::Sex,
        Self::Age,
        Self::Other,
    ];
}

/// `NCIT:C16576`
pub const FEMALE: &str = "NCIT:C16576";

/// `NCIT:C20197`
pub const MALE: &str = "NCIT:C20197";

/// How a term narrows down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By itself: an ontology's term, or one of the node's own.
    Alone,
    /// With an operator and a value (`alphanumeric`).
    Compared,
}

/// One term, in the node's own spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it is sent.
    pub id: String,
    /// What people call it.
    pub label: Option<String>,
    /// How it narrows down.
    pub kind: Kind,
    /// Where it comes from.
    pub source: Source,
}

/// What one node offers, by [`key`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    terms: BTreeMap<String, Term>,
    /// How many the answer listed, of whatever scope.
    listed: usize,
    /// Whether some were left out because there were too many.
    pub is_cut: bool,
}

impl Terms {
    /// In the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Term)> {
        self.terms.iter().map(|(key, term)| (key.as_str(), term))
    }

    /// The node's own spelling of a term, if it offers it.
    pub fn get(&self, key: &str) -> Option<&Term> {
        self.terms.get(key)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether people cannot be narrowed down at all.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// How many the answer listed, terms of data sets and the like among them.
    pub fn listed(&self) -> usize {
        self.listed
    }

    /// How many there are of each source.
    pub fn by_source(&self) -> Vec<(Source, usize)> {
        let count = |source: &Source| self.terms.values().filter(|term| term.source == *source).count();
        Source::ALL.iter().map(|source| (*source, count(source))).filter(|(_, count)| *count > 0).collect()
    }

    /// Adds another page. `false` when it brought nothing new: the list is at its end, or the node does not page.
    pub fn extend(&mut self, page: Self) -> bool {
        let before = self.terms.len();
        self.terms.extend(page.terms);
        self.listed += page.listed;
        self.is_cut |= page.is_cut || self.terms.len() > MAX_TERMS;
        self.terms.len() > before
    }
}

/// Reads the body; `None` when it is no list of terms.
pub fn read(body: &str) -> Option<Terms> {
    let root: Value = serde_json::from_str(body.trim_start_matches('\u{feff}')).ok()?;
    let response = root.get("response").unwrap_or(&root);
    let list = response["filteringTerms"].as_array()?;
    let mut terms = Terms { listed: list.len(), is_cut: list.len() > MAX_TERMS, ..Terms::default() };
    for one in list.iter().take(MAX_TERMS) {
        if let Some(term) = term(one) {
            terms.terms.entry(key(&term.id)).or_insert(term);
        }
    }
    Some(terms)
}

/// Compares ids of different nodes: case does not count, and Orphanet has two prefixes.
pub fn key(id: &str) -> String {
    let key = id.to_uppercase();
    match key.strip_prefix("ORPHANET:").or_else(|| key.strip_prefix("ORDO:ORPHANET_")) {
        Some(number) => format!("ORPHA:{number}"),
        None => key,
    }
}

fn term(value: &Value) -> Option<Term> {
    let id = value["id"].as_str().filter(|id| !id.is_empty() && id.chars().count() <= MAX_CHARS)?;
    if !is_of_people(value) {
        return None;
    }
    let label = value["label"].as_str().map(str::trim).filter(|label| !label.is_empty());
    // `type` since v2.0; `ftType` in the schema of the configuration.
    let kind = match value["type"].as_str().or_else(|| value["ftType"].as_str()) {
        Some("alphanumeric") => Kind::Compared,
        _ => Kind::Alone,
    };
    let source = source(id, kind);
    // A value that the page cannot know is never asked for.
    let is_answerable = kind == Kind::Alone || matches!(source, Source::Age | Source::Sex);
    is_answerable.then(|| Term {
        id: id.to_owned(),
        label: label.map(|label| label.chars().take(MAX_CHARS).collect()),
        kind,
        source,
    })
}

/// Without a scope, a term may be of anything, people among it.
fn is_of_people(value: &Value) -> bool {
    let is_people = |scope: &str| scope.to_ascii_lowercase().starts_with("individual");
    match (&value["scopes"], &value["scope"]) {
        (Value::Array(scopes), _) if !scopes.is_empty() => scopes.iter().filter_map(Value::as_str).any(is_people),
        (Value::String(scope), _) | (_, Value::String(scope)) => is_people(scope),
        _ => true,
    }
}

fn source(id: &str, kind: Kind) -> Source {
    let key = key(id);
    if kind == Kind::Compared {
        return compared_source(id);
    }
    if key == FEMALE || key == MALE {
        return Source::Sex;
    }
    match key.split_once(':').map(|(prefix, _)| prefix) {
        Some("HP") => Source::Hpo,
        Some("ORPHA") => Source::Orphanet,
        Some("OMIM" | "MIM") => Source::Omim,
        Some("MONDO") => Source::Mondo,
        Some("NCIT") => Source::Ncit,
        Some(prefix) if prefix.starts_with("ICD10") || prefix == "ICD-10" => Source::Icd10,
        _ => Source::Other,
    }
}

/// `ageOfOnset`, `diseases.ageOfOnset.iso8601duration`, `sex`; a field such as `ageGroup` takes other values.
fn compared_source(id: &str) -> Source {
    if id.split('.').any(|part| matches!(part, "age" | "ageOfOnset" | "ageAtDiagnosis" | "ageAtOnset")) {
        Source::Age
    } else if id == "sex" {
        Source::Sex
    } else {
        Source::Other
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn terms(list: &Value) -> Terms {
        read(&json!({"meta": {}, "response": {"filteringTerms": list}}).to_string()).unwrap()
    }

    #[test]
    fn every_spelling_of_a_term() {
        let terms = terms(&json!([
            {"id": "HP:0001250", "label": " Seizure ", "type": "ontology", "scopes": ["individual"]},
            {"id": "Orphanet:33069", "label": "Dravet syndrome", "type": "ontologyTerm", "scope": "individuals"},
            {"id": "ICD10CM:G40", "ftType": "ontologyTerm"},
            {"id": "NCIT:C16576", "label": "female", "type": "ontologyTerm", "count": 8},
            {"id": "diseases.ageOfOnset.iso8601duration", "type": "alphanumeric", "scopes": []},
            {"id": "ethnicity:African", "type": "custom", "scopes": ["individual"]},
            {"id": "BMI", "type": "alphanumeric", "scopes": ["individual"]},
            {"id": "DUO:0000019", "type": "ontology", "scopes": ["dataset"]},
            {"id": "", "type": "ontology"}, {"label": "no id"}, 7
        ]));
        let found: Vec<(&str, Source, Kind)> =
            terms.iter().map(|(_, term)| (term.id.as_str(), term.source, term.kind)).collect();
        assert_eq!(
            found,
            [
                ("diseases.ageOfOnset.iso8601duration", Source::Age, Kind::Compared),
                ("ethnicity:African", Source::Other, Kind::Alone),
                ("HP:0001250", Source::Hpo, Kind::Alone),
                ("ICD10CM:G40", Source::Icd10, Kind::Alone),
                ("NCIT:C16576", Source::Sex, Kind::Alone),
                ("Orphanet:33069", Source::Orphanet, Kind::Alone),
            ]
        );
        assert_eq!((terms.len(), terms.listed(), terms.by_source()[0]), (6, 11, (Source::Hpo, 1)));
        assert_eq!(terms.get("HP:0001250").unwrap().label.as_deref(), Some("Seizure"));
        assert_eq!(terms.get(&key("ORPHA:33069")).unwrap().id, "Orphanet:33069", "sent in the node's own spelling");
    }

    #[test]
    fn what_is_no_list_of_terms() {
        assert_eq!(read("<html>"), None);
        assert_eq!(read(r#"{"response":{}}"#), None);
        assert!(read(r#"{"filteringTerms":[]}"#).unwrap().is_empty());
    }

    #[test]
    fn an_endless_list_is_cut_and_says_so() {
        let list: Vec<Value> = (0..=MAX_TERMS).map(|number| json!({"id": format!("HP:{number:07}")})).collect();
        let terms = terms(&Value::from(list));
        assert_eq!((terms.len(), terms.is_cut), (MAX_TERMS, true));
    }

    #[test]
    fn a_page_that_brings_nothing_new_is_the_last() {
        let mut all = terms(&json!([{"id": "HP:1"}]));
        assert!(all.extend(terms(&json!([{"id": "HP:1"}, {"id": "HP:2"}]))));
        assert!(!all.extend(terms(&json!([{"id": "HP:2"}]))));
        assert_eq!(all.len(), 2);
    }
}
