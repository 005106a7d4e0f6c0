//! Numbers as people read them: frequencies, intervals, counts, sizes, durations, in the reader's own notation.
//!
//! The one place where a figure becomes text. Must not know words: a sentence around a number is a translation's.
//!
//! **Frequencies.** Three decimals; below 0.001 three significant digits. A rare allele is never rounded away, and
//! neither is a common one: 0.9996 is not printed as 1.000. 0 and 1 are printed bare because only they are exact.
//! From 0.0001 upwards the digits stand as decimals (`0.000123`); below that as a power of ten
//! (`2.00 × 10⁻⁷`), because nobody counts seven zeros rightly and a column keeps its width. The exponent is made of
//! superscript characters, so copied text keeps its meaning where `<sup>` would lose it.

use crate::stats::interval::Interval;

/// No-break space: a number and its unit stay on one line.
const NBSP: char = '\u{a0}';
/// Smallest frequency written with plain decimals.
const PLAIN_FROM: f64 = 1e-4;
/// Smallest frequency written with three decimals.
const THREE_DECIMALS_FROM: f64 = 1e-3;

/// A language's notation of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberStyle {
    /// `1,006` and `0.591`
    #[default]
    English,
    /// `1.006` and `0,591`
    German,
}

impl NumberStyle {
    /// The style of a BCP 47 language tag (`de`, `de-AT`, `en-GB`); English for a language without one.
    pub fn for_language(tag: &str) -> Self {
        match tag.split('-').next() {
            Some(language) if language.eq_ignore_ascii_case("de") => Self::German,
            _ => Self::English,
        }
    }

    const fn decimal_point(self) -> char {
        match self {
            Self::English => '.',
            Self::German => ',',
        }
    }

    const fn thousands_separator(self) -> char {
        match self {
            Self::English => ',',
            Self::German => '.',
        }
    }

