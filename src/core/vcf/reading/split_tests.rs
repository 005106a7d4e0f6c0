//! However a file is cut into segments, and in whatever order they come back, it is the same file.

use std::io::{Cursor, Seek, SeekFrom, Write};

use super::*;
use crate::vcf::segment::Helper;

/// A handle that gives little at a time, so that the first reader is not past the first cut at once.
#[derive(Clone)]
struct Slow(Cursor<Vec<u8>>);

impl Read for Slow {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let len = out.len().min(700);
        self.0.read(&mut out[..len])
    }
}

impl Seek for Slow {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

/// Numbers without a pattern (Marsaglia 2003, xorshift).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=1,length=3000>\n##contig=<ID=2>\n\
    ##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\tT\n";

/// Lines of which some are odd in every way that hangs on other lines.
fn odd_lines(random: &mut Random, count: u64) -> String {
    let mut text = HEADER.to_owned();
    let (mut contig, mut position) = (1, 1_u64);
    for _ in 0..count {
        match random.below(40) {
            0 => (contig, position) = (1 + random.below(4), 1),
            1 => position = position.saturating_sub(20),
            2 => text.push_str("1\tx\n"),
            3 => text.push('\n'),
            4 => text.push_str("##late=1\n"),
            5..10 => {}
            _ => position += random.below(30),
        }
        let pick = |random: &mut Random, from: &[&str]| from[random.below(from.len() as u64) as usize].to_owned();
        let alleles =
            pick(random, &["A\tG", "A\tC", "AT\tA", "ATTTTT\tA", "A\tG,C", "A\t<DEL>", "C\t.", "R\tA", "G\tg"]);
        let filter = pick(random, &[".", "PASS", "PASS", "q10", "q10;q20", "s50"]);
        let info = pick(random, &[".", "DP=3", "DP=x", "AF=0.1,0.2", "ZZ=1", "DP=1;DP=2", ";DP=1", "YY"]);
        let format =
            pick(random, &["GT\t0/1\t0/0", "GT:GQ\t1/1:3\t.", "GT:GQ\t0/2:4.5\t1:7", "GQ:XX\t1:1\t2:2", "GT\tA\t0/9"]);
        let long = if random.below(60) == 0 { "A".repeat(random.below(900) as usize + 1) } else { String::new() };
        text.push_str(&format!("{contig}\t{position}\trs{position}\t{long}{alleles}\t9\t{filter}\t{info}\t{format}\n"));
    }
    text
}

fn bgzf(text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        let (block, others) = rest.split_at(rest.len().min(1 + random.below(1500) as usize));
        writer.write_all(block).unwrap();
        writer.flush().unwrap();
        rest = others;
    }
    writer.finish().unwrap()
}

fn in_one(file: &[u8], limits: Limits) -> Result<Reading<Slow>, Refusal> {
    let mut reading = Reading::open(Slow(Cursor::new(file.to_vec())), file.len() as u64, limits)?;
    while reading.advance(1 << 20)? == Step::More {}
    Ok(reading)
}

