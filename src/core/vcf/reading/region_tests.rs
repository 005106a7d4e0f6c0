use std::io::{Cursor, Read};

use super::*;
use crate::vcf::{Helper, Index, IndexError, RegionError};

/// See [`crate::vcf::index`]'s tests: `in_regions.tsv` is what bcftools gives.
const FILE: &[u8] = include_bytes!("../../tests/fixtures/in_regions.vcf.gz");
const TBI: &[u8] = include_bytes!("../../tests/fixtures/in_regions.vcf.gz.tbi");
const CSI: &[u8] = include_bytes!("../../tests/fixtures/in_regions.vcf.gz.csi");
const BCF: &[u8] = include_bytes!("../../tests/fixtures/in_regions.bcf");
const BCF_CSI: &[u8] = include_bytes!("../../tests/fixtures/in_regions.bcf.csi");
const EXPECTED: &str = include_str!("../../tests/fixtures/in_regions.tsv");

fn opened(file: &'static [u8], index: &[u8], text: &str) -> Result<Reading<Cursor<&'static [u8]>>, Refusal> {
    let reading = Reading::open(Cursor::new(file), file.len() as u64, Limits::default())?;
    Ok(reading.with_regions(Index::read(index).map_err(Refusal::Index)?, text.to_owned()))
}

/// Reads to the end, every other stretch by a helper.
fn read(file: &'static [u8], index: &[u8], text: &str) -> Result<Reading<Cursor<&'static [u8]>>, Refusal> {
    let mut reading = opened(file, index, text)?;
    let mut turn = 0;
    loop {
        match reading.advance(700)? {
            Step::More => {}
            Step::Done => return Ok(reading),
            Step::Waiting => {
                let range = reading.deal().expect("something is left");
                turn += 1;
                let plan = reading.plan().filter(|_| turn % 2 == 0);
                match plan.and_then(|plan| Helper::new(&plan)) {
                    Some(helper) => {
                        let piece = helper.read(Cursor::new(file), &range).unwrap();
                        reading.give_back(range.index(), piece)?;
                    }
                    None => reading.take_on(&range, Cursor::new(file)).unwrap(),
                }
            }
        }
    }
}

fn places<R: Read>(reading: &Reading<R>) -> Vec<String> {
    let rows = reading.table().unwrap().window(0, 1000, &[]);
    let mut places: Vec<String> = rows.iter().map(|row| format!("{}:{}", row.contig, row.position)).collect();
    places.dedup();
    places
}

#[test]
fn regions_are_those_of_bcftools() {
    for (file, index) in [(FILE, TBI), (FILE, CSI), (BCF, BCF_CSI)] {
        for row in EXPECTED.lines().filter(|row| !row.starts_with('#') && !row.starts_with("chr9")) {
            let mut columns = row.split('\t');
            let text = columns.next().unwrap();
            let mut expected: Vec<&str> = columns.collect();
            expected.dedup();
            let reading = read(file, index, text).unwrap();
            let summary = reading.summary();
            assert_eq!(places(&reading), expected, "{text}");
            assert_eq!(summary.ending, Ending::Regions, "{text}");
            assert_eq!(summary.warnings, [], "{text}");
            assert!(summary.regions.is_some_and(|read| !read.regions.is_empty()));
            for row in 0..reading.table().unwrap().rows() {
                let detail = reading.detail(row, Cursor::new(file)).unwrap();
                let position = reading.table().unwrap().row(row, &[]).unwrap().position;
                assert_eq!(detail.text.split('\t').nth(1), Some(position.to_string().as_str()), "{text}");
            }
        }
    }
}

#[test]
fn an_index_of_another_file_and_wrong_regions_are_refused() {
    let refused = |file, index: &[u8], text: &str| read(file, index, text).unwrap_err();
    let cut = &FILE[..FILE.len() / 2];
    assert!(matches!(refused(cut, TBI, "chr7"), Refusal::Index(IndexError::BeyondFile { .. })));
    let unpacked: &'static [u8] = {
        let mut text = Vec::new();
        flate2::read::MultiGzDecoder::new(FILE).read_to_end(&mut text).unwrap();
        text.leak()
    };
    assert_eq!(refused(unpacked, TBI, "chr7"), Refusal::Index(IndexError::NotBlocks));
    let wrong = RegionError::NoSuchContig { contig: "chr8".to_owned() };
    assert_eq!(refused(FILE, TBI, "chr8:5-6"), Refusal::Regions(wrong));
    assert_eq!(refused(FILE, TBI, " "), Refusal::Regions(RegionError::Empty));
    // Names without chr are those with it.
    assert_eq!(places(&read(FILE, TBI, "X").unwrap()), places(&read(FILE, TBI, "chrX").unwrap()));
    let none = read(FILE, TBI, "chr7:2000000000").unwrap().summary();
    assert_eq!((none.records, none.ending), (0, Ending::Regions));
}

#[test]
fn a_survey_names_what_there_is() {
    let reading = Reading::open(Cursor::new(FILE), FILE.len() as u64, Limits::default()).unwrap();
    let survey = reading.survey(Index::read(TBI).unwrap()).unwrap();
    let expected = [("chr1", 40), ("chr7", 60), ("chrX", 30)];
    assert_eq!(survey.contigs, expected.map(|(contig, count)| (contig.to_owned(), Some(count))));
}
