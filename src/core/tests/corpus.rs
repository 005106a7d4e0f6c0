//! Real and awkward files that are not part of the project: skipped, with a word, where they are missing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use cohort_core::{
    vcf::{Effect, Ending, Limits, Reading, Refusal, Step},
    wire::FileSummary,
};

/// Test data beside the project, if they are there.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if !path.is_dir() {
        println!("skipped: ../shared/data/{folder} is not there");
        return None;
    }
    Some(path)
}

fn open(path: &Path) -> Result<FileSummary, Refusal> {
    let file = File::open(path).unwrap();
    let file_bytes = file.metadata().unwrap().len();
    let mut reading = Reading::open(file, file_bytes, Limits::default())?;
    while reading.advance(1 << 20)? == Step::More {}
    // Whatever was read can be shown: every row of a small file, some of a large one.
    if let Some(table) = reading.table() {
        let step = (table.rows() / 20).max(1) as usize;
        for row in (0..table.rows()).step_by(step) {
            let shown = table.row(row, &[]).unwrap();
            let detail = reading.detail(row, File::open(path).unwrap()).unwrap();
            assert!(
                detail.text.starts_with(&format!("{}\t{}\t", shown.contig, shown.position)),
                "row {row}: {detail:?}"
            );
        }
    }
    Ok(reading.summary())
}

#[test]
fn numbers_equal_those_of_bcftools() {
    let Some(folder) = shared("vcf") else { return };
    let golden = include_str!("bcftools_stats.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut compared = 0;
    for line in golden {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, numbers @ ..] = &columns[..] else { panic!("{line}") };
        let expected: Vec<u64> = numbers.iter().map(|number| number.parse().unwrap()).collect();
        let summary = open(&folder.join(name)).unwrap();
        let found = [summary.records, summary.sample_count, summary.transitions, summary.transversions];
        assert_eq!(found[..], expected, "{name}");
        assert_eq!((summary.ending, summary.bad_records), (Ending::Whole, 0), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 19);
}

/// The suite of EBI's vcf-validator: `passed` files are valid, `failed` ones break a rule of some kind.
#[test]
fn conformance_suite_opens_and_complains() {
    let Some(folder) = shared("conformance") else { return };
    let mut silent = Vec::new();
    let (mut valid, mut invalid) = (0, 0);
    for path in files(&folder) {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let result = open(&path);
        if name.contains("/passed/") {
            valid += 1;
            check_valid(&name, result);
        } else if name.contains("/failed/") {
            invalid += 1;
            if result.is_ok_and(|summary| summary.warning_count == 0) {
                silent.push(name);
            }
        } else {
            assert!(result.is_err(), "{name} is no VCF");
        }
    }
    println!("{valid} valid files open; of {invalid} invalid ones these open without a word:\n{}", silent.join("\n"));
    assert!(valid > 60 && invalid > 400, "the suite is not whole");
    assert!(silent.len() <= KNOWN_SILENT, "{} invalid files open without a word", silent.len());
}

/// Invalid files that are not noticed yet, all by odd header lines; the number may only fall.
const KNOWN_SILENT: usize = 106;

fn check_valid(name: &str, result: Result<FileSummary, Refusal>) {
    // The suite also reads bzip2, which we name and refuse.
    if name.ends_with(".bz2") {
        assert!(matches!(result, Err(Refusal::Foreign(_))), "{name}: {result:?}");
        return;
    }
    let summary = result.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    assert_eq!((summary.ending, summary.bad_records), (Ending::Whole, 0), "{name}: {:?}", summary.warnings);
    let is_kept_out = |effect| effect == Effect::KeptOut;
    let lost: Vec<_> =
        summary.warnings.iter().filter(|warning| is_kept_out(warning.effect) && !warning.text.is_empty()).collect();
    assert!(lost.is_empty(), "{name}: {lost:?}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.file_name().is_some_and(|name| name != "LICENSE") {
            found.push(path);
        }
    }
    found.sort();
    found
}
