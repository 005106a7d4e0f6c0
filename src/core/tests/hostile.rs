//! Files that are cut, damaged or made to do harm: none is taken for whole, none takes more than its limit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::io::{self, Cursor, Read, Write};

use cohort_core::{
    vcf::{Column, Cut, Ending, Foreign, Limits, Problem, Reading, Refusal, Step},
    wire::FileSummary,
};

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=1>\n##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tME\n";

fn read_with(source: impl Read, file_bytes: u64, limits: Limits) -> Result<FileSummary, Refusal> {
    let mut reading = Reading::open(source, file_bytes, limits)?;
    while reading.advance(1 << 16)? == Step::More {}
    Ok(reading.summary())
}

fn read(file: &[u8]) -> Result<FileSummary, Refusal> {
    read_with(Cursor::new(file.to_vec()), file.len() as u64, Limits::default())
}

fn records(from: u32, count: u32) -> String {
    (from..from + count).map(|n| format!("1\t{n}\trs{n}\tA\tG\t50\tPASS\tDP={n}\tGT\t0/1\n")).collect()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// What a summary says is the whole file, or not.
fn is_whole(summary: &FileSummary) -> bool {
    summary.ending == Ending::Whole
}

#[test]
fn gzip_of_several_members_cut_at_any_byte_is_never_whole() {
    let text = HEADER.to_owned() + &records(1, 30);
    let (first, second) = text.split_at(text.len() / 2);
    let members = [gzip(first.as_bytes()), gzip(second.as_bytes())];
    let file = members.concat();
    assert_eq!(read(&file).unwrap().records, 30);
    for cut in 0..file.len() {
        let Ok(summary) = read(&file[..cut]) else { continue };
        assert!(!is_whole(&summary), "cut at {cut}");
        // Between members nothing of gzip shows the cut, but the line that goes on behind it does.
        let expected = if cut == members[0].len() { Cut::InsideLine } else { Cut::InsideBlock };
        assert!(matches!(summary.ending, Ending::Partial { cut: shown, .. } if shown == expected), "cut at {cut}");
    }
}

#[test]
fn a_gzip_with_a_flipped_byte_is_refused_or_partial() {
    let text = HEADER.to_owned() + &records(1, 30);
    let file = gzip(text.as_bytes());
    let whole = format!("{:?}", read(&file).unwrap());
    for place in 0..file.len() {
        let mut damaged = file.clone();
        damaged[place] ^= 0x10;
        if let Ok(summary) = read(&damaged) {
            // The time and system of packing are of no consequence.
            assert!(!is_whole(&summary) || format!("{summary:?}") == whole, "byte {place}");
        }
    }
}

/// Text that goes on for ever without taking memory.
struct Endless<'a> {
    start: &'a [u8],
    again: &'a [u8],
    place: usize,
}

impl Read for Endless<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        for byte in out.iter_mut() {
            let index = self.place;
            *byte = self
                .start
                .get(index)
                .copied()
                .unwrap_or_else(|| self.again[(index - self.start.len()) % self.again.len()]);
            self.place += 1;
        }
        Ok(out.len())
    }
}

#[test]
fn what_never_ends_meets_a_limit() {
    let limits = Limits { line_bytes: 1 << 19, header_bytes: 1 << 19, rows: 5_000, ..Limits::default() };
    let refusal = |start: &str, again: &str| {
        let mut source = Endless { start: start.as_bytes(), again: again.as_bytes(), place: 0 };
        let refusal = read_with(&mut source, u64::MAX, limits).unwrap_err();
        // Whatever is read before the limit is seen fits a window of twice its size.
        (refusal, source.place)
    };
    let (line, taken) = refusal(HEADER, "A");
    assert_eq!(line, Refusal::LineTooLong { line: 6, limit_bytes: 1 << 19 });
    assert!(taken < 2 << 20, "{taken}");
    let (first_line, taken) = refusal("##fileformat=VCFv4.2", " ");
    assert_eq!(first_line, Refusal::LineTooLong { line: 1, limit_bytes: 1 << 19 });
    assert!(taken < 2 << 20, "{taken}");
    let (header, taken) = refusal("##fileformat=VCFv4.2\n", "##a=b\n");
    assert!(matches!(header, Refusal::HeaderTooLong { .. }), "{header}");
    assert!(taken < 2 << 20, "{taken}");
    let (rows, _) = refusal(HEADER, "1\t5\t.\tA\tG\t.\t.\t.\tGT\t0/1\n");
    assert_eq!(rows, Refusal::TooManyRows { line: 5_006, limit: 5_000 });
}

