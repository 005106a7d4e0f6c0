//! Sets up what is missing, inside the project where that is possible, and says what it does.
//!
//! Each tool is one file under `setup/`, with two questions: is the pinned one there, and how is it had. Nothing is
//! installed that is already there in the right version, so a second run takes seconds.

mod bcftools;
mod cargo_tools;
mod chromium;
mod debian;
mod npm;
mod wasm_target;

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::error::Error;
use crate::process;
use crate::project::{self, Project};
use crate::toolchain::WasmToolchain;

pub(crate) use bcftools::bcftools;
pub(crate) use chromium::Chromium;
pub(crate) use debian::is_root;
pub(crate) use npm::packages as npm_packages;

/// How much is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// What the page's build takes.
    Build,
    /// That, the browser of the tests and what readings are compared with.
    Everything,
}

/// What setup found or made: how to call the tools.
#[derive(Debug, Clone)]
pub(crate) struct Tools {
    pub(crate) wasm: WasmToolchain,
    path: Vec<PathBuf>,
    chromium: Option<Chromium>,
}

impl Tools {
    /// Makes a command see the project's tools and the toolchain for wasm32.
    pub(crate) fn apply(&self, command: &mut Command) {
        let mut folders = self.wasm.path();
        folders.extend(self.path.iter().cloned());
        self.wasm.apply(command);
        command.env("PATH", process::path_with(&folders));
    }

    /// The browser of the tests.
    pub(crate) fn chromium(&self) -> Result<&Chromium, Error> {
        self.chromium.as_ref().ok_or_else(chromium::missing)
    }
}

/// One tool: how it is recognised and how it is had.
struct Step<'a> {
    name: String,
    /// Roughly how long having it takes.
    takes: &'static str,
    /// What is there already.
    found: Box<dyn Fn() -> Option<String> + Sync + 'a>,
    /// Gets it.
    install: Box<dyn Fn() -> Result<(), Error> + Sync + 'a>,
    /// Steps of one lane run one after the other; the two lanes run side by side.
    lane: Lane,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lane {
    /// Compiles with cargo.
    Compile,
    /// Asks package managers.
    Fetch,
}

/// Sets up everything in this scope.
pub(crate) fn run(project: &Project, scope: Scope) -> Result<Tools, Error> {
    let start = Instant::now();
    let mut steps = vec![wasm_target::step(project), cargo_tools::trunk(project), cargo_tools::wasm_bindgen(project)?];
    steps.push(npm::step(project));
    if scope == Scope::Everything {
        steps.push(chromium::step(project));
        steps.extend(bcftools::step(project));
    }
    let total = steps.len();
    let numbered: Vec<(usize, &Step<'_>)> = (1..).zip(&steps).collect();
    let missing: Vec<_> =
        numbered.iter().copied().filter(|(number, step)| !report_found(*number, total, step)).collect();
    let failures = std::thread::scope(|threads| {
        let lanes = [Lane::Compile, Lane::Fetch].map(|lane| {
            let steps: Vec<_> = missing.iter().copied().filter(|(_, step)| step.lane == lane).collect();
            threads
                .spawn(move || steps.iter().filter_map(|(number, step)| have(*number, total, step)).collect::<Vec<_>>())
        });
        lanes
            .into_iter()
            .flat_map(|lane| lane.join().unwrap_or_else(|_| vec!["a setup step broke down".to_owned()]))
            .collect::<Vec<_>>()
    });
    if !failures.is_empty() {
        return Err(Error::Setup(failures));
    }
    if !missing.is_empty() {
        // More than a gigabyte that nothing asks for again.
        project::remove_folder(&project.tools().join("build"))?;
    }
    println!("setup complete in {}", process::elapsed(start.elapsed()));
    Ok(Tools {
        wasm: WasmToolchain::find(project).ok_or_else(wasm_target::missing)?,
        path: vec![cargo_tools::folder(project), npm::folder(project)],
        chromium: chromium::find(),
    })
}

fn report_found(number: usize, total: usize, step: &Step<'_>) -> bool {
    let found = (step.found)();
    if let Some(what) = &found {
        println!("setup {number}/{total} {}: {what}", step.name);
    }
    found.is_some()
}

/// Gets one tool; a sentence when that fails.
fn have(number: usize, total: usize, step: &Step<'_>) -> Option<String> {
    let start = Instant::now();
    println!("setup {number}/{total} {} … ({})", step.name, step.takes);
    let outcome = (step.install)().and_then(|()| {
        (step.found)().ok_or_else(|| Error::Missing {
            tool: step.name.clone(),
            why: "it was installed, and is still not found".to_owned(),
            advice: "its log is in .tools/log".to_owned(),
        })
    });
    let time = process::elapsed(start.elapsed());
    match outcome {
        Ok(what) => {
            println!("setup {number}/{total} {}: {what}, {time}", step.name);
            None
        }
        Err(error) => {
            println!("setup {number}/{total} {}: failed after {time}", step.name);
            Some(format!("{}: {error}", step.name))
        }
    }
}
