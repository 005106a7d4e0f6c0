//! The rows below the cohorts: all of them taken together.

use crate::format::NumberStyle;
use crate::stats::interval::Interval;

use super::RowState;

/// Cohorts taken together.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// In 0..=1.
    pub frequency: f64,
    /// 95 %
    pub interval: Option<Interval>,
    /// How they were taken together.
    pub how: How,
    /// The frequency in the reader's notation.
    pub figure: String,
    /// The interval in the reader's notation.
    pub note: String,
}

/// Ways of taking cohorts together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    /// The middle of what differs, drawn as a diamond as wide as its interval.
    Pooled {
        /// Where one more cohort is expected, drawn as a thin line. The axis does not grow for it: where it leaves the
        /// axis, an arrow stands.
        prediction: Option<Interval>,
    },
    /// AC and AN added up, drawn as a square on its interval.
    Summed {
        /// How far hidden counts could push it: low and high, drawn as a band.
        bounds: Option<(f64, f64)>,
    },
}

impl RowState {
    /// A random-effects estimate.
    pub fn pooled(estimate: f64, interval: Interval, prediction: Option<Interval>, numbers: NumberStyle) -> Self {
        Self::Together(Together::new(estimate, Some(interval), How::Pooled { prediction }, numbers))
    }

    /// A plain sum.
    pub fn summed(
        frequency: f64,
        interval: Option<Interval>,
        bounds: Option<(f64, f64)>,
        numbers: NumberStyle,
    ) -> Self {
        Self::Together(Together::new(frequency, interval, How::Summed { bounds }, numbers))
    }
}

impl Together {
    fn new(frequency: f64, interval: Option<Interval>, how: How, numbers: NumberStyle) -> Self {
        let note = interval.map_or_else(String::new, |interval| numbers.interval(interval));
        Self { frequency, interval, how, figure: numbers.frequency(frequency), note }
    }

    /// The largest value the axis has to hold.
    pub(super) fn largest(&self) -> f64 {
        let high = self.interval.map_or(self.frequency, |interval| interval.high);
        match self.how {
            How::Summed { bounds: Some((_, bound)) } => high.max(bound),
            How::Summed { bounds: None } | How::Pooled { .. } => high,
        }
    }
}
