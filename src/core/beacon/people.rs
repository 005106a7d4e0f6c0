//! People with a variant and something else: what they are narrowed down by, and how many a node says there are.
//!
//! A node is told of a filter in its own spelling, and only if it offers it: elsewhere a filter is refused, ignored or empties
//! the answer. Counts are of people everywhere and still never added up. Must not know who is asked.

use serde_json::{Value, json};

use super::{
    answer::{Answer, Note, Standing, Tally},
    profile::Dialect,
    question::Question,
    terms::{FEMALE, Kind, MALE, Source, Terms},
};
use crate::{
    cohort::{Precision, Sex},
    variant::Variant,
};

/// Most terms that people are narrowed down by at once, sex not counted. The more, the fewer people it can be.
pub const MAX_TERMS: usize = 3;

/// Counts of fewer people than this are shown as "fewer": phenotype and variant together can point at a person.
pub const SHOWN_FROM: u32 = 10;

/// What people are narrowed down by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Filter {
    /// A term of an ontology, or one of a node's own.
    Term {
        /// The same for every node ([`super::terms::key`]).
        key: String,
        /// What people call it.
        name: String,
    },
    /// An age, in a field that nodes offer.
    Age {
        /// The field's key.
        key: String,
        /// What people call it.
        name: String,
        /// Which side of which age.
        bound: AgeBound,
    },
    /// Women or men.
    Sex(Sex),
}

/// A side of an age, in years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgeBound {
    /// Younger.
    Under(u8),
    /// Of that age or older.
    From(u8),
}

impl AgeBound {
    /// Those that can be chosen: infants, children, adults, the old.
    pub const ALL: [Self; 4] = [Self::Under(1), Self::Under(18), Self::From(18), Self::From(60)];
}

/// A filter in a node's own spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    id: String,
    /// Operator and value.
    comparison: Option<(&'static str, String)>,
}

impl Condition {
    /// As it stands in a body (Beacon v2 framework, `requests/filteringTerms`).
    pub(super) fn to_json(&self) -> Value {
        match &self.comparison {
            None => json!({ "id": self.id }),
            Some((operator, value)) => json!({ "id": self.id, "operator": operator, "value": value }),
        }
    }

    /// As it stands in an address.
    pub(super) fn to_text(&self) -> String {
        let (operator, value) = self.comparison.as_ref().map_or(("", ""), |(operator, value)| (operator, value));
        format!("{}{operator}{value}", self.id)
    }
}

impl Filter {
    /// For a node that offers these terms; `None` where it does not offer this one.
    pub fn condition(&self, offered: &Terms) -> Option<Condition> {
        match self {
            Self::Term { key, .. } => alone(offered, key),
            Self::Age { key, bound, .. } => {
                // ISO 8601 durations, as the model writes ages.
                let comparison = match bound {
                    AgeBound::Under(years) => ("<", format!("P{years}Y")),
                    AgeBound::From(years) => (">=", format!("P{years}Y")),
                };
                let term = offered.get(key).filter(|term| term.source == Source::Age)?;
                Some(Condition { id: term.id.clone(), comparison: Some(comparison) })
            }
            Self::Sex(sex) => {
                let id = if *sex == Sex::Female { FEMALE } else { MALE };
                // gdi-mini-node takes a sex as the value of a field.
                alone(offered, id).or_else(|| {
                    let field = offered.get("SEX").filter(|term| term.kind == Kind::Compared)?;
                    Some(Condition { id: field.id.clone(), comparison: Some(("=", id.to_owned())) })
                })
            }
        }
    }
}

fn alone(offered: &Terms, key: &str) -> Option<Condition> {
    let term = offered.get(key).filter(|term| term.kind == Kind::Alone)?;
    Some(Condition { id: term.id.clone(), comparison: None })
}

/// The question for a node that offers these terms.
///
/// # Errors
/// The filters that it does not offer: it is not asked then.
pub fn question<'a>(variant: &Variant, filters: &'a [Filter], offered: &Terms) -> Result<Question, Vec<&'a Filter>> {
    let missing: Vec<&Filter> = filters.iter().filter(|filter| filter.condition(offered).is_none()).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let conditions = filters.iter().filter_map(|filter| filter.condition(offered)).collect();
    Ok(Question::People { variant: variant.clone(), conditions })
}

/// How many people, as far as it may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headcount {
    /// As counted; the node says that it is exact.
    Exactly(u32),
    /// As counted; the node does not say how exact that is.
    Counted(u32),
    /// To a multiple of some number.
    About(u32),
    /// A bound: fewer people, perhaps nobody, are not told apart.
    AtMost(u32),
    /// Somebody, and fewer than [`SHOWN_FROM`].
    Few,
    /// Somebody; the number is kept back.
    Some,
}

/// How many people each data set of an answer counts that does not say "nobody", by its id; empty where it is the node as a
/// whole that counts. A person may be in two data sets, so they are not added up.
pub fn headcounts(answer: &Answer) -> Vec<(&str, Headcount)> {
    let summary = answer.summary;
    // EGA's production implementation makes its summary inexact and forgets its data sets: its wish is honoured.
    if answer.dialect == Dialect::Pi
        && answer.notes.contains(&Note::NotExact)
        && let Some(total) = summary.total
    {
        let counted: u64 = answer.datasets.iter().filter_map(|set| set.tally).map(|tally| u64::from(tally.count)).sum();
        return vec![(
            "",
            if u64::from(total) >= counted { Headcount::AtMost(total) } else { Headcount::About(total) },
        )];
    }
    let counted = |standing: &Standing| {
        matches!(standing, Standing::Counted | Standing::SeenWithoutCounts | Standing::BelowThreshold)
    };
    let sets: Vec<(&str, Headcount)> = answer
        .datasets
        .iter()
        .filter(|set| counted(&set.standing))
        .map(|set| {
            let bound = (set.standing == Standing::BelowThreshold).then_some(Precision::Imprecise);
            (set.dataset.as_str(), headcount(set.tally, bound.or(summary.precision)))
        })
        .collect();
    // gdi-mini-node's summary counts data sets.
    if sets.is_empty() && answer.datasets.is_empty() && answer.dialect != Dialect::MiniNode && summary.total != Some(0)
    {
        let bound = (summary.exists == Some(false)).then_some(Precision::Imprecise);
        let head = summary.total.map_or(Headcount::Some, |total| figure(total, bound.or(summary.precision)));
        return vec![("", head)];
    }
    sets
}

