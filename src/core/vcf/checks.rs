//! What is odd about a record that can be read: told, never acted on.
//!
//! Owns what must be remembered between lines for it. Must not keep a record out.
//!
//! Whatever depends only on a text that repeats (a chromosome, a filter, a FORMAT, a genotype) is looked
//! at once for each different text.
//!
//! A checker may start anywhere in a file, given what the lines before leave behind ([`Edge`]). What hangs on
//! more than that is told under a condition ([`When`]), for whoever knows all lines before.

use serde::{Deserialize, Serialize};

use crate::hash::{TextMap, TextSet, is_same};

use super::{
    Column, Problem,
    call::{Call, Layout, Number, highest_allele},
    findings::{Topic, When},
    header::{self, Header},
    line::Line,
    scan::Separators,
};

mod duplicates;
mod info;
mod samples;
mod structural;
mod values;

pub(super) use info::CHECKED_RECORDS;

/// Receives each finding: whether it counts, where, what, and the text.
pub(super) type Tell<'a> = &'a mut dyn FnMut(When<'_>, Column, Problem, &[u8]);

/// What a line leaves behind for the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edge {
    contig: Vec<u8>,
    position: u32,
    changes: Vec<duplicates::Seen>,
}

/// Remembers what the lines before said.
#[derive(Debug, Default)]
pub(super) struct Checker {
    contig: Vec<u8>,
    contig_length: Option<u64>,
    position: u32,
    seen_contigs: TextSet<Box<[u8]>>,
    /// Of those seen, not yet asked for.
    new_contigs: Vec<Box<[u8]>>,
    scattered_contigs: TextSet<Box<[u8]>>,
    duplicates: duplicates::Duplicates,
    last_filter: Vec<u8>,
    seen_filters: TextSet<Box<[u8]>>,
    undeclared_filters: TextSet<Box<[u8]>>,
    layouts: Vec<Layout>,
    layout: usize,
    /// Of the sample looked at last.
    colons: Separators,
    seen_formats: TextSet<Box<[u8]>>,
    genotypes: TextMap<Box<[u8]>, Option<u32>>,
    told_of_numbers: bool,
    records: u64,
    /// Records that are looked at in full.
    full_records: u64,
    info: info::InfoChecker,
    samples: samples::SampleChecker,
}

impl Checker {
    /// A checker for the lines after those that left this behind; of its first so many records, every value is
    /// looked at.
    pub(super) fn after(edge: Edge, full_records: u64, header: &Header) -> Self {
        let mut checker = Self { full_records, ..Self::default() };
        if !edge.contig.is_empty() {
            checker.enter(&edge.contig, header);
        }
        checker.position = edge.position;
        checker.duplicates = duplicates::Duplicates::after(edge.changes);
        checker
    }

    /// What is left behind for the next line.
    pub(super) fn edge(&self) -> Edge {
        let changes = self.duplicates.ahead_of(self.position);
        Edge { contig: self.contig.clone(), position: self.position, changes }
    }

    /// Contigs that appeared since this was asked last.
    pub(super) fn take_new_contigs(&mut self) -> Vec<Box<[u8]>> {
        std::mem::take(&mut self.new_contigs)
    }

    /// Remembers a record as the one before, and says nothing of it.
    pub(super) fn pass(&mut self, line: &Line<'_>, header: &Header) {
        if self.contig != line.contig {
            self.enter(line.contig, header);
        } else if line.position < self.position {
            self.duplicates.clear();
        }
        self.position = line.position;
        if let Some(alternates) = line.alternates {
            self.duplicates.add(line.position, line.reference, alternates, line.info);
        }
    }

    /// Looks at a record and gives the first sample's call on the way.
    pub(super) fn record<'a>(&mut self, line: &Line<'a>, header: &Header, tell: Tell<'_>) -> Call<'a> {
        self.place(line, header, tell);
        self.alleles(line, tell);
        check_id(line.id, tell);
        if line.quality.is_some_and(|quality| quality < 0.0) {
            tell(When::Always, Column::Qual, Problem::OutOfRange, line.quality_text);
        }
        self.filter(line.filter, header, tell);
        if line.info.is_empty() {
            tell(When::Always, Column::Info, Problem::Empty, line.info);
        }
        if self.records < self.full_records {
            self.values(line, header, tell);
        }
        self.records += 1;
        match (line.format, line.sample) {
            (Some(format), Some(sample)) => self.sample(line, format, sample, header, tell),
            _ => Call::default(),
        }
    }

