//! Pieces of a file, put together in order.
//!
//! Owns what only the whole file can say: numbers of lines, what stood before, how it ends. Must not know who read
//! a piece.

use std::sync::Arc;

use super::{
    Cut, Effect, Ending, Problem, Refusal, Warning,
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
    max_memory_bytes: u64,
    /// What the table's parts take.
    table_bytes: u64,
}

/// A table past this size first asks whether there is room for more.
const LARGE_BYTES: u64 = 512 << 20;
/// What the next rows and everything beside them may take.
const SPARE_BYTES: usize = 64 << 20;

/// Whether there is still some memory to be had: to ask is no fault, to run out of it would be.
fn has_spare_memory() -> bool {
    Vec::<u8>::new().try_reserve_exact(SPARE_BYTES).is_ok()
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
            max_memory_bytes: plan.limits.memory_bytes,
            table_bytes: 0,
        }
    }

    /// What is there is kept, and said to be a part.
    fn memory_ends(&mut self) {
        let last = self.table.rows().checked_sub(1).and_then(|row| self.table.origin(row));
        self.cut(Cut::Memory, last.map_or(self.lines, |origin| origin.line), self.next);
        self.tell_provisional();
    }

    fn cut(&mut self, cut: Cut, line: u64, file_bytes: u64) {
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
            self.table_bytes += self.table.parts().last().map_or(0, |part| part.heap_bytes() as u64);
        }
        if self.table.rows() > self.max_rows {
            let line = self.table.origin(self.max_rows).map_or(0, |origin| origin.line);
            return Err(Refusal::TooManyRows { line, limit: self.max_rows });
        }
        let is_whole = facts.end.is_some();
        if let Some(end) = facts.end {
            self.end(end)?;
        }
        if self.ending.is_none() && self.is_full() {
            self.memory_ends();
        }
        Ok(is_whole)
    }

    fn is_full(&self) -> bool {
        self.table_bytes > self.max_memory_bytes || (self.table_bytes > LARGE_BYTES && !has_spare_memory())
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
                self.cut(cut, before + line, file_bytes);
            }
        }
        if self.ending.is_some() {
            self.tell_provisional();
        }
        Ok(())
    }
}
