//! What came of asking one node: ten outcomes, each with its own meaning. Nothing unknown is a zero.

use serde_json::Value;

use super::{Failure, Reply};
use crate::{
    beacon::{
        answer::{self, Answer, Note, Standing, Unreadable},
        asked::{Asked, Entity},
        profile::{Dialect, Misread, Profile},
    },
    cohort::Precision,
    variant::Variant,
};

/// What came of asking one node.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was seen, with counts or without.
    Answered(Answer),
    /// The node looked and has not seen it. Where it says how many copies it read, rows with AC 0 bound the frequency.
    Absent(Answer),
    /// Not seen, or seen too rarely for the node to say so: it hides small counts.
    Suppressed(Answer),
    /// Seen at most as often as an imprecise threshold, perhaps never.
    BelowThreshold(Answer),
    /// No copy was read there, or the node says neither yes nor no.
    NotCovered(Answer),
    /// It has no counts in this build, or does not know it by this name.
    WrongAssembly,
    /// It does not answer this kind of question, or not in this form.
    Unsupported(Refusal),
    /// It wants to know who asks (401, 403).
    SignInNeeded,
    /// It is there, and the browser keeps its answer from this page (no CORS headers).
    Blocked,
    /// Broken, as far as this question goes.
    Failed(Failure),
}

/// How a node refuses a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// With a status and its own words, if any.
    Status {
        /// HTTP status, or the error code in the answer.
        status: u16,
        /// `errorMessage` of the node.
        message: Option<String>,
    },
    /// With an empty answer that means something else.
    Misread(Misread),
}

impl Outcome {
    /// Short name, for reports and exports.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Answered(_) => "answered",
            Self::Absent(_) => "absent",
            Self::Suppressed(_) => "suppressed",
            Self::BelowThreshold(_) => "below-threshold",
            Self::NotCovered(_) => "not-covered",
            Self::WrongAssembly => "wrong-assembly",
            Self::Unsupported(_) => "unsupported",
            Self::SignInNeeded => "sign-in-needed",
            Self::Blocked => "blocked",
            Self::Failed(_) => "failed",
        }
    }

    /// What the node said, where it said something that could be read.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Answered(answer)
            | Self::Absent(answer)
            | Self::Suppressed(answer)
            | Self::BelowThreshold(answer)
            | Self::NotCovered(answer) => Some(answer),
            _ => None,
        }
    }
}

/// Judges what arrived from a node that was asked this.
pub fn judge(reply: &Reply, asked: &Asked, looked_for: Option<&Variant>, profile: Profile) -> Outcome {
    let (status, body) = match reply {
        Reply::Failed(failure) => return Outcome::Failed(failure.clone()),
        Reply::Blocked => return Outcome::Blocked,
        Reply::Response { status, body, .. } => (*status, body.as_str()),
    };
    if !(200..=299).contains(&status) {
        let root = serde_json::from_str(body).unwrap_or(Value::Null);
        return refused(status, answer::error(&root).map(|(_, message)| message), reply);
    }
    match answer::read(body, asked, looked_for) {
        Ok(answer) => weigh(answer, asked, profile),
        // An error in an answer that says it went well.
        Err(Unreadable::BeaconError { code: Some(code @ 400..=599), message }) => refused(code, Some(message), reply),
        Err(unreadable) => Outcome::Failed(Failure::Unreadable(unreadable)),
    }
}

fn refused(status: u16, message: Option<String>, reply: &Reply) -> Outcome {
    match status {
        401 | 403 => Outcome::SignInNeeded,
        429 => Outcome::Failed(Failure::Busy { retry_after_seconds: reply.retry_after_seconds() }),
        400..=499 if status != 408 => {
            if message.as_deref().is_some_and(names_unknown_assembly) {
                Outcome::WrongAssembly
            } else {
                Outcome::Unsupported(Refusal::Status { status, message })
            }
        }
        _ => Outcome::Failed(Failure::Status(status)),
    }
}

/// "unknown assembly", and not an error that repeats the whole question.
fn names_unknown_assembly(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    message.contains("assembl") && !message.contains("requestparameters") && message.len() < 160
}

