//! What an alternate allele of a record stands for, beyond its letters: the shortest form, a structural change, the
//! other end of a breakend, a block that is like the reference.
//!
//! Must not know a language: the page says it in words.

use serde::{Deserialize, Serialize};

use super::{
    line::{Line, parse_whole},
    problem::shorten,
};
use crate::variant::{
    AlleleKind,
    normalize::{Placement, placement, trim},
};

/// Longest allele that is given in its shortest form.
const SHOWN_BASES: usize = 200;
/// Alleles of one record that are told of.
const TOLD_ALLELES: usize = 20;

/// What one alternate stands for. Positions count from 1, ends are inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Meaning {
    /// Written in bases.
    Bases {
        /// The kind of change.
        kind: AlleleKind,
        /// The shortest form, where that is not how it is written.
        shortest: Option<Shortest>,
        /// Whether it stands as far left as it can.
        placement: Placement,
    },
    /// Described, not spelt.
    Structural {
        /// As `DEL` or `DUP:TANDEM`: the symbol, or else SVTYPE.
        kind: String,
        /// First position that it is about.
        start: u32,
        /// Last one, where the record tells it.
        end: Option<u32>,
        /// Length of the change in bases, where the record tells it.
        length: Option<u32>,
    },
    /// The sequence goes on elsewhere.
    Breakend {
        /// The other place; `None` when it is not known.
        mate: Option<Mate>,
        /// Whether the record's base comes before what is joined to it.
        is_before: bool,
        /// Bases between the two.
        inserted: u32,
    },
    /// The base lies in a deletion that another record tells of.
    Spanning,
    /// Any allele beside those named, as `<NON_REF>` and `<*>`.
    AnyOther,
    /// These positions are alike to the reference.
    Alike {
        /// First position.
        start: u32,
        /// Last position.
        end: u32,
        /// Somebody was called there.
        is_called: bool,
    },
}

/// An allele in the fewest bases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortest {
    /// Where it starts.
    pub position: u32,
    /// REF.
    pub reference: String,
    /// ALT.
    pub alternate: String,
}

/// The other end of a breakend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mate {
    /// As the file calls it; `<name>` for a sequence of an assembly file.
    pub contig: String,
    /// Its position.
    pub position: u32,
    /// The sequence joined reaches from there to higher positions.
    pub goes_right: bool,
}

/// What a record's alternates stand for, at most [`TOLD_ALLELES`]; of one without any, that it is alike.
pub(super) fn meanings(line: &Line<'_>) -> Vec<Meaning> {
    let alleles: Vec<&[u8]> = line.alternates.map_or_else(Vec::new, |text| text.split(|byte| *byte == b',').collect());
    let is_alike = |allele: &&[u8]| AlleleKind::of(line.reference, allele) == AlleleKind::Reference && is_any(allele);
    if alleles.iter().all(is_alike) {
        return vec![alike(line)];
    }
    let told = alleles.iter().take(TOLD_ALLELES).enumerate();
    told.map(|(index, allele)| meaning(line, index, allele)).collect()
}

fn is_any(allele: &[u8]) -> bool {
    matches!(allele, b"." | b"<NON_REF>" | b"<*>" | b"<X>")
}

fn meaning(line: &Line<'_>, index: usize, allele: &[u8]) -> Meaning {
    match AlleleKind::of(line.reference, allele) {
        AlleleKind::Reference if is_any(allele) => Meaning::AnyOther,
        AlleleKind::Spanning => Meaning::Spanning,
        AlleleKind::Breakend => breakend(allele),
        AlleleKind::Symbolic => structural(line, index, allele),
        kind => bases(line, kind, allele),
    }
}

fn bases(line: &Line<'_>, kind: AlleleKind, allele: &[u8]) -> Meaning {
    let trimmed = trim(line.reference, allele);
    let is_shorter = trimmed.reference.len() < line.reference.len();
    let is_shown = trimmed.reference.len().max(trimmed.alternate.len()) <= SHOWN_BASES;
    let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
    let shortest = (is_shorter && is_shown).then(|| Shortest {
        position: line.position.saturating_add(u32::try_from(trimmed.skipped_bases).unwrap_or(u32::MAX)),
        reference: text(trimmed.reference),
        alternate: text(trimmed.alternate),
    });
    Meaning::Bases { kind, shortest, placement: placement(line.position, line.reference, allele) }
}

