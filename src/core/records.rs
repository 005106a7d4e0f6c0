//! The table of a file: one row per alternate allele, in columns, a few bytes a row.
//!
//! Owns how rows are stored and handed out in windows. Must not know how a file is packed or parsed.
//!
//! A genome has five million rows and a tab has little memory, so rows live in parts ([`part`]): no
//! reallocation ever copies the table, each column of a part takes as few bytes as its values need
//! ([`packed`]), short alleles are packed in four bytes ([`alleles`]), and texts that repeat are numbered
//! ([`intern`]). The line a row came from is known by its place in the text, so nothing else is kept.

mod alleles;
mod arena;
mod columns;
mod encode;
mod figures;
mod genotype;
mod intern;
mod kind;
mod packed;
mod part;
mod places;
mod rows;
mod select;
mod sort;

use std::sync::Arc;

use crate::wire::{AlleleCounts, Row};

pub use self::{
    columns::{
        AnnotationPart, ColumnKey, Columns, Count, ExtraColumn, Figure, MISSING_FLOAT, SortKey, Storage, Value,
        store_float, store_signed, store_whole,
    },
    part::Part,
    rows::{ChosenRows, RowSet},
    select::{MissingColumns, Selection},
};
pub(crate) use self::{figures::Figures, part::ColumnData, places::PlaceCursor};

/// Longest piece of an allele that the table keeps; the whole is in the file.
pub const ALLELE_DISPLAY_BYTES: usize = 200;

/// Rows after which a table that is filled record by record begins a new part.
pub const PART_ROWS: usize = 1 << 16;

/// Alternate alleles that one record can have: its rows share a part.
pub const MAX_ALTERNATES: usize = 4096;

/// What a record says, as found on its line.
#[derive(Clone, Copy, Debug)]
pub struct NewRecord<'a> {
    /// Where its line starts in the unpacked text, counted in bytes from 0.
    pub text_offset: u64,
    /// Number of its line, counted from 1.
    pub line: u64,
    /// CHROM.
    pub contig: &'a [u8],
    /// POS.
    pub position: u32,
    /// ID; `None` for a dot.
    pub id: Option<&'a [u8]>,
    /// REF.
    pub reference: &'a [u8],
    /// ALT, comma-separated as on the line; `None` for a dot.
    pub alternates: Option<&'a [u8]>,
    /// QUAL.
    pub quality: Option<f32>,
    /// FILTER; `None` for a dot.
    pub filter: Option<&'a [u8]>,
    /// What it says of each sample that the table keeps.
    pub calls: &'a [NewCall<'a>],
}

/// What a record says of one sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NewCall<'a> {
    /// GT.
    pub genotype: Option<&'a [u8]>,
    /// DP.
    pub depth: Option<u32>,
    /// GQ.
    pub genotype_quality: Option<u32>,
    /// AD as on the line, reads of REF and of each ALT: counted, not kept.
    pub allele_depths: Option<&'a [u8]>,
}

/// Where a row's record stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Where its line starts in the unpacked text, counted in bytes from 0.
    pub text_offset: u64,
    /// Number of its line, counted from 1.
    pub line: u64,
    /// Which of the record's alternates the row is about, counted from 0.
    pub alternate_index: usize,
}

/// All rows of a file.
#[derive(Debug, Default)]
pub struct RecordTable {
    columns: Arc<Columns>,
    parts: Vec<Part>,
    rows: u64,
    records: u64,
}

impl RecordTable {
    /// A table with these columns and no rows yet.
    pub fn new(columns: Arc<Columns>) -> Self {
        Self { columns, parts: Vec::new(), rows: 0, records: 0 }
    }

    /// The columns that rows have values for.
    pub fn columns(&self) -> &Arc<Columns> {
        &self.columns
    }

    /// The rows in runs, in file order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Rows so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Records so far.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Bytes that the table holds, roughly.
    pub fn heap_bytes(&self) -> usize {
        self.parts.iter().map(Part::heap_bytes).sum()
    }

    /// Adds a record's rows: one per alternate, or one when it has none. See [`Part::push`].
    pub fn push(&mut self, record: &NewRecord<'_>, extras: &[u32]) {
        self.push_with(record, |_| extras);
    }

    /// The same where the values of the extra columns depend on the part that takes the record.
    pub fn push_with<'e>(&mut self, record: &NewRecord<'_>, extras: impl FnOnce(&mut Part) -> &'e [u32]) {
        let has_room = self.parts.last().is_some_and(|last| last.rows() < PART_ROWS && last.can_take(record));
        if !has_room {
            self.finish();
            let mut part = Part::new(&self.columns);
            part.place(self.rows);
            self.parts.push(part);
        }
        if let Some(last) = self.parts.last_mut() {
            let rows_before = last.rows();
            let extras = extras(last);
            last.push(record, extras);
            self.rows += (last.rows() - rows_before) as u64;
            self.records += 1;
        }
    }

    /// Adds a run of rows that follow those so far.
    pub fn append(&mut self, mut part: Part) {
        part.place(self.rows);
        part.finish();
        self.rows += part.rows() as u64;
        self.records += part.records();
        self.parts.push(part);
    }

    /// Gives back what the growing table held in reserve; called when the file is read.
    pub fn finish(&mut self) {
        if let Some(last) = self.parts.last_mut() {
            last.finish();
        }
    }

    /// Rows from `first` on, at most `count`, with the values of these columns.
    pub fn window(&self, first: u64, count: u32, keys: &[ColumnKey]) -> Vec<Row> {
        let end = self.rows.min(first.saturating_add(u64::from(count)));
        (first..end).filter_map(|row| self.row(row, keys)).collect()
    }

    /// One row for display, with the values of these columns; `None` past the end.
    pub fn row(&self, row: u64, keys: &[ColumnKey]) -> Option<Row> {
        let (part, index) = self.find(row)?;
        let mut shown = part.row(index)?;
        shown.values = keys.iter().map(|key| part.value(key, &self.columns, index)).collect();
        Some(shown)
    }

    /// What is counted over a group for a row's allele; `None` where the group is not counted.
    pub fn allele_counts(&self, row: u64, group: u32) -> Option<AlleleCounts> {
        let (part, index) = self.find(row).filter(|_| self.columns.has_counts(group))?;
        let figures = Figures::new(part, &self.columns, group);
        Some(AlleleCounts {
            counts: Count::ALL.map(|count| figures.count(count, index)),
            hardy_weinberg: figures.get(Figure::HardyWeinberg, index),
        })
    }

    /// Where the record of a row stands in the file; `None` past the end.
    pub fn origin(&self, row: u64) -> Option<Origin> {
        let (part, index) = self.find(row)?;
        part.origin(index)
    }

    /// The part that holds a row, and the row's index in it.
    pub(crate) fn find(&self, row: u64) -> Option<(&Part, usize)> {
        let at = self.parts.partition_point(|part| part.first_row() <= row).checked_sub(1)?;
        let part = self.parts.get(at)?;
        let index = usize::try_from(row - part.first_row()).ok()?;
        (index < part.rows()).then_some((part, index))
    }
}

#[cfg(test)]
mod tests;
