//! The frequency axis: from zero to one or to a round maximum, with five ticks at most.
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

/// A linear axis that starts at zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its right end.
    pub max: f64,
    /// Its ticks from zero to `max`.
    pub ticks: Vec<Tick>,
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
        Self { max, ticks, left_px, width_px }
    }

    /// Where a value stands, in pixels from the chart's left edge; values past an end stand at it.
    pub fn x(&self, value: f64) -> f64 {
        let range = RangedCoordf64::from(0.0..self.max);
        self.left_px + f64::from(range.map(&value.clamp(0.0, self.max), (0, units(self.width_px)))) / UNITS_PER_PX
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
    fn values_stand_where_they_should() {
        let axis = Axis::for_values([0.9], 100.0, 250.0, Ticks::Five, NumberStyle::English);
        assert_eq!([0.0, 0.5, 1.0, 1.7, -0.2].map(|value| axis.x(value)), [100.0, 225.0, 350.0, 350.0, 100.0]);
        let small = Axis::for_values([0.3], 10.0, 300.0, Ticks::Three, NumberStyle::English);
        assert_eq!(small.x(0.1), 110.0);
        assert_eq!(small.ticks.iter().map(|tick| tick.value).collect::<Vec<_>>(), [0.0, 0.15, 0.3]);
    }
}
