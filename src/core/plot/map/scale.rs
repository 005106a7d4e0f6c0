//! Classes of frequency: which colour of the ramp a figure has.
//!
//! Three fixed scales, so that a colour means the same from one variant to the next.

use crate::format::NumberStyle;

/// How many classes each scale has: as many as the ramp has colours.
pub const CLASSES: usize = 6;

/// How frequencies are put into classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// By tenths.
    #[default]
    Shares,
    /// By hundredths, where all figures lie in the lowest class of tenths and none far below the others.
    Hundredths,
    /// By powers of ten, where all figures lie in the lowest class of the other: rare variants.
    Decades,
}

impl Scale {
    /// The scale that tells these frequencies apart.
    pub fn of(frequencies: impl Iterator<Item = f64>) -> Self {
        /// Below, hundredths would tell nothing apart.
        const LEAST_OF_HUNDREDTHS: f64 = 0.002;
        let seen = frequencies.filter(|frequency| *frequency > 0.0);
        let (least, most) = seen.fold((f64::INFINITY, 0.0), |(least, most), seen| (seen.min(least), seen.max(most)));
        match most {
            _ if most == 0.0 || most >= Self::Shares.bounds()[1] => Self::Shares,
            _ if most >= Self::Hundredths.bounds()[1] && least >= LEAST_OF_HUNDREDTHS => Self::Hundredths,
            _ => Self::Decades,
        }
    }

    /// The ends of the classes: the lower one belongs to a class, the upper one to the next, but the last.
    pub const fn bounds(self) -> [f64; CLASSES + 1] {
        match self {
            Self::Shares => [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0],
            Self::Hundredths => [0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1],
            Self::Decades => [0.0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1],
        }
    }

    /// The class of a frequency above 0, from 0 on. What was not seen is in none.
    pub fn class(self, frequency: f64) -> usize {
        let bounds = self.bounds();
        bounds[1..CLASSES].iter().take_while(|&&bound| frequency >= bound).count()
    }

    /// A round number out of which the ends of all classes are whole.
    pub const fn round_number(self) -> u32 {
        match self {
            Self::Shares | Self::Hundredths => 100,
            Self::Decades => 1_000_000,
        }
    }

    /// The ends of a class as counts out of [`Self::round_number`]: `50–70`.
    pub fn count_label(self, class: usize, numbers: NumberStyle) -> String {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, at most a million")]
        let end = |value: f64| numbers.count((value * f64::from(self.round_number())).round() as u64);
        let bounds = self.bounds();
        format!("{}–{}", end(bounds[class]), end(bounds[class + 1]))
    }

    /// The ends of a class as people read them: `0.5–0.7`, `10⁻⁵–10⁻⁴`.
    pub fn label(self, class: usize, numbers: NumberStyle) -> String {
        // A power of ten is one without its factor.
        let end = |value: f64| numbers.tick(value).replace("1 × ", "");
        let bounds = self.bounds();
        format!("{}–{}", end(bounds[class]), end(bounds[class + 1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_their_lower_end() {
        let classes = [0.0001, 0.0999, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0].map(|share| Scale::Shares.class(share));
        assert_eq!(classes, [0, 0, 1, 2, 3, 4, 5, 5]);
        let classes = [1e-7, 1e-6, 3e-5, 1e-4, 5e-3, 0.01, 0.099].map(|rare| Scale::Decades.class(rare));
        assert_eq!(classes, [0, 1, 2, 3, 4, 5, 5]);
    }

    #[test]
    fn rare_variants_are_told_apart_by_decades() {
        assert_eq!(Scale::of([0.0004, 0.02].into_iter()), Scale::Decades);
        assert_eq!(Scale::of([0.0004, 0.1].into_iter()), Scale::Shares);
        assert_eq!(Scale::of([0.1, 0.0004].into_iter()), Scale::Shares);
        assert_eq!(Scale::of([0.0, 0.002, 0.05].into_iter()), Scale::Hundredths);
        assert_eq!(Scale::of([0.0, 0.005].into_iter()), Scale::Decades);
        assert_eq!(Scale::of(std::iter::empty()), Scale::Shares);
    }

    #[test]
    fn classes_are_labelled_in_the_reader_s_notation() {
        let labels = |scale: Scale, numbers| [0, 1, 5].map(|class| scale.label(class, numbers));
        assert_eq!(labels(Scale::Shares, NumberStyle::German), ["0–0,1", "0,1–0,3", "0,9–1"]);
        assert_eq!(labels(Scale::Decades, NumberStyle::English), ["0–10⁻⁶", "10⁻⁶–10⁻⁵", "0.01–0.1"]);
        let counts = |scale: Scale| [0, 1, 5].map(|class| scale.count_label(class, NumberStyle::English));
        assert_eq!(counts(Scale::Shares), ["0–10", "10–30", "90–100"]);
        assert_eq!(counts(Scale::Hundredths), ["0–1", "1–2", "7–10"]);
        assert_eq!(counts(Scale::Decades), ["0–1", "1–10", "10,000–100,000"]);
    }
}
