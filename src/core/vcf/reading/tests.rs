use std::io::{Cursor, Write};

use super::*;
use crate::vcf::{Column, Compression, Effect, Foreign, Problem, Warning};

const HEADER: &str = "##fileformat=VCFv4.2\n##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Total depth\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tME\n";

fn read(file: &[u8]) -> Result<Reading<Cursor<Vec<u8>>>, Refusal> {
    let mut reading = Reading::open(Cursor::new(file.to_vec()), file.len() as u64, Limits::default())?;
    // The smallest budget, so that every test also tests stepping.
    while reading.advance(1)? == Step::More {}
    Ok(reading)
}

fn records(count: u32) -> String {
    let record = |n: u32| format!("1\t{}\trs{n}\tA\tG\t50\tPASS\tDP={n}\tGT\t0/1\n", 1000 + n);
    HEADER.to_owned() + &(1..=count).map(record).collect::<String>()
}

fn bgzf(text: &[u8]) -> Vec<u8> {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(text).unwrap();
    writer.finish().unwrap()
}

#[test]
fn reads_a_small_file() {
    let text = records(3);
    let reading = read(text.as_bytes()).unwrap();
    let summary = reading.summary();
    assert_eq!(summary.ending, Ending::Whole);
    assert_eq!((summary.records, summary.rows, summary.bad_records, summary.warning_count), (3, 3, 0, 0));
    assert_eq!((summary.transitions, summary.transversions), (3, 0));
    assert_eq!(summary.compression, Compression::Plain);
    assert_eq!(reading.progress().read_bytes, text.len() as u64);
    let row = reading.table().unwrap().row(1, &[]).unwrap();
    assert_eq!((row.position, row.id.as_deref(), row.genotype.as_deref()), (1002, Some("rs2"), Some("0/1")));
}

/// The promise: however much of a file is missing, nobody is shown a part as the whole.
#[test]
fn a_block_gzipped_file_cut_at_any_byte_is_never_whole() {
    let packed = bgzf(records(40).as_bytes());
    let whole = read(&packed).unwrap().summary();
    assert_eq!((whole.ending, whole.records), (Ending::Whole, 40));
    for cut in 0..packed.len() {
        match read(&packed[..cut]) {
            Err(_) => {}
            Ok(reading) => {
                let summary = reading.summary();
                assert!(matches!(summary.ending, Ending::Partial { .. }), "cut at {cut}: {:?}", summary.ending);
                let is_told = |warning: &Warning| matches!(warning.problem, Problem::Partial(_));
                assert!(summary.warnings.iter().any(is_told), "cut at {cut}: no warning");
            }
        }
    }
}

#[test]
fn text_cut_at_any_byte_is_never_taken_for_whole_without_a_word() {
    let text = records(3);
    let whole_lines = |cut: usize| text.as_bytes()[cut - 1] == b'\n';
    for cut in 1..text.len() {
        let Ok(reading) = read(&text.as_bytes()[..cut]) else { continue };
        let summary = reading.summary();
        // A text cut at a line end looks whole; nothing in it could tell.
        let is_told =
            summary.warnings.iter().any(|warning| matches!(warning.problem, Problem::Partial(_) | Problem::NoLineEnd));
        assert_eq!(is_told, !whole_lines(cut), "cut at {cut}");
    }
}

#[test]
fn records_before_a_cut_are_kept() {
    let text = records(20_000);
    let packed = bgzf(text.as_bytes());
    let reading = read(&packed[..packed.len() / 2]).unwrap();
    let summary = reading.summary();
    assert!((5_000..15_000).contains(&summary.records), "{}", summary.records);
    assert!(
        matches!(summary.ending, Ending::Partial { cut: Cut::InsideBlock, line, .. } if line == summary.records + 4)
    );
}

#[test]
fn bad_records_are_kept_out_counted_and_listed() {
    let text = HEADER.to_owned()
        + "1\t10\t.\tA\tG\t.\t.\t.\tGT\t0/1\n1\tten\t.\tA\tG\t.\t.\t.\tGT\t0/1\n1\t12\t.\tA\n\n1\t13\t.\tA\tG\t.\t.\t.\tGT\n1\t14\t.\tA\tC\t.\t.\t.\tGT\t0/2\n";
    let summary = read(text.as_bytes()).unwrap().summary();
    assert_eq!((summary.records, summary.bad_records), (2, 3));
    let found: Vec<_> = summary
        .warnings
        .iter()
        .map(|warning| (warning.line, warning.column, warning.effect, warning.problem.clone()))
        .collect();
    assert_eq!(
        found,
        [
            (Some(6), Some(Column::Pos), Effect::KeptOut, Problem::NotWholeNumber),
            (Some(7), None, Effect::KeptOut, Problem::TooFewColumns { found: 4, needed: 8 }),
            (Some(8), None, Effect::KeptOut, Problem::LineEmpty),
            (Some(9), Some(Column::Sample), Effect::KeptOut, Problem::SampleCount { found: 0, declared: 1 }),
            (Some(10), Some(Column::Sample), Effect::Used, Problem::GenotypeAllele),
        ]
    );
    assert_eq!(summary.warnings[0].text, "ten");
}

