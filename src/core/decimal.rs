//! Decimal digits as numbers, eight at once.
//!
//! Must not know where a number stands. Lengths and values change from one number to the next, so that a branch on
//! them is a wrong guess every other time: there is none for the usual ones.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES << 7;

/// One to eight bytes, the first lowest, and zeros behind them; `None` for more or none.
#[inline(always)]
fn word(text: &[u8]) -> Option<u64> {
    // Both ends overlap in the middle.
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return (text.len() <= 8).then(|| u64::from(last) << (8 * (text.len() - 4)) | u64::from(first));
    }
    match *text {
        [first, .., last] => {
            let (middle, end) = (text.len() / 2, text.len() - 1);
            Some(u64::from(first) | u64::from(text[middle]) << (8 * middle) | u64::from(last) << (8 * end))
        }
        [only] => Some(u64::from(only)),
        _ => None,
    }
}

/// The number that one to eight digits write; `None` where another byte is among them.
///
/// Neighbours are put together three times over, all at once (Lemire 2018, "Quickly parsing eight digits").
#[inline(always)]
fn digits(word: u64, count: usize) -> Option<u32> {
    if count == 0 || count > 8 {
        return None;
    }
    // Zeros in front.
    let digits = (word ^ (ONES * u64::from(b'0'))) << (64 - 8 * count);
    if (digits.wrapping_add(ONES * 0x76) | digits) & HIGHS != 0 {
        return None;
    }
    let pairs = digits.wrapping_mul(10 << 8 | 1) >> 8 & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_FFFF_0000_FFFF;
    Some((fours.wrapping_mul(10_000 << 32 | 1) >> 32) as u32)
}

/// The high bit of the first byte that is this one, and perhaps of some behind it.
#[inline(always)]
fn first(word: u64, byte: u8) -> u64 {
    let differs = word ^ (ONES * u64::from(byte));
    differs.wrapping_sub(ONES) & !differs & HIGHS
}

/// The bytes before a place, and those behind the byte at it.
#[inline(always)]
fn part(word: u64, place: u32) -> (u64, u64) {
    (word & !(u64::MAX << (8 * place)), word >> (8 * place) >> 8)
}

/// A whole number of up to sixteen digits and nothing else.
#[inline]
pub(crate) fn whole(text: &[u8]) -> Option<u64> {
    if let Some(word) = word(text) {
        return digits(word, text.len()).map(u64::from);
    }
    let (high, low) = text.split_at_checked(text.len().checked_sub(8)?)?;
    Some(u64::from(digits(word(high)?, high.len())?) * 100_000_000 + u64::from(digits(word(low)?, 8)?))
}

/// A number of up to eight characters, one of them perhaps a point: its digits, and how many stand behind the point.
#[inline(always)]
pub(crate) fn fraction(text: &[u8]) -> Option<(u32, usize)> {
    let word = word(text)?;
    let point = first(word, b'.');
    if point == 0 {
        return digits(word, text.len()).map(|number| (number, 0));
    }
    let before = point.trailing_zeros() / 8;
    let (high, low) = part(word, before);
    // Joined without the point.
    let number = digits(high | low << (8 * before), text.len() - 1)?;
    Some((number, text.len() - 1 - before as usize))
}

/// Two whole numbers with a comma between them, or the first two of several, in up to eight characters.
#[inline(always)]
pub(crate) fn pair(text: &[u8]) -> Option<(u32, u32)> {
    let word = word(text)?;
    let comma = first(word, b',');
    if comma == 0 {
        return None;
    }
    let before = comma.trailing_zeros() / 8;
    let (one, rest) = part(word, before);
    let behind = text.len() - 1 - before as usize;
    let next = first(rest, b',');
    let (other, count) = if next == 0 {
        (rest, behind)
    } else {
        let end = next.trailing_zeros() / 8;
        (part(rest, end).0, end as usize)
    };
    Some((digits(one, before as usize)?, digits(other, count)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        for text in ["0", "7", "42", "007", "1234", "99999999", "100000000", "4294967295", "9999999999999999"] {
            assert_eq!(whole(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in ["", "-1", "+1", "1.", "1 ", "12a4", "a2", "12:", "/1", "1234567890a", "99999999999999999"] {
            assert_eq!(whole(text.as_bytes()), None, "{text}");
        }
        // Every byte, at every place of every length.
        for length in 1..=12_usize {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut text = vec![b'1'; length];
                    text[place] = byte;
                    let expected = std::str::from_utf8(&text).ok().filter(|_| byte != b'+');
                    let expected = expected.and_then(|text| text.parse().ok());
                    assert_eq!(whole(&text), expected, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn fractions() {
        for (text, expected) in [
            ("60.00", Some((6000, 2))),
            ("3070.06", Some((307_006, 2))),
            (".5", Some((5, 1))),
            ("5.", Some((5, 0))),
            ("1234567.", Some((1_234_567, 0))),
            ("12", Some((12, 0))),
            (".", None),
            ("1.2.3", None),
            ("1,5", None),
            ("-1.5", None),
            ("123456.78", None),
        ] {
            assert_eq!(fraction(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn pairs() {
        for (text, expected) in [
            ("15,13", Some((15, 13))),
            ("0,7", Some((0, 7))),
            ("7,0,3", Some((7, 0))),
            ("1,2,3,4", Some((1, 2))),
            ("123,4567", Some((123, 4567))),
            ("7", None),
            (",3", None),
            ("3,", None),
            (".,3", None),
            ("3,.", None),
            ("3,,4", None),
            ("1234,56789", None),
        ] {
            assert_eq!(pair(text.as_bytes()), expected, "{text}");
        }
    }
}
