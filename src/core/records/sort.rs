//! Rows in the order of their values.
//!
//! Owns the order: stable, missing values last in either direction, chromosomes as the file's header names them,
//! texts without regard to case. Must not know why rows were chosen.
//!
//! Every value becomes a 32-bit key that keeps the order. One pass over the column puts key and row number into
//! buckets by the key's upper bits, and each bucket, small enough for a processor's cache, is sorted by the rest.

mod keys;
#[cfg(test)]
mod tests;

use self::keys::{Keys, LAST};
use super::{ChosenRows, MissingColumns, RecordTable, SortKey};

/// Upper bits of a key that make the buckets.
const BUCKET_BITS: u32 = 11;
/// Bits that one pass within a bucket sorts by.
const DIGIT_BITS: u32 = 8;
const DIGITS: usize = 1 << DIGIT_BITS;
/// Buckets up to this size are sorted by insertion.
const FEW: usize = 24;

impl RecordTable {
    /// The rows by these keys, the first of which counts most; rows that are equal in all stay as they were.
    ///
    /// `contigs` are the chromosomes in the header's order; others follow in the order of their names. Alleles are
    /// compared by their first ten letters.
    pub fn sort(
        &self,
        rows: &ChosenRows,
        sort_keys: &[SortKey],
        contigs: &[String],
    ) -> Result<ChosenRows, MissingColumns> {
        let columns = sort_keys.iter().map(|key| &key.column);
        let missing: Vec<_> = columns.filter(|key| !self.columns().has(key)).cloned().collect();
        if !missing.is_empty() {
            return Err(MissingColumns(missing));
        }
        let mut sorted = None;
        for sort_key in sort_keys.iter().rev() {
            let keys = Keys::new(self, &sort_key.column, contigs);
            let rows = sorted.as_ref().unwrap_or(rows);
            sorted = Some(ChosenRows::These(radix_sort(&Rows { keys, rows }, sort_key.descending)));
        }
        Ok(sorted.unwrap_or_else(|| rows.clone()))
    }
}

/// Rows with their keys, in the order that equal ones keep.
struct Rows<'a> {
    keys: Keys<'a>,
    rows: &'a ChosenRows,
}

impl Rows<'_> {
    #[inline]
    fn each(&self, mut visit: impl FnMut(u32, u32)) {
        match self.rows {
            ChosenRows::All => self.keys.each(&mut visit),
            ChosenRows::Set(rows) => self.keys.each_of_set(rows, &mut visit),
            ChosenRows::These(rows) => self.keys.each_of(rows, &mut visit),
        }
    }
}

/// A key in the upper half, a row number in the lower.
#[derive(Clone, Copy, Default)]
struct Pair(u64);

impl Pair {
    fn new(key: u32, row: u32) -> Self {
        Self(u64::from(key) << 32 | u64::from(row))
    }

    fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn row(self) -> u32 {
        self.0 as u32
    }
}

fn radix_sort(rows: &Rows<'_>, descending: bool) -> Vec<u32> {
    let (mut least, mut most, mut count) = (LAST, 0, 0);
    rows.each(|key, _| {
        count += 1;
        if key != LAST {
            (least, most) = (least.min(key), most.max(key));
        }
    });
    if least > most {
        // Nothing has a value.
        (least, most) = (0, 0);
    }
    // Counted from the first; the missing come right behind the last.
    let ranked = |key: u32| match (key, descending) {
        (LAST, _) => most - least + 1,
        (key, false) => key - least,
        (key, true) => most - key,
    };
    let key_bits = u32::BITS - (most - least + 1).leading_zeros();
    let low_bits = key_bits.saturating_sub(BUCKET_BITS);
    let mut places = [0_usize; 1 << BUCKET_BITS];
    rows.each(|key, _| places[bucket(ranked(key), low_bits)] += 1);
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    let mut sorted = vec![0; count];
    if low_bits == 0 {
        rows.each(|key, row| sorted[next(&mut places, bucket(ranked(key), low_bits))] = row);
        return sorted;
    }
    let mut pairs = vec![Pair::default(); count];
    rows.each(|key, row| {
        let key = ranked(key);
        pairs[next(&mut places, bucket(key, low_bits))] = Pair::new(key, row);
    });
    // Every place has become the end of its bucket.
    let mut spare = Vec::new();
    let mut start = 0;
    for end in places {
        let bucket = &mut pairs[start..end];
        sort_bucket(bucket, low_bits, &mut spare);
        for (row, pair) in sorted[start..end].iter_mut().zip(bucket) {
            *row = pair.row();
        }
        start = end;
    }
    sorted
}

#[inline]
fn bucket(key: u32, low_bits: u32) -> usize {
    // The mask takes nothing away; it tells the compiler so.
    (key >> low_bits) as usize & ((1 << BUCKET_BITS) - 1)
}

#[inline]
fn next(places: &mut [usize], bucket: usize) -> usize {
    let place = places[bucket];
    places[bucket] += 1;
    place
}

/// By the lower bits of the keys, equal ones as they were.
fn sort_bucket(bucket: &mut [Pair], low_bits: u32, spare: &mut Vec<Pair>) {
    if bucket.len() <= FEW {
        for sorted in 1..bucket.len() {
            let mut place = sorted;
            while place > 0 && bucket[place - 1].key() > bucket[place].key() {
                bucket.swap(place - 1, place);
                place -= 1;
            }
        }
        return;
    }
    spare.clear();
    spare.resize(bucket.len(), Pair::default());
    for shift in (0..low_bits).step_by(DIGIT_BITS as usize) {
        let digit = |pair: &Pair| (pair.key() >> shift) as usize % DIGITS;
        let mut places = [0_usize; DIGITS];
        bucket.iter().for_each(|pair| places[digit(pair)] += 1);
        if places.contains(&bucket.len()) {
            continue;
        }
        let mut start = 0;
        for place in &mut places {
            start += std::mem::replace(place, start);
        }
        for pair in &*bucket {
            spare[next(&mut places, digit(pair))] = *pair;
        }
        bucket.copy_from_slice(spare);
    }
}
