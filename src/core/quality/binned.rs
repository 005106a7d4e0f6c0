//! Histograms in as many bars as a chart has room for.
//!
//! Must not know pixels.

use super::Histogram;

/// Share of the values that may lie in the last bar, so that a long tail does not squeeze the rest.
const TAIL: f64 = 0.005;
/// Widths that a bar may have.
const STEPS: [usize; 6] = [1, 2, 5, 10, 20, 50];
/// Distances that ticks may have.
const TICK_STEPS: [usize; 7] = [1, 2, 5, 10, 20, 25, 50];

/// Values in bars of equal width, the first from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Binned {
    /// Values in a bar.
    pub step: usize,
    /// From left to right.
    pub counts: Vec<u64>,
    /// The last bar also holds whatever is larger.
    pub is_open: bool,
}

impl Binned {
    /// The value at the right end.
    pub fn end(&self) -> usize {
        self.step * self.counts.len()
    }

    /// Round values for ticks, from 0 on, five at most.
    pub fn ticks(&self) -> Vec<usize> {
        let step = TICK_STEPS.into_iter().find(|step| self.end() < 5 * step).unwrap_or(self.end().max(1));
        (0..=self.end() / step).map(|tick| tick * step).collect()
    }

    /// First and last value of a bar; no last one when it is open.
    pub fn range(&self, bar: usize) -> (usize, Option<usize>) {
        let first = bar * self.step;
        let is_open = self.is_open && bar + 1 == self.counts.len();
        (first, (!is_open).then_some(first + self.step - 1))
    }
}

impl Histogram {
    /// In at most so many bars; where `is_clipped`, the largest value stands for all above it.
    pub fn binned(&self, most_bars: usize, is_clipped: bool) -> Binned {
        let bins = self.bins();
        let total = self.total();
        if total == 0 {
            return Binned::default();
        }
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let tail = (total as f64 * TAIL) as u64;
        let mut above = 0;
        let past = bins.iter().rev().take_while(|count| {
            above += u64::from(**count);
            above <= tail
        });
        let end = bins.len() - past.count();
        let step = STEPS.into_iter().find(|step| end.div_ceil(*step) <= most_bars).unwrap_or(bins.len());
        let bars = end.div_ceil(step);
        let sum = |bins: &[u32]| super::histogram::sum(bins);
        let mut counts: Vec<u64> = bins.chunks(step).take(bars).map(sum).collect();
        let rest = sum(bins.get(bars * step..).unwrap_or_default());
        if let Some(last) = counts.last_mut() {
            *last += rest;
        }
        let holds_largest = rest > 0 || bars * step >= bins.len();
        Binned { step, counts, is_open: rest > 0 || (is_clipped && holds_largest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binned(values: &[(u32, u32)], largest: usize, most_bars: usize) -> Binned {
        let mut histogram = Histogram::up_to(largest);
        for (value, times) in values {
            for _ in 0..*times {
                histogram.add(*value);
            }
        }
        histogram.binned(most_bars, true)
    }

    #[test]
    fn a_tail_does_not_squeeze_the_rest() {
        let found = binned(&[(0, 1), (30, 990), (59, 8), (150, 1)], 200, 40);
        assert_eq!((found.step, found.end(), found.is_open), (2, 60, true));
        assert_eq!((found.counts[0], found.counts[15], found.counts[29]), (1, 990, 9));
        assert_eq!((found.range(0), found.range(29)), ((0, Some(1)), (58, None)));
    }

    #[test]
    fn all_values_are_in_some_bar() {
        for largest in [10, 100, 200] {
            for most_bars in [1, 7, 51] {
                let values = [(0, 3), (9, 4), (80, 5), (500, 90)];
                let found = binned(&values, largest, most_bars);
                assert!(found.counts.len() <= most_bars);
                assert_eq!(found.counts.iter().sum::<u64>(), 102, "{largest} {most_bars}");
                assert!(found.is_open);
            }
        }
        assert_eq!(binned(&[], 10, 5), Binned::default());
    }

    #[test]
    fn ticks_are_round() {
        let ticks = |end| Binned { step: 1, counts: vec![0; end], is_open: false }.ticks();
        assert_eq!(ticks(205), [0, 50, 100, 150, 200]);
        assert_eq!(ticks(62), [0, 20, 40, 60]);
        assert_eq!(ticks(100), [0, 25, 50, 75, 100]);
        assert_eq!(ticks(1), [0, 1]);
        assert_eq!(ticks(0), [0]);
    }

    #[test]
    fn what_has_an_end_is_not_open() {
        let mut balance = Histogram::up_to(100);
        balance.add(50);
        balance.add(100);
        let found = balance.binned(51, false);
        assert_eq!((found.step, found.counts.len(), found.is_open), (2, 51, false));
    }
}
