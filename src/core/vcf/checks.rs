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
    header::Header,
    line::Line,
};

mod info;

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
    /// REF, tab, ALT of the records at the present position, each with a line end.
    here: Vec<u8>,
    last_filter: Vec<u8>,
    seen_filters: HashSet<Box<[u8]>>,
    layouts: Vec<Layout>,
    layout: usize,
    genotypes: HashMap<Box<[u8]>, Option<u32>>,
    last_genotype: (Vec<u8>, Option<u32>),
    told_of_numbers: bool,
    info: info::InfoChecker,
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
        self.info.record(line, header, tell);
        match (line.format, line.sample) {
            (Some(format), Some(sample)) => self.sample(line, format, sample, header, tell),
            _ => Call::default(),
        }
    }

    fn place(&mut self, line: &Line<'_>, header: &Header, tell: Tell<'_>) {
        if self.contig != line.contig {
            self.new_contig(line.contig, header, tell);
        } else if line.position < self.position {
            tell(Column::Pos, Problem::Unsorted, line.position.to_string().as_bytes());
        }
        if self.position != line.position {
            self.here.clear();
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
        self.here.clear();
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
        // VCF 4.5 §1.4.7: the characters a contig name may have.
        let is_name = |byte: &u8| byte.is_ascii_graphic() && !b"\\,\"'`(){}[]<>:".contains(byte);
        if !bare.iter().all(|byte| is_name(byte) || *byte == b':') || bare.starts_with(b"*") || bare.starts_with(b"=") {
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
        if self.here.split(|byte| *byte == b'\n').any(|seen| is_pair(seen, line.reference, alternates)) {
            tell(Column::Pos, Problem::RecordDuplicate, alternates);
        }
        self.here.extend_from_slice(line.reference);
        self.here.push(b'\t');
        self.here.extend_from_slice(alternates);
        self.here.push(b'\n');
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
            check_filter(filter, header, tell);
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

fn is_pair(seen: &[u8], reference: &[u8], alternates: &[u8]) -> bool {
    seen.strip_prefix(reference).and_then(|rest| rest.strip_prefix(b"\t")) == Some(alternates)
}

fn check_alternates(reference: &[u8], alternates: &[u8], tell: Tell<'_>) {
    for (index, alternate) in alternates.split(|byte| *byte == b',').enumerate() {
        let is_symbolic = alternate.iter().any(|byte| b"<[]*.".contains(byte));
        if !is_symbolic && !alternate.iter().all(|base| b"ACGTNacgtn".contains(base)) {
            tell(Column::Alt, Problem::Characters, alternate);
        }
        if alternate == b"." {
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
    } else if id.iter().any(|byte| byte.is_ascii_whitespace() || *byte == b',') {
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

fn check_filter(filter: &[u8], header: &Header, tell: Tell<'_>) {
    check_list(filter, Column::Filter, tell);
    for part in filter.split(|byte| *byte == b';') {
        // VCF 4.5 §1.6.1, FILTER: "0" is reserved; PASS stands alone.
        let is_reserved = part == b"0" || (part == b"PASS" && part.len() < filter.len());
        if is_reserved || part.iter().any(|byte| byte.is_ascii_whitespace() || *byte == b',') {
            tell(Column::Filter, Problem::Characters, filter);
        } else if !part.is_empty() && part != b"." && !header.filters.contains(part) {
            tell(Column::Filter, Problem::Undeclared, part);
        }
    }
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
        } else if key != b"." && !header.formats.contains_key(key) {
            tell(Column::Format, Problem::Undeclared, key);
        }
    }
}

#[cfg(test)]
mod tests;
