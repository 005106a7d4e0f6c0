//! The frequency axis: from zero to one or to a round maximum, or in decades; with five labelled ticks at most.
//!
//! Must not know what stands on it.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use super::marks::UNITS_PER_PX;
use super::text::{self, TextSize};
use crate::format::NumberStyle;

/// Above this share the axis goes to 1: readers of a share look for the whole.
const WHOLE_FROM: f64 = 0.4;
/// Round maxima within a decade, each with the numbers of equal steps that give round ticks, most steps first.
const ROUND: [(f64, &[u32]); 6] =
    [(1.0, &[4, 2]), (2.0, &[4, 2]), (3.0, &[3, 2]), (4.0, &[4, 2]), (6.0, &[3, 2]), (8.0, &[4, 2])];
/// Room between two tick labels.
const TICK_GAP_PX: f64 = 18.0;

/// Most decades on an axis: what is rarer stands at its left end.
const DECADES_MOST: i32 = 8;
/// A decade narrower than this has no ticks within.
const MINOR_FROM_PX: f64 = 40.0;

/// How values are spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// From zero, equal differences equally far apart.
    #[default]
    Linear,
    /// Equal ratios equally far apart. Zero cannot be drawn.
    Logarithmic,
}

/// An axis of frequencies.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its left end: 0 on a linear axis.
    pub min: f64,
    /// Its right end.
    pub max: f64,
    /// Its ticks from `min` to `max`.
    pub ticks: Vec<Tick>,
    /// Ticks without labels, between decades.
    pub minor: Vec<f64>,
    left_px: f64,
    width_px: f64,
}

/// How many ticks an axis may have, its ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ticks {
    /// Five at most.
    #[default]
    Five,
    /// The ends and the middle.
    Three,
}

/// A tick and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands on the scale.
    pub value: f64,
    /// How it reads.
    pub label: String,
}

impl Axis {
    /// An axis that holds every value, as wide as it is given, with as many ticks as its labels leave room for.
    pub fn for_values(
        values: impl IntoIterator<Item = f64>,
        left_px: f64,
        width_px: f64,
        ticks: Ticks,
        numbers: NumberStyle,
    ) -> Self {
        let largest = values.into_iter().filter(|value| value.is_finite()).fold(0.0, f64::max);
        let (max, steps) = round_maximum(largest);
        let ticks = steps
            .iter()
            .filter(|&&steps| ticks == Ticks::Five || steps == 2)
            .map(|&steps| equal_ticks(max, steps, numbers))
            .find(|ticks| fits(ticks, width_px))
            .unwrap_or_else(|| equal_ticks(max, 1, numbers));
        Self { min: 0.0, max, ticks, minor: Vec::new(), left_px, width_px }
    }

