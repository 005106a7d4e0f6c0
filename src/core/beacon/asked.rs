//! What a literal question asks, read back from its own parameters: an answer belongs to its question.
//!
//! Made of the very JSON that is sent, so that echo and results are compared with what left, not with what was meant.

use serde_json::{Map, Value};

/// What kind of thing is asked for: the last part of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity {
    /// `/g_variants`
    Variants,
    /// `/individuals`
    Individuals,
    /// Anything else: what the node says of itself, its data sets, its cohorts.
    Other,
}

impl Entity {
    /// Of a path without query, such as `/api/g_variants` or `/g_variants/{id}/individuals`.
    pub fn of_path(path: &str) -> Self {
        match path.rsplit('/').find(|part| !part.is_empty()) {
            Some("g_variants") => Self::Variants,
            Some("individuals") => Self::Individuals,
            _ => Self::Other,
        }
    }
}

/// Which data sets the answer shall list (`includeResultsetResponses`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Include {
    /// All, or those with the variant.
    #[default]
    Hits,
    /// Those without it only, or none: an empty answer then says nothing.
    MissesOrNone,
}

/// A question as it left.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What is asked for.
    pub entity: Entity,
    /// `requestParameters`, bare.
    pub parameters: Map<String, Value>,
    /// Whether people or variants are narrowed down by terms.
    pub has_filters: bool,
    /// By which.
    pub filters: Vec<String>,
    /// Which data sets are listed.
    pub include: Include,
    /// Whether the first page is asked for.
    pub is_first_page: bool,
    /// Most results, or data sets, that a page shall hold.
    pub page_size: Option<u64>,
}

/// The parameters that make a question what it is; the others may be left out of an echo.
const DEFINING: [&str; 9] = [
    "assemblyId",
    "referenceName",
    "start",
    "end",
    "referenceBases",
    "alternateBases",
    "geneId",
    "aminoacidChange",
    "genomicAlleleShortForm",
];

impl Asked {
    /// Of a request's envelope: `{"query": {"requestParameters": …}}`, or of anything else, which then asks for nothing.
    pub fn of_envelope(entity: Entity, envelope: &Value) -> Self {
        let query = &envelope["query"];
        let parameters = bare(&query["requestParameters"]).cloned().unwrap_or_default();
        let include = match query["includeResultsetResponses"].as_str() {
            Some("MISS" | "NONE") => Include::MissesOrNone,
            _ => Include::Hits,
        };
        Self {
            entity,
            parameters,
            has_filters: query["filters"].as_array().is_some_and(|filters| !filters.is_empty()),
            filters: filter_ids(&query["filters"]),
            include,
            is_first_page: query["pagination"]["skip"].as_u64().unwrap_or(0) == 0,
            page_size: query["pagination"]["limit"].as_u64().filter(|limit| *limit > 0),
        }
    }

    /// The parameter as text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.parameters.get(key)?.as_str()
    }

    /// Where the variant begins, counted from 0, when one place is asked for.
    pub fn start_0based(&self) -> Option<u64> {
        match self.values("start").as_slice() {
            [one] => one.parse().ok(),
            _ => None,
        }
    }

    /// One exact change is asked for: place, and what stands there instead.
    pub fn is_one_variant(&self) -> bool {
        let has = |key: &str| self.parameters.contains_key(key);
        self.start_0based().is_some() && has("referenceBases") && has("alternateBases")
    }

    /// Everything in a stretch is asked for: one start, one end.
    pub fn is_stretch(&self) -> bool {
        self.entity == Entity::Variants && self.start_0based().is_some() && self.values("end").len() == 1
    }

    /// Whether an echo of parameters repeats another question. What it leaves out says nothing, unless it repeats
    /// nothing of ours and something else instead.
    pub fn differs_from_echo(&self, echo: &Value) -> bool {
        let Some(echo) = bare(echo) else { return false };
        let echo = Self { parameters: echo.clone(), ..Self::nothing() };
        let mut shared = 0;
        let mut foreign = 0;
        for key in DEFINING {
            let (ours, theirs) = (self.values(key), echo.values(key));
            if theirs.is_empty() {
                continue;
            }
            if ours.is_empty() {
                foreign += 1;
            } else if ours != theirs {
                return true;
            } else {
                shared += 1;
            }
        }
        shared == 0 && foreign > 0
    }

    /// Whether the node says that it left a filter out: by an echo without it, or in a warning (bycon).
    pub fn lost_filters(&self, meta: &Value) -> bool {
        if self.filters.is_empty() {
            return false;
        }
        let echo = &meta["receivedRequestSummary"]["filters"];
        let kept = filter_ids(echo);
        let is_kept = |id: &String| kept.iter().any(|kept| kept.starts_with(id.as_str()));
        let warnings = meta["warnings"].as_array().map_or(&[][..], Vec::as_slice);
        let names_filter = |warning: &Value| {
            let warning = warning.to_string().to_ascii_uppercase();
            warning.contains("FILTER") || self.filters.iter().any(|id| warning.contains(id.as_str()))
        };
        (echo.is_array() && !self.filters.iter().all(is_kept)) || warnings.iter().any(names_filter)
    }

    fn nothing() -> Self {
        Self::of_envelope(Entity::Other, &Value::Null)
    }

    /// A parameter's values as plain text: `"5"`, `5`, `[5]` and `["5"]` are one; case and `chr` do not count.
    fn values(&self, key: &str) -> Vec<String> {
        let plain = |value: &Value| match value {
            Value::String(text) => Some(text.split(',').map(str::to_ascii_uppercase).collect::<Vec<_>>()),
            Value::Number(number) => Some(vec![number.to_string()]),
            _ => None,
        };
        let mut values: Vec<String> = match self.parameters.get(key) {
            Some(Value::Array(items)) => items.iter().filter_map(plain).flatten().collect(),
            Some(value) => plain(value).into_iter().flatten().collect(),
            None => Vec::new(),
        };
        if key == "referenceName" {
            for value in &mut values {
                *value = value.trim_start_matches("CHR").to_owned();
            }
        }
        // Empty bases are sent by servers that store deletions without their anchor: they are a value like any other.
        values.retain(|value| !value.is_empty() || key.ends_with("Bases"));
        values
    }
}

