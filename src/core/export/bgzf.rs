//! Text written as BGZF (SAM specification §4.1), as `bgzip` writes it.
//!
//! Must not know what the text says.

use crate::deflate::{PACKED_BYTES, Packer, crc32};

/// The block that ends every file (SAM specification §4.1.2).
const END_BLOCK: [u8; 28] =
    [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 0xFF, 6, 0, b'B', b'C', 2, 0, 0x1B, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
/// Of a block's header, up to its size.
const HEADER_BYTES: usize = 16;

/// Collects text and packs it block by block.
#[derive(Debug, Default)]
pub struct BgzfWriter {
    packer: Packer,
    /// Text of the block that is not full yet.
    waiting: Vec<u8>,
}

impl BgzfWriter {
    /// Takes text; appends the blocks that it filled.
    pub fn write(&mut self, text: &[u8], out: &mut Vec<u8>) {
        self.waiting.extend_from_slice(text);
        let mut at = 0;
        while self.waiting.len() - at >= PACKED_BYTES {
            at += block(&mut self.packer, &self.waiting[at..], out);
        }
        self.waiting.drain(..at);
    }

    /// Appends what is left and the block that says that this is all.
    pub fn finish(mut self, out: &mut Vec<u8>) {
        if !self.waiting.is_empty() {
            block(&mut self.packer, &self.waiting, out);
        }
        out.extend_from_slice(&END_BLOCK);
    }
}

/// Appends a block with as much of the text as it takes; gives how much that is.
fn block(packer: &mut Packer, text: &[u8], out: &mut Vec<u8>) -> usize {
    let start = out.len();
    out.extend_from_slice(&END_BLOCK[..HEADER_BYTES]);
    out.extend_from_slice(&[0, 0]);
    let taken = packer.pack(text, out);
    out.extend_from_slice(&crc32(0, &text[..taken]).to_le_bytes());
    out.extend_from_slice(&(taken as u32).to_le_bytes());
    // A full block that cannot be packed is still below 64 KiB.
    let size = (out.len() - start - 1) as u16;
    out[start + HEADER_BYTES..start + HEADER_BYTES + 2].copy_from_slice(&size.to_le_bytes());
    taken
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn written(pieces: &[&[u8]]) -> Vec<u8> {
        let (mut writer, mut out) = (BgzfWriter::default(), Vec::new());
        for piece in pieces {
            writer.write(piece, &mut out);
        }
        writer.finish(&mut out);
        out
    }

    fn noodles(bytes: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        noodles_bgzf::io::Reader::new(bytes).read_to_end(&mut text).unwrap();
        text
    }

    #[test]
    fn other_readers_read_it() {
        let line = b"chr1\t1000\t.\tA\tG\t50\tPASS\tAC=1;AN=2\tGT:DP\t0/1:30\n";
        let long: Vec<u8> = line.iter().copied().cycle().take(300_000).collect();
        let mut state = 1_u32;
        let noise: Vec<u8> = (0..200_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        for pieces in [vec![], vec![&line[..]], vec![&long], vec![&noise[..]], vec![&long[..7], &noise, &long]] {
            let text = pieces.concat();
            let bytes = written(&pieces);
            assert!(noodles(&bytes) == text);
            let mut theirs = Vec::new();
            flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut theirs).unwrap();
            assert!(theirs == text);
        }
    }

    #[test]
    fn nothing_is_the_end_block() {
        assert_eq!(written(&[]), END_BLOCK);
    }
}
