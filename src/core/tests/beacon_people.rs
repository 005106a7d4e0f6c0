//! Captured `/filtering_terms` and `/individuals` of running servers, read as they were meant.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{fs, path::Path};

use cohort_core::beacon::{
    exchange::Exchange,
    people::{Headcount, headcounts},
    terms::{self, Source},
};
use serde_json::{Value, json};

fn captured(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beacon").join(name).with_extension("json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn outcome(exchange: &Value) -> (&'static str, Vec<(String, Headcount)>) {
    let outcome = Exchange::read(&exchange.to_string()).unwrap().outcome();
    let heads = outcome.answer().map_or_else(Vec::new, headcounts);
    (outcome.code(), heads.into_iter().map(|(set, head)| (set.to_owned(), head)).collect())
}

#[test]
fn terms_of_running_servers() {
    let read = |name: &str| terms::read(&captured(name)["response"]["body"].to_string()).unwrap();
    let bycon = read("bycon/filtering_terms");
    assert_eq!(bycon.by_source(), [(Source::Sex, 2), (Source::Other, 1)]);
    // Ten of them: the first page. Terms of data sets and fields that need a value are not offered.
    let pi = read("pi/filtering_terms");
    assert_eq!((pi.listed(), pi.len(), pi.by_source()), (10, 6, vec![(Source::Ncit, 2), (Source::Other, 4)]));
    assert!(read("mini-node/filtering_terms").is_empty());
}

#[test]
fn people_counted_by_running_servers() {
    let one = |set: &str, head| ("answered", vec![(set.to_owned(), head)]);
    assert_eq!(outcome(&captured("bycon/individuals-count-filter")), one("examplez", Headcount::Few));
    let uk = "CINECA_synthetic_cohort_EUROPE_UK1";
    assert_eq!(outcome(&captured("pi/individuals-count-filters")), one(uk, Headcount::Counted(63)));
    assert_eq!(outcome(&captured("pi/individuals-filters-get")), one(uk, Headcount::Counted(63)));
    let (_, heads) = outcome(&captured("pi/individuals-count"));
    assert_eq!(
        heads.iter().map(|(_, head)| *head).collect::<Vec<_>>(),
        [Headcount::Counted(2504), Headcount::Counted(20), Headcount::Few]
    );
    let (_, heads) = outcome(&captured("mini-node/sensitive-individuals-by-sex"));
    assert_eq!(
        heads.iter().map(|(_, head)| *head).collect::<Vec<_>>(),
        [Headcount::Counted(263), Headcount::Counted(1260)]
    );
}

#[test]
fn an_empty_answer_is_no_zero_where_the_node_hides_or_does_not_understand() {
    assert_eq!(outcome(&captured("mini-node/sensitive-individuals-hidden")), ("suppressed", vec![]));
    assert_eq!(outcome(&captured("mini-node/sensitive-individuals-unknown-filter")), ("unsupported", vec![]));
    assert_eq!(outcome(&captured("pi/individuals-unknown-filter")), ("unsupported", vec![]));
}

/// bycon drops what it does not know and counts everybody else.
#[test]
fn an_answer_without_a_filter_is_to_another_question() {
    let mut exchange = captured("pi/individuals-count-filters");
    exchange["response"]["body"]["meta"]["receivedRequestSummary"]["filters"] = json!(["NCIT:C16576"]);
    assert_eq!(outcome(&exchange), ("failed", vec![]));
    let mut exchange = captured("bycon/individuals-count-filter");
    exchange["response"]["body"]["meta"]["warnings"] = json!(["!!! The filter `NCIT:C16576` was not recognised"]);
    assert_eq!(outcome(&exchange), ("failed", vec![]));
}

/// PI's `imprecise_count`: the summary says 5, the data set 1.
#[test]
fn a_summary_that_hides_is_honoured_where_the_data_set_does_not() {
    let mut exchange = captured("pi/individuals-count-filters");
    exchange["response"]["body"]["responseSummary"]["numTotalResults"] = json!(100);
    assert_eq!(outcome(&exchange), ("answered", vec![(String::new(), Headcount::AtMost(100))]));
}