    /// FORMAT of the record looked at last; `None` when that has none.
    pub(super) fn layout(&self, line: &Line<'_>) -> Option<&Layout> {
        self.layouts.get(self.layout).filter(|_| line.sample.is_some())
    }

    /// Looks at every value of the record.
    fn values(&mut self, line: &Line<'_>, header: &Header, tell: Tell<'_>) {
        let alternates = line.alternates.map_or(0, |text| 1 + memchr::memchr_iter(b',', text).count());
        if !matches!(line.info, b"" | b".") {
            self.info.values(line, alternates, header, tell);
        }
        if let Some(format) = line.format {
            self.samples.values(self.records, format, line.samples, alternates, header, tell);
        }
    }

    fn place(&mut self, line: &Line<'_>, header: &Header, tell: Tell<'_>) {
        if !is_same(&self.contig, line.contig) {
            self.new_contig(line.contig, header, tell);
        } else if line.position < self.position {
            tell(When::Always, Column::Pos, Problem::Unsorted, line.position.to_string().as_bytes());
            self.duplicates.clear();
        }
        self.position = line.position;
        // VCF 4.5 §1.6.1, POS: length + 1 stands for the telomere behind the last base.
        if let Some(length) = self.contig_length
            && u64::from(line.position) > length + 1
        {
            tell(When::Always, Column::Pos, Problem::BeyondContig { length }, line.position.to_string().as_bytes());
        }
    }

    #[cold]
    fn new_contig(&mut self, contig: &[u8], header: &Header, tell: Tell<'_>) {
        let is_declared = self.enter(contig, header);
        if self.seen_contigs.insert(contig.into()) {
            self.new_contigs.push(contig.into());
            tell(When::Returning, Column::Chrom, Problem::ContigScattered, contig);
            if !is_declared {
                tell(When::New, Column::Chrom, Problem::Undeclared, contig);
            }
        } else if self.scattered_contigs.insert(contig.into()) {
            tell(When::Once(Topic::Contig, contig), Column::Chrom, Problem::ContigScattered, contig);
        }
        if !header::is_contig(bare(contig)) {
            tell(When::Always, Column::Chrom, Problem::Characters, contig);
        }
    }

    /// Moves to a contig; whether the header declares it, or none at all.
    fn enter(&mut self, contig: &[u8], header: &Header) -> bool {
        self.contig.clear();
        self.contig.extend_from_slice(contig);
        self.position = 0;
        self.duplicates.clear();
        let length = header.contigs.get(bare(contig));
        self.contig_length = length.copied().flatten();
        length.is_some() || header.contigs.is_empty()
    }

    fn alleles(&mut self, line: &Line<'_>, tell: Tell<'_>) {
        if !line.reference.iter().all(|base| is_base(*base)) {
            tell(When::Always, Column::Ref, Problem::Characters, line.reference);
        }
        let Some(alternates) = line.alternates else { return };
        if let [base] = alternates {
            if !is_base(*base) && *base != b'*' {
                tell(When::Always, Column::Alt, Problem::Characters, alternates);
            }
            if *line.reference == *alternates {
                tell(When::Always, Column::Alt, Problem::AlleleIsReference, alternates);
            }
        } else {
            check_alternates(line.reference, alternates, tell);
        }
        if let Some(twice) = self.duplicates.add(line.position, line.reference, alternates, line.info) {
            tell(When::Always, Column::Pos, Problem::RecordDuplicate, twice);
        }
    }

