//! VCF files as people have them: opened as a stream, with every oddity named.
//!
//! Owns what a VCF is, how it is packed, what is wrong with it and where. Must not know where the
//! bytes come from, nor how a table of rows is shown: rows go to [`crate::records`].

mod again;
pub mod annotation;
mod assembly;
mod bcf;
mod body;
mod call;
mod checks;
mod detail;
mod extract;
mod findings;
mod gathered;
mod header;
mod index;
mod line;
mod meaning;
mod opening;
mod options;
mod plan;
pub mod populations;
mod problem;
pub mod provisional;
mod reading;
mod recognise;
mod refusal;
mod scan;
mod schema;
mod segment;
mod shares;
mod sniff;
mod source;
mod text;
mod unpack;
mod warnings;

pub(crate) use again::Lines;
pub use detail::DetailError;
pub use index::{Index, IndexError, IndexField, Region, RegionError, RegionPlan, Regions, Span, VirtualOffset};
pub use meaning::{Mate, Meaning, Shortest};
pub use options::{Group, MAX_GROUPS, OpenOptions};
pub use plan::PlanText;
pub use problem::{Column, Effect, Problem, Warning};
pub use reading::{Reading, Step};
pub use recognise::{Brought, recognise};
pub use refusal::{Cut, Ending, Foreign, Refusal};
pub use segment::{Helper, Piece, SegmentRange};

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

/// How a file writes its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Lines of text.
    Vcf,
    /// BCF 2, the binary form.
    Bcf,
}

/// Sizes past which a file is refused, so that no file can take all memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Longest line: 3,202 samples take 100 kB, a 50-kB allele twice that.
    pub line_bytes: u64,
    /// Longest header: one with 3,000 contigs takes 200 kB.
    pub header_bytes: u64,
    /// Samples; the largest biobank has half a million.
    pub samples: u64,
    /// Rows; a genome has five million, a gVCF of one seventy million.
    pub rows: u64,
    /// Memory for the rows: a page's worker can have 4 GiB for everything.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            line_bytes: 64 << 20,
            header_bytes: 64 << 20,
            samples: 2_000_000,
            rows: 100_000_000,
            memory_bytes: 3 << 30,
        }
    }
}
