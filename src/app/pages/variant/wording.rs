//! States, reasons and doubts in the person's language: each outcome has its own word, sign and sentence.

use cohort_core::{
    beacon::{
        answer::{Answer, MAX_RESULTS, Note, Standing, Unreadable},
        registry::Node,
    },
    cohort::{Population, Sex},
    evidence::Evidence,
    export::population_label,
    federation::{
        DEADLINE_MILLIS, Failure, MAX_ANSWER_BYTES, MemberPart, NodeState, Outcome, RESTS_AFTER_FAILURES, Refusal,
    },
    format::NumberStyle,
    variant::Variant,
};
use leptos_i18n::Locale as _;

use crate::{
    components::{Fact, NodeSign},
    i18n::{Locale, td_string},
};

pub(crate) fn numbers(locale: Locale) -> NumberStyle {
    NumberStyle::for_language(locale.as_str())
}

/// `G → A`
pub(super) fn change(variant: &Variant) -> String {
    format!("{} → {}", variant.reference(), variant.alternate())
}

/// A node's name, with a word where its people do not exist.
pub(crate) fn node_name(node: &Node, locale: Locale) -> String {
    let name = node.name.get(locale.as_str()).to_owned();
    if node.synthetic { td_string!(locale, variant.synthetic, name) } else { name }
}

/// A row's name in charts and sentences: the cohort's, and whom it counts unless that is everyone.
pub(crate) fn row_name(row: &Evidence, locale: Locale) -> String {
    let name = node_name(&row.node, locale);
    match &row.population {
        Population::Total => name,
        part => format!("{name}, {}", population(part, locale)),
    }
}

/// Whom a row counts, within its cohort.
pub(crate) fn population(population: &Population, locale: Locale) -> String {
    let sex = |sex: &Sex| match sex {
        Sex::Female => td_string!(locale, variant.women).to_string(),
        Sex::Male => td_string!(locale, variant.men).to_string(),
    };
    match population {
        Population::Total => td_string!(locale, variant.everyone).to_string(),
        Population::Group { sex: Some(of), .. } => sex(of),
        Population::Group { sex: None, .. } | Population::Other(_) => population_label(population),
    }
}

/// Sign and word of a node's part in the question.
pub(crate) fn state(state: &NodeState, locale: Locale) -> (NodeSign, String) {
    let outcome = match state {
        NodeState::NotAsked => return (NodeSign::NotAsked, td_string!(locale, variant.state_not_asked).to_string()),
        NodeState::LeftOut => return (NodeSign::NotAsked, td_string!(locale, variant.state_wrong_build).to_string()),
        NodeState::Asking => return (NodeSign::Asking, td_string!(locale, variant.state_asking).to_string()),
        NodeState::Done { outcome, .. } => outcome,
    };
    match outcome {
        Outcome::Answered(answer) if answer.observations.is_empty() => {
            (NodeSign::Partial, td_string!(locale, variant.state_partial).to_string())
        }
        Outcome::Answered(_) => (NodeSign::Answered, td_string!(locale, variant.state_answered).to_string()),
        Outcome::Absent(_) => (NodeSign::Absent, td_string!(locale, variant.state_absent).to_string()),
        Outcome::Suppressed(_) => (NodeSign::Withheld, td_string!(locale, variant.state_withheld).to_string()),
        Outcome::BelowThreshold(_) => (NodeSign::Withheld, td_string!(locale, variant.state_below).to_string()),
        Outcome::NotCovered(_) => (NodeSign::Unknown, td_string!(locale, variant.state_not_covered).to_string()),
        Outcome::WrongAssembly => (NodeSign::Unknown, td_string!(locale, variant.state_other_build).to_string()),
        Outcome::SignInNeeded => (NodeSign::Withheld, td_string!(locale, variant.state_sign_in).to_string()),
        Outcome::Blocked => (NodeSign::NoAnswer, td_string!(locale, variant.state_blocked).to_string()),
        Outcome::Unsupported(_) => (NodeSign::Failed, td_string!(locale, variant.state_unsupported).to_string()),
        Outcome::Failed(
            Failure::Late | Failure::Unreachable | Failure::Cancelled | Failure::Resting | Failure::Busy { .. },
        ) => (NodeSign::NoAnswer, td_string!(locale, variant.state_no_answer).to_string()),
        Outcome::Failed(_) => (NodeSign::Failed, td_string!(locale, variant.state_failed).to_string()),
    }
}

