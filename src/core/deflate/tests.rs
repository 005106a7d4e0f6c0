use std::io::Write;

use flate2::{Compress, Compression, FlushCompress, write::DeflateEncoder};

use super::*;

pub(super) fn deflate(text: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// xorshift64, so that every run tests the same.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(super) fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }
}

pub(super) fn vcf_text(len: usize) -> Vec<u8> {
    let mut random = Random(7);
    let mut text = Vec::new();
    let mut position = 1000;
    while text.len() < len {
        position += random.below(900);
        let (reads, quality) = (random.below(60), random.below(99));
        let line =
            format!("chr1\t{position}\t.\tA\tG\t{quality}.77\tPASS\tAC=1;AN=2\tGT:DP:GQ\t0/1:{reads}:{quality}\n");
        text.extend_from_slice(line.as_bytes());
    }
    text.truncate(len);
    text
}

/// Texts that between them have every kind of block, match and length.
pub(super) fn texts() -> Vec<Vec<u8>> {
    let mut random = Random(1);
    let mut texts = vec![Vec::new(), b"A".to_vec(), vec![0; BLOCK_BYTES], random.bytes(BLOCK_BYTES)];
    texts.extend([1, 2, 3, 257, 258, 259, 263, 300, 5_000, 65_279, 65_280, 65_535, BLOCK_BYTES].map(vcf_text));
    for period in 1..40 {
        let pattern = random.bytes(period);
        let len = 2_000 + random.below(2_000);
        texts.push(pattern.iter().copied().cycle().take(len).collect());
    }
    for letters in [2, 3, 5, 17, 60, 200] {
        texts.push((0..40_000).map(|_| random.below(letters).min(random.below(letters)) as u8).collect());
    }
    // A few literals, then a match from afar; codes of very different lengths.
    let far = random.bytes(32_768);
    texts.push([&far[..], &far[..20_000]].concat());
    texts.push((0..60_000).map(|_| random.next().trailing_zeros() as u8 * 3).collect());
    texts
}

fn block(deflated: &[u8], room_bytes: usize) -> Result<Vec<u8>, Corrupt> {
    let mut room = vec![0xAA; room_bytes];
    let made = Inflater::default().inflate_block(deflated, &mut room)?;
    room.truncate(made);
    Ok(room)
}

/// A stream in pieces of these sizes; `None` where it ends too early.
fn stream(
    inflater: &mut Inflater,
    deflated: &[u8],
    in_bytes: usize,
    out_bytes: usize,
) -> Result<Option<Vec<u8>>, Corrupt> {
    inflater.restart();
    let (mut used, mut text, mut room) = (0, Vec::new(), vec![0; out_bytes]);
    loop {
        let piece = &deflated[used..deflated.len().min(used + in_bytes)];
        let step = inflater.inflate(piece, &mut room)?;
        text.extend_from_slice(&room[..step.made]);
        used += step.used;
        if step.is_end {
            assert_eq!(used, deflated.len());
            return Ok(Some(text));
        }
        if step.made == 0 && step.used == 0 {
            assert!(piece.is_empty(), "no step forward");
            return Ok(None);
        }
    }
}

#[test]
fn blocks_of_every_kind_come_back() {
    for text in texts() {
        for level in 0..10 {
            let deflated = deflate(&text, level);
            assert!(block(&deflated, ROOM_BYTES) == Ok(text.clone()), "{} bytes, level {level}", text.len());
            assert!(block(&deflated, text.len()) == Ok(text.clone()), "{} bytes, level {level}, no slack", text.len());
        }
        if let Some(too_small) = text.len().checked_sub(1) {
            assert_eq!(block(&deflate(&text, 6), too_small), Err(Corrupt));
        }
    }
    assert_eq!(block(&deflate(&vcf_text(BLOCK_BYTES + 1), 6), 2 * ROOM_BYTES), Err(Corrupt));
}

#[test]
fn streams_come_back_in_any_pieces() {
    let mut inflater = Inflater::default();
    let long: Vec<u8> = (0..12).flat_map(|_| [vcf_text(70_000), vec![b'\t'; 40_000]]).flatten().collect();
    for text in texts().into_iter().chain([long, Random(3).bytes(200_000)]) {
        for (level, in_bytes, out_bytes) in [(0, 999, 5_000), (1, 1 << 20, 70_000), (6, 4096, 65_536), (9, 7, 300_000)]
        {
            let whole = stream(&mut inflater, &deflate(&text, level), in_bytes, out_bytes);
            assert!(whole == Ok(Some(text.clone())), "{} bytes, level {level}", text.len());
        }
        if text.len() < 6_000 {
            for (in_bytes, out_bytes) in [(1, 1), (1, 100), (100, 1), (3, 2)] {
                assert!(stream(&mut inflater, &deflate(&text, 6), in_bytes, out_bytes) == Ok(Some(text.clone())));
            }
        }
    }
}

