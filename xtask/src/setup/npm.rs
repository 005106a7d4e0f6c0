//! What comes from npm: wasm-opt (binaryen), Playwright and axe, as `e2e/package-lock.json` pins them.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Lane, Step};
use crate::error::Error;
use crate::page;
use crate::process;
use crate::project::{self, Project};

/// The oldest Node that Playwright runs on.
const NODE_MAJOR: u32 = 20;

/// Where the programs lie.
pub(super) fn folder(project: &Project) -> PathBuf {
    project.path("e2e/node_modules/.bin")
}

pub(super) fn step(project: &Project) -> Step<'_> {
    Step {
        name: "npm packages (binaryen, Playwright, axe)".to_owned(),
        takes: "some seconds",
        found: Box::new(move || {
            let is_there = are_there(&project.path("e2e")).ok()?;
            (is_there && folder(project).join("wasm-opt").exists()).then(|| "there".to_owned())
        }),
        install: Box::new(move || install(&project.path("e2e"), &project.log("npm"))),
        lane: Lane::Fetch,
    }
}

/// Installs what a folder's `package-lock.json` pins, unless it is there.
pub(crate) fn packages(folder: &Path, log: &Path) -> Result<(), Error> {
    if are_there(folder)? { Ok(()) } else { install(folder, log) }
}

fn are_there(folder: &Path) -> Result<bool, Error> {
    let fingerprint = fingerprint(folder)?;
    Ok(project::read(&stamp(folder)).is_ok_and(|stamp| stamp == fingerprint))
}

fn install(folder: &Path, log: &Path) -> Result<(), Error> {
    check_node()?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    command.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::logged(&mut command, log)?;
    project::write(&stamp(folder), fingerprint(folder)?)
}

fn check_node() -> Result<(), Error> {
    let missing = |why: String| Error::Missing {
        tool: format!("Node.js {NODE_MAJOR} or newer"),
        why,
        advice: "Install it from https://nodejs.org or with your package manager, then run this again.".to_owned(),
    };
    let said = process::answer(Command::new("node").arg("--version"))
        .ok_or_else(|| missing("there is no `node` on the PATH".to_owned()))?;
    let major = said.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => Err(missing(format!("this one is {said}"))),
    }
}

/// Inside `node_modules`, so that it goes when that goes.
fn stamp(folder: &Path) -> PathBuf {
    folder.join("node_modules/.set-up-for")
}

fn fingerprint(folder: &Path) -> Result<String, Error> {
    Ok(page::short_hash(&project::read_bytes(&folder.join("package-lock.json"))?))
}