#[test]
fn a_bomb_is_stopped_by_the_length_of_its_line() {
    // 64 MB of zeros in a sixteenth of a megabyte.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(HEADER.as_bytes()).unwrap();
    io::copy(&mut io::repeat(b'0').take(64 << 20), &mut encoder).unwrap();
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 1 << 17);
    let limits = Limits { line_bytes: 4 << 20, ..Limits::default() };
    let refusal = read_with(Cursor::new(&bomb), bomb.len() as u64, limits).unwrap_err();
    assert_eq!(refusal, Refusal::LineTooLong { line: 6, limit_bytes: 4 << 20 });
}

#[test]
fn a_bomb_of_lines_is_stopped_by_what_it_unpacks_to() {
    // Lines that are short enough, a thousand times smaller when packed.
    let line = "0".repeat(1 << 20) + "\n";
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(HEADER.as_bytes()).unwrap();
    encoder.write_all(records(1, 5).as_bytes()).unwrap();
    (0..150).for_each(|_| encoder.write_all(line.as_bytes()).unwrap());
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    let summary = read(&bomb).unwrap();
    assert_eq!(summary.records, 5);
    assert!(matches!(summary.ending, Ending::Partial { cut: Cut::Bomb, .. }), "{:?}", summary.ending);
    assert!(summary.bad_records < 140, "{}", summary.bad_records);
}

#[test]
fn rows_past_the_memory_leave_a_part_and_say_so() {
    let text = HEADER.to_owned() + &records(1, 400_000);
    let limits = Limits { memory_bytes: 2 << 20, ..Limits::default() };
    let summary = read_with(Cursor::new(text.as_bytes()), text.len() as u64, limits).unwrap();
    let Ending::Partial { cut: Cut::Memory, line, .. } = summary.ending else { panic!("{:?}", summary.ending) };
    assert!((1..400_000).contains(&summary.records), "{}", summary.records);
    assert_eq!(line, summary.records + 5);
    assert!(summary.warnings.iter().any(|warning| matches!(warning.problem, Problem::Partial(_))));
}

#[test]
fn samples_past_the_limit_are_refused() {
    let names: String = (0..11).map(|n| format!("\tS{n}")).collect();
    let text = HEADER.replace("\tME\n", &format!("{names}\n"));
    let limits = Limits { samples: 10, ..Limits::default() };
    let refusal = read_with(Cursor::new(text.as_bytes()), text.len() as u64, limits).unwrap_err();
    assert_eq!(refusal, Refusal::TooManySamples { line: 5, found: 11, limit: 10 });
}

/// The program that says what the page would say, in 300 MB of address space.
#[cfg(target_os = "linux")]
#[test]
fn a_bomb_takes_little_memory() {
    // The window holds a line of up to 64 MB, and while it grows the smaller one before it.
    const ADDRESS_KILOBYTES: u32 = 300_000;
    let inspect = std::env::current_exe().unwrap().parent().unwrap().join("../examples/inspect");
    if !inspect.is_file() {
        println!("skipped: {} is built with all tests only", inspect.display());
        return;
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(HEADER.as_bytes()).unwrap();
    io::copy(&mut io::repeat(b'0').take(512 << 20), &mut encoder).unwrap();
    let path = std::env::temp_dir().join(format!("bomb_{}.vcf.gz", std::process::id()));
    std::fs::write(&path, encoder.finish().unwrap()).unwrap();
    let limited = format!("ulimit -v {ADDRESS_KILOBYTES}; exec \"$0\" \"$1\"");
    let output = std::process::Command::new("sh").args(["-c", &limited]).arg(inspect).arg(&path).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("\"outcome\":\"refused\""), "{output:?}");
    assert!(said.contains("line 6: a line is longer than"), "{said}");
}

