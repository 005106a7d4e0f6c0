//! One stretch of a file, read without knowing what stands before it.
//!
//! Owns which lines belong to a segment. Must not know who else reads, nor in which order segments come together.
//!
//! A segment is a range of the file as stored. Packed in blocks, it is the blocks that start in it. A line belongs to
//! the segment that holds the byte before it (the file's first line to the first): a reader that starts in the middle
//! passes over everything up to the first line end, and one that comes to its end reads on until a line ends there or
//! behind (the rule of Hadoop's `LineRecordReader`). What the lines before a segment leave behind for it is guessed
//! from a little text in front of it, and compared with the truth when the segments come together.

use std::{
    io::{self, Read, Seek},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Ending, Refusal,
    body::{Body, Place},
    checks::Edge,
    line,
    plan::Plan,
    problem::shorten,
    source::TextSource,
    text::{TextWindow, without_end},
    unpack::Stop,
};

mod locate;
mod piece;

use locate::locate;
pub use piece::Piece;
pub(super) use piece::{PieceEnd, PieceFacts};

/// A stretch of a file that one worker reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRange {
    /// Its place among the segments, counted from 0.
    pub(super) index: u32,
    pub(super) start: u64,
    /// `None`: to the end of the file.
    pub(super) end: Option<u64>,
    /// Text to read in front of it, about.
    pub(super) lead_bytes: u64,
    /// It starts exactly there, and this is what the lines before left.
    pub(super) after: Option<Edge>,
    /// Records of which every value is looked at.
    pub(super) full_records: u64,
    /// It starts at a record: at this byte of what its first block holds.
    pub(super) within: Option<u16>,
    /// A line that starts exactly at its end is not its own.
    pub(super) is_closed: bool,
}

impl SegmentRange {
    /// Its place among the segments, counted from 0.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The bytes of the file that reading it will ask for, about.
    pub fn file_bytes(&self, file_bytes: u64) -> std::ops::Range<u64> {
        let start = self.start.saturating_sub(locate::look_back_bytes(self.lead_bytes));
        start..self.end.map_or(file_bytes, |end| file_bytes.min(end.saturating_add(2 << 16)))
    }
}

/// How a segment ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Outcome {
    /// Others follow.
    Next,
    /// The file ends; lines counted from the segment's start.
    File(Ending),
    /// The file is refused; lines counted from the segment's start.
    Refused(Refusal),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// In the text before the segment.
    Lead,
    Inside,
    /// Behind its end, for the rest of its last line.
    Behind,
    Done,
}

/// Reads one segment in steps.
#[derive(Debug)]
pub(super) struct SegmentReader<R> {
    source: TextSource<R>,
    text: TextWindow,
    body: Body,
    plan: Arc<Plan>,
    phase: Phase,
    is_first: bool,
    /// The rest of a line that started nobody knows where stands at the front.
    is_inside_line: bool,
    /// In the file.
    start: u64,
    end: Option<u64>,
    is_closed: bool,
    /// Text in front of the first record that is passed over.
    skip_bytes: usize,
    /// Of the source's text: the segment's first byte, and the first behind it.
    first_text: u64,
    end_text: Option<u64>,
    /// Lines of the segment.
    line: u64,
    /// In the file: where the next segment starts.
    next: u64,
    before: Edge,
    outcome: Option<Outcome>,
    is_misplaced: bool,
}

impl<R: Read> SegmentReader<R> {
    /// Goes on behind a header of so many lines. Places and lines count from the file's start.
    ///
    /// `unended` is the beginning of the header's last line, if it has no line end.
    pub(super) fn behind_header(
        source: TextSource<R>,
        text: TextWindow,
        plan: Arc<Plan>,
        lines: u64,
        unended: Option<String>,
        full_records: u64,
    ) -> Self {
        let mut body = Body::new(Arc::clone(&plan), Edge::default(), full_records);
        if let Some(text) = unended {
            body.no_line_end(lines, text);
        }
        let mut reader = Self::new(source, text, body, plan);
        (reader.is_first, reader.line) = (true, lines);
        reader
    }

    fn new(source: TextSource<R>, text: TextWindow, body: Body, plan: Arc<Plan>) -> Self {
        Self {
            source,
            text,
            body,
            plan,
            phase: Phase::Inside,
            is_first: false,
            is_inside_line: false,
            start: 0,
            end: None,
            is_closed: false,
            skip_bytes: 0,
            first_text: 0,
            end_text: None,
            line: 0,
            next: 0,
            before: Edge::default(),
            outcome: None,
            is_misplaced: false,
        }
    }

