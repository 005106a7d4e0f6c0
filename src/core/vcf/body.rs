//! Lines after the header: records into a part, oddities into findings, numbers into counts.
//!
//! Must not know where lines come from, nor what stands before the first of them but for its [`Edge`].

use std::sync::Arc;

use crate::{
    quality,
    records::{NewRecord, Part},
};

use super::{
    Effect, Problem,
    checks::{Checker, Edge},
    extract::{self, Extractor},
    findings::{Findings, When},
    line::{self, Fault},
    plan::Plan,
    problem::shorten,
    provisional,
    scan::Separators,
};

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Counted from 1.
    pub(super) line: u64,
    /// First byte in the unpacked text, counted from 0.
    pub(super) text_offset: u64,
}

/// What lines come to.
#[derive(Debug)]
pub(super) struct Body {
    plan: Arc<Plan>,
    checker: Checker,
    extractor: Extractor,
    /// Good records since the start, also those handed over.
    records: u64,
    tally: Tally,
}

/// What can be handed over while reading goes on.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) part: Part,
    pub(super) findings: Findings,
    /// That appear for the first time.
    pub(super) contigs: Vec<Box<[u8]>>,
    pub(super) bad_records: u64,
    pub(super) provisional: provisional::Marked,
    pub(super) quality: quality::Counter,
}

impl Tally {
    fn new(plan: &Plan) -> Self {
        Self {
            part: Part::new(&plan.columns),
            findings: Findings::default(),
            contigs: Vec::new(),
            bad_records: 0,
            provisional: None,
            quality: quality::Counter::new(plan.columns.samples.len()),
        }
    }
}

impl Body {
    /// For the lines after those that left `edge` behind; every value of the first `full_records` is looked at.
    pub(super) fn new(plan: Arc<Plan>, edge: Edge, full_records: u64) -> Self {
        let checker = Checker::after(edge, full_records, &plan.header);
        let extractor = Extractor::new(&plan.header, Some(&plan.columns), &plan.groups);
        Self { checker, extractor, records: 0, tally: Tally::new(&plan), plan }
    }

    /// What the lines so far leave behind.
    pub(super) fn edge(&self) -> Edge {
        self.checker.edge()
    }

    /// Rows not handed over yet.
    pub(super) fn rows(&self) -> usize {
        self.tally.part.rows()
    }

    /// Hands over what the lines since the last time came to.
    pub(super) fn take(&mut self) -> Tally {
        let mut tally = std::mem::replace(&mut self.tally, Tally::new(&self.plan));
        tally.contigs = self.checker.take_new_contigs();
        tally
    }

    /// Takes a line before the first, only to know what it leaves behind.
    pub(super) fn pass(&mut self, line: &[u8]) {
        if let Ok(parsed) = line::parse(line, self.plan.header.columns) {
            self.checker.pass(&parsed, &self.plan.header);
        }
    }

    /// Takes the next line, without its line end.
    pub(super) fn line(&mut self, line: &[u8], tabs: &Separators, place: Place) {
        // Looked at where it lies: to move it would cost as much as to read a column.
        let parsed = line::parse_at(line, tabs, self.plan.header.columns);
        let parsed = match &parsed {
            Ok(parsed) => parsed,
            Err(fault) => return self.bad(fault, place),
        };
        if let Some(regions) = &self.plan.regions
            && !regions.reach(parsed.contig, parsed.position, parsed.reference, parsed.info)
        {
            return self.checker.pass(parsed, &self.plan.header);
        }
        let (findings, record) = (&mut self.tally.findings, self.records);
        let call = self.checker.record(parsed, &self.plan.header, &mut |when, column, problem, text| {
            findings.add(when, record, (place.line, Some(column), problem, Effect::Used), || shorten(text));
        });
        self.records += 1;
        if self.plan.header.marks_provisional && provisional::is_marked(parsed.info) {
            provisional::count(&mut self.tally.provisional, place.line);
        }
        let layout = self.checker.layout(parsed);
        let (tally, extractor) = (&mut self.tally, &mut self.extractor);
        extract::calls(&self.plan.columns.samples, parsed, call, layout, |calls| {
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
            if tally.quality.record(&record)
                && let Some(values) = extractor.site(parsed.info)
            {
                tally.quality.site(&values);
            }
            let extras = extractor.values(parsed, layout, &mut tally.part);
            tally.part.push(&record, extras);
        });
    }

    /// Whether a line can be read as a record with every column it should have.
    pub(super) fn is_whole(&self, line: &[u8]) -> bool {
        line::parse(line, self.plan.header.columns).is_ok()
    }

    /// The last line has no end.
    pub(super) fn no_line_end(&mut self, line: u64, text: String) {
        let finding = (line, None, Problem::NoLineEnd, Effect::Used);
        self.tally.findings.add(When::Always, self.records, finding, || text);
    }

    #[cold]
    fn bad(&mut self, fault: &Fault<'_>, place: Place) {
        // An empty line, or one that a header forgot, is no record gone bad.
        let is_record = !matches!(fault.problem, Problem::LineEmpty | Problem::MetaAmongRecords);
        self.tally.bad_records += u64::from(is_record);
        let finding = (place.line, fault.column, fault.problem.clone(), Effect::KeptOut);
        self.tally.findings.add(When::Always, self.records, finding, || shorten(fault.text));
    }
}

/// A column's text, unless it says that it is missing.
fn present(text: &[u8]) -> Option<&[u8]> {
    (text != b"." && !text.is_empty()).then_some(text)
}