#[test]
fn flushed_and_mixed_blocks_come_back() {
    let mut compress = Compress::new(Compression::new(6), false);
    let text = vcf_text(20_000);
    let mut deflated = Vec::with_capacity(100_000);
    for (index, piece) in text.chunks(700).enumerate() {
        let flush = [FlushCompress::Sync, FlushCompress::Full, FlushCompress::Partial][index % 3];
        compress.compress_vec(piece, &mut deflated, flush).unwrap();
    }
    compress.compress_vec(&[], &mut deflated, FlushCompress::Finish).unwrap();
    assert!(block(&deflated, ROOM_BYTES) == Ok(text.clone()));
    assert!(stream(&mut Inflater::default(), &deflated, 10, 10) == Ok(Some(text)));
}

#[test]
fn a_cut_stream_is_corrupt_as_a_block_and_unfinished_as_a_stream() {
    let text = vcf_text(3_000);
    let mut inflater = Inflater::default();
    for level in [0, 1, 6] {
        let deflated = deflate(&text, level);
        for end in 0..deflated.len() {
            assert_eq!(block(&deflated[..end], ROOM_BYTES), Err(Corrupt));
            assert_eq!(stream(&mut inflater, &deflated[..end], 50, 500), Ok(None), "level {level}, {end} bytes");
        }
        assert_eq!(block(&[&deflated[..], &[0]].concat(), ROOM_BYTES), Err(Corrupt), "a byte too many");
    }
}

/// What zlib-rs makes of it: the text, if all of it is one whole stream.
fn zlib(deflated: &[u8], room_bytes: usize) -> Option<Vec<u8>> {
    let mut room = vec![0; room_bytes];
    let mut inflate = zlib_rs::Inflate::new(false, 15);
    let status = inflate.decompress(deflated, &mut room, zlib_rs::InflateFlush::Finish).ok()?;
    room.truncate(inflate.total_out() as usize);
    (status == zlib_rs::Status::StreamEnd && inflate.total_in() as usize == deflated.len()).then_some(room)
}

#[test]
fn damage_is_judged_as_zlib_judges_it() {
    let mut random = Random(5);
    let mut inflater = Inflater::default();
    let mut room = vec![0; ROOM_BYTES];
    for (len, level) in [(400, 1), (400, 6), (3_000, 6), (20_000, 9), (200, 0)] {
        let whole = deflate(&vcf_text(len), level);
        for _ in 0..3_000 {
            let mut damaged = whole.clone();
            for _ in 0..=random.below(3) {
                // Mostly in the header of the block.
                let end = if random.below(3) == 0 { whole.len() } else { whole.len().min(90) };
                damaged[random.below(end)] ^= 1 << random.below(8);
            }
            let ours = inflater.inflate_block(&damaged, &mut room).ok().map(|made| room[..made].to_vec());
            assert!(ours == zlib(&damaged, BLOCK_BYTES), "{damaged:?}");
            let pieces = stream_to_any_end(&mut inflater, &damaged);
            assert!(ours.is_none() || ours == pieces, "{damaged:?}");
        }
    }
    for _ in 0..20_000 {
        let len = random.below(60);
        let noise = random.bytes(len);
        let ours = inflater.inflate_block(&noise, &mut room).ok().map(|made| room[..made].to_vec());
        assert!(ours == zlib(&noise, BLOCK_BYTES), "{noise:?}");
    }
}

fn stream_to_any_end(inflater: &mut Inflater, deflated: &[u8]) -> Option<Vec<u8>> {
    inflater.restart();
    let (mut used, mut text, mut room) = (0, Vec::new(), vec![0; 1_000]);
    loop {
        let step = inflater.inflate(&deflated[used..deflated.len().min(used + 64)], &mut room).ok()?;
        text.extend_from_slice(&room[..step.made]);
        used += step.used;
        if step.is_end || (step.made == 0 && step.used == 0) {
            return step.is_end.then_some(text);
        }
    }
}

#[test]
fn crc_is_that_of_zlib() {
    assert_eq!(crc32(0, b"123456789"), 0xCBF4_3926, "the check value of the catalogue of CRCs");
    let bytes = Random(11).bytes(100_000);
    for len in (0..40).chain([5_823, 5_824, 5_825, 6_000, 9_999, 15_000, 20_001, 65_280, 65_536, 100_000]) {
        assert_eq!(crc32(0, &bytes[..len]), zlib_rs::crc32::crc32(0, &bytes[..len]), "{len} bytes");
        let cut = len / 3;
        assert_eq!(crc32(crc32(0, &bytes[..cut]), &bytes[cut..len]), crc32(0, &bytes[..len]), "{len} bytes in two");
    }
}
