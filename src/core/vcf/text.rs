//! A window on the unpacked text that gives whole lines.
//!
//! Must not know what the lines say.

use super::{scan::Separators, unpack::BLOCK_BYTES};

/// Room at the start; grows for longer lines.
const ROOM_BYTES: usize = BLOCK_BYTES + BLOCK_BYTES / 2;

/// Text that was unpacked and not yet read, between `start` and `end`.
#[derive(Debug)]
pub(super) struct TextWindow {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    /// No line end before this.
    searched: usize,
    /// Place of `start` in the whole text.
    text_offset: u64,
    /// Tabs of the line given out last.
    tabs: Separators,
}

impl TextWindow {
    pub(super) fn new() -> Self {
        Self { bytes: vec![0; ROOM_BYTES], start: 0, end: 0, searched: 0, text_offset: 0, tabs: Separators::default() }
    }

    /// Room for more text, at least a block's.
    pub(super) fn room(&mut self) -> &mut [u8] {
        if self.bytes.len() - self.end < BLOCK_BYTES {
            self.bytes.copy_within(self.start..self.end, 0);
            self.searched -= self.start;
            self.end -= self.start;
            self.start = 0;
            if self.bytes.len() - self.end < BLOCK_BYTES {
                self.bytes.resize(self.bytes.len() * 2, 0);
            }
        }
        &mut self.bytes[self.end..]
    }

    /// So many bytes were put into [`Self::room`].
    pub(super) fn filled(&mut self, bytes: usize) {
        self.end += bytes;
    }

    /// The next line with its end, as a place in the window; `None` until its end is there.
    #[inline]
    pub(super) fn next_line(&mut self) -> Option<std::ops::Range<usize>> {
        if self.searched > self.start && memchr::memchr(b'\n', &self.bytes[self.searched..self.end]).is_none() {
            self.searched = self.end;
            return None;
        }
        let Some(at) = self.tabs.find_line(&self.bytes[self.start..self.end]) else {
            self.searched = self.end;
            return None;
        };
        Some(self.advance_to(self.start + at + 1))
    }

    /// The tabs of the line that [`Self::next_line`] gave out last.
    pub(super) fn tabs(&self) -> &Separators {
        &self.tabs
    }

    /// What is left when no more text comes: a line without an end; empty if there is none.
    pub(super) fn last_line(&mut self) -> std::ops::Range<usize> {
        self.advance_to(self.end)
    }

    pub(super) fn bytes(&self, range: std::ops::Range<usize>) -> &[u8] {
        &self.bytes[range]
    }

    /// Text waiting for its line end.
    pub(super) fn waiting(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Drops bytes at the front that are no text.
    pub(super) fn skip(&mut self, bytes: usize) {
        let to = (self.start + bytes).min(self.end);
        self.advance_to(to);
    }

    /// Place in the whole text of the first byte not given out.
    pub(super) fn text_offset(&self) -> u64 {
        self.text_offset
    }

    fn advance_to(&mut self, to: usize) -> std::ops::Range<usize> {
        let line = self.start..to;
        self.text_offset += line.len() as u64;
        self.start = to;
        self.searched = to;
        line
    }
}

/// A line without its line end, `\n` or `\r\n`.
#[inline]
pub(super) fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
