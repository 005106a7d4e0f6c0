//! The file up to its records: what it is, and its header.
//!
//! Must not know records.

use std::io::Read;

use super::{
    Cut, Limits, Refusal,
    header::{Header, HeaderReader},
    problem::shorten,
    sniff,
    source::TextSource,
    text::{TextWindow, without_end},
    unpack::Stop,
    warnings::WarningList,
};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a header in steps.
pub(super) struct Opening<R> {
    pub(super) source: TextSource<R>,
    pub(super) text: TextWindow,
    pub(super) warnings: WarningList,
    /// The lines so far, each with a line end.
    pub(super) header_text: Vec<u8>,
    pub(super) lines: u64,
    /// The last line of the header has no line end: its beginning.
    pub(super) unended: Option<String>,
    /// `None` until there is enough text to see what it is.
    reader: Option<HeaderReader>,
    limits: Limits,
}

impl<R: Read> Opening<R> {
    pub(super) fn new(source: R, limits: Limits) -> Result<Self, Refusal> {
        Ok(Self {
            source: TextSource::open(source, &limits)?,
            text: TextWindow::new(),
            warnings: WarningList::default(),
            header_text: Vec::new(),
            lines: 0,
            unended: None,
            reader: None,
            limits,
        })
    }

    /// Reads on up to about this byte of the file; gives the header once it is there.
    pub(super) fn advance(&mut self, until: u64) -> Result<Option<Header>, Refusal> {
        while self.source.file_offset() < until {
            match self.source.read(self.text.room()) {
                Ok(bytes) => {
                    self.text.filled(bytes);
                    if self.reader.is_none() && self.text.waiting().len() >= sniff::SNIFF_BYTES {
                        self.start()?;
                    }
                    if let Some(header) = self.whole_lines()? {
                        return Ok(Some(header));
                    }
                }
                Err(stop) => return self.end(stop).map(Some),
            }
        }
        Ok(None)
    }

    /// Enough text is there to see what it is.
    fn start(&mut self) -> Result<(), Refusal> {
        if self.text.waiting().starts_with(BYTE_ORDER_MARK) {
            self.text.skip(BYTE_ORDER_MARK.len());
        }
        let waiting = self.text.waiting();
        sniff::text(waiting.get(..sniff::SNIFF_BYTES).unwrap_or(waiting))?;
        self.reader = Some(HeaderReader::new());
        Ok(())
    }

    fn whole_lines(&mut self) -> Result<Option<Header>, Refusal> {
        while self.reader.is_some() {
            let text_offset = self.text.text_offset();
            let Some(range) = self.text.next_line() else { break };
            if let Some(header) = self.line(range, text_offset)? {
                return Ok(Some(header));
            }
        }
        let is_too_long = self.text.waiting().len() as u64 > self.limits.line_bytes;
        let limit_bytes = self.limits.line_bytes;
        if is_too_long { Err(Refusal::LineTooLong { line: self.lines + 1, limit_bytes }) } else { Ok(None) }
    }

    fn line(&mut self, range: std::ops::Range<usize>, text_offset: u64) -> Result<Option<Header>, Refusal> {
        self.lines += 1;
        let line = without_end(self.text.bytes(range));
        if text_offset + line.len() as u64 > self.limits.header_bytes {
            return Err(Refusal::HeaderTooLong { line: self.lines, limit_bytes: self.limits.header_bytes });
        }
        self.header_text.extend_from_slice(line);
        self.header_text.push(b'\n');
        match &mut self.reader {
            Some(reader) => {
                let header = reader.line(line, &mut self.warnings)?;
                let found = header.as_ref().map_or(0, |header| header.samples.len() as u64);
                let (line, limit) = (self.lines, self.limits.samples);
                if found > limit { Err(Refusal::TooManySamples { line, found, limit }) } else { Ok(header) }
            }
            None => Ok(None),
        }
    }

    /// No more text comes: the header, if only the line end of its last line is missing, or what is wrong.
    fn end(&mut self, stop: Stop) -> Result<Header, Refusal> {
        let cut = match stop {
            Stop::Cut(cut) => Some(cut),
            Stop::End | Stop::Pause => None,
        };
        if self.reader.is_none() {
            if self.text.waiting().is_empty() {
                return Err(cut.map_or(Refusal::Empty, |cut| Refusal::HeaderCut { line: 1, text_bytes: 0, cut }));
            }
            self.start()?;
            if let Some(header) = self.whole_lines()? {
                return Ok(header);
            }
        }
        let text_offset = self.text.text_offset();
        let header_cut = |line, cut| Err(Refusal::HeaderCut { line, text_bytes: text_offset, cut });
        if let Some(cut) = cut {
            return header_cut(self.lines + 1, cut);
        }
        let range = self.text.last_line();
        if range.is_empty() {
            return Err(Refusal::NoColumnNames { line: self.lines + 1, text: String::new() });
        }
        if !self.text.bytes(range.clone()).starts_with(b"#CHROM\t") {
            return header_cut(self.lines + 1, Cut::InsideLine);
        }
        self.unended = Some(shorten(without_end(self.text.bytes(range.clone()))));
        let header = self.line(range, text_offset)?;
        header.ok_or_else(|| Refusal::NoColumnNames { line: self.lines + 1, text: String::new() })
    }
}
