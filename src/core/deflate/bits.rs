//! The input as bits, least significant first (RFC 1951 §3.1.1).
//!
//! Owns what was read ahead. Must not know what the bits mean.

/// Bits that are at hand after a refill, if the input has them.
pub(super) const REFILLED: u32 = 56;

/// Bits read ahead, and the input they come from.
///
/// Above `count`, `buffer` may hold bits that are still counted as part of the input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bits<'a> {
    pub(super) input: &'a [u8],
    /// Of the input, those not yet in the buffer start here.
    pub(super) at: usize,
    pub(super) buffer: u64,
    pub(super) count: u32,
}

impl Bits<'_> {
    /// At least [`REFILLED`] bits, or all there are.
    pub(super) fn refill(&mut self) {
        if let Some(word) = self.input.get(self.at..).and_then(<[u8]>::first_chunk) {
            self.buffer |= u64::from_le_bytes(*word) << self.count;
            self.at += ((63 - self.count) >> 3) as usize;
            self.count |= REFILLED;
            return;
        }
        while self.count < REFILLED
            && let Some(byte) = self.input.get(self.at)
        {
            self.buffer |= u64::from(*byte) << self.count;
            self.at += 1;
            self.count += 8;
        }
    }

    /// So many bits, at most 32, unless the input ends before them.
    pub(super) fn take(&mut self, bits: u32) -> Option<u32> {
        if self.count < bits {
            self.refill();
        }
        let value = (self.buffer & !(u64::MAX << bits)) as u32;
        (self.count >= bits).then(|| {
            self.consume(bits);
            value
        })
    }

    /// Drops bits that are at hand.
    pub(super) fn consume(&mut self, bits: u32) {
        self.buffer >>= bits;
        self.count -= bits;
    }

    /// Gives back whole bytes read ahead, as far as they are of this input.
    pub(super) fn unread(&mut self) {
        let bytes = self.at.min((self.count >> 3) as usize);
        self.at -= bytes;
        self.count -= 8 * bytes as u32;
        self.buffer &= !(u64::MAX << self.count);
    }
}