    fn filter(&mut self, filter: &[u8], header: &Header, tell: Tell<'_>) {
        if is_same(&self.last_filter, filter) {
            return;
        }
        self.last_filter.clear();
        self.last_filter.extend_from_slice(filter);
        // Looked up first, so that nothing is copied for a filter that was seen.
        if self.seen_filters.contains(filter) || !self.seen_filters.insert(filter.into()) {
            return;
        }
        let tell: Tell<'_> = &mut |when, column, problem, text| {
            let when = if let When::Always = when { When::Once(Topic::Filter, filter) } else { when };
            tell(when, column, problem, text);
        };
        if filter.is_empty() {
            tell(When::Always, Column::Filter, Problem::Empty, filter);
        } else if filter != b"." {
            self.check_filter(filter, header, tell);
        }
    }

    fn check_filter(&mut self, filter: &[u8], header: &Header, tell: Tell<'_>) {
        check_list(filter, Column::Filter, tell);
        for part in filter.split(|byte| *byte == b';') {
            // VCF 4.5 §1.6.1, FILTER: "0" is reserved; PASS and a dot stand alone.
            let is_reserved = part == b"0" || (matches!(part, b"PASS" | b".") && part.len() < filter.len());
            if is_reserved || part.iter().any(|byte| byte.is_ascii_whitespace() || *byte == b',') {
                tell(When::Always, Column::Filter, Problem::Characters, filter);
            } else if !part.is_empty()
                && part != b"."
                && !header.filters.contains(part)
                && self.undeclared_filters.insert(part.into())
            {
                tell(When::Once(Topic::FilterName, part), Column::Filter, Problem::Undeclared, part);
            }
        }
    }

    fn sample<'a>(
        &mut self,
        line: &Line<'_>,
        format: &[u8],
        sample: &'a [u8],
        header: &Header,
        tell: Tell<'_>,
    ) -> Call<'a> {
        if self.layouts.get(self.layout).is_none_or(|layout| !layout.is_for(format)) {
            self.find_layout(format, header, tell);
        }
        let Some(layout) = self.layouts.get(self.layout) else { return Call::default() };
        let call = layout.call(sample, &mut self.colons);
        if call.values > layout.keys {
            let problem = Problem::SampleValues { found: call.values as u64, declared: layout.keys as u64 };
            tell(When::Always, Column::Sample, problem, sample);
        }
        for number in [call.depth, call.genotype_quality] {
            // A caller that writes them so writes all of them so: once is enough.
            if let Number::Fraction(_, text) | Number::Bad(text) = number
                && !std::mem::replace(&mut self.told_of_numbers, true)
            {
                tell(When::Once(Topic::Number, b""), Column::Sample, Problem::NotWholeNumber, text);
            }
        }
        if let Some(genotype) = call.genotype {
            self.genotype(genotype, line, tell);
        }
        call
    }

    #[cold]
    fn find_layout(&mut self, format: &[u8], header: &Header, tell: Tell<'_>) {
        /// A file with more is unusual enough to look at each anew.
        const REMEMBERED: usize = 256;
        if let Some(found) = self.layouts.iter().position(|layout| layout.is_for(format)) {
            self.layout = found;
            return;
        }
        if self.layouts.len() == REMEMBERED {
            self.layouts.clear();
        }
        if self.seen_formats.insert(format.into()) {
            let once = When::Once(Topic::Format, format);
            check_format(format, header, &mut |_, column, problem, text| tell(once, column, problem, text));
        }
        self.layout = self.layouts.len();
        self.layouts.push(Layout::new(format));
    }

    fn genotype(&mut self, genotype: &[u8], line: &Line<'_>, tell: Tell<'_>) {
        let highest = match genotype {
            // Looking it up would cost more.
            [one @ b'0'..=b'9', b'/' | b'|', other @ b'0'..=b'9'] => Some(u32::from(*one.max(other) - b'0')),
            _ => self.known_genotype(genotype),
        };
        let alternates = line.alternates.map_or(0, |text| 1 + memchr::memchr_iter(b',', text).count());
        match highest {
            None => tell(When::Always, Column::Sample, Problem::Genotype, genotype),
            Some(highest) if highest as usize > alternates => {
                tell(When::Always, Column::Sample, Problem::GenotypeAllele, genotype);
            }
            Some(_) => {}
        }
    }

    fn known_genotype(&mut self, genotype: &[u8]) -> Option<u32> {
        const REMEMBERED: usize = 4096;
        if let Some(highest) = self.genotypes.get(genotype) {
            return *highest;
        }
        let highest = highest_allele(genotype);
        if self.genotypes.len() < REMEMBERED {
            self.genotypes.insert(genotype.into(), highest);
        }
        highest
    }
}

