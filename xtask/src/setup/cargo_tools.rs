//! Trunk and wasm-bindgen's command line, compiled into the project's own tool folder.

use std::path::PathBuf;
use std::process::Command;

use super::{Lane, Step};
use crate::error::Error;
use crate::process;
use crate::project::Project;

/// The Trunk whose output `page` knows how to finish.
const TRUNK: &str = "0.21.14";

/// Where the programs lie.
pub(super) fn folder(project: &Project) -> PathBuf {
    root(project).join("bin")
}

fn root(project: &Project) -> PathBuf {
    project.tools().join("cargo")
}

pub(super) fn trunk(project: &Project) -> Step<'_> {
    Step {
        name: format!("trunk {TRUNK}"),
        takes: "compiles for about 4 min",
        found: Box::new(move || found(project, "trunk", TRUNK)),
        install: Box::new(move || {
            let options = ["--locked", "--no-default-features", "--features", "rustls"];
            install(project, "trunk", TRUNK, &options)
        }),
        lane: Lane::Compile,
    }
}

/// The command line must have the version of the library, which `Cargo.lock` pins.
pub(super) fn wasm_bindgen(project: &Project) -> Result<Step<'_>, Error> {
    let version = project.locked_version("wasm-bindgen")?;
    let wanted = version.clone();
    Ok(Step {
        name: format!("wasm-bindgen-cli {version}"),
        takes: "compiles for about 2 min",
        found: Box::new(move || {
            found(project, "wasm-bindgen-test-runner", &wanted).and_then(|_| found(project, "wasm-bindgen", &wanted))
        }),
        install: Box::new(move || {
            let log = "wasm-bindgen-cli";
            // Its own lock file can name a crate newer than a registry mirror has.
            install(project, log, &version, &["--locked"]).or_else(|_| install(project, log, &version, &[]))
        }),
        lane: Lane::Compile,
    })
}

fn found(project: &Project, program: &str, version: &str) -> Option<String> {
    let program = folder(project).join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    let said = process::answer(Command::new(program).arg("--version"))?;
    (said.split_whitespace().nth(1) == Some(version)).then(|| "there".to_owned())
}

fn install(project: &Project, package: &str, version: &str, options: &[&str]) -> Result<(), Error> {
    let mut cargo = project.cargo();
    cargo
        .args(["install", package, "--version", version, "--force", "--root"])
        .arg(root(project))
        .args(options)
        // One folder for both, so that what they share is compiled once. These run for moments: built to be had soon.
        .env("CARGO_TARGET_DIR", project.tools().join("build"))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env_remove("CARGO_BUILD_TARGET");
    process::logged(&mut cargo, &project.log(package))
}
