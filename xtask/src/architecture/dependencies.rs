//! Invariant 1: `core` depends on nothing of the web, neither itself nor through others.

use super::Breach;
use crate::error::Error;
use crate::process;
use crate::project::Project;
use crate::toolchain::WASM;

/// Packages of the browser's world and of the network; a name stands for all that start with it.
const WEB: [&str; 12] = [
    "wasm-bindgen",
    "js-sys",
    "web-sys",
    "gloo",
    "leptos",
    "tachys",
    "reactive_graph",
    "tokio",
    "reqwest",
    "hyper",
    "ureq",
    "getrandom",
];

/// What core compiles natively, whole; and what it compiles for wasm32 but for plotters, whose manifest always adds
/// web-sys there to measure text. Core's charts name a static width table instead, so none of it is linked.
const TREES: [&[&str]; 2] = [&[], &["--target", WASM, "--prune", "plotters"]];

pub(super) fn check(project: &Project) -> Result<Vec<Breach>, Error> {
    let mut breaches = Vec::new();
    for tree in TREES {
        let said = dependencies(project, tree)?;
        breaches.extend(web_packages(&said).into_iter().map(|package| Breach {
            file: "src/core/Cargo.toml".to_owned(),
            line: None,
            what: format!(
                "core depends on `{package}`: see `cargo tree -p cohort-core -i {package} {}`",
                tree.join(" ")
            ),
        }));
    }
    Ok(breaches)
}

fn dependencies(project: &Project, tree: &[&str]) -> Result<String, Error> {
    let mut cargo = project.cargo();
    cargo.args(["tree", "--package", "cohort-core", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"]);
    cargo.args(tree);
    process::answer(&mut cargo)
        .ok_or_else(|| Error::Failed { command: process::line(&cargo), status: "no answer".to_owned() })
}

/// The packages of the web in the lines of `cargo tree --prefix none`.
fn web_packages(tree: &str) -> Vec<&str> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let mut found: Vec<&str> = names.filter(|name| WEB.iter().any(|web| name.starts_with(web))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_of_the_web_are_found_once() {
        let tree = "cohort-core v0.1.0\nserde v1.0.0\nchrono v0.4\njs-sys v0.3\nwasm-bindgen v0.2\njs-sys v0.3 (*)\n";
        assert_eq!(web_packages(tree), ["js-sys", "wasm-bindgen"]);
        assert_eq!(web_packages("cohort-core v0.1.0\nnoodles-vcf v0.96\n"), [""; 0]);
    }
}
