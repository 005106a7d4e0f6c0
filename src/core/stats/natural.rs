//! Frequencies as counts out of a round number of copies or people: "4 in 1,000".
//!
//! People grasp counts better than shares, and compare them only where the denominator is the same (Gigerenzer and
//! Edwards 2003, BMJ 327:741). Owns the choice of one denominator for several cohorts, and the rounding. Never 0 for what
//! is not 0, nor everybody for what is not everybody. Must not know words.

use super::interval::Interval;

/// Denominators, smallest first.
pub const DENOMINATORS: [u32; 6] = [10, 100, 1_000, 10_000, 100_000, 1_000_000];

/// What is still called 1.
const LEAST_COUNTED: f64 = 0.75;

/// A count out of the denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// None at all: the frequency is 0.
    None,
    /// Fewer than 1, but not none.
    FewerThanOne,
    /// About so many, from 1 to one less than the denominator.
    About(u32),
    /// More than all but one, but not all.
    MoreThanAllButOne,
    /// All: the frequency is 1.
    All,
}

impl Amount {
    /// Rounds a frequency in 0..=1; what lies outside counts as the border it passed.
    pub fn of(frequency: f64, denominator: u32) -> Self {
        if frequency <= 0.0 || frequency.is_nan() {
            return Self::None;
        }
        if frequency >= 1.0 {
            return Self::All;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to a million")]
        match (frequency * f64::from(denominator)).round() as u32 {
            0 => Self::FewerThanOne,
            count if count >= denominator => Self::MoreThanAllButOne,
            count => Self::About(count),
        }
    }
}

/// One cohort's frequency and interval out of the shared denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NaturalFrequency {
    /// As measured.
    pub amount: Amount,
    /// The interval's ends; `None` where there is no interval.
    pub range: Option<(Amount, Amount)>,
}

/// Several cohorts' frequencies out of one denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NaturalFrequencies {
    /// One of [`DENOMINATORS`].
    pub denominator: u32,
    /// In the order given; `None` for a cohort without a frequency.
    pub cohorts: Vec<Option<NaturalFrequency>>,
}

