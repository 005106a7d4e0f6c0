//! A BCF says what its VCF says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::{
    fs,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use cohort_core::vcf::{
    Column, Compression, Cut, Effect, Ending, Format, Limits, Problem, Reading, Refusal, Step, Warning,
};
use flate2::read::MultiGzDecoder;

type Opened = Reading<Cursor<Vec<u8>>>;

fn open(file: Vec<u8>) -> Result<Opened, Refusal> {
    let file_bytes = file.len() as u64;
    let mut reading = Reading::open(Cursor::new(file), file_bytes, Limits::default())?;
    while reading.advance(1 << 16)? == Step::More {}
    Ok(reading)
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// Rows, counts and names of both are the same.
fn compare(name: &str, bcf: &Opened, vcf: &Opened) {
    let (found, expected) = (bcf.summary(), vcf.summary());
    assert_eq!((found.format, expected.format), (Format::Bcf, Format::Vcf), "{name}");
    assert_eq!(
        (found.records, found.rows, found.bad_records, found.transitions, found.transversions),
        (expected.records, expected.rows, expected.bad_records, expected.transitions, expected.transversions),
        "{name}"
    );
    assert_eq!((found.ending, found.assembly), (expected.ending, expected.assembly), "{name}");
    assert_eq!(found.sample_names, expected.sample_names, "{name}");
    let (found, expected) = (bcf.table().unwrap(), vcf.table().unwrap());
    for row in 0..expected.rows() {
        assert_eq!(found.row(row, &[]), expected.row(row, &[]), "{name}: row {row}");
    }
}

/// `odd_values.bcf` was made from `odd_values.vcf` by `bcftools view --no-version -Ob` (1.16).
#[test]
fn odd_values() {
    let (bcf, vcf) = (open(fixture("odd_values.bcf")).unwrap(), open(fixture("odd_values.vcf")).unwrap());
    compare("odd_values", &bcf, &vcf);
    assert_eq!(bcf.summary().compression, Compression::Bgzf);
    let written = fixture("odd_values.vcf");
    let lines: Vec<&str> = str::from_utf8(&written).unwrap().lines().filter(|line| !line.starts_with('#')).collect();
    let (mut row, mut record) = (0, 0);
    while row < bcf.table().unwrap().rows() {
        let detail = bcf.detail(row, Cursor::new(fixture("odd_values.bcf"))).unwrap();
        // A BCF cannot leave out values at the end of a sample.
        let expected = lines[record].replace("\t0/0", "\t0/0:.").replace(":.:", ":");
        let found = detail.text.replace("\t0/0", "\t0/0:.").replace(":.:", ":");
        assert_eq!(found.strip_suffix(":.").unwrap_or(&found), expected.strip_suffix(":.").unwrap_or(&expected));
        row += detail.alternates.len().max(1) as u64;
        record += 1;
    }
    assert_eq!(record, lines.len());
    let detail = bcf.detail(1, Cursor::new(fixture("odd_values.bcf"))).unwrap();
    assert_eq!(detail.info[0].description.as_deref(), Some("Known, see ,IDX=9>"));
}

/// The number of one record's contig was changed to one that the header does not have.
#[test]
fn a_bad_record_is_kept_out_and_told() {
    let summary = open(fixture("contig_unknown.bcf")).unwrap().summary();
    assert_eq!((summary.records, summary.bad_records, summary.ending), (5, 1, Ending::Whole));
    let is_kept_out = |warning: &&Warning| warning.effect == Effect::KeptOut;
    let told: Vec<_> = summary.warnings.iter().filter(is_kept_out).collect();
    // After the PASS that bcftools added, 20 lines of header and two records.
    let expected = (Some(23), Some(Column::Chrom), &Problem::Undeclared);
    assert_eq!(told.iter().map(|told| (told.line, told.column, &told.problem)).collect::<Vec<_>>(), [expected]);
}

/// The length of the fourth record was changed to one that no record has.
#[test]
fn a_broken_length_makes_the_file_partial() {
    let summary = open(fixture("length_impossible.bcf")).unwrap().summary();
    assert_eq!(summary.records, 3);
    assert!(matches!(summary.ending, Ending::Partial { cut: Cut::BrokenRecord, .. }), "{:?}", summary.ending);
}

#[test]
fn cut_or_damaged_anywhere_it_is_never_whole_and_never_a_panic() {
    let packed = fixture("odd_values.bcf");
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(open(unpacked.clone()).unwrap().summary().compression, Compression::Plain);
    let whole = open(packed.clone()).unwrap().summary().records;
    for cut in 0..packed.len() {
        if let Ok(reading) = open(packed[..cut].to_vec()) {
            assert!(matches!(reading.summary().ending, Ending::Partial { .. }), "cut at {cut}");
        }
    }
    for cut in 0..unpacked.len() {
        let Ok(reading) = open(unpacked[..cut].to_vec()) else { continue };
        // Cut between two records it looks whole; nothing in it could tell.
        let summary = reading.summary();
        assert!(summary.records < whole || cut == unpacked.len(), "cut at {cut}");
    }
    for at in 0..unpacked.len() {
        for flip in [1, 0x80, 0xFF] {
            let mut damaged = unpacked.clone();
            damaged[at] ^= flip;
            let Ok(reading) = open(damaged) else { continue };
            let summary = reading.summary();
            assert!(summary.records + summary.bad_records <= whole + 1, "byte {at}");
        }
    }
}

/// The same six records again and again, so that there are many blocks and many places to start at.
#[test]
fn details_are_read_again_from_the_middle() {
    let mut bcf = Vec::new();
    MultiGzDecoder::new(&fixture("odd_values.bcf")[..]).read_to_end(&mut bcf).unwrap();
    let records_start = 9 + u32::from_le_bytes(bcf[5..9].try_into().unwrap()) as usize;
    let records = bcf[records_start..].repeat(3_000);
    bcf.extend(records);
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(&bcf).unwrap();
    let packed = writer.finish().unwrap();
    for file in [bcf, packed] {
        let reading = open(file.clone()).unwrap();
        let table = reading.table().unwrap();
        assert_eq!(table.records(), 18_006);
        for row in (0..table.rows()).step_by(997) {
            let (detail, shown) = (reading.detail(row, Cursor::new(&file)).unwrap(), table.row(row, &[]).unwrap());
            assert!(detail.text.starts_with(&format!("{}\t{}\t", shown.contig, shown.position)), "row {row}");
        }
    }
}

/// Every file of the corpus, through bcftools.
#[test]
fn rows_of_a_bcf_are_those_of_its_vcf() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vcf");
    if !folder.is_dir() {
        println!("skipped: ../shared/data/vcf is not there");
        return;
    }
    if Command::new("bcftools").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("skipped: there is no bcftools");
        return;
    }
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let vcf = open(fs::read(&path).unwrap()).unwrap();
        let contigs = contigs(&vcf);
        let file = convert(&path, &contigs);
        let bcf = open(file.clone()).unwrap();
        compare(&name, &bcf, &vcf);
        let rows = bcf.table().unwrap().rows();
        for row in (0..rows).step_by((rows / 20).max(1) as usize) {
            let detail = bcf.detail(row, Cursor::new(&file)).unwrap();
            let shown = bcf.table().unwrap().row(row, &[]).unwrap();
            assert!(detail.text.starts_with(&format!("{}\t{}\t", shown.contig, shown.position)), "{name}: row {row}");
        }
    }
}

