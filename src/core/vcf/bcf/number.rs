//! Numbers as VCF writes them.
//!
//! Floats get the fewest digits that read back as the same float, in the layout of C's `%g`, so that what
//! `bcftools view` writes with its six digits is the same text wherever six digits are enough.
//! Must not know records.

/// Digits of `%g`; more are written only where six would read back as another float.
const USUAL_DIGITS: u32 = 6;
/// Enough to tell any two floats of 32 bits apart.
const MOST_DIGITS: u32 = 9;
/// The largest power of ten that f64 holds exactly.
const EXACT_POWER: i32 = 22;

/// Appends a whole number.
pub(super) fn push_integer(text: &mut Vec<u8>, number: i64) {
    if number < 0 {
        text.push(b'-');
    }
    let mut buffer = [0; 20];
    let mut rest = number.unsigned_abs();
    let mut start = buffer.len();
    for place in buffer.iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
        start -= 1;
        if rest == 0 {
            break;
        }
    }
    text.extend_from_slice(&buffer[start..]);
}

/// Appends a float.
pub(super) fn push_float(text: &mut Vec<u8>, number: f32) {
    if number.is_nan() {
        text.extend_from_slice(b"nan");
        return;
    }
    if number.is_sign_negative() {
        text.push(b'-');
    }
    let magnitude = number.abs();
    if magnitude == 0.0 {
        text.push(b'0');
    } else if magnitude.is_infinite() {
        text.extend_from_slice(b"inf");
    } else {
        let (digits, exponent) = shortest(magnitude);
        layout(text, digits, exponent);
    }
}

/// Digits without zeros at their end, and the power of ten of the first of them.
fn shortest(magnitude: f32) -> (u64, i32) {
    let mut exponent = decimal_exponent(f64::from(magnitude));
    let mut mantissa = 0;
    for digits in USUAL_DIGITS..=MOST_DIGITS {
        let places = digits as i32 - 1 - exponent;
        mantissa = (scale(f64::from(magnitude), places) + 0.5) as u64;
        if scale(mantissa as f64, -places) as f32 == magnitude || digits == MOST_DIGITS {
            // 9.999996 rounds to one digit more.
            exponent += i32::from(mantissa >= 10_u64.pow(digits));
            break;
        }
    }
    while mantissa.is_multiple_of(10) && mantissa > 0 {
        mantissa /= 10;
    }
    (mantissa, exponent)
}

/// The power of ten of the first digit.
fn decimal_exponent(magnitude: f64) -> i32 {
    // IEEE 754: eleven bits of exponent, biased by 1023; every f32 is a normal f64.
    let binary = ((magnitude.to_bits() >> 52) & 0x7FF) as i32 - 1023;
    // Of the power of two at or below: never too high, at most one too low.
    let guess = (f64::from(binary) * std::f64::consts::LOG10_2).floor() as i32;
    guess + i32::from(scale(magnitude, -(guess + 1)) >= 1.0)
}

/// Times ten to the power; one rounding for each 22 places, as reading it back does.
fn scale(number: f64, power: i32) -> f64 {
    let mut result = number;
    let mut rest = power.abs();
    while rest > 0 {
        let step = rest.min(EXACT_POWER);
        let factor = POWERS[step as usize];
        result = if power < 0 { result / factor } else { result * factor };
        rest -= step;
    }
    result
}

const POWERS: [f64; EXACT_POWER as usize + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// C11 §7.21.6.1, `%g`: an exponent below -4 or past the digits is written, another is counted out.
fn layout(text: &mut Vec<u8>, digits: u64, exponent: i32) {
    let mut buffer = Vec::with_capacity(MOST_DIGITS as usize);
    push_integer(&mut buffer, digits as i64);
    let count = buffer.len() as i32;
    if exponent < -4 || exponent >= count.max(USUAL_DIGITS as i32) {
        let (first, rest) = buffer.split_at(1);
        text.extend_from_slice(first);
        if !rest.is_empty() {
            text.push(b'.');
            text.extend_from_slice(rest);
        }
        text.extend_from_slice(if exponent < 0 { b"e-" } else { b"e+" });
        if exponent.abs() < 10 {
            text.push(b'0');
        }
        push_integer(text, i64::from(exponent.abs()));
    } else if exponent < 0 {
        text.extend_from_slice(b"0.");
        text.extend(std::iter::repeat_n(b'0', (-exponent - 1) as usize));
        text.extend_from_slice(&buffer);
    } else {
        let whole = (exponent + 1) as usize;
        text.extend_from_slice(buffer.get(..whole).unwrap_or(&buffer));
        text.extend(std::iter::repeat_n(b'0', whole.saturating_sub(buffer.len())));
        if let Some(fraction) = buffer.get(whole..).filter(|fraction| !fraction.is_empty()) {
            text.push(b'.');
            text.extend_from_slice(fraction);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcf::line::parse_float;

    fn text(number: f32) -> String {
        let mut text = Vec::new();
        push_float(&mut text, number);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn integers() {
        for number in [0, 7, -7, 10, 2_147_483_647, -2_147_483_648, i64::MAX, i64::MIN] {
            let mut text = Vec::new();
            push_integer(&mut text, number);
            assert_eq!(String::from_utf8(text).unwrap(), number.to_string());
        }
    }

    /// The right-hand texts are `bcftools view`'s (htslib 1.16).
    #[test]
    fn floats_are_laid_out_as_bcftools_does() {
        let cases = [
            (0.0, "0"),
            (-0.0, "-0"),
            (50.0, "50"),
            (29.5, "29.5"),
            (1965.77, "1965.77"),
            (0.1, "0.1"),
            (-1.5, "-1.5"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (0.000123456, "0.000123456"),
            (1.23456e-7, "1.23456e-07"),
            (100_000.0, "100000"),
            (999_999.0, "999999"),
            (1_000_000.0, "1e+06"),
            (3.4e38, "3.4e+38"),
            (1e-38, "1e-38"),
            (f32::INFINITY, "inf"),
            (f32::NEG_INFINITY, "-inf"),
            (f32::NAN, "nan"),
        ];
        for (number, expected) in cases {
            assert_eq!(text(number), expected);
        }
    }

    #[test]
    fn floats_of_more_digits_are_not_cut() {
        assert_eq!(text(12_345.67), "12345.67");
        assert_eq!(text(1_234_567.0), "1234567");
        assert_eq!(text(16_777_217.0), "16777216");
        assert_eq!(text(0.333_333_34), "0.33333334");
        assert_eq!(text(f32::MAX), "3.4028235e+38");
    }

    #[test]
    fn every_float_reads_back() {
        // Every exponent, and mantissas from all over.
        let mut bits = 1_u32;
        for _ in 0..400_000 {
            bits = bits.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = f32::from_bits(bits);
            if number.is_nan() {
                continue;
            }
            let text = text(number);
            assert_eq!(text.parse(), Ok(number), "{bits:#x} {text}");
            assert_eq!(parse_float(text.as_bytes()), Some(number), "{bits:#x} {text}");
        }
    }
}
