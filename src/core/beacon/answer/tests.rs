use serde_json::json;

use super::*;
use crate::cohort::{CohortId, Counts, HomozygousUnit, Population};

fn asked() -> Asked {
    let parameters = json!({"assemblyId": "GRCh38", "referenceName": "3", "start": [45_823_239],
        "referenceBases": "T", "alternateBases": "C"});
    Asked::of_envelope(Entity::Variants, &json!({"query": {"requestParameters": parameters}}))
}

fn read(body: &str) -> Result<Answer, Unreadable> {
    super::read(body, &asked(), None)
}

fn result(start: u32, frequencies: &Value) -> Value {
    json!({
        "variation": {"location": {"interval": {"start": {"type": "Number", "value": start}}},
            "referenceBases": "T", "alternateBases": "C"},
        "frequencyInPopulations": [{"source": "The Genome of Europe", "frequencies": frequencies}],
    })
}

fn set(exists: bool, results: &[Value]) -> Value {
    json!({"id": "DS", "setType": "dataset", "exists": exists, "results": results})
}

fn response(summary: bool, sets: &[Value]) -> String {
    json!({
        "meta": {"beaconId": "ee.ut"},
        "responseSummary": {"exists": summary},
        "response": {"resultSets": sets},
    })
    .to_string()
}

fn standings(body: &str) -> Vec<Standing> {
    read(body).unwrap().datasets.into_iter().map(|dataset| dataset.standing).collect()
}

const HERE: u32 = 45_823_239;

#[test]
fn the_genome_of_europe_shape() {
    let total = json!([{"population": "Total", "alleleFrequency": 0.07725, "alleleCount": 618, "alleleNumber": 8000,
        "alleleCountHomozygous": 65, "alleleCountHeterozygous": 552, "alleleCountHemizygous": 1}]);
    let answer = read(&response(true, &[set(true, &[result(HERE, &total)])])).unwrap();
    assert_eq!(
        answer.observations,
        [Observation {
            cohort: CohortId { beacon: "ee.ut".into(), dataset: "DS".into(), population: Population::Total },
            counts: Counts {
                allele_count: Some(618),
                allele_number: Some(8000),
                stated_frequency: Some(0.07725),
                homozygous: Some(65),
                homozygous_unit: HomozygousUnit::Alleles,
                heterozygous: Some(552),
                hemizygous: Some(1),
            },
            precision: None,
            floor: None,
            source: Some("The Genome of Europe".into()),
        }]
    );
    assert_eq!((answer.exists(), answer.notes), (Some(true), vec![]));
}

#[test]
fn another_allele_of_the_place_is_an_absence_and_another_place_no_answer() {
    let rows = json!([{"population": "Total", "alleleCount": 1, "alleleNumber": 10}]);
    let mut other = result(HERE, &rows);
    other["variation"]["alternateBases"] = "G".into();
    let answer = read(&response(true, &[set(true, &[other])])).unwrap();
    assert_eq!((answer.exists(), answer.observations), (Some(false), vec![]));
    assert_eq!(answer.notes, [Note::OtherVariants(1)]);
    let elsewhere = response(true, &[set(true, &[result(HERE + 1000, &rows)])]);
    assert_eq!(read(&elsewhere), Err(Unreadable::OtherQuestion));
}

#[test]
fn a_floor_is_told_from_an_absence() {
    let floored = |results: &[Value]| {
        let mut set = set(false, results);
        set["gdiDatasetInfo"] = json!({"minAlleleCount": 5});
        response(false, &[set])
    };
    assert_eq!(standings(&floored(&[])), [Standing::Suppressed]);
    let zero = json!([{"population": "Total", "alleleCount": 0, "alleleNumber": 200}]);
    assert_eq!(standings(&floored(&[result(HERE, &zero)])), [Standing::Suppressed], "0 below a floor is no 0");
    let some = json!([{"population": "Total", "alleleCount": 12, "alleleNumber": 200},
        {"population": "F", "alleleCount": null, "alleleNumber": 90}]);
    let answer = read(&floored(&[result(HERE, &some)])).unwrap();
    assert_eq!((answer.observations.len(), answer.observations[0].floor), (1, Some(5)));
    assert!(answer.notes.contains(&Note::PartsSuppressed));
    assert_eq!(standings(&response(false, &[set(false, &[])])), [Standing::Absent]);
}

#[test]
fn bounds_and_sites_that_nobody_read() {
    let below = json!({"id": "D", "exists": false, "resultsCount": 5, "countPrecision": "imprecise"});
    assert_eq!(standings(&response(false, &[below])), [Standing::BelowThreshold]);
    let at_most = json!({"id": "D", "exists": true, "resultsCount": 10, "countPrecision": "imprecise",
        "countAdjustedTo": [10]});
    assert_eq!(standings(&response(true, &[at_most])), [Standing::BelowThreshold]);
    let unread = json!([{"population": "Total", "alleleCount": 0, "alleleNumber": 0}]);
    assert_eq!(standings(&response(true, &[set(true, &[result(HERE, &unread)])])), [Standing::NotCovered]);
    let zero = json!([{"population": "Total", "alleleCount": 0, "alleleNumber": 400}]);
    assert_eq!(standings(&response(true, &[set(true, &[result(HERE, &zero)])])), [Standing::Counted]);
}

