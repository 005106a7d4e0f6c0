//! Confidence intervals of a proportion.
//!
//! Owns the Wilson score interval, the one interval shown beside every allele frequency. Unlike the textbook
//! interval of Wald it stays inside 0..=1 and says something when nothing was seen: 0 of 1,006 copies still has
//! an upper bound. It treats the copies as independent draws; the two copies of a person are nearly so under
//! Hardy–Weinberg proportions.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How sure an interval is to cover the true value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Level {
    /// 90 %
    Ninety,
    /// 95 %, what the product shows unless it says otherwise.
    #[default]
    NinetyFive,
    /// 99 %
    NinetyNine,
}

impl Level {
    /// The share of intervals that cover the true value, such as 0.95.
    pub const fn coverage(self) -> f64 {
        match self {
            Self::Ninety => 0.90,
            Self::NinetyFive => 0.95,
            Self::NinetyNine => 0.99,
        }
    }

    /// The two-sided standard normal quantile Φ⁻¹((1 + coverage) / 2), to the last bit of an `f64`.
    pub(super) const fn z(self) -> f64 {
        match self {
            Self::Ninety => 1.644_853_626_951_472_7,
            Self::NinetyFive => 1.959_963_984_540_054_2,
            Self::NinetyNine => 2.575_829_303_548_901,
        }
    }
}

/// A confidence interval of a proportion: `0 <= low <= high <= 1`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end; exactly 0 when nothing was seen.
    pub low: f64,
    /// Upper end; exactly 1 when every copy carries the allele.
    pub high: f64,
    /// How sure it is to cover the true value.
    pub level: Level,
}

/// Why counts have no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IntervalError {
    /// AN is 0: nothing could be read, so nothing is known.
    #[error("no copy could be read")]
    NoCopies,
    /// AC exceeds AN: the counts contradict each other.
    #[error("{allele_count} copies with the allele among {allele_number} copies read")]
    MoreThanRead {
        /// AC as given.
        allele_count: u32,
        /// AN as given.
        allele_number: u32,
    },
}

impl Interval {
    /// Wilson score interval (Wilson 1927, JASA 22:209) of AC among AN copies.
    ///
    /// Its ends are the roots of `(n + z²)·p² − (2x + z²)·p + x²/n = 0`. The upper root of a small proportion is
    /// taken by the usual formula; the lower one from the product of the roots, `x² / (n·(n + z²)·high)`, because
    /// subtracting two nearly equal numbers would lose the digits of a rare allele (1 of 3,000,000). Above one
    /// half the interval is that of the other allele, mirrored, so that a common allele is as exact as a rare one.
    pub fn wilson(allele_count: u32, allele_number: u32, level: Level) -> Result<Self, IntervalError> {
        if allele_number == 0 {
            return Err(IntervalError::NoCopies);
        }
        let Some(other) = allele_number.checked_sub(allele_count) else {
            return Err(IntervalError::MoreThanRead { allele_count, allele_number });
        };
        let (low, high) = if allele_count <= other {
            wilson_of_the_rarer(allele_count, allele_number, level.z())
        } else {
            let (low, high) = wilson_of_the_rarer(other, allele_number, level.z());
            (1.0 - high, 1.0 - low)
        };
        Ok(Self { low, high, level })
    }

    /// Whether a proportion lies inside, ends included.
    pub fn contains(&self, proportion: f64) -> bool {
        self.low <= proportion && proportion <= self.high
    }
}

/// Both ends for `count <= number / 2`.
fn wilson_of_the_rarer(count: u32, number: u32, z: f64) -> (f64, f64) {
    let (x, n) = (f64::from(count), f64::from(number));
    let z_squared = z * z;
    // (n + z²)·high, all terms positive: nothing cancels.
    let high_scaled = x + z_squared / 2.0 + z * (x * (n - x) / n + z_squared / 4.0).sqrt();
    let low = x * x / (n * high_scaled);
    let high = high_scaled / (n + z_squared);
    // Rounding must not push an end past the measured proportion or 1.
    let measured = x / n;
    (low.min(measured), high.clamp(measured, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed outside; see the head of the file for package and version.
    const GOLDEN: &str = include_str!("../tests/fixtures/wilson_score_intervals.csv");

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-13 * expected.abs()
    }

    #[test]
    fn golden_vectors_from_outside() {
        let mut compared = 0;
        for line in GOLDEN.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let (count, number) = (fields[0].parse().unwrap(), fields[1].parse().unwrap());
            let level = match fields[2] {
                "0.90" => Level::Ninety,
                "0.95" => Level::NinetyFive,
                "0.99" => Level::NinetyNine,
                other => panic!("level {other}"),
            };
            let found = Interval::wilson(count, number, level).unwrap();
            let (low, high): (f64, f64) = (fields[3].parse().unwrap(), fields[4].parse().unwrap());
            assert!(close(found.low, low), "{line}: low {:e}", found.low);
            assert!(close(found.high, high), "{line}: high {:e}", found.high);
            compared += 1;
        }
        assert_eq!(compared, 63, "the fixture is read to its end");
    }

    #[test]
    fn ends_are_exact_at_the_borders() {
        for number in [1, 2, 182, 3_000_000, u32::MAX] {
            assert_eq!(Interval::wilson(0, number, Level::NinetyFive).unwrap().low, 0.0);
            assert_eq!(Interval::wilson(number, number, Level::NinetyFive).unwrap().high, 1.0);
        }
    }

    #[test]
    fn counts_that_say_nothing_are_errors() {
        assert_eq!(Interval::wilson(0, 0, Level::NinetyFive), Err(IntervalError::NoCopies));
        assert_eq!(Interval::wilson(1, 0, Level::NinetyFive), Err(IntervalError::NoCopies));
        assert_eq!(
            Interval::wilson(3, 2, Level::NinetyFive),
            Err(IntervalError::MoreThanRead { allele_count: 3, allele_number: 2 })
        );
    }

    #[test]
    fn every_interval_holds_its_proportion_grows_with_the_count_and_mirrors() {
        for level in [Level::Ninety, Level::NinetyFive, Level::NinetyNine] {
            for number in 1..=120 {
                let mut before: Option<Interval> = None;
                for count in 0..=number {
                    let found = Interval::wilson(count, number, level).unwrap();
                    assert!(found.contains(f64::from(count) / f64::from(number)), "{count}/{number}");
                    assert!(0.0 <= found.low && found.high <= 1.0);
                    let mirrored = Interval::wilson(number - count, number, level).unwrap();
                    assert!((found.low - (1.0 - mirrored.high)).abs() < 1e-15);
                    if let Some(before) = before {
                        assert!(before.low < found.low && before.high < found.high, "{count}/{number}");
                    }
                    before = Some(found);
                }
            }
        }
    }

    #[test]
    fn a_higher_level_is_wider() {
        let [a, b, c] = [Level::Ninety, Level::NinetyFive, Level::NinetyNine]
            .map(|level| Interval::wilson(19, 214, level).unwrap());
        assert!(c.low < b.low && b.low < a.low && a.high < b.high && b.high < c.high);
    }
}
