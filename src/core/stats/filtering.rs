//! Filtering allele frequency: how common an allele is at least, for its count.
//!
//! The largest frequency of a disease's causal alleles at which so many copies would still be too many (Whiffin et al.
//! 2017, Genet Med 19:1151, "filtering allele frequency"), by gnomAD's convention. Cohorts are compared, never added up.
//! Must not know who the cohorts are nor which of them may be used (`evidence::filtering`).

use serde::{Deserialize, Serialize};

use super::{distribution::gamma_quantile, one_sided::OneSided, pooled::Copies};

/// FAF of AC among AN copies; `None` where AN is 0 or AC exceeds it.
///
/// The frequency at which AC copies or more are drawn with a probability of 5 % (or 1 %). Of a Poisson number that mean
/// is the 5 % quantile of Gamma(AC, 1). 0 for AC of 0 and 1, as gnomAD has it: a singleton says nothing. gnomAD's own
/// figures come from a numerical search for the same frequency and may differ in their last digits.
pub fn filtering_frequency(allele_count: u32, allele_number: u32, level: OneSided) -> Option<f64> {
    Copies::new(allele_count, allele_number).map(|copies| of(copies, level))
}

fn of(copies: Copies, level: OneSided) -> f64 {
    if copies.allele_count() <= 1 {
        return 0.0;
    }
    gamma_quantile(f64::from(copies.allele_count()), level.rest()) / f64::from(copies.allele_number())
}

/// A cohort that may be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// What was counted.
    pub copies: Copies,
    /// Descends from few founders (Finns, Ashkenazim, Amish …): an allele may have become common there by chance.
    pub is_founder: bool,
}

/// What becomes of founder cohorts. gnomAD leaves them out of its maximum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Founders {
    /// They count, and are marked.
    #[default]
    Counted,
    /// They are listed with their figures, but the maximum is looked for among the others.
    LeftOut,
}

impl Founders {
    /// Whether a cohort takes part in the maximum.
    pub fn let_in(self, cohort: Cohort) -> bool {
        self == Self::Counted || !cohort.is_founder
    }
}

/// A cohort's filtering frequencies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frequencies {
    /// At 95 %.
    pub faf95: f64,
    /// At 99 %.
    pub faf99: f64,
    /// Whether it is a founder cohort.
    pub is_founder: bool,
    /// Left out of the maximum by choice.
    pub is_left_out: bool,
}

impl Frequencies {
    /// At a level.
    pub fn at(&self, level: OneSided) -> f64 {
        match level {
            OneSided::NinetyFive => self.faf95,
            OneSided::NinetyNine => self.faf99,
        }
    }
}

/// The highest of several cohorts' frequencies, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Highest {
    /// Above 0.
    pub frequency: f64,
    /// Which cohort drives it, counting from 0; the first of equals.
    pub cohort: usize,
}

/// Cohorts side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// In the order they were given, none missing.
    pub cohorts: Vec<Frequencies>,
    /// Highest FAF at 95 %; `None` where no cohort that takes part has two copies.
    pub highest95: Option<Highest>,
    /// Highest FAF at 99 %. Another cohort may drive it: few copies cost more at 99 %.
    pub highest99: Option<Highest>,
}

impl Compared {
    /// Every cohort's figures, and the highest among those that take part.
    pub fn of(cohorts: &[Cohort], founders: Founders) -> Self {
        let frequencies = |cohort: &Cohort| Frequencies {
            faf95: of(cohort.copies, OneSided::NinetyFive),
            faf99: of(cohort.copies, OneSided::NinetyNine),
            is_founder: cohort.is_founder,
            is_left_out: !founders.let_in(*cohort),
        };
        let cohorts: Vec<Frequencies> = cohorts.iter().map(frequencies).collect();
        let highest = |level| highest(&cohorts, level);
        Self { highest95: highest(OneSided::NinetyFive), highest99: highest(OneSided::NinetyNine), cohorts }
    }
}

