//! What plain words rest on: groups with their counts, and copies turned into people.
//!
//! Must not know words. Copies are turned into people only where each person has two of them.

use crate::{
    evidence::Evidence,
    genome::Chromosome,
    stats::{
        carrier::Expected,
        hardy_weinberg::Genotypes,
        interval::{Interval, Level},
        natural::NaturalFrequencies,
        pooled::Copies,
    },
    variant::known::ShippedCount,
};

/// A group of people who were counted together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// AC among AN.
    pub copies: Copies,
    /// Its people's genotypes, where they were sent.
    pub genotypes: Option<Genotypes>,
}

/// How people came out of copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Each person was counted.
    Counted,
    /// Worked out, as if copies came together by chance.
    WorkedOut,
}

/// People by how many copies they have, as shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct People {
    /// With two copies.
    pub two: f64,
    /// With one.
    pub one: f64,
    /// How they came about.
    pub how: How,
}

impl Counted {
    /// From a row of evidence; `None` without both counts.
    pub fn of_row(row: &Evidence) -> Option<Self> {
        let copies = Copies::new(row.counts.allele_count?, row.counts.allele_number?)?;
        Some(Self { copies, genotypes: row.counts.genotypes() })
    }

    /// From a count that came with the page.
    pub fn of_shipped(count: &ShippedCount) -> Option<Self> {
        Some(Self { copies: Copies::new(count.allele_count, count.allele_number)?, genotypes: None })
    }

    /// AC/AN and its 95 % interval.
    pub fn share(&self) -> (f64, Option<Interval>) {
        let (count, number) = (self.copies.allele_count(), self.copies.allele_number());
        (self.copies.frequency(), Interval::wilson(count, number, Level::NinetyFive).ok())
    }

    /// People with two copies and with one; `None` on a chromosome of which not everybody has two.
    #[expect(clippy::cast_precision_loss, reason = "three counts of 32 bits stay far below 2^52")]
    pub fn people(&self, chromosome: Chromosome) -> Option<People> {
        if !chromosome.is_autosome() {
            return None;
        }
        let counted = self.genotypes.filter(|genotypes| genotypes.people() > 0).map(|genotypes| {
            let share = |people: u32| f64::from(people) / genotypes.people() as f64;
            let (two, one) = (share(genotypes.homozygous_alternate), share(genotypes.heterozygous));
            People { two, one, how: How::Counted }
        });
        counted.or_else(|| {
            let expected = Expected::of(self.copies, Level::NinetyFive)?;
            Some(People { two: expected.homozygotes.value, one: expected.carriers.value, how: How::WorkedOut })
        })
    }
}

/// The groups' frequencies out of one round number of copies.
pub fn natural(groups: &[Counted]) -> NaturalFrequencies {
    NaturalFrequencies::of(&groups.iter().map(|group| Some(group.share())).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chromosome(name: &str) -> Chromosome {
        Chromosome::from_name(name).unwrap()
    }

    #[test]
    fn people_are_counted_where_genotypes_are_known_and_worked_out_elsewhere() {
        let copies = Copies::new(117, 198).unwrap();
        let genotypes = Genotypes { homozygous_reference: 16, heterozygous: 49, homozygous_alternate: 34 };
        let counted = Counted { copies, genotypes: Some(genotypes) }.people(chromosome("2")).unwrap();
        assert_eq!(counted, People { two: 34.0 / 99.0, one: 49.0 / 99.0, how: How::Counted });
        let worked_out = Counted { copies, genotypes: None }.people(chromosome("2")).unwrap();
        assert_eq!(worked_out.how, How::WorkedOut);
        assert!((worked_out.two + worked_out.one - (1.0 - (81.0_f64 / 198.0).powi(2))).abs() < 1e-12);
        assert_eq!(Counted { copies, genotypes: None }.people(chromosome("X")), None);
    }
}
