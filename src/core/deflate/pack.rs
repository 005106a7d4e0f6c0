//! Text packed as raw deflate (RFC 1951), a block at a time.
//!
//! Owns how repetitions are found and written. Must not know gzip or BGZF.
//!
//! Places of four equal bytes are chained by a hash, a few of them are tried, the longest is taken unless the next byte
//! starts a longer one: about what zlib does at its lower levels.

use super::prefix::PrefixCode;

/// Most text that one stream takes.
pub const PACKED_BYTES: usize = (1 << 16) - 256;

const HASH_BITS: u32 = 15;
/// Shorter repetitions are hardly ever shorter than their bytes.
const MIN_LENGTH: usize = 4;
const MAX_LENGTH: usize = 258;
const MAX_DISTANCE: usize = 1 << 15;
/// Earlier places that are tried.
const TRIED: usize = 12;
/// A repetition of this length is not looked at further.
const GOOD_LENGTH: usize = 32;

const END_OF_BLOCK: usize = 256;
/// Two of them never come, but have fixed codes.
const LITLEN_SYMBOLS: usize = 288;
const DISTANCE_SYMBOLS: usize = 30;
/// The order in which lengths of the precode come (RFC 1951 §3.2.7).
const PRECODE_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// A byte, or with [`REPEATS`] a length from bit 16 and a distance less one.
type Token = u32;
const REPEATS: Token = 1 << 31;

/// Packs texts one after the other.
#[derive(Debug)]
pub struct Packer {
    /// One more than the last place with such a hash; 0 for none.
    heads: Vec<u16>,
    /// The same for the place before each place.
    earlier: Vec<u16>,
    tokens: Vec<Token>,
}

impl Default for Packer {
    fn default() -> Self {
        Self { heads: vec![0; 1 << HASH_BITS], earlier: vec![0; PACKED_BYTES], tokens: Vec::new() }
    }
}

impl Packer {
    /// Appends one whole stream with the first [`PACKED_BYTES`] of the text; it is at most ten bytes longer than those.
    /// Gives how many bytes it holds.
    pub fn pack(&mut self, text: &[u8], out: &mut Vec<u8>) -> usize {
        let text = text.get(..PACKED_BYTES).unwrap_or(text);
        self.find(text);
        let (mut litlens, mut distances) = ([0; LITLEN_SYMBOLS], [0; DISTANCE_SYMBOLS]);
        let mut extra_bits = 0;
        litlens[END_OF_BLOCK] = 1;
        for token in &self.tokens {
            match repetition(*token) {
                None => litlens[*token as usize] += 1,
                Some((length, distance)) => {
                    let (length, distance) = (length_symbol(length), distance_symbol(distance));
                    litlens[length.symbol] += 1;
                    distances[distance.symbol] += 1;
                    extra_bits += u64::from(length.extra_bits + distance.extra_bits);
                }
            }
        }
        let own = Codes { litlen: PrefixCode::shortest(&litlens, 15), distance: PrefixCode::shortest(&distances, 15) };
        let fixed = Codes::fixed();
        let header = Header::new(&own);
        let bits = |codes: &Codes| codes.litlen.bits(&litlens) + codes.distance.bits(&distances) + extra_bits;
        let (own_bits, fixed_bits) = (bits(&own) + header.bits(), bits(&fixed));
        let stored_bits = (text.len() as u64 + 5) * 8;
        if stored_bits <= own_bits.min(fixed_bits) {
            store(text, out);
            return text.len();
        }
        let mut bits = BitWriter { out, buffer: 0, count: 0 };
        if fixed_bits <= own_bits {
            bits.put(0b011, 3);
            self.write(&fixed, &mut bits);
        } else {
            bits.put(0b101, 3);
            header.write(&mut bits);
            self.write(&own, &mut bits);
        }
        bits.finish();
        text.len()
    }

    /// Makes the tokens of a text.
    fn find(&mut self, text: &[u8]) {
        self.tokens.clear();
        self.heads.fill(0);
        let mut at = 0;
        let mut found = self.longest(text, at, 0);
        while at < text.len() {
            let (length, distance) = found;
            if length >= MIN_LENGTH {
                // One byte later there may be a longer one.
                let later = if length < GOOD_LENGTH { self.longest(text, at + 1, length) } else { (0, 0) };
                if later.0 <= length {
                    self.tokens.push(REPEATS | (length as u32) << 16 | (distance as u32 - 1));
                    let seen = if length < GOOD_LENGTH { at + 2 } else { at + 1 };
                    for place in seen..at + length {
                        self.remember(text, place);
                    }
                    at += length;
                    found = self.longest(text, at, 0);
                    continue;
                }
                found = later;
            } else {
                found = (0, 0);
            }
            self.tokens.push(u32::from(text[at]));
            at += 1;
            if found.0 == 0 {
                found = self.longest(text, at, 0);
            }
        }
    }

