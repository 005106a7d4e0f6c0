//! What can be wrong with a header line or a record, as data: the page translates it.
//!
//! Must not decide whether something is wrong; the readers do.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something in the file that a reader should know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Line of the text, counted from 1; `None` when it is about the whole file.
    pub line: Option<u64>,
    /// The column it is in.
    pub column: Option<Column>,
    /// What is wrong.
    pub problem: Problem,
    /// What it means for the record.
    pub effect: Effect,
    /// The text in question, shortened.
    pub text: String,
}

impl Warning {
    /// In English, for programs; the page translates [`Self::problem`] itself.
    pub fn message(&self) -> String {
        let text = if self.text.is_empty() { String::new() } else { format!(": {:?}", self.text) };
        let effect = match self.effect {
            Effect::KeptOut => " (kept out)",
            Effect::Used => "",
        };
        format!("{}{effect}{text}", self.problem)
    }
}

/// What became of a line with a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Effect {
    /// The record is in no row and in no number but that of bad records.
    KeptOut,
    /// The record, or the header line, is used as far as it goes.
    Used,
}

/// A part of a file that a problem is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Column {
    /// Lines that start with `##`.
    Meta,
    /// The line that starts with `#CHROM`.
    ColumnNames,
    /// CHROM.
    Chrom,
    /// POS.
    Pos,
    /// ID.
    Id,
    /// REF.
    Ref,
    /// ALT.
    Alt,
    /// QUAL.
    Qual,
    /// FILTER.
    Filter,
    /// INFO.
    Info,
    /// FORMAT.
    Format,
    /// A sample's column.
    Sample,
}

