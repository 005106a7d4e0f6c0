//! The standard library for wasm32: rustup's where it can be had, otherwise one built from Debian's sources.
//!
//! Debian packages Rust's newest compiler for its browsers (`rustc-web`) with the library's sources but without a
//! wasm32 library; compiling that once takes about a minute. `-Cembed-bitcode=yes` is what lets fat LTO reach it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{Lane, Step, debian};
use crate::error::Error;
use crate::process;
use crate::project::{self, Project};
use crate::toolchain::{self, LINKED, WASM, WasmToolchain};

const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-22"];
const RUSTUP_PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn step(project: &Project) -> Step<'_> {
    Step {
        name: format!("Rust for {WASM}"),
        takes: "some seconds with rustup, about 2 min with Debian's Rust",
        found: Box::new(move || WasmToolchain::find(project).map(|toolchain| toolchain.describe().to_owned())),
        install: Box::new(move || install(project)),
        lane: Lane::Fetch,
    }
}

pub(super) fn missing() -> Error {
    Error::Missing {
        tool: format!("the {WASM} standard library"),
        why: "rustup could not add it, and Debian's packages cannot be installed here without a password".to_owned(),
        advice: format!(
            "With rustup: `rustup target add {WASM}`. On Debian as root: run `cargo xtask setup` as root once. \
             Without rustup: install your distribution's package, often named rust-std-wasm32 or rust-wasm32."
        ),
    }
}

fn install(project: &Project) -> Result<(), Error> {
    let log = project.log("wasm-target");
    if toolchain::has_rustup() && add_with_rustup(&log) && WasmToolchain::Current.works(project) {
        return Ok(());
    }
    if !debian::can_install() {
        return Err(missing());
    }
    debian::install(&PACKAGES, &log)?;
    let built = build_std(project, &log)?;
    put_in_place(&built, &log)?;
    if toolchain::has_rustup() {
        process::logged(Command::new("rustup").args(["toolchain", "link", LINKED, "/usr"]), &log)?;
    }
    // Compiled against another standard library, these would only fail (E0463).
    project::remove_folder(&project.target().join(WASM))
}

fn add_with_rustup(log: &Path) -> bool {
    process::logged_within(Command::new("rustup").args(["target", "add", WASM]), log, RUSTUP_PATIENCE).is_ok()
}

/// Compiles the standard library, and the crate of its test harness, with an empty crate; answers with its libraries.
fn build_std(project: &Project, log: &Path) -> Result<Vec<PathBuf>, Error> {
    let folder = project.tools().join("build/wasm-std");
    project::remove_folder(&folder)?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    project::write(&folder.join("Cargo.toml"), manifest)?;
    project::write(&folder.join("src/lib.rs"), "")?;
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .args(["build", "--release", "--target", WASM, "-Zbuild-std=std,panic_abort,test"])
        .current_dir(&folder)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", folder.join("target"));
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTUP_TOOLCHAIN"] {
        cargo.env_remove(variable);
    }
    process::logged(&mut cargo, log)?;
    let built = project::files_under(&folder.join("target").join(WASM).join("release/deps"))?;
    Ok(built.into_iter().filter(|file| is_library(file) && !names(file, "libempty-")).collect())
}

/// Puts the libraries, and the linker under the name rustc looks for, into Debian's Rust.
fn put_in_place(libraries: &[PathBuf], log: &Path) -> Result<(), Error> {
    let rustlib = Path::new("/usr/lib/rustlib");
    let folder = rustlib.join(WASM).join("lib");
    let outdated: Vec<PathBuf> = project::files_under(&folder)?.into_iter().filter(|file| is_library(file)).collect();
    if !outdated.is_empty() {
        process::logged(debian::as_root("rm").args(&outdated), log)?;
    }
    process::logged(debian::as_root("install").args(["-D", "-m", "644", "-t"]).arg(&folder).args(libraries), log)?;
    let version = process::answer(Command::new("/usr/bin/rustc").arg("-vV")).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("x86_64-unknown-linux-gnu");
    let programs = rustlib.join(host).join("bin");
    process::logged(debian::as_root("mkdir").arg("-p").arg(&programs), log)?;
    process::logged(debian::as_root("ln").args(["-sf", "/usr/bin/lld-22"]).arg(programs.join("rust-lld")), log)
}

fn is_library(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "rlib")
}

fn names(file: &Path, prefix: &str) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))
}
