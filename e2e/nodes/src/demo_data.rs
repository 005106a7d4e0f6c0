//! Builds everything that is committed as demo data, from the source counts.
//!
//! The same input gives the same bytes. Reads the source folder once ([`source`], [`known`]), then writes the
//! datasets ([`datasets`]), the synthetic person ([`person`]) and the provenance ([`provenance`]).

mod datasets;
mod known;
mod person;
mod provenance;
mod source;

use std::path::{Path, PathBuf};

pub use datasets::{COHORTS, Cohort};

/// Why the demo data could not be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A file that cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The reason.
        source: std::io::Error,
        /// The file.
        path: PathBuf,
    },
    /// A source line that is not understood.
    #[error("{}, line {line}: {problem}", path.display())]
    Source {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        problem: String,
        /// The file.
        path: PathBuf,
    },
    /// A frequency file that cannot be written.
    #[error("{}: {source}", path.display())]
    Frequency {
        /// The reason.
        source: crate::frequency_file::FrequencyFileError,
        /// The file.
        path: PathBuf,
    },
    /// `metadata.yaml` cannot be written.
    #[error("metadata: {0}")]
    Metadata(#[from] serde_yaml_ng::Error),
    /// A variant that the demo must have is not in the source.
    #[error("{0} must be in the demo data and is not in the source")]
    Missing(&'static str),
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Variants in each dataset.
    pub sites: usize,
    /// Frequency files of all datasets.
    pub files: usize,
    /// Bytes of all frequency files.
    pub file_bytes: u64,
    /// Well-known variants.
    pub known_variants: usize,
    /// Records of the synthetic person.
    pub person_records: usize,
}

/// Reads the source in `shared` and writes the demo data into the project at `root`.
///
/// # Errors
/// When a source file is missing or not understood, or the result cannot be written.
pub fn build(shared: &Path, root: &Path) -> Result<Report, BuildError> {
    let counts = source::read_counts(shared)?;
    let known = known::read(shared, &counts)?;
    let sites = datasets::merge(&counts, &known);
    let data = root.join("e2e/nodes/data");
    let written = datasets::write(&data, &sites)?;
    known::write(&root.join("src/core/known_variants.tsv"), &known)?;
    let person = person::draw(shared, &sites, &known)?;
    person::write(&root.join("public/demo/demo-person.grch38.vcf.gz"), &person)?;
    let report = Report {
        sites: sites.len(),
        files: written.files,
        file_bytes: written.bytes,
        known_variants: known.confirmed.len(),
        person_records: person.len(),
    };
    provenance::write(
        &data.join("PROVENANCE.md"),
        &provenance::Facts { counts: &counts, known: &known, sites: &sites, report: &report },
    )?;
    Ok(report)
}

fn read_text(path: &Path) -> Result<String, BuildError> {
    std::fs::read_to_string(path).map_err(|source| BuildError::Io { source, path: path.to_owned() })
}

fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    let io = |source| BuildError::Io { source, path: path.to_owned() };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(io)?;
    }
    std::fs::write(path, bytes).map_err(io)
}