#[test]
fn a_network_tells_of_each_member() {
    let member = |beacon: &str, more: Value| {
        let mut set = json!({"beaconId": beacon, "id": "D", "setType": "dataset"});
        set.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        set
    };
    let rows = json!([{"population": "FR_M", "alleleCount": 7102.0, "alleleNumber": 54233.0}]);
    let body = response(
        true,
        &[
            member("fr", json!({"exists": true, "results": [result(HERE, &rows)]})),
            member("pt", json!({"exists": false, "info": {"error": "timeout"}})),
            member("es", json!({"exists": false})),
        ],
    );
    let answer = read(&body).unwrap();
    assert_eq!(answer.dialect, Dialect::Network);
    assert_eq!(answer.observations[0].cohort.beacon, "fr");
    let expected = [Standing::Counted, Standing::Failed("timeout".into()), Standing::Absent];
    assert_eq!(answer.datasets.into_iter().map(|dataset| dataset.standing).collect::<Vec<_>>(), expected);
}

#[test]
fn data_sets_count_more_than_the_summary() {
    let rows = json!([{"population": "Total", "alleleCount": 1, "alleleNumber": 10}]);
    let answer = read(&response(false, &[set(true, &[result(HERE, &rows)])])).unwrap();
    assert_eq!((answer.exists(), answer.notes), (Some(true), vec![Note::SummaryContradicts]));
    let answer = read(&response(true, &[set(false, &[result(HERE, &rows)])])).unwrap();
    assert_eq!(answer.notes, [Note::DatasetContradicts("DS".into())]);
}

#[test]
fn contradictions_are_noted() {
    let rows = json!([{"population": "Total", "alleleCount": 11, "alleleNumber": 10},
        {"population": "FI", "alleleCount": 1, "alleleNumber": 10, "alleleFrequency": 0.5},
        {"population": "FI", "alleleCount": 2, "alleleNumber": 10}]);
    let answer = read(&response(true, &[set(true, &[result(HERE, &rows)])])).unwrap();
    assert_eq!(answer.observations.len(), 1);
    let expected = [
        Note::CountAboveNumber("Total".into()),
        Note::FrequencyContradicts("FI".into()),
        Note::RowsContradict("FI".into()),
    ];
    assert_eq!(answer.notes, expected);
}

#[test]
fn no_answers() {
    let refused = |body: &str| read(body).unwrap_err();
    assert!(matches!(refused("<!doctype html>"), Unreadable::NotJson(_)));
    assert!(matches!(refused(&"[".repeat(100_000)), Unreadable::NotJson(_)), "depth has an end");
    assert_eq!(refused("{}"), Unreadable::NotBeacon);
    assert_eq!(refused("[]"), Unreadable::NotBeacon);
    let error = json!({"meta": {}, "error": {"errorCode": "400", "errorMessage": "no"}}).to_string();
    assert_eq!(refused(&error), Unreadable::BeaconError { code: Some(400), message: "no".into() });
    let mixed_up = json!({"meta": {"receivedRequestSummary": {"requestParameters": {"start": ["7"]}}},
        "responseSummary": {"exists": true}});
    assert_eq!(refused(&mixed_up.to_string()), Unreadable::OtherQuestion);
    assert!(read(&format!("\u{feff}{}", response(false, &[set(false, &[])]))).is_ok());
    let many = vec![result(HERE, &json!([])); MAX_RESULTS + 1];
    assert_eq!(refused(&response(true, &[set(true, &many)])), Unreadable::TooManyResults);
}

#[test]
fn a_block_is_searched_and_a_page_of_it_is_no_absence() {
    let variant = crate::variant::known::Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
    let here = variant.position().start_0based();
    let envelope = json!({"query": {"requestParameters": {"start": [135_850_000], "end": [135_860_000]},
        "pagination": {"skip": 0, "limit": 2}}});
    let asked = Asked::of_envelope(Entity::Variants, &envelope);
    let row = |start: u32, reference: &str, alternate: &str| {
        json!({"variation": {"location": {"start": start}, "referenceBases": reference, "alternateBases": alternate},
            "frequencyInPopulations": [{"frequencies": [{"population": "Total", "alleleCount": 7, "alleleNumber": 9}]}]})
    };
    let read = |results: &[Value]| super::read(&response(true, &[set(true, results)]), &asked, Some(&variant));
    let found = read(&[row(here - 9, "A", "C"), row(here, "G", "A")]).unwrap();
    assert_eq!((found.observations.len(), found.notes), (1, vec![]));
    assert_eq!(read(&[row(here - 9, "A", "C")]).unwrap().exists(), Some(false));
    let cut = read(&[row(here - 9, "A", "C"), row(here - 8, "A", "C")]).unwrap();
    assert_eq!(cut.datasets[0].standing, Standing::CutShort { hides_small: false });
    assert!(cut.has_more() && cut.exists().is_none());
}
