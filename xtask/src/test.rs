//! T.
use crate::{error::Error, project::Project};
use std::process::ExitCode;
pub(crate) fn run(_: &Project, _: &[String]) -> Result<ExitCode, Error> {
    Ok(ExitCode::SUCCESS)
}
