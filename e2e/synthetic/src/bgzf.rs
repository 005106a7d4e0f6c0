//! Writes BGZF, the blocked gzip of VCF files. Source: SAM v1 specification, §4.1.

use std::io::{self, Write};
use std::num::NonZero;
use std::thread;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// As much of the data as a block takes, so that even data that do not shrink stay below 64 KiB.
const BLOCK_DATA_BYTES: usize = 0xff00;

/// Blocks that are deflated at a time, shared among the processors.
const BATCH_BLOCKS: usize = 256;

/// The empty block that says that a file is complete (SAM v1 §4.1.2).
const END_OF_FILE: [u8; 28] = [
    0x1f, 0x8b, 0x08, 0x04, 0, 0, 0, 0, 0, 0xff, 0x06, 0, 0x42, 0x43, 0x02, 0, 0x1b, 0, 0x03, 0, 0, 0, 0, 0, 0, 0, 0, 0,
];

/// Bytes of a block besides the deflated data: 18 of header, 8 of trailer.
const FRAME_BYTES: usize = 26;

/// How hard blocks are squeezed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As `bgzip` does by itself.
    Usual,
    /// As small as it gets.
    Best,
}

impl Effort {
    fn level(self) -> Compression {
        match self {
            Self::Usual => Compression::default(),
            Self::Best => Compression::best(),
        }
    }
}

/// Data as a whole BGZF file, as small as it gets.
pub fn compress(data: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new(), Effort::Best);
    writer.write_all(data)?;
    writer.finish()
}

/// Writes a BGZF file on all processors. Complete only after [`Writer::finish`].
#[derive(Debug)]
pub struct Writer<W> {
    inner: W,
    waiting: Vec<u8>,
    effort: Effort,
    threads: NonZero<usize>,
}

impl<W: Write> Writer<W> {
    /// A file that begins here.
    pub fn new(inner: W, effort: Effort) -> Self {
        let threads = thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        Self { inner, waiting: Vec::with_capacity(BLOCK_DATA_BYTES * BATCH_BLOCKS), effort, threads }
    }

    /// Writes what waits and the end-of-file block.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_batch()?;
        self.inner.write_all(&END_OF_FILE)?;
        self.inner.flush()?;
        Ok(self.inner)
    }

    /// Writes everything that waits; the last block may be a short one.
    fn write_batch(&mut self) -> io::Result<()> {
        let blocks: Vec<&[u8]> = self.waiting.chunks(BLOCK_DATA_BYTES).collect();
        let effort = self.effort;
        let shares: Vec<io::Result<Vec<u8>>> = thread::scope(|threads| {
            let share_blocks = blocks.len().div_ceil(self.threads.get()).max(1);
            let running: Vec<_> =
                blocks.chunks(share_blocks).map(|share| threads.spawn(move || deflate(share, effort))).collect();
            let broken = || io::Error::other("a thread that deflates broke down");
            running.into_iter().map(|share| share.join().unwrap_or_else(|_| Err(broken()))).collect()
        });
        for share in shares {
            self.inner.write_all(&share?)?;
        }
        self.waiting.clear();
        Ok(())
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let room = BLOCK_DATA_BYTES * BATCH_BLOCKS - self.waiting.len();
        let taken = &data[..data.len().min(room)];
        self.waiting.extend_from_slice(taken);
        if self.waiting.len() == BLOCK_DATA_BYTES * BATCH_BLOCKS {
            self.write_batch()?;
        }
        Ok(taken.len())
    }

    /// Only what fills a batch is passed on: a block cut short would make another file.
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn deflate(blocks: &[&[u8]], effort: Effort) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for block in blocks {
        write_block(block, effort, &mut out)?;
    }
    Ok(out)
}

fn write_block(block: &[u8], effort: Effort, out: &mut Vec<u8>) -> io::Result<()> {
    let mut encoder = DeflateEncoder::new(Vec::new(), effort.level());
    encoder.write_all(block)?;
    let deflated = encoder.finish()?;
    let mut crc = Crc::new();
    crc.update(block);
    let block_size_minus_1 = u16::try_from(deflated.len() + FRAME_BYTES - 1).map_err(io::Error::other)?;
    let data_bytes = u32::try_from(block.len()).map_err(io::Error::other)?;
    out.extend_from_slice(&END_OF_FILE[..16]);
    out.extend_from_slice(&block_size_minus_1.to_le_bytes());
    out.extend_from_slice(&deflated);
    out.extend_from_slice(&crc.sum().to_le_bytes());
    out.extend_from_slice(&data_bytes.to_le_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use std::io::Read as _;

    use flate2::read::MultiGzDecoder;

    use super::*;

    #[test]
    fn several_blocks_read_back_as_gzip_and_each_tells_its_size() {
        let data: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let compressed = compress(&data).unwrap();
        let mut back = Vec::new();
        MultiGzDecoder::new(&compressed[..]).read_to_end(&mut back).unwrap();
        assert_eq!(back, data);
        let mut at = 0;
        let mut blocks = 0;
        while at < compressed.len() {
            assert_eq!(&compressed[at..at + 4], [0x1f, 0x8b, 0x08, 0x04]);
            at += usize::from(u16::from_le_bytes([compressed[at + 16], compressed[at + 17]])) + 1;
            blocks += 1;
        }
        assert_eq!((at, blocks), (compressed.len(), 14));
    }

    #[test]
    fn more_than_a_batch_is_the_same_however_it_comes() {
        let data: Vec<u8> = (0..17_000_000_u32).map(|at| (at / 70_000) as u8).collect();
        let mut whole = Writer::new(Vec::new(), Effort::Usual);
        whole.write_all(&data).unwrap();
        let mut pieces = Writer::new(Vec::new(), Effort::Usual);
        for piece in data.chunks(100_003) {
            pieces.write_all(piece).unwrap();
            pieces.flush().unwrap();
        }
        let whole = whole.finish().unwrap();
        assert!(pieces.finish().unwrap() == whole);
        let mut back = Vec::new();
        MultiGzDecoder::new(&whole[..]).read_to_end(&mut back).unwrap();
        assert!(back == data);
    }
}