    /// A header that no line follows here: all of them are in segments of their own.
    pub(super) fn only_header(source: TextSource<R>, plan: Arc<Plan>, lines: u64) -> Self {
        let body = Body::new(Arc::clone(&plan), Edge::default(), 0);
        let mut reader = Self::new(source, TextWindow::new(), body, plan);
        (reader.line, reader.phase) = (lines, Phase::Done);
        reader
    }

    /// Opens a segment that starts at a record.
    pub(super) fn at_record(plan: Arc<Plan>, source: TextSource<R>, range: &SegmentRange, skip_bytes: u16) -> Self {
        let body = Body::new(Arc::clone(&plan), Edge::default(), range.full_records);
        let mut reader = Self::new(source, TextWindow::new(), body, plan);
        (reader.start, reader.end, reader.is_closed) = (range.start, range.end, range.is_closed);
        (reader.is_first, reader.skip_bytes) = (true, usize::from(skip_bytes));
        reader.source.pause_at(range.end);
        reader
    }

    /// Opens a segment in the middle of a file.
    pub(super) fn open(plan: Arc<Plan>, mut file: R, range: &SegmentRange) -> io::Result<Self>
    where
        R: Seek,
    {
        if let Some(within) = range.within {
            let source = TextSource::at(file, plan.compression, range.start)?;
            return Ok(Self::at_record(plan, source, range, within));
        }
        let located = locate(&mut file, plan.compression, range)?;
        let source = TextSource::at(file, plan.compression, located.lead)?;
        let body = Body::new(Arc::clone(&plan), range.after.clone().unwrap_or_default(), range.full_records);
        let mut reader = Self::new(source, TextWindow::new(), body, plan);
        (reader.start, reader.end, reader.is_closed) = (located.start, range.end, range.is_closed);
        reader.before = range.after.clone().unwrap_or_default();
        reader.is_inside_line = located.lead > 0;
        (reader.phase, reader.first_text) = (Phase::Lead, u64::MAX);
        reader.source.pause_at(Some(located.start));
        if !located.is_found {
            reader.give_up();
        }
        Ok(reader)
    }

    /// Lets the segment end at the first block from this byte of the file on, which must not be behind the reader.
    pub(super) fn end_at(&mut self, end: u64) {
        self.end = Some(end);
        self.source.pause_at(Some(end));
    }

    pub(super) fn source(&self) -> &TextSource<R> {
        &self.source
    }

    /// Rows not handed over yet.
    pub(super) fn rows(&self) -> usize {
        self.body.rows()
    }

    /// Lines and bytes of text so far.
    pub(super) fn read_so_far(&self) -> (u64, u64) {
        (self.line, self.text.text_offset().saturating_sub(self.first_text))
    }

