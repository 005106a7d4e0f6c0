//! Whole numbers counted one by one up to a largest; what is larger is counted with it.
//!
//! Must not know what is counted.

use serde::{Deserialize, Serialize};

/// How often each value from 0 to the largest was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram(Vec<u32>);

impl Histogram {
    /// For values from 0 to `largest`; anything above counts as `largest`.
    pub(super) fn up_to(largest: usize) -> Self {
        Self(vec![0; largest + 1])
    }

    #[inline]
    pub(super) fn add(&mut self, value: u32) {
        let last = self.0.len().saturating_sub(1);
        if let Some(bin) = self.0.get_mut((value as usize).min(last)) {
            *bin += 1;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        merge(&mut self.0, &other.0);
    }

    /// Counts from the value 0 on.
    pub fn bins(&self) -> &[u32] {
        &self.0
    }

    /// How many values were counted.
    pub fn total(&self) -> u64 {
        sum(&self.0)
    }

    /// How many lie below a value.
    pub fn below(&self, value: usize) -> u64 {
        sum(self.0.get(..value).unwrap_or(&self.0))
    }

    /// The middle value, or the mean of the two in the middle; `None` when nothing was counted.
    ///
    /// Exact below the largest value; the largest stands for itself and all above it.
    pub fn median(&self) -> Option<f64> {
        let total = self.total();
        let low = self.ranked(total.checked_sub(1)? / 2)?;
        let high = self.ranked(total / 2)?;
        #[expect(clippy::cast_precision_loss, reason = "values are a few hundred at most")]
        Some((low + high) as f64 / 2.0)
    }

    /// The value at a place, counted from 0, when all are put in order.
    fn ranked(&self, place: u64) -> Option<usize> {
        let mut seen = 0;
        self.0.iter().position(|count| {
            seen += u64::from(*count);
            seen > place
        })
    }
}

pub(super) fn sum(counts: &[u32]) -> u64 {
    counts.iter().map(|count| u64::from(*count)).sum()
}

pub(super) fn merge(counts: &mut [u32], others: &[u32]) {
    for (count, other) in counts.iter_mut().zip(others) {
        *count += other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(values: &[u32]) -> Histogram {
        let mut histogram = Histogram::up_to(10);
        for value in values {
            histogram.add(*value);
        }
        histogram
    }

    #[test]
    fn medians_are_those_of_the_values() {
        for (values, expected) in [
            (&[][..], None),
            (&[3], Some(3.0)),
            (&[3, 4], Some(3.5)),
            (&[9, 0, 3], Some(3.0)),
            (&[0, 0, 1, 7], Some(0.5)),
            (&[40, 50, 60], Some(10.0)),
        ] {
            assert_eq!(histogram(values).median(), expected, "{values:?}");
        }
    }

    #[test]
    fn counts_below_a_value() {
        let histogram = histogram(&[0, 9, 10, 11, 200]);
        assert_eq!([0, 1, 10, 11, 500].map(|value| histogram.below(value)), [0, 1, 2, 5, 5]);
        assert_eq!(histogram.total(), 5);
    }
}
