//! Single-base substitutions, counted as `bcftools stats` counts them.
//!
//! Must not know records beyond REF and one ALT.

/// What an alternate does to one base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Substitution {
    /// A ↔ G or C ↔ T.
    Transition,
    /// Between purine and pyrimidine.
    Transversion,
}

/// The substitution an alternate is, if it is one.
///
/// bcftools 1.16 `vcfstats.c` `do_snp_stats` counts each alternate that htslib's `bcf_set_variant_type`
/// (`vcf.c`) calls a SNP, by the *first* bases of REF and ALT, where both are A, C, G or T in any case. Of
/// the longer alleles that htslib calls SNP (all but one base equal) that leaves those that differ in the
/// first base only.
#[inline]
pub(super) fn substitution(reference: &[u8], alternate: &[u8]) -> Option<Substitution> {
    let ([from, reference_rest @ ..], [to, alternate_rest @ ..]) = (reference, alternate) else { return None };
    if !reference_rest.eq_ignore_ascii_case(alternate_rest) {
        return None;
    }
    let (from, to) = (code(*from)?, code(*to)?);
    match from ^ to {
        0 => None,
        2 => Some(Substitution::Transition),
        _ => Some(Substitution::Transversion),
    }
}

/// A 0, C 1, G 2, T 3: a transition flips the second bit alone.
fn code(base: u8) -> Option<u8> {
    match base {
        b'A' | b'a' => Some(0),
        b'C' | b'c' => Some(1),
        b'G' | b'g' => Some(2),
        b'T' | b't' => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Substitution::*, *};

    #[test]
    fn counts_like_bcftools() {
        for (reference, alternate, expected) in [
            ("A", "G", Some(Transition)),
            ("C", "t", Some(Transition)),
            ("A", "C", Some(Transversion)),
            ("G", "C", Some(Transversion)),
            ("a", "A", None),
            ("A", "N", None),
            ("N", "A", None),
            ("A", "*", None),
            ("A", "<DEL>", None),
            ("A", "GA", None),
            // htslib: SNP; counted because the first base is the one that differs.
            ("ACG", "GCG", Some(Transition)),
            // htslib: SNP; not counted because the first bases are equal.
            ("AC", "AT", None),
            // htslib: MNP.
            ("AC", "GT", None),
        ] {
            assert_eq!(substitution(reference.as_bytes(), alternate.as_bytes()), expected, "{reference} {alternate}");
        }
    }
}
