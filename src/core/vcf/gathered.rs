//! Pieces of a file, put together in order.
//!
//! Owns what only the whole file can say: numbers of lines, what stood before, how it ends. Must not know who read
//! a piece.

use std::sync::Arc;

use super::{
    Effect, Ending, Problem, Refusal, Warning,
    checks::Edge,
    findings::Settler,
    plan::Plan,
    provisional,
    segment::{Outcome, Piece, PieceEnd},
    unpack::Entry,
    warnings::WarningList,
};
use crate::{quality, records::RecordTable};

/// What the pieces so far come to.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) table: RecordTable,
    pub(super) warnings: WarningList,
    pub(super) bad_records: u64,
    pub(super) quality: quality::Counts,
    pub(super) entries: Vec<Entry>,
    pub(super) ending: Option<Ending>,
    /// In the file: where the next segment starts.
    pub(super) next: u64,
    /// What the lines of whole segments leave behind.
    pub(super) edge: Edge,
    settler: Settler,
    provisional: provisional::Marked,
    /// Of whole segments.
    lines: u64,
    text_bytes: u64,
    records: u64,
    max_rows: u64,
}

impl Gathered {
    pub(super) fn new(plan: &Plan, warnings: WarningList) -> Self {
        Self {
            table: RecordTable::new(Arc::clone(&plan.columns)),
            warnings,
            bad_records: 0,
            quality: quality::Counter::new(plan.columns.samples.len()).counts().clone(),
            entries: Vec::new(),
            ending: None,
            next: 0,
            edge: Edge::default(),
            settler: Settler::default(),
            provisional: None,
            lines: 0,
            text_bytes: 0,
            records: 0,
            max_rows: plan.limits.rows,
        }
    }

    /// All that comes are regions, behind a header of so many lines.
    pub(super) fn begin_regions(&mut self, lines: u64, is_empty: bool) {
        self.lines = lines;
        self.settler.pass_scattered();
        self.ending = is_empty.then_some(Ending::Regions);
    }

    /// The next segment starts somewhere else in the file.
    pub(super) fn begin_at(&mut self, file_offset: u64) {
        (self.next, self.edge) = (file_offset, Edge::default());
    }

    /// The last of all regions is there.
    pub(super) fn regions_end(&mut self) {
        self.ending.get_or_insert(Ending::Regions);
        self.tell_provisional();
    }

    fn tell_provisional(&mut self) {
        if let Some(warning) = provisional::warning(self.provisional.take()) {
            self.warnings.add_first(warning);
        }
    }

    /// Text of whole segments.
    pub(super) fn text_bytes(&self) -> u64 {
        self.text_bytes
    }

    /// Records of whole segments.
    pub(super) fn records(&self) -> u64 {
        self.records
    }

    /// Whether a segment's first piece starts where the last one ended, and guessed right what that leaves behind.
    pub(super) fn fits(&self, piece: &Piece) -> bool {
        piece.facts.start == Some(self.next) && piece.facts.before == self.edge
    }

    /// Adds the next piece; tells whether its segment is whole.
    pub(super) fn add(&mut self, piece: Piece) -> Result<bool, Refusal> {
        let Piece { mut part, found, facts } = piece;
        self.settler.settle(found.findings, found.contigs, self.lines, self.records, &mut self.warnings);
        self.bad_records += found.bad_records;
        provisional::merge(&mut self.provisional, found.provisional, self.lines);
        self.quality.merge(&found.quality);
        let moved = |entry: Entry| Entry { text_offset: entry.text_offset + self.text_bytes, ..entry };
        self.entries.extend(facts.entries.into_iter().map(moved));
        if part.rows() > 0 {
            part.shift(self.text_bytes, self.lines);
            self.table.append(part);
        }
        if self.table.rows() > self.max_rows {
            let line = self.table.origin(self.max_rows).map_or(0, |origin| origin.line);
            return Err(Refusal::TooManyRows { line, limit: self.max_rows });
        }
        match facts.end {
            None => Ok(false),
            Some(end) => self.end(end).map(|()| true),
        }
    }

    fn end(&mut self, end: PieceEnd) -> Result<(), Refusal> {
        let before = self.lines;
        self.lines += end.lines;
        self.text_bytes += end.text_bytes;
        self.records = self.table.records();
        (self.next, self.edge) = (end.next, end.after);
        match end.outcome {
            Outcome::Next => {}
            Outcome::Refused(Refusal::LineTooLong { line, limit_bytes }) => {
                return Err(Refusal::LineTooLong { line: before + line, limit_bytes });
            }
            Outcome::Refused(refusal) => return Err(refusal),
            Outcome::File(ending @ (Ending::Whole | Ending::Regions)) => self.ending = Some(ending),
            Outcome::File(Ending::Partial { cut, line, file_bytes }) => {
                let line = before + line;
                let ending = Ending::Partial { cut, line, file_bytes };
                self.warnings.add(Warning {
                    line: Some(line),
                    column: None,
                    problem: Problem::Partial(ending),
                    effect: Effect::Used,
                    text: String::new(),
                });
                self.ending = Some(ending);
            }
        }
        if self.ending.is_some() {
            self.tell_provisional();
        }
        Ok(())
    }
}
