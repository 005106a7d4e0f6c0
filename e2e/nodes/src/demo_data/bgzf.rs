//! Writes BGZF, the blocked gzip of VCF files. Source: SAM v1 specification, §4.1.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// As much of the data as a block takes, so that even data that do not shrink stay below 64 KiB.
const BLOCK_DATA_BYTES: usize = 0xff00;

/// The empty block that says that a file is complete (SAM v1 §4.1.2).
const END_OF_FILE: [u8; 28] = [
    0x1f, 0x8b, 0x08, 0x04, 0, 0, 0, 0, 0, 0xff, 0x06, 0, 0x42, 0x43, 0x02, 0, 0x1b, 0, 0x03, 0, 0, 0, 0, 0, 0, 0, 0, 0,
];

/// Bytes of a block besides the deflated data: 18 of header, 8 of trailer.
const FRAME_BYTES: usize = 26;

pub(super) fn compress(data: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for block in data.chunks(BLOCK_DATA_BYTES) {
        write_block(block, &mut out)?;
    }
    out.extend_from_slice(&END_OF_FILE);
    Ok(out)
}

fn write_block(block: &[u8], out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(block)?;
    let deflated = encoder.finish()?;
    let mut crc = Crc::new();
    crc.update(block);
    let block_size_minus_1 = u16::try_from(deflated.len() + FRAME_BYTES - 1).map_err(std::io::Error::other)?;
    let data_bytes = u32::try_from(block.len()).map_err(std::io::Error::other)?;
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
}
