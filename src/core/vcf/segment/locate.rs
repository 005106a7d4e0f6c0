//! Where a segment starts: the first block in its range that is certainly one, and a few before it.
//!
//! Must not unpack anything.

use std::io::{self, Read, Seek, SeekFrom};

use super::SegmentRange;
use crate::vcf::{
    Compression,
    unpack::{BLOCK_BYTES, block_bytes_at},
};

/// Places in a file as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Located {
    /// Where reading starts, so that lines before the segment are seen.
    pub(super) lead: u64,
    /// Where the segment starts.
    pub(super) start: u64,
    /// `false` when no start could be found.
    pub(super) is_found: bool,
}

/// Bytes in front of a segment in which its lead is looked for.
pub(super) fn look_back_bytes(lead_bytes: u64) -> u64 {
    // Text is packed four times and more; incompressible data gets no lead, which only costs time.
    2 * BLOCK_BYTES as u64 + lead_bytes / 4
}

/// Finds where to start.
pub(super) fn locate(
    file: &mut (impl Read + Seek),
    compression: Compression,
    range: &SegmentRange,
) -> io::Result<Located> {
    let start = range.start;
    if range.after.is_some() {
        return Ok(Located { lead: start, start, is_found: true });
    }
    if compression != Compression::Bgzf {
        return Ok(Located { lead: start.saturating_sub(range.lead_bytes), start, is_found: true });
    }
    let window_start = start.saturating_sub(look_back_bytes(range.lead_bytes));
    file.seek(SeekFrom::Start(window_start))?;
    let mut bytes = Vec::new();
    file.take(start - window_start + 3 * BLOCK_BYTES as u64).read_to_end(&mut bytes)?;
    let target = (start - window_start) as usize;
    Ok(match chain(&bytes, target) {
        Some(blocks) => {
            let (first, before) = blocks.split_last().map_or((target, &[][..]), |(first, before)| (first.at, before));
            let mut lead = first;
            let mut text_bytes = 0;
            for block in before.iter().rev() {
                if text_bytes >= range.lead_bytes {
                    break;
                }
                lead = block.at;
                text_bytes += u64::from(block.text_bytes);
            }
            Located { lead: window_start + lead as u64, start: window_start + first as u64, is_found: true }
        }
        None => Located { lead: start, start, is_found: false },
    })
}

#[derive(Clone, Copy, Debug)]
struct Block {
    at: usize,
    text_bytes: u32,
}

/// Blocks that follow each other without a gap; the last is the first at or after `target`.
fn chain(bytes: &[u8], target: usize) -> Option<Vec<Block>> {
    let mut from = 0;
    while let Some(found) = memchr::memchr(0x1F, bytes.get(from..)?) {
        let mut at = from + found;
        if at > target + BLOCK_BYTES {
            return None;
        }
        from = at + 1;
        let mut blocks = Vec::new();
        // What looks like a block is one if another follows where it says.
        while let Some(len) = block_bytes_at(bytes.get(at..)?) {
            let end = at + len;
            let is_confirmed =
                !blocks.is_empty() || end == bytes.len() || bytes.get(end..).and_then(block_bytes_at).is_some();
            if !is_confirmed {
                break;
            }
            let text_bytes =
                end.checked_sub(4).and_then(|size| bytes.get(size..end)?.try_into().ok()).map_or(0, u32::from_le_bytes);
            blocks.push(Block { at, text_bytes });
            if at >= target {
                return Some(blocks);
            }
            at = end;
        }
        // The bytes between two blocks of a broken chain need not be looked at again.
        if blocks.len() > 1 {
            from = from.max(blocks.last().map_or(0, |last| last.at + 1));
        }
    }
    None
}
