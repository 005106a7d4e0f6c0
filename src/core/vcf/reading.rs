//! Reads a file in steps, so that whoever drives it can do other things in between, and others can help.
//!
//! Owns the order of things: header, records, ending. Must not know threads, clocks or events.
//!
//! Without help a file is one segment. Whoever helps is dealt stretches of what is left ([`Reading::deal`]) and gives
//! back what a [`super::Helper`] made of them, in any order; the table grows in file order.

use std::{
    io::{self, Read, Seek},
    sync::Arc,
};

use crate::{
    quality,
    records::{Columns, PART_ROWS, RecordTable},
    wire::{FileSummary, Progress},
};

use super::{
    Compression, Cut, Ending, Format, Limits, OpenOptions, Refusal,
    checks::CHECKED_RECORDS,
    gathered::Gathered,
    header::Header,
    opening::Opening,
    plan::{Plan, PlanText},
    segment::{Piece, SegmentRange, SegmentReader},
    shares::Shares,
    source::TextSource,
    unpack::BLOCK_BYTES,
};

/// Sample names that a summary lists.
const LISTED_SAMPLES: usize = 100;
/// What the first reader still reads itself when others begin to help, and what must be left to deal.
const OWN_BYTES: u64 = 1 << 20;
/// Lines in front of a stretch that should be seen.
const LEAD_LINES: u64 = 4;

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more.
    More,
    /// Nothing to do here: stretches are with others, or can be dealt.
    Waiting,
    /// The file was read as far as it goes.
    Done,
}

/// A file being read, and afterwards the file that was read.
///
/// ```
/// use cohort_core::vcf::{Limits, Reading, Step};
///
/// let text = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n2\t135851076\t.\tG\tA\t.\tPASS\t.\n";
/// let mut reading = Reading::open(text.as_bytes(), text.len() as u64, Limits::default())?;
/// while reading.advance(1 << 20)? == Step::More {}
/// assert_eq!(reading.summary().transitions, 1);
/// # Ok::<(), cohort_core::vcf::Refusal>(())
/// ```
#[derive(Debug)]
pub struct Reading<R> {
    phase: Phase<R>,
    pub(super) options: OpenOptions,
    asked: Option<regions::Asked>,
    limits: Limits,
    file_bytes: u64,
}

enum Phase<R> {
    Opening(Box<Opening<R>>),
    Records(Box<Records<R>>),
    /// Only inside of a change from one to the other, and after a refusal.
    Between,
}

pub(super) struct Records<R> {
    pub(super) plan: Arc<Plan>,
    pub(super) header_text: Vec<u8>,
    /// Reads from the header on.
    pub(super) first: SegmentReader<R>,
    /// Reads a stretch that was dealt.
    later: Option<(u32, SegmentReader<R>)>,
    shares: Shares,
    /// Of a file of which only regions are read.
    spans: Option<Spans>,
    /// The segment to come next in the table.
    due: u32,
    is_due_begun: bool,
    pub(super) gathered: Gathered,
}

impl<R> std::fmt::Debug for Phase<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Opening(_) => "Opening",
            Self::Records(_) => "Records",
            Self::Between => "Between",
        })
    }
}

impl<R: Read> Reading<R> {
    /// Looks at the first bytes of a file of this size.
    pub fn open(source: R, file_bytes: u64, limits: Limits) -> Result<Self, Refusal> {
        let phase = Phase::Opening(Box::new(Opening::new(source, limits)?));
        Ok(Self { phase, options: OpenOptions::default(), asked: None, limits, file_bytes })
    }

    /// Keeps these columns instead of those that suit the file. Only before the first [`Self::advance`].
    #[must_use]
    pub fn with_columns(mut self, columns: Option<Columns>) -> Self {
        self.options.columns = columns;
        self
    }

    /// Reads in this way. Only before the first [`Self::advance`].
    #[must_use]
    pub fn with_options(self, options: OpenOptions) -> Self {
        Self { options, ..self }
    }

