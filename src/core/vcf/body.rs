//! The lines after the header: records into the table, oddities into the list, numbers into the summary.
//!
//! Must not know where lines come from.

use std::sync::Arc;

use crate::{
    quality,
    records::{Columns, NewRecord, RecordTable},
};

use super::{
    Effect, Limits, Problem, Refusal, Warning,
    checks::Checker,
    extract::{self, Extractor},
    header::Header,
    line::{self, Fault},
    problem::shorten,
    warnings::WarningList,
};

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Counted from 1.
    pub(super) line: u64,
    /// First byte in the unpacked text, counted from 0.
    pub(super) text_offset: u64,
}

/// Everything the records of a file come to.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) header: Header,
    pub(super) table: RecordTable,
    pub(super) warnings: WarningList,
    pub(super) bad_records: u64,
    pub(super) quality: quality::Counter,
    checker: Checker,
    extractor: Extractor,
    /// Samples whose calls are kept.
    samples: Vec<u32>,
    max_rows: u64,
}

impl Body {
    /// Keeps these columns, or those that suit the file.
    pub(super) fn new(header: Header, warnings: WarningList, limits: &Limits, columns: Option<&Columns>) -> Self {
        let extractor = Extractor::new(&header, columns);
        Self {
            header,
            table: RecordTable::new(Arc::new(extractor.columns().clone())),
            warnings,
            bad_records: 0,
            quality: quality::Counter::new(extractor.columns().samples.len()),
            checker: Checker::default(),
            samples: extractor.columns().samples.clone(),
            extractor,
            max_rows: limits.rows,
        }
    }

    /// Takes the next line, without its line end.
    pub(super) fn line(&mut self, line: &[u8], place: Place) -> Result<(), Refusal> {
        let parsed = match line::parse(line, self.header.columns) {
            Ok(parsed) => parsed,
            Err(fault) => {
                self.bad(&fault, place);
                return Ok(());
            }
        };
        let warnings = &mut self.warnings;
        let call = self.checker.record(&parsed, &self.header, &mut |column, problem, text| {
            warnings.add(|| Warning {
                line: Some(place.line),
                column: Some(column),
                problem,
                effect: Effect::Used,
                text: shorten(text),
            });
        });
        let layout = self.checker.layout(&parsed);
        let (table, extractor, quality) = (&mut self.table, &mut self.extractor, &mut self.quality);
        extract::calls(&self.samples, &parsed, call, layout, |calls| {
            let record = NewRecord {
                text_offset: place.text_offset,
                line: place.line,
                contig: parsed.contig,
                position: parsed.position,
                id: present(parsed.id),
                reference: parsed.reference,
                alternates: parsed.alternates,
                quality: parsed.quality,
                filter: present(parsed.filter),
                calls,
            };
            quality.record(&record);
            table.push_with(&record, |part| extractor.values(&parsed, layout, part));
        });
        if self.table.rows() > self.max_rows {
            return Err(Refusal::TooManyRows { line: place.line, limit: self.max_rows });
        }
        Ok(())
    }

    /// Names of the samples that [`Self::quality`] counts.
    pub(super) fn counted_samples(&self) -> Vec<String> {
        let kept = self.samples.iter().take(quality::MAX_SAMPLES);
        kept.filter_map(|sample| self.header.samples.get(*sample as usize).cloned()).collect()
    }

    /// Whether a line can be read as a record with every column it should have.
    pub(super) fn is_whole(&self, line: &[u8]) -> bool {
        line::parse(line, self.header.columns).is_ok()
    }

    #[cold]
    fn bad(&mut self, fault: &Fault<'_>, place: Place) {
        // An empty line, or one that a header forgot, is no record gone bad.
        let is_record = !matches!(fault.problem, Problem::LineEmpty | Problem::MetaAmongRecords);
        self.bad_records += u64::from(is_record);
        self.warnings.add(|| Warning {
            line: Some(place.line),
            column: fault.column,
            problem: fault.problem.clone(),
            effect: Effect::KeptOut,
            text: shorten(fault.text),
        });
    }
}

/// A column's text, unless it says that it is missing.
fn present(text: &[u8]) -> Option<&[u8]> {
    (text != b"." && !text.is_empty()).then_some(text)
}
