//! What the records say of one sample.
//!
//! Must not know other samples.

use serde::{Deserialize, Serialize};

use crate::{decimal, records::NewCall};

use super::{
    chromosomes::XCalls,
    genotype::{Genotype, GenotypeClass},
    histogram::{self, Histogram},
    substitutions::TiTv,
};

/// Largest DP and GQ counted apart; see [`Histogram`].
const LARGEST: usize = 200;
/// Allele balance is counted in hundredths.
const HUNDREDTHS: u32 = 100;

/// Counts of one sample, at records with an alternate allele unless told otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SampleCounts {
    /// By [`GenotypeClass`]; records without GT are not counted.
    pub genotypes: [u32; GenotypeClass::COUNT],
    /// Heterozygous and homozygous alternate calls that name a single-base substitution: what `bcftools stats` counts per
    /// sample.
    pub snv_genotypes: (u32, u32),
    /// At records without an alternate allele.
    pub reference_genotypes: [u32; GenotypeClass::COUNT],
    /// DP of called genotypes, or of all where the file has no genotypes.
    pub depths: Histogram,
    /// All DP of [`Self::depths`] added up.
    pub depth_sum: u64,
    /// GQ, likewise.
    pub genotype_qualities: Histogram,
    /// Reads of the alternate among those of both alleles, in hundredths, rounded down: heterozygous substitutions with
    /// the reference as the other allele, from AD.
    pub balances: Histogram,
    /// Substitutions of heterozygous calls.
    pub heterozygous: TiTv,
    /// Substitutions of homozygous calls.
    pub homozygous: TiTv,
    /// Records where this sample alone, of those counted, has an alternate in a diploid call; counted as `bcftools
    /// stats` does.
    pub singletons: u32,
    /// On X.
    pub x: XCalls,
}

impl SampleCounts {
    pub(super) fn new() -> Self {
        Self {
            depths: Histogram::up_to(LARGEST),
            genotype_qualities: Histogram::up_to(LARGEST),
            balances: Histogram::up_to(HUNDREDTHS as usize),
            ..Self::default()
        }
    }

    /// How many calls are of a class.
    pub fn of(&self, class: GenotypeClass) -> u32 {
        self.genotypes[class as usize]
    }

    /// Heterozygous and homozygous alternate calls as Hail's `sample_qc` counts them, which the EGA pipeline calls after
    /// splitting multi-allelic records: a call with two different alternates is heterozygous for each. Haploid and
    /// partly missing calls are neither.
    pub fn zygosity(&self) -> (u32, u32) {
        use GenotypeClass::{Heterozygous, HeterozygousAlternate, HomozygousAlternate};
        (self.of(Heterozygous) + 2 * self.of(HeterozygousAlternate), self.of(HomozygousAlternate))
    }

    /// Called and all genotypes; a partly missing one is not called.
    pub fn called(&self) -> (u64, u64) {
        let all = histogram::sum(&self.genotypes);
        let missing = self.of(GenotypeClass::Missing) + self.of(GenotypeClass::Partial);
        (all - u64::from(missing), all)
    }

    /// Mean DP of [`Self::depths`].
    pub fn mean_depth(&self) -> Option<f64> {
        let total = self.depths.total();
        #[expect(clippy::cast_precision_loss, reason = "sums of a few billion")]
        (total > 0).then(|| self.depth_sum as f64 / total as f64)
    }

    #[inline]
    pub(super) fn numbers(&mut self, call: &NewCall<'_>) {
        if let Some(depth) = call.depth {
            self.depths.add(depth);
            self.depth_sum += u64::from(depth);
        }
        if let Some(quality) = call.genotype_quality {
            self.genotype_qualities.add(quality);
        }
    }

    /// For a heterozygous substitution.
    #[inline]
    pub(super) fn balance(&mut self, genotype: Genotype, allele_depths: &[u8]) {
        let (alternate, _) = genotype.alternates;
        if let Some(share) = hundredths(allele_depths, alternate as usize) {
            self.balances.add(share);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        histogram::merge(&mut self.genotypes, &other.genotypes);
        self.snv_genotypes.0 += other.snv_genotypes.0;
        self.snv_genotypes.1 += other.snv_genotypes.1;
        histogram::merge(&mut self.reference_genotypes, &other.reference_genotypes);
        self.depths.merge(&other.depths);
        self.depth_sum += other.depth_sum;
        self.genotype_qualities.merge(&other.genotype_qualities);
        self.balances.merge(&other.balances);
        self.heterozygous.merge(other.heterozygous);
        self.homozygous.merge(other.homozygous);
        self.singletons += other.singletons;
        self.x.merge(other.x);
    }
}

/// Share of an alternate's reads among its own and the reference's; `None` where one is missing or there are none.
#[inline]
fn hundredths(allele_depths: &[u8], alternate: usize) -> Option<u32> {
    let (reads, reference) = reads(allele_depths, alternate)?;
    (reads * HUNDREDTHS).checked_div(reference + reads)
}

/// Reads of an alternate and of the reference, as AD gives them.
#[inline]
pub(crate) fn reads(allele_depths: &[u8], alternate: usize) -> Option<(u32, u32)> {
    if alternate == 1
        && let Some((reference, reads)) = decimal::pair(allele_depths)
    {
        return Some((reads, reference));
    }
    let mut depths = allele_depths.split(|byte| *byte == b',');
    let reference = number(depths.next()?)?;
    Some((number(depths.nth(alternate.checked_sub(1)?)?)?, reference))
}

/// A number of reads; a file that has ten million at one place is no VCF of ours.
#[inline]
fn number(text: &[u8]) -> Option<u32> {
    if text.is_empty() || text.len() > 7 {
        return None;
    }
    text.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balances_are_rounded_down() {
        for (text, alternate, expected) in [
            ("15,16", 1, Some(51)),
            ("8,2", 1, Some(20)),
            ("801,199", 1, Some(19)),
            ("0,7", 1, Some(100)),
            ("7,0,3", 2, Some(30)),
            ("0,0", 1, None),
            (".", 1, None),
            (".,3", 1, None),
            ("7", 1, None),
            ("7,3", 0, None),
            ("99999999,3", 1, None),
        ] {
            assert_eq!(hundredths(text.as_bytes(), alternate), expected, "{text} {alternate}");
        }
    }
}
