//! Which Rust compiles for wasm32, and how to call it.
//!
//! Knows how to find one; setting one up is `setup::wasm_target`'s business.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;
use crate::project::Project;

/// The target of the page and the worker.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The name under which rustup knows Debian's Rust.
pub(crate) const LINKED: &str = "cohort-web";

/// A test that only compiles and links where the target's standard library, test harness and linker are whole.
const PROBE: &str = "#[test]\nfn probe() { assert_eq!(format!(\"{}\", 1), \"1\"); }\n";

/// A Rust toolchain that can compile for wasm32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WasmToolchain {
    /// The one this command was started with.
    Current,
    /// Debian's, linked into rustup.
    Linked,
    /// Debian's, on a machine without rustup.
    System,
}

impl WasmToolchain {
    /// The first toolchain that compiles and links for wasm32 here.
    pub(crate) fn find(project: &Project) -> Option<Self> {
        [Self::Current, Self::Linked, Self::System].into_iter().find(|toolchain| toolchain.works(project))
    }

    /// Whether this toolchain compiles and links a program for wasm32.
    pub(crate) fn works(&self, project: &Project) -> bool {
        let exists = match self {
            Self::Current => true,
            Self::Linked => rustup_knows(LINKED),
            Self::System => !has_rustup() && Path::new("/usr/bin/rustc").exists(),
        };
        let output = project.target().join(format!("probe-{}.wasm", std::process::id()));
        let works = exists && std::fs::create_dir_all(project.target()).is_ok() && self.links(&output);
        // The probe's result has served; where there is none, there is nothing to remove.
        let _ = std::fs::remove_file(output);
        works
    }

    fn links(&self, output: &Path) -> bool {
        let mut rustc = Command::new("rustc");
        self.apply(&mut rustc);
        rustc.args(["--edition=2024", "--test", "--target", WASM, "-", "-o"]).arg(output);
        process::succeeds(&mut rustc, PROBE)
    }

    /// Makes a command use this toolchain.
    pub(crate) fn apply(&self, command: &mut Command) {
        match self {
            Self::Current => {}
            Self::Linked => {
                command.env("RUSTUP_TOOLCHAIN", LINKED);
            }
            Self::System => {
                command.env("RUSTC", "/usr/bin/rustc");
            }
        }
    }

    /// Folders that must come first on the `PATH`.
    pub(crate) fn path(&self) -> Vec<PathBuf> {
        match self {
            Self::System => vec![PathBuf::from("/usr/bin")],
            Self::Current | Self::Linked => Vec::new(),
        }
    }

    /// What it is, for people.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Current => "of the toolchain in use",
            Self::Linked => "of Debian's Rust, linked as rustup toolchain `cohort-web`",
            Self::System => "of Debian's Rust",
        }
    }
}

pub(crate) fn has_rustup() -> bool {
    process::find(&["rustup"]).is_some()
}

fn rustup_knows(toolchain: &str) -> bool {
    process::answer(Command::new("rustup").args(["toolchain", "list"]))
        .is_some_and(|list| list.lines().any(|line| line.split_whitespace().next() == Some(toolchain)))
}