/// What a node's part says, as sentences; empty while nothing came.
pub(crate) fn says(state: &NodeState, locale: Locale) -> String {
    let outcome = match state {
        NodeState::NotAsked | NodeState::Asking => return String::new(),
        NodeState::LeftOut => return td_string!(locale, variant.says_wrong_build).to_string(),
        NodeState::Done { outcome, .. } => outcome,
    };
    match outcome {
        Outcome::Answered(answer) if answer.observations.is_empty() => {
            with_notes(without_counts(answer, locale), answer, locale)
        }
        Outcome::Answered(answer) => with_notes(counts(answer, locale), answer, locale),
        Outcome::Absent(answer) if !answer.observations.is_empty() => {
            with_notes(counts(answer, locale), answer, locale)
        }
        Outcome::Absent(answer) => with_notes(td_string!(locale, variant.says_absent).to_string(), answer, locale),
        Outcome::Suppressed(answer) => {
            with_notes(td_string!(locale, variant.says_withheld).to_string(), answer, locale)
        }
        Outcome::BelowThreshold(answer) => {
            with_notes(td_string!(locale, variant.says_below).to_string(), answer, locale)
        }
        Outcome::NotCovered(answer) => {
            with_notes(td_string!(locale, variant.says_not_covered).to_string(), answer, locale)
        }
        Outcome::Blocked => td_string!(locale, variant.says_blocked).to_string(),
        Outcome::WrongAssembly => td_string!(locale, variant.says_other_build).to_string(),
        Outcome::SignInNeeded => td_string!(locale, variant.says_sign_in).to_string(),
        Outcome::Unsupported(Refusal::Misread(_)) => td_string!(locale, variant.says_misread).to_string(),
        Outcome::Unsupported(Refusal::Status { status, message }) => {
            let message = message.clone().unwrap_or_default();
            td_string!(locale, variant.says_unsupported, status = *status, message = message)
        }
        Outcome::Failed(failure) => failed(failure, locale),
    }
}

/// A member of a network: what it said, or that it is missing.
pub(super) fn member(MemberPart { name, said }: MemberPart, locale: Locale) -> Fact {
    let (sign, word) = match said {
        Some(Standing::Counted) => (NodeSign::Answered, td_string!(locale, variant.state_answered)),
        Some(Standing::SeenWithoutCounts) => (NodeSign::Partial, td_string!(locale, variant.state_partial)),
        Some(Standing::Absent) => (NodeSign::Absent, td_string!(locale, variant.state_absent)),
        Some(Standing::Suppressed) => (NodeSign::Withheld, td_string!(locale, variant.state_withheld)),
        Some(Standing::BelowThreshold) => (NodeSign::Withheld, td_string!(locale, variant.state_below)),
        Some(Standing::NotCovered | Standing::Unsaid | Standing::CutShort { .. }) => {
            (NodeSign::Unknown, td_string!(locale, variant.state_not_covered))
        }
        Some(Standing::Failed(message)) => {
            let fact = Fact::new(name, td_string!(locale, variant.state_failed)).with_state(NodeSign::Failed);
            return fact.with_note(td_string!(locale, variant.says_beacon_error, text = message));
        }
        None => {
            let fact = Fact::new(name, td_string!(locale, variant.state_no_answer)).with_state(NodeSign::NoAnswer);
            return fact.with_note(td_string!(locale, variant.member_missing));
        }
    };
    Fact::new(name, word).with_state(sign)
}

fn counts(answer: &Answer, locale: Locale) -> String {
    let total = answer.observations.iter().find(|row| row.cohort.population == Population::Total);
    let counts = total.or(answer.observations.first()).map(|row| row.counts);
    match counts.and_then(|counts| counts.allele_count.zip(counts.allele_number)) {
        Some((count, number)) => {
            let numbers = numbers(locale);
            let (count, number) = (numbers.count(count.into()), numbers.count(number.into()));
            td_string!(locale, variant.says_counts, count, number)
        }
        None => td_string!(locale, variant.says_seen).to_string(),
    }
}