    pub(super) fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }

    /// Reads on up to about this byte of the file.
    pub(super) fn advance(&mut self, until: u64) {
        // What the header's reader read ahead.
        self.lines();
        while self.phase != Phase::Done && self.source.file_offset() < until {
            match self.source.read(self.text.room()) {
                Ok(bytes) => {
                    self.text.filled(bytes);
                    self.pass_over();
                    self.lines();
                }
                Err(Stop::Pause) => self.boundary(),
                Err(Stop::Cut(cut)) => self.file_ends(Some(cut)),
                Err(Stop::End) => self.file_ends(None),
            }
        }
    }

    /// Hands over what was read since the last time.
    pub(super) fn take(&mut self) -> Piece {
        let entries = self.source.take_entries().into_iter().filter_map(|mut entry| {
            // Those of the text before and behind belong to others.
            entry.text_offset = entry.text_offset.checked_sub(self.first_text)?;
            (entry.file_offset >= self.start && self.end.is_none_or(|end| entry.file_offset < end)).then_some(entry)
        });
        let facts = PieceFacts {
            start: (!self.is_misplaced).then_some(self.start),
            before: self.before.clone(),
            entries: entries.collect(),
            end: self.outcome.clone().map(|outcome| PieceEnd {
                next: self.next,
                text_bytes: self.end_text.unwrap_or_else(|| self.text.text_offset()).saturating_sub(self.first_text),
                lines: self.line,
                after: self.body.edge(),
                outcome,
            }),
        };
        Piece::new(self.body.take(), facts)
    }

    /// Drops what stands in front of the first record.
    fn pass_over(&mut self) {
        let bytes = self.skip_bytes.min(self.text.waiting().len());
        if bytes > 0 {
            self.text.skip(bytes);
            self.skip_bytes -= bytes;
        }
    }

    fn lines(&mut self) {
        while self.phase != Phase::Done && self.skip_bytes == 0 {
            let start = self.text.text_offset();
            if self.end_text.is_some_and(|end| start > end || (self.is_closed && start == end)) {
                return self.finish(Outcome::Next);
            }
            let Some(range) = self.text.next_line() else { break };
            let line = without_end(self.text.bytes(range));
            if self.is_first || start > self.first_text {
                self.line += 1;
                self.body.line(line, self.text.tabs(), Place { line: self.line, text_offset: start - self.first_text });
            } else if !std::mem::take(&mut self.is_inside_line) {
                self.body.pass(line);
                self.before = self.body.edge();
            }
        }
        if self.text.waiting().len() as u64 > self.plan.limits.line_bytes && self.phase != Phase::Done {
            if self.is_first || self.text.text_offset() > self.first_text {
                let limit_bytes = self.plan.limits.line_bytes;
                self.finish(Outcome::Refused(Refusal::LineTooLong { line: self.line + 1, limit_bytes }));
            } else {
                // Whoever reads the line's start refuses it.
                self.give_up();
            }
        }
    }

    /// The text before the segment, or the segment, has been given out.
    fn boundary(&mut self) {
        let here = self.text.text_offset() + self.text.waiting().len() as u64;
        if self.phase == Phase::Lead {
            self.start = self.source.file_offset();
            (self.phase, self.first_text) = (Phase::Inside, here);
            self.source.pause_at(self.end);
        } else {
            self.next = self.source.file_offset();
            // Of a record that is told as text only when it is whole, nothing is there yet.
            let end_text = here + u64::from(self.source.holds_part_of_record());
            (self.phase, self.end_text) = (Phase::Behind, Some(end_text));
            self.source.pause_at(None);
        }
        self.lines();
    }

    /// No more text comes.
    fn file_ends(&mut self, cut: Option<super::Cut>) {
        if self.phase == Phase::Lead {
            return self.give_up();
        }
        // A line that a cut went through is neither good nor bad.
        let cut = cut.or_else(|| self.unended_line());
        let file_bytes = self.source.file_offset();
        self.next = file_bytes;
        if self.plan.regions.is_some() && cut.is_none() {
            return self.finish(Outcome::Next);
        }
        let ending = cut.map_or(Ending::Whole, |cut| Ending::Partial { cut, line: self.line, file_bytes });
        self.finish(Outcome::File(ending));
    }

    /// The last line, if it has no line end: taken if it is whole, else the cut that it shows.
    fn unended_line(&mut self) -> Option<super::Cut> {
        let start = self.text.text_offset();
        let range = self.text.last_line();
        if range.is_empty() || !(self.is_first || start > self.first_text) {
            return None;
        }
        let line = without_end(self.text.bytes(range));
        if !self.body.is_whole(line) {
            return Some(super::Cut::InsideLine);
        }
        let text = shorten(line);
        self.line += 1;
        self.body.line(line, &line::tabs(line), Place { line: self.line, text_offset: start - self.first_text });
        self.body.no_line_end(self.line, text);
        None
    }

    /// There is nothing here that could be read without knowing more.
    fn give_up(&mut self) {
        self.is_misplaced = true;
        self.finish(Outcome::Next);
    }

    fn finish(&mut self, outcome: Outcome) {
        self.outcome = Some(outcome);
        self.phase = Phase::Done;
    }
}

/// Reads a segment in one go, for a worker that only helps.
#[derive(Debug)]
pub struct Helper {
    plan: Arc<Plan>,
}

impl Helper {
    /// `None` for a plan of another build.
    pub fn new(plan: &super::PlanText) -> Option<Self> {
        Some(Self { plan: Arc::new(Plan::from_text(plan)?) })
    }

    /// Reads the segment from a handle on the file.
    pub fn read(&self, file: impl Read + Seek, range: &SegmentRange) -> io::Result<Piece> {
        let mut reader = SegmentReader::open(Arc::clone(&self.plan), file, range)?;
        while !reader.is_done() {
            reader.advance(u64::MAX);
        }
        Ok(reader.take())
    }
}
