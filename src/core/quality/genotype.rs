//! What a genotype is: one of eight classes, and which alternates it names.
//!
//! Must not know a record.

use serde::{Deserialize, Serialize};

/// A genotype's class, at any ploidy and phase.
///
/// The classes are those of htslib 1.16 `vcfutils.c` `bcf_gt_type`, but for [`Self::Partial`], which is
/// missing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GenotypeClass {
    /// No allele is called.
    Missing,
    /// Some alleles are called and some are not: `./1`.
    Partial,
    /// `0`.
    HaploidReference,
    /// `1`.
    HaploidAlternate,
    /// `0/0`.
    HomozygousReference,
    /// `0/1`.
    Heterozygous,
    /// `1/2`.
    HeterozygousAlternate,
    /// `1/1`.
    HomozygousAlternate,
}

impl GenotypeClass {
    /// How many there are.
    pub const COUNT: usize = 8;
}

/// A genotype, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Genotype {
    pub(super) class: GenotypeClass,
    /// Lowest and highest alternate named, counted from 1; 0 when there is none.
    pub(super) alternates: (u32, u32),
}

use GenotypeClass::*;

impl Genotype {
    const MISSING: Self = Self { class: Missing, alternates: (0, 0) };

    /// VCF 4.5 §1.6.2, GT. What is no genotype counts as missing.
    #[inline]
    pub(super) fn read(text: &[u8]) -> Self {
        match text {
            [first, _, second] if first.is_ascii_digit() && second.is_ascii_digit() => {
                let (first, second) = (u32::from(first - b'0'), u32::from(second - b'0'));
                let (low, high) = (first.min(second), first.max(second));
                match (low, high) {
                    (0, 0) => Self { class: HomozygousReference, alternates: (0, 0) },
                    (0, _) => Self { class: Heterozygous, alternates: (high, high) },
                    _ if low == high => Self { class: HomozygousAlternate, alternates: (low, high) },
                    _ => Self { class: HeterozygousAlternate, alternates: (low, high) },
                }
            }
            _ => Self::read_any(text).unwrap_or(Self::MISSING),
        }
    }

    fn read_any(text: &[u8]) -> Option<Self> {
        let alleles = text.strip_prefix(b"/").or_else(|| text.strip_prefix(b"|")).unwrap_or(text);
        let (mut called, mut missing, mut references) = (0, 0, 0);
        let (mut low, mut high) = (u32::MAX, 0);
        for allele in alleles.split(|byte| matches!(byte, b'/' | b'|')) {
            if allele == b"." {
                missing += 1;
                continue;
            }
            let number = std::str::from_utf8(allele).ok()?.parse::<u32>().ok()?;
            called += 1;
            if number == 0 {
                references += 1;
            } else {
                (low, high) = (low.min(number), high.max(number));
            }
        }
        let class = match (called, missing, references) {
            (0, ..) => Missing,
            (_, 1.., _) => Partial,
            (1, _, 1) => HaploidReference,
            (1, ..) => HaploidAlternate,
            (called, _, references) if called == references => HomozygousReference,
            (_, _, 1..) => Heterozygous,
            _ if low == high => HomozygousAlternate,
            _ => HeterozygousAlternate,
        };
        Some(Self { class, alternates: (if high == 0 { 0 } else { low }, high) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        for (text, class, alternates) in [
            ("0/0", HomozygousReference, (0, 0)),
            ("0|1", Heterozygous, (1, 1)),
            ("2/0", Heterozygous, (2, 2)),
            ("1/1", HomozygousAlternate, (1, 1)),
            ("2|1", HeterozygousAlternate, (1, 2)),
            ("0/12", Heterozygous, (12, 12)),
            ("|0/1", Heterozygous, (1, 1)),
            ("0/0/0/1", Heterozygous, (1, 1)),
            ("1/2/2", HeterozygousAlternate, (1, 2)),
            ("0", HaploidReference, (0, 0)),
            ("3", HaploidAlternate, (3, 3)),
            ("./1", Partial, (1, 1)),
            ("./.", Missing, (0, 0)),
            (".", Missing, (0, 0)),
            ("A/C", Missing, (0, 0)),
            ("", Missing, (0, 0)),
        ] {
            assert_eq!(Genotype::read(text.as_bytes()), Genotype { class, alternates }, "{text}");
        }
    }
}
