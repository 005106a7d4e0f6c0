use super::*;
use crate::vcf::Problem;

const HEADER: &str = "##fileformat=VCFv4.2\n##FILTER=<ID=PASS,Description=\"x\",IDX=0>\n\
    ##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\",IDX=1>\n\
    ##INFO=<ID=DB,Number=0,Type=Flag,Description=\"x\",IDX=2>\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\",IDX=3>\n##contig=<ID=chr1,length=1000,IDX=0>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n";

fn prologue(minor: u8, header: &str) -> Vec<u8> {
    let mut bytes = [MAGIC, &[minor]].concat();
    bytes.extend((header.len() as u32 + 1).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.push(0);
    bytes
}

/// A record of `chr1:100 A>G`, changed by its caller before it is put together.
#[derive(Clone)]
struct Parts {
    contig: i32,
    start_0based: i32,
    counts: [u32; 2],
    /// From ID to INFO.
    rest: Vec<u8>,
    individual: Vec<u8>,
}

impl Parts {
    fn new() -> Self {
        Self {
            contig: 0,
            start_0based: 99,
            counts: [2 << 16 | 2, 1 << 24 | 2],
            // No ID; A; G; PASS; DP=7; DB, with the value that htsjdk writes.
            rest: vec![0x07, 0x17, b'A', 0x17, b'G', 0x11, 0, 0x11, 1, 0x11, 7, 0x11, 2, 0x11, 1],
            individual: vec![0x11, 3, 0x21, 2, 4, 5, 5],
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut shared = [self.contig.to_le_bytes(), self.start_0based.to_le_bytes(), 1_i32.to_le_bytes()].concat();
        shared.extend(29.5_f32.to_le_bytes());
        shared.extend(self.counts.iter().flat_map(|count| count.to_le_bytes()));
        shared.extend(&self.rest);
        let mut bytes = (shared.len() as u32).to_le_bytes().to_vec();
        bytes.extend((self.individual.len() as u32).to_le_bytes());
        bytes.extend(shared);
        bytes.extend(&self.individual);
        bytes
    }
}

fn transcoder() -> Transcoder {
    Transcoder::start(&prologue(2, HEADER), &Limits::default()).unwrap().unwrap().transcoder
}

fn line(parts: &Parts) -> Vec<u8> {
    let (mut text, bytes) = (Vec::new(), parts.bytes());
    assert_eq!(transcoder().record(1, &bytes, &mut text), Ok(Some(bytes.len())));
    text
}

/// The problem that a change to the record leads to.
fn problem(change: impl FnOnce(&mut Parts)) -> Option<(Column, Problem, String)> {
    let mut parts = Parts::new();
    change(&mut parts);
    let text = line(&parts);
    let read = read_line(text.strip_suffix(b"\n").unwrap());
    read.map(|(column, problem, place)| (column, problem, String::from_utf8_lossy(place).into_owned()))
}

#[test]
fn the_header_comes_when_all_of_it_is_there() {
    let bytes = prologue(2, HEADER);
    for cut in 0..bytes.len() {
        assert!(Transcoder::start(&bytes[..cut], &Limits::default()).unwrap().is_none(), "cut at {cut}");
    }
    let start = Transcoder::start(&bytes, &Limits::default()).unwrap().unwrap();
    assert_eq!(start.bytes, bytes.len());
    let text = String::from_utf8(start.text).unwrap();
    assert!(text.starts_with("##fileformat=VCFv4.2\n##FILTER=<ID=PASS,Description=\"x\">\n"), "{text}");
    assert!(text.ends_with("\tA\tB\n"), "{text}");
    let limits = Limits { header_bytes: 20, ..Limits::default() };
    assert_eq!(Transcoder::start(&bytes, &limits).unwrap_err(), Refusal::HeaderTooLong { line: 1, limit_bytes: 20 });
}

#[test]
fn which_versions_are_read() {
    assert!(is_bcf(b"BCF\x02\x01") && is_bcf(b"BCF\x02\x02"));
    assert!(!is_bcf(b"BCF\x04\0") && !is_bcf(b"BCF\x02\x03") && !is_bcf(b"BCF\x02"));
}

#[test]
fn a_record_becomes_a_line() {
    assert_eq!(line(&Parts::new()), b"chr1\t100\t.\tA\tG\t29.5\tPASS\tDP=7;DB\tGT\t0/1\t1|1\n");
    let mut telomere = Parts::new();
    telomere.start_0based = -1;
    assert!(line(&telomere).starts_with(b"chr1\t0\t."));
    let mut bare = Parts::new();
    bare.counts = [1 << 16, 2];
    bare.rest = vec![0x37, b'r', b's', b'1', 0x17, b'A', 0x00];
    bare.individual.clear();
    assert_eq!(line(&bare), b"chr1\t100\trs1\tA\t.\t29.5\t.\t.\t.\t.\t.\n");
}

#[test]
fn a_record_waits_for_its_last_byte() {
    let bytes = Parts::new().bytes();
    for cut in 0..bytes.len() {
        let mut text = Vec::new();
        assert_eq!(transcoder().record(1, &bytes[..cut], &mut text), Ok(None), "cut at {cut}");
        assert!(text.is_empty());
    }
}

#[test]
fn says_which_field_is_wrong() {
    let told = |column, problem, place: &str| Some((column, problem, place.to_owned()));
    assert_eq!(problem(|_| {}), None);
    assert_eq!(problem(|parts| parts.contig = 1), told(Column::Chrom, Problem::Undeclared, ""));
    assert_eq!(problem(|parts| parts.start_0based = -2), told(Column::Pos, Problem::OutOfRange, "chr1:"));
    assert_eq!(problem(|parts| parts.rest[0] = 0x01), told(Column::Id, Problem::BinaryType, "chr1:100"));
    assert_eq!(problem(|parts| parts.rest[1] = 0x14), told(Column::Ref, Problem::BinaryType, "chr1:100"));
    assert_eq!(problem(|parts| parts.rest[2] = b'\n'), told(Column::Ref, Problem::Characters, "chr1:100"));
    assert_eq!(problem(|parts| parts.rest[4] = b'\t'), told(Column::Alt, Problem::Characters, "chr1:100"));
    assert_eq!(problem(|parts| parts.rest[6] = 9), told(Column::Filter, Problem::Undeclared, "chr1:100"));
    assert_eq!(problem(|parts| parts.rest[8] = 9), told(Column::Info, Problem::Undeclared, "chr1:100"));
    assert_eq!(problem(|parts| parts.rest.push(0)), told(Column::Info, Problem::BinaryLength, "chr1:100"));
    let cut = |parts: &mut Parts| parts.rest.truncate(parts.rest.len() - 1);
    assert_eq!(problem(cut), told(Column::Info, Problem::BinaryLength, "chr1:100"));
    assert_eq!(problem(|parts| parts.counts[1] = 3), told(Column::Sample, Problem::BinarySamples, "chr1:100"));
    assert_eq!(problem(|parts| parts.individual[1] = 9), told(Column::Format, Problem::Undeclared, "chr1:100"));
    assert_eq!(problem(|parts| parts.individual[2] = 0x31), told(Column::Sample, Problem::BinaryLength, "chr1:100"));
    assert_eq!(problem(|parts| parts.individual.push(0)), told(Column::Sample, Problem::BinaryLength, "chr1:100"));
}

#[test]
fn a_length_that_cannot_be_right_ends_the_file() {
    for lengths in [[23, 0], [u32::MAX, 0], [24, u32::MAX]] {
        let bytes: Vec<u8> = lengths.iter().flat_map(|length: &u32| length.to_le_bytes()).collect();
        let error = transcoder().record(5, &bytes, &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "record 5: its length cannot be right");
    }
}

#[test]
fn no_line_outgrows_its_limit() {
    // Two bytes of a key become a name of 500.
    let name = "K".repeat(500);
    let header = HEADER.replace("ID=DB", &format!("ID={name}"));
    let limits = Limits { line_bytes: 1000, ..Limits::default() };
    let transcoder = Transcoder::start(&prologue(2, &header), &limits).unwrap().unwrap().transcoder;
    let mut parts = Parts::new();
    parts.counts[0] = 2 << 16 | 200;
    parts.rest.truncate(7);
    parts.rest.extend([0x11, 2, 0x00].repeat(200));
    let mut text = Vec::new();
    assert!(transcoder.record(1, &parts.bytes(), &mut text).unwrap().is_some());
    let (column, problem, _) = read_line(text.strip_suffix(b"\n").unwrap()).unwrap();
    assert_eq!((column, problem), (Column::Info, Problem::BinaryLength));
}

#[test]
fn no_damage_panics() {
    let whole = Parts::new().bytes();
    let transcoder = transcoder();
    let mut text = Vec::new();
    for at in 0..whole.len() {
        for byte in 0..=255 {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            text.clear();
            if let Ok(Some(bytes)) = transcoder.record(1, &damaged, &mut text) {
                assert!(bytes <= damaged.len() && text.iter().filter(|byte| **byte == b'\n').count() == 1);
            }
        }
    }
}

/// BCF 2.1 has no end of vector: short vectors are filled up with the missing value.
#[test]
fn version_1_fills_up_with_missing_values() {
    let header = HEADER.replace(",IDX=0", "").replace(",IDX=1", "").replace(",IDX=2", "").replace(",IDX=3", "");
    let transcoder = Transcoder::start(&prologue(1, &header), &Limits::default()).unwrap().unwrap().transcoder;
    let mut parts = Parts::new();
    parts.individual = vec![0x11, 3, 0x21, 4, 0x80, 5, 5];
    let mut text = Vec::new();
    transcoder.record(1, &parts.bytes(), &mut text).unwrap();
    assert_eq!(text, b"chr1\t100\t.\tA\tG\t29.5\tPASS\tDP=7;DB\tGT\t1\t1|1\n");
}
