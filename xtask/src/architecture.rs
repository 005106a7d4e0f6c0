//! The rules of the house that no compiler enforces, as questions to the source tree.
//!
//! Each rule is a function from text to breaches, tested on good and bad examples; `check` asks them of the project.
//! The rules themselves stand in `src/README.md`.

mod dependencies;
mod imports;
mod network;
mod style;
mod translations;

use std::path::Path;

use crate::error::Error;
use crate::project::{self, Project};
use crate::source::Source;

/// A broken rule: where, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Breach {
    /// The file, from the project's root.
    file: String,
    /// The line, where one can be named.
    line: Option<usize>,
    what: String,
}

/// Asks every rule; prints what is broken.
pub(crate) fn check(project: &Project) -> Result<(), Error> {
    let mut breaches = dependencies::check(project)?;
    for (file, text) in texts(project, "src", "rs")? {
        let source = Source::parse(&text);
        breaches.extend(imports::check(&file, &source));
        breaches.extend(network::check(&file, &source));
        breaches.extend(markup(&file, &source));
        breaches.extend(style::check_rust(&file, &source));
    }
    for (file, text) in texts(project, "style", "css")? {
        breaches.extend(style::check_css(&file, &text));
    }
    breaches.extend(network::check_manifest(&project::read(&project.path("Cargo.toml"))?));
    breaches.extend(translations::check(project)?);
    for breach in &breaches {
        let line = breach.line.map(|line| format!(":{line}")).unwrap_or_default();
        println!("{}{line}: {}", breach.file, breach.what);
    }
    if breaches.is_empty() { Ok(()) } else { Err(Error::Architecture(breaches.len())) }
}

/// Invariant 7: text of a file or a node reaches the document as a text node only.
fn markup(file: &str, source: &Source) -> Vec<Breach> {
    let words = ["inner_html", "set_inner_html", "outer_html", "set_outer_html", "insert_adjacent_html"];
    let found = words.iter().flat_map(|word| source.lines_with_word(word).map(move |line| (line, word)));
    found.map(|(line, word)| breach(file, line, format!("`{word}` writes markup: make it text nodes"))).collect()
}

fn breach(file: &str, line: usize, what: impl Into<String>) -> Breach {
    Breach { file: file.to_owned(), line: Some(line), what: what.into() }
}

/// The files of a kind under a folder of the project, by their path from its root with forward slashes.
fn texts(project: &Project, folder: &str, extension: &str) -> Result<Vec<(String, String)>, Error> {
    let files = project::files_under(&project.path(folder))?;
    let wanted = files.into_iter().filter(|file| file.extension().is_some_and(|found| found == extension));
    wanted.map(|file| Ok((relative(project, &file), project::read(&file)?))).collect()
}

fn relative(project: &Project, file: &Path) -> String {
    file.strip_prefix(project.root()).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_found_in_code_only() {
        let source = Source::parse("// inner_html is forbidden\nview! { <p inner_html=name/> }");
        let breaches = markup("src/app/pages/about.rs", &source);
        assert_eq!(breaches.iter().map(|breach| breach.line).collect::<Vec<_>>(), [Some(2)]);
    }
}
