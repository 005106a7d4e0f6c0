//! Raw deflate (RFC 1951) unpacked and packed, and the CRC-32 of RFC 1952 §8.
//!
//! Owns bits, codes and the window. Must not know gzip, BGZF or where bytes come from.
//!
//! The technique of unpacking is libdeflate's: a 64-bit buffer filled a word at a time, and one look-up a symbol in a table whose
//! entry holds everything about it. A fast loop runs while there is input and room to spare, a careful one at
//! the ends. Output goes to a window of fixed size, so that a masked index needs no bounds check.

mod bits;
mod codes;
mod crc;
mod fast;
mod pack;
mod prefix;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use crc::crc32;
pub use pack::{PACKED_BYTES, Packer};

use state::{Decoder, Pause};

/// Most text in a BGZF block (SAM specification §4.1): what [`Inflater::inflate_block`] unpacks at once.
pub const BLOCK_BYTES: usize = 1 << 16;
/// Where at least so much room is given, a block is unpacked into it without a copy.
pub const ROOM_BYTES: usize = BLOCK_BYTES + fast::CHUNK_BYTES;
/// RFC 1951 §2: distances reach back 32 KiB.
const REACH_BYTES: usize = 1 << 15;
/// The window of a stream moves on once no more than this is left of it.
const LOW_WINDOW_BYTES: usize = 1 << 12;

type Window = [u8; ROOM_BYTES];

/// The data are not deflate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrupt;

/// What one step of a stream did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inflated {
    /// Bytes of the input that need not be given again.
    pub used: usize,
    /// Bytes put into the output.
    pub made: usize,
    /// Whether the stream is complete.
    pub is_end: bool,
}

/// Unpacks blocks, or one stream after the other.
#[derive(Debug)]
pub struct Inflater {
    decoder: Decoder,
    window: Box<Window>,
    /// End of what a stream has put into the window.
    window_end: usize,
}

impl Default for Inflater {
    fn default() -> Self {
        Self { decoder: Decoder::default(), window: Box::new([0; ROOM_BYTES]), window_end: 0 }
    }
}

impl Inflater {
    /// Unpacks a whole stream of up to [`BLOCK_BYTES`]; gives the bytes made.
    ///
    /// All of the input must be used. Of `out`, nothing after those bytes is worth anything. Ends a stream that was
    /// being read.
    pub fn inflate_block(&mut self, deflated: &[u8], out: &mut [u8]) -> Result<usize, Corrupt> {
        self.restart();
        let room_bytes = out.len().min(BLOCK_BYTES);
        let direct = out.first_chunk_mut();
        let is_direct = direct.is_some();
        let window = direct.unwrap_or(&mut self.window);
        let (used, made, pause) = self.decoder.run(deflated, window, 0, room_bytes)?;
        if pause != Pause::End || used != deflated.len() {
            return Err(Corrupt);
        }
        if !is_direct {
            out[..made].copy_from_slice(&self.window[..made]);
        }
        Ok(made)
    }

    /// Forgets the stream so far: the next input begins another.
    pub fn restart(&mut self) {
        self.decoder.restart();
        self.window_end = 0;
    }

    /// Unpacks as much of a stream as input and output allow.
    pub fn inflate(&mut self, deflated: &[u8], out: &mut [u8]) -> Result<Inflated, Corrupt> {
        let mut step = Inflated { used: 0, made: 0, is_end: false };
        while step.made < out.len() {
            let room_bytes = out.len() - step.made;
            let left_bytes = BLOCK_BYTES - self.window_end;
            if left_bytes <= LOW_WINDOW_BYTES && left_bytes < room_bytes {
                self.window.copy_within(self.window_end - REACH_BYTES..self.window_end, 0);
                self.window_end = REACH_BYTES;
            }
            let start = self.window_end;
            let limit = BLOCK_BYTES.min(start + room_bytes);
            let (used, end, pause) = self.decoder.run(&deflated[step.used..], &mut self.window, start, limit)?;
            out[step.made..step.made + end - start].copy_from_slice(&self.window[start..end]);
            self.window_end = end;
            step.used += used;
            step.made += end - start;
            step.is_end = pause == Pause::End;
            if pause != Pause::Output {
                break;
            }
        }
        Ok(step)
    }
}
