//! The programs of `e2e/bench`, which measure in Chromium: bundled on demand, run once a measurement.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::error::Error;
use crate::process;
use crate::project::Project;
use crate::setup::{self, Chromium};

use super::contest::Task;

/// What one measurement says, by name.
#[derive(Debug, Default)]
pub(super) struct Figures(BTreeMap<String, f64>);

impl Figures {
    pub(super) fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }

    /// Reads the last line a program wrote.
    fn parse(said: &str) -> Option<Self> {
        let Value::Object(fields) = serde_json::from_str(said.lines().next_back()?).ok()? else { return None };
        Some(Self(fields.into_iter().filter_map(|(name, value)| Some((name, value.as_f64()?))).collect()))
    }
}

/// The bundled programs.
pub(super) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Installs what they are made of, unless it is there, and bundles them.
    pub(super) fn build(project: &Project) -> Result<Self, Error> {
        let sources = project.path("e2e/bench");
        setup::npm_packages(&sources, &project.log("bench-npm"))?;
        // Beside the packages, where Node looks for what is not bundled.
        let folder = sources.join("node_modules/.built");
        let bundle = |entries: &[&str], options: &[&str]| {
            let mut esbuild = Command::new(sources.join("node_modules/.bin/esbuild"));
            esbuild
                .args(entries)
                .args(["--bundle", "--format=esm", "--log-level=warning"])
                .args(options)
                .arg(format!("--outdir={}", folder.display()))
                .current_dir(&sources);
            process::shown(&mut esbuild)
        };
        bundle(&["page.ts", "charts.ts", "gmod.ts"], &["--platform=node", "--packages=external"])?;
        bundle(&["gmod-worker.ts"], &["--minify"])?;
        Ok(Self { folder })
    }

    /// Opens a file in the built page.
    pub(super) fn open_page(&self, chromium: &Chromium, url: &str, file: &Path, task: Task) -> Result<Figures, Error> {
        let (word, filter) = task.words();
        let arguments = [Some(url.as_ref()), Some(file.as_os_str()), Some(word.as_ref()), filter.map(OsStr::new)];
        self.run(chromium, "page.js", &arguments.into_iter().flatten().collect::<Vec<_>>())
    }

    /// Asks the page's nodes about a variant and looks at its charts.
    pub(super) fn draw_charts(&self, chromium: &Chromium, url: &str) -> Result<Figures, Error> {
        self.run(chromium, "charts.js", &[url.as_ref()])
    }

    /// Milliseconds that the usual reader takes in a worker.
    pub(super) fn read_with_gmod(&self, chromium: &Chromium, file: &Path) -> Result<f64, Error> {
        let program = self.folder.join("gmod.js");
        let figures = self.run(chromium, "gmod.js", &[file.as_os_str()])?;
        figures.get("ms").ok_or_else(|| Error::shape(&program, "did not say how long it took"))
    }

    fn run(&self, chromium: &Chromium, name: &str, arguments: &[&OsStr]) -> Result<Figures, Error> {
        let program = self.folder.join(name);
        let mut node = Command::new("node");
        node.arg(&program).args(arguments).env("CHROMIUM_PATH", &chromium.browser).stdin(Stdio::null());
        let output = node.stderr(Stdio::inherit()).output().map_err(process::not_started(&node))?;
        if !output.status.success() {
            return Err(Error::Failed { command: process::line(&node), status: output.status.to_string() });
        }
        Figures::parse(&String::from_utf8_lossy(&output.stdout))
            .ok_or_else(|| Error::shape(&program, "did not answer with a line of JSON"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_the_numbers_of_the_last_line() {
        let figures = Figures::parse("hello\n{\"open_ms\": 12.5, \"note\": \"x\"}\n").unwrap_or_default();
        assert_eq!(figures.get("open_ms"), Some(12.5));
        assert_eq!(figures.get("note"), None);
        assert!(Figures::parse("hello").is_none());
    }
}