    /// Reads on for about so many bytes of the file as stored.
    ///
    /// After a refusal the reading is of no more use.
    pub fn advance(&mut self, budget_bytes: u64) -> Result<Step, Refusal> {
        if let Phase::Opening(opening) = &mut self.phase {
            let until = opening.source.file_offset().saturating_add(budget_bytes);
            let Some(header) = opening.advance(until)? else { return Ok(Step::More) };
            self.header_is_read(header)?;
        }
        match &mut self.phase {
            Phase::Records(records) => records.advance(budget_bytes),
            Phase::Opening(_) | Phase::Between => Ok(Step::More),
        }
    }

    fn header_is_read(&mut self, header: Header) -> Result<(), Refusal> {
        let Phase::Opening(opening) = std::mem::replace(&mut self.phase, Phase::Between) else { return Ok(()) };
        let Opening { source, text, warnings, header_text, lines, unended, .. } = *opening;
        let parts = match self.asked.take() {
            Some(asked) => Some(asked.plan(&header, &source, self.file_bytes)?),
            None => None,
        };
        self.options.regions = parts.as_ref().map(|parts| parts.regions.clone());
        let plan = Arc::new(Plan::new(header, &self.options, self.limits, source.compression()));
        let mut gathered = Gathered::new(&plan, warnings);
        let mut shares = Shares::default();
        let (first, spans, due) = match parts {
            None => {
                let plan = Arc::clone(&plan);
                (SegmentReader::behind_header(source, text, plan, lines, unended, CHECKED_RECORDS), None, 0)
            }
            Some(parts) => {
                let last = shares.begin_spans(&parts.spans, regions::LEAD_BYTES, CHECKED_RECORDS);
                gathered.begin_regions(lines, last == 0);
                let spans = Spans::new(&parts, last, source.file_offset());
                (SegmentReader::only_header(source, Arc::clone(&plan), lines), Some(spans), 1)
            }
        };
        let (is_due_begun, later) = (false, None);
        let records = Records { plan, header_text, first, later, shares, spans, due, is_due_begun, gathered };
        self.phase = Phase::Records(Box::new(records));
        Ok(())
    }

    /// A stretch of the file for somebody else to read, or for [`Self::take_on`]; `None` when there is none to deal
    /// (yet): see [`Self::advance`].
    pub fn deal(&mut self) -> Option<SegmentRange> {
        match &mut self.phase {
            Phase::Records(records) => records.deal(self.file_bytes),
            Phase::Opening(_) | Phase::Between => None,
        }
    }

    /// What others need to know to read stretches; `None` before the header was read, and of a file that only one can
    /// read.
    pub fn plan(&self) -> Option<PlanText> {
        let records = self.records().filter(|records| records.first.source().can_start_anywhere())?;
        Some(PlanText {
            header: records.header_text.clone(),
            options: self.options.clone(),
            limits: self.limits,
            compression: records.plan.compression,
        })
    }

    /// Takes what somebody made of a stretch.
    pub fn give_back(&mut self, index: u32, piece: Piece) -> Result<(), Refusal> {
        match &mut self.phase {
            Phase::Records(records) => records.give_back(index, piece),
            Phase::Opening(_) | Phase::Between => Ok(()),
        }
    }

    /// Whoever was dealt a stretch will not give it back.
    pub fn lost(&mut self, index: u32) {
        if let Phase::Records(records) = &mut self.phase {
            records.shares.lost(index);
        }
    }

