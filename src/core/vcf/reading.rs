//! Reads a file in steps, so that whoever drives it can do other things in between.
//!
//! Owns the order of things: unpack, header, records, ending. Must not know threads, clocks or events.

use std::io::Read;

use crate::{
    quality,
    records::{Columns, RecordTable},
    wire::{FileSummary, Progress},
};

use super::{
    Cut, Effect, Ending, Limits, Problem, Refusal, Warning,
    body::{Body, Place},
    header::{Header, HeaderReader},
    problem::shorten,
    sniff,
    source::TextSource,
    text::{TextWindow, without_end},
    unpack::Stop,
    warnings::WarningList,
};

/// Sample names that a summary lists.
const LISTED_SAMPLES: usize = 100;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more.
    More,
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
    pub(super) source: TextSource<R>,
    text: TextWindow,
    phase: Phase,
    limits: Limits,
    /// What to keep; `None` for what suits the file.
    columns: Option<Columns>,
    line: u64,
    file_bytes: u64,
    ending: Option<Ending>,
}

enum Phase {
    Start,
    Header(Box<(HeaderReader, WarningList)>),
    Records(Box<Body>),
}

impl std::fmt::Debug for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Start => "Start",
            Self::Header(_) => "Header",
            Self::Records(_) => "Records",
        })
    }
}

impl<R: Read> Reading<R> {
    /// Looks at the first bytes of a file of this size.
    pub fn open(source: R, file_bytes: u64, limits: Limits) -> Result<Self, Refusal> {
        Ok(Self {
            source: TextSource::open(source, &limits)?,
            text: TextWindow::new(),
            phase: Phase::Start,
            limits,
            columns: None,
            line: 0,
            file_bytes,
            ending: None,
        })
    }

    /// Keeps these columns instead of those that suit the file.
    #[must_use]
    pub fn with_columns(self, columns: Option<Columns>) -> Self {
        Self { columns, ..self }
    }

    /// Reads on for about so many bytes of the file as stored.
    ///
    /// After a refusal the reading is of no more use.
    pub fn advance(&mut self, budget_bytes: u64) -> Result<Step, Refusal> {
        let until = self.source.file_offset().saturating_add(budget_bytes);
        while self.ending.is_none() && self.source.file_offset() < until {
            match self.source.read(self.text.room()) {
                Ok(bytes) => {
                    self.text.filled(bytes);
                    self.lines()?;
                }
                Err(stop) => self.end(stop)?,
            }
        }
        Ok(if self.ending.is_some() { Step::Done } else { Step::More })
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        Progress {
            read_bytes: self.source.file_offset(),
            file_bytes: self.file_bytes,
            records: self.table().map_or(0, RecordTable::records),
            rows: self.table().map_or(0, RecordTable::rows),
        }
    }

    /// The rows so far; `None` before the header was read.
    pub fn table(&self) -> Option<&RecordTable> {
        self.body().map(|body| &body.table)
    }

    /// Whether the end of the file was seen; `None` while reading.
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// What was found so far; final once [`Self::advance`] gave [`Step::Done`].
    pub fn summary(&self) -> FileSummary {
        let no_header = Header::default();
        let body = self.body();
        let header = body.map_or(&no_header, |body| &body.header);
        let counts = body.map(|body| body.quality.counts().clone()).unwrap_or_default();
        let quality = quality::Summary {
            samples: body.map(Body::counted_samples).unwrap_or_default(),
            counts,
            declared: header.declared.clone(),
        };
        FileSummary {
            file_bytes: self.file_bytes,
            compression: self.source.compression(),
            format: self.source.format(),
            format_version: header.format_version.clone(),
            assembly: header.assembly,
            sample_count: header.samples.len() as u64,
            sample_names: header.samples.iter().take(LISTED_SAMPLES).cloned().collect(),
            synthetic: header.is_synthetic,
            records: body.map_or(0, |body| body.table.records()),
            rows: body.map_or(0, |body| body.table.rows()),
            bad_records: body.map_or(0, |body| body.bad_records),
            transitions: u64::from(quality.counts.transitions.all.transitions),
            transversions: u64::from(quality.counts.transitions.all.transversions),
            quality: Box::new(quality),
            warnings: body.map(|body| body.warnings.list().to_vec()).unwrap_or_default(),
            warning_count: body.map_or(0, |body| body.warnings.count()),
            ending: self.ending.unwrap_or(self.partial(Cut::Unreadable)),
        }
    }

    pub(super) fn body(&self) -> Option<&Body> {
        match &self.phase {
            Phase::Records(body) => Some(body),
            Phase::Start | Phase::Header(_) => None,
        }
    }

