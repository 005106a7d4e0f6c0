//! The rows of a file as they are looked at, written piece by piece.
//!
//! Owns how far an export has come. Must not know a worker, nor where the pieces go: whoever drives it calls
//! [`Export::advance`] until it is done, and keeps or forgets what it gave.
//!
//! Rows are written from the table, in their order. VCF records are read again from the file in its own order; a record of
//! which any row was chosen is kept whole and once. A long allele, of which the table keeps only the beginning, is read
//! again as well.

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use super::{BgzfWriter, ExportForm, Exported, about::About, fields::Fields, json, table::Separated, vcf};
use crate::{
    records::{ChosenRows, ColumnKey, PlaceCursor, RecordTable},
    vcf::{DetailError, Lines, Reading},
    wire::{Arrangement, Row},
};

/// Rows of one step, or records.
const STEP_ROWS: u64 = 2_000;
/// Text that one step reads at most, but for what is jumped over.
const STEP_BYTES: u64 = 1 << 20;

/// What somebody wants.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportOrder {
    /// As what.
    pub form: ExportForm,
    /// Name of the file the rows are of.
    pub file_name: String,
    /// What the rows are chosen and sorted by: said in the export.
    pub arrangement: Arrangement,
    /// Columns beyond those that every row has; those that the table lacks are left out.
    pub columns: Vec<ColumnKey>,
}

/// How far a step came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportStep {
    /// There is more.
    More,
    /// Nothing follows.
    Done(Exported),
}

/// An export under way. `S` is a handle on the file that can be had again.
#[derive(Debug)]
pub struct Export<S> {
    form: ExportForm,
    about: About,
    fields: Fields,
    heads: Vec<String>,
    rows: Arc<ChosenRows>,
    source: S,
    /// Nothing was written yet.
    is_new: bool,
    /// Rows done: of a VCF, those of the whole table that were passed.
    done: u64,
    written: u64,
    bytes: u64,
    bgzf: BgzfWriter,
    lines: Option<Lines<S>>,
    places: PlaceCursor,
    /// In the text, of the last record written.
    last_record: Option<u64>,
}

impl<S: Read + Seek + Clone> Export<S> {
    /// Of these rows of a file that was read.
    pub fn new<R: Read>(reading: &Reading<R>, rows: Arc<ChosenRows>, order: &ExportOrder, source: S) -> Self {
        let all_rows = reading.table().map_or(0, RecordTable::rows);
        let about = About::new(reading, &order.file_name, &order.arrangement, rows.len(all_rows));
        let fields = Fields::new(reading, &order.columns);
        let rows = if order.form == ExportForm::Vcf { in_file_order(rows) } else { rows };
        Self {
            form: order.form,
            heads: fields.heads(),
            about,
            fields,
            rows,
            source,
            is_new: true,
            done: 0,
            written: 0,
            bytes: 0,
            bgzf: BgzfWriter::default(),
            lines: None,
            places: PlaceCursor::default(),
            last_record: None,
        }
    }

    /// Rows to write.
    pub fn rows(&self) -> u64 {
        self.about.rows
    }

    /// Rows behind it.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// Writes on, appending to `out`. After an error there is nothing more to be had.
    pub fn advance<R: Read>(&mut self, reading: &Reading<R>, out: &mut Vec<u8>) -> Result<ExportStep, DetailError> {
        let before = out.len();
        let Some(table) = reading.table() else { return Err(DetailError::NoSuchRow { row: 0 }) };
        if self.form == ExportForm::Vcf {
            self.records(reading, table, out)?;
        } else {
            let mut text = String::new();
            self.cells(reading, table, &mut text)?;
            out.extend_from_slice(text.as_bytes());
        }
        self.is_new = false;
        let is_done = self.done >= self.rows();
        if is_done && self.form == ExportForm::Vcf {
            std::mem::take(&mut self.bgzf).finish(out);
        }
        self.bytes += (out.len() - before) as u64;
        Ok(if is_done { ExportStep::Done(self.exported()) } else { ExportStep::More })
    }

    fn exported(&self) -> Exported {
        Exported {
            form: self.form,
            file_name: self.about.file_name(self.form, self.written),
            written: self.written,
            bytes: self.bytes,
            is_partial: self.about.partial.is_some(),
        }
    }