impl NaturalFrequencies {
    /// Of frequencies in 0..=1, each with its interval if there is one.
    ///
    /// The denominator is the smallest out of which every frequency but 0 and 1 comes to about 1 at least, and to about one
    /// less than all at most; the largest where none is large enough. Where every frequency is 0 or 1, the intervals' ends are
    /// asked instead: "none, at most 4 in 1,000".
    pub fn of(cohorts: &[Option<(f64, Option<Interval>)>]) -> Self {
        let is_between = |frequency: &f64| *frequency > 0.0 && *frequency < 1.0;
        let known = || cohorts.iter().flatten();
        let mut asked: Vec<f64> = known().map(|(frequency, _)| *frequency).filter(is_between).collect();
        if asked.is_empty() {
            let ends = known().filter_map(|(_, interval)| *interval).flat_map(|interval| [interval.low, interval.high]);
            asked = ends.filter(is_between).collect();
        }
        // As far from the nearer border as it takes to be counted.
        let rarest = asked.into_iter().map(|frequency| frequency.min(1.0 - frequency)).fold(0.5, f64::min);
        // 8 in 100 is about 1 in 10; 5 in 100 is not.
        let is_counted = |denominator: &u32| rarest * f64::from(*denominator) >= LEAST_COUNTED - 1e-9;
        let denominator = DENOMINATORS.into_iter().find(is_counted).unwrap_or(DENOMINATORS[DENOMINATORS.len() - 1]);
        let natural = |(frequency, interval): &(f64, Option<Interval>)| NaturalFrequency {
            amount: Amount::of(*frequency, denominator),
            range: interval.map(|ends| (Amount::of(ends.low, denominator), Amount::of(ends.high, denominator))),
        };
        Self { denominator, cohorts: cohorts.iter().map(|cohort| cohort.as_ref().map(natural)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats::interval::Level;

    type Cohort = Option<(f64, Option<Interval>)>;

    fn counted(count: u32, number: u32) -> Cohort {
        let interval = Interval::wilson(count, number, Level::NinetyFive).unwrap();
        Some((f64::from(count) / f64::from(number), Some(interval)))
    }

    #[test]
    fn the_smallest_denominator_that_all_can_share() {
        for (frequencies, expected) in [
            (&[0.5, 0.3, 0.1][..], 10),
            (&[0.5, 0.089], 10),
            (&[0.5, 0.07], 100),
            (&[0.004, 0.591], 1_000),
            (&[1e-4], 10_000),
            (&[1.0 / 4.0 * 3e-4], 10_000),
            (&[0.9999], 10_000),
            (&[0.5, 3e-6], 1_000_000),
            (&[0.5, 3e-9], 1_000_000),
            (&[0.0, 1.0], 10),
            (&[], 10),
        ] {
            let cohorts: Vec<Cohort> = frequencies.iter().map(|frequency| Some((*frequency, None))).collect();
            assert_eq!(NaturalFrequencies::of(&cohorts).denominator, expected, "{frequencies:?}");
        }
    }

    #[test]
    fn cohorts_side_by_side() {
        let found = NaturalFrequencies::of(&[counted(117, 198), counted(4, 1_000), None, counted(0, 1_006)]);
        assert_eq!(found.denominator, 1_000);
        let natural = |amount, low, high| Some(NaturalFrequency { amount, range: Some((low, high)) });
        assert_eq!(
            found.cohorts,
            [
                natural(Amount::About(591), Amount::About(521), Amount::About(657)),
                natural(Amount::About(4), Amount::About(2), Amount::About(10)),
                None,
                natural(Amount::None, Amount::None, Amount::About(4)),
            ]
        );
    }

    #[test]
    fn none_anywhere_is_out_of_what_the_bound_allows() {
        let found = NaturalFrequencies::of(&[counted(0, 1_006), counted(0, 4_000)]);
        // At most 3.8 and 0.96 in 1,000.
        assert_eq!(found.denominator, 1_000);
        assert_eq!(found.cohorts[1].unwrap().range, Some((Amount::None, Amount::About(1))));
    }

    #[test]
    fn nothing_is_rounded_to_none_or_all() {
        assert_eq!(Amount::of(3e-9, 1_000_000), Amount::FewerThanOne);
        assert_eq!(Amount::of(1.0 - 3e-9, 1_000_000), Amount::MoreThanAllButOne);
        assert_eq!(
            (Amount::of(0.0, 10), Amount::of(1.0, 10), Amount::of(f64::NAN, 10)),
            (Amount::None, Amount::All, Amount::None)
        );
    }

    proptest! {
        #[test]
        fn none_is_none_and_about_is_near(counts in prop::collection::vec((0_u32..3_000, 3_000_u32..3_000_000), 1..8)) {
            let cohorts: Vec<Cohort> = counts.iter().map(|(count, number)| counted(*count, *number)).collect();
            let found = NaturalFrequencies::of(&cohorts);
            prop_assert!(DENOMINATORS.contains(&found.denominator));
            for ((count, number), natural) in counts.iter().zip(&found.cohorts) {
                let scaled = f64::from(*count) / f64::from(*number) * f64::from(found.denominator);
                match natural.unwrap().amount {
                    Amount::None => prop_assert_eq!(*count, 0),
                    Amount::FewerThanOne => prop_assert!(*count > 0 && found.denominator == 1_000_000),
                    Amount::About(about) => prop_assert!(about > 0 && (f64::from(about) - scaled).abs() <= 0.5),
                    Amount::MoreThanAllButOne => prop_assert!(count < number),
                    Amount::All => prop_assert_eq!(count, number),
                }
            }
        }
    }
}