fn is_base(byte: u8) -> bool {
    matches!(byte, b'A' | b'C' | b'G' | b'T' | b'N' | b'a' | b'c' | b'g' | b't' | b'n')
}

/// `<ID>` names a sequence of the `##assembly` file.
fn bare(contig: &[u8]) -> &[u8] {
    contig.strip_prefix(b"<").and_then(|contig| contig.strip_suffix(b">")).unwrap_or(contig)
}

fn check_alternates(reference: &[u8], alternates: &[u8], tell: Tell<'_>) {
    for (index, alternate) in alternates.split(|byte| *byte == b',').enumerate() {
        let is_symbolic = alternate.iter().any(|byte| b"<[]*.".contains(byte));
        if !is_symbolic && !alternate.iter().all(|base| is_base(*base)) {
            tell(When::Always, Column::Alt, Problem::Characters, alternate);
        }
        // A dot beside other alleles, or an ID with angle brackets of its own.
        let is_odd_id = |id: &[u8]| id.iter().any(|byte| b"<>".contains(byte));
        let is_odd = alternate.strip_prefix(b"<").and_then(|id| id.strip_suffix(b">")).is_some_and(is_odd_id);
        if alternate == b"." || is_odd {
            tell(When::Always, Column::Alt, Problem::Characters, alternates);
        }
        if alternate.eq_ignore_ascii_case(reference) {
            tell(When::Always, Column::Alt, Problem::AlleleIsReference, alternate);
        }
        // Breakends and symbolic alleles may repeat: their INFO tells them apart.
        if !is_symbolic && alternates.split(|byte| *byte == b',').take(index).any(|before| before == alternate) {
            tell(When::Always, Column::Alt, Problem::ValueDuplicate, alternate);
        }
    }
}

fn check_id(id: &[u8], tell: Tell<'_>) {
    if id == b"." {
        return;
    }
    if id.is_empty() {
        tell(When::Always, Column::Id, Problem::Empty, id);
    } else if id.iter().any(u8::is_ascii_whitespace) {
        tell(When::Always, Column::Id, Problem::Characters, id);
    } else if memchr::memchr(b';', id).is_some() {
        check_list(id, Column::Id, tell);
    }
}

/// Parts between semicolons: none empty, none twice.
fn check_list(text: &[u8], column: Column, tell: Tell<'_>) {
    let mut seen = TextSet::default();
    for part in text.split(|byte| *byte == b';') {
        if part.is_empty() {
            tell(When::Always, column, Problem::Empty, text);
        } else if !seen.insert(part) {
            tell(When::Always, column, Problem::ValueDuplicate, part);
        }
    }
}

fn is_described(key: &[u8], header: &Header) -> bool {
    key == b"." || header.formats.contains_key(key) || header::reserved::format(key, header.minor_version).is_some()
}

fn check_format(format: &[u8], header: &Header, tell: Tell<'_>) {
    let mut seen = TextSet::default();
    for (index, key) in format.split(|byte| *byte == b':').enumerate() {
        if key.is_empty() {
            tell(When::Always, Column::Format, Problem::Empty, format);
        } else if !seen.insert(key) {
            tell(When::Always, Column::Format, Problem::ValueDuplicate, key);
        } else if key == b"GT" && index > 0 {
            tell(When::Always, Column::Format, Problem::GenotypeNotFirst, format);
        } else if !is_described(key, header) {
            tell(When::Always, Column::Format, Problem::Undeclared, key);
        }
    }
    // VCF 4.4 §1.6.2, CICN: the interval is around CN.
    if seen.contains(&b"CICN"[..]) && !seen.contains(&b"CN"[..]) {
        tell(When::Always, Column::Format, Problem::Needed("CN".to_owned()), format);
    }
}

#[cfg(test)]
mod tests;
