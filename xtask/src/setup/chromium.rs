//! The browser of the tests: Chromium and its driver, the system's own.

use std::path::PathBuf;

use super::{Lane, Step, debian};
use crate::error::Error;
use crate::process;
use crate::project::Project;

/// A Chromium that tests can drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chromium {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

/// The browser named by `CHROMIUM_PATH` and `CHROMEDRIVER_PATH`, or the one that is installed.
pub(super) fn find() -> Option<Chromium> {
    let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let apps = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    let app = || apps.map(PathBuf::from).into_iter().find(|path| path.is_file());
    Some(Chromium {
        browser: named("CHROMIUM_PATH").or_else(|| process::find(&browsers)).or_else(app)?,
        driver: named("CHROMEDRIVER_PATH").or_else(|| process::find(&["chromedriver"]))?,
    })
}

pub(super) fn step(project: &Project) -> Step<'_> {
    Step {
        name: "Chromium and chromedriver".to_owned(),
        takes: "downloads about 100 MB",
        found: Box::new(|| find().map(|chromium| chromium.browser.display().to_string())),
        install: Box::new(move || {
            if !debian::can_install() {
                return Err(missing());
            }
            debian::install(&["chromium", "chromium-driver", "fonts-dejavu-core"], &project.log("chromium"))
        }),
        lane: Lane::Fetch,
    }
}

pub(super) fn missing() -> Error {
    Error::Missing {
        tool: "Chromium or chromedriver".to_owned(),
        why: "neither is on the PATH together with the other, and only root may install them here".to_owned(),
        advice: "On Debian or Ubuntu: `sudo apt-get install chromium chromium-driver`. Elsewhere install Chrome and its chromedriver, \
                 or name them with CHROMIUM_PATH and CHROMEDRIVER_PATH. Building and the demo do without."
            .to_owned(),
    }
}
