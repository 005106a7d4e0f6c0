//! Says of each VCF what the page would say, one JSON line a file.
//!
//! `cargo run --release -p cohort-core --example inspect -- FILE…`
//!
//! A file that cannot be opened is a line, too; only a call without files fails.
#![allow(clippy::print_stderr, reason = "a command line program")]

use std::{fs::File, process::ExitCode};

use cohort_core::{
    vcf::{Column, Limits, Reading, Refusal, Step, Warning},
    wire::FileSummary,
};
use serde_json::{Value, json};

/// Bytes of the file read at a time.
const STEP_BYTES: u64 = 64 << 20;

fn main() -> ExitCode {
    let mut paths = std::env::args().skip(1).peekable();
    if paths.peek().is_none() {
        eprintln!("usage: inspect FILE…");
        return ExitCode::from(2);
    }
    for path in paths {
        println!("{}", line(&path, read(&path)));
    }
    ExitCode::SUCCESS
}

fn read(path: &str) -> Result<FileSummary, Refusal> {
    let unreadable = |error: std::io::Error| Refusal::Unreadable { message: error.to_string() };
    let file = File::open(path).map_err(unreadable)?;
    let file_bytes = file.metadata().map_err(unreadable)?.len();
    let mut reading = Reading::open(file, file_bytes, Limits::default())?;
    while reading.advance(STEP_BYTES)? == Step::More {}
    Ok(reading.summary())
}

fn line(path: &str, result: Result<FileSummary, Refusal>) -> Value {
    match result {
        Ok(summary) => json!({
            "file": path,
            "outcome": "opened",
            "records": summary.records,
            "samples": summary.sample_count,
            "transitions": summary.transitions,
            "transversions": summary.transversions,
            "warnings": summary.warnings.iter().map(warning).collect::<Vec<_>>(),
            "error": null,
        }),
        Err(refusal) => json!({
            "file": path,
            "outcome": "refused",
            "records": null,
            "samples": null,
            "transitions": null,
            "transversions": null,
            "warnings": [],
            "error": { "line": refusal.line(), "message": refusal.to_string() },
        }),
    }
}

fn warning(warning: &Warning) -> Value {
    json!({ "line": warning.line, "field": warning.column.map(Column::name), "message": warning.message() })
}