fn highest(cohorts: &[Frequencies], level: OneSided) -> Option<Highest> {
    let mut highest: Option<Highest> = None;
    for (cohort, found) in cohorts.iter().enumerate().filter(|(_, found)| !found.is_left_out) {
        let frequency = found.at(level);
        if frequency > highest.map_or(0.0, |highest| highest.frequency) {
            highest = Some(Highest { frequency, cohort });
        }
    }
    highest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Computed outside; see the head of the file for package and version.
    const GOLDEN: &str = include_str!("../tests/fixtures/filtering_frequencies.csv");

    fn cohort(allele_count: u32, allele_number: u32, is_founder: bool) -> Cohort {
        Cohort { copies: Copies::new(allele_count, allele_number).unwrap(), is_founder }
    }

    #[test]
    fn golden_vectors_from_outside() {
        let mut compared = 0;
        for line in GOLDEN.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let (count, number) = (fields[0].parse().unwrap(), fields[1].parse().unwrap());
            for (level, expected) in OneSided::ALL.into_iter().zip(&fields[2..]) {
                let (found, expected) = (filtering_frequency(count, number, level).unwrap(), expected.parse().unwrap());
                let is_close = |expected: f64| (found - expected).abs() <= 1e-12 * expected;
                assert!(is_close(expected), "{line}: {found:e}");
            }
            compared += 1;
        }
        assert_eq!(compared, 29, "the fixture is read to its end");
    }

    #[test]
    fn impossible_counts_have_none() {
        for (count, number) in [(0, 0), (1, 0), (3, 2)] {
            assert_eq!(filtering_frequency(count, number, OneSided::NinetyFive), None);
        }
    }

    #[test]
    fn the_highest_is_named_and_founders_are_left_out_by_choice_only() {
        let cohorts = [cohort(9, 20_000, false), cohort(40, 4_000, true), cohort(0, 60, false), cohort(1, 2, false)];
        let all = Compared::of(&cohorts, Founders::Counted);
        assert_eq!(all.highest95.map(|highest| highest.cohort), Some(1));
        assert_eq!(
            all.highest95.map(|highest| highest.frequency),
            filtering_frequency(40, 4_000, OneSided::NinetyFive)
        );
        assert!(all.cohorts[1].is_founder && !all.cohorts[1].is_left_out);
        let without = Compared::of(&cohorts, Founders::LeftOut);
        assert_eq!(without.highest99.map(|highest| highest.cohort), Some(0));
        assert_eq!(without.cohorts[1], Frequencies { is_left_out: true, ..all.cohorts[1] });
        assert_eq!(without.cohorts.len(), 4);
        assert_eq!(Compared::of(&cohorts[2..], Founders::Counted).highest95, None);
        assert_eq!(Compared::of(&[], Founders::Counted), Compared::default());
    }

    #[test]
    fn few_copies_cost_more_at_99_percent() {
        // 2 of 20 against 40 of 4,000.
        let compared = Compared::of(&[cohort(2, 40, false), cohort(40, 4_000, false)], Founders::Counted);
        assert_eq!(compared.highest95.map(|highest| highest.cohort), Some(0));
        assert_eq!(compared.highest99.map(|highest| highest.cohort), Some(1));
    }

    proptest! {
        #[test]
        fn lies_below_the_frequency_and_grows_with_the_count(number in 2_u32..2_000_000, share in 0.0..1.0_f64) {
            let count = (f64::from(number - 1) * share) as u32;
            let at = |count, level| filtering_frequency(count, number, level).unwrap();
            let [low, lower] = [OneSided::NinetyFive, OneSided::NinetyNine].map(|level| at(count, level));
            prop_assert!(lower <= low && low <= f64::from(count) / f64::from(number));
            prop_assert!(low < at(count + 1, OneSided::NinetyFive) || count == 0);
        }
    }
}
