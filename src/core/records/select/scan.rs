//! Columns tried value by value, 64 rows at a time.
//!
//! Must not know what the values mean. Every loop has one test, chosen before it starts, and skips words of rows
//! that are out already.

use crate::records::packed::Packed;

/// How a stored number is turned into one that keeps the values' order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it is stored.
    Raw,
    /// [`crate::records::Storage::Float`].
    Float,
    /// [`crate::records::Storage::Signed`].
    Signed,
}

impl Form {
    /// The number that keeps the order.
    #[inline]
    pub(crate) fn key(self, stored: u32) -> u32 {
        match self {
            Self::Raw => stored,
            Self::Float => float_key(stored),
            Self::Signed => signed_key(stored),
        }
    }
}

/// Negative numbers, whose bits count downwards, come first and reversed.
#[inline]
fn float_key(bits: u32) -> u32 {
    bits ^ ((((bits as i32) >> 31) as u32) | 0x8000_0000)
}

#[inline]
fn signed_key(stored: u32) -> u32 {
    let zigzag = stored.wrapping_sub(1);
    ((zigzag >> 1) ^ (zigzag & 1).wrapping_neg()) ^ 0x8000_0000
}

/// Keeps the rows whose key is at least `low` and at most `low + span`.
pub(super) fn keep_within(values: &Packed, form: Form, low: u32, span: u32, bits: &mut [u64]) {
    let within = |key: u32| key.wrapping_sub(low) <= span;
    match (values, form) {
        (Packed::Same { value, .. }, _) if within(form.key(*value)) => {}
        (Packed::Same { .. }, _) => bits.fill(0),
        (Packed::Bytes(values), Form::Raw) => keep_bytes_within(values, low, low.saturating_add(span), bits),
        (Packed::Words(values), Form::Raw) => keep(values, bits, |value| within(u32::from(value))),
        (Packed::Longs(values), Form::Raw) => keep(values, bits, within),
        (Packed::Bytes(values), _) => keep(values, bits, |value| within(form.key(u32::from(value)))),
        (Packed::Words(values), Form::Signed) => keep(values, bits, |value| within(signed_key(u32::from(value)))),
        (Packed::Words(values), _) => keep(values, bits, |value| within(form.key(u32::from(value)))),
        (Packed::Longs(values), Form::Float) => keep(values, bits, |value| within(float_key(value))),
        (Packed::Longs(values), Form::Signed) => keep(values, bits, |value| within(signed_key(value))),
    }
}

/// Keeps the rows whose value the table says yes to.
pub(super) fn keep_listed(values: &Packed, table: &[bool], bits: &mut [u64]) {
    let listed = |value: u32| table.get(value as usize).is_some_and(|listed| *listed);
    match values {
        Packed::Same { value, .. } if listed(*value) => {}
        Packed::Same { .. } => bits.fill(0),
        Packed::Bytes(values) => keep(values, bits, |value| listed(u32::from(value))),
        Packed::Words(values) => keep(values, bits, |value| listed(u32::from(value))),
        Packed::Longs(values) => keep(values, bits, listed),
    }
}

/// Keeps the rows that fulfil a test of their own.
pub(super) fn keep_rows(bits: &mut [u64], test: impl Fn(usize) -> bool) {
    for (index, word) in bits.iter_mut().enumerate() {
        let mut left = *word;
        while left != 0 {
            let bit = left.trailing_zeros();
            left &= left - 1;
            if !test(index * 64 + bit as usize) {
                *word &= !(1 << bit);
            }
        }
    }
}

/// Keeps the rows whose number fulfils a test, which is asked again only when another number took its place.
pub(super) fn keep_remembered(values: &Packed, bits: &mut [u64], test: &dyn Fn(u32) -> bool) {
    const SLOT_BITS: u32 = 10;
    let mut known = vec![None::<(u32, bool)>; 1 << SLOT_BITS];
    for (index, word) in bits.iter_mut().enumerate() {
        let mut left = *word;
        while left != 0 {
            let bit = left.trailing_zeros();
            left &= left - 1;
            let value = values.get(index * 64 + bit as usize).unwrap_or_default();
            let slot = (value.wrapping_mul(0x9E37_79B9) >> (u32::BITS - SLOT_BITS)) as usize;
            let holds = match known[slot] {
                Some((known_value, holds)) if known_value == value => holds,
                _ => test(value),
            };
            known[slot] = Some((value, holds));
            *word &= !(u64::from(!holds) << bit);
        }
    }
}

