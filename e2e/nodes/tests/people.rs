//! People with a variant and a phenotype, all of them made up: what may be asked, and what is told of few.

use serde_json::{Value, json};

use crate::schema::check_response;
use crate::support::{get, query, send, server};

async fn people(node: &str, filters: Value) -> Value {
    let mut body = query("2-135851076-G-A", "count", "ALL");
    body["query"]["filters"] = filters;
    let answer = send(&server(), "POST", &format!("/{node}/individuals"), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    check_response("beaconResultsetsResponse", &answer.json());
    answer.json()
}

fn first(answer: &Value) -> (&Value, &Value, &Value) {
    let set = &answer["response"]["resultSets"][0];
    assert_eq!(set["info"]["synthetic"], true);
    assert_eq!(set["results"], json!([]), "nobody is listed");
    (&set["exists"], &set["resultsCount"], &set["countPrecision"])
}

#[tokio::test]
async fn every_filter_makes_them_fewer() {
    let all = people("ceu", json!([])).await;
    let seizures = people("ceu", json!([{"id": "HP:0001250"}])).await;
    let women = people("ceu", json!([{"id": "HP:0001250"}, {"id": "NCIT:C16576"}])).await;
    let men = people("ceu", json!([{"id": "HP:0001250"}, {"id": "NCIT:C20197"}])).await;
    let young =
        people("ceu", json!([{"id": "HP:0001250"}, {"id": "ageOfOnset", "operator": "<", "value": "P18Y"}])).await;
    let counts = [&all, &seizures, &women, &men, &young].map(|answer| first(answer).1.as_u64().unwrap());
    // The frequency file has alleles only: carriers as Hardy and Weinberg expect, of 99 people.
    assert!(counts[0] > 80 && counts[0] <= 99, "{counts:?}");
    assert!(counts[1] >= 10 && counts[1] < counts[0], "{counts:?}");
    assert_eq!(counts[2] + counts[3], counts[1], "{counts:?}");
    assert!(counts[4] > 0 && counts[4] < counts[1], "{counts:?}");
}

#[tokio::test]
async fn a_node_with_a_floor_does_not_tell_few_from_nobody() {
    let rare = people("fi", json!([{"id": "Orphanet:64"}, {"id": "HP:0000510"}])).await;
    assert_eq!(first(&rare), (&json!(false), &json!(5), &json!("imprecise")));
    assert_eq!(rare["response"]["resultSets"][0]["countAdjustedTo"], json!([5]));
    let common = people("fi", json!([{"id": "HP:0001250"}])).await;
    assert_eq!(first(&common).2, "exact");
}

#[tokio::test]
async fn only_what_is_offered_can_be_asked() {
    let terms = get("/fi/filtering_terms").await.json();
    check_response("beaconFilteringTermsResponse", &terms);
    assert!(terms["response"]["filteringTerms"].as_array().unwrap().len() > 15);
    assert!(terms["response"]["resources"][0]["name"].as_str().unwrap().contains("synthetic"));
    for (address, status) in [
        ("/fi/individuals?assemblyId=GRCh38&referenceName=2&start=135851075&referenceBases=G&alternateBases=A", 200),
        ("/fi/individuals?referenceName=2&start=135851075&referenceBases=G&alternateBases=A&filters=HP:0001250", 200),
        ("/fi/individuals?referenceName=2&start=135851075&referenceBases=G&alternateBases=A&filters=ICD10:G40", 400),
        ("/fi/individuals?filters=HP:0001250", 400),
        ("/gb/individuals?filters=HP:0001250", 404),
    ] {
        assert_eq!(get(address).await.status, status, "{address}");
    }
}
