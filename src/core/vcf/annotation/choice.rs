//! Which transcript speaks for a variant.
//!
//! Must not know how entries are written.

use serde::{Deserialize, Serialize};

use super::{allele::Fit, severity::Severity};

/// What decided for the chosen transcript. The rule goes down this list, among the transcripts of the row's allele:
/// the first point on which one stands alone decides, or on which the chosen one excels.
///
/// MANE Select is one transcript a gene that Ensembl and RefSeq agree on (Morales et al. 2022, Nature 604:310);
/// Ensembl's canonical is the one it shows first. Only VEP writes either, and only if asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ChosenBy {
    /// There is no other.
    Only,
    /// It is a MANE Select transcript.
    ManeSelect,
    /// It is Ensembl's canonical transcript, and none is MANE Select.
    Canonical,
    /// Its consequence is the most severe, in Ensembl's order.
    MostSevere,
    /// As severe as others, it codes for a protein.
    ProteinCoding,
    /// It is the first written of several alike.
    First,
}

/// A transcript's entry and what counts for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) entry: &'a [u8],
    pub(super) fit: Fit,
    /// The allele as the entry has it.
    pub(super) written: &'a [u8],
    pub(super) is_mane_select: bool,
    pub(super) is_canonical: bool,
    pub(super) severity: Severity,
    pub(super) is_protein_coding: bool,
}

impl Candidate<'_> {
    /// Smaller is better.
    fn rank(&self) -> (Fit, bool, bool, Severity, bool) {
        (self.fit, !self.is_mane_select, !self.is_canonical, self.severity, !self.is_protein_coding)
    }
}

/// The entry that speaks for the row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen<'a> {
    pub(super) entry: &'a [u8],
    pub(super) outcome: Outcome,
    /// Entries about the row's allele.
    pub(super) transcripts: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    Transcript {
        chosen_by: ChosenBy,
        fit: Fit,
    },
    /// The record at this position has it.
    StoredAt(u64),
}

/// The best so far, and how the others compare.
#[derive(Debug, Default)]
pub(super) struct Choice<'a> {
    best: Option<Candidate<'a>>,
    /// Entries that fit the allele as well as the best.
    transcripts: u32,
    severities_differ: bool,
    codings_differ: bool,
    alleles_differ: bool,
    pointer: Option<(&'a [u8], u64)>,
}

impl<'a> Choice<'a> {
    pub(super) fn stored_elsewhere(&mut self, entry: &'a [u8], position: u64) {
        self.pointer.get_or_insert((entry, position));
    }

    pub(super) fn consider(&mut self, candidate: Option<Candidate<'a>>) {
        let Some(candidate) = candidate else { return };
        let Some(best) = &self.best else {
            self.best = Some(candidate);
            self.transcripts = 1;
            return;
        };
        if candidate.fit > best.fit {
            return;
        }
        if candidate.fit < best.fit {
            *self = Self { best: Some(candidate), transcripts: 1, pointer: self.pointer, ..Self::default() };
            return;
        }
        self.transcripts = self.transcripts.saturating_add(1);
        self.severities_differ |= candidate.severity != best.severity;
        self.codings_differ |= candidate.is_protein_coding != best.is_protein_coding;
        self.alleles_differ |= candidate.written != best.written;
        if candidate.rank() < best.rank() {
            self.best = Some(candidate);
        }
    }

    /// `None` when no entry is about the allele, or it cannot be told which are.
    pub(super) fn decide(self) -> Option<Chosen<'a>> {
        let Some(best) = self.best else {
            let (entry, position) = self.pointer?;
            return Some(Chosen { entry, outcome: Outcome::StoredAt(position), transcripts: 0 });
        };
        if best.fit == Fit::Assumed && self.alleles_differ {
            return None;
        }
        let chosen_by = if self.transcripts == 1 {
            ChosenBy::Only
        } else if best.is_mane_select {
            ChosenBy::ManeSelect
        } else if best.is_canonical {
            ChosenBy::Canonical
        } else if self.severities_differ {
            ChosenBy::MostSevere
        } else if self.codings_differ {
            ChosenBy::ProteinCoding
        } else {
            ChosenBy::First
        };
        let outcome = Outcome::Transcript { chosen_by, fit: best.fit };
        Some(Chosen { entry: best.entry, outcome, transcripts: self.transcripts })
    }
}