/// Ids of filters in capitals, as objects or as bare texts.
fn filter_ids(filters: &Value) -> Vec<String> {
    let list = filters.as_array().map_or(&[][..], Vec::as_slice);
    let ids = list.iter().filter_map(|filter| filter["id"].as_str().or_else(|| filter.as_str()));
    ids.flat_map(|ids| ids.split(',')).map(str::to_ascii_uppercase).collect()
}

/// Parameters stand bare, or below `g_variant`.
fn bare(parameters: &Value) -> Option<&Map<String, Value>> {
    parameters.get("g_variant").unwrap_or(parameters).as_object()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(parameters: &Value) -> Asked {
        Asked::of_envelope(Entity::Variants, &json!({"query": {"requestParameters": parameters}}))
    }

    #[test]
    fn an_echo_in_another_form_is_the_same_question() {
        let ours = asked(&json!({"assemblyId": "GRCh38", "referenceName": "3", "start": [5],
            "referenceBases": "T", "alternateBases": "C"}));
        for echo in [
            json!({"referenceName": "chr3", "start": "5", "referenceBases": "t"}),
            json!({"g_variant": {"start": [5], "alternateBases": "C"}}),
            json!({"start": 5, "somethingNew": 1}),
            json!({}),
            json!("nothing of the kind"),
        ] {
            assert!(!ours.differs_from_echo(&echo), "{echo}");
        }
        for echo in [json!({"start": ["7"]}), json!({"referenceName": "4"}), json!({"geneId": "F5"})] {
            assert!(ours.differs_from_echo(&echo), "{echo}");
        }
        // A server may add what it assumes.
        assert!(!ours.differs_from_echo(&json!({"start": [5], "end": [6]})));
    }

    #[test]
    fn a_filter_that_was_left_out_is_noticed() {
        let filters = json!([{"id": "HP:0001250"}, {"id": "ageOfOnset", "operator": "<", "value": "P1Y"}]);
        let asked = Asked::of_envelope(Entity::Individuals, &json!({"query": {"filters": filters}}));
        let echo = |filters: Value| json!({"receivedRequestSummary": {"filters": filters}});
        assert!(!asked.lost_filters(&json!({})));
        assert!(!asked.lost_filters(&echo(json!(["hp:0001250", "ageOfOnset<P1Y"]))));
        assert!(!asked.lost_filters(&echo(filters)));
        assert!(asked.lost_filters(&echo(json!([]))));
        assert!(asked.lost_filters(&echo(json!([{"id": "HP:0001250"}]))));
        assert!(asked.lost_filters(&json!({"warnings": ["HP:0001250: no such term"]})));
        assert!(!asked.lost_filters(&json!({"warnings": ["!!! Unmatched parameter extra: 2"]})));
    }

    #[test]
    fn paths_and_places() {
        assert_eq!(Entity::of_path("/api/g_variants"), Entity::Variants);
        assert_eq!(Entity::of_path("/api/g_variants/x/individuals"), Entity::Individuals);
        assert_eq!(Entity::of_path("/api/"), Entity::Other);
        let range = asked(&json!({"start": [5], "end": [9]}));
        assert_eq!((range.start_0based(), range.is_one_variant()), (Some(5), false));
        let bracket = asked(&json!({"start": [5, 6], "end": [9, 10]}));
        assert_eq!(bracket.start_0based(), None);
        assert!(asked(&json!({"start": "5", "referenceBases": "TCT", "alternateBases": ""})).is_one_variant());
    }
}