/// Whether the node sent no counts or only such as cannot be.
fn without_counts(answer: &Answer, locale: Locale) -> String {
    let sent_some = answer.notes.iter().any(|note| matches!(note, Note::CountAboveNumber(_)));
    if sent_some {
        td_string!(locale, variant.says_seen).to_string()
    } else {
        td_string!(locale, variant.says_without_counts).to_string()
    }
}

fn with_notes(mut text: String, answer: &Answer, locale: Locale) -> String {
    for sentence in answer.notes.iter().filter_map(|note| note_says(note, locale)) {
        text.push(' ');
        text.push_str(&sentence);
    }
    text
}

/// A doubt as a sentence; `None` where the outcome itself says it.
pub(crate) fn note_says(note: &Note, locale: Locale) -> Option<String> {
    Some(match note {
        Note::OtherVariants(count) => td_string!(locale, variant.note_other_variants, count = *count),
        Note::SummaryContradicts => td_string!(locale, variant.note_summary).to_string(),
        Note::SeenWithoutCounts => return None,
        Note::CountAboveNumber(population) => td_string!(locale, variant.note_count_above, population),
        Note::FrequencyContradicts(population) => td_string!(locale, variant.note_frequency, population),
        Note::DatasetContradicts(dataset) => td_string!(locale, variant.note_dataset, dataset),
        Note::GenotypesContradict(population) => td_string!(locale, variant.note_genotypes, population),
        Note::PartsExceedWhole(population) => td_string!(locale, variant.note_parts, population),
        Note::RowsContradict(population) => td_string!(locale, variant.note_rows, population),
        Note::CountUnreadable { population, field } => td_string!(locale, variant.note_unreadable, population, field),
        Note::PartsSuppressed => td_string!(locale, variant.note_suppressed).to_string(),
        Note::NotExact => td_string!(locale, variant.note_not_exact).to_string(),
        Note::MorePages => td_string!(locale, variant.note_more_pages).to_string(),
    })
}

/// Why nothing usable came, also of a node that was only asked who it is.
pub(crate) fn failed(failure: &Failure, locale: Locale) -> String {
    match failure {
        Failure::Unreachable => td_string!(locale, variant.says_unreachable).to_string(),
        Failure::Late => td_string!(locale, variant.says_late, seconds = DEADLINE_MILLIS / 1000),
        Failure::Status(status) => td_string!(locale, variant.says_status, status = *status),
        Failure::TooLarge => {
            td_string!(locale, variant.says_too_large, size = numbers(locale).bytes(MAX_ANSWER_BYTES as u64))
        }
        Failure::Unreadable(Unreadable::NotJson(text)) => td_string!(locale, variant.says_not_json, text),
        Failure::Unreadable(Unreadable::NotBeacon) => td_string!(locale, variant.says_not_beacon).to_string(),
        Failure::Unreadable(Unreadable::BeaconError { message, .. }) | Failure::Member(message) => {
            td_string!(locale, variant.says_beacon_error, text = message)
        }
        Failure::Unreadable(Unreadable::TooManyResults) => {
            td_string!(locale, variant.says_too_many, count = numbers(locale).count(MAX_RESULTS as u64))
        }
        Failure::Unreadable(Unreadable::CutShort) => td_string!(locale, variant.says_cut_short).to_string(),
        Failure::Busy { retry_after_seconds: Some(seconds) } => {
            td_string!(locale, variant.says_busy_until, seconds = *seconds)
        }
        Failure::Busy { retry_after_seconds: None } => td_string!(locale, variant.says_busy).to_string(),
        Failure::Resting => td_string!(locale, variant.says_resting, count = RESTS_AFTER_FAILURES),
        Failure::Unreadable(Unreadable::OtherQuestion) => td_string!(locale, variant.says_other_question).to_string(),
        Failure::Unreadable(Unreadable::FiltersDropped) => td_string!(locale, people.says_dropped).to_string(),
        Failure::Cancelled => td_string!(locale, variant.says_cancelled).to_string(),
    }
}
