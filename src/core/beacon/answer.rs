//! Reads what a node answers to a frequency question, in the Genome of Europe shape and its dialects.
//!
//! Lenient in shape, strict in meaning: only rows of exactly the variant asked for are taken, a missing count stays
//! missing, and what contradicts itself is noted. Must not know which node sent it or how.

use serde_json::Value;

use crate::{
    cohort::{CohortId, Counts, Observation, Population},
    variant::Variant,
};

/// What a node said about one variant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Rows of counts for exactly this variant.
    pub observations: Vec<Observation>,
    /// Whether it was seen at all, as far as the answer tells.
    pub exists: Option<bool>,
    /// Data sets that were asked, also those without the variant.
    pub datasets: Vec<String>,
    /// The node says that it hides small counts: not seen may then mean seen rarely.
    pub hides_small_counts: bool,
    /// Anything a reader of the figures should know.
    pub notes: Vec<Note>,
}

/// A doubt about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Rows of this many other variants were left out.
    OtherVariants(u32),
    /// The summary says one thing and the data sets another; the data sets count.
    SummaryContradicts,
    /// Seen, but no counts were sent.
    SeenWithoutCounts,
    /// AC is larger than AN in the named population; the row was left out.
    CountAboveNumber(String),
    /// The stated frequency is not AC/AN in the named population; AC/AN is shown.
    FrequencyContradicts(String),
}

/// The answer is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not JSON at all, such as a web page.
    #[error("the answer is not JSON: {0:?}")]
    NotJson(String),
    /// JSON without the parts of a Beacon answer.
    #[error("the answer has no Beacon response in it")]
    NotBeacon,
    /// A Beacon error in a successful response.
    #[error("the node reports: {0}")]
    BeaconError(String),
    /// It repeats another question than ours.
    #[error("the answer belongs to another question")]
    OtherQuestion,
}

/// Reads the body of a successful response.
///
/// # Errors
/// When nothing in it can be trusted as the answer to the question.
pub fn read(body: &str, asked: &Variant) -> Result<Answer, Unreadable> {
    let root: Value = serde_json::from_str(body).map_err(|_| Unreadable::NotJson(body.chars().take(80).collect()))?;
    if let Some(error) = error_message(&root) {
        return Err(Unreadable::BeaconError(error));
    }
    if echoes_another_question(&root, asked) {
        return Err(Unreadable::OtherQuestion);
    }
    let beacon = text(&root["meta"], "beaconId").unwrap_or_default();
    let summary = root["responseSummary"]["exists"].as_bool();
    // "No" beside a number of results: fewer than the node's threshold, perhaps none (Beacon v2.2 `countPrecision`).
    let below_threshold =
        summary == Some(false) && root["responseSummary"]["numTotalResults"].as_u64().is_some_and(|count| count > 0);
    let Some(sets) = root["response"]["resultSets"].as_array() else {
        let exists = summary.ok_or(Unreadable::NotBeacon)?;
        let notes = if exists { vec![Note::SeenWithoutCounts] } else { Vec::new() };
        return Ok(Answer { exists: Some(exists), hides_small_counts: below_threshold, notes, ..Answer::default() });
    };
    let mut answer = Answer { hides_small_counts: below_threshold, ..Answer::default() };
    let mut others = 0;
    for set in sets {
        let source = Source {
            beacon: text(set, "beaconId").unwrap_or_else(|| beacon.clone()),
            dataset: text(set, "id").unwrap_or_default(),
        };
        for result in set["results"].as_array().into_iter().flatten() {
            if is_variant(result, asked) {
                answer.exists = Some(true);
                source.read_frequencies(result, &mut answer);
            } else {
                others += 1;
            }
        }
        answer.hides_small_counts |= set["gdiDatasetInfo"]["minAlleleCount"].as_u64().is_some_and(|floor| floor > 0);
        let said = set["exists"].as_bool();
        let has_results = set["results"].as_array().is_some_and(|results| !results.is_empty());
        answer.exists = match (answer.exists, said) {
            (Some(true), _) => Some(true),
            // Seen, without a record to check the claim against: taken at its word.
            (_, Some(true)) if !has_results => Some(true),
            (exists, Some(_)) => exists.or(Some(false)),
            (exists, None) => exists,
        };
        answer.datasets.push(source.dataset);
    }
    answer.exists = answer.exists.or(summary);
    if others > 0 {
        answer.notes.push(Note::OtherVariants(others));
    }
    if summary.is_some() && summary != answer.exists && others == 0 {
        answer.notes.push(Note::SummaryContradicts);
    }
    if answer.exists == Some(true) && answer.observations.is_empty() {
        answer.notes.push(Note::SeenWithoutCounts);
    }
    Ok(answer)
}