/// VCF 4.5 §1.6.1, ALT, and §3: the symbol's base stands before the change; SVLEN is negative for deletions up to
/// 4.3 and has no sign since; END is one for the record, SVLEN one for each allele.
fn structural(line: &Line<'_>, index: usize, allele: &[u8]) -> Meaning {
    let symbol = allele.strip_prefix(b"<").and_then(|rest| rest.strip_suffix(b">")).unwrap_or(allele);
    let kind = if symbol.is_empty() { value(line, b"SVTYPE").unwrap_or_default() } else { symbol };
    let length = value(line, b"SVLEN")
        .and_then(|text| nth(text, index))
        .and_then(|text| parse_whole(text.strip_prefix(b"-").unwrap_or(text)));
    let end = value(line, b"END").and_then(|text| nth(text, index)).and_then(parse_whole);
    let is_insertion = kind.starts_with(b"INS");
    let start = if is_insertion { line.position } else { line.position.saturating_add(1) };
    let end = end.filter(|end| *end >= line.position);
    // What is inserted takes no place on the reference; everything else takes as much as it is long.
    let end =
        if is_insertion { end.or(Some(line.position)) } else { end.or_else(|| line.position.checked_add(length?)) };
    let length = length.or_else(|| (!is_insertion).then(|| end.map(|end| end - line.position)).flatten());
    Meaning::Structural { kind: shorten(kind), start: start.min(end.unwrap_or(start)), end, length }
}

/// A value of INFO that is there and not missing.
fn value<'a>(line: &Line<'a>, key: &[u8]) -> Option<&'a [u8]> {
    let mut fields = line.info.split(|byte| *byte == b';');
    let value = fields.find_map(|field| field.strip_prefix(key)?.strip_prefix(b"="))?;
    (!matches!(value, b"" | b".")).then_some(value)
}

/// The value for one allele: its own, or the only one.
fn nth(text: &[u8], index: usize) -> Option<&[u8]> {
    let mut values = text.split(|byte| *byte == b',');
    let first = values.next()?;
    let own = if index == 0 { Some(first) } else { values.nth(index - 1) };
    own.or_else(|| (!text.contains(&b',')).then_some(first)).filter(|value| *value != b".")
}

/// VCF 4.5 §5.4: `t[p[`, `t]p]`, `]p]t` and `[p[t`; `.t` and `t.` go on nobody knows where.
fn breakend(allele: &[u8]) -> Meaning {
    let open = allele.iter().position(|byte| b"[]".contains(byte));
    let Some(open) = open else {
        let is_before = allele.last() == Some(&b'.');
        return Meaning::Breakend { mate: None, is_before, inserted: bases_beside(allele.len().saturating_sub(1)) };
    };
    let bracket = allele[open];
    let close = allele[open + 1..].iter().position(|byte| *byte == bracket).map(|at| open + 1 + at);
    let inside = allele.get(open + 1..close.unwrap_or(allele.len())).unwrap_or_default();
    let place = inside
        .iter()
        .rposition(|byte| *byte == b':')
        .and_then(|colon| Some((&inside[..colon], parse_whole(inside.get(colon + 1..)?)?)));
    let mate = place.map(|(contig, position)| Mate { contig: shorten(contig), position, goes_right: bracket == b'[' });
    let is_before = open > 0;
    let beside = if is_before { open } else { close.map_or(0, |close| allele.len() - close - 1) };
    Meaning::Breakend { mate, is_before, inserted: bases_beside(beside) }
}