/// What the data sets say together: the most that any of them knows.
pub(super) fn weigh(answer: Answer, asked: &Asked, profile: Profile) -> Outcome {
    if asked.entity == Entity::Other {
        return Outcome::Answered(answer);
    }
    let any = |standing: &Standing| answer.datasets.iter().any(|dataset| dataset.standing == *standing);
    let is_seen = |count: Option<u32>, share: Option<f64>| count.map_or(share.unwrap_or(0.0) > 0.0, |count| count > 0);
    let has_alleles =
        answer.observations.iter().any(|row| is_seen(row.counts.allele_count, row.counts.stated_frequency));
    if has_alleles || any(&Standing::SeenWithoutCounts) {
        return Outcome::Answered(answer);
    }
    if answer.datasets.iter().any(|set| matches!(set.standing, Standing::CutShort { .. })) {
        return Outcome::Failed(Failure::Unreadable(Unreadable::CutShort));
    }
    if any(&Standing::Suppressed) {
        return Outcome::Suppressed(answer);
    }
    if any(&Standing::BelowThreshold) {
        return Outcome::BelowThreshold(answer);
    }
    // Rows that say 0 of so many copies.
    if any(&Standing::Counted) {
        return Outcome::Absent(answer);
    }
    if any(&Standing::Absent) {
        return empty(answer, asked, profile);
    }
    if any(&Standing::NotCovered) || any(&Standing::Unsaid) {
        return Outcome::NotCovered(answer);
    }
    if let Some(Standing::Failed(message)) = answer.datasets.first().map(|dataset| &dataset.standing) {
        return Outcome::Failed(Failure::Member(message.clone()));
    }
    let summary = answer.summary;
    let is_bound = summary.precision == Some(Precision::Imprecise);
    match (summary.exists, summary.total) {
        (Some(false), Some(1..)) => Outcome::BelowThreshold(answer),
        (Some(true), Some(_)) if is_bound => Outcome::BelowThreshold(answer),
        (Some(true), _) => Outcome::Answered(answer),
        (Some(false), _) => empty(answer, asked, profile),
        // Neither yes nor no: taking it for either would be a guess.
        (None, _) => Outcome::Failed(Failure::Unreadable(Unreadable::NotBeacon)),
    }
}

/// An empty answer: absence, unless the node hides small counts without saying so or takes the question for another.
fn empty(answer: Answer, asked: &Asked, profile: Profile) -> Outcome {
    let dialect = if profile.dialect == Dialect::Unknown { answer.dialect } else { profile.dialect };
    match (Profile { dialect, ..profile }).misread(asked) {
        Some(Misread::AssemblyName) => Outcome::WrongAssembly,
        Some(misread) => Outcome::Unsupported(Refusal::Misread(misread)),
        None if answer.notes.contains(&Note::SummaryContradicts) && answer.summary.exists == Some(true) => {
            Outcome::NotCovered(answer)
        }
        None if profile.floor.is_some_and(|floor| floor > 0) => Outcome::Suppressed(answer),
        None => Outcome::Absent(answer),
    }
}