impl Column {
    /// As the file names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "header",
            Self::ColumnNames => "#CHROM",
            Self::Chrom => "CHROM",
            Self::Pos => "POS",
            Self::Id => "ID",
            Self::Ref => "REF",
            Self::Alt => "ALT",
            Self::Qual => "QUAL",
            Self::Filter => "FILTER",
            Self::Info => "INFO",
            Self::Format => "FORMAT",
            Self::Sample => "sample",
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is wrong. The text it is about is in [`Warning::text`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Problem {
    // The file.
    /// See [`super::Ending`].
    #[error("{0}")]
    Partial(super::Ending),
    /// Two parts of the header name different builds of the genome.
    #[error("the header names both {0} and {1}")]
    AssemblyConflict(crate::genome::Assembly, crate::genome::Assembly),

    // The header.
    /// The first line is not `##fileformat=VCFv4.x`.
    #[error("the first line does not say ##fileformat=VCFv4.x")]
    FileFormatMissing,
    /// A version of VCF that we do not know.
    #[error("the version of VCF is not one of 4.0 to 4.5")]
    FileFormatUnknown,
    /// `##fileformat` stands again, or not in the first line.
    #[error("##fileformat stands again or too late")]
    FileFormatMisplaced,
    /// A `##` line does not follow the specification: what it should have, as the file would write it.
    #[error("the header line should have {0}")]
    MetaMalformed(String),
    /// A key whose meaning the specification fixes is described otherwise.
    #[error("the specification describes this key as {0}")]
    Reserved(String),
    /// The same ID is described twice.
    #[error("the header describes the same ID twice")]
    MetaDuplicate,
    /// Column names are not those of the specification.
    #[error("the column names are not those of a VCF")]
    ColumnNames,
    /// Two samples have the same name.
    #[error("two samples have the same name")]
    SampleDuplicate,
    /// A sample without a name.
    #[error("a sample has no name")]
    SampleUnnamed,

    // Records.
    /// The last line has no line end, so it may lack its last characters.
    #[error("the last line has no line end; it may lack its last characters")]
    NoLineEnd,
    /// A line without anything.
    #[error("the line is empty")]
    LineEmpty,
    /// A header line among the records.
    #[error("a header line stands among the records")]
    MetaAmongRecords,
    /// Too few columns.
    #[error("{found} columns, at least {needed} are needed")]
    TooFewColumns {
        /// Columns on the line.
        found: u64,
        /// Columns needed.
        needed: u64,
    },
    /// Not as many sample columns as the header names samples.
    #[error("{found} sample columns, the header names {declared}")]
    SampleCount {
        /// Columns on the line.
        found: u64,
        /// Samples in the header.
        declared: u64,
    },
    /// A column without anything, where a dot would mean missing.
    #[error("the column is empty")]
    Empty,
    /// Characters that the column may not hold.
    #[error("characters that do not belong here")]
    Characters,
    /// A control character or broken UTF-8.
    #[error("bytes that are not text")]
    NotText,
    /// Not a whole number.
    #[error("not a whole number")]
    NotWholeNumber,
    /// Not a number.
    #[error("not a number")]
    NotNumber,
    /// A number outside what the column allows.
    #[error("a number outside the allowed range")]
    OutOfRange,
    /// More alternate alleles than we can number.
    #[error("more than {limit} alternate alleles")]
    TooManyAlleles {
        /// The limit.
        limit: u64,
    },
    /// A position beyond the contig's declared length.
    #[error("the position is beyond the contig's length of {length}")]
    BeyondContig {
        /// Length by the header.
        length: u64,
    },
    /// A position smaller than the one before on the same contig.
    #[error("the position is smaller than the one before")]
    Unsorted,
    /// The contig was left before and comes again.
    #[error("records of this contig stand apart from each other")]
    ContigScattered,
    /// The file marks records whose REF is a guess (PLINK's `PR`), so that REF and ALT may be swapped.
    #[error("REF is a guess by the file's own mark in {records} records: REF and ALT may be swapped")]
    Provisional {
        /// How many.
        records: u64,
    },
    /// The same position and alleles as the record before.
    #[error("the same position and alleles as a record before")]
    RecordDuplicate,
    /// The same value stands twice.
    #[error("a value stands twice")]
    ValueDuplicate,
    /// REF and an ALT are the same.
    #[error("an alternate allele equals the reference")]
    AlleleIsReference,
    /// A key, filter or contig that the header does not describe.
    #[error("the header does not describe it")]
    Undeclared,
    /// A value does not have the type that the header or the specification declares.
    #[error("the value is not of the declared type {0}")]
    ValueType(String),
    /// Not as many values as the header or the specification declares.
    #[error("{found} values, {expected} are declared")]
    ValueCount {
        /// Values found.
        found: u64,
        /// Values declared.
        expected: u64,
    },
    /// Another key or column has to be there for this one to mean something.
    #[error("{0} is missing beside it")]
    Needed(String),
    /// Contradicts another key of the record.
    #[error("it contradicts {0}")]
    Contradicts(String),
    /// A genotype that cannot be read.
    #[error("the genotype cannot be read")]
    Genotype,
    /// A genotype names an allele that the record does not have.
    #[error("the genotype names an allele that the record does not have")]
    GenotypeAllele,
    /// GT is not the first key of FORMAT.
    #[error("GT is not the first key")]
    GenotypeNotFirst,
    /// More values for a sample than FORMAT has keys.
    #[error("{found} values, FORMAT has {declared} keys")]
    SampleValues {
        /// Values found.
        found: u64,
        /// Keys.
        declared: u64,
    },

    // Records of a BCF.
    /// A length leads out of the record, or does not fill it.
    #[error("a length in the binary record does not fit it")]
    BinaryLength,
    /// A type that BCF does not know, or not one for this column.
    #[error("a type in the binary record does not belong here")]
    BinaryType,
    /// Not as many samples as the header names.
    #[error("the binary record does not have the samples that the header names")]
    BinarySamples,
}

/// Longest piece of a file that a message carries.
const SHORT_BYTES: usize = 60;

/// A piece of a file for a message: never long, always text.
pub(crate) fn shorten(text: &[u8]) -> String {
    let cut = text.get(..SHORT_BYTES).unwrap_or(text);
    let mut short = String::from_utf8_lossy(cut).replace(char::is_control, " ");
    if cut.len() < text.len() {
        // The cut may have split a character.
        while short.ends_with(char::REPLACEMENT_CHARACTER) {
            short.pop();
        }
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_between_characters_and_blanks_controls() {
        assert_eq!(shorten(b"1\t2"), "1 2");
        let long = "ä".repeat(40);
        let short = shorten(&long.as_bytes()[1..]);
        assert!(short.ends_with("ä…"), "{short}");
        assert_eq!(shorten("é".repeat(30).as_bytes()), "é".repeat(30));
    }
}