/// The message of a `beaconErrorResponse`, whatever its status.
pub fn error_message(root: &Value) -> Option<String> {
    let error = root.get("error").filter(|error| error.is_object())?;
    let message = text(error, "errorMessage").unwrap_or_default();
    Some(message.chars().take(300).collect())
}

/// Where rows come from.
struct Source {
    beacon: String,
    dataset: String,
}

impl Source {
    fn read_frequencies(&self, result: &Value, answer: &mut Answer) {
        for source in result["frequencyInPopulations"].as_array().into_iter().flatten() {
            // gdi-mini-node calls the list `populations`.
            let rows = source["frequencies"].as_array().or_else(|| source["populations"].as_array());
            for row in rows.into_iter().flatten() {
                let label = text(row, "population").unwrap_or_default();
                let counts = counts(row);
                if matches!((counts.allele_count, counts.allele_number), (Some(ac), Some(an)) if ac > an) {
                    answer.notes.push(Note::CountAboveNumber(label));
                    continue;
                }
                if contradicts_itself(&counts) {
                    answer.notes.push(Note::FrequencyContradicts(label.clone()));
                }
                let cohort = CohortId {
                    beacon: self.beacon.clone(),
                    dataset: self.dataset.clone(),
                    population: Population::parse(&label),
                };
                answer.observations.push(Observation { cohort, counts, precision: None, floor: None, source: None });
            }
        }
    }
}

/// Genome of Europe names first, then those of the EGA production implementation.
fn counts(row: &Value) -> Counts {
    let zygosity = |suffix: &str| {
        count(&row[format!("alleleCount{suffix}").as_str()])
            .or_else(|| count(&row[format!("genotype{suffix}").as_str()]))
    };
    Counts {
        allele_count: count(&row["alleleCount"]),
        allele_number: count(&row["alleleNumber"]),
        stated_frequency: row["alleleFrequency"].as_f64().filter(|af| (0.0..=1.0).contains(af)),
        homozygous: zygosity("Homozygous"),
        heterozygous: zygosity("Heterozygous"),
        hemizygous: zygosity("Hemizygous"),
        ..Counts::default()
    }
    .with_decided_unit()
}

/// A count as an integer, as a whole float, or alone in an array (older GDI beacons).
fn count(value: &Value) -> Option<u32> {
    match value {
        Value::Array(items) if items.len() == 1 => count(&items[0]),
        Value::Number(number) => {
            let whole = number.as_u64().or_else(|| {
                let float = number.as_f64().filter(|f| f.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(f))?;
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
                Some(float as u64)
            })?;
            u32::try_from(whole).ok()
        }
        _ => None,
    }
}

/// Stated AF and AC/AN differ by more than rounding to four digits explains.
fn contradicts_itself(counts: &Counts) -> bool {
    let (Some(stated), Some(count), Some(number)) =
        (counts.stated_frequency, counts.allele_count, counts.allele_number)
    else {
        return false;
    };
    number > 0 && (stated - f64::from(count) / f64::from(number)).abs() > 0.000_51
}