    /// The longest repetition here that is longer than `than`, as length and distance; remembers the place.
    fn longest(&mut self, text: &[u8], at: usize, than: usize) -> (usize, usize) {
        let mut place = usize::from(self.remember(text, at));
        let here = text.get(at..).unwrap_or_default();
        let here = here.get(..MAX_LENGTH).unwrap_or(here);
        let mut best = (0, 0);
        let mut least = than.max(MIN_LENGTH - 1);
        for _ in 0..TRIED {
            let Some(start) = place.checked_sub(1).filter(|start| at - start <= MAX_DISTANCE) else { break };
            if least >= here.len() {
                break;
            }
            if text[start + least] == here[least] {
                let length = common(&text[start..], here);
                if length > least {
                    (best, least) = ((length, at - start), length);
                }
            }
            place = usize::from(self.earlier[start]);
        }
        best
    }

    /// Remembers a place; gives one more than the last one with such a hash.
    #[inline]
    fn remember(&mut self, text: &[u8], at: usize) -> u16 {
        let Some(four) = text.get(at..).and_then(<[u8]>::first_chunk) else { return 0 };
        let hash = u32::from_le_bytes(*four).wrapping_mul(0x9E37_79B1) >> (32 - HASH_BITS);
        let last = std::mem::replace(&mut self.heads[hash as usize], at as u16 + 1);
        self.earlier[at] = last;
        last
    }

    fn write(&self, codes: &Codes, bits: &mut BitWriter<'_>) {
        for token in &self.tokens {
            match repetition(*token) {
                None => bits.put_code(codes.litlen.code(*token as usize)),
                Some((length, distance)) => {
                    let length = length_symbol(length);
                    bits.put_code(codes.litlen.code(length.symbol));
                    bits.put(u64::from(length.extra), length.extra_bits);
                    let distance = distance_symbol(distance);
                    bits.put_code(codes.distance.code(distance.symbol));
                    bits.put(u64::from(distance.extra), distance.extra_bits);
                }
            }
        }
        bits.put_code(codes.litlen.code(END_OF_BLOCK));
    }
}

/// Length and distance, if the token is a repetition.
#[inline]
fn repetition(token: Token) -> Option<(u32, u32)> {
    (token & REPEATS != 0).then_some(((token >> 16) & 0x1FF, (token & 0x7FFF) + 1))
}

/// Bytes that two texts have in common at their start.
fn common(text: &[u8], here: &[u8]) -> usize {
    text.iter().zip(here).take_while(|(one, other)| one == other).count()
}

/// RFC 1951 §3.2.4: a block without codes.
fn store(text: &[u8], out: &mut Vec<u8>) {
    let length = text.len() as u16;
    out.push(1);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&(!length).to_le_bytes());
    out.extend_from_slice(text);
}

/// A symbol and what follows its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Symbol {
    symbol: usize,
    extra: u32,
    extra_bits: u32,
}

/// RFC 1951 §3.2.5. From 3 to 258.
fn length_symbol(length: u32) -> Symbol {
    if length == 258 {
        return Symbol { symbol: 285, extra: 0, extra_bits: 0 };
    }
    let from = length - 3;
    // Four symbols for every power of two.
    let extra_bits = (from.max(4).ilog2()) - 2;
    let symbol = 257 + 4 * extra_bits + (from >> extra_bits);
    Symbol { symbol: symbol as usize, extra: from & !(u32::MAX << extra_bits), extra_bits }
}

/// RFC 1951 §3.2.5. From 1 to 32,768.
fn distance_symbol(distance: u32) -> Symbol {
    let from = distance - 1;
    // Two symbols for every power of two.
    let extra_bits = (from.max(2).ilog2()) - 1;
    let symbol = 2 * extra_bits + (from >> extra_bits);
    Symbol { symbol: symbol as usize, extra: from & !(u32::MAX << extra_bits), extra_bits }
}

