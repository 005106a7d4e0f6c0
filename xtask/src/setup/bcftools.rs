//! bcftools, which the benchmark compares with. Nothing else needs it, so it may be missing.

use std::path::PathBuf;

use super::debian;
use crate::process;
use crate::project::Project;

/// The system's bcftools, installed where that is possible; says so where it is not.
pub(crate) fn bcftools(project: &Project) -> Option<PathBuf> {
    let found = || process::find(&["bcftools"]);
    if found().is_none() && debian::can_install() {
        println!("installing bcftools …");
        if let Err(error) = debian::install(&["bcftools"], &project.log("bcftools")) {
            println!("{error}");
        }
    }
    if found().is_none() {
        println!("bcftools is not here, and what is compared with it is left out. On Debian: apt-get install bcftools");
    }
    found()
}
