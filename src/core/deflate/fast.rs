//! Literals and matches while neither input nor room can run short.
//!
//! Owns nothing: it moves the state of others in local variables. What it leaves is for the careful steps.

use super::{
    BLOCK_BYTES, Corrupt, Window,
    bits::{Bits, REFILLED},
    codes::{Codes, follow},
    table::{self, DISTANCE_BITS, END, EXCEPTION, LITERAL, LITLEN_BITS},
};

/// Matches are copied so many bytes at a time: as many may be written after the end of one.
pub(super) const CHUNK_BYTES: usize = 16;
/// Most that one turn of the loop makes: two pairs of literals and the longest match.
const TURN_OUT_BYTES: usize = 2 * 2 + 258;
/// Two refills look at no more input than this.
const TURN_IN_BYTES: usize = 16;
/// Bits of the longest distance with its extra bits.
const MAX_DISTANCE_BITS: u32 = 15 + 13;
const INDEX: usize = BLOCK_BYTES - 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// Input or room may run short.
    Short,
    EndOfBlock,
}

/// Decodes a block's symbols as long as there is plenty of everything.
pub(super) fn symbols(
    codes: &Codes,
    bits: &mut Bits<'_>,
    window: &mut Window,
    end: &mut usize,
    limit: usize,
) -> Result<Stopped, Corrupt> {
    let (litlen, distances) = (codes.litlen(), codes.distance());
    let Bits { input, at: mut from, mut buffer, mut count } = *bits;
    let mut to = *end;
    let last_start = limit.saturating_sub(TURN_OUT_BYTES);
    let stopped = 'turns: loop {
        let ahead = match input.get(from..).and_then(<[u8]>::first_chunk::<TURN_IN_BYTES>) {
            Some(ahead) if to < last_start => ahead,
            _ => break Stopped::Short,
        };
        buffer |= word(ahead, 0) << (count & 63);
        let mut refilled = ((63 - count) >> 3) as usize & 7;
        count |= REFILLED;
        let mut entry = litlen[buffer as usize & ((1 << LITLEN_BITS) - 1)];
        for _ in 0..2 {
            if entry & LITERAL == 0 {
                break;
            }
            write_literals(window, to, entry);
            to += (entry >> 24 & 3) as usize;
            buffer >>= table::taken(entry) & 63;
            count -= table::taken(entry);
            entry = litlen[buffer as usize & ((1 << LITLEN_BITS) - 1)];
        }
        if entry & LITERAL == 0 {
            if entry & EXCEPTION != 0 {
                entry = follow(litlen, entry, buffer, LITLEN_BITS);
                if entry & LITERAL != 0 {
                    write_literals(window, to, entry);
                    to += 1;
                    buffer >>= table::taken(entry) & 63;
                    count -= table::taken(entry);
                    from += refilled;
                    continue 'turns;
                }
                if entry & EXCEPTION != 0 {
                    if entry & END == 0 {
                        return Err(Corrupt);
                    }
                    buffer >>= table::taken(entry) & 63;
                    count -= table::taken(entry);
                    from += refilled;
                    break Stopped::EndOfBlock;
                }
            }
            let length = table::value(entry, buffer);
            buffer >>= table::taken(entry) & 63;
            count -= table::taken(entry);
            if count < MAX_DISTANCE_BITS {
                buffer |= word(ahead, refilled) << (count & 63);
                refilled += ((63 - count) >> 3) as usize & 7;
                count |= REFILLED;
            }
            let entry = distances[buffer as usize & ((1 << DISTANCE_BITS) - 1)];
            let entry = follow(distances, entry, buffer, DISTANCE_BITS);
            let distance = table::value(entry, buffer);
            if entry & EXCEPTION != 0 || distance > to {
                return Err(Corrupt);
            }
            buffer >>= table::taken(entry) & 63;
            count -= table::taken(entry);
            copy_match(window, to, distance, length);
            to += length;
        }
        from += refilled;
    };
    *bits = Bits { input, at: from, buffer, count };
    *end = to;
    Ok(stopped)
}

#[inline(always)]
fn word(ahead: &[u8; TURN_IN_BYTES], at: usize) -> u64 {
    ahead[at & 7..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// One or two: both are written.
#[inline(always)]
fn write_literals(window: &mut Window, to: usize, entry: u32) {
    let [_, first, second, _] = entry.to_le_bytes();
    window[to & INDEX..][..2].copy_from_slice(&[first, second]);
}

#[inline(always)]
fn read<const BYTES: usize>(window: &Window, from: usize) -> [u8; BYTES] {
    window[from & INDEX..].first_chunk().copied().unwrap_or([0; BYTES])
}

#[inline(always)]
fn write<const BYTES: usize>(window: &mut Window, to: usize, bytes: [u8; BYTES]) {
    window[to & INDEX..][..BYTES].copy_from_slice(&bytes);
}

/// Copies whole chunks, up to one too many bytes.
#[inline(always)]
fn copy_match(window: &mut Window, to: usize, distance: usize, length: usize) {
    let from = to - distance;
    if distance >= CHUNK_BYTES {
        write::<CHUNK_BYTES>(window, to, read(window, from));
        let mut copied = CHUNK_BYTES;
        while copied < length {
            write::<CHUNK_BYTES>(window, to + copied, read(window, from + copied));
            copied += CHUNK_BYTES;
        }
    } else if distance >= 8 {
        for copied in (0..length).step_by(8) {
            write::<8>(window, to + copied, read(window, from + copied));
        }
    } else {
        repeat(window, to, distance, length);
    }
}

/// A pattern shorter than a word: written a word at a time, in steps that keep it in phase.
#[inline(always)]
fn repeat(window: &mut Window, to: usize, distance: usize, length: usize) {
    let distance_bits = 8 * distance as u32;
    let mut pattern = u64::from_le_bytes(read(window, to - distance)) & !(u64::MAX << (distance_bits & 63));
    let mut pattern_bits = distance_bits;
    while pattern_bits < 64 {
        pattern |= pattern << pattern_bits;
        pattern_bits *= 2;
    }
    let step = 8 - 8 % distance.max(1);
    for written in (0..length).step_by(step) {
        write(window, to + written, pattern.to_le_bytes());
    }
}
