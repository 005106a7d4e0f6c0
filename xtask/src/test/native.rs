//! The checks that need no browser.

use super::{Outcome, passed};
use crate::error::Error;
use crate::process;
use crate::project::Project;

pub(super) fn fmt(project: &Project) -> Result<Outcome, Error> {
    process::shown(project.cargo().args(["fmt", "--all", "--check"])).map(passed)
}

pub(super) fn clippy(project: &Project) -> Result<Outcome, Error> {
    let arguments = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    process::shown(project.cargo().args(arguments)).map(passed)
}

pub(super) fn unit(project: &Project) -> Result<Outcome, Error> {
    process::shown(project.cargo().args(["test", "--quiet", "--workspace", "--no-fail-fast"])).map(passed)
}

pub(super) fn deny(project: &Project) -> Result<Outcome, Error> {
    if process::find(&["cargo-deny"]).is_none() {
        return Ok(Outcome::Skipped(
            "cargo-deny is not installed (cargo install cargo-deny --version 0.20.2)".to_owned(),
        ));
    }
    process::shown(project.cargo().args(["deny", "check"])).map(passed)
}