    fn lines(&mut self) -> Result<(), Refusal> {
        if matches!(self.phase, Phase::Start) && self.text.waiting().len() >= sniff::SNIFF_BYTES {
            self.start()?;
        }
        while !matches!(self.phase, Phase::Start) {
            let text_offset = self.text.text_offset();
            let Some(range) = self.text.next_line() else { break };
            self.line += 1;
            let place = Place { line: self.line, text_offset };
            let line = without_end(self.text.bytes(range));
            self.phase.line(line, place, &self.limits, self.columns.as_ref())?;
        }
        if self.text.waiting().len() as u64 > self.limits.line_bytes {
            return Err(Refusal::LineTooLong { line: self.line + 1, limit_bytes: self.limits.line_bytes });
        }
        Ok(())
    }

    /// Enough text is there to see what it is.
    fn start(&mut self) -> Result<(), Refusal> {
        if self.text.waiting().starts_with(BYTE_ORDER_MARK) {
            self.text.skip(BYTE_ORDER_MARK.len());
        }
        let waiting = self.text.waiting();
        sniff::text(waiting.get(..sniff::SNIFF_BYTES).unwrap_or(waiting))?;
        self.phase = Phase::Header(Box::new((HeaderReader::new(), WarningList::default())));
        Ok(())
    }

    /// No more text comes.
    fn end(&mut self, stop: Stop) -> Result<(), Refusal> {
        if matches!(self.phase, Phase::Start) {
            self.nothing_yet(stop)?;
            self.start()?;
            self.lines()?;
        }
        let cut = match stop {
            // A line that the cut went through is neither good nor bad.
            Stop::Cut(cut) => Some(cut),
            Stop::End => self.unended_line()?,
        };
        if matches!(self.phase, Phase::Header(_)) {
            let text_bytes = self.text.text_offset();
            return Err(match cut {
                Some(cut) => Refusal::HeaderCut { line: self.line + 1, text_bytes, cut },
                None => Refusal::NoColumnNames { line: self.line + 1, text: String::new() },
            });
        }
        let ending = cut.map_or(Ending::Whole, |cut| self.partial(cut));
        self.ending = Some(ending);
        self.finish(ending);
        Ok(())
    }

    /// The file ended before there was enough text to judge.
    fn nothing_yet(&self, stop: Stop) -> Result<(), Refusal> {
        if !self.text.waiting().is_empty() {
            return Ok(());
        }
        Err(match stop {
            Stop::End => Refusal::Empty,
            Stop::Cut(cut) => Refusal::HeaderCut { line: 1, text_bytes: 0, cut },
        })
    }

    /// The last line, if it has no line end: taken if it is whole, else the cut that it shows.
    fn unended_line(&mut self) -> Result<Option<Cut>, Refusal> {
        let text_offset = self.text.text_offset();
        let range = self.text.last_line();
        if range.is_empty() {
            return Ok(None);
        }
        let line = without_end(self.text.bytes(range));
        let place = Place { line: self.line + 1, text_offset };
        if !self.phase.is_whole(line) {
            return Ok(Some(Cut::InsideLine));
        }
        let text = shorten(line);
        self.line += 1;
        self.phase.line(line, place, &self.limits, self.columns.as_ref())?;
        if let Phase::Records(body) = &mut self.phase {
            body.warnings.add(|| Warning {
                line: Some(place.line),
                column: None,
                problem: Problem::NoLineEnd,
                effect: Effect::Used,
                text,
            });
        }
        Ok(None)
    }

    fn finish(&mut self, ending: Ending) {
        let Phase::Records(body) = &mut self.phase else { return };
        body.table.finish();
        if let Ending::Partial { line, .. } = ending {
            body.warnings.add(|| Warning {
                line: Some(line),
                column: None,
                problem: Problem::Partial(ending),
                effect: Effect::Used,
                text: String::new(),
            });
        }
    }

    fn partial(&self, cut: Cut) -> Ending {
        Ending::Partial { cut, line: self.line, file_bytes: self.source.file_offset() }
    }
}

impl Phase {
    fn line(&mut self, line: &[u8], place: Place, limits: &Limits, columns: Option<&Columns>) -> Result<(), Refusal> {
        let header = match self {
            Self::Records(body) => return body.line(line, place),
            Self::Start => return Ok(()),
            Self::Header(reader) => {
                let (reader, warnings) = &mut **reader;
                if place.text_offset + line.len() as u64 > limits.header_bytes {
                    return Err(Refusal::HeaderTooLong { line: place.line, limit_bytes: limits.header_bytes });
                }
                let Some(header) = reader.line(line, warnings)? else { return Ok(()) };
                (header, std::mem::take(warnings))
            }
        };
        *self = Self::Records(Box::new(Body::new(header.0, header.1, limits, columns)));
        Ok(())
    }

    /// Whether a line without its end can be all of it.
    fn is_whole(&self, line: &[u8]) -> bool {
        match self {
            Self::Records(body) => body.is_whole(line),
            Self::Start | Self::Header(_) => line.starts_with(b"#CHROM\t"),
        }
    }
}

#[cfg(test)]
mod tests;
