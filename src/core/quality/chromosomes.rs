//! Where records lie: in windows along the chromosomes, and which calls on X lie outside the ends that X and Y share.
//!
//! Must not know alleles.

use serde::{Deserialize, Serialize};

use super::genotype::GenotypeClass;
use crate::genome::{Assembly, Chromosome};

/// Width of a window.
pub const BIN_BASES: u32 = 1_000_000;
/// Windows of one chromosome; the longest, chromosome 1, has 250.
const MAX_BINS: usize = 256;
/// Chromosomes of [`Chromosome::all`].
const CHROMOSOMES: usize = 25;

/// Where a contig's records are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Chromosome(Chromosome),
    /// A contig that is no chromosome of the human genome.
    Elsewhere,
}

impl Place {
    pub(super) fn of(contig: &[u8]) -> Self {
        let name = String::from_utf8_lossy(contig);
        let accession = || Chromosome::from_accession(&name).map(|(chromosome, _)| chromosome);
        Chromosome::from_name(&name).or_else(accession).map_or(Self::Elsewhere, Self::Chromosome)
    }

    pub(super) fn is_x(self) -> bool {
        matches!(self, Self::Chromosome(chromosome) if chromosome.is_x())
    }
}

/// Records of each window of each chromosome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Density {
    pub(super) chromosomes: Vec<Vec<u32>>,
    pub(super) elsewhere: u32,
}

impl Default for Density {
    fn default() -> Self {
        Self { chromosomes: vec![Vec::new(); CHROMOSOMES], elsewhere: 0 }
    }
}

impl Density {
    #[inline]
    pub(super) fn add(&mut self, place: Place, position: u32) {
        let bin = (position.saturating_sub(1) / BIN_BASES) as usize;
        let bins = match place {
            Place::Chromosome(chromosome) if bin < MAX_BINS => self.chromosomes.get_mut(chromosome.index()),
            _ => None,
        };
        let Some(bins) = bins else {
            self.elsewhere += 1;
            return;
        };
        match bins.get_mut(bin) {
            Some(count) => *count += 1,
            None => {
                bins.resize(bin, 0);
                bins.push(1);
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (bins, others) in self.chromosomes.iter_mut().zip(&other.chromosomes) {
            if bins.len() < others.len() {
                bins.resize(others.len(), 0);
            }
            super::histogram::merge(bins, others);
        }
        self.elsewhere += other.elsewhere;
    }
}

/// Ends of X that pair with Y and are left out, first and last base.
///
/// Genome Reference Consortium, "Pseudoautosomal regions" (ncbi.nlm.nih.gov/grc/human), of GRCh37 and GRCh38;
/// `chm13v2.0_PAR.bed` (github.com/marbl/CHM13) of T2T-CHM13.
const SHARED_ENDS: [(Assembly, [(u32, u32); 2]); 3] = [
    (Assembly::Grch37, [(60_001, 2_699_520), (154_931_044, 155_260_560)]),
    (Assembly::Grch38, [(10_001, 2_781_479), (155_701_383, 156_030_895)]),
    (Assembly::Chm13, [(1, 2_394_410), (153_925_835, 154_259_566)]),
];

/// Calls on X outside the shared ends, once as if the file were of each build: which it is may be known only later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct XCalls([(u32, u32); SHARED_ENDS.len()]);

impl XCalls {
    pub(super) fn add(&mut self, position: u32, class: GenotypeClass) {
        use GenotypeClass::{Heterozygous, HeterozygousAlternate, Missing, Partial};
        if matches!(class, Missing | Partial) {
            return;
        }
        let is_heterozygous = matches!(class, Heterozygous | HeterozygousAlternate);
        for ((heterozygous, called), (_, ends)) in self.0.iter_mut().zip(SHARED_ENDS) {
            if !ends.iter().any(|(first, last)| (*first..=*last).contains(&position)) {
                *called += 1;
                *heterozygous += u32::from(is_heterozygous);
            }
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (count, other) in self.0.iter_mut().zip(other.0) {
            *count = (count.0 + other.0, count.1 + other.1);
        }
    }

    /// Heterozygous calls and calls in all, at records with an alternate allele.
    pub fn of(self, assembly: Assembly) -> (u32, u32) {
        let of_build = self.0.iter().zip(SHARED_ENDS).find(|(_, (build, _))| *build == assembly);
        of_build.map_or((0, 0), |(calls, _)| *calls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contigs_by_name_and_accession() {
        let x = Chromosome::from_name("X").unwrap();
        for name in ["X", "chrX", "23", "NC_000023.11"] {
            assert_eq!(Place::of(name.as_bytes()), Place::Chromosome(x), "{name}");
            assert!(Place::of(name.as_bytes()).is_x());
        }
        assert_eq!(Place::of(b"chrUn_KI270302v1"), Place::Elsewhere);
        assert_eq!(Place::of(b"\xff"), Place::Elsewhere);
    }

    #[test]
    fn windows_grow_and_far_positions_are_elsewhere() {
        let mut density = Density::default();
        let one = Place::of(b"1");
        for position in [1, BIN_BASES, BIN_BASES + 1, 2_000_000_000, 0] {
            density.add(one, position);
        }
        density.add(Place::Elsewhere, 1);
        assert_eq!((density.chromosomes[0].as_slice(), density.elsewhere), (&[3, 1][..], 2));
    }

    #[test]
    fn the_shared_ends_are_those_of_the_build() {
        let mut calls = XCalls::default();
        // 2,700,000 lies outside in GRCh37 only, 155,600,000 in GRCh38 only (GRCh37 ends before).
        for position in [2_700_000, 50_000_000, 155_100_000] {
            calls.add(position, GenotypeClass::Heterozygous);
        }
        calls.add(50_000_001, GenotypeClass::HaploidAlternate);
        calls.add(50_000_002, GenotypeClass::Missing);
        assert_eq!(calls.of(Assembly::Grch37), (2, 3));
        assert_eq!(calls.of(Assembly::Grch38), (2, 3));
        assert_eq!(calls.of(Assembly::Chm13), (3, 4));
    }
}