/// Start, REF and ALT must be those asked for: a range answer brings its neighbours along.
fn is_variant(result: &Value, asked: &Variant) -> bool {
    // Both the legacy variation object and flat results are met.
    let variation = result.get("variation").filter(|variation| variation.is_object()).unwrap_or(result);
    let location = &variation["location"];
    let start = [&location["interval"]["start"]["value"], &location["interval"]["start"], &location["start"]]
        .into_iter()
        .find_map(Value::as_u64);
    let reference = variation["referenceBases"].as_str();
    // VRS alleles carry the alternate bases as their state.
    let alternate = variation["alternateBases"].as_str().or_else(|| variation["state"]["sequence"].as_str());
    start == Some(u64::from(asked.position().start_0based()))
        && reference.is_none_or(|found| found.eq_ignore_ascii_case(asked.reference().as_str()))
        && alternate.is_some_and(|found| found.eq_ignore_ascii_case(asked.alternate().as_str()))
}

/// Some servers repeat the question; one is known to mix up concurrent ones.
fn echoes_another_question(root: &Value, asked: &Variant) -> bool {
    let echo = &root["meta"]["receivedRequestSummary"]["requestParameters"];
    // Parameters stand bare, or below `g_variant`.
    let echo = echo.get("g_variant").unwrap_or(echo);
    let start = match &echo["start"] {
        Value::Array(items) => items.first().and_then(number),
        other => number(other),
    };
    let differs = |key: &str, bases: &str| echo[key].as_str().is_some_and(|found| !found.eq_ignore_ascii_case(bases));
    start.is_some_and(|start| start != u64::from(asked.position().start_0based()))
        || differs("referenceBases", asked.reference().as_str())
        || differs("alternateBases", asked.alternate().as_str())
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        cohort::HomozygousUnit,
        genome::{Assembly, Chromosome, Position},
        variant::Bases,
    };

    fn asked() -> Variant {
        Variant::new(
            Assembly::Grch38,
            Chromosome::from_name("3").unwrap(),
            Position::new(45_823_240).unwrap(),
            &Bases::parse("T").unwrap(),
            &Bases::parse("C").unwrap(),
        )
        .unwrap()
    }

    fn result(start: u32, frequencies: &Value) -> Value {
        json!({
            "variation": {"location": {"interval": {"start": {"type": "Number", "value": start}}},
                "referenceBases": "T", "alternateBases": "C"},
            "frequencyInPopulations": [{"source": "The Genome of Europe", "frequencies": frequencies}],
        })
    }

    fn response(summary: bool, exists: bool, results: &[Value]) -> String {
        json!({
            "meta": {"beaconId": "ee.ut"},
            "responseSummary": {"exists": summary},
            "response": {"resultSets": [{"id": "DS", "setType": "dataset", "exists": exists, "results": results}]},
        })
        .to_string()
    }

    #[test]
    fn the_genome_of_europe_shape() {
        let total = json!([{"population": "Total", "alleleFrequency": 0.07725, "alleleCount": 618, "alleleNumber": 8000,
            "alleleCountHomozygous": 65, "alleleCountHeterozygous": 552, "alleleCountHemizygous": 1}]);
        let answer = read(&response(true, true, &[result(45_823_239, &total)]), &asked()).unwrap();
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
                source: None,
            }]
        );
        assert_eq!((answer.exists, answer.notes), (Some(true), vec![]));
    }

    #[test]
    fn dialects_of_counts() {
        let row = json!({"population": "FI", "alleleCount": [3], "alleleNumber": 200.0, "genotypeHomozygous": null, "genotypeHeterozygous": 3});
        let read = counts(&row);
        assert_eq!((read.allele_count, read.allele_number), (Some(3), Some(200)));
        assert_eq!((read.homozygous, read.heterozygous), (None, Some(3)));
        assert_eq!(counts(&json!({"alleleCount": -1, "alleleNumber": "7"})), Counts::default());
    }

    #[test]
    fn a_neighbour_is_not_the_variant() {
        let rows = json!([{"population": "Total", "alleleCount": 1, "alleleNumber": 10}]);
        let answer = read(&response(true, true, &[result(45_823_240, &rows)]), &asked()).unwrap();
        assert_eq!(answer.exists, Some(false));
        assert_eq!(answer.notes, [Note::OtherVariants(1)]);
        assert!(answer.observations.is_empty());
    }

    #[test]
    fn another_allele_of_the_same_place_is_not_the_variant() {
        let rows = json!([{"population": "Total", "alleleCount": 1, "alleleNumber": 10}]);
        let mut other = result(45_823_239, &rows);
        other["variation"] = json!({"location": {"start": 45_823_239}, "state": {"sequence": "G"}});
        assert_eq!(read(&response(true, true, &[other]), &asked()).unwrap().observations, []);
        let mut nameless = result(45_823_239, &rows);
        nameless["variation"] = Value::Null;
        assert_eq!(read(&response(true, true, &[nameless]), &asked()).unwrap().observations, []);
    }

    #[test]
    fn a_floor_is_told_from_an_absence() {
        let summary =
            json!({"responseSummary": {"exists": false, "numTotalResults": 5, "countPrecision": "imprecise"}});
        assert!(read(&summary.to_string(), &asked()).unwrap().hides_small_counts);
        let set = json!({"responseSummary": {"exists": false}, "response": {"resultSets": [
            {"id": "D", "exists": false, "gdiDatasetInfo": {"minAlleleCount": 5}, "results": []}]}});
        assert!(read(&set.to_string(), &asked()).unwrap().hides_small_counts);
        assert!(!read(&response(false, false, &[]), &asked()).unwrap().hides_small_counts);
    }

    #[test]
    fn data_sets_count_more_than_the_summary() {
        let rows = json!([{"population": "Total", "alleleCount": 1, "alleleNumber": 10}]);
        let answer = read(&response(false, true, &[result(45_823_239, &rows)]), &asked()).unwrap();
        assert_eq!((answer.exists, answer.notes), (Some(true), vec![Note::SummaryContradicts]));
    }

    #[test]
    fn absent_and_seen_without_counts() {
        assert_eq!(read(&response(false, false, &[]), &asked()).unwrap().exists, Some(false));
        let seen = read(&json!({"responseSummary": {"exists": true}}).to_string(), &asked()).unwrap();
        assert_eq!(seen.notes, [Note::SeenWithoutCounts]);
    }

    #[test]
    fn contradictions_are_noted() {
        let rows = json!([{"population": "Total", "alleleCount": 11, "alleleNumber": 10},
            {"population": "FI", "alleleCount": 1, "alleleNumber": 10, "alleleFrequency": 0.5}]);
        let answer = read(&response(true, true, &[result(45_823_239, &rows)]), &asked()).unwrap();
        assert_eq!(answer.observations.len(), 1);
        assert_eq!(answer.notes, [Note::CountAboveNumber("Total".into()), Note::FrequencyContradicts("FI".into())]);
    }

    #[test]
    fn no_answers() {
        let read = |body: &str| read(body, &asked()).unwrap_err();
        assert!(matches!(read("<!doctype html>"), Unreadable::NotJson(_)));
        assert_eq!(read("{}"), Unreadable::NotBeacon);
        assert_eq!(read("[]"), Unreadable::NotBeacon);
        let error = json!({"meta": {}, "error": {"errorCode": "400", "errorMessage": "no"}}).to_string();
        assert_eq!(read(&error), Unreadable::BeaconError("no".into()));
        let mixed_up = json!({"meta": {"receivedRequestSummary": {"requestParameters": {"start": ["7"]}}},
            "responseSummary": {"exists": true}});
        assert_eq!(read(&mixed_up.to_string()), Unreadable::OtherQuestion);
    }
}
