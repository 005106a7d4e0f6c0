//! The table of a file: one row per alternate allele, in columns, a few bytes a row.
//!
//! Owns how rows are stored and handed out in windows. Must not know how a file is packed or parsed.
//!
//! A genome has five million rows and a tab has little memory, so rows live in chunks of 65,536: no
//! reallocation ever copies the table, each column of a chunk takes as few bytes as its values need
//! ([`packed`]), short alleles are packed in four bytes ([`alleles`]), and texts that repeat are numbered
//! ([`intern`]). The line a row came from is known by its place in the text, so nothing else is kept.

mod alleles;
mod arena;
mod chunk;
mod genotype;
mod intern;
mod packed;

use crate::wire::Row;

use self::{alleles::AlleleStore, arena::Arena, chunk::Chunk, intern::Interner};

pub use self::chunk::CHUNK_ROWS;

/// Longest piece of an allele that the table keeps; the whole is in the file.
pub const ALLELE_DISPLAY_BYTES: usize = 200;

/// Different values that a numbered column can hold.
pub const MAX_DISTINCT: usize = 1 << 16;

/// Alternate alleles that one record can have: its rows share a chunk.
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
    /// First sample's GT.
    pub genotype: Option<&'a [u8]>,
    /// First sample's DP.
    pub depth: Option<u32>,
    /// First sample's GQ.
    pub genotype_quality: Option<u32>,
}

/// A column had more different values than [`MAX_DISTINCT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// CHROM.
    Contigs,
    /// FILTER.
    Filters,
    /// GT.
    Genotypes,
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
    chunks: Vec<Chunk>,
    rows: u64,
    records: u64,
    contigs: Interner,
    filters: Interner,
    genotypes: Interner,
    alleles: AlleleStore,
    ids: Arena,
}

impl RecordTable {
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
        self.chunks.iter().map(Chunk::heap_bytes).sum::<usize>() + self.alleles.heap_bytes() + self.ids.heap_bytes()
    }

    /// Adds a record's rows: one per alternate, or one when it has none.
    pub fn push(&mut self, record: &NewRecord<'_>) -> Result<(), Full> {
        let contig = self.contigs.number(record.contig).ok_or(Full::Contigs)?;
        let filter = match record.filter {
            Some(filter) => 1 + u32::from(self.filters.number(filter).ok_or(Full::Filters)?),
            None => 0,
        };
        let genotype = match record.genotype {
            Some(genotype) => 1 + u32::from(self.genotypes.number(genotype).ok_or(Full::Genotypes)?),
            None => 0,
        };
        let mut row = chunk::PackedRow {
            contig: u32::from(contig),
            position: record.position,
            id: alleles::pack_id(record.id, &mut self.ids),
            alleles: 0,
            quality: record.quality,
            filter,
            genotype,
            depth: record.depth,
            genotype_quality: record.genotype_quality,
        };
        let (alleles, chunks) = (&mut self.alleles, &mut self.chunks);
        let chunk = room_for_record(chunks, record);
        let mut added = 0;
        match record.alternates {
            None => {
                row.alleles = alleles.pack(record.reference, None);
                chunk.push(&row);
                added += 1;
            }
            Some(alternates) => {
                for alternate in alternates.split(|byte| *byte == b',') {
                    row.alleles = alleles.pack(record.reference, Some(alternate));
                    chunk.push(&row);
                    added += 1;
                }
            }
        }
        self.rows += added;
        self.records += 1;
        Ok(())
    }

    /// Gives back what the growing table held in reserve; called when the file is read.
    pub fn finish(&mut self) {
        if let Some(last) = self.chunks.last_mut() {
            last.shrink();
        }
    }

    /// Rows from `first` on, at most `count`.
    pub fn window(&self, first: u64, count: u32) -> Vec<Row> {
        let end = self.rows.min(first.saturating_add(u64::from(count)));
        (first..end).filter_map(|row| self.row(row)).collect()
    }

    /// One row for display; `None` past the end.
    pub fn row(&self, row: u64) -> Option<Row> {
        let (chunk, index) = self.find(row)?;
        let packed = chunk.get(index)?;
        let alleles = self.alleles.unpack(packed.alleles);
        let genotype = packed.genotype.checked_sub(1).map(|number| self.genotypes.text(number));
        let copies = match (&genotype, &alleles.alternate) {
            (Some(genotype), Some(_)) => genotype::copies(genotype, chunk.alternate_index(index) + 1),
            _ => None,
        };
        Some(Row {
            contig: self.contigs.text(packed.contig),
            position: packed.position,
            id: alleles::unpack_id(packed.id, &self.ids),
            reference: alleles.reference,
            reference_length: alleles.reference_length,
            alternate: alleles.alternate,
            alternate_length: alleles.alternate_length,
            quality: packed.quality,
            filter: packed.filter.checked_sub(1).map(|number| self.filters.text(number)),
            genotype,
            copies,
            depth: packed.depth,
            genotype_quality: packed.genotype_quality,
        })
    }

    /// Where the record of a row stands in the file; `None` past the end.
    pub fn origin(&self, row: u64) -> Option<Origin> {
        let (chunk, index) = self.find(row)?;
        Some(chunk.origin(index))
    }

    fn find(&self, row: u64) -> Option<(&Chunk, usize)> {
        let at = self.chunks.partition_point(|chunk| chunk.first_row() <= row).checked_sub(1)?;
        let chunk = self.chunks.get(at)?;
        let index = usize::try_from(row - chunk.first_row()).ok()?;
        (index < chunk.rows()).then_some((chunk, index))
    }
}

/// The chunk that takes the record's rows: the last, or a new one.
fn room_for_record<'a>(chunks: &'a mut Vec<Chunk>, record: &NewRecord<'_>) -> &'a mut Chunk {
    let rows = record.alternates.map_or(1, |alternates| 1 + memchr::memchr_iter(b',', alternates).count());
    let mut next_row = Some(0);
    if let Some(last) = chunks.last_mut() {
        if last.begin_record(record.text_offset, record.line, rows) {
            next_row = None;
        } else {
            last.shrink();
            next_row = Some(last.first_row() + last.rows() as u64);
        }
    }
    if let Some(first_row) = next_row {
        chunks.push(Chunk::new(first_row, record.text_offset, record.line));
    }
    let last = chunks.len() - 1;
    &mut chunks[last]
}

#[cfg(test)]
mod tests;
