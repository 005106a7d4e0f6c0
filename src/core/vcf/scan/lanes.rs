//! Many bytes compared at once: which of them are the one, a bit for each, the first lowest.
//!
//! Must not know what the bytes mean.

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;
/// Bytes compared at once.
const LANES: usize = 16;

/// Those of a block that are this byte.
#[inline(always)]
pub(super) fn equal(block: &[u8; BLOCK], byte: u8) -> u64 {
    in_block(block, |lanes| lanes.equal(byte))
}

/// Those of a block that are below 16.
#[inline(always)]
pub(super) fn below_16(block: &[u8; BLOCK]) -> u64 {
    in_block(block, Lanes::below_16)
}

/// Those of at most a block's bytes that are this byte.
#[inline(always)]
pub(super) fn equal_in_short(text: &[u8], byte: u8) -> u64 {
    let Some(last) = text.last_chunk::<LANES>() else {
        return text.iter().rev().fold(0, |found, other| found << 1 | u64::from(*other == byte));
    };
    let (chunks, _) = text.as_chunks::<LANES>();
    let bits = |chunk: &[u8; LANES], at: usize| u64::from(Lanes::new(chunk).equal(byte)) << (at & (BLOCK - 1));
    let found = chunks.iter().enumerate().fold(0, |found, (index, chunk)| found | bits(chunk, index * LANES));
    // The last sixteen bytes: some of them a second time.
    found | bits(last, text.len() - LANES)
}

#[inline(always)]
fn in_block(block: &[u8; BLOCK], compare: impl Fn(Lanes) -> u32) -> u64 {
    let (chunks, _) = block.as_chunks::<LANES>();
    let bits = |(index, chunk)| u64::from(compare(Lanes::new(chunk))) << (index * LANES);
    chunks.iter().enumerate().map(bits).fold(0, |found, bits| found | bits)
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[derive(Clone, Copy)]
struct Lanes(core::arch::wasm32::v128);

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
impl Lanes {
    #[inline(always)]
    fn new(chunk: &[u8; LANES]) -> Self {
        let number = u128::from_le_bytes(*chunk);
        Self(core::arch::wasm32::u64x2(number as u64, (number >> 64) as u64))
    }

    #[inline(always)]
    fn equal(self, byte: u8) -> u32 {
        use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat};
        u32::from(u8x16_bitmask(u8x16_eq(self.0, u8x16_splat(byte))))
    }

    #[inline(always)]
    fn below_16(self) -> u32 {
        use core::arch::wasm32::{u8x16_bitmask, u8x16_lt, u8x16_splat};
        u32::from(u8x16_bitmask(u8x16_lt(self.0, u8x16_splat(16))))
    }
}

/// Without vectors: two words (Mycroft 1987; Warren, Hacker's Delight, §6-1).
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[derive(Clone, Copy)]
struct Lanes([u64; 2]);

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
impl Lanes {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOWS: u64 = !(Self::ONES << 7);

    #[inline(always)]
    fn new(chunk: &[u8; LANES]) -> Self {
        let number = u128::from_le_bytes(*chunk);
        Self([number as u64, (number >> 64) as u64])
    }

    #[inline(always)]
    fn equal(self, byte: u8) -> u32 {
        self.zeros(|word| word ^ (Self::ONES * u64::from(byte)))
    }

    #[inline(always)]
    fn below_16(self) -> u32 {
        self.zeros(|word| word & (Self::ONES * 0xF0))
    }

    /// The bytes that are 0 once this was done to them.
    #[inline(always)]
    fn zeros(self, done: impl Fn(u64) -> u64) -> u32 {
        let bits = |word: u64| {
            let word = done(word);
            let highs = !(((word & Self::LOWS) + Self::LOWS) | word | Self::LOWS);
            ((highs >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32
        };
        bits(self.0[0]) | bits(self.0[1]) << 8
    }
}
