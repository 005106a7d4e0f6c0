//! The codes of a block, fixed or described in its header (RFC 1951 §3.2.5 to §3.2.7).
//!
//! Owns what symbols mean and the tables in use. Must not know the window.

use super::{
    Corrupt,
    table::{
        self, DISTANCE_BITS, DISTANCE_ENTRIES, END, EXCEPTION, LITERAL, LITLEN_BITS, LITLEN_ENTRIES, PRECODE_BITS,
        PRECODE_ENTRIES, SUBTABLE,
    },
};

/// Literals, the end of a block, lengths; two symbols exist only to make the fixed code complete.
const LITLEN_SYMBOLS: usize = 288;
const DISTANCE_SYMBOLS: usize = 32;
/// Symbols a block's header may give lengths for.
const MAX_LITLEN: usize = 286;
const MAX_DISTANCE: usize = 30;
const END_OF_BLOCK: usize = 256;
/// The order in which lengths of the precode come (RFC 1951 §3.2.7).
const PRECODE_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const LITLEN: [u32; LITLEN_SYMBOLS] = litlen_symbols();
const DISTANCE: [u32; DISTANCE_SYMBOLS] = distance_symbols();
const PRECODE: [u32; 19] = precode_symbols();

/// How many code lengths a header has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    litlen: usize,
    distance: usize,
    pub(super) precode: usize,
}

impl Counts {
    /// From HLIT, HDIST and HCLEN, 14 bits.
    pub(super) fn new(bits: u32) -> Result<Self, Corrupt> {
        let [litlen, distance, precode] = [bits & 31, (bits >> 5) & 31, (bits >> 10) & 15].map(|bits| bits as usize);
        let counts = Self { litlen: litlen + 257, distance: distance + 1, precode: precode + 4 };
        if counts.litlen > MAX_LITLEN || counts.distance > MAX_DISTANCE { Err(Corrupt) } else { Ok(counts) }
    }

    pub(super) fn lengths(self) -> usize {
        self.litlen + self.distance
    }
}

/// Tables and code lengths of the block at hand.
#[derive(Debug)]
pub(super) struct Codes {
    litlen: [u32; LITLEN_ENTRIES],
    distance: [u32; DISTANCE_ENTRIES],
    precode: [u32; PRECODE_ENTRIES],
    precode_lengths: [u8; 19],
    lengths: [u8; LITLEN_SYMBOLS + DISTANCE_SYMBOLS],
    /// The tables are those of the fixed codes.
    are_fixed: bool,
}

impl Default for Codes {
    fn default() -> Self {
        Self {
            litlen: [0; LITLEN_ENTRIES],
            distance: [0; DISTANCE_ENTRIES],
            precode: [0; PRECODE_ENTRIES],
            precode_lengths: [0; 19],
            lengths: [0; LITLEN_SYMBOLS + DISTANCE_SYMBOLS],
            are_fixed: false,
        }
    }
}

impl Codes {
    pub(super) fn litlen(&self) -> &[u32; LITLEN_ENTRIES] {
        &self.litlen
    }

    pub(super) fn distance(&self) -> &[u32; DISTANCE_ENTRIES] {
        &self.distance
    }

    /// The entry for a literal, a length or the end, whose code is next in `bits`.
    pub(super) fn litlen_entry(&self, bits: u64) -> u32 {
        let entry = self.litlen[bits as usize & ((1 << LITLEN_BITS) - 1)];
        follow(&self.litlen, entry, bits, LITLEN_BITS)
    }

    /// The entry for a distance whose code is next in `bits`.
    pub(super) fn distance_entry(&self, bits: u64) -> u32 {
        let entry = self.distance[bits as usize & ((1 << DISTANCE_BITS) - 1)];
        follow(&self.distance, entry, bits, DISTANCE_BITS)
    }

    /// The entry for a code length or a repetition whose code is next in `bits`.
    pub(super) fn precode_entry(&self, bits: u64) -> u32 {
        self.precode[bits as usize & (PRECODE_ENTRIES - 1)]
    }

    pub(super) fn use_fixed(&mut self) -> Result<(), Corrupt> {
        if self.are_fixed {
            return Ok(());
        }
        let mut lengths = [8; LITLEN_SYMBOLS];
        lengths[144..256].fill(9);
        lengths[256..280].fill(7);
        table::fill(&mut self.litlen, LITLEN_BITS, &lengths, &LITLEN)?;
        table::fill(&mut self.distance, DISTANCE_BITS, &[5; DISTANCE_SYMBOLS], &DISTANCE)?;
        self.are_fixed = true;
        Ok(())
    }

