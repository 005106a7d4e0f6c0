use std::io::Read;

use flate2::read::DeflateDecoder;

use super::*;
use crate::deflate::{
    Inflater, ROOM_BYTES,
    tests::{Random, texts, vcf_text},
};

fn pack(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    assert_eq!(Packer::default().pack(text, &mut out), text.len());
    out
}

fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut room = vec![0; ROOM_BYTES];
    let made = Inflater::default().inflate_block(packed, &mut room).unwrap();
    room.truncate(made);
    room
}

#[test]
fn what_was_packed_comes_back() {
    let mut packer = Packer::default();
    for text in texts() {
        let mut out = b"before".to_vec();
        let text = &text[..packer.pack(&text, &mut out)];
        let packed = &out[6..];
        assert!(packed.len() <= text.len() + 10, "{} bytes became {}", text.len(), packed.len());
        assert!(unpack(packed) == text, "{} bytes", text.len());
        let mut theirs = Vec::new();
        DeflateDecoder::new(packed).read_to_end(&mut theirs).unwrap();
        assert!(theirs == text, "{} bytes, by flate2", text.len());
    }
}

#[test]
fn every_length_and_distance_comes_back() {
    let mut random = Random(9);
    for length in (3..=300).step_by(1) {
        let repeated = random.bytes(length);
        let distance = random.below(33_500);
        let text = [&repeated[..], &random.bytes(distance), &repeated[..], b"!"].concat();
        assert!(unpack(&pack(&text)) == text, "length {length}, distance {distance}");
    }
    for length in 3..=258 {
        let symbol = length_symbol(length);
        assert!((257..=285).contains(&symbol.symbol) && symbol.extra < 1 << symbol.extra_bits, "{length}: {symbol:?}");
    }
    let all: Vec<usize> = (1..=32_768).map(|distance| distance_symbol(distance).symbol).collect();
    assert!(all.is_sorted() && all[0] == 0 && all[32_767] == 29);
}

#[test]
fn it_packs_a_vcf_nearly_as_well_as_zlib() {
    let text = vcf_text(PACKED_BYTES);
    let theirs = super::super::tests::deflate(&text, 6).len();
    let ours = pack(&text).len();
    assert!(ours * 100 <= theirs * 112, "{ours} bytes, zlib {theirs}");
}

#[test]
fn a_longer_text_is_taken_in_parts() {
    let text = vcf_text(200_000);
    let (mut packer, mut at, mut whole) = (Packer::default(), 0, Vec::new());
    while at < text.len() {
        let mut out = Vec::new();
        at += packer.pack(&text[at..], &mut out);
        whole.extend(unpack(&out));
    }
    assert!(whole == text);
}
