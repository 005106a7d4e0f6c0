//! bcftools, which tests compare readings with and the benchmark races. What is compared with it is left out where it
//! cannot be had.

use std::path::PathBuf;

use super::{Lane, Step, debian};
use crate::process;
use crate::project::Project;

/// The system's bcftools; says so where it is missing.
pub(crate) fn bcftools() -> Option<PathBuf> {
    let found = find();
    if found.is_none() {
        println!("bcftools is not here, and what is compared with it is left out. On Debian: apt-get install bcftools");
    }
    found
}

fn find() -> Option<PathBuf> {
    process::find(&["bcftools"])
}

/// Installs it where that is possible; nothing is asked for where it is not.
pub(super) fn step(project: &Project) -> Option<Step<'_>> {
    (find().is_some() || debian::can_install()).then(|| Step {
        name: "bcftools".to_owned(),
        takes: "downloads about 3 MB",
        found: Box::new(|| find().map(|path| path.display().to_string())),
        install: Box::new(move || debian::install(&["bcftools"], &project.log("bcftools"))),
        lane: Lane::Fetch,
    })
}
