//! Which alternate allele a sub-field is about, by each tool's way of writing alleles.
//!
//! Must not know transcripts.

/// How surely a transcript's entry is about the row's allele; the smallest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Its allele is written as the tool writes this one.
    Written,
    /// Its allele is written as the VCF writes this one, or in its shortest form.
    OtherWriting,
    /// Its number is this allele's, its writing is not.
    Numbered,
    /// It names no allele, or the only one there is by another name.
    Assumed,
}

/// A row's allele and the ways tools write it.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowAllele<'a> {
    reference: &'a [u8],
    alternate: &'a [u8],
    /// As VEP writes it.
    vep: &'a [u8],
    /// Without anything shared with the reference.
    shortest: &'a [u8],
    /// Counted from 1.
    number: usize,
    /// How many the record has.
    count: usize,
}

impl<'a> RowAllele<'a> {
    /// `alternates` is the record's ALT column.
    pub(super) fn new(reference: &'a [u8], alternate: &'a [u8], alternate_index: usize, alternates: &'a [u8]) -> Self {
        Self {
            reference,
            alternate,
            vep: vep_allele(reference, alternate, alternates),
            shortest: shortest_allele(reference, alternate),
            number: alternate_index + 1,
            count: 1 + memchr::memchr_iter(b',', alternates).count(),
        }
    }

    /// Of an entry with an allele and perhaps its number.
    pub(super) fn fit(&self, written: Option<&[u8]>, number: Option<&[u8]>, writes_like_vep: bool) -> Option<Fit> {
        let by_writing = written.filter(|text| !text.is_empty()).map(|text| self.fit_writing(text, writes_like_vep));
        // A number past the record's alleles is of the record before it was split.
        let number = number.and_then(parse_number).filter(|number| (1..=self.count).contains(number));
        match (number, by_writing) {
            (Some(number), _) if number != self.number => None,
            (Some(_), Some(fit)) => Some(fit.unwrap_or(Fit::Numbered)),
            (Some(_), None) => Some(Fit::Numbered),
            (None, Some(Some(fit))) => Some(fit),
            (None, Some(None)) => (self.count == 1).then_some(Fit::Assumed),
            (None, None) => Some(Fit::Assumed),
        }
    }

    fn fit_writing(&self, text: &[u8], writes_like_vep: bool) -> Option<Fit> {
        let (usual, other) = if writes_like_vep { (self.vep, self.alternate) } else { (self.alternate, self.vep) };
        if text == usual {
            Some(Fit::Written)
        } else if text == other || text == self.shortest {
            Some(Fit::OtherWriting)
        } else {
            None
        }
    }

    /// bcftools names an allele in the change of bases only: `877831T>C`, joined by `+` in a haplotype.
    pub(super) fn fit_dna_change(&self, change: Option<&[u8]>) -> Option<Fit> {
        let Some(change) = change.filter(|text| !text.is_empty()) else { return Some(Fit::Assumed) };
        for part in change.split(|byte| *byte == b'+') {
            let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let Some(at) = memchr::memchr(b'>', part) else { continue };
            let (Some(from), Some(to)) = (part.get(digits..at), part.get(at + 1..)) else { continue };
            if from == self.reference && to == self.alternate {
                return Some(Fit::Written);
            }
            if shortest_allele(from, to) == self.shortest && shortest_allele(to, from) == self.removed() {
                return Some(Fit::OtherWriting);
            }
        }
        (self.count == 1).then_some(Fit::Assumed)
    }

    fn removed(&self) -> &'a [u8] {
        shortest_allele(self.alternate, self.reference)
    }
}

fn parse_number(text: &[u8]) -> Option<usize> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// How VEP writes an allele in its VCF output: when one of the record's alleles has another length than the
/// reference and all (but `*`) start with the same base, that base is dropped, and nothing left is `-`
/// (`create_VariationFeatures` in VEP's `Parser/VCF.pm`; "VCF" in its documentation of data formats).
fn vep_allele<'a>(reference: &[u8], alternate: &'a [u8], alternates: &[u8]) -> &'a [u8] {
    if let Some(symbol) = alternate.strip_prefix(b"<") {
        return structural(symbol).unwrap_or(alternate);
    }
    if alternate.first() == Some(&b'*') {
        return alternate;
    }
    let mut is_indel = false;
    let first = reference.first();
    for other in alternates.split(|byte| *byte == b',') {
        is_indel |= other.len() != reference.len();
        if other.first() != Some(&b'*') && other.first() != first {
            return alternate;
        }
    }
    match alternate {
        [_, rest @ ..] if is_indel => or_dash(rest),
        _ => alternate,
    }
}

