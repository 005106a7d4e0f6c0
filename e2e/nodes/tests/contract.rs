//! Every endpoint, by every method and at every granularity, against the GA4GH schemas.

use serde_json::{Value, json};

use crate::schema::{check_dataset, check_response, check_variant};
use crate::support::{Answer, NODES, ask, get, query, send, server};

const LCT: &str = "2-135851076-G-A";
const NOT_THERE: &str = "2-135851076-G-C";

#[tokio::test]
async fn the_describing_endpoints_are_valid_on_every_node() {
    for node in ["fi", "gb", "es", "it", "ceu"] {
        for (endpoint, schema) in [
            ("", "beaconInfoResponse"),
            ("/", "beaconInfoResponse"),
            ("/info", "beaconInfoResponse"),
            ("/service-info", "ga4gh-service-info-1-0-0-schema"),
            ("/configuration", "beaconConfigurationResponse"),
            ("/entry_types", "beaconEntryTypesResponse"),
            ("/map", "beaconMapResponse"),
            ("/filtering_terms", "beaconFilteringTermsResponse"),
            ("/datasets", "beaconCollectionsResponse"),
        ] {
            let answer = get(&format!("/{node}{endpoint}")).await;
            assert_eq!(answer.status, 200, "{node}{endpoint}");
            assert_eq!(answer.headers["content-type"], "application/json");
            check_response(schema, &answer.json());
        }
    }
}

