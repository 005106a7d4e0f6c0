//! One change at one place of one genome build, and the notations people write it in.
//!
//! Must not know who is asked about it or which file it came from.

pub use kind::AlleleKind;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::genome::{Assembly, Chromosome, Position};

pub mod elsewhere;
mod kind;
pub mod known;
pub mod normalize;
pub mod notation;
pub mod pharmacogenes;
pub mod vrs;
pub mod written;

/// Upper-case bases of a REF or ALT allele, never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bases(String);

/// Longest allele that is taken as a question; longer ones are told apart by nobody's beacon.
pub const MAX_ALLELE_BASES: usize = 1000;

impl Bases {
    /// Reads `ACGTN` in either case.
    ///
    /// # Errors
    /// When the text is empty, too long or holds anything else.
    pub fn parse(text: &str) -> Result<Self, BadBases> {
        let fits = (1..=MAX_ALLELE_BASES).contains(&text.len());
        if fits && text.bytes().all(|base| b"ACGTNacgtn".contains(&base)) {
            Ok(Self(text.to_ascii_uppercase()))
        } else {
            Err(BadBases(text.chars().take(40).collect()))
        }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Number of bases.
    #[expect(clippy::len_without_is_empty, reason = "bases are never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Bases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Bases> for String {
    fn from(bases: Bases) -> Self {
        bases.0
    }
}

impl TryFrom<String> for Bases {
    type Error = BadBases;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

/// The text is no allele made of bases.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an allele is written with A, C, G, T or N, found {0:?}")]
pub struct BadBases(pub String);

/// A variant as VCF writes it: REF stands at the position, ALT replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Variant {
    assembly: Assembly,
    chromosome: Chromosome,
    position: Position,
    reference: Bases,
    alternate: Bases,
}

/// The parts do not make a variant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadVariant {
    /// The last reference base lies beyond the chromosome.
    #[error("chromosome {chromosome} has {length} bases in {assembly}, {position} lies beyond its end")]
    BeyondEnd {
        /// Build asked for.
        assembly: Assembly,
        /// Chromosome asked for.
        chromosome: Chromosome,
        /// Position asked for.
        position: u32,
        /// Its length.
        length: u32,
    },
    /// Nothing changes.
    #[error("the reference and the alternate allele are the same: {0}")]
    SameAlleles(Bases),
}

impl Variant {
    /// Trims what the alleles share at their ends, keeping one base each, as VCF wants it.
    ///
    /// # Errors
    /// When the place does not exist in the build or nothing changes.
    pub fn new(
        assembly: Assembly,
        chromosome: Chromosome,
        position: Position,
        reference: &Bases,
        alternate: &Bases,
    ) -> Result<Self, BadVariant> {
        if reference == alternate {
            return Err(BadVariant::SameAlleles(reference.clone()));
        }
        let length = chromosome.length(assembly);
        let last = u64::from(position.get()) + reference.len() as u64 - 1;
        if last > u64::from(length) {
            return Err(BadVariant::BeyondEnd { assembly, chromosome, position: position.get(), length });
        }
        let (reference, alternate) = (reference.as_str(), alternate.as_str());
        let trimmed = normalize::trim(reference.as_bytes(), alternate.as_bytes());
        let start = trimmed.skipped_bases;
        let skipped = u32::try_from(start).unwrap_or(0);
        Ok(Self {
            assembly,
            chromosome,
            position: Position::new(position.get() + skipped).unwrap_or(position),
            reference: Bases(reference[start..start + trimmed.reference.len()].to_owned()),
            alternate: Bases(alternate[start..start + trimmed.alternate.len()].to_owned()),
        })
    }

    /// Build.
    pub fn assembly(&self) -> Assembly {
        self.assembly
    }

    /// Chromosome.
    pub fn chromosome(&self) -> Chromosome {
        self.chromosome
    }

    /// Position of the first reference base.
    pub fn position(&self) -> Position {
        self.position
    }

    /// REF.
    pub fn reference(&self) -> &Bases {
        &self.reference
    }

    /// ALT.
    pub fn alternate(&self) -> &Bases {
        &self.alternate
    }

    /// One base for one base: the kind for which every notation is exact without the reference sequence.
    pub fn is_substitution(&self) -> bool {
        self.reference.len() == 1 && self.alternate.len() == 1
    }

    /// SPDI, as `NC_000002.12:135851075:G:A` (Holmes et al. 2020, Bioinformatics 36:1902); its position counts from 0.
    pub fn spdi(&self) -> String {
        format!(
            "{}:{}:{}:{}",
            self.chromosome.accession(self.assembly),
            self.position.start_0based(),
            self.reference,
            self.alternate
        )
    }
}

/// `2-135851076-G-A`, the form that links carry.
impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}-{}", self.chromosome, self.position, self.reference, self.alternate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(position: u32, reference: &str, alternate: &str) -> Result<Variant, BadVariant> {
        Variant::new(
            Assembly::Grch38,
            Chromosome::from_name("2").unwrap(),
            Position::new(position).unwrap(),
            &Bases::parse(reference).unwrap(),
            &Bases::parse(alternate).unwrap(),
        )
    }

    #[test]
    fn written_in_every_notation() {
        let lactase = variant(135_851_076, "g", "a").unwrap();
        assert_eq!(lactase.to_string(), "2-135851076-G-A");
        assert_eq!(lactase.spdi(), "NC_000002.12:135851075:G:A");
    }

    #[test]
    fn alleles_are_trimmed_but_stay_anchored() {
        assert_eq!(variant(100, "GAC", "GTC").unwrap().to_string(), "2-101-A-T");
        assert_eq!(variant(100, "ATCT", "A").unwrap().to_string(), "2-100-ATCT-A");
        assert_eq!(variant(100, "CATT", "CATTATT").unwrap().to_string(), "2-100-C-CATT");
        assert_eq!(variant(100, "GA", "GAA").unwrap().to_string(), "2-100-G-GA");
    }

    #[test]
    fn places_that_do_not_exist() {
        assert!(variant(242_193_529, "G", "A").is_ok());
        assert!(matches!(variant(242_193_529, "GA", "A"), Err(BadVariant::BeyondEnd { length: 242_193_529, .. })));
        assert!(matches!(variant(10, "G", "g"), Err(BadVariant::SameAlleles(_))));
    }

    #[test]
    fn alleles_are_bases() {
        for text in ["", "<DEL>", "*", "A C", "é", &"A".repeat(MAX_ALLELE_BASES + 1)] {
            assert!(Bases::parse(text).is_err(), "{text:?}");
        }
    }
}