/// Of the bases beside the bracket, one is the record's own.
fn bases_beside(bases: usize) -> u32 {
    u32::try_from(bases.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// GATK's gVCF and `bcftools call --gvcf`: a block reaches to INFO's END.
fn alike(line: &Line<'_>) -> Meaning {
    let bases = u32::try_from(line.reference.len()).unwrap_or(u32::MAX).max(1);
    let own_end = line.position.saturating_add(bases - 1);
    let end = value(line, b"END").and_then(parse_whole).unwrap_or(own_end).max(own_end);
    let has_genotypes = line.format.is_some_and(|format| format == b"GT" || format.starts_with(b"GT:"));
    let is_called = !has_genotypes
        || line.samples.split(|byte| *byte == b'\t').any(|sample| {
            let genotype = sample.split(|byte| *byte == b':').next().unwrap_or_default();
            genotype.iter().any(u8::is_ascii_digit)
        });
    Meaning::Alike { start: line.position, end, is_called }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcf::line;

    fn told(text: &str) -> Vec<Meaning> {
        let text = text.replace(' ', "\t");
        let columns = text.split('\t').count();
        meanings(&line::parse(text.as_bytes(), columns).unwrap())
    }

    fn structural(kind: &str, start: u32, end: Option<u32>, length: Option<u32>) -> Meaning {
        Meaning::Structural { kind: kind.to_owned(), start, end, length }
    }

    #[test]
    fn the_shortest_form_and_what_only_the_sequence_knows() {
        let shortest = Shortest { position: 101, reference: "GCA".into(), alternate: "G".into() };
        let deletion = |shortest, placement| Meaning::Bases { kind: AlleleKind::Deletion, shortest, placement };
        assert_eq!(told("1 100 . GGCA GG . . ."), [deletion(Some(shortest), Placement::Leftmost)]);
        assert_eq!(told("1 100 . CAC C . . ."), [deletion(None, Placement::NeedsReference)]);
        let snv = Meaning::Bases { kind: AlleleKind::Snv, shortest: None, placement: Placement::Leftmost };
        assert_eq!(told("1 100 . A G,<NON_REF>,* . . ."), [snv, Meaning::AnyOther, Meaning::Spanning]);
    }

    #[test]
    fn lengths_of_every_version() {
        // Up to 4.3, 4.4 and later, a list, END alone, SVLEN alone.
        for info in ["SVTYPE=DEL;END=200;SVLEN=-100", "END=200;SVLEN=100", "END=200", "SVLEN=-100", "SVLEN=100;END=."] {
            let expected = [structural("DEL", 101, Some(200), Some(100))];
            assert_eq!(told(&format!("1 100 . A <DEL> . . {info}")), expected, "{info}");
        }
        let both = [structural("DEL", 101, Some(150), Some(50)), structural("DUP:TANDEM", 101, Some(110), Some(10))];
        assert_eq!(told("1 100 . A <DEL>,<DUP:TANDEM> . . SVLEN=-50,10"), both);
        assert_eq!(told("1 100 . A <INS:ME:ALU> . . SVLEN=280"), [structural("INS:ME:ALU", 100, Some(100), Some(280))]);
        assert_eq!(told("1 100 . A <INS> . . SVTYPE=INS;END=100"), [structural("INS", 100, Some(100), None)]);
        assert_eq!(told("1 100 . A <CN0> . . SVTYPE=CNV"), [structural("CN0", 101, None, None)]);
        // An end before the start says nothing.
        assert_eq!(told("1 100 . A <INV> . . END=50"), [structural("INV", 101, None, None)]);
    }

    /// The examples of VCF 4.5 §5.4.
    #[test]
    fn breakends_have_another_end() {
        let mate = |contig: &str, position, goes_right| Some(Mate { contig: contig.to_owned(), position, goes_right });
        let end = |mate, is_before, inserted| [Meaning::Breakend { mate, is_before, inserted }];
        assert_eq!(told("2 321681 . G G]17:198982] . . ."), end(mate("17", 198_982, false), true, 0));
        assert_eq!(told("2 321682 . T ]13:123456]T . . ."), end(mate("13", 123_456, false), false, 0));
        assert_eq!(told("13 123457 . C [17:198983[C . . ."), end(mate("17", 198_983, true), false, 0));
        assert_eq!(told("2 321681 . T TAGT[HLA-A*01:01:5[ . . ."), end(mate("HLA-A*01:01", 5, true), true, 3));
        assert_eq!(told("1 5 . C C[<ctg1>:7[ . . ."), end(mate("<ctg1>", 7, true), true, 0));
        assert_eq!(told("1 5 . C .TGC . . ."), end(None, false, 2));
        assert_eq!(told("1 5 . C C. . . ."), end(None, true, 0));
    }

    #[test]
    fn blocks_are_alike_to_the_reference() {
        let alike = |end, is_called| [Meaning::Alike { start: 100, end, is_called }];
        assert_eq!(told("1 100 . A <NON_REF> . . END=250 GT:DP 0/0:30"), alike(250, true));
        assert_eq!(told("1 100 . A <*> . . END=250 GT:DP ./.:0"), alike(250, false));
        assert_eq!(told("1 100 . AC . . . ."), alike(101, true));
        assert_eq!(told("1 100 . A . . . END=7"), alike(100, true));
    }
}
