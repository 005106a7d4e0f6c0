//! A file of which only regions are read, by its index.
//!
//! Owns what is planned and what of it was read. Must not know how a stretch is read: each part of the plan is a
//! segment like those that helpers are dealt.

use std::io::{self, Read, Seek};

use super::{Reading, Records};
use crate::{
    vcf::{
        Compression, Format, Index, IndexError, Refusal, Region, RegionPlan, Regions, header::Header,
        source::TextSource, unpack::BLOCK_BYTES,
    },
    wire::{RegionsRead, Survey},
};

/// Text to look at in front of a part that does not start at a record.
pub(super) const LEAD_BYTES: u64 = 2 * BLOCK_BYTES as u64;

/// An index, and the regions that are wanted, as they were typed.
#[derive(Debug)]
pub(super) struct Asked {
    index: Index,
    text: String,
}

/// How far the regions were read.
#[derive(Debug)]
pub(in crate::vcf) struct Spans {
    regions: Regions,
    /// Number of the last segment.
    pub(super) last: u32,
    header_bytes: u64,
    planned_bytes: u64,
    pub(super) done_bytes: u64,
    starts: Vec<SpanStart>,
}

/// Where a span's records start: in the text that was read, and in the file.
#[derive(Clone, Copy, Debug)]
struct SpanStart {
    text_offset: u64,
    file_offset: u64,
    within: u16,
}

impl<R: Read> Reading<R> {
    /// Reads only these regions, by the index of the file. Only before the first [`Self::advance`].
    #[must_use]
    pub fn with_regions(mut self, index: Index, text: String) -> Self {
        self.asked = Some(Asked { index, text });
        self
    }

    /// The regions that are read; none for all of the file.
    pub(crate) fn regions(&self) -> &[Region] {
        self.options.regions.as_ref().map_or(&[], Regions::as_slice)
    }

    /// Reads a header, and says what its index says of the file; or why the two do not belong together.
    pub fn survey(mut self, index: Index) -> Result<Survey, Refusal> {
        loop {
            let super::Phase::Opening(opening) = &mut self.phase else { return Err(Refusal::Empty) };
            let Some(header) = opening.advance(u64::MAX)? else { continue };
            let index = fitted(index, &header, &opening.source, self.file_bytes)?;
            let contigs = index.contigs().map(|contig| (contig.to_owned(), index.records(contig))).collect();
            return Ok(Survey { contigs, assembly: header.assembly });
        }
    }
}

/// An index with names, once nothing shows that it belongs to another file.
fn fitted<R: Read>(index: Index, header: &Header, source: &TextSource<R>, file_bytes: u64) -> Result<Index, Refusal> {
    if source.compression() != Compression::Bgzf {
        return Err(Refusal::Index(IndexError::NotBlocks));
    }
    let index = match source.contig_names() {
        Some(names) => index.with_names(names),
        None => index,
    };
    let declared: Vec<_> = header.contigs.keys().map(|name| String::from_utf8_lossy(name)).collect();
    index.check_contigs(declared.iter().map(AsRef::as_ref)).map_err(Refusal::Index)?;
    index.check_size(file_bytes).map_err(Refusal::Index)?;
    Ok(index)
}

impl Asked {
    /// What is to be read.
    pub(super) fn plan<R: Read>(
        self,
        header: &Header,
        source: &TextSource<R>,
        file_bytes: u64,
    ) -> Result<RegionPlan, Refusal> {
        let index = fitted(self.index, header, source, file_bytes)?;
        let regions = Regions::parse(&self.text, index.contigs(), header.assembly).map_err(Refusal::Regions)?;
        RegionPlan::new(&index, regions, file_bytes).map_err(Refusal::Index)
    }
}

impl Spans {
    pub(super) fn new(plan: &RegionPlan, last: u32, header_bytes: u64) -> Self {
        let planned_bytes = plan.packed_bytes();
        let regions = plan.regions.clone();
        Self { regions, last, header_bytes, planned_bytes, done_bytes: 0, starts: Vec::new() }
    }

    /// A span's first segment is put in place.
    pub(super) fn begin(&mut self, text_offset: u64, file_offset: u64, within: u16) {
        self.starts.push(SpanStart { text_offset, file_offset, within });
    }

    /// Bytes of the file that are to be read.
    pub(super) fn file_bytes(&self) -> u64 {
        self.header_bytes + self.planned_bytes
    }

    /// Bytes of the file that were read, with those of so many that wait.
    pub(super) fn read_bytes(&self, waiting_bytes: u64) -> u64 {
        (self.header_bytes + self.done_bytes + waiting_bytes).min(self.file_bytes())
    }

    /// What is said of it.
    pub(super) fn summary(&self) -> RegionsRead {
        RegionsRead { regions: self.regions.as_slice().to_vec(), read_bytes: self.read_bytes(0) }
    }
}

impl<R: Read> Records<R> {
    /// Whether what stands between two places of the text also stands there in the file.
    pub(in crate::vcf) fn is_one_run(&self, from: u64, to: u64) -> bool {
        let starts = self.spans.iter().flat_map(|spans| &spans.starts);
        !starts.into_iter().any(|start| from < start.text_offset && start.text_offset <= to)
    }

    /// Starts at or before a place of the text that was read; see [`TextSource::resume`].
    pub(in crate::vcf) fn resume<S: Read + Seek>(
        &self,
        source: S,
        text_offset: u64,
    ) -> io::Result<Option<(TextSource<S>, u64)>> {
        let first = self.first.source();
        let Some(spans) = self.spans.as_ref().filter(|_| first.format() == Format::Bcf) else {
            return first.resume(source, &self.gathered.entries, text_offset);
        };
        let at = spans.starts.partition_point(|start| start.text_offset <= text_offset);
        let Some(start) = at.checked_sub(1).and_then(|at| spans.starts.get(at)) else { return Ok(None) };
        let (resumed, _) = first.at_record(source, start.file_offset, start.within)?;
        Ok(Some((resumed, start.text_offset)))
    }
}
