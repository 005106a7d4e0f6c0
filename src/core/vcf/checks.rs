//! What is odd about a record that can be read: told, never acted on.
//!
//! Owns what must be remembered between lines for it. Must not keep a record out.
//!
//! Whatever depends only on a text that repeats (a chromosome, a filter, a FORMAT, a genotype) is looked
//! at once for each different text.

use std::collections::{HashMap, HashSet};

use super::{
    Column, Problem,
    call::{Call, Layout, Number, highest_allele},
    header::{self, Header},
    line::Line,
};

mod duplicates;
mod info;
mod samples;
mod structural;
mod values;

/// Receives each finding: where, what, and the text.
pub(super) type Tell<'a> = &'a mut dyn FnMut(Column, Problem, &[u8]);

/// Remembers what the lines before said.
#[derive(Debug, Default)]
pub(super) struct Checker {
    contig: Vec<u8>,
    contig_length: Option<u64>,
    position: u32,
    seen_contigs: HashSet<Box<[u8]>>,
    scattered_contigs: HashSet<Box<[u8]>>,
    duplicates: duplicates::Duplicates,
    last_filter: Vec<u8>,
    seen_filters: HashSet<Box<[u8]>>,
    undeclared_filters: HashSet<Box<[u8]>>,
    layouts: Vec<Layout>,
    layout: usize,
    genotypes: HashMap<Box<[u8]>, Option<u32>>,
    last_genotype: (Vec<u8>, Option<u32>),
    told_of_numbers: bool,
    records: u64,
    info: info::InfoChecker,
    samples: samples::SampleChecker,
}

