use super::*;
use crate::{
    beacon::{
        answer::Note,
        profile::Dialect,
        registry::{NodeId, Registry},
    },
    federation::{Failure, judge},
};

fn node() -> Node {
    let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
    registry.node(&NodeId("fi".into())).unwrap().clone()
}

fn response(status: u16, body: &str) -> Reply {
    Reply::Response { status, body: body.into(), retry_after_seconds: None }
}

/// Runs an examination of a node that answers so.
fn examined(answer: impl Fn(Step) -> Reply) -> Examination {
    let node = node();
    let mut examination = Examination::default();
    while let Some(step) = examination.next() {
        let reply = answer(step);
        let request = step.request(&node, Profile::default());
        let outcome = judge(&reply, request.asked(), None, Profile::default());
        examination.record(Tried { step, reply, outcome, took_millis: 40 });
    }
    examination
}

const INFO: &str = r#"{"meta":{"beaconId":"org.example"},"response":{"id":"org.example","name":"Example"}}"#;
const TERMS: &str = r#"{"response":{"filteringTerms":[{"id":"HP:0001250"}]}}"#;
const ENTRY_TYPES: &str = r#"{"response":{"entryTypes":{"genomicVariant":{"id":"genomicVariant"}}}}"#;
const CONFIGURATION: &str = r#"{"response":{"securityAttributes":{"defaultGranularity":"count"}}}"#;

fn hit(start: u32) -> String {
    format!(
        r#"{{"meta":{{"beaconId":"org.example"}},"responseSummary":{{"exists":true}},"response":{{"resultSets":[{{"id":"D",
        "gdiDatasetInfo":{{"minAlleleCount":0}},"exists":true,"results":[{{"variation":{{"location":{{"interval":
        {{"start":{{"value":{start}}}}}}},"referenceBases":"G","alternateBases":"A"}},"frequencyInPopulations":[{{
        "frequencies":[{{"population":"Total","alleleCount":117,"alleleNumber":198}}]}}]}}]}}]}}}}"#
    )
}

const MISS: &str = r#"{"responseSummary":{"exists":false},"response":{"resultSets":[{"id":"D","exists":false}]}}"#;

fn pages(step: Step) -> Option<Reply> {
    let Step::Page(page) = step else { return None };
    Some(response(
        200,
        match page {
            InformationPage::FilteringTerms => TERMS,
            InformationPage::Configuration => CONFIGURATION,
            InformationPage::EntryTypes => ENTRY_TYPES,
            _ => INFO,
        },
    ))
}

#[test]
fn a_node_in_good_health() {
    let examination = examined(|step| pages(step).unwrap_or_else(|| response(200, &hit(135_851_075))));
    assert!(examination.is_over() && examination.progress().0 == 7, "found at once: no second place is asked");
    let findings = examination.findings(false);
    assert!(findings.iter().all(|finding| finding.mark() == Mark::Good), "{findings:?}");
    assert!(findings.contains(&Finding::Counts { sent: Counts::CountAndNumber, claimed: Some("count".into()) }));
    assert!(findings.contains(&Finding::Dialect(Dialect::GenomeOfEurope)));
    assert!(findings.contains(&Finding::Terms(Terms::Offered(1))));
}

#[test]
fn a_node_that_counts_from_one() {
    let answer = |step| match step {
        Step::OneFurther => response(200, &hit(135_851_076)),
        _ => pages(step).unwrap_or_else(|| response(200, MISS)),
    };
    let findings = examined(answer).findings(false);
    assert!(findings.contains(&Finding::Base(Base::One)), "{findings:?}");
    assert_eq!(Finding::Base(Base::One).mark(), Mark::Trouble);
    let nowhere = examined(|step| pages(step).unwrap_or_else(|| response(200, MISS))).findings(false);
    assert!(nowhere.contains(&Finding::Base(Base::Undecided)));
    assert!(nowhere.contains(&Finding::Counts { sent: Counts::Nothing, claimed: Some("count".into()) }));
}

#[test]
fn nobody_there_ends_it() {
    let examination = examined(|_| Reply::Failed(Failure::Unreachable));
    assert_eq!(examination.progress().0, 1);
    assert_eq!(examination.findings(false), [Finding::Reach(Reach::Silent(Failure::Unreachable))]);
    let hidden = examined(|_| Reply::Blocked).findings(false);
    assert_eq!(hidden, [Finding::Reach(Reach::Unreadable), Finding::Browser(Browser::Blocked)]);
}

#[test]
fn what_a_browser_may_read_and_what_not() {
    let answer = |step| match step {
        Step::Post => Reply::Blocked,
        _ => pages(step).unwrap_or_else(|| response(405, "")),
    };
    let findings = examined(answer).findings(false);
    assert!(findings.contains(&Finding::Browser(Browser::PagesOnly)));
    assert!(findings.contains(&Finding::Methods { post: Way::Fails, get: Way::Refused(405) }));
    assert!(findings.contains(&Finding::Counts { sent: Counts::NoAnswer, claimed: Some("count".into()) }));
    let closed = examined(|step| pages(step).unwrap_or_else(|| response(401, "who are you?")));
    let methods = Finding::Methods { post: Way::SignInNeeded, get: Way::SignInNeeded };
    assert!(closed.findings(true).contains(&methods) && methods.mark() == Mark::Doubt);
}

#[test]
fn doubts_are_told_once() {
    let body = hit(135_851_075).replace("\"alleleNumber\":198", "\"alleleNumber\":198,\"alleleFrequency\":0.9");
    let findings = examined(|step| pages(step).unwrap_or_else(|| response(200, &body))).findings(false);
    assert!(findings.contains(&Finding::Doubts(vec![Note::FrequencyContradicts("Total".into())])), "{findings:?}");
}

#[test]
fn the_well_known_variant_in_each_build() {
    for assembly in Assembly::ASKED {
        let variant = well_known(assembly, 0);
        assert_eq!((variant.assembly(), variant.reference().as_str()), (assembly, "G"));
    }
    let known = crate::variant::known::Catalogue::built_in();
    assert_eq!(well_known(Assembly::Grch38, 0), known.by_rs_number("rs4988235").unwrap().variant);
}

/// What three servers really sent (`tests/beacon`).
#[test]
fn entry_types_as_servers_name_them() {
    let captured = [
        include_str!("../tests/beacon/bycon/entry_types.json"),
        include_str!("../tests/beacon/mini-node/entry_types.json"),
        include_str!("../tests/beacon/pi/entry_types.json"),
    ];
    for text in captured {
        let exchange: serde_json::Value = serde_json::from_str(text).unwrap();
        let body = exchange["response"]["body"].to_string();
        let answer = |step| match step {
            Step::Page(InformationPage::EntryTypes) => response(200, &body),
            _ => pages(step).unwrap_or_else(|| response(200, MISS)),
        };
        let findings = examined(answer).findings(false);
        let types = findings.iter().find(|finding| matches!(finding, Finding::EntryTypes(Some(_)))).unwrap();
        assert_eq!(types.mark(), Mark::Good, "{types:?}");
    }
    assert_eq!(Finding::EntryTypes(Some(vec!["dataset".into()])).mark(), Mark::Trouble);
    assert_eq!(Finding::EntryTypes(None).mark(), Mark::Doubt);
}
