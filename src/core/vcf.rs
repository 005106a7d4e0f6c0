//! VCF files as people have them: opened as a stream, with every oddity named.
//!
//! Owns what a VCF is, how it is packed, what is wrong with it and where. Must not know where the
//! bytes come from, nor how a table of rows is shown: rows go to [`crate::records`].

mod problem;
mod refusal;

pub use problem::{Column, Effect, Problem, Warning};
pub use refusal::{Cut, Ending, Foreign, Refusal};

use serde::{Deserialize, Serialize};

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Compression {
    /// Plain text.
    Plain,
    /// gzip (RFC 1952), one member or several.
    Gzip,
    /// Blocked gzip (SAM specification §4.1), as `bgzip` writes it.
    Bgzf,
}
