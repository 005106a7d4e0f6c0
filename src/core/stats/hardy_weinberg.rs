//! Genotypes as they were counted, as Hardy and Weinberg would expect them, and the exact test between both.
//!
//! Wigginton, Cutler, Abecasis 2005, Am J Hum Genet 76:887. Must not know where the counts came from.

use super::{
    carrier::Estimate,
    interval::{Interval, Level},
};

/// People by how many copies of the allele they have, two alleles called in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Genotypes {
    /// None.
    pub homozygous_reference: u32,
    /// One.
    pub heterozygous: u32,
    /// Two.
    pub homozygous_alternate: u32,
}

/// As many people of each genotype as the allele frequency leads one to expect; no whole numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpectedGenotypes {
    /// n·(1 − q)²
    pub homozygous_reference: f64,
    /// n·2q(1 − q)
    pub heterozygous: f64,
    /// n·q²
    pub homozygous_alternate: f64,
}

/// Genotypes beside what was expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equilibrium {
    /// As counted.
    pub observed: Genotypes,
    /// Under random mating (Hardy 1908, Science 28:49), from the people's own allele frequency.
    pub expected: ExpectedGenotypes,
    /// P of genotypes at least as unlikely by chance; see [`exact_p`].
    pub p: f64,
}

impl Genotypes {
    /// Everybody.
    pub fn people(self) -> u64 {
        u64::from(self.homozygous_reference) + u64::from(self.heterozygous) + u64::from(self.homozygous_alternate)
    }

    /// q, of the people counted; `None` for nobody.
    #[expect(clippy::cast_precision_loss, reason = "three counts of 32 bits stay far below 2^52")]
    pub fn alternate_frequency(self) -> Option<f64> {
        let copies = u64::from(self.heterozygous) + 2 * u64::from(self.homozygous_alternate);
        (self.people() > 0).then(|| copies as f64 / (2 * self.people()) as f64)
    }

    /// People with one copy or two, among all who were counted, with the Wilson interval: counted, not expected. `None`
    /// for nobody, or more than 32 bits count.
    pub fn carriers(self, level: Level) -> Option<Estimate> {
        let carriers = self.heterozygous.checked_add(self.homozygous_alternate)?;
        let people = u32::try_from(self.people()).ok()?;
        let interval = Interval::wilson(carriers, people, level).ok()?;
        Some(Estimate { value: f64::from(carriers) / f64::from(people), interval })
    }

    /// People with one copy, likewise.
    pub fn heterozygotes(self, level: Level) -> Option<Estimate> {
        let people = u32::try_from(self.people()).ok()?;
        let interval = Interval::wilson(self.heterozygous, people, level).ok()?;
        Some(Estimate { value: f64::from(self.heterozygous) / f64::from(people), interval })
    }

    /// As random mating would have it; `None` for nobody.
    #[expect(clippy::cast_precision_loss, reason = "three counts of 32 bits stay far below 2^52")]
    pub fn expected(self) -> Option<ExpectedGenotypes> {
        let (q, people) = (self.alternate_frequency()?, self.people() as f64);
        Some(ExpectedGenotypes {
            homozygous_reference: people * (1.0 - q) * (1.0 - q),
            heterozygous: people * 2.0 * q * (1.0 - q),
            homozygous_alternate: people * q * q,
        })
    }
}

impl Equilibrium {
    /// `None` for nobody.
    pub fn of(observed: Genotypes) -> Option<Self> {
        let Genotypes { homozygous_reference, heterozygous, homozygous_alternate } = observed;
        let p = exact_p(homozygous_reference, heterozygous, homozygous_alternate)?;
        Some(Self { observed, expected: observed.expected()?, p })
    }
}

