//! Alleles in their shortest form, and whether that form is also the leftmost.
//!
//! Must not know the reference sequence: what only the sequence can decide is said to need it.
//!
//! Tan et al. 2015, "Unified representation of genetic variants" (Bioinformatics 31:2202): a record is normalised
//! when it is parsimonious and left-aligned. Their test needs only the alleles: both end with different bases, and
//! they start with different bases or the shorter is one base long. Trimming makes a record parsimonious; alleles that
//! still end alike can roll to the left, by as far as the sequence before them repeats.

use serde::{Deserialize, Serialize};

/// Alleles without what they share at their ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trimmed<'a> {
    /// Bases dropped at the start: the position moves by as many.
    pub skipped_bases: usize,
    /// REF, never shorter than one base unless it was empty.
    pub reference: &'a [u8],
    /// ALT, likewise.
    pub alternate: &'a [u8],
}

/// Whether an allele stands as far left as it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Placement {
    /// It does: it is no insertion or deletion, or the base before it differs from its last.
    Leftmost,
    /// It can be shifted by one base at least; how far, only the reference sequence tells.
    NeedsReference,
    /// It is not written in bases: symbolic, a breakend, `*` or missing.
    NotBases,
}

/// Drops the shared suffix, then the shared prefix, leaving at least one base in each. Case does not count.
pub fn trim<'a>(reference: &'a [u8], alternate: &'a [u8]) -> Trimmed<'a> {
    let spare = reference.len().min(alternate.len()).saturating_sub(1);
    let is_alike = |(reference, alternate): &(&u8, &u8)| reference.eq_ignore_ascii_case(alternate);
    let suffix = reference.iter().rev().zip(alternate.iter().rev()).take(spare).take_while(is_alike).count();
    let reference = &reference[..reference.len() - suffix];
    let alternate = &alternate[..alternate.len() - suffix];
    let spare = spare - suffix;
    let skipped_bases = reference.iter().zip(alternate).take(spare).take_while(is_alike).count();
    Trimmed { skipped_bases, reference: &reference[skipped_bases..], alternate: &alternate[skipped_bases..] }
}

/// Whether a record's allele is left-aligned, as far as the record shows. Nothing lies before position 1.
pub fn placement(position: u32, reference: &[u8], alternate: &[u8]) -> Placement {
    if !is_bases(reference) || !is_bases(alternate) {
        return Placement::NotBases;
    }
    let trimmed = trim(reference, alternate);
    let ends_alike = match (trimmed.reference.last(), trimmed.alternate.last()) {
        (Some(reference), Some(alternate)) => reference.eq_ignore_ascii_case(alternate),
        _ => false,
    };
    // One base for the same base is no change, and stays where it is.
    let is_indel = trimmed.reference.len() != trimmed.alternate.len();
    if is_indel && ends_alike && position > 1 { Placement::NeedsReference } else { Placement::Leftmost }
}

/// A, C, G, T and N, in either case. VCF 4.5 §1.6.1, REF.
fn is_bases(allele: &[u8]) -> bool {
    !allele.is_empty() && allele.iter().all(|base| b"ACGTNacgtn".contains(base))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortest(reference: &str, alternate: &str) -> (usize, String, String) {
        let trimmed = trim(reference.as_bytes(), alternate.as_bytes());
        let text = |bases: &[u8]| String::from_utf8(bases.to_vec()).unwrap();
        (trimmed.skipped_bases, text(trimmed.reference), text(trimmed.alternate))
    }

    fn is(skipped: usize, reference: &str, alternate: &str) -> (usize, String, String) {
        (skipped, reference.to_owned(), alternate.to_owned())
    }

    /// Writings of one deletion in `GGGCACACACAGGG`, as in figure 1 of Tan et al.
    #[test]
    fn one_deletion_in_a_repeat() {
        // Not left-aligned, and left-aligned but with bases to spare on the right, on the left, or on both ends.
        assert_eq!(shortest("CAC", "C"), is(0, "CAC", "C"));
        assert_eq!(placement(6, b"CAC", b"C"), Placement::NeedsReference);
        assert_eq!(shortest("GCACA", "GCA"), is(0, "GCA", "G"));
        assert_eq!(shortest("GGCA", "GG"), is(1, "GCA", "G"));
        assert_eq!(shortest("GGCAC", "GGC"), is(1, "GCA", "G"));
        for (position, reference, alternate) in [(3, "GCACA", "GCA"), (2, "GGCA", "GG"), (3, "GCA", "G")] {
            assert_eq!(placement(position, reference.as_bytes(), alternate.as_bytes()), Placement::Leftmost);
        }
    }

    #[test]
    fn trimmed_to_the_shortest() {
        assert_eq!(shortest("GAC", "GTC"), is(1, "A", "T"));
        assert_eq!(shortest("GCAT", "GTGC"), is(1, "CAT", "TGC"));
        assert_eq!(shortest("CATT", "CATTATT"), is(0, "C", "CATT"));
        assert_eq!(shortest("acG", "ATg"), is(1, "c", "T"));
        assert_eq!(shortest("A", "A"), is(0, "A", "A"));
        assert_eq!(shortest("", "A"), is(0, "", "A"));
    }

    #[test]
    fn what_can_be_said_without_the_sequence() {
        let says = |reference: &str, alternate: &str| placement(100, reference.as_bytes(), alternate.as_bytes());
        assert_eq!(says("A", "G"), Placement::Leftmost);
        assert_eq!(says("AC", "GT"), Placement::Leftmost);
        assert_eq!(says("G", "GA"), Placement::Leftmost);
        assert_eq!(says("A", "AA"), Placement::NeedsReference);
        assert_eq!(says("a", "AA"), Placement::NeedsReference);
        assert_eq!(says("TAT", "T"), Placement::NeedsReference);
        assert_eq!(says("A", "A"), Placement::Leftmost);
        assert_eq!(placement(1, b"CA", b"A"), Placement::Leftmost);
        for alternate in ["<DEL>", "*", ".", "", "A]chr2:5]", "<*>"] {
            assert_eq!(says("A", alternate), Placement::NotBases, "{alternate}");
        }
    }

    /// Every pair of alleles over two letters up to four long: shortest, the same change, and settled.
    #[test]
    fn trimming_keeps_the_change() {
        let alleles: Vec<Vec<u8>> = (1..=4_u32)
            .flat_map(|bases| (0..1_u32 << bases).map(move |bits| (bases, bits)))
            .map(|(bases, bits)| (0..bases).map(|at| if bits >> at & 1 == 0 { b'A' } else { b'C' }).collect())
            .collect();
        for reference in &alleles {
            for alternate in &alleles {
                let trimmed = trim(reference, alternate);
                let (start, end) = (trimmed.skipped_bases, trimmed.skipped_bases + trimmed.reference.len());
                let rebuilt = [&reference[..start], trimmed.alternate, &reference[end..]].concat();
                assert_eq!(&rebuilt, alternate);
                let again = trim(trimmed.reference, trimmed.alternate);
                assert_eq!(again, Trimmed { skipped_bases: 0, ..trimmed });
            }
        }
    }
}
