//! A prefix code as a table: the next bits of the input lead to an entry that says all about a symbol.
//!
//! Owns the layout of entries and how tables are filled. Must not know where code lengths come from.
//!
//! An entry's lowest byte is the number of bits the symbol takes, extra bits included. The rest depends:
//!
//! | | 31 | 30..16 | 15 | 14..8 |
//! |---|---|---|---|---|
//! | one literal or two | 1 | their number from 24, the second from 16 | the first, from 8 | |
//! | length, distance | 0 | base | 0 | bits of the code alone |
//! | exception | 0 | first index of the subtable | 1 | [`SUBTABLE`] or [`END`], bits of a subtable's index |

use super::Corrupt;

pub(super) const LITERAL: u32 = 1 << 31;
pub(super) const EXCEPTION: u32 = 1 << 15;
pub(super) const SUBTABLE: u32 = 1 << 14;
pub(super) const END: u32 = 1 << 13;

/// Bits of the longest code (RFC 1951 §3.2.7).
const MAX_LENGTH: usize = 15;
/// Most symbols of any of the three codes.
const MAX_SYMBOLS: usize = 288;

/// Bits looked at first; longer codes go on in a subtable.
pub(super) const LITLEN_BITS: u32 = 11;
pub(super) const DISTANCE_BITS: u32 = 8;
pub(super) const PRECODE_BITS: u32 = 7;
/// Powers of two that hold table and subtables: no code needs more than 2342 and 402 entries (zlib's `enough.c`).
pub(super) const LITLEN_ENTRIES: usize = 4096;
pub(super) const DISTANCE_ENTRIES: usize = 512;
pub(super) const PRECODE_ENTRIES: usize = 128;

/// Bits that the symbol takes.
#[inline(always)]
pub(super) fn taken(entry: u32) -> u32 {
    entry & 0xFF
}

/// Base plus extra bits, of the entry of a length or distance. `bits` starts with its code.
#[inline(always)]
pub(super) fn value(entry: u32, bits: u64) -> usize {
    let with_code = bits as u32 & !(u32::MAX << (entry & 31));
    ((entry >> 16) + (with_code >> ((entry >> 8) & 15))) as usize
}

/// Fills a table for the code with these lengths (RFC 1951 §3.2.2); `symbols` has the entries without code bits.
///
/// A code must be complete, but may be empty or a single code of one bit, as zlib has it.
pub(super) fn fill(table: &mut [u32], table_bits: u32, lengths: &[u8], symbols: &[u32]) -> Result<(), Corrupt> {
    let counts = counts(lengths);
    let left = unused_codes(&counts)?;
    let (sorted, used) = sort(lengths, symbols, &counts);
    if left == 0 {
        Filler { table, table_bits: table_bits as usize, counts, table_end: 1, subtable: None }.fill(&sorted);
        return Ok(());
    }
    if used > 1 || (used == 1 && counts[1] == 0) {
        return Err(Corrupt);
    }
    let only = if used == 1 { with_code(sorted[0], 1) } else { EXCEPTION | 1 };
    for pair in table[..1 << table_bits].chunks_exact_mut(2) {
        pair.copy_from_slice(&[only, EXCEPTION | 1]);
    }
    Ok(())
}

/// Joins two literals in one entry, where both codes fit into the bits of the first look-up.
pub(super) fn pair_literals(table: &mut [u32; LITLEN_ENTRIES]) {
    // From the end: the second is looked up below the first and still alone.
    for index in (0..1_usize << LITLEN_BITS).rev() {
        let first = table[index];
        let second = table[(index >> (first & 15)) & (LITLEN_ENTRIES - 1)];
        if first & second & LITERAL != 0 && taken(first) + taken(second) <= LITLEN_BITS {
            table[index] = first + (1 << 24) + taken(second) + ((second & 0xFF00) << 8);
        }
    }
}

fn counts(lengths: &[u8]) -> [u32; MAX_LENGTH + 1] {
    let mut counts = [0; MAX_LENGTH + 1];
    for length in lengths {
        counts[usize::from(length & 15)] += 1;
    }
    counts
}

