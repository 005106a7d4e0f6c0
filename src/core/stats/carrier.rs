//! Carriers and homozygotes that a frequency leads to one to expect, and what that means for couples.
//!
//! Everything expected rests on random mating within a cohort (Hardy 1908, Science 28:49; Weinberg 1908): it is wrong where
//! relatives have children together or a cohort is made of groups with frequencies of their own, and it is of chromosomes
//! that everybody has two of: not of X in men, Y or the mitochondria. Carriers that were counted need no such assumption;
//! they are in [`Genotypes::carriers`]. Must not know who the cohorts are.
//!
//! [`Genotypes::carriers`]: super::hardy_weinberg::Genotypes::carriers

use super::{
    interval::{Interval, Level},
    pooled::Copies,
};

/// A share with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// In 0..=1.
    pub value: f64,
    /// Around it.
    pub interval: Interval,
}

impl Estimate {
    /// Both taken through a function that grows with its argument.
    fn grown(self, f: impl Fn(f64) -> f64) -> Self {
        let Interval { low, high, level } = self.interval;
        Self { value: f(self.value), interval: Interval { low: f(low), high: f(high), level } }
    }

    /// The product with a share of other people. Its interval goes from both low ends to both high ends: it covers at
    /// least as often as both do at once, and is rather too wide.
    fn and(self, other: Self) -> Self {
        let (one, two) = (self.interval, other.interval);
        Self {
            value: self.value * other.value,
            interval: Interval { low: one.low * two.low, high: one.high * two.high, level: one.level },
        }
    }
}

/// What a cohort's frequency q leads one to expect, under random mating.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Carriers of one copy: 2q(1 − q).
    pub carriers: Estimate,
    /// People with two copies: q².
    pub homozygotes: Estimate,
}

impl Expected {
    /// Of a cohort's counts. The interval is Wilson's of q with its ends carried through, which keeps its coverage: q²
    /// grows with q throughout, 2q(1 − q) up to q = 1/2 and falls from there, so that an interval of q around 1/2 reaches
    /// up to the top.
    pub fn of(copies: Copies, level: Level) -> Option<Self> {
        let interval = Interval::wilson(copies.allele_count(), copies.allele_number(), level).ok()?;
        let frequency = Estimate { value: copies.frequency(), interval };
        let (low, high) = (carriers(interval.low), carriers(interval.high));
        let top = if interval.contains(0.5) { 0.5 } else { low.max(high) };
        Some(Self {
            carriers: Estimate {
                value: carriers(frequency.value),
                interval: Interval { low: low.min(high), high: top, level },
            },
            homozygotes: frequency.grown(|q| q * q),
        })
    }
}

fn carriers(frequency: f64) -> f64 {
    2.0 * frequency * (1.0 - frequency)
}

/// A couple of two people without the recessive disease, each drawn at random from a cohort.
///
/// One allele of one gene is looked at: a child with two different causal alleles is not counted. Nor are parents with
/// two copies themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Couple {
    /// That both are carriers.
    pub both_carriers: Estimate,
    /// That a child of theirs has two copies: a quarter of that.
    pub affected_child: Estimate,
    /// The same where the first is known to be a carrier: a quarter of the second's share.
    pub affected_child_of_first_carrier: Estimate,
    /// The same where the second is known to be a carrier.
    pub affected_child_of_second_carrier: Estimate,
}

