//! Rows in the order of their values.
//!
//! Owns the order: stable, missing values last in either direction, chromosomes as the file's header names them,
//! texts without regard to case. Must not know why rows were chosen.
//!
//! Every value becomes a 32-bit key that keeps the order, and a radix sort moves key and row number together.

mod keys;
#[cfg(test)]
mod tests;

use self::keys::Keys;
use super::{ChosenRows, MissingColumns, RecordTable, SortKey};

/// Bits of a key that one pass sorts by.
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;

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
        let mut order: Option<Vec<u32>> = match rows {
            ChosenRows::All => None,
            ChosenRows::These(rows) => Some(rows.clone()),
        };
        for sort_key in sort_keys.iter().rev() {
            let keys = Keys::new(self, &sort_key.column, contigs);
            let pairs = match &order {
                None => keys.of_all(sort_key.descending),
                Some(rows) => keys.of_rows(rows, sort_key.descending),
            };
            order = Some(radix_sort(pairs));
        }
        Ok(order.map_or(ChosenRows::All, ChosenRows::These))
    }
}

/// Row numbers by key, equal keys in the order given. A pair has the key in its upper half and the row in its lower.
fn radix_sort(mut pairs: Vec<u64>) -> Vec<u32> {
    let Some(first) = pairs.first().map(|pair| key(*pair)) else { return Vec::new() };
    let (mut least, mut most) = (first, first);
    for pair in &pairs {
        (least, most) = (least.min(key(*pair)), most.max(key(*pair)));
    }
    let bits = u32::BITS - (most - least).leading_zeros();
    let passes = bits.div_ceil(DIGIT_BITS);
    let mut spare = Vec::new();
    let mut rows = Vec::new();
    for pass in 0..passes {
        let digit = |pair: u64| ((key(pair) - least) >> (pass * DIGIT_BITS)) as usize % DIGITS;
        let mut places = [0_u32; DIGITS];
        for pair in &pairs {
            places[digit(*pair)] += 1;
        }
        let mut start = 0;
        for place in &mut places {
            start += std::mem::replace(place, start);
        }
        if pass + 1 == passes {
            rows.resize(pairs.len(), 0);
            for pair in &pairs {
                let place = &mut places[digit(*pair)];
                rows[*place as usize] = *pair as u32;
                *place += 1;
            }
        } else {
            spare.resize(pairs.len(), 0);
            for pair in &pairs {
                let place = &mut places[digit(*pair)];
                spare[*place as usize] = *pair;
                *place += 1;
            }
            std::mem::swap(&mut pairs, &mut spare);
        }
    }
    if passes == 0 { pairs.into_iter().map(|pair| pair as u32).collect() } else { rows }
}

fn key(pair: u64) -> u32 {
    (pair >> 32) as u32
}
