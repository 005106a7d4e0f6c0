//! The fixtures: each file is odd in the way its name says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::{fs::File, path::Path};

use cohort_core::{
    genome::Assembly,
    vcf::{Column, Compression, Cut, Effect, Ending, Foreign, Limits, Problem, Reading, Refusal, Step},
    wire::{Copies, FileSummary, Row},
};

fn open(name: &str) -> Result<(FileSummary, Vec<Row>), Refusal> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let file = File::open(&path).unwrap();
    let file_bytes = file.metadata().unwrap().len();
    let mut reading = Reading::open(file, file_bytes, Limits::default())?;
    while reading.advance(1 << 20)? == Step::More {}
    let rows = reading.table().unwrap().window(0, 100, &[]);
    Ok((reading.summary(), rows))
}

fn problems(summary: &FileSummary) -> Vec<(Option<u64>, Option<Column>, &Problem, Effect)> {
    summary.warnings.iter().map(|w| (w.line, w.column, &w.problem, w.effect)).collect()
}

#[test]
fn refused() {
    assert_eq!(open("empty.vcf").unwrap_err(), Refusal::Empty);
    assert_eq!(open("web_page.vcf").unwrap_err(), Refusal::Foreign(Foreign::Html));
    assert_eq!(open("utf16.vcf").unwrap_err(), Refusal::Foreign(Foreign::Utf16));
    assert_eq!(open("genotype_list.txt").unwrap_err(), Refusal::Foreign(Foreign::GenotypeList));
    assert_eq!(open("zip_named.vcf.gz").unwrap_err(), Refusal::Foreign(Foreign::Zip));
    let Refusal::NoColumnNames { line: 4, text } = open("no_column_names.vcf").unwrap_err() else { panic!() };
    assert!(text.starts_with("chr2 135851076"), "{text}");
    let refusal = open("cut_in_the_header.vcf.gz").unwrap_err();
    assert!(matches!(refusal, Refusal::HeaderCut { cut: Cut::InsideBlock, .. }), "{refusal}");
}

#[test]
fn a_clean_file() {
    let (summary, rows) = open("clean.vcf").unwrap();
    assert_eq!((summary.ending, summary.warning_count, summary.bad_records), (Ending::Whole, 0, 0));
    assert_eq!((summary.records, summary.rows, summary.transitions, summary.transversions), (4, 5, 3, 0));
    assert_eq!((summary.assembly, summary.compression), (Some(Assembly::Grch38), Compression::Plain));
    assert_eq!(summary.sample_names, ["NA00001"]);
    let copies = |carrying, called| Some(Copies { carrying, called });
    let shown: Vec<_> =
        rows.iter().map(|row| (row.position, row.alternate.as_deref(), row.copies, row.depth)).collect();
    let expected = [
        (135_851_076, Some("A"), copies(1, 2), Some(31)),
        (200_000_000, Some("C"), copies(1, 2), Some(18)),
        (200_000_000, Some("GA"), copies(1, 2), Some(18)),
        (200_000_100, None, None, None),
        (5_000_000, Some("T"), copies(1, 1), Some(12)),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn partial() {
    let (summary, rows) = open("cut_in_a_record.vcf").unwrap();
    assert!(matches!(summary.ending, Ending::Partial { cut: Cut::InsideLine, line: 7, .. }), "{:?}", summary.ending);
    assert_eq!((summary.records, rows.len()), (1, 1));
    let (summary, _) = open("no_end_block.vcf.gz").unwrap();
    assert!(matches!(summary.ending, Ending::Partial { cut: Cut::NoEndBlock, .. }), "{:?}", summary.ending);
    assert_eq!((summary.records, summary.compression), (4, Compression::Bgzf));
}

#[test]
fn bad_records() {
    let (summary, rows) = open("too_few_columns.vcf").unwrap();
    let expected = [(Some(8), None, &Problem::TooFewColumns { found: 5, needed: 8 }, Effect::KeptOut)];
    assert_eq!(problems(&summary), expected);
    assert_eq!((summary.records, summary.bad_records, rows.len()), (2, 1, 2));
}