/// P that genotype counts at least as unlikely as these arise by chance from the same alleles; `None` for nobody.
pub fn exact_p(homozygous_reference: u32, heterozygous: u32, homozygous_alternate: u32) -> Option<f64> {
    let people = u64::from(homozygous_reference) + u64::from(heterozygous) + u64::from(homozygous_alternate);
    if people == 0 {
        return None;
    }
    let rare_homozygous = u64::from(homozygous_reference.min(homozygous_alternate));
    let rare = 2 * rare_homozygous + u64::from(heterozygous);
    let seen = u64::from(heterozygous);
    // The likeliest number of heterozygotes, of the parity that the rare allele's copies allow.
    let middle = (rare as f64 * (2 * people - rare) as f64 / (2 * people) as f64) as u64;
    let middle = if middle % 2 == rare % 2 { middle } else { middle + 1 }.min(rare);
    let homozygotes = |het: u64| ((rare - het) / 2, people - het - (rare - het) / 2);
    let mut weights = vec![(middle, 1.0)];
    let (mut het, mut weight) = (middle, 1.0);
    while het > 1 {
        let (few, many) = homozygotes(het);
        weight *= (het * (het - 1)) as f64 / (4.0 * (few + 1) as f64 * (many + 1) as f64);
        het -= 2;
        weights.push((het, weight));
    }
    (het, weight) = (middle, 1.0);
    while het + 2 <= rare {
        let (few, many) = homozygotes(het);
        weight *= 4.0 * few as f64 * many as f64 / ((het + 2) * (het + 1)) as f64;
        het += 2;
        weights.push((het, weight));
    }
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let own = weights.iter().find(|(het, _)| *het == seen).map(|(_, weight)| *weight)?;
    // Weights that are equal but for rounding count as equal.
    let unlikely = weights.iter().map(|(_, weight)| *weight).filter(|weight| *weight <= own * (1.0 + 1e-9));
    Some((unlikely.sum::<f64>() / total).min(1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_counts_by_hand() {
        // Wigginton's equation 1: P(het) = n! 2^het a! b! / (aa! het! bb! (2n)!).
        for (counts, expected) in [
            ((0, 0, 0), None),
            ((5, 0, 0), Some(1.0)),
            // Alleles 2 and 2 in 2 people: het 0 has 1/3, het 2 has 2/3.
            ((1, 0, 1), Some(1.0 / 3.0)),
            ((0, 2, 0), Some(1.0)),
            // Alleles 3 and 3 in 3 people: het 3 has 2/5, het 1 has 3/5.
            ((0, 3, 0), Some(0.4)),
            ((1, 1, 1), Some(1.0)),
        ] {
            let (reference, het, alternate) = counts;
            let found = exact_p(reference, het, alternate);
            assert_eq!(found.map(|p| (p * 1e9).round()), expected.map(|p: f64| (p * 1e9).round()), "{counts:?}");
        }
    }

    const fn genotypes(homozygous_reference: u32, heterozygous: u32, homozygous_alternate: u32) -> Genotypes {
        Genotypes { homozygous_reference, heterozygous, homozygous_alternate }
    }

    #[test]
    fn observed_beside_expected() {
        // q = 40/200 of 100 people.
        let found = Equilibrium::of(genotypes(68, 24, 8)).unwrap();
        let close = |found: f64, expected: f64| (found - expected).abs() < 1e-12;
        assert!(close(found.expected.homozygous_reference, 64.0));
        assert!(close(found.expected.heterozygous, 32.0));
        assert!(close(found.expected.homozygous_alternate, 4.0));
        assert_eq!(Some(found.p), exact_p(68, 24, 8));
        assert_eq!(Equilibrium::of(genotypes(0, 0, 0)), None);
    }

    #[test]
    fn carriers_are_counted_once_whatever_they_have() {
        let found = genotypes(68, 24, 8).carriers(Level::NinetyFive).unwrap();
        assert_eq!(found.value, 0.32);
        assert_eq!(Ok(found.interval), Interval::wilson(32, 100, Level::NinetyFive));
        assert_eq!(genotypes(68, 24, 8).heterozygotes(Level::NinetyFive).unwrap().value, 0.24);
        assert_eq!(genotypes(0, 0, 0).carriers(Level::NinetyFive), None);
        assert_eq!(genotypes(0, u32::MAX, 1).carriers(Level::NinetyFive), None);
    }

    proptest! {
        #[test]
        fn expected_genotypes_have_the_same_people_and_copies(
            counts in prop::array::uniform3(0_u32..1_000_000),
        ) {
            let [reference, het, alternate] = counts;
            let observed = genotypes(reference, het, alternate);
            prop_assume!(observed.people() > 0);
            let found = observed.expected().unwrap();
            let people = found.homozygous_reference + found.heterozygous + found.homozygous_alternate;
            let copies = found.heterozygous + 2.0 * found.homozygous_alternate;
            prop_assert!((people / observed.people() as f64 - 1.0).abs() < 1e-12);
            prop_assert!((copies - f64::from(het + 2 * alternate)).abs() <= 1e-9 * copies.max(1.0));
        }
    }

    #[test]
    fn symmetrical_and_fit_for_thousands() {
        assert_eq!(exact_p(1500, 900, 104), exact_p(104, 900, 1500));
        assert!(exact_p(1500, 100, 904).is_some_and(|p| p < 1e-100));
        assert!(exact_p(1000, 1000, 250).is_some_and(|p| p > 0.9));
    }
}
