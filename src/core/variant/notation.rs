//! Reads what a person types or pastes into the search box.
//!
//! Understands VCF-like forms, HGVS `g.` substitutions, SPDI, a pasted VCF line, an rs number or a gene symbol of
//! the catalogue. Must not ask anybody: what cannot be read from the text alone is an error that says so.

use super::{
    BadBases, BadVariant, Bases, Variant,
    known::{Catalogue, KnownVariant},
};
use crate::genome::{Assembly, Chromosome, Position};

/// What the text was understood as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Understood {
    /// One variant, or several that a VCF line with several ALT alleles holds.
    Variants {
        /// The form it was written in.
        form: Form,
        /// At least one.
        variants: Vec<Variant>,
    },
    /// Variants of the catalogue, by name; at least one.
    Named(Vec<KnownVariant>),
}

/// The form a text was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Chromosome, position, REF and ALT with some separator.
    Loose,
    /// HGVS genomic.
    Hgvs,
    /// SPDI.
    Spdi,
    /// A line of a VCF.
    VcfLine,
}

/// Why a text is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUnderstood {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// No form fits.
    #[error("this is neither a variant, an rs number nor a gene symbol: {0:?}")]
    NoForm(String),
    /// Not a human chromosome.
    #[error("no human chromosome is called {0:?}")]
    Chromosome(String),
    /// An accession that is no chromosome of a known build.
    #[error("{0:?} is no chromosome of GRCh37 or GRCh38")]
    Accession(String),
    /// No whole number above 0 where the position should stand.
    #[error("no position could be read from {0:?}")]
    Position(String),
    /// REF or ALT is missing.
    #[error("the reference and the alternate allele are needed, as in {example}")]
    AllelesMissing {
        /// The same place with alleles.
        example: String,
    },
    /// REF or ALT is not made of bases.
    #[error(transparent)]
    Bases(#[from] BadBases),
    /// The parts do not make a variant.
    #[error(transparent)]
    Variant(#[from] BadVariant),
    /// The notation leaves out bases that only the reference sequence has.
    #[error("this notation leaves out the base before the change; write it as chromosome-position-REF-ALT")]
    NeedsReference,
    /// A coding or protein change needs a transcript.
    #[error("coding and protein notation needs a transcript; write the genomic change")]
    NotGenomic,
    /// An rs number that is not in the catalogue.
    #[error("{0} is not among the well-known variants of this page; write its position and alleles")]
    RsNumber(String),
    /// Only GRCh38 coordinates of named variants are known.
    #[error("named variants are known here in GRCh38 only")]
    NamedInOtherBuild,
}

/// The one variant that its canonical form names, as an address or a saved file writes it; `None` for anything else, gene
/// names and pasted lines among it.
pub fn canonical(assembly: &str, text: &str) -> Option<Variant> {
    let assembly: Assembly = assembly.parse().ok()?;
    match read(text, assembly, &Catalogue::default()) {
        Ok(Understood::Variants { variants, .. }) => match <[Variant; 1]>::try_from(variants) {
            Ok([variant]) if variant.assembly() == assembly => Some(variant),
            _ => None,
        },
        _ => None,
    }
}

/// Reads a text; `assembly` is the build chosen beside the box, which a RefSeq accession overrules.
///
/// # Errors
/// Says what is missing or wrong.
pub fn read(text: &str, assembly: Assembly, catalogue: &Catalogue) -> Result<Understood, NotUnderstood> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NotUnderstood::Empty);
    }
    if let Some(columns) = vcf_columns(text) {
        return vcf_line(&columns, assembly);
    }
    if let Some((accession, rest)) = text.split_once(':')
        && looks_like_accession(accession)
    {
        return with_accession(accession, rest, assembly);
    }
    if is_rs_number(text) {
        let known = catalogue.by_rs_number(text).ok_or_else(|| NotUnderstood::RsNumber(text.to_owned()))?;
        return named(vec![known], assembly);
    }
    let of_gene = catalogue.by_gene(text);
    if !of_gene.is_empty() {
        return named(of_gene, assembly);
    }
    loose(text, assembly)
}

fn named(known: Vec<&KnownVariant>, assembly: Assembly) -> Result<Understood, NotUnderstood> {
    if assembly != Assembly::Grch38 {
        return Err(NotUnderstood::NamedInOtherBuild);
    }
    Ok(Understood::Named(known.into_iter().cloned().collect()))
}

