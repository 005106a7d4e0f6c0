//! The command line of `demo-nodes`.

use std::path::{Path, PathBuf};

use crate::fault::{FaultError, Faults};
use crate::many::COUNTS;

/// How to call the program.
pub const USAGE: &str = "\
usage: demo-nodes [options]

  --data DIR             dataset folders (default: those of this package)
  --port N               port of the nodes (default 8081; 0 takes a free one)
  --page DIR             also serve the built page from here
  --page-port N          port of the page (default 8080; 0 takes a free one)
  --page-prefix /PATH    serve the page below this path
  --nodes N              the four cohorts of real people that stand in for a country, and made-up ones up to N;
                         each on a port of its own, --port being the first
  --registry             print the page's nodes.json for these nodes, and end
  --faults               let half of the nodes misbehave, each in its own way
  --fault NODE=FAULT     let a node misbehave from the start; may be repeated
                         delay:MILLIS status:CODE malformed html no-cors post-only hang drop busy sign-in grch37
                         refuses echo suppressed imprecise absent unread, joined by +
  --control              let tests set faults and list requests under /__control/
  --log                  write a line per request to standard error, without parameters
  --until-stdin-closes   end when standard input ends, so that no parent leaves an orphan";

/// What the program was asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Dataset folders.
    pub data: PathBuf,
    /// Port of the nodes.
    pub port: u16,
    /// The built page.
    pub page: Option<PathBuf>,
    /// Port of the page.
    pub page_port: u16,
    /// Path below which the page is served; empty for the root.
    pub page_prefix: String,
    /// How many nodes, made-up ones among them; the dataset folders' otherwise.
    pub nodes: Option<usize>,
    /// Whether the registry is printed instead of serving.
    pub registry: bool,
    /// Whether the fixed set of faults is added.
    pub usual_faults: bool,
    /// Faults from the start.
    pub faults: Faults,
    /// Whether tests may control the nodes.
    pub control: bool,
    /// Whether requests are logged.
    pub logs: bool,
    /// Whether to end with standard input.
    pub until_stdin_closes: bool,
}

/// A command line that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionsError {
    /// No such option.
    #[error("unknown option {0}")]
    Unknown(String),
    /// An option without its value.
    #[error("{0} needs a value")]
    NoValue(String),
    /// Not a port.
    #[error("{name} takes a number from 0 to 65535, not {value:?}")]
    Port {
        /// The option.
        name: String,
        /// What was given.
        value: String,
    },
    /// Not a number of nodes that there can be.
    #[error("--nodes takes a number from {first} to {last}, not {0:?}", first = COUNTS.start(), last = COUNTS.end())]
    Nodes(String),
    /// Not a path to serve the page below.
    #[error("--page-prefix takes a path that begins with a slash, as /cohorts, not {0:?}")]
    Prefix(String),
    /// A fault that is not understood.
    #[error("--fault: {0}")]
    Fault(#[from] FaultError),
    /// Help was asked for.
    #[error("{USAGE}")]
    Help,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            data: Path::new(env!("CARGO_MANIFEST_DIR")).join("data"),
            port: 8081,
            page: None,
            page_port: 8080,
            page_prefix: String::new(),
            nodes: None,
            registry: false,
            usual_faults: false,
            faults: Faults::default(),
            control: false,
            logs: false,
            until_stdin_closes: false,
        }
    }
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// When an option or its value is not understood, or help is asked for.
pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Options, OptionsError> {
    let mut options = Options::default();
    let mut arguments = arguments.into_iter();
    while let Some(name) = arguments.next() {
        match name.as_str() {
            "--control" => options.control = true,
            "--registry" => options.registry = true,
            "--faults" => options.usual_faults = true,
            "--log" => options.logs = true,
            "--until-stdin-closes" => options.until_stdin_closes = true,
            "--help" | "-h" => return Err(OptionsError::Help),
            _ => {
                let value = arguments.next().ok_or_else(|| OptionsError::NoValue(name.clone()));
                set_value(&mut options, &name, value)?;
            }
        }
    }
    Ok(options)
}

fn set_value(options: &mut Options, name: &str, value: Result<String, OptionsError>) -> Result<(), OptionsError> {
    match name {
        "--data" => options.data = value?.into(),
        "--page" => options.page = Some(value?.into()),
        "--port" => options.port = port(name, value?)?,
        "--page-port" => options.page_port = port(name, value?)?,
        "--page-prefix" => options.page_prefix = prefix(&value?)?,
        "--nodes" => options.nodes = Some(nodes(value?)?),
        "--fault" => options.faults.add(&value?)?,
        _ => return Err(OptionsError::Unknown(name.to_owned())),
    }
    Ok(())
}

fn port(name: &str, value: String) -> Result<u16, OptionsError> {
    value.parse().map_err(|_| OptionsError::Port { name: name.to_owned(), value })
}

fn nodes(value: String) -> Result<usize, OptionsError> {
    let count = value.parse().ok().filter(|count| COUNTS.contains(count));
    count.ok_or(OptionsError::Nodes(value))
}

fn prefix(value: &str) -> Result<String, OptionsError> {
    let trimmed = value.trim_end_matches('/');
    let valid = trimmed.is_empty() || (trimmed.starts_with('/') && !trimmed.contains(['{', '}', '*', '?', '#']));
    valid.then(|| trimmed.to_owned()).ok_or_else(|| OptionsError::Prefix(value.to_owned()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn parsed(line: &str) -> Result<Options, OptionsError> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read() {
        let options = parsed("--port 0 --page dist --page-prefix /a/b/ --control --fault fi=hang").unwrap();
        assert_eq!((options.port, options.page_port, options.control), (0, 8080, true));
        assert_eq!(options.page_prefix, "/a/b");
        assert_eq!(options.page, Some("dist".into()));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert_eq!(parsed("--prot 8"), Err(OptionsError::Unknown("--prot".to_owned())));
        assert_eq!(parsed("--port"), Err(OptionsError::NoValue("--port".to_owned())));
        let port = OptionsError::Port { name: "--port".to_owned(), value: "eighty".to_owned() };
        assert_eq!(parsed("--port eighty"), Err(port));
        assert_eq!(parsed("--page-prefix sub"), Err(OptionsError::Prefix("sub".to_owned())));
        assert_eq!(parsed("--nodes 99"), Err(OptionsError::Nodes("99".to_owned())));
        assert!(matches!(parsed("--fault fi=x"), Err(OptionsError::Fault(_))));
    }
}
