//! Counts that are odd, contradict one another, are kept back or are bounds.

use serde_json::{Value, json};

use crate::{
    kind::{Heard, Kind, Said, kind},
    replies::{body, changed, counted, one_set, set},
};

const GOOD: &[(Option<u32>, Option<u32>)] = &[(Some(7), Some(100))];

pub(crate) fn kinds() -> Vec<Kind> {
    [odd(), contradictions(), kept_back()].into_iter().flatten().collect()
}

/// A good answer whose AC is this.
fn count(heard: &Heard<'_>, count: &Value) -> Said {
    counted(heard, &json!([{"population": "Total", "alleleCount": count, "alleleNumber": 100}]))
}

fn odd() -> Vec<Kind> {
    vec![
        kind("a count as a float", "answered", |heard| count(heard, &json!(7.0))).rows(GOOD),
        kind("a count as text", "answered", |heard| count(heard, &json!("7"))).rows(GOOD),
        kind("a count alone in a list", "answered", |heard| count(heard, &json!([7]))).rows(GOOD),
        kind("two counts in a list", "answered", |heard| count(heard, &json!([7, 8]))),
        kind("a negative count", "answered", |heard| count(heard, &json!(-7))),
        kind("minus one for unknown", "answered", |heard| count(heard, &json!(-1))),
        kind("half a copy", "answered", |heard| count(heard, &json!(7.5))),
        kind("NaN as text", "answered", |heard| count(heard, &json!("NaN"))),
        kind("a count beyond all people", "answered", |heard| count(heard, &json!(1e12))),
        kind("a count that is an object", "answered", |heard| count(heard, &json!({"value": 7}))),
        kind("a count that is true", "answered", |heard| count(heard, &json!(true))),
        kind("no count", "answered", |heard| count(heard, &Value::Null)),
        kind("no number of copies", "answered", |heard| {
            counted(heard, &json!([{"population": "Total", "alleleCount": 7}]))
        })
        .rows(&[(Some(7), None)]),
        kind("a frequency without counts", "answered", |heard| {
            counted(heard, &json!([{"population": "Total", "alleleFrequency": 0.07, "alleleCount": null}]))
        })
        .rows(&[(None, None)]),
        kind("a frequency above one, without counts", "answered", |heard| {
            counted(heard, &json!([{"population": "Total", "alleleFrequency": 7}]))
        }),
        kind("a row without a label", "answered", |heard| {
            counted(heard, &json!([{"alleleCount": 7, "alleleNumber": 100}]))
        })
        .rows(GOOD),
        kind("rows that are no rows", "answered", |heard| counted(heard, &json!(["x", 7, null]))),
        kind("the list called populations", "answered", |heard| {
            changed(heard, |answer| {
                let source = &mut answer["response"]["resultSets"][0]["results"][0]["frequencyInPopulations"][0];
                source["populations"] = source["frequencies"].take();
            })
        })
        .rows(GOOD),
    ]
}

fn contradictions() -> Vec<Kind> {
    vec![
        kind("more copies with it than copies", "answered", |heard| count(heard, &json!(101))),
        kind("a frequency that is not AC/AN", "answered", |heard| {
            counted(
                heard,
                &json!([{"population": "Total", "alleleFrequency": 0.5, "alleleCount": 7, "alleleNumber": 100}]),
            )
        })
        .rows(GOOD),
        kind("genotypes that do not add up", "answered", |heard| {
            counted(
                heard,
                &json!([{"population": "Total", "alleleCount": 7, "alleleNumber": 100,
                "alleleCountHomozygous": 9, "alleleCountHeterozygous": 9, "alleleCountHemizygous": 0}]),
            )
        })
        .rows(GOOD),
        kind("one population twice, with other counts", "answered", |heard| {
            counted(
                heard,
                &json!([{"population": "Total", "alleleCount": 7, "alleleNumber": 100},
                {"population": "total", "alleleCount": 9, "alleleNumber": 100}]),
            )
        })
        .rows(GOOD),
        kind("counts of what does not exist", "answered", |heard| {
            changed(heard, |answer| answer["response"]["resultSets"][0]["exists"] = false.into())
        })
        .rows(GOOD),
        kind("a summary that says no beside counts", "answered", |heard| {
            changed(heard, |answer| answer["responseSummary"] = json!({"exists": false, "numTotalResults": 0}))
        })
        .rows(GOOD),
        kind("a summary that says yes beside a no", "not-covered", |heard| {
            changed(heard, |answer| {
                answer["response"]["resultSets"] =
                    json!([set(heard, &json!({"exists": false, "resultsCount": 0, "results": []}))]);
            })
        }),
    ]
}

fn kept_back() -> Vec<Kind> {
    vec![
        kind("a true zero", "absent", |heard| count(heard, &json!(0))).rows(&[(Some(0), Some(100))]),
        kind("no copy read", "not-covered", |heard| {
            counted(heard, &json!([{"population": "Total", "alleleCount": 0, "alleleNumber": 0}]))
        })
        .rows(&[(Some(0), Some(0))]),
        kind("a floor, and nothing above it", "suppressed", |heard| {
            one_set(heard, &json!({"exists": false, "gdiDatasetInfo": {"minAlleleCount": 5}, "results": []}))
        }),
        kind("a floor, and a zero in its place", "suppressed", |heard| {
            changed(heard, |answer| {
                let set = &mut answer["response"]["resultSets"][0];
                set["gdiDatasetInfo"] = json!({"minAlleleCount": 5});
                set["results"][0]["frequencyInPopulations"][0]["frequencies"][0]["alleleCount"] = 0.into();
            })
        }),
        kind("at most a threshold", "below-threshold", |_| {
            body(&json!({"responseSummary": {"exists": false, "numTotalResults": 5, "countPrecision": "imprecise"}}))
        }),
        kind("a threshold in place of a count", "below-threshold", |_| {
            body(&json!({"responseSummary":
                {"exists": true, "numTotalResults": 5, "countPrecision": "imprecise", "countAdjustedTo": [5]}}))
        }),
        kind("a data set's threshold in place of a count", "below-threshold", |heard| {
            one_set(
                heard,
                &json!({"exists": true, "resultsCount": 5, "countPrecision": "imprecise", "countAdjustedTo": [5]}),
            )
        }),
        kind("rounded counts", "answered", |heard| {
            changed(heard, |answer| answer["response"]["resultSets"][0]["countPrecision"] = "rounded".into())
        })
        .rows(GOOD),
        kind("seen, and no more told", "answered", |heard| one_set(heard, &json!({"exists": true}))),
    ]
}
