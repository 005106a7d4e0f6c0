//! Answers to `/g_variants` that say something else than counts, made of answers that say counts.
//!
//! Knows what they look like; who gives them is in `fault`.

use serde_json::{Value, json};

use crate::fault::Fault;

/// The answer as a node with this fault tells it.
#[must_use]
pub fn told(mut answer: Value, fault: Fault) -> Value {
    match fault {
        Fault::Echo => {
            let other = json!({"assemblyId": "GRCh38", "referenceName": "1", "start": [1_000_000],
                "referenceBases": "T", "alternateBases": "C"});
            answer["meta"]["receivedRequestSummary"]["requestParameters"] = other;
        }
        Fault::Suppressed => {
            empty(&mut answer);
            each_set(&mut answer, |set| set["gdiDatasetInfo"]["minAlleleCount"] = 5.into());
        }
        // Beacon v2.2: below the threshold, which stands in place of a count.
        Fault::Imprecise => {
            answer["meta"]["returnedGranularity"] = "count".into();
            answer["responseSummary"] =
                json!({"exists": true, "numTotalResults": 5, "countAdjustedTo": [5], "countPrecision": "imprecise"});
            if let Some(answer) = answer.as_object_mut() {
                answer.remove("response");
            }
        }
        Fault::Absent => empty(&mut answer),
        Fault::Unread => each_row(&mut answer, |row| {
            let population = row["population"].take();
            *row = json!({"population": population, "alleleCount": 0, "alleleNumber": 0});
        }),
        _ => {}
    }
    answer
}

fn empty(answer: &mut Value) {
    answer["responseSummary"] = json!({"exists": false, "numTotalResults": 0});
    each_set(answer, |set| {
        set["exists"] = false.into();
        set["resultsCount"] = 0.into();
        set["results"] = json!([]);
    });
}

fn each_set(answer: &mut Value, change: impl FnMut(&mut Value)) {
    answer["response"]["resultSets"].as_array_mut().into_iter().flatten().for_each(change);
}

fn each_row(answer: &mut Value, mut change: impl FnMut(&mut Value)) {
    each_set(answer, |set| {
        let results = set["results"].as_array_mut().into_iter().flatten();
        let sources = results.flat_map(|result| result["frequencyInPopulations"].as_array_mut().into_iter().flatten());
        sources.flat_map(|source| source["frequencies"].as_array_mut().into_iter().flatten()).for_each(&mut change);
    });
}
