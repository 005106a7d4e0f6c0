//! EGA `beacon2-ri-api`, with the counts of older GDI beacons: positions as text; an AC alone in a list, an AN as a float.

use serde_json::{Value, json};

use super::{Heard, Verdict, breaks, each_source, plain_hits, refuses};

pub(super) fn hears(heard: &Heard<'_>) -> Verdict {
    if !heard.is_post && heard.envelope["query"].get("requestedGranularity").is_some() {
        return breaks(500, "500 Internal Server Error\n\nServer got itself in trouble");
    }
    if heard.is_post && !heard.parameters()["start"].is_string() {
        return refuses(400, "start: a string is expected");
    }
    if heard.text("referenceName").is_some_and(|name| name.starts_with("chr")) {
        return refuses(400, "referenceName: 1 to 23, X, Y or MT is expected");
    }
    if heard.text("assemblyId").is_none() {
        return refuses(400, "assemblyId: a value is expected");
    }
    Verdict::Looks(None)
}

pub(super) fn dressed(mut answer: Value) -> Value {
    plain_hits(&mut answer);
    each_source(&mut answer, |source| {
        for row in source.get_mut("frequencies").and_then(Value::as_array_mut).into_iter().flatten() {
            let number = row["alleleNumber"].as_f64();
            *row = json!({"population": row["population"], "alleleFrequency": row["alleleFrequency"],
                "alleleCount": [row["alleleCount"]], "alleleNumber": number});
        }
    });
    answer
}
