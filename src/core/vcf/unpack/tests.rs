use std::io::{Cursor, Write};

use flate2::{Compression as Level, write::GzEncoder};

use super::*;

/// What gzip(1) writes.
fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Level::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// What bgzip(1) writes, by an implementation that is not ours.
fn bgzf(text: &[u8]) -> Vec<u8> {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(text).unwrap();
    writer.finish().unwrap()
}

fn unpack(file: &[u8]) -> (Vec<u8>, Stop) {
    // A source that gives little at a time, as a network file system may.
    struct Slow<'a>(&'a [u8]);
    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let len = out.len().min(1000);
            self.0.read(&mut out[..len])
        }
    }
    let mut unpacker = Unpacker::open(Slow(file)).unwrap();
    let (mut text, mut room) = (Vec::new(), vec![0; 3 * BLOCK_BYTES]);
    loop {
        match unpacker.read(&mut room) {
            Ok(bytes) => {
                assert!(bytes > 0, "a read gives something or says why not");
                text.extend_from_slice(&room[..bytes]);
            }
            Err(stop) => return (text, stop),
        }
    }
}

fn long_text() -> Vec<u8> {
    (0..60_000).flat_map(|n| format!("chr1\t{n}\t.\tA\tG\n").into_bytes()).collect()
}

#[test]
fn every_packing_gives_the_same_text() {
    let text = long_text();
    let half = text.len() / 2;
    let members = [gzip(&text[..half]), gzip(&text[half..])].concat();
    let padded = [gzip(&text), vec![0; 700]].concat();
    for file in [text.clone(), gzip(&text), members, padded, bgzf(&text)] {
        let (unpacked, stop) = unpack(&file);
        assert_eq!(stop, Stop::End);
        assert!(unpacked == text, "{} bytes of {}", unpacked.len(), text.len());
    }
}

#[test]
fn a_cut_is_told_from_an_end() {
    let text = long_text();
    let packed = bgzf(&text);
    assert_eq!(unpack(&packed[..packed.len() - 28]).1, Stop::Cut(Cut::NoEndBlock));
    assert_eq!(unpack(&packed[..packed.len() - 1]).1, Stop::Cut(Cut::InsideBlock));
    let packed = gzip(&text);
    assert_eq!(unpack(&packed[..packed.len() - 1]).1, Stop::Cut(Cut::InsideBlock));
    assert_eq!(unpack(&packed[..packed.len() / 2]).1, Stop::Cut(Cut::InsideBlock));
    assert_eq!(unpack(&[packed, b"junk".to_vec()].concat()).1, Stop::Cut(Cut::Junk));
}

#[test]
fn nothing_of_a_damaged_block_goes_out() {
    let text = long_text();
    let whole = bgzf(&text);
    let second = Unpacker::open(&whole[..]).map(|mut unpacker| {
        let mut room = vec![0; 4 * BLOCK_BYTES];
        while unpacker.read(&mut room).is_ok() {}
        unpacker.entries()[1]
    });
    let second = second.unwrap();
    for byte in [100, 5_000, 20] {
        let mut damaged = whole.clone();
        damaged[second.file_offset as usize + byte] ^= 4;
        let (unpacked, stop) = unpack(&damaged);
        assert_eq!(stop, Stop::Cut(Cut::Damaged), "byte {byte}");
        assert!(unpacked == text[..second.text_offset as usize], "byte {byte}: {} bytes", unpacked.len());
    }
}

#[test]
fn resumes_at_any_entry() {
    let text = long_text();
    let file = bgzf(&text);
    let mut unpacker = Unpacker::open(&file[..]).unwrap();
    let mut room = vec![0; BLOCK_BYTES];
    while unpacker.read(&mut room).is_ok() {}
    assert!(unpacker.entries().len() > 5);
    for entry in unpacker.entries() {
        let mut resumed = Unpacker::resume(Cursor::new(&file), Compression::Bgzf, *entry).unwrap();
        let bytes = resumed.read(&mut room).unwrap();
        assert!(text[entry.text_offset as usize..].starts_with(&room[..bytes]));
    }
}
