//! The lines before the records: what the file declares.
//!
//! [`lint`] judges each line by the version of the specification that the file names; what it finds is a
//! warning. noodles-vcf reads the line, and where noodles refuses it, it is read as far as it goes ([`meta`]),
//! because most such lines (a description without quotes, a reserved key with another type) do not change
//! what the records mean. What does change it refuses the file. Must not know records.

use noodles_vcf::header::{
    Parser,
    parser::Entry,
    record::value::map::{format, info},
};

use crate::{
    genome::Assembly,
    hash::{TextMap, TextSet},
    quality::Declared,
};

use super::{
    Column, Effect, Problem, Refusal, Warning, annotation::InfoField, assembly, problem::shorten,
    provisional::may_be_swapped, warnings::WarningList,
};

mod lint;
mod meta;
pub(super) mod reserved;

pub(super) use lint::is_contig;
pub(super) use meta::fields;

/// What the header declares.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    /// As `4.2`.
    pub(super) format_version: Option<String>,
    /// The version of VCF 4 whose rules hold: 2 for 4.2, and [`ASSUMED_VERSION`] where the file names none we know.
    pub(super) minor_version: u8,
    pub(super) samples: Vec<String>,
    /// Columns of the `#CHROM` line.
    pub(super) columns: usize,
    pub(super) assembly: Option<Assembly>,
    pub(super) is_synthetic: bool,
    /// Records may be marked as having a guess for REF.
    pub(super) marks_provisional: bool,
    pub(super) declared: Declared,
    pub(super) contigs: TextMap<Box<[u8]>, Option<u64>>,
    pub(super) filters: TextSet<Box<[u8]>>,
    pub(super) infos: TextMap<Box<[u8]>, Definition>,
    pub(super) formats: TextMap<Box<[u8]>, Definition>,
}

/// What the header says of an INFO or FORMAT key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) number: Option<Number>,
    pub(super) kind: Option<Kind>,
    pub(super) description: Option<String>,
}

/// How many values a key has. VCF 4.5 §1.4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Count(usize),
    Alternates,
    Alleles,
    Genotypes,
    Unknown,
}

/// What a key's values are. VCF 4.5 §1.4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Float,
    Flag,
    Character,
    String,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Integer => "Integer",
            Self::Float => "Float",
            Self::Flag => "Flag",
            Self::Character => "Character",
            Self::String => "String",
        }
    }
}

/// Reads a header line by line.
pub(super) struct HeaderReader {
    parser: Parser,
    header: Header,
    hints: assembly::Hints,
    /// Key, a space and ID of the lines so far.
    seen: TextSet<String>,
    lines: u64,
}

const FILE_FORMAT: &[u8] = b"##fileformat=";
/// What the parser is told: in later versions it refuses keys that are not described as reserved, which is
/// for [`lint`] to judge.
const PARSED_FORMAT: &[u8] = b"##fileformat=VCFv4.2";
/// The most lenient of the versions in wide use.
const ASSUMED_VERSION: u8 = 2;
const COLUMN_NAMES: [&[u8]; 8] = [b"#CHROM", b"POS", b"ID", b"REF", b"ALT", b"QUAL", b"FILTER", b"INFO"];

impl HeaderReader {
    pub(super) fn new() -> Self {
        let header = Header {
            minor_version: ASSUMED_VERSION,
            filters: TextSet::from_iter([b"PASS"[..].into()]),
            ..Header::default()
        };
        let mut parser = Parser::default();
        // Cannot fail: it is a constant, and the first line that the parser takes.
        let _ = parser.parse_partial(PARSED_FORMAT);
        Self { parser, header, hints: assembly::Hints::default(), seen: TextSet::default(), lines: 0 }
    }

