//! Texts end to end in large blocks, found again by a four-byte handle.
//!
//! Must not know what the texts mean.

use super::encode::{Read, Write, read_all, write_all};

/// Handles count in units of four bytes, so that 31 bits reach 8 GiB.
const UNIT_BYTES: usize = 4;
const BLOCK_UNITS: usize = 1 << 18;
const BLOCK_BYTES: usize = BLOCK_UNITS * UNIT_BYTES;
const LENGTH_BYTES: usize = 4;

/// Append-only store of byte strings.
#[derive(Clone, Debug, Default)]
pub(super) struct Arena {
    blocks: Vec<Vec<u8>>,
}

impl Write for Arena {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_all(self.blocks.iter(), bytes);
    }
}

impl Read for Arena {
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        read_all(bytes).map(|blocks| Self { blocks })
    }
}

impl Arena {
    /// Keeps the parts end to end as one text.
    ///
    /// A text longer than a block would break the arithmetic of handles; callers keep theirs short.
    pub(super) fn push(&mut self, parts: &[&[u8]]) -> u32 {
        let len: usize = parts.iter().map(|part| part.len()).sum();
        debug_assert!(len + LENGTH_BYTES <= BLOCK_BYTES, "an arena holds short texts");
        let fits = self.blocks.last().is_some_and(|block| block.len() + LENGTH_BYTES + len <= BLOCK_BYTES);
        if !fits {
            if let Some(full) = self.blocks.last_mut() {
                full.shrink_to_fit();
            }
            self.blocks.push(Vec::new());
        }
        let block_index = self.blocks.len() - 1;
        let block = &mut self.blocks[block_index];
        let handle = block_index * BLOCK_UNITS + block.len() / UNIT_BYTES;
        block.extend_from_slice(&(len as u32).to_le_bytes());
        for part in parts {
            block.extend_from_slice(part);
        }
        block.resize(block.len().next_multiple_of(UNIT_BYTES), 0);
        handle as u32
    }

    /// The text of a handle that [`Self::push`] gave; empty for any other.
    pub(super) fn get(&self, handle: u32) -> &[u8] {
        self.find(handle as usize).unwrap_or_default()
    }

    fn find(&self, handle: usize) -> Option<&[u8]> {
        let rest = self.blocks.get(handle / BLOCK_UNITS)?.get(handle % BLOCK_UNITS * UNIT_BYTES..)?;
        let (len, text) = rest.split_first_chunk::<LENGTH_BYTES>()?;
        text.get(..u32::from_le_bytes(*len) as usize)
    }

    /// Gives back what it held in reserve to grow.
    pub(super) fn finish(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            last.shrink_to_fit();
        }
    }

    pub(super) fn heap_bytes(&self) -> usize {
        self.blocks.iter().map(Vec::capacity).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_text_again_across_blocks() {
        let mut arena = Arena::default();
        let texts: Vec<Vec<u8>> = (0..20_000usize).map(|n| vec![(n % 251) as u8; n % 173]).collect();
        let handles: Vec<u32> = texts.iter().map(|text| arena.push(&[text])).collect();
        assert!(arena.blocks.len() > 1, "the test should cross a block");
        for (text, handle) in texts.iter().zip(handles) {
            assert_eq!(arena.get(handle), text);
        }
    }
}
