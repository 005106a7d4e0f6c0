//! A hash for texts that a file repeats: names, filters, genotypes.
//!
//! The standard library's default resists whoever chooses keys to collide, and costs more than the look-up itself.
//! Here the keys are of a file that a person opened on their own device, which nobody else waits for, and the maps
//! are small. Must not be used where a stranger's texts are kept for others.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

/// A map whose keys are texts of one file.
pub(crate) type TextMap<K, V> = HashMap<K, V, BuildHasherDefault<TextHasher>>;

/// A set of texts of one file.
pub(crate) type TextSet<K> = HashSet<K, BuildHasherDefault<TextHasher>>;

/// Rotates, adds and multiplies a word of eight bytes at a time, as Firefox's `FxHasher` does.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TextHasher(u64);

impl TextHasher {
    #[inline]
    fn mix(&mut self, word: u64) {
        // 2^64 / π, which is odd.
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
}

impl Hasher for TextHasher {
    // Once in the program, not once a map: it is downloaded.
    #[inline(never)]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.mix(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            self.mix(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    #[inline]
    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }

    #[inline]
    fn write_usize(&mut self, value: usize) {
        self.mix(value as u64);
    }

    /// A product's upper bits depend on every bit of the key, its lower ones on few: a map looks at both ends.
    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// Whether two texts are equal; those of up to sixteen bytes are compared on the spot, without a call.
#[inline(always)]
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    fn ends<const BYTES: usize>(text: &[u8]) -> Option<([u8; BYTES], [u8; BYTES])> {
        text.first_chunk().copied().zip(text.last_chunk().copied())
    }
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        0..4 => one.iter().zip(other).all(|(one, other)| one == other),
        // Both ends overlap in the middle.
        4..=8 => ends::<4>(one) == ends::<4>(other),
        9..=16 => ends::<8>(one) == ends::<8>(other),
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_when_every_byte_is() {
        for length in 0..40_usize {
            let text = vec![b'A'; length];
            assert!(is_same(&text, &text.clone()) && !is_same(&text, &vec![b'A'; length + 1]));
            for place in 0..length {
                let mut other = text.clone();
                other[place] = b'B';
                assert!(!is_same(&text, &other), "{length} {place}");
            }
        }
    }

    #[test]
    fn names_that_differ_little_spread_over_a_map() {
        let mut set = TextSet::default();
        let mut places = [0_u32; 1 << 10];
        for number in 0..1 << 13 {
            let text = format!("rs{number}").into_bytes();
            let mut hasher = TextHasher::default();
            hasher.write_usize(text.len());
            hasher.write(&text);
            places[hasher.finish() as usize % places.len()] += 1;
            assert!(set.insert(text));
        }
        // Eight each on average.
        assert!(places.iter().all(|texts| *texts <= 32), "{places:?}");
    }
}