    /// Reads a stretch that was dealt itself, from another handle on the file; only while [`Step::Waiting`].
    pub fn take_on(&mut self, range: &SegmentRange, source: R) -> io::Result<()>
    where
        R: Seek,
    {
        if let Phase::Records(records) = &mut self.phase {
            let plan = Arc::clone(&records.plan);
            let reader = match range.within {
                Some(within) => {
                    let (source, skip_bytes) = records.first.source().at_record(source, range.start, within)?;
                    SegmentReader::at_record(plan, source, range, skip_bytes)
                }
                None => SegmentReader::open(plan, source, range)?,
            };
            records.later = Some((range.index, reader));
        }
        Ok(())
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let read_bytes = match &self.phase {
            Phase::Opening(opening) => opening.source.file_offset(),
            Phase::Records(records) => records.read_bytes().min(self.file_bytes),
            Phase::Between => 0,
        };
        let spans = self.records().and_then(|records| records.spans.as_ref());
        Progress {
            read_bytes,
            file_bytes: spans.map_or(self.file_bytes, Spans::file_bytes),
            records: self.table().map_or(0, RecordTable::records),
            rows: self.table().map_or(0, RecordTable::rows),
        }
    }

    /// The rows so far; `None` before the header was read.
    pub fn table(&self) -> Option<&RecordTable> {
        self.records().map(|records| &records.gathered.table)
    }

    /// Whether the end of the file was seen; `None` while reading.
    pub fn ending(&self) -> Option<Ending> {
        self.records().and_then(|records| records.gathered.ending)
    }

    /// What was found so far; final once [`Self::advance`] gave [`Step::Done`].
    pub fn summary(&self) -> FileSummary {
        let no_header = Header::default();
        let records = self.records();
        let header = records.map_or(&no_header, |records| &*records.plan.header);
        let gathered = records.map(|records| &records.gathered);
        let quality = quality::Summary {
            counts: gathered.map(|gathered| gathered.quality.clone()).unwrap_or_default(),
            samples: records.map(|records| records.plan.counted_samples()).unwrap_or_default(),
            declared: header.declared.clone(),
        };
        let unread = Ending::Partial { cut: Cut::Unreadable, line: 0, file_bytes: 0 };
        FileSummary {
            file_bytes: self.file_bytes,
            compression: self.source().map_or(Compression::Plain, TextSource::compression),
            format: self.source().map_or(Format::Vcf, TextSource::format),
            format_version: header.format_version.clone(),
            assembly: header.assembly,
            sample_count: header.samples.len() as u64,
            sample_names: header.samples.iter().take(LISTED_SAMPLES).cloned().collect(),
            synthetic: header.is_synthetic,
            records: gathered.map_or(0, |gathered| gathered.table.records()),
            rows: gathered.map_or(0, |gathered| gathered.table.rows()),
            bad_records: gathered.map_or(0, |gathered| gathered.bad_records),
            transitions: u64::from(quality.counts.transitions.all.transitions),
            transversions: u64::from(quality.counts.transitions.all.transversions),
            quality: Box::new(quality),
            warnings: gathered.map(|gathered| gathered.warnings.list().to_vec()).unwrap_or_default(),
            warning_count: gathered.map_or(0, |gathered| gathered.warnings.count()),
            ending: self.ending().unwrap_or(unread),
            regions: records.and_then(|records| records.spans.as_ref()).map(Spans::summary),
            workers: 1,
        }
    }

    fn source(&self) -> Option<&TextSource<R>> {
        match &self.phase {
            Phase::Opening(opening) => Some(&opening.source),
            Phase::Records(records) => Some(records.first.source()),
            Phase::Between => None,
        }
    }

    pub(super) fn records(&self) -> Option<&Records<R>> {
        match &self.phase {
            Phase::Records(records) => Some(records),
            Phase::Opening(_) | Phase::Between => None,
        }
    }
}

