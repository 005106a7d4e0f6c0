//! The index beside a file: which of its blocks hold the records of a region.
//!
//! Owns tabix (.tbi) and CSI (.csi) indexes (hts-specs `tabix.pdf` and `CSIv1.pdf`), the text of a region, and the
//! plan by which a file is read in part. Must not know records beyond the place they take.

use serde::{Deserialize, Serialize};

mod bins;
mod error;
mod genes;
mod parse;
mod plan;
mod region;

pub use error::{IndexError, IndexField};
pub use plan::{RegionPlan, Span};
pub use region::{Region, RegionError, Regions};

use bins::Scheme;

/// A place in a BGZF file: the block, and the byte in what the block holds (SAM specification §4.1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VirtualOffset(u64);

impl VirtualOffset {
    /// From a block's first byte in the file, below 2^48, and a byte of its content.
    pub fn new(block_offset: u64, within: u16) -> Self {
        Self(block_offset << 16 | u64::from(within))
    }

    /// First byte of the block in the file as stored.
    pub fn block_offset(self) -> u64 {
        self.0 >> 16
    }

    /// Byte of what the block holds.
    pub fn within(self) -> u16 {
        (self.0 & 0xFFFF) as u16
    }
}

/// Records from one place up to another.
type Chunk = (VirtualOffset, VirtualOffset);

/// An index that was read.
///
/// The contigs of a BCF's index have numbers only: [`Self::with_names`] gives them the names of the BCF's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    scheme: Scheme,
    names: Option<Vec<String>>,
    references: Vec<Reference>,
}

/// What the index says of one contig.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reference {
    /// Sorted by number.
    bins: Vec<Bin>,
    /// Of all bins, one bin's after the other's.
    chunks: Vec<Chunk>,
    /// The first record that reaches into each window; a CSI index has none.
    windows: Vec<VirtualOffset>,
    records: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bin {
    number: u32,
    /// No record of the bin or of one after it stands before; `None` in a tabix index.
    first: Option<VirtualOffset>,
    chunks_start: usize,
    chunks_end: usize,
}

impl Index {
    /// Whether the contigs have names.
    pub fn has_names(&self) -> bool {
        self.names.is_some()
    }

    /// Names the contigs by their numbers, as the header of a BCF does; names that the index brought stay.
    #[must_use]
    pub fn with_names(mut self, names: Vec<String>) -> Self {
        self.names.get_or_insert(names);
        self
    }

    /// Names of the contigs that have records, in the order of the index.
    pub fn contigs(&self) -> impl Iterator<Item = &str> {
        let with_records = self.references.iter().enumerate().filter(|(_, reference)| !reference.chunks.is_empty());
        with_records.filter_map(|(number, _)| Some(self.names.as_ref()?.get(number)?.as_str()))
    }

    /// Records of a contig; `None` when the index does not count them.
    pub fn records(&self, contig: &str) -> Option<u64> {
        self.reference(contig)?.records
    }

    /// Where the records are that may reach into a part of a contig: in file order, those in touch joined.
    ///
    /// `start` and `end` count from 1, both inclusive. Records beside the part are among them.
    pub fn chunks(&self, contig: &str, start: u32, end: u32) -> Vec<(VirtualOffset, VirtualOffset)> {
        let Some(reference) = self.reference(contig) else { return Vec::new() };
        let (start, end) = (u64::from(start.max(1)) - 1, u64::from(end));
        if start >= end {
            return Vec::new();
        }
        let least = self.least(reference, start);
        let mut chunks: Vec<Chunk> = Vec::new();
        for bin in &reference.bins {
            if self.scheme.overlaps(bin.number, start, end) {
                let of_bin = reference.chunks.get(bin.chunks_start..bin.chunks_end).unwrap_or_default();
                chunks.extend(of_bin.iter().filter(|(_, chunk_end)| *chunk_end > least));
            }
        }
        join(chunks)
    }

    /// No record that reaches into the part from `start` (counted from 0) on stands before this.
    fn least(&self, reference: &Reference, start: u64) -> VirtualOffset {
        if let Some(last) = reference.windows.len().checked_sub(1) {
            let window = usize::try_from(start >> self.scheme.min_shift).unwrap_or(usize::MAX);
            return reference.windows[window.min(last)];
        }
        // CSIv1 §2, as htslib does it: the smallest bin around the place, else the one before it.
        let Some(smallest) = self.scheme.smallest(start) else { return VirtualOffset::default() };
        let upwards = std::iter::successors(Some(smallest), |bin| bins::before_or_above(*bin));
        upwards
            .filter_map(|number| {
                let at = reference.bins.binary_search_by_key(&number, |bin| bin.number).ok()?;
                reference.bins[at].first
            })
            .next()
            .unwrap_or_default()
    }

    fn reference(&self, contig: &str) -> Option<&Reference> {
        let number = self.names.as_ref()?.iter().position(|name| name == contig)?;
        self.references.get(number)
    }

    /// The last place that any record is said to end at.
    fn last_place(&self) -> VirtualOffset {
        let ends = self.references.iter().flat_map(|reference| &reference.chunks).map(|(_, end)| *end);
        ends.max().unwrap_or_default()
    }
}

/// Sorts, and joins what overlaps or touches in the same block, so that no block is read twice.
fn join(mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    chunks.sort_unstable();
    let mut joined: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for (start, end) in chunks {
        match joined.last_mut() {
            Some((_, last_end)) if start.block_offset() <= last_end.block_offset() => *last_end = end.max(*last_end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
