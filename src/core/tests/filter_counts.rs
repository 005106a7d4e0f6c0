//! Filters choose as many rows as bcftools does, on real files that are not part of the project: skipped, with a
//! word, where they are missing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::{
    collections::BTreeMap,
    fs::File,
    path::Path,
    process::{Command, Stdio},
};

use cohort_core::{
    filter::{PresetName, Trio, parse},
    records::{ColumnKey, Columns, ExtraColumn, Storage},
    vcf::{Limits, Reading, Step},
};

/// Everything that the filters of the table ask about.
fn columns(samples: usize) -> Columns {
    let info = [("MQ", Storage::Float), ("FS", Storage::Float), ("QD", Storage::Float), ("AN", Storage::Signed)];
    let extras = info.map(|(key, storage)| ExtraColumn { key: ColumnKey::Info(key.to_owned()), storage });
    Columns { samples: (0..samples as u32).collect(), extras: extras.to_vec() }
}

fn open(path: &Path) -> Reading<File> {
    let start = |columns| {
        let file = File::open(path).unwrap();
        let file_bytes = file.metadata().unwrap().len();
        Reading::open(file, file_bytes, Limits::default()).unwrap().with_columns(columns)
    };
    let mut header = start(None);
    while header.table().is_none() {
        header.advance(1 << 16).unwrap();
    }
    let samples = header.summary().sample_count as usize;
    let mut reading = start(Some(columns(samples)));
    while reading.advance(1 << 20).unwrap() == Step::More {}
    reading
}

#[test]
fn filters_choose_what_bcftools_chooses() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vcf");
    if !folder.is_dir() {
        println!("skipped: ../shared/data/vcf is not there");
        return;
    }
    let mut readings = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in include_str!("filter_counts.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [name, filter, _, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let reading = readings.entry(name).or_insert_with(|| open(&folder.join(name)));
        let schema = reading.offer(None).unwrap().schema;
        let expression = parse(filter, &schema).unwrap_or_else(|error| panic!("{filter}: {error}"));
        let found = reading.table().unwrap().select(&expression).unwrap().matched;
        if found != expected.parse::<u64>().unwrap() {
            wrong.push(format!("{name}: {filter}: {found} rows, bcftools {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// De novo in a real trio, beside `bcftools norm`, which splits records with several alternates into rows, and
/// `bcftools view`.
#[test]
fn the_preset_of_a_trio_chooses_what_bcftools_chooses() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vcf/slivar_ashk_trio.vcf.gz");
    let has_bcftools = Command::new("bcftools").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !path.is_file() || !has_bcftools {
        println!("skipped: there is no trio, or no bcftools");
        return;
    }
    let reading = open(&path);
    let offer = reading.offer(Some(Trio { child: 0, father: 1, mother: 2 })).unwrap();
    let preset = offer.presets.iter().find(|preset| preset.name == PresetName::DeNovo).unwrap();
    let expression = parse(&preset.text, &offer.schema).unwrap();
    let found = reading.table().unwrap().select(&expression).unwrap().matched;
    let mut split = Command::new("bcftools")
        .args(["norm", "-m", "-any", path.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let condition = "GT[0]=\"alt\" && GT[1]=\"RR\" && GT[2]=\"RR\" && MIN(FMT/DP)>=10 && MIN(FMT/GQ)>=20";
    let chosen = Command::new("bcftools")
        .args(["query", "-i", condition, "-f", "%POS\n", "-"])
        .stdin(split.stdout.take().unwrap())
        .output()
        .unwrap();
    assert!(split.wait().unwrap().success() && chosen.status.success(), "{}", String::from_utf8_lossy(&chosen.stderr));
    let expected = chosen.stdout.iter().filter(|byte| **byte == b'\n').count() as u64;
    assert!(expected > 10, "{expected} rows: the comparison says too little");
    assert_eq!(found, expected, "{}", preset.text);
}