fn headcount(tally: Option<Tally>, otherwise: Option<Precision>) -> Headcount {
    match tally {
        // Somebody is there, says the data set.
        None | Some(Tally { count: 0, .. }) => Headcount::Some,
        Some(tally) => figure(tally.count, tally.precision.or(otherwise)),
    }
}

fn figure(count: u32, precision: Option<Precision>) -> Headcount {
    match precision {
        Some(Precision::Imprecise) => Headcount::AtMost(count),
        Some(Precision::Rounded) => Headcount::About(count),
        _ if count < SHOWN_FROM => Headcount::Few,
        Some(Precision::Exact) => Headcount::Exactly(count),
        None => Headcount::Counted(count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        beacon::{
            answer,
            asked::{Asked, Entity},
            terms,
        },
        variant::known::Catalogue,
    };

    fn offered(list: &Value) -> Terms {
        terms::read(&json!({ "filteringTerms": list }).to_string()).unwrap()
    }

    fn term(key: &str) -> Filter {
        Filter::Term { key: key.into(), name: key.into() }
    }

    #[test]
    fn each_node_its_own_spelling_and_only_what_it_offers() {
        let variant = Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
        let fi = offered(&json!([{"id": "Orphanet:33069"}, {"id": "NCIT:C16576"}]));
        let mini =
            offered(&json!([{"id": "sex", "type": "alphanumeric"}, {"id": "ageOfOnset", "type": "alphanumeric"}]));
        let filters = [term("ORPHA:33069"), Filter::Sex(Sex::Female)];
        let Ok(Question::People { conditions, .. }) = question(&variant, &filters, &fi) else { panic!("not asked") };
        let bodies: Vec<Value> = conditions.iter().map(Condition::to_json).collect();
        assert_eq!(bodies, [json!({"id": "Orphanet:33069"}), json!({"id": "NCIT:C16576"})]);
        assert_eq!(question(&variant, &filters, &mini).unwrap_err(), [&filters[0]]);
        let age = Filter::Age { key: "AGEOFONSET".into(), name: "age".into(), bound: AgeBound::Under(18) };
        let sent = [Filter::Sex(Sex::Male), age].map(|filter| filter.condition(&mini).unwrap());
        assert_eq!(sent[0].to_json(), json!({"id": "sex", "operator": "=", "value": "NCIT:C20197"}));
        assert_eq!(sent[1].to_json(), json!({"id": "ageOfOnset", "operator": "<", "value": "P18Y"}));
        assert_eq!(sent[1].to_text(), "ageOfOnset<P18Y");
    }

    fn heads(sets: &Value, summary: &Value) -> Vec<(String, Headcount)> {
        let asked = Asked::of_envelope(Entity::Individuals, &Value::Null);
        let body = json!({"meta": {}, "responseSummary": summary, "response": {"resultSets": sets}}).to_string();
        let answer = answer::read(&body, &asked, None).unwrap();
        headcounts(&answer).into_iter().map(|(set, head)| (set.to_owned(), head)).collect()
    }

    #[test]
    fn a_count_is_as_exact_as_the_node_says() {
        let one = |set: Value| heads(&json!([set]), &json!({"exists": true}))[0].1;
        let set = |count: u32, precision: &str| {
            one(json!({"id": "D", "exists": true, "resultsCount": count, "countPrecision": precision}))
        };
        assert_eq!(set(12, "exact"), Headcount::Exactly(12));
        assert_eq!(set(9, "exact"), Headcount::Few);
        assert_eq!(set(120, "rounded"), Headcount::About(120));
        assert_eq!(set(12, ""), Headcount::Counted(12));
        assert_eq!(one(json!({"id": "D", "exists": true})), Headcount::Some);
        assert_eq!(one(json!({"id": "D", "exists": true, "resultsCount": 0})), Headcount::Some);
        let below = json!({"id": "D", "exists": true, "resultsCount": 5, "countAdjustedTo": [5], "countPrecision": "imprecise"});
        assert_eq!(one(below), Headcount::AtMost(5));
        assert_eq!(one(json!({"id": "D", "exists": false, "resultsCount": 5})), Headcount::AtMost(5));
    }

    #[test]
    fn people_of_two_data_sets_are_not_added_up() {
        let sets = json!([{"id": "A", "exists": true, "resultsCount": 12}, {"id": "B", "exists": false, "resultsCount": 0},
            {"id": "C", "exists": true, "resultsCount": 30}]);
        let expected = [("A".to_owned(), Headcount::Counted(12)), ("C".to_owned(), Headcount::Counted(30))];
        assert_eq!(heads(&sets, &json!({"exists": true, "numTotalResults": 42})), expected);
        let summary = heads(&json!([]), &json!({"exists": true, "numTotalResults": 42, "countPrecision": "rounded"}));
        assert_eq!(summary, [(String::new(), Headcount::About(42))]);
    }
}