fn is_rs_number(text: &str) -> bool {
    let digits = text.get(..2).filter(|rs| rs.eq_ignore_ascii_case("rs")).and_then(|_| text.get(2..));
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn looks_like_accession(text: &str) -> bool {
    text.get(..3).is_some_and(|prefix| prefix.ends_with('_') && prefix.bytes().take(2).all(|b| b.is_ascii_alphabetic()))
}

/// The columns of a VCF line: five or more, the second a number.
fn vcf_columns(text: &str) -> Option<Vec<&str>> {
    let columns: Vec<&str> =
        if text.contains('\t') { text.split('\t').collect() } else { text.split_whitespace().collect() };
    let is_line = columns.len() >= 5 && columns[1].trim().bytes().all(|b| b.is_ascii_digit()) && !columns[1].is_empty();
    is_line.then_some(columns)
}

fn vcf_line(columns: &[&str], assembly: Assembly) -> Result<Understood, NotUnderstood> {
    let chromosome = chromosome(columns[0].trim())?;
    let position = position(columns[1].trim())?;
    let alternates: Vec<&str> = columns[4].split(',').map(str::trim).collect();
    // A symbolic or overlapping allele beside a plain one is no question anybody can be asked.
    let is_plain = |alternate: &&&str| !alternate.starts_with('<') && **alternate != "*";
    let some_are_plain = alternates.iter().any(|alternate| is_plain(&alternate));
    let variants = alternates
        .iter()
        .filter(|alternate| !some_are_plain || is_plain(alternate))
        .map(|alternate| variant(assembly, chromosome, position, columns[3].trim(), alternate))
        .collect::<Result<_, _>>()?;
    Ok(Understood::Variants { form: Form::VcfLine, variants })
}

fn with_accession(accession: &str, rest: &str, chosen: Assembly) -> Result<Understood, NotUnderstood> {
    if rest.starts_with("c.") || rest.starts_with("p.") || rest.starts_with("n.") {
        return Err(NotUnderstood::NotGenomic);
    }
    let unknown = || NotUnderstood::Accession(accession.to_owned());
    let (chromosome, assembly) = Chromosome::from_accession(accession).ok_or_else(unknown)?;
    let assembly = assembly.unwrap_or(chosen);
    let (form, variant) = match genomic(rest) {
        Some(change) => (Form::Hgvs, hgvs(change, chromosome, assembly)?),
        None => (Form::Spdi, spdi(rest, chromosome, assembly)?),
    };
    Ok(Understood::Variants { form, variants: vec![variant] })
}

fn genomic(text: &str) -> Option<&str> {
    text.strip_prefix("g.").or_else(|| text.strip_prefix("m."))
}

/// A substitution, HGVS nomenclature 21.0, DNA/substitution.
fn hgvs(change: &str, chromosome: Chromosome, assembly: Assembly) -> Result<Variant, NotUnderstood> {
    let (digits, rest) = split_digits(change);
    if rest.starts_with('_') || ["del", "ins", "dup", "inv", "con"].iter().any(|kind| rest.contains(kind)) {
        return Err(NotUnderstood::NeedsReference);
    }
    let position = position(digits)?;
    let Some((reference, alternate)) = rest.split_once('>') else {
        return Err(alleles_missing(chromosome, position));
    };
    variant(assembly, chromosome, position, reference.trim(), alternate.trim())
}

fn spdi(text: &str, chromosome: Chromosome, assembly: Assembly) -> Result<Variant, NotUnderstood> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let start: u32 = parts[0].parse().map_err(|_| NotUnderstood::Position(shortened(parts[0])))?;
    let position = Position::from_0based(start).ok_or_else(|| NotUnderstood::Position(shortened(parts[0])))?;
    let [_, deleted, inserted] = parts[..] else {
        return Err(alleles_missing(chromosome, position));
    };
    // SPDI may give the number of deleted bases instead of the bases.
    let counts_bases = !deleted.is_empty() && deleted.bytes().all(|b| b.is_ascii_digit());
    if deleted.is_empty() || inserted.is_empty() || counts_bases {
        return Err(NotUnderstood::NeedsReference);
    }
    variant(assembly, chromosome, position, deleted, inserted)
}

/// `2-135851076-G-A`, `chr2:135,851,076 G>A`, `2:g.135851076G>A`, `2 135851076 G A`, …
fn loose(text: &str, assembly: Assembly) -> Result<Understood, NotUnderstood> {
    let no_form = || NotUnderstood::NoForm(shortened(text));
    let (name, rest) = text.split_once([':', '-', '_', ' ', '\t', '/']).ok_or_else(no_form)?;
    let rest = rest.trim_start_matches(is_separator);
    let rest = genomic(rest).unwrap_or(rest);
    let (digits, rest) = split_digits(rest);
    if digits.is_empty() && Chromosome::from_name(name).is_none() {
        return Err(no_form());
    }
    let chromosome = chromosome(name)?;
    let position = position(if digits.is_empty() { rest } else { digits })?;
    let alleles: Vec<&str> = rest.split(is_separator).filter(|part| !part.is_empty()).collect();
    let variants = match alleles[..] {
        [reference, alternate] => vec![variant(assembly, chromosome, position, reference, alternate)?],
        _ => return Err(alleles_missing(chromosome, position)),
    };
    Ok(Understood::Variants { form: Form::Loose, variants })
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '-' | '_' | '/' | '>' | '→' | '|' | ',')
}