    /// A count: `1,006`.
    pub fn count(self, count: u64) -> String {
        let digits = count.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(self.thousands_separator());
            }
            text.push(digit);
        }
        text
    }

    /// An allele frequency in 0..=1: `0.591`, `0.000123`, `2.00 × 10⁻⁷`. See the module's head for the rule.
    pub fn frequency(self, frequency: f64) -> String {
        if is_exact(frequency) {
            return format!("{frequency:.0}");
        }
        if frequency >= THREE_DECIMALS_FROM {
            return self.localised(&below_one(frequency));
        }
        let (mantissa, exponent) = three_digits(frequency);
        if frequency >= PLAIN_FROM {
            return self.localised(&plain_three_digits(frequency));
        }
        format!("{} × 10{}", self.localised(&mantissa), superscript(exponent))
    }

    /// An interval: `0.521–0.657`, `0–0.004`, `(0.0589–1.89) × 10⁻⁶`.
    ///
    /// Both ends are written alike, in the manner of the upper one, so that they can be compared at a glance.
    pub fn interval(self, interval: Interval) -> String {
        let Interval { low, high, .. } = interval;
        if high >= PLAIN_FROM {
            return format!("{}–{}", self.plain(low), self.plain(high));
        }
        let (mantissa, exponent) = three_digits(high);
        let power = superscript(exponent);
        if is_exact(low) {
            return format!("0–{} × 10{power}", self.localised(&mantissa));
        }
        let low = self.localised(&plain_three_digits(low / 10_f64.powi(exponent)));
        format!("({low}–{}) × 10{power}", self.localised(&mantissa))
    }

    /// A bound, as in "likely below 0.0038": two significant digits, for a bound is no measurement.
    pub fn bound(self, bound: f64) -> String {
        if is_exact(bound) {
            return format!("{bound:.0}");
        }
        let (mantissa, exponent) = digits_and_exponent(bound, 1);
        if bound < PLAIN_FROM {
            return format!("{} × 10{}", self.localised(&mantissa), superscript(exponent));
        }
        let decimals = usize::try_from(1 - exponent).unwrap_or(0);
        self.localised(&format!("{bound:.decimals$}"))
    }

    /// A tick of an axis, without trailing zeros: `0`, `0.25`, `1`, `2 × 10⁻⁵`.
    pub fn tick(self, value: f64) -> String {
        if is_exact(value) {
            return format!("{value:.0}");
        }
        let (mantissa, exponent) = three_digits(value);
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.').to_owned();
        if value < PLAIN_FROM {
            return format!("{} × 10{}", self.localised(&mantissa), superscript(exponent));
        }
        let text = format!("{value:.8}");
        self.localised(text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// A share as a percentage with three digits at most: `59.1 %`, `2 %`; never 0 or 100 unless it is.
    pub fn percent(self, share: f64) -> String {
        let percent = share * 100.0;
        let text = if is_exact(share) {
            format!("{percent:.0}")
        } else if percent < 0.1 {
            plain_three_digits(percent)
        } else {
            // 99.96 with one decimal would read 100.
            (1..=9)
                .map(|decimals| format!("{percent:.decimals$}"))
                .find(|text| !text.starts_with("100"))
                .unwrap_or_default()
        };
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        format!("{}{NBSP}%", self.localised(text))
    }

    /// A ratio near one, with two decimals: `2.08`.
    pub fn ratio(self, ratio: f64) -> String {
        self.localised(&format!("{ratio:.2}"))
    }

    /// An expected number of people, which is no whole number: one decimal below 100.
    pub fn people(self, people: f64) -> String {
        if people < 99.95 {
            return self.localised(&format!("{people:.1}"));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, above 0, saturating")]
        self.count(people.round() as u64)
    }

    /// A coefficient that may be below zero, such as F_ST, with three decimals: `0.112`, `−0.003`.
    pub fn coefficient(self, value: f64) -> String {
        let text = self.localised(&format!("{:.3}", value.abs()));
        let is_negative = value < 0.0 && text.bytes().any(|digit| matches!(digit, b'1'..=b'9'));
        if is_negative { format!("−{text}") } else { text }
    }

    /// A score as a file gives it, such as QUAL, with two decimals at most: `50`, `1,199.44`, `2.00 × 10⁻⁵`.
    pub fn score(self, score: f32) -> String {
        let value = f64::from(score);
        if !value.is_finite() || (value != 0.0 && value.abs() < 0.005) {
            let (mantissa, exponent) = three_digits(value);
            let power = if value.is_finite() { format!(" × 10{}", superscript(exponent)) } else { String::new() };
            return format!("{}{power}", self.localised(&mantissa));
        }
        let text = format!("{:.2}", value.abs());
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| self.count(whole));
        let sign = if value < 0.0 { "−" } else { "" };
        match decimals.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            decimals => format!("{sign}{whole}{}{decimals}", self.decimal_point()),
        }
    }

    /// A size in decimal units, as file managers show it: `812 B`, `1.3 MB`, `210 MB`.
    pub fn bytes(self, bytes: u64) -> String {
        const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
        let mut unit = 0;
        #[expect(clippy::cast_precision_loss, reason = "shown with three digits at most")]
        let mut value = bytes as f64;
        // 999.5 would be rounded to 1000 of the smaller unit.
        while value >= 999.5 && unit + 1 < UNITS.len() {
            value /= 1000.0;
            unit += 1;
        }
        let decimals = usize::from(unit > 0 && value < 9.95);
        format!("{}{NBSP}{}", self.localised(&format!("{value:.decimals$}")), UNITS[unit])
    }

    /// A duration: `84 ms`, `1.2 s`, `12 s`, `2 min 5 s`.
    pub fn duration(self, millis: f64) -> String {
        if millis < 999.5 {
            return format!("{:.0}{NBSP}ms", millis.max(0.0));
        }
        let seconds = millis / 1000.0;
        if seconds < 59.5 {
            let decimals = usize::from(seconds < 9.95);
            return format!("{}{NBSP}s", self.localised(&format!("{seconds:.decimals$}")));
        }
        let whole = seconds.round();
        format!("{:.0}{NBSP}min {:.0}{NBSP}s", (whole / 60.0).floor(), whole % 60.0)
    }

    /// A frequency with plain decimals, however rare.
    fn plain(self, frequency: f64) -> String {
        if is_exact(frequency) {
            format!("{frequency:.0}")
        } else if frequency >= THREE_DECIMALS_FROM {
            self.localised(&below_one(frequency))
        } else {
            self.localised(&plain_three_digits(frequency))
        }
    }

    /// Digits with Rust's decimal point -> the language's.
    fn localised(self, digits: &str) -> String {
        digits.chars().map(|c| if c == '.' { self.decimal_point() } else { c }).collect()
    }
}

