//! Builds the release page into `dist/`.

use std::process::Command;
use std::time::Instant;

use crate::error::Error;
use crate::page::{self, Sizes};
use crate::process;
use crate::project::Project;
use crate::setup::{self, Scope, Tools};

/// Sets up what the build takes, builds, and holds the sizes against their budgets.
pub(crate) fn run(project: &Project) -> Result<Tools, Error> {
    let tools = setup::run(project, Scope::Build)?;
    with(project, &tools)?;
    Ok(tools)
}

/// Builds with tools that are there.
pub(crate) fn with(project: &Project, tools: &Tools) -> Result<(), Error> {
    let start = Instant::now();
    println!("building the page and the worker (the first time takes some minutes) …");
    let mut trunk = Command::new("trunk");
    tools.apply(&mut trunk);
    trunk
        .args(["build", "--release", "--config", "Trunk.toml"])
        .current_dir(project.root())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // `NO_COLOR=1`, as some terminals set it, is refused by this Trunk, which wants `true`.
        .env_remove("NO_COLOR");
    process::shown(&mut trunk)?;
    let dist = project.dist();
    page::finish(&project.path("target/trunk"), &project.path("style"), &dist)?;
    println!("built {} in {}", dist.display(), process::elapsed(start.elapsed()));
    let sizes = Sizes::of(&dist)?;
    sizes.report();
    sizes.check()
}