/// Leading digits, which may be grouped by commas, apostrophes or thin spaces.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text
        .char_indices()
        .find(|(at, c)| {
            let groups = matches!(c, ',' | '\'' | '’' | '\u{2009}' | '\u{202f}' | '\u{a0}')
                && text[at + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
            !c.is_ascii_digit() && !groups
        })
        .map_or(text.len(), |(at, _)| at);
    text.split_at(end)
}

fn chromosome(name: &str) -> Result<Chromosome, NotUnderstood> {
    Chromosome::from_name(name).ok_or_else(|| NotUnderstood::Chromosome(shortened(name)))
}

fn position(text: &str) -> Result<Position, NotUnderstood> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok().and_then(Position::new).ok_or_else(|| NotUnderstood::Position(shortened(text)))
}

fn variant(
    assembly: Assembly,
    chromosome: Chromosome,
    position: Position,
    reference: &str,
    alternate: &str,
) -> Result<Variant, NotUnderstood> {
    Ok(Variant::new(assembly, chromosome, position, &Bases::parse(reference)?, &Bases::parse(alternate)?)?)
}

fn alleles_missing(chromosome: Chromosome, position: Position) -> NotUnderstood {
    NotUnderstood::AllelesMissing { example: format!("{chromosome}-{position}-G-A") }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read38(text: &str) -> Result<Understood, NotUnderstood> {
        read(text, Assembly::Grch38, &Catalogue::built_in())
    }

    fn texts(text: &str) -> Vec<String> {
        match read38(text) {
            Ok(Understood::Variants { variants, .. }) => variants.iter().map(ToString::to_string).collect(),
            Ok(Understood::Named(known)) => known.iter().map(|known| known.variant.to_string()).collect(),
            Err(error) => panic!("{text}: {error}"),
        }
    }

    #[test]
    fn every_form_of_the_same_variant() {
        for text in [
            "2-135851076-G-A",
            "chr2:135851076 G>A",
            "chr2:135,851,076 G>A",
            "2:135851076:G:A",
            "2:135851076G>A",
            "chr2:g.135851076G>A",
            "2 135851076 g a",
            "chr2_135851076_G/A",
            "2:135851076 G → A",
            "NC_000002.12:g.135851076G>A",
            "NC_000002.12:135851075:G:A",
            "chr2\t135851076\trs4988235\tG\tA\t50\tPASS\t.\tGT\t0/1",
            "2 135851076 . G A",
            "  rs4988235 ",
        ] {
            assert_eq!(texts(text), ["2-135851076-G-A"], "{text}");
        }
    }

    #[test]
    fn several_alternates_of_a_line_are_several_variants() {
        assert_eq!(texts("chr2\t100\t.\tGA\tG,GAA\t.\t.\t."), ["2-100-GA-G", "2-100-G-GA"]);
        assert_eq!(texts("chr2 100 . G A,<NON_REF> . . ."), ["2-100-G-A"]);
        assert!(matches!(read38("chr2 100 . G <NON_REF> . . ."), Err(NotUnderstood::Bases(_))));
    }

    #[test]
    fn the_accession_overrules_the_build() {
        let Ok(Understood::Variants { variants, form: Form::Hgvs }) = read38("NC_000002.11:g.136608646G>A") else {
            panic!("not understood")
        };
        assert_eq!(variants[0].assembly(), Assembly::Grch37);
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        use NotUnderstood as Not;
        let error = |text: &str| read38(text).expect_err(text);
        assert_eq!(error("  "), Not::Empty);
        assert_eq!(error("hello"), Not::NoForm("hello".into()));
        assert_eq!(error("hello world"), Not::NoForm("hello world".into()));
        assert_eq!(error("chr99-5-G-A"), Not::Chromosome("chr99".into()));
        assert_eq!(error("NC_000099.1:g.5G>A"), Not::Accession("NC_000099.1".into()));
        assert_eq!(error("2-0-G-A"), Not::Position("0".into()));
        assert_eq!(error("2-99999999999-G-A"), Not::Position("99999999999".into()));
        assert!(matches!(error("2-x-G-A"), Not::Position(_)));
        assert_eq!(error("2-100"), Not::AllelesMissing { example: "2-100-G-A".into() });
        assert!(matches!(error("2-100-G-<DEL>"), Not::Bases(_)));
        assert!(matches!(error("2-300000000-G-A"), Not::Variant(BadVariant::BeyondEnd { .. })));
        assert!(matches!(error("2-100-G-G"), Not::Variant(BadVariant::SameAlleles(_))));
        assert_eq!(error("NC_000007.14:g.117559592_117559594del"), Not::NeedsReference);
        assert_eq!(error("NC_000007.14:117559591:CTT:"), Not::NeedsReference);
        assert_eq!(error("NM_000492.4:c.1521_1523del"), Not::NotGenomic);
        assert_eq!(error("rs1"), Not::RsNumber("rs1".into()));
        assert_eq!(read("rs4988235", Assembly::Grch37, &Catalogue::built_in()), Err(Not::NamedInOtherBuild));
    }
}