    fn cells<R: Read>(
        &mut self,
        reading: &Reading<R>,
        table: &RecordTable,
        out: &mut String,
    ) -> Result<(), DetailError> {
        let separated = match self.form {
            ExportForm::Csv => Some(Separated::ByCommas),
            ExportForm::Tsv => Some(Separated::ByTabs),
            ExportForm::Json | ExportForm::Vcf => None,
        };
        if self.is_new {
            match separated {
                Some(separated) => separated.start(&self.about, &self.heads, out),
                None => json::start(&self.about, &self.heads, out),
            }
        }
        let end = self.rows().min(self.done + STEP_ROWS);
        let rows = Arc::clone(&self.rows);
        for number in rows.range(self.done, end) {
            let row = table.row(number, &self.fields.extras).ok_or(DetailError::NoSuchRow { row: number })?;
            let row = self.whole_alleles(reading, table, number, row)?;
            let values = self.fields.values(row);
            match separated {
                Some(separated) => separated.row(&values, out),
                None => json::row(&self.heads, &values, self.written == 0, out),
            }
            self.written += 1;
            self.done += 1;
            if out.len() as u64 > STEP_BYTES {
                break;
            }
        }
        if separated.is_none() && self.done >= self.rows() {
            json::end(out);
        }
        Ok(())
    }

    /// The row with both alleles as the file has them.
    fn whole_alleles<R: Read>(
        &mut self,
        reading: &Reading<R>,
        table: &RecordTable,
        number: u64,
        mut row: Row,
    ) -> Result<Row, DetailError> {
        let is_cut = |allele: &str, length: u32| allele.len() < length as usize;
        let alternate_is_cut = row.alternate.as_deref().is_some_and(|allele| is_cut(allele, row.alternate_length));
        if !alternate_is_cut && !is_cut(&row.reference, row.reference_length) {
            return Ok(row);
        }
        let index = table.origin(number).map_or(0, |origin| origin.alternate_index);
        let line = self.line(reading, table, number)?;
        let mut columns = line.split(|byte| *byte == b'\t').skip(3);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if let (Some(reference), Some(alternates)) = (columns.next(), columns.next()) {
            row.reference = text(reference);
            row.alternate = alternates.split(|byte| *byte == b',').nth(index).map(text);
        }
        Ok(row)
    }

    fn records<R: Read>(
        &mut self,
        reading: &Reading<R>,
        table: &RecordTable,
        out: &mut Vec<u8>,
    ) -> Result<(), DetailError> {
        if self.is_new {
            let header = vcf::header(reading.header_text().unwrap_or_default(), &self.about);
            self.bgzf.write(&header, out);
        }
        let end = self.rows().min(self.done + STEP_ROWS);
        let mut read_bytes = 0;
        let rows = Arc::clone(&self.rows);
        for number in rows.range(self.done, end) {
            let place = self.places.place(table, number).ok_or(DetailError::NoSuchRow { row: number })?;
            self.done += 1;
            if self.last_record == Some(place.text_offset) {
                continue;
            }
            let before = self.last_record.replace(place.text_offset).unwrap_or(place.text_offset);
            let mut line = self.line(reading, table, number)?;
            line.push(b'\n');
            self.bgzf.write(&line, out);
            self.written += 1;
            read_bytes += (place.text_offset - before).min(STEP_BYTES) + line.len() as u64;
            if read_bytes > STEP_BYTES {
                break;
            }
        }
        Ok(())
    }

    /// The line of a row's record, read again.
    fn line<R: Read>(&mut self, reading: &Reading<R>, table: &RecordTable, row: u64) -> Result<Vec<u8>, DetailError> {
        let place = self.places.place(table, row).ok_or(DetailError::NoSuchRow { row })?;
        if !self.lines.as_ref().is_some_and(|lines| reading.leads_to(lines, place.text_offset)) {
            self.lines = reading.lines_from(self.source.clone(), place.text_offset)?;
        }
        let line = self.lines.as_mut().and_then(|lines| lines.line_at(place.text_offset)).unwrap_or_default();
        let position =
            line.split(|byte| *byte == b'\t').nth(1).and_then(|text| str::from_utf8(text).ok()?.parse().ok());
        if position != Some(place.position) {
            return Err(DetailError::Changed { line: table.origin(row).map_or(0, |origin| origin.line) });
        }
        Ok(line.to_vec())
    }
}

/// The same rows as the file has them.
fn in_file_order(rows: Arc<ChosenRows>) -> Arc<ChosenRows> {
    let ChosenRows::These(sorted) = &*rows else { return rows };
    let mut numbers = sorted.clone();
    numbers.sort_unstable();
    Arc::new(ChosenRows::These(numbers))
}

#[cfg(test)]
mod tests;