/// Sequence Ontology classes that VEP writes for symbolic alleles (`get_SO_term` in its `Parser.pm`).
fn structural(symbol: &[u8]) -> Option<&'static [u8]> {
    let kind = symbol.split(|byte| matches!(byte, b':' | b'>')).next()?;
    match kind {
        b"DEL" => Some(b"deletion"),
        b"INS" => Some(b"insertion"),
        b"DUP" if symbol.starts_with(b"DUP:TANDEM") => Some(b"tandem_duplication"),
        b"DUP" => Some(b"duplication"),
        b"INV" => Some(b"inversion"),
        b"CNV" => Some(b"copy_number_variation"),
        _ => None,
    }
}

/// What remains of `alternate` without the prefix and then the suffix it shares with `reference`.
fn shortest_allele<'a>(reference: &[u8], alternate: &'a [u8]) -> &'a [u8] {
    let prefix = reference.iter().zip(alternate).take_while(|(r, a)| r == a).count();
    let (reference, alternate) = (&reference[prefix..], &alternate[prefix..]);
    let suffix = reference.iter().rev().zip(alternate.iter().rev()).take_while(|(r, a)| r == a).count();
    or_dash(&alternate[..alternate.len() - suffix])
}

fn or_dash(bases: &[u8]) -> &[u8] {
    if bases.is_empty() { b"-" } else { bases }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_vep_writes_alleles() {
        let vep = |reference: &str, alternates: &'static str, index: usize| {
            let alternate = alternates.split(',').nth(index).unwrap();
            str::from_utf8(vep_allele(reference.as_bytes(), alternate.as_bytes(), alternates.as_bytes())).unwrap()
        };
        assert_eq!(vep("A", "G", 0), "G");
        assert_eq!(vep("AC", "A", 0), "-");
        assert_eq!(vep("A", "ACC", 0), "CC");
        assert_eq!((vep("CA", "C,CAA", 0), vep("CA", "C,CAA", 1)), ("-", "AA"));
        assert_eq!((vep("CA", "C,TA", 0), vep("CA", "C,TA", 1)), ("C", "TA"));
        assert_eq!((vep("CA", "C,*", 0), vep("CA", "C,*", 1)), ("-", "*"));
        assert_eq!((vep("AC", "AG", 0), vep("AC", "TG", 0)), ("AG", "TG"));
        assert_eq!((vep("A", "<DEL>", 0), vep("A", "<DUP:TANDEM>", 0)), ("deletion", "tandem_duplication"));
    }

    #[test]
    fn a_number_decides_unless_the_record_was_split() {
        let second = RowAllele::new(b"A", b"G", 1, b"T,G");
        assert_eq!(second.fit(Some(b"G"), Some(b"2"), true), Some(Fit::Written));
        assert_eq!(second.fit(Some(b"G"), Some(b"1"), true), None);
        assert_eq!(second.fit(Some(b"T"), None, true), None);
        assert_eq!(second.fit(None, None, true), Some(Fit::Assumed));
        let split = RowAllele::new(b"A", b"G", 0, b"G");
        assert_eq!(split.fit(Some(b"G"), Some(b"2"), true), Some(Fit::Written));
        assert_eq!(split.fit(Some(b"T"), Some(b"1"), true), Some(Fit::Numbered));
    }

    #[test]
    fn as_bcftools_names_alleles() {
        let row = RowAllele::new(b"TC", b"T", 0, b"T,A");
        assert_eq!(row.fit_dna_change(Some(b"100TC>T")), Some(Fit::Written));
        assert_eq!(row.fit_dna_change(Some(b"90G>A+99GTC>GT")), Some(Fit::OtherWriting));
        assert_eq!(row.fit_dna_change(Some(b"100TC>A")), None);
        assert_eq!(row.fit_dna_change(None), Some(Fit::Assumed));
    }
}