fn contigs(reading: &Opened) -> Vec<String> {
    let table = reading.table().unwrap();
    let mut contigs: Vec<String> = (0..table.rows()).map(|row| table.row(row, &[]).unwrap().contig).collect();
    contigs.dedup();
    contigs
}

/// A BCF needs its contigs declared, which not every VCF does.
fn convert(path: &Path, contigs: &[String]) -> Vec<u8> {
    let stored = fs::read(path).unwrap();
    let mut text = Vec::new();
    if stored.starts_with(&[0x1F, 0x8B]) {
        MultiGzDecoder::new(&stored[..]).read_to_end(&mut text).unwrap();
    } else {
        text = stored;
    }
    let at = text.windows(7).position(|window| window == b"#CHROM\t").unwrap();
    let (header, records) = (String::from_utf8_lossy(&text[..at]).into_owned(), text[at..].to_vec());
    let is_declared =
        |contig: &String| [',', '>'].iter().any(|after| header.contains(&format!("##contig=<ID={contig}{after}")));
    let missing = contigs.iter().filter(|contig| !is_declared(contig));
    let added: String = missing.map(|contig| format!("##contig=<ID={contig}>\n")).collect();
    let mut command = Command::new("bcftools");
    command.args(["view", "--no-version", "-Ob", "-l1", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = thread::spawn(move || {
        input.write_all((header + &added).as_bytes()).unwrap();
        input.write_all(&records).unwrap();
    });
    let file = child.wait_with_output().unwrap().stdout;
    writer.join().unwrap();
    file
}
