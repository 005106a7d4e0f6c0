//! Transitions and transversions, and which base became which.
//!
//! Must not know records but for one reference and one alternate.

use serde::{Deserialize, Serialize};

/// Transitions and transversions, counted as `bcftools stats` does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TiTv {
    /// A ↔ G, C ↔ T.
    pub transitions: u32,
    /// Every other.
    pub transversions: u32,
}

impl TiTv {
    /// Transitions per transversion; `None` without any transversion.
    pub fn ratio(self) -> Option<f64> {
        (self.transversions > 0).then(|| f64::from(self.transitions) / f64::from(self.transversions))
    }

    /// Both kinds together.
    pub fn total(self) -> u32 {
        self.transitions + self.transversions
    }

    #[inline]
    pub(super) fn add(&mut self, change: Change) {
        // Without a branch: which of the two comes next cannot be foretold.
        let is_transition = u32::from(change.is_transition());
        self.transitions += is_transition;
        self.transversions += 1 - is_transition;
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.transitions += other.transitions;
        self.transversions += other.transversions;
    }
}

/// One base in place of another: A 0, C 1, G 2, T 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) from: u8,
    pub(super) to: u8,
}

impl Change {
    /// The substitution that an alternate is, if it is one.
    ///
    /// bcftools 1.16 `vcfstats.c` `do_snp_stats` counts each alternate that htslib's `bcf_set_variant_type`
    /// (`vcf.c`) calls a SNP, by the *first* bases of REF and ALT, where both are A, C, G or T in any case. Of
    /// the longer alleles that htslib calls SNP (all but one base equal) that leaves those that differ in the
    /// first base only.
    #[inline]
    pub(super) fn of(reference: &[u8], alternate: &[u8]) -> Option<Self> {
        let ([from, reference_rest @ ..], [to, alternate_rest @ ..]) = (reference, alternate) else { return None };
        if !reference_rest.eq_ignore_ascii_case(alternate_rest) {
            return None;
        }
        let (from, to) = (code(*from)?, code(*to)?);
        (from != to).then_some(Self { from, to })
    }

    /// A transition flips the second bit alone.
    fn is_transition(self) -> bool {
        self.from ^ self.to == 2
    }

    /// Its class among [`SUBSTITUTION_CLASSES`].
    #[inline]
    pub(super) fn class(self) -> usize {
        // By the base before, then the base after; equal ones do not occur.
        const CLASSES: [u8; 16] = [0, 5, 4, 3, 0, 0, 1, 2, 2, 1, 0, 0, 3, 4, 5, 0];
        usize::from(CLASSES[usize::from((self.from << 2 | self.to) & 15)])
    }
}

/// Codes of the bases in either case, [`NO_BASE`] for any other byte.
const CODES: [u8; 256] = {
    let mut codes = [NO_BASE; 256];
    let mut base = 0;
    while base < 4 {
        let letter = b"ACGT"[base];
        codes[letter as usize] = base as u8;
        codes[letter.to_ascii_lowercase() as usize] = base as u8;
        base += 1;
    }
    codes
};
const NO_BASE: u8 = 4;

fn code(base: u8) -> Option<u8> {
    let code = CODES[usize::from(base)];
    (code < NO_BASE).then_some(code)
}

/// The twelve substitutions as six, each with its complement on the other strand, named by the pyrimidine.
///
/// The convention of mutational signatures (Alexandrov 2013, Nature 500:415). The bases beside the changed one, which
/// make 96 of the six, stand in the reference sequence and not in a VCF.
pub const SUBSTITUTION_CLASSES: [&str; 6] = ["C>A", "C>G", "C>T", "T>A", "T>C", "T>G"];

/// Lower ends of the ranges of QUAL that Ti/Tv is told for; the first range is for records without a QUAL.
pub const QUALITY_BINS: [f32; 6] = [f32::NEG_INFINITY, 20.0, 30.0, 50.0, 100.0, 200.0];

#[inline]
pub(super) fn quality_bin(quality: Option<f32>) -> usize {
    quality.map_or(0, |quality| QUALITY_BINS.iter().map(|low| usize::from(quality >= *low)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_like_bcftools() {
        for (reference, alternate, is_transition) in [
            ("A", "G", Some(true)),
            ("C", "t", Some(true)),
            ("A", "C", Some(false)),
            ("G", "C", Some(false)),
            ("a", "A", None),
            ("A", "N", None),
            ("N", "A", None),
            ("A", "*", None),
            ("A", "<DEL>", None),
            ("A", "GA", None),
            // htslib: SNP; counted because the first base is the one that differs.
            ("ACG", "GCG", Some(true)),
            // htslib: SNP; not counted because the first bases are equal.
            ("AC", "AT", None),
            // htslib: MNP.
            ("AC", "GT", None),
        ] {
            let found = Change::of(reference.as_bytes(), alternate.as_bytes()).map(Change::is_transition);
            assert_eq!(found, is_transition, "{reference} {alternate}");
        }
    }

    #[test]
    fn twelve_substitutions_are_six_classes() {
        let class = |text: &str| {
            let (from, to) = text.split_once('>').unwrap();
            SUBSTITUTION_CLASSES[Change::of(from.as_bytes(), to.as_bytes()).unwrap().class()]
        };
        for (pyrimidine, purine) in
            [("C>A", "G>T"), ("C>G", "G>C"), ("C>T", "G>A"), ("T>A", "A>T"), ("T>C", "A>G"), ("T>G", "A>C")]
        {
            assert_eq!((class(pyrimidine), class(purine)), (pyrimidine, pyrimidine));
        }
    }

    #[test]
    fn qualities_fall_into_seven_ranges() {
        let found = [None, Some(-1.0), Some(19.9), Some(20.0), Some(49.0), Some(99.0), Some(199.0), Some(1e9)];
        assert_eq!(found.map(quality_bin), [0, 1, 1, 2, 3, 4, 5, 6]);
    }
}