#[inline]
fn keep<T: Copy>(values: &[T], bits: &mut [u64], test: impl Fn(T) -> bool) {
    let eight = |values: &[T; 8]| {
        values.iter().enumerate().fold(0_u32, |found, (place, value)| found | u32::from(test(*value)) << place)
    };
    keep_words(values, bits, |values| {
        let (eights, rest) = values.as_chunks::<8>();
        let found = eights.iter().rev().fold(0, |word, values| word << 8 | u64::from(eight(values)));
        rest.iter()
            .enumerate()
            .fold(found, |word, (place, value)| word | u64::from(test(*value)) << (eights.len() * 8 + place))
    });
}

/// Eight bytes are compared at once.
fn keep_bytes_within(values: &[u8], low: u32, high: u32, bits: &mut [u64]) {
    let Ok(low) = u8::try_from(low) else { return bits.fill(0) };
    let high = u8::try_from(high).unwrap_or(u8::MAX);
    let (lows, highs) = (u64::from_le_bytes([low; 8]), u64::from_le_bytes([high; 8]));
    keep_words(values, bits, |values| {
        let (eights, rest) = values.as_chunks::<8>();
        let found = eights.iter().rev().fold(0, |word, values| {
            let values = u64::from_le_bytes(*values);
            word << 8 | one_bit_a_byte(at_least(values, lows) & at_least(highs, values))
        });
        rest.iter().enumerate().fold(found, |word, (place, value)| {
            word | u64::from((low..=high).contains(value)) << (eights.len() * 8 + place)
        })
    });
}

const TOP_BITS: u64 = 0x8080_8080_8080_8080;

/// The top bit of every byte of `left` that is at least the byte of `right`: without their top bits the bytes
/// are subtracted, a borrowed bit in front of each, and the top bits decide where they differ.
#[inline]
fn at_least(left: u64, right: u64) -> u64 {
    let difference = (left | TOP_BITS) - (right & !TOP_BITS);
    ((left & !right) | (!(left ^ right) & difference)) & TOP_BITS
}

/// The top bits of eight bytes beside each other: the factor moves each to its place in the uppermost byte.
#[inline]
fn one_bit_a_byte(top_bits: u64) -> u64 {
    (top_bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Asks for a word of 64 rows, of which some are still in.
#[inline]
fn keep_words<T>(values: &[T], bits: &mut [u64], found: impl Fn(&[T]) -> u64) {
    let (whole, rest) = values.as_chunks::<64>();
    for (values, word) in whole.iter().zip(bits.iter_mut()) {
        if *word != 0 {
            *word &= found(values);
        }
    }
    if let Some(word) = bits.get_mut(whole.len()) {
        *word &= found(rest);
    }
}

/// A word for every 64 rows, with a bit for every row.
pub(super) fn all_rows(rows: usize) -> Vec<u64> {
    let mut bits = vec![u64::MAX; rows.div_ceil(64)];
    if let (Some(last), left @ 1..) = (bits.last_mut(), rows % 64) {
        *last = (1 << left) - 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{store_float, store_signed};

    #[test]
    fn keys_keep_the_order() {
        let floats = [f32::NEG_INFINITY, -2.5, -0.0, 0.0, 1e-30, 50.0, f32::INFINITY];
        assert!(floats.map(|value| Form::Float.key(store_float(Some(value)))).is_sorted_by(|a, b| a < b));
        let wholes = [i32::MIN + 8, -1, 0, 1, i32::MAX];
        assert!(wholes.map(|value| Form::Signed.key(store_signed(Some(value)))).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn bytes_are_compared_eight_at_once() {
        let values: Vec<u8> = (0..=255).chain([7, 255, 0]).collect();
        for (low, high) in [(0, 255), (10, 255), (0, 127), (127, 128), (129, 254), (255, 300), (256, 300), (7, 7)] {
            let mut bits = all_rows(values.len());
            keep_within(&Packed::Bytes(values.clone()), Form::Raw, low, high - low, &mut bits);
            for (index, value) in values.iter().enumerate() {
                let is_kept = bits[index / 64] >> (index % 64) & 1 == 1;
                assert_eq!(is_kept, (low..=high).contains(&u32::from(*value)), "{value} in {low}..={high}");
            }
        }
    }

    #[test]
    fn words_end_where_rows_do() {
        assert_eq!(all_rows(0), [0; 0]);
        assert_eq!(all_rows(64), [u64::MAX]);
        assert_eq!(all_rows(66), [u64::MAX, 3]);
    }
}