#[test]
fn the_list_of_warnings_is_cut_but_not_the_count() {
    let text = HEADER.to_owned() + &"1\tx\n".repeat(5_000);
    let summary = read(text.as_bytes()).unwrap().summary();
    assert_eq!((summary.warnings.len(), summary.warning_count, summary.bad_records), (1000, 5_000, 5_000));
}

#[test]
fn refuses_in_a_sentence() {
    let refusal = |file: &[u8]| read(file).map(|reading| reading.summary()).unwrap_err();
    assert_eq!(refusal(b""), Refusal::Empty);
    assert_eq!(refusal(&bgzf(b"")), Refusal::Empty);
    assert_eq!(refusal(b"%PDF-1.4 \0"), Refusal::Foreign(Foreign::Pdf));
    assert_eq!(refusal(&bgzf(b"BAM\x01rest")), Refusal::Foreign(Foreign::Bam));
    assert!(matches!(refusal(b"hello\n"), Refusal::NotVcf { .. }));
    assert!(matches!(refusal(b"##fileformat=VCFv4.2\n"), Refusal::NoColumnNames { line: 2, .. }));
    assert!(matches!(
        refusal(b"##fileformat=VCFv4.2\n1\t2\t.\tA\tG\t.\t.\t.\n"),
        Refusal::NoColumnNames { line: 2, .. }
    ));
    assert!(matches!(
        refusal(b"##fileformat=VCFv4.2\n##INFO=<ID"),
        Refusal::HeaderCut { line: 2, cut: Cut::InsideLine, .. }
    ));
}

#[test]
fn limits_refuse() {
    let read = |text: &str, limits: Limits| -> Result<FileSummary, Refusal> {
        let mut reading = Reading::open(text.as_bytes(), text.len() as u64, limits)?;
        while reading.advance(1 << 20)? == Step::More {}
        Ok(reading.summary())
    };
    let text = records(200);
    let refusal = read(&text, Limits { rows: 100, ..Limits::default() }).unwrap_err();
    assert_eq!(refusal, Refusal::TooManyRows { line: 105, limit: 100 });
    let refusal = read(&text, Limits { header_bytes: 60, ..Limits::default() }).unwrap_err();
    assert_eq!(refusal, Refusal::HeaderTooLong { line: 2, limit_bytes: 60 });
    let long = HEADER.to_owned() + &"A".repeat(3 << 20);
    let refusal = read(&long, Limits { line_bytes: 1 << 20, ..Limits::default() }).unwrap_err();
    assert_eq!(refusal, Refusal::LineTooLong { line: 5, limit_bytes: 1 << 20 });
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_no_trouble() {
    let text = format!("\u{FEFF}{}", records(3).replace('\n', "\r\n"));
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.summary().records, 3);
    assert_eq!(reading.table().unwrap().row(0, &[]).unwrap().genotype.as_deref(), Some("0/1"));
    let detail = reading.detail(2, Cursor::new(text.into_bytes())).unwrap();
    assert_eq!(detail.info[0].value.as_deref(), Some("3"));
}

#[test]
fn details_are_read_again_from_any_packing() {
    let text = records(9_000);
    let half = text.len() / 2;
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let members = [gzip(&text[..half]), gzip(&text[half..])].concat();
    for file in [text.clone().into_bytes(), gzip(&text), members, bgzf(text.as_bytes())] {
        let reading = read(&file).unwrap();
        for row in [0, 1, 4_499, 4_500, 8_999] {
            let detail = reading.detail(row, Cursor::new(file.clone())).unwrap();
            assert_eq!(detail.line, row + 5);
            assert_eq!(detail.text, text.lines().nth(row as usize + 4).unwrap());
            assert_eq!(detail.info[0].value, Some((row + 1).to_string()));
            assert_eq!(detail.info[0].description.as_deref(), Some("Total depth"));
            assert_eq!(detail.samples[0].fields[0].description.as_deref(), Some("Genotype"));
        }
        assert!(reading.detail(9_000, Cursor::new(file.clone())).is_err());
        // Another file in its place is not taken for it.
        assert!(reading.detail(8_999, Cursor::new(records(5).into_bytes())).is_err());
    }
}

#[test]
fn a_record_in_full_lists_every_sample_under_its_name() {
    let header = HEADER.replace("\tME\n", "\tME\tYOU\n");
    let text = format!("{header}1\t5\t.\tA\tG\t.\t.\tDP=3\tGT:XX\t0/1:7\t1/1\n");
    let reading = read(text.as_bytes()).unwrap();
    let detail = reading.detail(0, Cursor::new(text.into_bytes())).unwrap();
    let samples: Vec<(&str, Vec<Option<&str>>)> = detail
        .samples
        .iter()
        .map(|sample| (&*sample.name, sample.fields.iter().map(|field| field.value.as_deref()).collect()))
        .collect();
    assert_eq!(samples, [("ME", vec![Some("0/1"), Some("7")]), ("YOU", vec![Some("1/1"), None])]);
}
