//! Answers that are none, and answers with parts missing.

use serde_json::{Value, json};

use crate::{
    kind::{Heard, Kind, Looked, Said, kind},
    replies::{body, changed, error, good_body, one_set, set, status, variation},
    transport::hangs,
};

const GOOD: &[(Option<u32>, Option<u32>)] = &[(Some(7), Some(100))];

pub(crate) fn kinds() -> Vec<Kind> {
    [no_answers(), parts_missing(), other_questions(), pages(), networks()].into_iter().flatten().collect()
}

fn no_answers() -> Vec<Kind> {
    vec![
        kind("a web page", "failed", |_| status(200, "<!doctype html><title>Sign in</title>")),
        kind("nothing at all", "failed", |_| status(200, "")),
        kind("204", "failed", |_| status(204, "")),
        kind("cut off", "failed", |heard| {
            let text = good_body(heard).to_string();
            status(200, &text[..text.len() / 2])
        }),
        kind("nested without end", "failed", |_| status(200, "[".repeat(200_000))),
        kind("a hundred thousand results", "failed", |heard| {
            changed(heard, |answer| answer["response"]["resultSets"][0]["results"] = vec![json!({}); 100_000].into())
        }),
        kind("four megabytes and more", "failed", |_| status(200, " ".repeat(4 * 1024 * 1024 + 1))),
        kind("null", "failed", |_| status(200, "null")),
        kind("a list", "failed", |_| status(200, "[1, 2]")),
        kind("broken text", "failed", |_| status(200, "{\"meta\":\"\u{fffd}\u{0}")),
        kind("an object with nothing in it", "failed", |_| status(200, "{}")),
        kind("NaN, which is no JSON", "failed", |heard| {
            let text = good_body(heard).to_string();
            status(200, text.replace("\"alleleCount\":7", "\"alleleCount\":NaN"))
        }),
        kind("what it says of itself instead", "failed", |_| {
            body(&json!({"meta": {"beaconId": "x"}, "response": {"id": "x", "name": "A Beacon", "environment": "dev"}}))
        }),
        kind("a byte order mark before it", "answered", |heard| {
            let text = changed_text(heard);
            status(200, format!("\u{feff}{text}"))
        })
        .rows(GOOD),
    ]
}

fn changed_text(heard: &Heard<'_>) -> String {
    let rows = json!([{"population": "Total", "alleleCount": 7, "alleleNumber": 100}]);
    crate::replies::counted_body(heard, &rows).to_string()
}

fn parts_missing() -> Vec<Kind> {
    vec![
        kind("no summary", "answered", |heard| changed(heard, |answer| answer["responseSummary"] = Value::Null))
            .rows(GOOD),
        kind("no meta", "answered", |heard| changed(heard, |answer| answer["meta"] = Value::Null)).rows(GOOD),
        kind("no id of the data set", "answered", |heard| {
            changed(heard, |answer| answer["response"]["resultSets"][0]["id"] = Value::Null)
        })
        .rows(GOOD),
        kind("a summary only, which says no", "absent", |_| body(&json!({"responseSummary": {"exists": false}}))),
        kind("a summary only, which says yes", "answered", |_| body(&json!({"responseSummary": {"exists": true}}))),
        kind("neither data sets nor summary", "failed", |_| body(&json!({"response": {"resultSets": []}}))),
        kind("a data set that says neither yes nor no", "not-covered", |heard| one_set(heard, &json!({"results": []}))),
        kind("results that are no list", "answered", |heard| {
            changed(heard, |answer| answer["response"]["resultSets"][0]["results"] = json!({"0": "x"}))
        }),
        kind("data sets that are no list", "failed", |_| body(&json!({"response": {"resultSets": "none"}}))),
        kind("a result without a place", "answered", |heard| {
            changed(heard, |answer| {
                answer["response"]["resultSets"][0]["results"][0]["variation"]["location"] = Value::Null;
                answer["response"]["resultSets"][0]["results"] = json!([]);
            })
        }),
        kind("letters upper-cased within names", "answered", |heard| {
            let found = json!({"variation": {"location": {"chromoSOme": "2", "start": heard.variant.position().start_0based(),
                "type": "SequenceLocation"}, "state": {"sequence": "A", "type": "LiteralSequenceExpressiON"}}});
            let found = set(heard, &json!({"exists": true, "responseEntityId": "genomicVariant", "results": [found]}));
            body(
                &json!({"meta": {"apiVersion": "v2.3.0-beaconplus"}, "response": {"reSOurces": [], "resultSets": [found]},
                "responseSummary": {"exists": true, "numTotalResults": 1}}),
            )
        }),
    ]
}

