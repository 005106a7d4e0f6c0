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
        (Packed::Bytes(values), Form::Raw) => keep(values, bits, |value| within(u32::from(value))),
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

#[inline]
fn keep<T: Copy>(values: &[T], bits: &mut [u64], test: impl Fn(T) -> bool) {
    let found = |values: &[T]| values.iter().rev().fold(0, |word, value| word << 1 | u64::from(test(*value)));
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
    fn words_end_where_rows_do() {
        assert_eq!(all_rows(0), [0; 0]);
        assert_eq!(all_rows(64), [u64::MAX]);
        assert_eq!(all_rows(66), [u64::MAX, 3]);
    }
}
