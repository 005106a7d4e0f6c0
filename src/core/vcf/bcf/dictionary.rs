//! The names that numbers in records stand for (VCF 4.5 §6.2.1, "Dictionary of strings" and "Dictionary of contigs").
//!
//! Must not know records.

use std::collections::HashMap;

use super::super::{Problem, Refusal, header, problem::shorten};

/// Largest number that an entry may have; a header of 64 MiB has fewer lines than that.
const MAX_INDEX: usize = 1 << 22;
/// BCF 2.1 and 2.2: the first entry needs no header line.
const PASS: &[u8] = b"PASS";

/// Both dictionaries of a header, and what else a record needs of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dictionary {
    strings: Entries,
    contigs: Entries,
    pub(super) samples: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entries {
    by_index: Vec<Option<Entry>>,
    by_name: HashMap<Box<[u8]>, usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    name: Box<[u8]>,
    is_flag: bool,
}

impl Dictionary {
    /// From a header's text.
    pub(super) fn read(text: &[u8]) -> Result<Self, Refusal> {
        let mut dictionary = Self::default();
        let refused = |problem, number, line| Refusal::Header { line: number, problem, text: shorten(line) };
        dictionary.strings.declare(PASS.into(), None, false).map_err(|problem| refused(problem, 1, PASS))?;
        for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
            dictionary.line(line).map_err(|problem| refused(problem, number, line))?;
        }
        Ok(dictionary)
    }

    fn line(&mut self, line: &[u8]) -> Result<(), Problem> {
        if line.starts_with(b"#CHROM\t") {
            // Eight fixed columns and FORMAT stand before the samples.
            self.samples = memchr::memchr_iter(b'\t', line).count().saturating_sub(8);
            return Ok(());
        }
        let is_info = line.starts_with(b"##INFO=");
        let is_string = is_info || line.starts_with(b"##FORMAT=") || line.starts_with(b"##FILTER=");
        if !is_string && !line.starts_with(b"##contig=") {
            return Ok(());
        }
        let text = String::from_utf8_lossy(line);
        let fields = text.split_once('=').map(|(_, value)| header::fields(value)).unwrap_or_default();
        let get = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let Some(id) = get("ID") else { return Ok(()) };
        let index = get("IDX").map(|text| text.parse().map_err(|_| Problem::NotWholeNumber)).transpose()?;
        let entries = if is_string { &mut self.strings } else { &mut self.contigs };
        entries.declare(id.as_bytes().into(), index, is_info && get("Type") == Some("Flag"))
    }

    /// The name of a filter, an INFO key or a FORMAT key.
    pub(super) fn string(&self, index: usize) -> Option<&[u8]> {
        self.strings.get(index).map(|entry| &*entry.name)
    }

    /// Whether INFO declares the key as a flag.
    pub(super) fn is_flag(&self, index: usize) -> bool {
        self.strings.get(index).is_some_and(|entry| entry.is_flag)
    }

    pub(super) fn contig_names(&self) -> Vec<String> {
        let name =
            |entry: &Option<Entry>| entry.as_ref().map(|entry| String::from_utf8_lossy(&entry.name).into_owned());
        self.contigs.by_index.iter().map(|entry| name(entry).unwrap_or_default()).collect()
    }

    pub(super) fn contig(&self, index: usize) -> Option<&[u8]> {
        self.contigs.get(index).map(|entry| &*entry.name)
    }
}

impl Entries {
    /// Takes a name; without a number it gets the next one, unless INFO, FORMAT and FILTER share it.
    fn declare(&mut self, name: Box<[u8]>, index: Option<usize>, is_flag: bool) -> Result<(), Problem> {
        let at = index.or_else(|| self.by_name.get(&name).copied()).unwrap_or(self.by_index.len());
        if at > MAX_INDEX {
            return Err(Problem::OutOfRange);
        }
        if at >= self.by_index.len() {
            self.by_index.resize(at + 1, None);
        }
        match &mut self.by_index[at] {
            Some(entry) if entry.name == name => entry.is_flag |= is_flag,
            Some(_) => return Err(Problem::ValueDuplicate),
            place => {
                *place = Some(Entry { name: name.clone(), is_flag });
                self.by_name.insert(name, at);
            }
        }
        Ok(())
    }

    fn get(&self, index: usize) -> Option<&Entry> {
        self.by_index.get(index)?.as_ref()
    }
}