impl<R: Read> Records<R> {
    fn advance(&mut self, budget_bytes: u64) -> Result<Step, Refusal> {
        if self.gathered.ending.is_none() {
            if !self.first.is_done() {
                self.first.advance(self.first.source().file_offset().saturating_add(budget_bytes));
                // The table's first rows show at once; later ones are worth a part of their own.
                let is_worth_it = self.first.rows() >= PART_ROWS.min(self.gathered.table.rows().max(1) as usize);
                if self.first.is_done() || is_worth_it {
                    let piece = self.first.take();
                    self.give_back(0, piece)?;
                }
            } else if let Some((index, reader)) = &mut self.later {
                reader.advance(reader.source().file_offset().saturating_add(budget_bytes));
                if reader.is_done() {
                    let (index, piece) = (*index, reader.take());
                    self.later = None;
                    self.give_back(index, piece)?;
                }
            }
        }
        Ok(match self.gathered.ending {
            Some(_) => Step::Done,
            None if self.first.is_done() && self.later.is_none() => Step::Waiting,
            None => Step::More,
        })
    }

    fn deal(&mut self, file_bytes: u64) -> Option<SegmentRange> {
        if self.gathered.ending.is_some() {
            return None;
        }
        if !self.shares.has_begun() {
            let rest = self.first.source().file_offset() + OWN_BYTES;
            if self.first.is_done() || !self.first.source().can_start_anywhere() || rest + OWN_BYTES > file_bytes {
                return None;
            }
            self.first.end_at(rest);
            self.shares.begin(rest);
        }
        let (lines, text_bytes) = self.first.read_so_far();
        let lead_bytes = BLOCK_BYTES as u64 + LEAD_LINES * (text_bytes / lines.max(1));
        self.shares.deal(file_bytes, lead_bytes, CHECKED_RECORDS.saturating_sub(self.gathered.table.records()))
    }

    fn give_back(&mut self, index: u32, piece: Piece) -> Result<(), Refusal> {
        self.shares.give_back(index, piece);
        while self.gathered.ending.is_none() {
            let Some(piece) = self.shares.take(self.due) else { break };
            if !self.is_due_begun {
                self.enter_span();
                if !self.gathered.fits(&piece) {
                    self.read_again();
                    continue;
                }
            }
            self.is_due_begun = true;
            if self.gathered.add(piece)? {
                self.next_due();
            }
        }
        Ok(())
    }

    /// The segment that is due may start a new part of the file.
    fn enter_span(&mut self) {
        if let (Some(spans), Some(range)) = (&mut self.spans, self.shares.range(self.due))
            && let Some(within) = range.within
        {
            self.gathered.begin_at(range.start);
            spans.begin(self.gathered.text_bytes(), range.start, within);
        }
    }

    /// The segment that is due was read from a wrong start, or with a wrong guess of what stands before it.
    fn read_again(&mut self) {
        let Some(range) = self.shares.range(self.due).cloned() else { return self.next_due() };
        if range.end.is_some_and(|end| self.gathered.next >= end) {
            // A block reached over all of it.
            return self.next_due();
        }
        let full_records = CHECKED_RECORDS.saturating_sub(self.gathered.records());
        let (start, after) = (self.gathered.next, Some(self.gathered.edge.clone()));
        self.shares.again(SegmentRange { start, after, full_records, ..range });
    }

    fn next_due(&mut self) {
        if let Some(spans) = &mut self.spans {
            let range = self.shares.range(self.due);
            spans.done_bytes += range.and_then(|range| Some(range.end? - range.start)).unwrap_or_default();
            if self.due == spans.last {
                self.gathered.regions_end();
            }
        }
        self.shares.forget(self.due);
        self.due += 1;
        self.is_due_begun = false;
    }

    fn read_bytes(&self) -> u64 {
        if let Some(spans) = &self.spans {
            return spans.read_bytes(self.shares.waiting_bytes());
        }
        let whole = if self.first.is_done() { self.gathered.next } else { self.first.source().file_offset() };
        whole + self.shares.waiting_bytes()
    }
}

mod regions;

use regions::Spans;

#[cfg(test)]
mod region_tests;
#[cfg(test)]
mod split_tests;
#[cfg(test)]
mod tests;
