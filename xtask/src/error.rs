//! What can go wrong in a command, as sentences for the person at the terminal.

use std::path::{Path, PathBuf};

use crate::cli::UsageError;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The arguments were not understood.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// A file could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A program could not be started.
    #[error("`{program}` could not be started: {source}")]
    Start {
        /// The program's name.
        program: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A program ran and failed, in front of the person.
    #[error("`{command}` failed ({status})")]
    Failed {
        /// The command line.
        command: String,
        /// Its exit status.
        status: String,
    },
    /// A program ran and failed, its output in a log.
    #[error("`{command}` failed ({status}). The end of {log}:\n{tail}", log = log.display())]
    FailedWithLog {
        /// The command line.
        command: String,
        /// Its exit status.
        status: String,
        /// Where its output went.
        log: PathBuf,
        /// The last lines of that output.
        tail: String,
    },
    /// A tool is needed and cannot be had here.
    #[error("{tool} is missing: {why}\n  {advice}")]
    Missing {
        /// Which tool.
        tool: String,
        /// Why it could not be set up.
        why: String,
        /// What to install.
        advice: String,
    },
    /// Setup ended with tools still missing.
    #[error("setup is incomplete:\n\n{}", .0.join("\n\n"))]
    Setup(Vec<String>),
    /// A built or written file does not have the shape this command relies on.
    #[error("{path}: {what}", path = path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The built page or worker is over its size budget.
    #[error("{part} is {actual_kb:.1} KB gzipped, over its budget of {budget_kb} KB")]
    TooLarge {
        /// Which part.
        part: &'static str,
        /// What it weighs.
        actual_kb: f64,
        /// What it may weigh.
        budget_kb: u64,
    },
    /// A port is taken.
    #[error("port {port} cannot be listened on ({source}). Choose another with {option}.")]
    Port {
        /// The port.
        port: u16,
        /// The option that chooses it.
        option: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The demo nodes stopped before they were ready.
    #[error("the demo nodes stopped before they were ready{0}")]
    DemoNodes(String),
    /// Rules of the house were broken.
    #[error("{} broken rules of the house", .0)]
    Architecture(usize),
}

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }

    pub(crate) fn shape(path: &Path, what: impl Into<String>) -> Self {
        Self::Shape { path: path.to_path_buf(), what: what.into() }
    }
}