/// Appends a header's text as a VCF has it: without the numbers, which only BCF uses, and with a line end.
pub(super) fn push_header(text: &mut Vec<u8>, header: &[u8]) {
    for line in header.split_inclusive(|byte| *byte == b'\n') {
        push_without_index(text, line);
    }
    if !text.ends_with(b"\n") {
        text.push(b'\n');
    }
}

fn push_without_index(text: &mut Vec<u8>, line: &[u8]) {
    const INDEX: &[u8] = b",IDX=";
    let Some(at) = line.windows(INDEX.len()).rposition(|window| window == INDEX) else {
        text.extend_from_slice(line);
        return;
    };
    let (before, rest) = line.split_at(at);
    let digits = rest[INDEX.len()..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let after = &rest[INDEX.len() + digits..];
    let is_meta = line.starts_with(b"##") && matches!(after.first(), Some(b',' | b'>'));
    // Inside quotes it would be part of a description: an odd number of quotes stands before it.
    let is_quoted = !memchr::memchr_iter(b'"', before).count().is_multiple_of(2);
    if is_meta && !is_quoted {
        text.extend_from_slice(before);
        text.extend_from_slice(after);
    } else {
        text.extend_from_slice(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<Option<String>> {
        let dictionary = Dictionary::read(text.as_bytes()).unwrap();
        let name = |index| dictionary.string(index).map(|name| String::from_utf8_lossy(name).into_owned());
        (0..dictionary.strings.by_index.len()).map(name).collect()
    }

    fn some(names: &[&str]) -> Vec<Option<String>> {
        names.iter().map(|name| Some((*name).to_owned())).collect()
    }

    #[test]
    fn without_numbers_order_decides() {
        let text = "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n##FILTER=<ID=q10,Description=\"x\">\n\
            ##FILTER=<ID=PASS,Description=\"x\">\n##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n\
            ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n";
        assert_eq!(names(text), some(&["PASS", "DP", "q10", "GT"]));
    }

    #[test]
    fn numbers_decide_where_they_stand() {
        let text = "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"IDX=9, or so\",IDX=3>\n##INFO=<ID=AF,IDX=1>\n";
        assert_eq!(names(text), [some(&["PASS", "AF"]), vec![None], some(&["DB"])].concat());
        assert!(Dictionary::read(text.as_bytes()).unwrap().is_flag(3));
        let contigs = Dictionary::read(b"##contig=<ID=chr2,IDX=1>\n##contig=<ID=chr1,length=5,IDX=0>\n").unwrap();
        assert_eq!(contigs.contig(0), Some(&b"chr1"[..]));
        assert_eq!(contigs.contig(1), Some(&b"chr2"[..]));
        assert_eq!(contigs.contig(2), None);
    }

    #[test]
    fn numbers_that_leave_the_meaning_open_refuse() {
        let problem = |text: &str| match Dictionary::read(text.as_bytes()) {
            Err(Refusal::Header { line, problem, .. }) => Some((line, problem)),
            _ => None,
        };
        assert_eq!(problem("##INFO=<ID=A,IDX=1>\n##INFO=<ID=B,IDX=1>\n"), Some((2, Problem::ValueDuplicate)));
        assert_eq!(problem("##contig=<ID=A,IDX=1>\n##contig=<ID=B,IDX=1>\n"), Some((2, Problem::ValueDuplicate)));
        assert_eq!(problem("##INFO=<ID=A,IDX=0>\n"), Some((1, Problem::ValueDuplicate)), "0 is PASS");
        assert_eq!(problem("##INFO=<ID=A,IDX=4000000000>\n"), Some((1, Problem::OutOfRange)));
        assert_eq!(problem("##INFO=<ID=A,IDX=-1>\n"), Some((1, Problem::NotWholeNumber)));
    }

    #[test]
    fn the_header_shown_has_no_numbers() {
        let shown = |text: &str| {
            let mut shown = Vec::new();
            push_header(&mut shown, text.as_bytes());
            String::from_utf8(shown).unwrap()
        };
        assert_eq!(shown("##contig=<ID=1,length=5,IDX=0>\n#CHROM"), "##contig=<ID=1,length=5>\n#CHROM\n");
        assert_eq!(shown("##INFO=<ID=A,IDX=2,Source=\"x\">\n"), "##INFO=<ID=A,Source=\"x\">\n");
        let quoted = "##INFO=<ID=A,Description=\"see ,IDX=2>\">\n";
        assert_eq!(shown(quoted), quoted);
    }
}
