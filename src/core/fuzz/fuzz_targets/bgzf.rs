//! BGZF: made of the input and then cut or damaged; and the input itself as deflate.
#![no_main]

use std::io::{Read, Write};

use cohort_core::{deflate::Inflater, vcf::Ending};
use cohort_core_fuzz::{check, open, open_and_check};
use libfuzzer_sys::fuzz_target;

const HEADER: &[u8] = b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
const ROOM_BYTES: usize = 1 << 16;

fuzz_target!(|input: (u16, u16, u8, &[u8])| {
    let (cut, place, damage, data) = input;
    open_and_check(data);
    deflate(data);
    let text = [HEADER, data].concat();
    let packed = pack(&text);
    let (Ok(plain), Ok(unpacked)) = (open(&text, 1 << 20), open(&packed, 1 << 20)) else { return };
    let (plain, unpacked) = (plain.summary(), check(&packed, &unpacked));
    assert_eq!((plain.records, plain.rows, plain.bad_records), (unpacked.records, unpacked.rows, unpacked.bad_records));

    let cut = usize::from(cut) % packed.len();
    if let Ok(reading) = open(&packed[..cut], 1 << 20) {
        assert!(matches!(check(&packed[..cut], &reading).ending, Ending::Partial { .. }), "cut at {cut}");
    }
    let mut damaged = packed;
    let place = usize::from(place) % damaged.len();
    damaged[place] ^= damage;
    open_and_check(&damaged);
});

fn pack(text: &[u8]) -> Vec<u8> {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(text).expect("memory takes it");
    writer.finish().expect("memory takes it")
}

/// Our inflate takes and makes what flate2's does.
fn deflate(data: &[u8]) {
    let mut room = vec![0; ROOM_BYTES];
    let ours = Inflater::default().inflate_block(data, &mut room).ok().map(|made| &room[..made]);
    let mut theirs = Vec::new();
    let mut decoder = flate2::bufread::DeflateDecoder::new(data);
    let is_read = decoder.by_ref().take(ROOM_BYTES as u64 + 1).read_to_end(&mut theirs).is_ok();
    let is_all = is_read && decoder.total_in() as usize == data.len() && theirs.len() <= ROOM_BYTES;
    if let Some(ours) = ours {
        assert!(is_all && ours == theirs, "ours made {} bytes, flate2 {}", ours.len(), theirs.len());
    }
}
