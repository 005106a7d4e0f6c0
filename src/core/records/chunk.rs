//! A run of rows, column by column.
//!
//! Must not know what the numbers in its columns stand for.

use super::{Origin, packed::Packed};

/// Rows of a full chunk.
pub const CHUNK_ROWS: usize = 1 << 16;

/// QUAL that is missing: a NaN no parser makes.
const NO_QUALITY: u32 = u32::MAX;

/// One row as a chunk stores it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PackedRow {
    pub(super) contig: u32,
    pub(super) position: u32,
    pub(super) id: u32,
    pub(super) alleles: u32,
    pub(super) quality: Option<f32>,
    pub(super) filter: u32,
    pub(super) genotype: u32,
    pub(super) depth: Option<u32>,
    pub(super) genotype_quality: Option<u32>,
}

/// At most [`CHUNK_ROWS`] rows; a record's rows are never split between two.
#[derive(Debug)]
pub(super) struct Chunk {
    first_row: u64,
    /// Of the first record.
    text_offset: u64,
    line: u64,
    /// Of the last record.
    last_text_offset: u64,
    last_line: u64,
    /// Step that the next row takes.
    pending: (u32, u32),
    contigs: Packed,
    positions: Packed,
    ids: Packed,
    alleles: Packed,
    qualities: Packed,
    filters: Packed,
    genotypes: Packed,
    depths: Packed,
    genotype_qualities: Packed,
    /// Bytes of text from the record before to this one; 0 for a further row of the same record.
    text_steps: Packed,
    /// Lines from the record before to this one.
    line_steps: Packed,
}

impl Chunk {
    /// A chunk whose first record stands at this place.
    pub(super) fn new(first_row: u64, text_offset: u64, line: u64) -> Self {
        Self {
            first_row,
            text_offset,
            line,
            last_text_offset: text_offset,
            last_line: line,
            pending: (0, 0),
            contigs: Packed::default(),
            positions: Packed::default(),
            ids: Packed::default(),
            alleles: Packed::default(),
            qualities: Packed::default(),
            filters: Packed::default(),
            genotypes: Packed::default(),
            depths: Packed::default(),
            genotype_qualities: Packed::default(),
            text_steps: Packed::default(),
            line_steps: Packed::default(),
        }
    }

    pub(super) fn first_row(&self) -> u64 {
        self.first_row
    }

    pub(super) fn rows(&self) -> usize {
        self.positions.len()
    }

    /// Announces a record of so many rows; false when it must go to a new chunk.
    pub(super) fn begin_record(&mut self, text_offset: u64, line: u64, rows: usize) -> bool {
        let text_step = u32::try_from(text_offset - self.last_text_offset);
        let line_step = u32::try_from(line - self.last_line);
        let (Ok(text_step), Ok(line_step)) = (text_step, line_step) else { return false };
        if self.rows() + rows > CHUNK_ROWS {
            return false;
        }
        (self.last_text_offset, self.last_line) = (text_offset, line);
        self.pending = (text_step, line_step);
        true
    }

    /// Adds a row of the record announced last.
    #[inline]
    pub(super) fn push(&mut self, row: &PackedRow) {
        self.contigs.push(row.contig);
        self.positions.push(row.position);
        self.ids.push(row.id);
        self.alleles.push(row.alleles);
        self.qualities.push(row.quality.map_or(NO_QUALITY, f32::to_bits));
        self.filters.push(row.filter);
        self.genotypes.push(row.genotype);
        // One more than the value, so that 0 is free for "missing"; u32::MAX itself is no real depth.
        self.depths.push(row.depth.map_or(0, |depth| depth.saturating_add(1)));
        self.genotype_qualities.push(row.genotype_quality.map_or(0, |quality| quality.saturating_add(1)));
        self.text_steps.push(self.pending.0);
        self.line_steps.push(self.pending.1);
        self.pending = (0, 0);
    }

    pub(super) fn get(&self, index: usize) -> Option<PackedRow> {
        let quality = self.qualities.get(index)?;
        Some(PackedRow {
            contig: self.contigs.get(index)?,
            position: self.positions.get(index)?,
            id: self.ids.get(index)?,
            alleles: self.alleles.get(index)?,
            quality: (quality != NO_QUALITY).then(|| f32::from_bits(quality)),
            filter: self.filters.get(index)?,
            genotype: self.genotypes.get(index)?,
            depth: self.depths.get(index)?.checked_sub(1),
            genotype_quality: self.genotype_qualities.get(index)?.checked_sub(1),
        })
    }

    /// Which alternate of its record a row is about, counted from 0.
    pub(super) fn alternate_index(&self, index: usize) -> usize {
        (1..=index).rev().take_while(|row| self.text_steps.get(*row) == Some(0)).count()
    }

    /// Where the record of a row stands. Adds up at most a chunk of steps.
    pub(super) fn origin(&self, index: usize) -> Origin {
        let sum = |steps: &Packed| (0..=index).filter_map(|row| steps.get(row)).map(u64::from).sum::<u64>();
        Origin {
            text_offset: self.text_offset + sum(&self.text_steps),
            line: self.line + sum(&self.line_steps),
            alternate_index: self.alternate_index(index),
        }
    }

    pub(super) fn shrink(&mut self) {
        self.columns_mut().into_iter().for_each(Packed::shrink);
    }

    pub(super) fn heap_bytes(&self) -> usize {
        self.columns().into_iter().map(Packed::heap_bytes).sum()
    }

    fn columns(&self) -> [&Packed; 11] {
        [
            &self.contigs,
            &self.positions,
            &self.ids,
            &self.alleles,
            &self.qualities,
            &self.filters,
            &self.genotypes,
            &self.depths,
            &self.genotype_qualities,
            &self.text_steps,
            &self.line_steps,
        ]
    }

    fn columns_mut(&mut self) -> [&mut Packed; 11] {
        [
            &mut self.contigs,
            &mut self.positions,
            &mut self.ids,
            &mut self.alleles,
            &mut self.qualities,
            &mut self.filters,
            &mut self.genotypes,
            &mut self.depths,
            &mut self.genotype_qualities,
            &mut self.text_steps,
            &mut self.line_steps,
        ]
    }
}
