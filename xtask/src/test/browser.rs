//! The checks of what is compiled for the browser, most of them in one.

use std::process::{Command, Stdio};

use serde_json::json;

use super::{Outcome, passed};
use crate::demo::{self, MANY_NODES, Nodes, Ports};
use crate::error::Error;
use crate::process;
use crate::project::{self, Project};
use crate::setup::{self, Tools};
use crate::toolchain::WASM;

/// The packages compiled for the browser.
const PACKAGES: [&str; 4] = ["--package", "cohort-explorer", "--package", "cohort-worker"];

/// Keeps Chromium from talking to its maker while a test watches what leaves the machine.
const QUIET: [&str; 6] = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

pub(super) fn clippy(project: &Project, tools: &Tools) -> Result<Outcome, Error> {
    let mut cargo = wasm_cargo(project, tools);
    cargo.args(["clippy", "--quiet", "--target", WASM]).args(PACKAGES).args([
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]);
    process::shown(&mut cargo).map(passed)
}

/// `wasm-bindgen-test` in a headless Chromium.
pub(super) fn wasm(project: &Project, tools: &Tools) -> Result<Outcome, Error> {
    let chromium = tools.chromium()?;
    let options = project.target().join("webdriver.json");
    let capabilities = json!({"goog:chromeOptions": {"binary": &chromium.browser, "args": flags(&["--headless=new", "--disable-gpu"])}});
    project::write(&options, format!("{capabilities:#}\n"))?;
    let mut cargo = wasm_cargo(project, tools);
    cargo
        // The worker's own tests need no browser and run natively.
        .args(["test", "--target", WASM, "--package", "cohort-explorer", "--tests"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", &chromium.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &options)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        // Debug information would make up most of what wasm-bindgen has to rewrite.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .stdout(Stdio::piped());
    let mut child = cargo.spawn().map_err(process::not_started(&cargo))?;
    let said = child.stdout.take().map(process::drain).unwrap_or_default();
    print!("{said}");
    let status = child.wait().map_err(process::not_started(&cargo))?;
    let ran = tests_run(&said);
    if status.success() && ran > 0 {
        println!("{ran} tests ran in Chromium");
        return Ok(Outcome::Passed);
    }
    let why = if status.success() { "no test ran in the browser".to_owned() } else { status.to_string() };
    Err(Error::Failed { command: process::line(&cargo), status: why })
}

/// Playwright against the built page and the demo nodes, on ports that are free.
pub(super) fn e2e(project: &Project, tools: &Tools) -> Result<Outcome, Error> {
    let chromium = tools.chromium()?;
    let program = demo::build_nodes(project)?;
    let ports = Ports::free()?;
    let page = demo::page_for(project, ports.nodes)?;
    let nodes = Nodes::start(project, &program, &page, ports, &["--control"])?;
    let many_ports = Ports::free_for(MANY_NODES)?;
    let page_for_many = demo::page_for_many(project, &program, many_ports.nodes, MANY_NODES)?;
    let count = MANY_NODES.to_string();
    let many =
        Nodes::start(project, &program, &page_for_many, many_ports, &["--nodes", &count, "--faults", "--control"])?;
    let mut playwright = Command::new("playwright");
    tools.apply(&mut playwright);
    playwright
        .arg("test")
        .current_dir(project.path("e2e"))
        .env("PAGE_URL", format!("http://127.0.0.1:{}/", ports.page))
        .env("NODES_URL", format!("http://127.0.0.1:{}/", ports.nodes))
        .env("PAGE_FOLDER", &page)
        .env("MANY_PAGE_URL", format!("http://127.0.0.1:{}/", many_ports.page))
        .env("MANY_NODES_URL", format!("http://127.0.0.1:{}/", many_ports.nodes))
        .env("CHROMIUM_PATH", &chromium.browser);
    let outcome = process::shown(&mut playwright);
    drop((nodes, many));
    project::remove_folder(&page)?;
    project::remove_folder(&page_for_many)?;
    outcome.map(passed)
}

fn wasm_cargo(project: &Project, tools: &Tools) -> Command {
    let mut cargo = project.cargo();
    tools.apply(&mut cargo);
    cargo
}

fn flags<'a>(more: &[&'a str]) -> Vec<&'a str> {
    // Chromium's sandbox refuses to run as root.
    let sandbox: &[&str] = if setup::is_root() { &["--no-sandbox"] } else { &[] };
    [more, &QUIET, sandbox].concat()
}

/// The tests that ran, as the runner's `test result:` lines count them.
fn tests_run(said: &str) -> u32 {
    let results = said.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
    results.filter_map(|line| line.split_once(". ")?.1.split(' ').next()?.parse::<u32>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_over_all_binaries() {
        let said = "running 2 tests\n\ntest result: ok. 2 passed; 0 failed; 0 ignored\n\nno tests to run!\ntest result: ok. 3 passed; 0 failed;\n";
        assert_eq!(tests_run(said), 5);
        assert_eq!(tests_run("no tests to run!"), 0);
    }
}
