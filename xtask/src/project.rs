//! Where things lie in the project, and the versions it pins.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;

/// A checkout of the project.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// The checkout this program was built from.
    pub(crate) fn of_this_build() -> Self {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: xtask.parent().unwrap_or(xtask).to_path_buf() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Tools set up for this project only.
    pub(crate) fn tools(&self) -> PathBuf {
        self.path(".tools")
    }

    /// The log of one setup or build step.
    pub(crate) fn log(&self, step: &str) -> PathBuf {
        self.tools().join("log").join(format!("{step}.log"))
    }

    /// The finished page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    pub(crate) fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.path("target"), |folder| self.root.join(folder))
    }

    /// Cargo with the toolchain this command was started with, in the project's root.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new("cargo");
        command.current_dir(&self.root);
        command
    }

    /// The version of a package in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String, Error> {
        let path = self.path("Cargo.lock");
        let lock = read(&path)?;
        version_in_lock(&lock, package)
            .map(str::to_owned)
            .ok_or_else(|| Error::shape(&path, format!("no package `{package}`")))
    }
}

fn version_in_lock<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Reads a text file, naming it when that fails.
pub(crate) fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(Error::file(path))
}

/// Reads a file's bytes, naming it when that fails.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(Error::file(path))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    std::fs::write(path, contents).map_err(Error::file(path))
}

pub(crate) fn create_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(Error::file(path))
}

/// Removes a folder and what it holds; a folder that is not there is fine.
pub(crate) fn remove_folder(path: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::file(path)(error)),
        _ => Ok(()),
    }
}

/// Every file under a folder, sorted by path; none when the folder is not there.
pub(crate) fn files_under(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).map_err(Error::file(&folder))? {
            let path = entry.map_err(Error::file(&folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Copies a folder's files into another folder.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<(), Error> {
    for file in files_under(from)? {
        let relative = file.strip_prefix(from).unwrap_or(&file);
        write(&to.join(relative), read_bytes(&file)?)?;
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_the_one_below_the_exact_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-cli\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "trunk"), None);
    }

    #[test]
    fn the_lock_file_pins_wasm_bindgen() {
        let version = Project::of_this_build().locked_version("wasm-bindgen").unwrap();
        assert!(version.starts_with("0.2."), "{version}");
    }
}