    pub(super) fn start_header(&mut self) {
        self.precode_lengths = [0; 19];
        self.are_fixed = false;
    }

    pub(super) fn set_precode_length(&mut self, index: usize, length: u32) {
        self.precode_lengths[PRECODE_ORDER[index]] = length as u8;
    }

    pub(super) fn use_precode(&mut self) -> Result<(), Corrupt> {
        // Even a single code of one bit is not enough here (zlib's `inftrees.c`).
        if self.precode_lengths.iter().filter(|length| **length > 0).count() < 2 {
            return Err(Corrupt);
        }
        table::fill(&mut self.precode, PRECODE_BITS, &self.precode_lengths, &PRECODE)
    }

    /// Takes a symbol of the precode, with its extra bits, as the lengths from `index`; gives the index after them.
    pub(super) fn set_lengths(
        &mut self,
        counts: Counts,
        index: usize,
        entry: u32,
        bits: u64,
    ) -> Result<usize, Corrupt> {
        // A value below 16 is a length, above a repetition; see `precode_symbols`.
        let value = table::value(entry, bits);
        let (length, times) = match (value >> 8, index.checked_sub(1)) {
            (0, _) => (value as u8, 1),
            (1, Some(before)) => (self.lengths[before], value & 0xFF),
            (1, None) => return Err(Corrupt),
            _ => (0, value & 0xFF),
        };
        let end = index + times;
        if end > counts.lengths() {
            return Err(Corrupt);
        }
        self.lengths[index..end].fill(length);
        Ok(end)
    }

    /// All lengths are there.
    pub(super) fn use_lengths(&mut self, counts: Counts) -> Result<(), Corrupt> {
        let (litlen, distance) = self.lengths[..counts.lengths()].split_at(counts.litlen);
        if litlen[END_OF_BLOCK] == 0 {
            return Err(Corrupt);
        }
        table::fill(&mut self.litlen, LITLEN_BITS, litlen, &LITLEN)?;
        table::fill(&mut self.distance, DISTANCE_BITS, distance, &DISTANCE)?;
        table::pair_literals(&mut self.litlen);
        Ok(())
    }
}

/// The entry itself, or the one it points at.
#[inline(always)]
pub(super) fn follow<const ENTRIES: usize>(table: &[u32; ENTRIES], entry: u32, bits: u64, table_bits: u32) -> u32 {
    if entry & (LITERAL | EXCEPTION | SUBTABLE) != EXCEPTION | SUBTABLE {
        return entry;
    }
    let index_bits = (entry >> 8) & 15;
    let index = (bits >> table_bits) as usize & ((1 << index_bits) - 1);
    table[((entry >> 16) as usize + index) & (ENTRIES - 1)]
}

/// RFC 1951 §3.2.5: the first length of each symbol follows from the numbers of extra bits.
const fn litlen_symbols() -> [u32; LITLEN_SYMBOLS] {
    let mut symbols = [EXCEPTION; LITLEN_SYMBOLS];
    let mut literal = 0;
    while literal < 256 {
        symbols[literal] = LITERAL | 1 << 24 | (literal as u32) << 8;
        literal += 1;
    }
    symbols[END_OF_BLOCK] = EXCEPTION | END;
    let mut base = 3;
    let mut code = 0;
    while code < 28 {
        let extra_bits = if code < 8 { 0 } else { code / 4 - 1 };
        symbols[257 + code as usize] = base << 16 | extra_bits;
        base += 1 << extra_bits;
        code += 1;
    }
    symbols[285] = 258 << 16;
    symbols
}

const fn distance_symbols() -> [u32; DISTANCE_SYMBOLS] {
    let mut symbols = [EXCEPTION; DISTANCE_SYMBOLS];
    let mut base = 1;
    let mut code = 0;
    while code < MAX_DISTANCE as u32 {
        let extra_bits = if code < 4 { 0 } else { code / 2 - 1 };
        symbols[code as usize] = base << 16 | extra_bits;
        base += 1 << extra_bits;
        code += 1;
    }
    symbols
}

/// A length by itself; 256 and the fewest times for "the last one again", 512 and the fewest times for zeros.
const fn precode_symbols() -> [u32; 19] {
    let mut symbols = [0; 19];
    let mut length = 0;
    while length < 16 {
        symbols[length] = (length as u32) << 16;
        length += 1;
    }
    symbols[16] = (256 + 3) << 16 | 2;
    symbols[17] = (512 + 3) << 16 | 3;
    symbols[18] = (512 + 11) << 16 | 7;
    symbols
}