fn other_questions() -> Vec<Kind> {
    vec![
        kind("the echo of another question", "failed", |heard| {
            changed(heard, |answer| {
                answer["meta"]["receivedRequestSummary"]["requestParameters"] =
                    json!({"start": [5], "referenceName": "3"});
            })
        }),
        kind("a variant far away", "failed", |heard| {
            changed(heard, |answer| {
                answer["response"]["resultSets"][0]["results"][0]["variation"] = variation(heard, 4_000);
            })
        }),
        // It says that something is there, and it is not what was asked for: no figure, and no zero.
        kind("the same change one base further", "absent", |heard| {
            changed(heard, |answer| {
                answer["response"]["resultSets"][0]["results"][0]["variation"] = variation(heard, 1);
            })
        }),
        kind("another allele of the place", "absent", |heard| {
            changed(heard, |answer| {
                answer["response"]["resultSets"][0]["results"][0]["variation"]["alternateBases"] = "T".into();
            })
        }),
        kind("a block without the variant", "absent", |heard| {
            changed(heard, |answer| {
                answer["response"]["resultSets"][0]["results"][0]["variation"] = variation(heard, 100);
            })
        })
        .about(Looked::Block),
    ]
}

/// One result of a block, this many bases from the variant, of so many results in all.
fn page(heard: &Heard<'_>, shifted_bases: u32, results: u32) -> Said {
    changed(heard, |answer| {
        let set = &mut answer["response"]["resultSets"][0];
        set["results"][0]["variation"] = variation(heard, shifted_bases);
        set["resultsCount"] = results.into();
    })
}

fn pages() -> Vec<Kind> {
    vec![
        kind("a block of two pages, the variant on the second", "answered", |heard| {
            page(heard, if heard.before == 0 { 100 } else { 0 }, 2)
        })
        .about(Looked::Block)
        .rows(GOOD)
        .sent(2, 0),
        kind("the same page for ever", "failed", |heard| page(heard, 100, 900)).about(Looked::Block).sent(2, 0),
        kind("pages without end", "failed", |heard| page(heard, 1 + u32::try_from(heard.before).unwrap(), 100_000))
            .about(Looked::Block)
            .sent(20, 0),
        kind("a second page that never comes", "failed", |heard| {
            if heard.before == 0 { page(heard, 100, 2) } else { hangs(heard) }
        })
        .about(Looked::Block)
        .sent(2, 0),
        kind("a second page that is refused", "unsupported", |heard| {
            if heard.before == 0 { page(heard, 100, 2) } else { error(404, "no such page") }
        })
        .about(Looked::Block)
        .sent(2, 0),
    ]
}

fn networks() -> Vec<Kind> {
    vec![
        kind("its only member failed", "failed", |heard| {
            one_set(heard, &json!({"beaconId": "m", "exists": false, "info": {"error": "timed out"}}))
        }),
        kind("its only member failed, with an object", "failed", |heard| {
            let error = json!({"error": {"errorCode": "502", "errorMessage": "bad gateway"}});
            one_set(heard, &json!({"beaconId": "m", "info": error}))
        }),
        kind("one member failed, one counted", "answered", |heard| {
            changed(heard, |answer| {
                let counted = answer["response"]["resultSets"][0].clone();
                let failed =
                    set(heard, &json!({"beaconId": "m", "id": "M", "exists": false, "info": {"error": "late"}}));
                answer["response"]["resultSets"] = json!([failed, counted]);
            })
        })
        .rows(GOOD),
        kind("one member failed, one has not seen it", "absent", |heard| {
            let failed = set(heard, &json!({"beaconId": "m", "id": "M", "info": {"error": "late"}}));
            let absent = set(heard, &json!({"beaconId": "n", "exists": false, "resultsCount": 0}));
            body(&json!({"responseSummary": {"exists": false}, "response": {"resultSets": [failed, absent]}}))
        }),
    ]
}