impl Couple {
    /// From the share of carriers in either cohort, expected or counted.
    pub fn of(first: Estimate, second: Estimate) -> Self {
        let quarter = |share: f64| share / 4.0;
        let both_carriers = first.and(second);
        Self {
            both_carriers,
            affected_child: both_carriers.grown(quarter),
            affected_child_of_first_carrier: second.grown(quarter),
            affected_child_of_second_carrier: first.grown(quarter),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Computed outside; see the head of the file for package and version.
    const GOLDEN: &str = include_str!("../tests/fixtures/carrier_frequencies.csv");

    fn expected(allele_count: u32, allele_number: u32) -> Expected {
        Expected::of(Copies::new(allele_count, allele_number).unwrap(), Level::NinetyFive).unwrap()
    }

    fn figures(estimate: Estimate) -> [f64; 3] {
        [estimate.value, estimate.interval.low, estimate.interval.high]
    }

    #[test]
    fn golden_vectors_from_outside() {
        let mut compared = 0;
        for line in GOLDEN.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let fields: Vec<f64> = line.split(',').map(|field| field.parse().unwrap()).collect();
            let found = expected(fields[0] as u32, fields[1] as u32);
            let found = [figures(found.carriers), figures(found.homozygotes)].concat();
            for (found, expected) in found.into_iter().zip(&fields[2..]) {
                // scipy's lower end of a rare allele loses digits (see `interval`), and so does 1 − q of a common one.
                assert!((found - expected).abs() <= 1e-9 * expected.abs() + 1e-15, "{line}: {found:e}");
            }
            compared += 1;
        }
        assert_eq!(compared, 28, "the fixture is read to its end");
    }

    #[test]
    fn couples_by_hand() {
        // q = 1/50: 49 of 1,250 are carriers.
        let common = expected(20, 1_000).carriers;
        let rare = expected(1, 1_000).carriers;
        let couple = Couple::of(common, rare);
        let close = |found: f64, expected: f64| (found - expected).abs() < 1e-15;
        assert!(close(couple.both_carriers.value, 0.0392 * 0.001_998));
        assert!(close(couple.affected_child.value, 0.0392 * 0.001_998 / 4.0));
        assert!(close(couple.affected_child_of_first_carrier.value, 0.001_998 / 4.0));
        assert!(close(couple.affected_child_of_second_carrier.value, 0.0392 / 4.0));
        assert_eq!(couple.both_carriers.interval.high, common.interval.high * rare.interval.high);
        assert_eq!(couple.affected_child_of_first_carrier.interval.low, rare.interval.low / 4.0);
    }

    #[test]
    fn nobody_or_everybody_has_it() {
        let none = expected(0, 200);
        assert_eq!((none.carriers.value, none.carriers.interval.low, none.homozygotes.value), (0.0, 0.0, 0.0));
        assert!(none.carriers.interval.high > 0.0);
        let all = expected(200, 200);
        assert_eq!((all.carriers.value, all.carriers.interval.low, all.homozygotes.value), (0.0, 0.0, 1.0));
        assert!(all.carriers.interval.high > 0.0 && all.homozygotes.interval.high == 1.0);
    }

    proptest! {
        #[test]
        fn every_interval_holds_what_any_frequency_in_it_leads_to(
            number in 1_u32..5_000,
            share in 0.0..=1.0_f64,
            within in 0.0..=1.0_f64,
        ) {
            let count = (f64::from(number) * share).round() as u32;
            let q = Interval::wilson(count, number, Level::NinetyFive).unwrap();
            let found = expected(count, number);
            let inside = q.low + within * (q.high - q.low);
            let holds = |interval: Interval, value: f64| interval.low <= value + 1e-12 && value <= interval.high + 1e-12;
            prop_assert!(holds(found.carriers.interval, carriers(inside)));
            prop_assert!(holds(found.homozygotes.interval, inside * inside));
            prop_assert!(found.carriers.interval.contains(found.carriers.value));
            prop_assert!(found.homozygotes.interval.contains(found.homozygotes.value));
            prop_assert!(found.carriers.interval.high <= 0.5);
        }

        #[test]
        fn a_couple_is_the_same_either_way(one in 0_u32..500, other in 0_u32..500) {
            let (one, other) = (expected(one, 500).carriers, expected(other, 500).carriers);
            let (there, back) = (Couple::of(one, other), Couple::of(other, one));
            prop_assert_eq!(there.affected_child, back.affected_child);
            prop_assert_eq!(there.affected_child_of_first_carrier, back.affected_child_of_second_carrier);
            prop_assert!(there.affected_child.value <= there.affected_child_of_first_carrier.value);
        }
    }
}
