//! B.
use crate::{cli::BenchOptions, error::Error, project::Project};
pub(crate) fn run(_: &Project, _: &BenchOptions) -> Result<(), Error> {
    Ok(())
}
