//! A variant in the notations that others expect.
//!
//! Owns how far each can be trusted without the reference sequence. Must not know who asks, nor how they are read
//! (`notation`).

use super::{Variant, vrs};

/// All of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// As VCF and gnomAD write it: `2-135851076-G-A`.
    pub vcf: String,
    /// HGVS, on the chromosome; `None` for an insertion before the first base, which HGVS has no form for.
    pub hgvs: Option<Hgvs>,
    /// SPDI with the alleles as they stand in the variant: `NC_000002.12:135851075:G:A`. For insertions and deletions NCBI
    /// writes a longer form, spread over the repeat they lie in.
    pub spdi: String,
    /// GA4GH VRS 2.0, for substitutions on GRCh37 and GRCh38; see [`vrs::identifier`].
    pub vrs: Option<String>,
}

/// HGVS nomenclature (<https://hgvs-nomenclature.org>, 21.0, DNA).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hgvs {
    /// With the accession: `NC_000002.12:g.135851076G>A`.
    pub text: String,
    /// Whether it is the one right way to write it.
    pub alignment: Alignment,
}

/// Whether a description stands where HGVS wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// The alleles alone decide it.
    Exact,
    /// Not 3′-aligned: HGVS wants insertions and deletions as far towards the 3′ end as the sequence allows, and an
    /// insertion that repeats what stands before it as `dup`. Only the reference sequence tells; this is where the
    /// variant was written.
    NotShifted,
}

impl Written {
    /// Everything that can be said of a variant without the reference sequence.
    pub fn of(variant: &Variant) -> Self {
        let vcf = variant.to_string();
        Self { vcf, hgvs: hgvs(variant), spdi: variant.spdi(), vrs: vrs::identifier(variant) }
    }
}

fn hgvs(variant: &Variant) -> Option<Hgvs> {
    let (reference, alternate) = (variant.reference().as_str(), variant.alternate().as_str());
    let position = variant.position().get();
    let (change, alignment) = match (reference.strip_prefix(alternate), alternate.strip_prefix(reference)) {
        (Some(deleted), _) => (format!("{}del", span(variant, alternate.len(), deleted.len())), Alignment::NotShifted),
        // Of the sequence before an insertion only the bases that VCF keeps are known.
        (_, Some(inserted)) if reference.ends_with(inserted) => {
            let before = reference.len() - inserted.len();
            (format!("{}dup", span(variant, before, inserted.len())), Alignment::NotShifted)
        }
        (_, Some(inserted)) => {
            let end = u64::from(position) + reference.len() as u64;
            (format!("{}_{end}ins{inserted}", end - 1), Alignment::NotShifted)
        }
        _ => other(variant)?,
    };
    let kind = if variant.chromosome().name() == "M" { 'm' } else { 'g' };
    let accession = variant.chromosome().accession(variant.assembly());
    Some(Hgvs { text: format!("{accession}:{kind}.{change}"), alignment })
}

/// What starts with another base than it did: a substitution, an inversion, bases for others, or an insertion or deletion
/// at the start of the chromosome, which VCF anchors by the base behind it.
fn other(variant: &Variant) -> Option<(String, Alignment)> {
    let (reference, alternate) = (variant.reference().as_str(), variant.alternate().as_str());
    if variant.is_substitution() {
        return Some((format!("{}{reference}>{alternate}", variant.position()), Alignment::Exact));
    }
    if let Some(deleted) = reference.strip_suffix(alternate) {
        return Some((format!("{}del", span(variant, 0, deleted.len())), Alignment::NotShifted));
    }
    if let Some(inserted) = alternate.strip_suffix(reference) {
        let after = variant.position().get();
        let before = after.checked_sub(1).filter(|before| *before > 0)?;
        return Some((format!("{before}_{after}ins{inserted}"), Alignment::NotShifted));
    }
    let place = span(variant, 0, reference.len());
    // Both ends of the alleles differ: nothing can be shifted.
    let change = if is_inverted(reference, alternate) { "inv".to_owned() } else { format!("delins{alternate}") };
    Some((format!("{place}{change}"), Alignment::Exact))
}

/// `bases` reference bases, `skipped` bases after the variant's first: `101` or `101_103`.
fn span(variant: &Variant, skipped: usize, bases: usize) -> String {
    let first = u64::from(variant.position().get()) + skipped as u64;
    if bases == 1 { first.to_string() } else { format!("{first}_{}", first + bases as u64 - 1) }
}

/// HGVS ranks an inversion before a deletion with an insertion.
fn is_inverted(reference: &str, alternate: &str) -> bool {
    let complement = |base: u8| match base {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' => b'A',
        other => other,
    };
    reference.len() > 1 && reference.bytes().rev().map(complement).eq(alternate.bytes())
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