#[test]
fn large_headers_open() {
    let contigs: String = (0..100_000).map(|n| format!("##contig=<ID=scaffold_{n},length={}>\n", n + 1)).collect();
    let text = HEADER.replace("##contig=<ID=1>\n", &contigs) + "scaffold_99999\t7\t.\tA\tG\t.\t.\t.\tGT\t0/1\n";
    let summary = read(text.as_bytes()).unwrap();
    assert_eq!((summary.records, summary.warning_count), (1, 0));

    let names: String = (0..300_000).map(|n| format!("\tS{n}")).collect();
    let calls = "\t0|1".repeat(300_000);
    let text = HEADER.replace("\tME\n", &format!("{names}\n")) + "1\t7\t.\tA\tG\t.\t.\t.\tGT" + &calls + "\n";
    let summary = read(text.as_bytes()).unwrap();
    assert_eq!((summary.records, summary.sample_count, summary.warning_count), (1, 300_000, 0));
    assert!(summary.sample_names.len() <= 100);
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let told = |record: &[u8]| {
        let summary = read(&[HEADER.as_bytes(), record].concat()).unwrap();
        assert_eq!((summary.records, summary.bad_records), (1, 0), "{:?}", summary.warnings);
        summary.warnings.into_iter().map(|warning| (warning.line, warning.column, warning.problem)).collect::<Vec<_>>()
    };
    assert_eq!(told("1\t7\t.\tA\tG\t.\t.\tDP=5\tGT\t0/1\n".as_bytes()), []);
    let not_text = |column| (Some(6), Some(column), Problem::NotText);
    assert!(told(b"1\t7\t.\tA\tG\t.\t.\tDP=\0\tGT\t0/1\n").contains(&not_text(Column::Info)));
    assert!(told(b"1\t7\t.\tA\tG\t.\t.\tDP=\x0C5\tGT\t0/1\n").contains(&not_text(Column::Info)));
    assert!(told(b"1\t7\t.\tA\tG\t.\t.\tDP=\xE4\tGT\t0/1\n").contains(&not_text(Column::Info)));
    assert!(told(b"1\t7\t.\tA\tG\t.\t.\tDP=5\tGT\t0/1\x01\n").contains(&not_text(Column::Sample)));
    // Where a number or an allele should be, such bytes leave no record.
    for record in [&b"1\t\0\t.\tA\tG\t.\t.\t.\tGT\t0/1\n"[..], b"1\t7\t.\t\0\tG\t.\t.\t.\tGT\t0/1\n", b"\0\0\0\0\0\n"] {
        let summary = read(&[HEADER.as_bytes(), record].concat()).unwrap();
        assert_eq!((summary.records, summary.bad_records), (0, 1), "{:?}", summary.warnings);
    }
    let latin_1 = HEADER.replace("\"x\"", "\"Überschuss\"").chars().map(|letter| letter as u8).collect::<Vec<u8>>();
    let summary = read(&latin_1).unwrap();
    assert_eq!(summary.warnings.iter().filter(|warning| warning.problem == Problem::NotText).count(), 2);
}

#[test]
fn line_ends_of_every_system() {
    let text = HEADER.to_owned() + &records(1, 3);
    let windows = read(text.replace('\n', "\r\n").as_bytes()).unwrap();
    assert_eq!((windows.records, windows.warning_count), (3, 0));
    let old_mac = read(text.replace('\n', "\r").as_bytes()).unwrap_err();
    assert_eq!(old_mac, Refusal::Foreign(Foreign::CarriageReturns));
    let marked = read(format!("\u{FEFF}{text}").as_bytes()).unwrap();
    assert_eq!((marked.records, marked.warning_count), (3, 0));
}
