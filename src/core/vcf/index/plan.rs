//! Which bytes of a file are read for some regions.

use super::{Index, IndexError, Regions, VirtualOffset, join};

/// Records from one place of a BGZF file up to another: those that start at or after `start` and before `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where the first record starts.
    pub start: VirtualOffset,
    /// Where the first record after it starts.
    pub end: VirtualOffset,
}

/// How to read the records of some regions: the header from the file's start, then these spans.
///
/// A span also holds records beside the regions; those are left out by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionPlan {
    /// In file order, no two in the same block.
    pub spans: Vec<Span>,
    /// What is kept of the spans.
    pub regions: Regions,
}

impl RegionPlan {
    /// Plans for a file of this size, in the regions that were asked for.
    pub fn new(index: &Index, regions: Regions, file_bytes: u64) -> Result<Self, IndexError> {
        index.check_size(file_bytes)?;
        let of_region = |region: &super::Region| index.chunks(&region.contig, region.start, region.end);
        let chunks = regions.as_slice().iter().flat_map(of_region).collect();
        let spans = join(chunks).into_iter().map(|(start, end)| Span { start, end }).collect();
        Ok(Self { spans, regions })
    }

    /// Packed bytes that the spans take, about.
    pub fn packed_bytes(&self) -> u64 {
        let of_span = |span: &Span| (span.end.block_offset() - span.start.block_offset()).max(1 << 16);
        self.spans.iter().map(of_span).sum()
    }
}

impl Index {
    /// Refuses an index that speaks of more bytes than the file has.
    pub fn check_size(&self, file_bytes: u64) -> Result<(), IndexError> {
        let index_bytes = self.last_place().block_offset();
        if index_bytes > file_bytes { Err(IndexError::BeyondFile { index_bytes, file_bytes }) } else { Ok(()) }
    }

    /// Refuses an index none of whose contigs the file's header declares. A header that declares none says nothing.
    pub fn check_contigs<'a>(&self, declared: impl Iterator<Item = &'a str>) -> Result<(), IndexError> {
        let mut declared = declared.peekable();
        let Some(first) = self.contigs().next() else { return Ok(()) };
        let is_known = declared.peek().is_none() || declared.any(|name| self.contigs().any(|contig| contig == name));
        if is_known { Ok(()) } else { Err(IndexError::OtherContigs { contig: first.to_owned() }) }
    }
}