    /// An axis of whole decades that holds every value above 0, as wide as it is given.
    pub fn of_decades(
        values: impl IntoIterator<Item = f64>,
        left_px: f64,
        width_px: f64,
        numbers: NumberStyle,
    ) -> Self {
        let drawable = values.into_iter().filter(|value| value.is_finite() && *value > 0.0);
        let (least, most) =
            drawable.fold((1.0_f64, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
        let most = if most > 0.0 { most } else { 1.0 };
        // A value that is the end but for rounding does not need another decade.
        let last = decade((most * (1.0 - 1e-9)).log10().ceil()).clamp(1 - DECADES_MOST, 0);
        let first = decade((least * (1.0 + 1e-9)).log10().floor()).clamp(last - DECADES_MOST, last - 1);
        let power = |exponent: i32| tidy(10_f64.powi(exponent));
        let with_steps = |step: usize| -> Vec<Tick> {
            let exponents = (first..=last).rev().step_by(step).collect::<Vec<_>>();
            exponents
                .into_iter()
                .rev()
                .map(|exponent| Tick { value: power(exponent), label: numbers.tick(power(exponent)) })
                .collect()
        };
        let ticks = (1..=2 * DECADES_MOST.unsigned_abs() as usize)
            .map(with_steps)
            .find(|ticks| ticks.len() <= 5 && fits(ticks, width_px * share(ticks.len(), first, last)))
            .unwrap_or_default();
        let is_roomy = width_px / f64::from(last - first) >= MINOR_FROM_PX;
        let within = |exponent: i32| (2..10).map(move |digit| f64::from(digit) * 10_f64.powi(exponent));
        let minor = if is_roomy { (first..last).flat_map(within).collect() } else { Vec::new() };
        Self { min: power(first), max: power(last), ticks, minor, left_px, width_px }
    }

    /// The same axis with its ticks as counts out of a whole: `0`, `25`, `50`.
    #[must_use]
    pub fn out_of(mut self, whole: u32, numbers: NumberStyle) -> Self {
        for tick in &mut self.ticks {
            let count = tidy(tick.value * f64::from(whole));
            // `tick` is for shares: what is 1 or more it rounds.
            #[expect(clippy::cast_possible_truncation, reason = "a few digits, of at most a million")]
            let many = || numbers.score(count as f32);
            tick.label = if count < 1.0 { numbers.tick(count) } else { many() };
        }
        self
    }

    /// Whether it is of decades.
    pub fn is_logarithmic(&self) -> bool {
        self.min > 0.0
    }

    /// Where a value stands, in pixels from the chart's left edge; values past an end stand at it.
    pub fn x(&self, value: f64) -> f64 {
        let value = value.clamp(self.min, self.max);
        let (range, value) = if self.is_logarithmic() {
            (self.min.log10()..self.max.log10(), value.log10())
        } else {
            (self.min..self.max, value)
        };
        let units = RangedCoordf64::from(range).map(&value, (0, units(self.width_px)));
        self.left_px + f64::from(units) / UNITS_PER_PX
    }

    /// The left end in pixels.
    pub fn left(&self) -> f64 {
        self.left_px
    }

    /// The right end in pixels.
    pub fn right(&self) -> f64 {
        self.left_px + self.width_px
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a chart is a few thousand units wide")]
fn units(px: f64) -> i32 {
    (px * UNITS_PER_PX).round() as i32
}

/// The smallest round maximum at or above a value, and the numbers of steps that suit it.
fn round_maximum(largest: f64) -> (f64, &'static [u32]) {
    let (_, whole_steps) = ROUND[0];
    if largest > WHOLE_FROM || largest <= 0.0 {
        return (1.0, whole_steps);
    }
    let decade = 10_f64.powf(largest.log10().floor());
    ROUND
        .iter()
        .map(|&(mantissa, steps)| (tidy(mantissa * decade), steps))
        // A value that is the maximum but for rounding does not need the next one.
        .find(|&(max, _)| largest <= max * (1.0 + 1e-9))
        .unwrap_or((tidy(10.0 * decade), whole_steps))
}

fn equal_ticks(max: f64, steps: u32, numbers: NumberStyle) -> Vec<Tick> {
    (0..=steps)
        .map(|step| {
            let value = tidy(max * f64::from(step) / f64::from(steps));
            Tick { value, label: numbers.tick(value) }
        })
        .collect()
}

/// Rounds away the last bits: 0.30000000000000004 is 0.3.
fn tidy(value: f64) -> f64 {
    format!("{value:.6e}").parse().unwrap_or(value)
}

/// Whether labels centred under their ticks leave a gap between neighbours.
fn fits(ticks: &[Tick], width_px: f64) -> bool {
    let Some(intervals) = ticks.len().checked_sub(1).filter(|&intervals| intervals > 0) else { return true };
    #[expect(clippy::cast_precision_loss, reason = "five ticks at most")]
    let step_px = width_px / intervals as f64;
    let half = |tick: &Tick| text::width(&tick.label, TextSize::Note) / 2.0;
    ticks.windows(2).all(|pair| half(&pair[0]) + half(&pair[1]) + TICK_GAP_PX <= step_px)
}

#[expect(clippy::cast_possible_truncation, reason = "exponents of frequencies; infinite ones are clamped")]
fn decade(exponent: f64) -> i32 {
    exponent as i32
}

/// The share of the axis that labelled ticks span: the leftmost decades may go without.
fn share(ticks: usize, first: i32, last: i32) -> f64 {
    let intervals = i32::try_from(ticks).unwrap_or(i32::MAX).saturating_sub(1).max(1);
    let step = (last - first) / intervals;
    f64::from(step * intervals) / f64::from(last - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(values: &[f64], width_px: f64) -> Vec<String> {
        Axis::for_values(values.iter().copied(), 0.0, width_px, Ticks::Five, NumberStyle::English)
            .ticks
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn the_maximum_is_one_or_round() {
        assert_eq!(labels(&[0.089, 0.794], 250.0), ["0", "0.25", "0.5", "0.75", "1"]);
        assert_eq!(labels(&[], 250.0), ["0", "0.25", "0.5", "0.75", "1"]);
        assert_eq!(labels(&[0.3], 250.0), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(labels(&[0.41], 250.0), ["0", "0.25", "0.5", "0.75", "1"]);
        assert_eq!(labels(&[0.055], 250.0), ["0", "0.02", "0.04", "0.06"]);
        assert_eq!(labels(&[0.0038], 250.0), ["0", "0.001", "0.002", "0.003", "0.004"]);
        assert_eq!(labels(&[9.5e-6], 400.0).last().unwrap(), "1 × 10⁻⁵");
    }

    #[test]
    fn narrow_axes_have_fewer_ticks_and_never_more_than_five() {
        assert_eq!(labels(&[0.8], 150.0), ["0", "0.5", "1"]);
        assert_eq!(labels(&[0.0038], 100.0), ["0", "0.004"]);
        for exponent in -90..=0 {
            let value = 10_f64.powf(f64::from(exponent) / 10.0);
            let axis = Axis::for_values([value], 0.0, 600.0, Ticks::Five, NumberStyle::English);
            assert!(axis.ticks.len() <= 5 && axis.max >= value * (1.0 - 1e-9), "{value}: {axis:?}");
            assert!(axis.max <= 2.6 * value, "{value} is drawn in the left third of {}", axis.max);
        }
    }

    #[test]
    fn decades_hold_what_is_rare_and_keep_five_labels() {
        let decades = |values: &[f64], width_px: f64| {
            let axis = Axis::of_decades(values.iter().copied(), 0.0, width_px, NumberStyle::English);
            (axis.ticks.iter().map(|tick| tick.label.clone()).collect::<Vec<_>>(), axis)
        };
        let (labels, axis) = decades(&[0.0005, 0.64, 0.058, 0.0, f64::NAN], 400.0);
        assert_eq!(labels, ["0.0001", "0.001", "0.01", "0.1", "1"]);
        assert_eq!([0.0001, 0.01, 1.0, 0.0].map(|value| axis.x(value)), [0.0, 200.0, 400.0, 0.0]);
        assert_eq!(axis.minor.len(), 32);
        assert_eq!(decades(&[1.996e-7, 0.3], 500.0).0, ["1 × 10⁻⁶", "0.0001", "0.01", "1"]);
        assert_eq!(decades(&[0.001, 0.002], 300.0).0, ["0.001", "0.01"]);
        assert_eq!(decades(&[], 300.0).0, ["0.1", "1"]);
        for exponent in 0..300 {
            let (labels, axis) = decades(&[10_f64.powf(-f64::from(exponent) / 20.0)], 190.0);
            assert!(!labels.is_empty() && labels.len() <= 5 && axis.max > axis.min, "{exponent}: {axis:?}");
        }
    }

    #[test]
    fn ticks_can_be_counts() {
        let axis = Axis::for_values([0.9], 0.0, 250.0, Ticks::Five, NumberStyle::English);
        let labels: Vec<_> = axis.out_of(100, NumberStyle::English).ticks.into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["0", "25", "50", "75", "100"]);
        let axis = Axis::for_values([0.09], 0.0, 250.0, Ticks::Five, NumberStyle::German);
        let labels: Vec<_> = axis.out_of(100, NumberStyle::German).ticks.into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["0", "2,5", "5", "7,5", "10"]);
    }

    #[test]
    fn values_stand_where_they_should() {
        let axis = Axis::for_values([0.9], 100.0, 250.0, Ticks::Five, NumberStyle::English);
        assert_eq!([0.0, 0.5, 1.0, 1.7, -0.2].map(|value| axis.x(value)), [100.0, 225.0, 350.0, 350.0, 100.0]);
        let small = Axis::for_values([0.3], 10.0, 300.0, Ticks::Three, NumberStyle::English);
        assert_eq!(small.x(0.1), 110.0);
        assert_eq!(small.ticks.iter().map(|tick| tick.value).collect::<Vec<_>>(), [0.0, 0.15, 0.3]);
    }
}