/// 0 and 1 are the frequencies known without rounding; out-of-range values are shown as the border they passed.
fn is_exact(frequency: f64) -> bool {
    frequency <= 0.0 || frequency >= 1.0
}

/// Three decimals, or as many as it takes not to read 1.000.
fn below_one(frequency: f64) -> String {
    (3..=9)
        .map(|decimals| format!("{frequency:.decimals$}"))
        .find(|text| !text.starts_with('1'))
        .unwrap_or_else(|| format!("{frequency}"))
}

/// Three significant digits with plain decimals: `0.000123`.
fn plain_three_digits(value: f64) -> String {
    let (_, exponent) = three_digits(value);
    let decimals = usize::try_from(2 - exponent).unwrap_or(0);
    format!("{value:.decimals$}")
}

/// Three significant digits as mantissa and power of ten, rounded once: 9.996e-5 is `1.00`, −4.
fn three_digits(value: f64) -> (String, i32) {
    digits_and_exponent(value, 2)
}

fn digits_and_exponent(value: f64, decimals: usize) -> (String, i32) {
    let text = format!("{value:.decimals$e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa.to_owned(), exponent.parse().unwrap_or(0)),
        None => (text, 0),
    }
}

fn superscript(exponent: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    exponent
        .to_string()
        .chars()
        .map(|c| c.to_digit(10).and_then(|digit| DIGITS.get(digit as usize).copied()).unwrap_or('⁻'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::interval::Level;

    const EN: NumberStyle = NumberStyle::English;
    const DE: NumberStyle = NumberStyle::German;

    fn wilson(count: u32, number: u32) -> Interval {
        Interval::wilson(count, number, Level::NinetyFive).unwrap()
    }

    #[test]
    fn frequencies_keep_their_digits() {
        let cases = [
            (0.0, "0"),
            (1.0, "1"),
            (117.0 / 198.0, "0.591"),
            (19.0 / 214.0, "0.089"),
            (0.001, "0.001"),
            (0.000_999_6, "0.00100"),
            (0.000_5, "0.000500"),
            (0.000_1, "0.000100"),
            (0.000_099_96, "1.00 × 10⁻⁴"),
            (1e-5, "1.00 × 10⁻⁵"),
            (1.996e-7, "2.00 × 10⁻⁷"),
            (3.0e-12, "3.00 × 10⁻¹²"),
            (0.999_4, "0.999"),
            (0.999_6, "0.9996"),
            (2_999_999.0 / 3_000_000.0, "0.9999997"),
        ];
        for (frequency, expected) in cases {
            assert_eq!(EN.frequency(frequency), expected);
        }
        assert_eq!(DE.frequency(117.0 / 198.0), "0,591");
        assert_eq!(DE.frequency(1.996e-7), "2,00 × 10⁻⁷");
    }

    #[test]
    fn only_exact_frequencies_read_as_zero_or_one() {
        for number in [1_u32, 2, 198, 1_006, 100_000, 3_000_000] {
            for count in [1, number / 2, number - 1].into_iter().filter(|count| (1..number).contains(count)) {
                let text = EN.frequency(f64::from(count) / f64::from(number));
                let digits: String = text.split(" × ").next().unwrap().chars().filter(char::is_ascii_digit).collect();
                assert!(digits.chars().any(|digit| digit != '0'), "{count}/{number}: {text}");
                assert_ne!(text.trim_end_matches('0'), "1.", "{count}/{number}");
            }
        }
    }

    #[test]
    fn intervals() {
        assert_eq!(EN.interval(wilson(117, 198)), "0.521–0.657");
        assert_eq!(DE.interval(wilson(117, 198)), "0,521–0,657");
        assert_eq!(EN.interval(wilson(0, 1_006)), "0–0.004");
        assert_eq!(EN.interval(wilson(1_006, 1_006)), "0.996–1");
        assert_eq!(EN.interval(wilson(1, 6_000)), "0.0000294–0.000944");
        assert_eq!(EN.interval(wilson(1, 3_000_000)), "(0.0588–1.89) × 10⁻⁶");
        assert_eq!(EN.interval(wilson(0, 3_000_000)), "0–1.28 × 10⁻⁶");
    }

    #[test]
    fn bounds_and_ticks() {
        assert_eq!(EN.bound(wilson(0, 1_006).high), "0.0038");
        assert_eq!(EN.bound(wilson(0, 20).high), "0.16");
        assert_eq!(DE.bound(1.28e-6), "1,3 × 10⁻⁶");
        assert_eq!(EN.bound(1.0), "1");
        let ticks = [
            (0.0, "0"),
            (0.25, "0.25"),
            (0.5, "0.5"),
            (1.0, "1"),
            (0.03, "0.03"),
            (0.1 + 0.2, "0.3"),
            (2e-5, "2 × 10⁻⁵"),
        ];
        for (value, expected) in ticks {
            assert_eq!(EN.tick(value), expected);
        }
        assert_eq!(DE.tick(0.25), "0,25");
    }

    #[test]
    fn counts_have_separators() {
        let cases = [(0, "0"), (198, "198"), (1_006, "1,006"), (65_370, "65,370"), (3_000_000, "3,000,000")];
        for (count, expected) in cases {
            assert_eq!(EN.count(count), expected);
        }
        assert_eq!(DE.count(1_006), "1.006");
    }

    #[test]
    fn ratios_and_scores() {
        assert_eq!(EN.ratio(2.0), "2.00");
        assert_eq!(DE.ratio(2.084), "2,08");
        let scores = [
            (50.0, "50"),
            (1_199.44, "1,199.44"),
            (29.6, "29.6"),
            (0.0, "0"),
            (0.01, "0.01"),
            (2e-5, "2.00 × 10⁻⁵"),
            (-3.5, "−3.5"),
            (f32::INFINITY, "inf"),
        ];
        for (score, expected) in scores {
            assert_eq!(EN.score(score), expected);
        }
        assert_eq!(DE.score(1_199.44), "1.199,44");
    }

    #[test]
    fn percentages_sizes_and_durations() {
        assert_eq!(EN.percent(0.591), "59.1\u{a0}%");
        assert_eq!(DE.percent(0.0214), "2,1\u{a0}%");
        assert_eq!(EN.percent(0.02), "2\u{a0}%");
        assert_eq!(EN.percent(0.000_5), "0.05\u{a0}%");
        assert_eq!(EN.percent(1.0), "100\u{a0}%");
        assert_eq!(EN.percent(0.000_02), "0.002\u{a0}%");
        assert_eq!(EN.percent(0.999_96), "99.996\u{a0}%");
        let sizes =
            [(812, "812\u{a0}B"), (999_600, "1.0\u{a0}MB"), (1_340_000, "1.3\u{a0}MB"), (210_000_000, "210\u{a0}MB")];
        for (bytes, expected) in sizes {
            assert_eq!(EN.bytes(bytes), expected);
        }
        assert_eq!(DE.bytes(1_340_000), "1,3\u{a0}MB");
        let durations = [
            (84.2, "84\u{a0}ms"),
            (999.7, "1.0\u{a0}s"),
            (1_240.0, "1.2\u{a0}s"),
            (12_300.0, "12\u{a0}s"),
            (125_000.0, "2\u{a0}min 5\u{a0}s"),
        ];
        for (millis, expected) in durations {
            assert_eq!(EN.duration(millis), expected);
        }
    }

    #[test]
    fn styles_by_language_tag() {
        assert_eq!(NumberStyle::for_language("de-AT"), DE);
        assert_eq!(NumberStyle::for_language("en-GB"), EN);
        assert_eq!(NumberStyle::for_language("fi"), EN);
    }
}