#[tokio::test]
async fn the_map_names_addresses_that_answer() {
    let map = get("/fi/map").await.json();
    for set in map["response"]["endpointSets"].as_object().unwrap().values() {
        let path = set["rootUrl"].as_str().unwrap().strip_prefix("http://127.0.0.1:8081").unwrap();
        let query = "?referenceName=2&start=135851075&referenceBases=G&alternateBases=A";
        assert_eq!(get(&format!("{path}{query}")).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn datasets_are_valid_by_get_post_and_id() {
    let by_get = get("/fi/datasets").await.json();
    let collection = &by_get["response"]["collections"][0];
    check_dataset(collection);
    assert_eq!(collection["id"], "DEMO-FI-KGP-20261122");
    assert_eq!(collection["info"]["individualCount"], 99);
    let by_post = send(&server(), "POST", "/fi/datasets", &Value::Null).await.json();
    assert_eq!(by_get, by_post);
    assert_eq!(get("/fi/datasets/DEMO-FI-KGP-20261122").await.json()["response"]["collections"][0], *collection);
    assert_is_error(&get("/fi/datasets/DEMO-GB-KGP-20261122").await, 404);
}

#[tokio::test]
async fn hits_and_misses_are_valid_at_every_granularity() {
    for (variant, exists) in [(LCT, true), (NOT_THERE, false)] {
        for (granularity, schema) in [
            ("boolean", "beaconBooleanResponse"),
            ("count", "beaconCountResponse"),
            ("record", "beaconResultsetsResponse"),
        ] {
            let answer = ask("fi", &query(variant, granularity, "ALL")).await;
            assert_eq!(answer.status, 200);
            let body = answer.json();
            check_response(schema, &body);
            assert_eq!(body["meta"]["returnedGranularity"], granularity);
            assert_eq!(body["meta"]["beaconId"], "demo.fi.cohort-explorer");
            assert_eq!(body["responseSummary"]["exists"], exists);
            let total = (granularity != "boolean").then_some(u64::from(exists));
            assert_eq!(body["responseSummary"]["numTotalResults"].as_u64(), total);
            assert_eq!(body["response"].is_null(), granularity != "record");
        }
    }
}

#[tokio::test]
async fn a_record_has_the_shape_of_the_genome_of_europe() {
    let body = ask("it", &query("16-48224287-C-T", "record", "HIT")).await.json();
    let set = &body["response"]["resultSets"][0];
    assert_eq!(set["id"], "DEMO-IT-KGP-20261122");
    assert_eq!(
        set["gdiDatasetInfo"],
        json!({"assembly": "GRCh38", "minAlleleCount": 0, "populations": ["IT_F", "IT_M", "Total"]})
    );
    let variant = &set["results"][0];
    check_variant(variant);
    assert_eq!(variant["identifiers"]["genomicHGVSId"], "NC_000016.10:g.48224287C>T");
    assert_eq!(variant["variation"]["location"]["interval"]["start"], json!({"type": "Number", "value": 48_224_286}));
    assert_eq!(
        variant["frequencyInPopulations"][0]["frequencies"][2],
        json!({"population": "Total", "alleleFrequency": 25.0 / 214.0, "alleleCount": 25, "alleleNumber": 214,
            "alleleCountHomozygous": 4, "alleleCountHeterozygous": 21, "alleleCountHemizygous": 0})
    );
}

#[tokio::test]
async fn every_kind_of_variant_is_valid() {
    // Of each kind the first that is found, from every dataset.
    for node in NODES.iter() {
        let dataset = &node.datasets[0];
        for kind in ["SNP", "INDEL", "MNP"] {
            let Some((contig, site)) = dataset.sites().find(|(_, site)| &*site.variant_type == kind) else { continue };
            let (name, position) = (contig.name(), site.start_0based + 1);
            let variant = format!("{name}-{position}-{}-{}", site.reference, site.alternate);
            let body = ask(&node.path, &query(&variant, "record", "HIT")).await.json();
            check_response("beaconResultsetsResponse", &body);
            check_variant(&body["response"]["resultSets"][0]["results"][0]);
        }
    }
}

#[tokio::test]
async fn include_resultset_responses_is_honoured() {
    for (variant, include, listed) in [
        (LCT, "ALL", Some(true)),
        (LCT, "HIT", Some(true)),
        (LCT, "MISS", None),
        (LCT, "NONE", None),
        (NOT_THERE, "ALL", Some(false)),
        (NOT_THERE, "HIT", None),
        (NOT_THERE, "MISS", Some(false)),
        (NOT_THERE, "NONE", None),
    ] {
        let body = ask("es", &query(variant, "record", include)).await.json();
        check_response("beaconResultsetsResponse", &body);
        let sets = body["response"]["resultSets"].as_array().unwrap();
        let exists: Vec<bool> = sets.iter().map(|set| set["exists"].as_bool().unwrap()).collect();
        assert_eq!(exists, listed.into_iter().collect::<Vec<_>>(), "{variant} {include}");
    }
}

#[tokio::test]
async fn the_default_lists_hits_only() {
    let mut body = query(NOT_THERE, "record", "ALL");
    body["query"].as_object_mut().unwrap().remove("includeResultsetResponses");
    assert_eq!(ask("fi", &body).await.json()["response"]["resultSets"], json!([]));
}

#[tokio::test]
async fn get_and_post_give_the_same_answer() {
    let get_query = "/gb/g_variants?assemblyId=GRCh38&referenceName=chr2&start=135851075&referenceBases=G\
                     &alternateBases=A&requestedGranularity=record&includeResultsetResponses=ALL&limit=100&apiVersion=v2.0";
    let by_post = ask("gb", &query(LCT, "record", "ALL")).await.json();
    assert_eq!(get(get_query).await.json(), by_post);
}

#[tokio::test]
async fn a_range_is_answered_page_by_page() {
    let range = |skip: u32| {
        format!("/fi/g_variants?assemblyId=GRCh38&referenceName=7&start=117479963&end=117668665&skip={skip}&limit=100")
    };
    let first = get(&range(0)).await.json();
    check_response("beaconResultsetsResponse", &first);
    let total = first["responseSummary"]["numTotalResults"].as_u64().unwrap();
    let dataset = &NODES.iter().find(|node| node.path == "fi").unwrap().datasets[0];
    let inside = |start: u32, end: u32| start < 117_668_665 && end > 117_479_963;
    let expected =
        dataset.sites().filter(|(contig, site)| contig.name() == "7" && inside(site.start_0based, site.end_0based()));
    assert_eq!(total, expected.count() as u64);
    assert!(total > 1000, "the CFTR region has {total} variants");
    let mut seen = std::collections::BTreeSet::new();
    for page in 0..=total / 100 {
        let body = get(&range(page.try_into().unwrap())).await.json();
        for variant in body["response"]["resultSets"][0]["results"].as_array().unwrap() {
            assert!(seen.insert(variant["variantInternalId"].to_string()));
        }
    }
    assert_eq!(seen.len() as u64, total);
}

#[tokio::test]
async fn what_cannot_be_answered_is_an_error_with_its_reason() {
    for (query, reason) in [
        ("", "referenceName"),
        ("?referenceName=2", "start"),
        ("?referenceName=2&start=5", "end"),
        ("?referenceName=2&start=x&end=9", "start"),
        ("?referenceName=99&start=5&end=9", "referenceName"),
        ("?referenceName=2&start=9&end=5", "end"),
        ("?geneId=LCT", "geneId"),
        ("?referenceName=2&start=5&end=9&assemblyId=T2T", "assemblyId"),
        ("?referenceName=2&start=5&end=9&assemblyId=GRCh37", "GRCh38"),
        ("?referenceName=2&start=5&end=9&filters=sex", "filters"),
        ("?referenceName=2&start=5&end=9&requestedGranularity=all", "requestedGranularity"),
    ] {
        let answer = get(&format!("/fi/g_variants{query}")).await;
        assert_is_error(&answer, 400);
        let message = answer.json()["error"]["errorMessage"].as_str().unwrap().to_owned();
        assert!(message.contains(reason), "{query}: {message}");
    }
    assert_is_error(&send(&server(), "POST", "/fi/g_variants", &json!("text")).await, 400);
    assert_is_error(&send(&server(), "POST", "/fi/info", &Value::Null).await, 405);
    assert_is_error(&send(&server(), "DELETE", "/fi/g_variants", &Value::Null).await, 405);
}

#[tokio::test]
async fn unknown_paths_are_json_404() {
    for path in ["/", "/fr/info", "/gb/individuals", "/fi/g_variants/some-id"] {
        assert_is_error(&get(path).await, 404);
    }
}

fn assert_is_error(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    let body = answer.json();
    check_response("beaconErrorResponse", &body);
    assert_eq!(body["error"]["errorCode"], status);
}