impl Checker {
    /// Looks at a record and gives the first sample's call on the way.
    pub(super) fn record<'a>(&mut self, line: &Line<'a>, header: &Header, tell: Tell<'_>) -> Call<'a> {
        self.place(line, header, tell);
        self.alleles(line, tell);
        check_id(line.id, tell);
        if line.quality.is_some_and(|quality| quality < 0.0) {
            tell(Column::Qual, Problem::OutOfRange, line.quality_text);
        }
        self.filter(line.filter, header, tell);
        self.records += 1;
        if line.info.is_empty() {
            tell(Column::Info, Problem::Empty, line.info);
        }
        if self.records <= info::CHECKED_RECORDS {
            self.values(line, header, tell);
        }
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
            self.samples.values(format, line.samples, alternates, header, tell);
        }
    }

    fn place(&mut self, line: &Line<'_>, header: &Header, tell: Tell<'_>) {
        if self.contig != line.contig {
            self.new_contig(line.contig, header, tell);
        } else if line.position < self.position {
            tell(Column::Pos, Problem::Unsorted, line.position.to_string().as_bytes());
            self.duplicates.clear();
        }
        self.position = line.position;
        // VCF 4.5 §1.6.1, POS: length + 1 stands for the telomere behind the last base.
        if let Some(length) = self.contig_length
            && u64::from(line.position) > length + 1
        {
            tell(Column::Pos, Problem::BeyondContig { length }, line.position.to_string().as_bytes());
        }
    }

    #[cold]
    fn new_contig(&mut self, contig: &[u8], header: &Header, tell: Tell<'_>) {
        self.contig.clear();
        self.contig.extend_from_slice(contig);
        self.position = 0;
        self.duplicates.clear();
        // <ID> names a sequence of the ##assembly file.
        let bare = contig.strip_prefix(b"<").and_then(|contig| contig.strip_suffix(b">")).unwrap_or(contig);
        let length = header.contigs.get(bare);
        self.contig_length = length.copied().flatten();
        if !self.seen_contigs.insert(contig.into()) {
            if self.scattered_contigs.insert(contig.into()) {
                tell(Column::Chrom, Problem::ContigScattered, contig);
            }
        } else if length.is_none() && !header.contigs.is_empty() {
            tell(Column::Chrom, Problem::Undeclared, contig);
        }
        if !header::is_contig(bare) {
            tell(Column::Chrom, Problem::Characters, contig);
        }
    }

    fn alleles(&mut self, line: &Line<'_>, tell: Tell<'_>) {
        if !line.reference.iter().all(|base| b"ACGTNacgtn".contains(base)) {
            tell(Column::Ref, Problem::Characters, line.reference);
        }
        let Some(alternates) = line.alternates else { return };
        if let [base] = alternates {
            if !b"ACGTNacgtn*".contains(base) {
                tell(Column::Alt, Problem::Characters, alternates);
            }
            if *line.reference == *alternates {
                tell(Column::Alt, Problem::AlleleIsReference, alternates);
            }
        } else {
            check_alternates(line.reference, alternates, tell);
        }
        if let Some(twice) = self.duplicates.add(line.position, line.reference, alternates, line.info) {
            tell(Column::Pos, Problem::RecordDuplicate, twice);
        }
    }

    fn filter(&mut self, filter: &[u8], header: &Header, tell: Tell<'_>) {
        if self.last_filter == filter {
            return;
        }
        self.last_filter.clear();
        self.last_filter.extend_from_slice(filter);
        if self.seen_filters.contains(filter) {
            return;
        }
        self.seen_filters.insert(filter.into());
        if filter.is_empty() {
            tell(Column::Filter, Problem::Empty, filter);
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
                tell(Column::Filter, Problem::Characters, filter);
            } else if !part.is_empty()
                && part != b"."
                && !header.filters.contains(part)
                && self.undeclared_filters.insert(part.into())
            {
                tell(Column::Filter, Problem::Undeclared, part);
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
        let call = layout.call(sample);
        if call.values > layout.keys {
            let problem = Problem::SampleValues { found: call.values as u64, declared: layout.keys as u64 };
            tell(Column::Sample, problem, sample);
        }
        for number in [call.depth, call.genotype_quality] {
            // A caller that writes them so writes all of them so: once is enough.
            if let Number::Fraction(_, text) | Number::Bad(text) = number
                && !std::mem::replace(&mut self.told_of_numbers, true)
            {
                tell(Column::Sample, Problem::NotWholeNumber, text);
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
        check_format(format, header, tell);
        self.layout = self.layouts.len();
        self.layouts.push(Layout::new(format));
    }

    fn genotype(&mut self, genotype: &[u8], line: &Line<'_>, tell: Tell<'_>) {
        if self.last_genotype.0 != genotype {
            self.last_genotype.0.clear();
            self.last_genotype.0.extend_from_slice(genotype);
            self.last_genotype.1 = self.known_genotype(genotype);
        }
        let alternates = line.alternates.map_or(0, |text| 1 + text.iter().filter(|byte| **byte == b',').count());
        match self.last_genotype.1 {
            None => tell(Column::Sample, Problem::Genotype, genotype),
            Some(highest) if highest as usize > alternates => tell(Column::Sample, Problem::GenotypeAllele, genotype),
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

fn check_alternates(reference: &[u8], alternates: &[u8], tell: Tell<'_>) {
    for (index, alternate) in alternates.split(|byte| *byte == b',').enumerate() {
        let is_symbolic = alternate.iter().any(|byte| b"<[]*.".contains(byte));
        if !is_symbolic && !alternate.iter().all(|base| b"ACGTNacgtn".contains(base)) {
            tell(Column::Alt, Problem::Characters, alternate);
        }
        // A dot beside other alleles, or an ID with angle brackets of its own.
        let is_odd_id = |id: &[u8]| id.iter().any(|byte| b"<>".contains(byte));
        let is_odd = alternate.strip_prefix(b"<").and_then(|id| id.strip_suffix(b">")).is_some_and(is_odd_id);
        if alternate == b"." || is_odd {
            tell(Column::Alt, Problem::Characters, alternates);
        }
        if alternate.eq_ignore_ascii_case(reference) {
            tell(Column::Alt, Problem::AlleleIsReference, alternate);
        }
        // Breakends and symbolic alleles may repeat: their INFO tells them apart.
        if !is_symbolic && alternates.split(|byte| *byte == b',').take(index).any(|before| before == alternate) {
            tell(Column::Alt, Problem::ValueDuplicate, alternate);
        }
    }
}

fn check_id(id: &[u8], tell: Tell<'_>) {
    if id == b"." {
        return;
    }
    if id.is_empty() {
        tell(Column::Id, Problem::Empty, id);
    } else if id.iter().any(u8::is_ascii_whitespace) {
        tell(Column::Id, Problem::Characters, id);
    } else if memchr::memchr(b';', id).is_some() {
        check_list(id, Column::Id, tell);
    }
}

/// Parts between semicolons: none empty, none twice.
fn check_list(text: &[u8], column: Column, tell: Tell<'_>) {
    let mut seen = HashSet::new();
    for part in text.split(|byte| *byte == b';') {
        if part.is_empty() {
            tell(column, Problem::Empty, text);
        } else if !seen.insert(part) {
            tell(column, Problem::ValueDuplicate, part);
        }
    }
}

fn is_described(key: &[u8], header: &Header) -> bool {
    key == b"." || header.formats.contains_key(key) || header::reserved::format(key, header.minor_version).is_some()
}

fn check_format(format: &[u8], header: &Header, tell: Tell<'_>) {
    let mut seen = HashSet::new();
    for (index, key) in format.split(|byte| *byte == b':').enumerate() {
        if key.is_empty() {
            tell(Column::Format, Problem::Empty, format);
        } else if !seen.insert(key) {
            tell(Column::Format, Problem::ValueDuplicate, key);
        } else if key == b"GT" && index > 0 {
            tell(Column::Format, Problem::GenotypeNotFirst, format);
        } else if !is_described(key, header) {
            tell(Column::Format, Problem::Undeclared, key);
        }
    }
    // VCF 4.4 §1.6.2, CICN: the interval is around CN.
    if seen.contains(&b"CICN"[..]) && !seen.contains(&b"CN"[..]) {
        tell(Column::Format, Problem::Needed("CN".to_owned()), format);
    }
}

#[cfg(test)]
mod tests;