/// Of the longest length, how many codes have no symbol.
fn unused_codes(counts: &[u32; MAX_LENGTH + 1]) -> Result<u32, Corrupt> {
    let mut left = 1_u32;
    for count in &counts[1..] {
        left = (2 * left).checked_sub(*count).ok_or(Corrupt)?;
    }
    Ok(left)
}

/// Symbols with a code in the order of their codes, and how many.
fn sort(lengths: &[u8], symbols: &[u32], counts: &[u32; MAX_LENGTH + 1]) -> ([u32; MAX_SYMBOLS], usize) {
    let mut next = [0_usize; MAX_LENGTH + 1];
    for length in 1..MAX_LENGTH {
        next[length + 1] = next[length] + counts[length] as usize;
    }
    let mut sorted = [0; MAX_SYMBOLS];
    for (length, symbol) in lengths.iter().zip(symbols).filter(|(length, _)| **length > 0) {
        let place = &mut next[usize::from(length & 15)];
        sorted[*place] = *symbol;
        *place += 1;
    }
    (sorted, next[MAX_LENGTH])
}

fn with_code(symbol: u32, length: usize) -> u32 {
    let length = length as u32;
    if symbol & LITERAL != 0 { symbol + length } else { symbol + length * 0x101 }
}

struct Subtable {
    prefix: usize,
    start: usize,
}

/// The work on a complete code.
struct Filler<'a> {
    table: &'a mut [u32],
    table_bits: usize,
    counts: [u32; MAX_LENGTH + 1],
    /// What is filled: a power of two until all of the first table is.
    table_end: usize,
    subtable: Option<Subtable>,
}

impl Filler<'_> {
    fn fill(mut self, sorted: &[u32; MAX_SYMBOLS]) {
        let mut sorted = sorted.iter();
        // With its first bit lowest, as it is looked up.
        let mut code = 0_usize;
        for length in 1..=MAX_LENGTH {
            if length <= self.table_bits {
                // What is there repeats under one more bit.
                self.table.copy_within(..self.table_end, self.table_end);
                self.table_end *= 2;
            }
            for left in (1..=self.counts[length]).rev() {
                let Some(symbol) = sorted.next() else { return };
                let entry = with_code(*symbol, length);
                if length <= self.table_bits {
                    self.table[code] = entry;
                } else {
                    self.fill_subtable(entry, code, length, left);
                }
                code = next_code(code, length);
            }
        }
    }

    fn fill_subtable(&mut self, entry: u32, code: usize, length: usize, left: u32) {
        let prefix = code & ((1 << self.table_bits) - 1);
        let start = match self.subtable {
            Some(Subtable { prefix: same, start }) if same == prefix => start,
            _ => self.start_subtable(prefix, length, left),
        };
        let first = start + (code >> self.table_bits);
        for place in self.table[..self.table_end].iter_mut().skip(first).step_by(1 << (length - self.table_bits)) {
            *place = entry;
        }
    }

    /// As large as the codes that are `left` and the longer ones need.
    fn start_subtable(&mut self, prefix: usize, length: usize, left: u32) -> usize {
        let mut bits = length - self.table_bits;
        let mut space_used = left;
        while space_used < 1 << bits {
            bits += 1;
            space_used = 2 * space_used + self.counts[self.table_bits + bits];
        }
        let start = self.table_end;
        self.table_end += 1 << bits;
        self.table[prefix] = (start << 16 | bits << 8 | self.table_bits) as u32 | EXCEPTION | SUBTABLE;
        self.subtable = Some(Subtable { prefix, start });
        start
    }
}

/// The code after this one, both with their first bit lowest.
fn next_code(code: usize, length: usize) -> usize {
    let zeros = !code & ((1 << length) - 1);
    match zeros.checked_ilog2() {
        Some(highest) => code & ((1 << highest) - 1) | 1 << highest,
        None => 0,
    }
}