/// Whether a browser lets a page read what a node answers: of a preflight, by its status and CORS headers (Fetch
/// standard, "CORS-preflight fetch"). `header` finds a header by its lower-case name.
pub fn is_preflight_passed(status: u16, origin: &str, header: impl Fn(&str) -> Option<String>) -> bool {
    let allowed = header("access-control-allow-origin");
    (200..=299).contains(&status) && allowed.is_some_and(|allowed| allowed == "*" || allowed == origin)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judged(status: u16, body: &str, profile: Profile) -> Outcome {
        let parameters = json!({"assemblyId": "GRCh38", "referenceName": "2", "start": [4],
            "referenceBases": "G", "alternateBases": "A"});
        let asked = Asked::of_envelope(Entity::Variants, &json!({"query": {"requestParameters": parameters}}));
        let reply = Reply::Response { status, body: body.to_owned(), retry_after_seconds: Some(9) };
        judge(&reply, &asked, None, profile)
    }

    fn rows(count: u32, number: u32) -> String {
        json!({"response": {"resultSets": [{"id": "D", "exists": true, "results": [{
            "variation": {"location": {"start": 4}, "referenceBases": "G", "alternateBases": "A"},
            "frequencyInPopulations": [{"frequencies": [
                {"population": "Total", "alleleCount": count, "alleleNumber": number}]}]}]}]}})
        .to_string()
    }

    #[test]
    fn every_outcome_has_its_own_name() {
        let usual = Profile::default();
        let code = |status, body: &str| judged(status, body, usual).code();
        assert_eq!(code(200, &rows(1, 4)), "answered");
        assert_eq!(code(200, &rows(0, 4)), "absent");
        assert_eq!(code(200, &rows(0, 0)), "not-covered");
        assert_eq!(code(200, r#"{"responseSummary":{"exists":true}}"#), "answered");
        assert_eq!(code(200, r#"{"responseSummary":{"exists":false}}"#), "absent");
        assert_eq!(code(200, r#"{"responseSummary":{"exists":false,"numTotalResults":5}}"#), "below-threshold");
        assert_eq!(code(401, "who are you"), "sign-in-needed");
        assert_eq!(code(200, r#"{"error":{"errorCode":403,"errorMessage":"no"}}"#), "sign-in-needed");
        assert_eq!(code(400, r#"{"error":{"errorMessage":"unknown assembly"}}"#), "wrong-assembly");
        let refused = Refusal::Status { status: 400, message: Some("no indels".into()) };
        assert_eq!(judged(400, r#"{"error":{"errorMessage":"no indels"}}"#, usual), Outcome::Unsupported(refused));
        assert_eq!(code(404, "nothing"), "unsupported");
        let busy = Outcome::Failed(Failure::Busy { retry_after_seconds: Some(9) });
        assert_eq!(judged(429, "", usual), busy);
        assert_eq!(judged(503, "", usual), Outcome::Failed(Failure::Status(503)));
        assert_eq!(judged(302, "", usual), Outcome::Failed(Failure::Status(302)));
        let neither = Outcome::Failed(Failure::Unreadable(Unreadable::NotBeacon));
        assert_eq!(judged(200, r#"{"response":{"resultSets":[]}}"#, usual), neither);
        let asked = Asked::of_envelope(Entity::Variants, &Value::Null);
        assert_eq!(judge(&Reply::Blocked, &asked, None, usual), Outcome::Blocked);
    }

    #[test]
    fn an_empty_answer_of_a_node_that_hides_small_counts_is_no_absence() {
        let hides = Profile { floor: Some(5), ..Profile::default() };
        assert_eq!(judged(200, r#"{"responseSummary":{"exists":false}}"#, hides).code(), "suppressed");
    }

    #[test]
    fn one_data_set_that_knows_outweighs_those_that_do_not() {
        let sets = |standings: &[&str]| {
            let sets: Vec<Value> = standings.iter().filter_map(|set| serde_json::from_str(set).ok()).collect();
            let body = json!({"response": {"resultSets": sets}}).to_string();
            judged(200, &body, Profile::default()).code()
        };
        let absent = r#"{"id":"A","exists":false}"#;
        let hides = r#"{"id":"B","exists":false,"gdiDatasetInfo":{"minAlleleCount":5}}"#;
        let seen = r#"{"id":"C","exists":true}"#;
        let failed = r#"{"id":"D","beaconId":"x","exists":false,"info":{"error":"late"}}"#;
        let unsaid = r#"{"id":"E"}"#;
        assert_eq!(sets(&[absent, hides, seen]), "answered");
        assert_eq!(sets(&[absent, hides]), "suppressed");
        assert_eq!(sets(&[absent, unsaid]), "absent");
        assert_eq!(sets(&[unsaid]), "not-covered");
        assert_eq!(sets(&[failed]), "failed");
    }

    #[test]
    fn a_preflight_needs_leave_for_this_page() {
        let header = |value: &'static str| move |_: &str| Some(value.to_owned());
        assert!(is_preflight_passed(204, "https://a.example", header("*")));
        assert!(is_preflight_passed(200, "https://a.example", header("https://a.example")));
        assert!(!is_preflight_passed(200, "https://a.example", header("https://b.example")));
        assert!(!is_preflight_passed(200, "https://a.example", |_| None));
        assert!(!is_preflight_passed(405, "https://a.example", header("*")));
    }
}
