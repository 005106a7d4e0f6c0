//! What a file's numbers come to: counted once a record while it is read, merged, shown as arithmetic.
//!
//! Owns what is counted and how; the formulas name whom they follow. Must not know lines, a reader or a page,
//! and judges nothing: a limit ([`thresholds`]) only splits a count in two.
//!
//! Whoever reads records makes one [`Counter`] for a stretch of the file and tells it of every good record;
//! counters of different stretches add up by [`Counter::merge`], in any order, to what one pass would give.
//! A call copies nothing, allocates only where a chromosome grows, and takes some 20 ns for one sample.
//!
//! ```
//! use cohort_core::quality::Counter;
//! use cohort_core::records::{NewCall, NewRecord};
//!
//! let mut counter = Counter::new(1);
//! let call = NewCall {
//!     genotype: Some(b"0/1"),
//!     depth: Some(31),
//!     genotype_quality: Some(99),
//!     allele_depths: Some(b"15,16"),
//! };
//! counter.record(&NewRecord {
//!     text_offset: 0,
//!     line: 1,
//!     contig: b"chr1",
//!     position: 11_796_321,
//!     id: Some(b"rs1801133"),
//!     reference: b"G",
//!     alternates: Some(b"A"),
//!     quality: Some(50.0),
//!     filter: Some(b"PASS"),
//!     calls: &[call],
//! });
//! assert_eq!(counter.counts().transitions.all.transitions, 1);
//! assert_eq!(counter.counts().samples[0].depths.median(), Some(31.0));
//! ```

mod binned;
mod calls;
mod chromosomes;
mod counts;
mod declared;
mod genotype;
mod histogram;
mod site;
mod substitutions;
pub mod thresholds;

pub use self::{
    binned::Binned,
    calls::SampleCounts,
    chromosomes::{BIN_BASES, XCalls},
    counts::{Counts, FilterCounts, Transitions},
    declared::{Declared, DeclaredLine, MinimalField},
    genotype::GenotypeClass,
    histogram::Histogram,
    site::{SiteAnnotation, SiteCounts, SiteValues},
    substitutions::{QUALITY_BINS, SUBSTITUTION_CLASSES, TiTv},
};

pub(crate) use self::calls::reads;

use serde::{Deserialize, Serialize};

use crate::{hash::is_same, records::NewRecord};
use chromosomes::Place;

/// Samples that are counted one by one; the first ones of those kept.
pub const MAX_SAMPLES: usize = 8;

/// What the page shows of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// What the records come to.
    pub counts: Counts,
    /// Names of the samples of [`Counts::samples`], in that order.
    pub samples: Vec<String>,
    /// What the header says for the minimal dataset of 1+MG.
    pub declared: Declared,
}

/// Counts records.
#[derive(Clone, Debug)]
pub struct Counter {
    counts: Counts,
    /// The last record's CHROM and what it is.
    contig: Vec<u8>,
    place: Place,
}

impl Counter {
    /// For so many samples, at most [`MAX_SAMPLES`].
    pub fn new(samples: usize) -> Self {
        Self { counts: Counts::new(samples.min(MAX_SAMPLES)), contig: Vec::new(), place: Place::Elsewhere }
    }

    /// Takes a good record; calls past [`MAX_SAMPLES`] are passed over. Whether it has an alternate allele other than
    /// `*`, so that [`Self::site`] is to be told of it.
    #[inline]
    pub fn record(&mut self, record: &NewRecord<'_>) -> bool {
        if !is_same(&self.contig, record.contig) {
            self.new_contig(record.contig);
        }
        self.counts.record(record, self.place)
    }

    /// Takes what the same record says of itself as a whole.
    #[inline]
    pub fn site(&mut self, values: &SiteValues) {
        self.counts.sites.add(values);
    }

    /// Adds what another counter of the same file counted.
    pub fn merge(&mut self, other: &Self) {
        self.counts.merge(&other.counts);
    }

    /// What was counted so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    #[cold]
    fn new_contig(&mut self, contig: &[u8]) {
        self.contig.clear();
        self.contig.extend_from_slice(contig);
        self.place = Place::of(contig);
    }
}

#[cfg(test)]
mod tests;
