//! Every check of the project, one part after the other, going on after a failure.
//!
//! A part is a name, what it needs, and what it runs. Each can be run alone: `cargo xtask test <part>`.

mod browser;
mod native;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::architecture;
use crate::build;
use crate::error::Error;
use crate::process;
use crate::project::Project;
use crate::setup::{self, Scope, Tools};

/// One check.
struct Part {
    name: &'static str,
    what: &'static str,
    run: Run,
}

/// What a check runs with.
enum Run {
    /// The toolchain in use is enough.
    Plain(fn(&Project) -> Result<Outcome, Error>),
    /// It needs what setup provides.
    WithTools(fn(&Project, &Tools) -> Result<Outcome, Error>),
}

/// How a check that did not fail ended.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    /// Not run, and why.
    Skipped(String),
}

const PARTS: [Part; 9] = [
    Part { name: "fmt", what: "rustfmt", run: Run::Plain(native::fmt) },
    Part {
        name: "architecture",
        what: "rules of the house",
        run: Run::Plain(|project| architecture::check(project).map(passed)),
    },
    Part { name: "clippy", what: "lints, natively", run: Run::Plain(native::clippy) },
    Part {
        name: "clippy-wasm",
        what: "lints of the page and the worker for wasm32",
        run: Run::WithTools(browser::clippy),
    },
    Part { name: "unit", what: "unit and contract tests", run: Run::Plain(native::unit) },
    Part { name: "deny", what: "licences and advisories of dependencies", run: Run::Plain(native::deny) },
    Part { name: "wasm", what: "tests inside Chromium", run: Run::WithTools(browser::wasm) },
    Part {
        name: "build",
        what: "release build, sizes",
        run: Run::WithTools(|project, tools| build::with(project, tools).map(passed)),
    },
    Part { name: "e2e", what: "the built page in Chromium, with the demo nodes", run: Run::WithTools(browser::e2e) },
];

fn passed((): ()) -> Outcome {
    Outcome::Passed
}

/// Runs the parts named, or all; fails when any did.
pub(crate) fn run(project: &Project, names: &[String]) -> Result<ExitCode, Error> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name != name.as_str())) {
        println!("There is no part `{unknown}`. The parts are:");
        PARTS.iter().for_each(|part| println!("  {:<13} {}", part.name, part.what));
        return Ok(ExitCode::FAILURE);
    }
    let chosen: Vec<&Part> =
        PARTS.iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.name)).collect();
    let start = Instant::now();
    let tools = set_up_for(project, &chosen);
    let mut summary = Summary::default();
    for part in chosen {
        summary.add(part, &run_part(project, part, tools.as_ref()));
    }
    summary.print(start.elapsed());
    Ok(if summary.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Sets up when a part needs it; `None` when that was not needed or not possible, which the parts then say.
fn set_up_for(project: &Project, parts: &[&Part]) -> Option<Tools> {
    if !parts.iter().any(|part| matches!(part.run, Run::WithTools(_))) {
        return None;
    }
    match setup::run(project, Scope::Everything) {
        Ok(tools) => Some(tools),
        Err(error) => {
            println!("\n{error}");
            None
        }
    }
}

fn run_part(project: &Project, part: &Part, tools: Option<&Tools>) -> Finished {
    println!("\n━━ {} ━━ {}", part.name, part.what);
    let start = Instant::now();
    let outcome = match (&part.run, tools) {
        (Run::Plain(run), _) => run(project),
        (Run::WithTools(run), Some(tools)) => run(project, tools),
        (Run::WithTools(_), None) => Err(Error::Setup(vec!["this part needs what is missing above".to_owned()])),
    };
    let finished = Finished { outcome, time: start.elapsed() };
    println!("── {} {}", part.name, finished.describe());
    finished
}

/// A part's end.
struct Finished {
    outcome: Result<Outcome, Error>,
    time: Duration,
}

impl Finished {
    fn describe(&self) -> String {
        match &self.outcome {
            Ok(Outcome::Passed) => format!("passed in {}", process::elapsed(self.time)),
            Ok(Outcome::Skipped(why)) => format!("skipped: {why}"),
            Err(error) => format!("FAILED after {}: {error}", process::elapsed(self.time)),
        }
    }
}

#[derive(Default)]
struct Summary {
    lines: Vec<String>,
    passed: usize,
    failed: BTreeSet<&'static str>,
}

impl Summary {
    fn add(&mut self, part: &Part, finished: &Finished) {
        let (mark, time) = match &finished.outcome {
            Ok(Outcome::Passed) => ("passed", process::elapsed(finished.time)),
            Ok(Outcome::Skipped(why)) => ("skipped", why.clone()),
            Err(_) => ("FAILED", process::elapsed(finished.time)),
        };
        self.lines.push(format!("  {:<13} {mark:<8} {time:<14} cargo xtask test {}", part.name, part.name));
        match &finished.outcome {
            Ok(Outcome::Passed) => self.passed += 1,
            Ok(Outcome::Skipped(_)) => {}
            Err(_) => {
                self.failed.insert(part.name);
            }
        }
    }

    fn print(&self, time: Duration) {
        println!("\n━━ summary ━━ {}", process::elapsed(time));
        self.lines.iter().for_each(|line| println!("{line}"));
        for name in &self.failed {
            println!("\n{name} failed. To run it alone: cargo xtask test {name}");
        }
        println!("\n{} passed, {} failed", self.passed, self.failed.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(outcome: Result<Outcome, Error>) -> Finished {
        Finished { outcome, time: Duration::from_secs(1) }
    }

    #[test]
    fn a_skipped_part_is_neither_passed_nor_failed() {
        let mut summary = Summary::default();
        summary.add(&PARTS[0], &finished(Ok(Outcome::Passed)));
        summary.add(&PARTS[1], &finished(Ok(Outcome::Skipped("no tool".to_owned()))));
        summary.add(&PARTS[2], &finished(Err(Error::Architecture(1))));
        assert_eq!((summary.passed, summary.failed.len(), summary.lines.len()), (1, 1, 3));
    }

    #[test]
    fn every_part_has_its_own_name() {
        let names: BTreeSet<_> = PARTS.iter().map(|part| part.name).collect();
        assert_eq!(names.len(), PARTS.len());
    }
}
