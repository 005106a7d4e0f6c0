//! What can be taken away as a file.
//!
//! Owns how it is written: evidence as CSV, the rows of an open file in four forms. Must not know how it is saved.

mod about;
mod bgzf;
mod cell;
mod evidence;
mod fields;
mod json;
mod ledger;
mod rows;
mod table;
mod vcf;

use serde::{Deserialize, Serialize};

use crate::vcf::DetailError;

pub use bgzf::BgzfWriter;
pub use cell::safe_cell;
pub use evidence::{csv, csv_table, population_label};
pub use ledger::ledger;
pub use rows::{Export, ExportOrder, ExportStep};

/// What stands in every export: the page's intended use.
pub(crate) const INTENDED_USE: &str = "For research and education. Not a medical device, not for diagnosis or treatment. \
                            Rare does not mean harmful, absent does not mean new.";

/// What the rows of a file are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ExportForm {
    /// Comma-separated, as RFC 4180 has it.
    Csv,
    /// Tab-separated.
    Tsv,
    /// One object with a list of rows.
    Json,
    /// The records as they stand in the file, in its order, packed as BGZF.
    Vcf,
}

impl ExportForm {
    /// Every form, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Tsv, Self::Json, Self::Vcf];

    /// What a file's name ends with.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Vcf => "vcf.gz",
        }
    }
}

/// What an export came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// As what.
    pub form: ExportForm,
    /// A name that says what the file holds.
    pub file_name: String,
    /// Rows, of VCF records.
    pub written: u64,
    /// Size of the file.
    pub bytes: u64,
    /// The file it was made from stops short, so that this is a part as well.
    pub is_partial: bool,
}

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportFailure {
    /// The file changed since it was read.
    Changed {
        /// The line that is another now, counted from 1.
        line: u64,
    },
    /// The file could not be read again.
    Unreadable,
    /// The rows were arranged or read anew meanwhile.
    Overtaken,
    /// The browser has no room for it.
    NoRoom,
}

impl From<DetailError> for ExportFailure {
    fn from(error: DetailError) -> Self {
        match error {
            DetailError::Changed { line } => Self::Changed { line },
            DetailError::NoSuchRow { .. } => Self::Overtaken,
            DetailError::Unreadable(_) => Self::Unreadable,
        }
    }
}
