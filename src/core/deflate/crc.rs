//! CRC-32 (RFC 1952 §8).
//!
//! Long inputs are first folded without tables, as in Russell 2024, "Chorba: A novel CRC32 implementation"
//! (arXiv:2412.16398): a sum of a few powers x^(64 k) is a multiple of the CRC's polynomial, so that a word is struck
//! out by adding it to a few later words, and the CRC stays the same. Compilers make vector code of that.

use std::sync::LazyLock;

/// Reflected, as RFC 1952 has it.
const POLYNOMIAL: u32 = 0xEDB8_8320;

/// The polynomial divides 1 + x^(64·89) + x^(64·117) + x^(64·155) + x^(64·300): no other sum of five such powers of
/// lower degree is a multiple. A word is added to those so many words after it; the last is the reach.
const DISTANCES: [usize; 4] = [145, 183, 211, REACH];
const REACH: usize = 300;
/// Words folded at a time: fewer than the shortest distance, so that none depends on another.
const STEP: usize = 128;
/// Steps between two moves of what is remembered.
const STEPS: usize = 8;
/// Below this, folding leaves as much as it saves.
const FOLDED_BYTES: usize = 8 * (2 * REACH + STEP);

/// The CRC-32 of what `crc` is of, with these bytes after it. That of nothing is 0.
#[must_use]
pub fn crc32(crc: u32, bytes: &[u8]) -> u32 {
    let register = !crc;
    if bytes.len() < FOLDED_BYTES { !by_table(register, bytes) } else { !folded(register, bytes) }
}

/// A table for each of eight bytes taken at once (Kounavis and Berry 2005, "slicing-by-8").
///
/// Made when first wanted: eight kilobytes that do not compress would be a long way for a download.
static TABLES: LazyLock<[[u32; 256]; 8]> = LazyLock::new(|| {
    let mut tables = [[0; 256]; 8];
    for (byte, entry) in tables[0].iter_mut().enumerate() {
        let shift = |crc: u32, _| (crc >> 1) ^ (POLYNOMIAL & (crc & 1).wrapping_neg());
        *entry = (0..8).fold(byte as u32, shift);
    }
    for table in 1..8 {
        for byte in 0..256 {
            let before = tables[table - 1][byte];
            tables[table][byte] = (before >> 8) ^ tables[0][(before & 0xFF) as usize];
        }
    }
    tables
});

fn by_table(register: u32, bytes: &[u8]) -> u32 {
    let tables = &*TABLES;
    let (words, rest) = bytes.as_chunks::<8>();
    let register = words.iter().fold(register, |register, word| by_word(tables, register, u64::from_le_bytes(*word)));
    by_byte(tables, register, rest)
}

fn by_byte(tables: &[[u32; 256]; 8], register: u32, bytes: &[u8]) -> u32 {
    let step = |register: u32, byte: &u8| (register >> 8) ^ tables[0][usize::from(register as u8 ^ byte)];
    bytes.iter().fold(register, step)
}

#[inline(always)]
fn by_word(tables: &[[u32; 256]; 8], register: u32, word: u64) -> u32 {
    let bytes = (word ^ u64::from(register)).to_le_bytes();
    bytes.iter().zip(tables.iter().rev()).fold(0, |sum, (byte, table)| sum ^ table[usize::from(*byte)])
}

/// Strikes out all words but the last [`REACH`], whose CRC is then that of the whole.
fn folded(register: u32, bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<8>();
    let (steps, last) = words.split_at((words.len() - REACH) / STEP * STEP);
    // The struck words, the latest of them last; before the first there are none.
    let mut struck = [0_u64; REACH + STEPS * STEP];
    let mut end = REACH;
    for (index, step) in steps.chunks_exact(STEP).enumerate() {
        if end == struck.len() {
            struck.copy_within(end - REACH.., 0);
            end = REACH;
        }
        fold_step(&mut struck, end, step);
        if index == 0 {
            add_register(&mut struck, register);
        }
        end += STEP;
    }
    let tables = &*TABLES;
    let mut left = 0;
    for (index, word) in last.iter().enumerate() {
        let mut sum = u64::from_le_bytes(*word);
        for distance in DISTANCES {
            // Only struck words are added: the last ones are not.
            if index < distance {
                sum ^= struck[end + index - distance];
            }
        }
        left = by_word(tables, left, sum);
    }
    by_byte(tables, left, rest)
}

/// The register is added to the message's first four bytes; nothing struck depends on them before the next step.
fn add_register(struck: &mut [u64; REACH + STEPS * STEP], register: u32) {
    struck[REACH] ^= u64::from(register);
}

#[inline(always)]
fn fold_step(struck: &mut [u64; REACH + STEPS * STEP], end: usize, step: &[[u8; 8]]) {
    let (before, now) = struck.split_at_mut(end);
    let [a, b, c, d] = DISTANCES.map(|distance| &before[end - distance..][..STEP]);
    let (now, step) = (&mut now[..STEP], &step[..STEP]);
    for index in 0..STEP {
        now[index] = u64::from_le_bytes(step[index]) ^ a[index] ^ b[index] ^ c[index] ^ d[index];
    }
}