#[derive(Clone, Debug)]
struct Codes {
    litlen: PrefixCode<LITLEN_SYMBOLS>,
    distance: PrefixCode<DISTANCE_SYMBOLS>,
}

impl Codes {
    /// RFC 1951 §3.2.6.
    fn fixed() -> Self {
        let mut litlen = [8; LITLEN_SYMBOLS];
        litlen[144..256].fill(9);
        litlen[256..280].fill(7);
        Self { litlen: PrefixCode::new(litlen), distance: PrefixCode::new([5; DISTANCE_SYMBOLS]) }
    }
}

/// What says the codes of a block (RFC 1951 §3.2.7).
struct Header {
    litlens: usize,
    distances: usize,
    /// Symbols of the precode, with their extra bits.
    symbols: Vec<Symbol>,
    precode: PrefixCode<19>,
    frequencies: [u32; 19],
    precodes: usize,
}

impl Header {
    fn new(codes: &Codes) -> Self {
        let used = |lengths: &[u8], least: usize| {
            lengths.iter().rposition(|length| *length > 0).map_or(least, |last| least.max(last + 1))
        };
        let (litlens, distances) = (used(&codes.litlen.lengths, 257), used(&codes.distance.lengths, 1));
        let lengths = [&codes.litlen.lengths[..litlens], &codes.distance.lengths[..distances]].concat();
        let symbols = runs(&lengths);
        let mut frequencies = [0; 19];
        for symbol in &symbols {
            frequencies[symbol.symbol] += 1;
        }
        let precode = PrefixCode::shortest(&frequencies, 7);
        let precodes = PRECODE_ORDER.iter().rposition(|symbol| precode.lengths[*symbol] > 0).map_or(4, |last| last + 1);
        Self { litlens, distances, symbols, precode, frequencies, precodes: precodes.max(4) }
    }

    fn bits(&self) -> u64 {
        let extra_bits: u64 = self.symbols.iter().map(|symbol| u64::from(symbol.extra_bits)).sum();
        14 + 3 * self.precodes as u64 + self.precode.bits(&self.frequencies) + extra_bits
    }

    fn write(&self, bits: &mut BitWriter<'_>) {
        bits.put(self.litlens as u64 - 257, 5);
        bits.put(self.distances as u64 - 1, 5);
        bits.put(self.precodes as u64 - 4, 4);
        for symbol in &PRECODE_ORDER[..self.precodes] {
            bits.put(u64::from(self.precode.lengths[*symbol]), 3);
        }
        for symbol in &self.symbols {
            bits.put_code(self.precode.code(symbol.symbol));
            bits.put(u64::from(symbol.extra), symbol.extra_bits);
        }
    }
}

/// Code lengths, those that come again and again said once.
fn runs(lengths: &[u8]) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    for run in lengths.chunk_by(|one, other| one == other) {
        let length = usize::from(run[0]);
        let mut left = run.len();
        if length > 0 {
            symbols.push(Symbol { symbol: length, extra: 0, extra_bits: 0 });
            left -= 1;
        }
        while left > 0 {
            let (symbol, extra_bits, first, most) = match (length, left) {
                (0, 11..) => (18, 7, 11, 138),
                (0, 3..) => (17, 3, 3, 10),
                (1.., 3..) => (16, 2, 3, 6),
                _ => (length, 0, 1, 1),
            };
            let times = left.min(most);
            symbols.push(Symbol { symbol, extra: (times - first) as u32, extra_bits });
            left -= times;
        }
    }
    symbols
}

/// Bits, the first lowest.
struct BitWriter<'a> {
    out: &'a mut Vec<u8>,
    buffer: u64,
    count: u32,
}

impl BitWriter<'_> {
    /// At most 32 bits.
    #[inline]
    fn put(&mut self, value: u64, bits: u32) {
        self.buffer |= value << self.count;
        self.count += bits;
        if self.count >= 32 {
            self.out.extend_from_slice(&(self.buffer as u32).to_le_bytes());
            self.buffer >>= 32;
            self.count -= 32;
        }
    }

    #[inline]
    fn put_code(&mut self, (code, bits): (u64, u32)) {
        self.put(code, bits);
    }

    fn finish(self) {
        let bytes = self.count.div_ceil(8) as usize;
        self.out.extend_from_slice(&self.buffer.to_le_bytes()[..bytes]);
    }
}

#[cfg(test)]
mod tests;