/// Reads with cuts at random places, each stretch by a helper, given back in random order.
fn in_pieces(file: &[u8], limits: Limits, random: &mut Random) -> Result<Reading<Slow>, Refusal> {
    let mut reading = Reading::open(Slow(Cursor::new(file.to_vec())), file.len() as u64, limits)?;
    while reading.records().is_none() {
        reading.advance(1)?;
    }
    let lead_bytes = [0, 40, 400, 4_000, 40_000][random.below(5) as usize];
    let mut ranges = Vec::new();
    if let Phase::Records(records) = &mut reading.phase
        && !records.first.is_done()
    {
        let from = records.first.source().file_offset();
        let mut cuts: Vec<u64> =
            (0..=random.below(12)).map(|_| from + 1 + random.below((file.len() as u64 - from).max(1) + 50)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let rest = cuts.remove(0);
        records.first.end_at(rest);
        records.shares.begin(rest);
        ranges = records.shares.deal_at(&cuts, lead_bytes, CHECKED_RECORDS);
    }
    let helper = Helper::new(&reading.plan().unwrap()).unwrap();
    loop {
        match random.below(3) {
            0 if !ranges.is_empty() => {
                let range = ranges.swap_remove(random.below(ranges.len() as u64) as usize);
                if random.below(10) == 0 {
                    reading.lost(range.index());
                } else {
                    let piece = helper.read(Cursor::new(file), &range).unwrap();
                    let mut bytes = Vec::new();
                    piece.write(&mut bytes);
                    reading.give_back(range.index(), Piece::from_bytes(&bytes).unwrap())?;
                }
            }
            _ => match reading.advance(1 + random.below(2_000))? {
                Step::Done => return Ok(reading),
                Step::More => {}
                Step::Waiting => {
                    if let Some(range) = reading.deal() {
                        reading.take_on(&range, Slow(Cursor::new(file.to_vec()))).unwrap();
                    }
                }
            },
        }
    }
}

fn compare(file: &[u8], limits: Limits, random: &mut Random) {
    match (in_one(file, limits), in_pieces(file, limits, random)) {
        (Err(expected), Err(found)) => assert_eq!(found, expected),
        (Ok(expected), Ok(found)) => {
            assert_eq!(found.summary(), expected.summary());
            let (found_table, expected_table) = (found.table().unwrap(), expected.table().unwrap());
            for row in 0..expected_table.rows() {
                assert_eq!(found_table.row(row, &[]), expected_table.row(row, &[]), "row {row}");
            }
            for row in (0..expected_table.rows()).step_by(61) {
                assert_eq!(found_table.origin(row), expected_table.origin(row), "row {row}");
            }
            for row in [0, expected_table.rows() / 2, expected_table.rows().saturating_sub(1)] {
                let detail = |reading: &Reading<Slow>| reading.detail(row, Cursor::new(file)).ok();
                assert_eq!(detail(&found), detail(&expected), "row {row}");
            }
        }
        (expected, found) => panic!("{:?} but {:?}", expected.err(), found.err()),
    }
}

#[test]
fn any_split_gives_the_same_table_warnings_and_summary() {
    for seed in 1..30 {
        let mut random = Random::new(seed);
        let lines = random.below(900);
        let mut text = odd_lines(&mut random, lines);
        if seed % 3 == 0 {
            text.truncate(text.len() - 1 - random.below(30) as usize);
        }
        compare(text.as_bytes(), Limits::default(), &mut random);
        let packed = bgzf(text.as_bytes(), &mut random);
        for _ in 0..4 {
            compare(&packed, Limits::default(), &mut random);
        }
    }
}

#[test]
fn cuts_and_damage_show_in_the_same_place() {
    for seed in 1..60 {
        let mut random = Random::new(seed);
        let text = odd_lines(&mut random, 300);
        let mut packed = bgzf(text.as_bytes(), &mut random);
        match seed % 4 {
            0 => packed.truncate(packed.len() - 28),
            1 => packed.truncate(packed.len() - 1 - random.below(packed.len() as u64 / 2) as usize),
            2 => {
                let at = packed.len() / 3 + random.below(packed.len() as u64 / 2) as usize;
                packed[at] ^= 1 << random.below(8);
            }
            _ => {
                let at = packed.len() - random.below(packed.len() as u64 / 2) as usize;
                packed.splice(at..at, [0x1F, 0x8B, 8, 4, 1, 2, 3]);
            }
        }
        compare(&packed, Limits::default(), &mut random);
    }
}

#[test]
fn limits_refuse_on_the_same_line() {
    for seed in 1..30 {
        let mut random = Random::new(seed);
        let text = odd_lines(&mut random, 600);
        let packed = bgzf(text.as_bytes(), &mut random);
        compare(&packed, Limits { rows: random.below(700), ..Limits::default() }, &mut random);
        compare(&packed, Limits { line_bytes: 600 + random.below(500), ..Limits::default() }, &mut random);
    }
}

#[test]
fn many_findings_are_cut_in_the_same_place() {
    let mut random = Random::new(77);
    let records = |n: u64| format!("1\t{n}\t.\tA\tA\t-1\tf{}\tDP={n}x;DP=1;k{n}=3\tGT\t0/7\t0\n", n % 700);
    let text = HEADER.to_owned() + &(1..3_000).map(records).collect::<String>();
    let packed = bgzf(text.as_bytes(), &mut random);
    for _ in 0..10 {
        compare(&packed, Limits::default(), &mut random);
    }
    // Past the records that are looked at in full.
    let text = HEADER.to_owned()
        + &(1..26_000)
            .map(|n| format!("1\t{n}\t.\tA\tG\t.\t.\tDP=1;DP={n};k{}=3\tGT\t0/1\t0\n", n / 9))
            .collect::<String>();
    let packed = bgzf(text.as_bytes(), &mut random);
    for _ in 0..3 {
        compare(&packed, Limits::default(), &mut random);
    }
}