    /// Takes the next line, without its line end; gives the header when that was the last of it.
    pub(super) fn line(&mut self, line: &[u8], warnings: &mut WarningList) -> Result<Option<Header>, Refusal> {
        self.lines += 1;
        if self.lines == 1 {
            self.first_line(line, warnings)?;
        }
        if line.starts_with(b"##") {
            self.meta_line(line, warnings);
            return Ok(None);
        }
        if line.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"#CHROM")) {
            self.column_names(line, warnings)?;
            self.header.assembly = self.hints.decide(warnings);
            self.header.marks_provisional = may_be_swapped(self.header.infos.iter().map(InfoField::from));
            return Ok(Some(std::mem::take(&mut self.header)));
        }
        if line.is_empty() || line.starts_with(b"#") {
            let problem =
                if line.is_empty() { Problem::LineEmpty } else { Problem::MetaMalformed("not ##".to_owned()) };
            warnings.add(self.warning(Column::Meta, problem, line));
            return Ok(None);
        }
        Err(Refusal::NoColumnNames { line: self.lines, text: shorten(line) })
    }

    fn first_line(&mut self, line: &[u8], warnings: &mut WarningList) -> Result<(), Refusal> {
        let version = line.strip_prefix(FILE_FORMAT);
        if version.is_none() {
            warnings.add(self.warning(Column::Meta, Problem::FileFormatMissing, line));
        }
        let number = version.and_then(|version| version.strip_prefix(b"VCFv"));
        if number.is_some_and(|number| !number.starts_with(b"4.")) {
            // VCF 3 writes deletions and filters in another way.
            let problem = Problem::FileFormatUnknown;
            return Err(Refusal::Header { line: self.lines, problem, text: shorten(line) });
        }
        if let Some([b'4', b'.', minor @ b'0'..=b'5']) = number {
            self.header.minor_version = minor - b'0';
        } else if version.is_some() {
            warnings.add(self.warning(Column::Meta, Problem::FileFormatUnknown, line));
        }
        self.header.format_version = number.map(|number| String::from_utf8_lossy(number).into_owned());
        Ok(())
    }

    fn meta_line(&mut self, line: &[u8], warnings: &mut WarningList) {
        self.hints.line(line);
        self.header.declared.line(self.lines, line);
        self.header.is_synthetic |= line.get(..12).is_some_and(|key| key.eq_ignore_ascii_case(b"##synthetic="));
        if line.starts_with(FILE_FORMAT) {
            if self.lines > 1 {
                warnings.add(self.warning(Column::Meta, Problem::FileFormatMisplaced, line));
            }
            return;
        }
        if let Some(problem) = self.take_meta(line) {
            warnings.add(self.warning(Column::Meta, problem, line));
        }
    }

    /// Takes what the line declares; gives what is wrong with it.
    fn take_meta(&mut self, line: &[u8]) -> Option<Problem> {
        let not_text = std::str::from_utf8(line).is_err().then_some(Problem::NotText);
        let text = String::from_utf8_lossy(line);
        let Some((key, value)) = text.trim_start_matches('#').split_once('=') else {
            return Some(Problem::MetaMalformed("key=value".to_owned()));
        };
        if !lint::STRUCTURED.contains(&key) {
            return not_text.or_else(|| lint::unstructured(key, value));
        }
        let fields = meta::Fields::read(value);
        let mut problem = not_text.or_else(|| lint::structured(key, &fields, self.header.minor_version));
        if let Some(id) = fields.get("ID")
            && !self.seen.insert(format!("{key} {}", id.value))
        {
            problem = problem.or(Some(Problem::MetaDuplicate));
        }
        if !lint::PARSED.contains(&key) {
            return problem;
        }
        match self.parser.parse_partial(line) {
            Ok(entry) => self.header.declare(&entry),
            Err(_) => meta::declare(&mut self.header, key, &fields),
        }
        problem
    }

    fn column_names(&mut self, line: &[u8], warnings: &mut WarningList) -> Result<(), Refusal> {
        let columns: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
        let is_format = columns.get(COLUMN_NAMES.len()).is_none_or(|name| *name == b"FORMAT");
        if columns.get(..COLUMN_NAMES.len()) != Some(&COLUMN_NAMES) || !is_format {
            return Err(Refusal::Header { line: self.lines, problem: Problem::ColumnNames, text: shorten(line) });
        }
        let mut seen = TextSet::default();
        for name in columns.iter().skip(COLUMN_NAMES.len() + 1) {
            if name.is_empty() {
                warnings.add(self.warning(Column::ColumnNames, Problem::SampleUnnamed, line));
            } else if !seen.insert(*name) {
                warnings.add(self.warning(Column::ColumnNames, Problem::SampleDuplicate, name));
            }
            self.header.samples.push(String::from_utf8_lossy(name).into_owned());
        }
        // VCF 4.5 §1.5: FORMAT is followed by the samples it is about.
        if columns.len() == COLUMN_NAMES.len() + 1 {
            warnings.add(self.warning(Column::ColumnNames, Problem::Needed("SAMPLE".to_owned()), b"FORMAT"));
        }
        self.header.columns = columns.len();
        Ok(())
    }

    fn warning(&self, column: Column, problem: Problem, text: &[u8]) -> Warning {
        Warning { line: Some(self.lines), column: Some(column), problem, effect: Effect::Used, text: shorten(text) }
    }
}

impl Header {
    fn declare(&mut self, entry: &Entry<'_>) {
        match entry {
            Entry::Info(id, map) => {
                let number = match map.number() {
                    info::Number::Count(count) => Number::Count(count),
                    info::Number::AlternateBases => Number::Alternates,
                    info::Number::ReferenceAlternateBases => Number::Alleles,
                    info::Number::Samples => Number::Genotypes,
                    info::Number::Unknown => Number::Unknown,
                };
                let kind = match map.ty() {
                    info::Type::Integer => Kind::Integer,
                    info::Type::Float => Kind::Float,
                    info::Type::Flag => Kind::Flag,
                    info::Type::Character => Kind::Character,
                    info::Type::String => Kind::String,
                };
                self.infos.insert(id.as_bytes().into(), Definition::new(number, kind, map.description()));
            }
            Entry::Format(id, map) => {
                let number = match map.number() {
                    format::Number::Count(count) => Number::Count(count),
                    format::Number::AlternateBases => Number::Alternates,
                    format::Number::ReferenceAlternateBases => Number::Alleles,
                    format::Number::Samples => Number::Genotypes,
                    _ => Number::Unknown,
                };
                let kind = match map.ty() {
                    format::Type::Integer => Kind::Integer,
                    format::Type::Float => Kind::Float,
                    format::Type::Character => Kind::Character,
                    format::Type::String => Kind::String,
                };
                self.formats.insert(id.as_bytes().into(), Definition::new(number, kind, map.description()));
            }
            Entry::Filter(id, _) => {
                self.filters.insert(id.as_bytes().into());
            }
            Entry::Contig(id, map) => {
                self.contigs.insert(id.as_bytes().into(), map.length().map(|length| length as u64));
            }
            Entry::FileFormat(_) | Entry::AlternativeAllele(..) | Entry::Other | Entry::Header => {}
        }
    }
}

impl Definition {
    fn new(number: Number, kind: Kind, description: &str) -> Self {
        Self { number: Some(number), kind: Some(kind), description: Some(description.to_owned()) }
    }
}

#[cfg(test)]
mod tests;
