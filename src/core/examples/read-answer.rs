//! `read-answer FILE…`: reads captured Beacon exchanges through the same code as the page; one JSON line each.
//!
//! Format of the files: `core/tests/beacon/README.md`. What was not sent is `null`.

#![expect(clippy::print_stderr, reason = "a program for the command line")]

use std::process::ExitCode;

use cohort_core::{
    beacon::{answer::Answer, exchange::Exchange},
    cohort::Observation,
    export::population_label,
    federation::{Failure, Outcome, Refusal},
};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut failed = false;
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: read-answer FILE…");
        return ExitCode::from(2);
    }
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|error| error.to_string());
        match text.and_then(|text| Exchange::read(&text).map_err(|error| error.to_string())) {
            Ok(exchange) => println!("{}", line(&file, &exchange.outcome())),
            Err(error) => {
                eprintln!("{file}: {error}");
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn line(file: &str, outcome: &Outcome) -> Value {
    let answer = outcome.answer();
    let observations: Vec<Value> =
        answer.map_or_else(Vec::new, |answer| answer.observations.iter().map(observation).collect());
    json!({
        "file": file,
        "outcome": outcome.code(),
        "observations": observations,
        "notes": notes(outcome, answer),
    })
}

fn observation(row: &Observation) -> Value {
    json!({
        "dataset": row.cohort.dataset,
        "population": population_label(&row.cohort.population),
        "ac": row.counts.allele_count,
        "an": row.counts.allele_number,
        "hom": row.counts.homozygous,
        "het": row.counts.heterozygous,
        "hemi": row.counts.hemizygous,
        "af": row.counts.stated_frequency,
        "precision": row.precision,
    })
}

fn notes(outcome: &Outcome, answer: Option<&Answer>) -> Vec<String> {
    let mut notes: Vec<String> = answer.map_or_else(Vec::new, |answer| {
        let tallies = answer.datasets.iter().filter_map(|dataset| {
            let tally = dataset.tally?;
            Some(format!("{}: {} {:?}", dataset.dataset, tally.count, tally.unit))
        });
        answer.notes.iter().map(|note| note.code().to_owned()).chain(tallies).collect()
    });
    match outcome {
        Outcome::Unsupported(Refusal::Status { status, message }) => {
            notes.push(format!("status {status}: {}", message.clone().unwrap_or_default()));
        }
        Outcome::Unsupported(Refusal::Misread(misread)) => notes.push(misread.sentence().to_owned()),
        Outcome::Failed(Failure::Unreadable(unreadable)) => notes.push(unreadable.to_string()),
        Outcome::Failed(failure) => notes.push(format!("{failure:?}")),
        _ => {}
    }
    notes
}
