//! Real and awkward files that are not part of the project: skipped, with a word, where they are missing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    process::Command,
};

use cohort_core::{
    quality::{
        Counts, GenotypeClass,
        thresholds::{Measure, Target},
    },
    variant::AlleleKind,
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

#[test]
fn quality_equals_that_of_bcftools() {
    let Some(folder) = shared("vcf") else { return };
    let golden = include_str!("bcftools_quality.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut compared = 0;
    for line in golden {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, numbers @ ..] = &columns[..] else { panic!("{line}") };
        let expected: Vec<u32> = numbers.iter().map(|number| number.parse().unwrap()).collect();
        let summary = open(&folder.join(name)).unwrap();
        assert_eq!(as_bcftools(&summary.quality.counts)[..], expected, "{name}");
        compared += 1;
    }
    assert_eq!(compared, 19);
}

/// `bcftools stats -s -` (1.16), PSC nSingletons.
#[test]
fn singletons_equal_those_of_bcftools() {
    let Some(folder) = shared("vcf") else { return };
    for (name, expected) in
        [("slivar_ashk_trio.vcf.gz", [47, 910, 1059]), ("PharmCAT_getrm_wgs30x_chr22.grch38.vcf.bgz", [480, 495, 2037])]
    {
        let summary = open(&folder.join(name)).unwrap();
        let found: Vec<u32> = summary.quality.counts.samples.iter().map(|sample| sample.singletons).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// Records on the side of each default that the EGA pipeline leaves out and of a
/// second limit, and those that have a value, as `bcftools view -i` counts them.
#[test]
fn annotations_of_a_record_lie_where_bcftools_finds_them() {
    let Some(folder) = shared("vcf") else { return };
    if Command::new("bcftools").arg("--version").output().is_err() {
        println!("skipped: there is no bcftools");
        return;
    }
    let mut compared = 0;
    for path in files(&folder) {
        let counts = open(&path).unwrap().quality.counts;
        for measure in Measure::ALL {
            let Some(annotation) = measure.site() else { continue };
            for limit in [measure.ega_default(Target::Genome), annotation.range().0 + 43.0 * annotation.step()] {
                let (beyond, total) = counts.sites.split(annotation, limit);
                let key = format!("INFO/{}", annotation.key());
                let sign = if annotation.is_split_above() { '>' } else { '<' };
                // Keys that are not declared make bcftools fail; so do they here.
                let Some(expected) = counted(&path, &format!("{key}{sign}{limit}")) else {
                    assert_eq!(total, 0, "{path:?} {key}");
                    continue;
                };
                assert_eq!(
                    (beyond, total),
                    (expected, counted(&path, &format!("{key}!=\".\"")).unwrap()),
                    "{path:?} {key}"
                );
                compared += u32::from(total > 0);
            }
        }
    }
    assert!(compared >= 24, "{compared}");
}

/// Records with an alternate allele that bcftools chooses; `None` when it does not know a key.
fn counted(path: &Path, condition: &str) -> Option<u64> {
    let condition = format!("({condition}) && N_ALT>0 && ALT[0]!=\"<NON_REF>\" && ALT!=\"*\"");
    let output = Command::new("bcftools").args(["view", "-H", "-i", &condition]).arg(path).output().unwrap();
    output.status.success().then(|| output.stdout.iter().filter(|byte| **byte == b'\n').count() as u64)
}

/// In the order of the golden file.
fn as_bcftools(counts: &Counts) -> [u32; 14] {
    use GenotypeClass::*;
    let records = |kind: AlleleKind| counts.records_by_kind[kind as usize];
    let alleles = |kind: AlleleKind| counts.alleles_by_kind[kind as usize];
    let all = |class: GenotypeClass| {
        counts.samples.first().map_or(0, |s| s.genotypes[class as usize] + s.reference_genotypes[class as usize])
    };
    let (heterozygous, homozygous) = counts.samples.first().map_or((0, 0), |sample| sample.snv_genotypes);
    [
        records(AlleleKind::Reference),
        records(AlleleKind::Snv),
        records(AlleleKind::Mnv),
        counts.indel_records,
        records(AlleleKind::Complex) + records(AlleleKind::Symbolic) + records(AlleleKind::Breakend),
        counts.multiallelic,
        alleles(AlleleKind::Insertion),
        alleles(AlleleKind::Deletion),
        all(HomozygousReference),
        homozygous,
        heterozygous,
        all(HaploidReference),
        all(HaploidAlternate),
        all(Missing) + all(Partial),
    ]
}

/// What became of the files of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    valid: u64,
    /// Valid ones with a warning all the same; see [`conformance_suite_opens_and_complains`].
    valid_warned: u64,
    refused: u64,
    /// Opened with at least one warning that has a line.
    warned: u64,
    silent: u64,
}

/// The suite of EBI's vcf-validator: `passed` files are valid, `failed` ones break a rule of some kind.
///
/// Warned of although valid are files that use keys and filters which their header does not describe, one
/// contig line that stands twice, a contig that is left and comes again, `PASS` beside another filter, a
/// genotype that ends in a separator, an empty last line.
#[test]
fn conformance_suite_opens_and_complains() {
    let Some(folder) = shared("conformance") else { return };
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let mut silent = Vec::new();
    for path in files(&folder) {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let table = tables.entry(name.split('/').next().unwrap().to_owned()).or_default();
        let result = open(&path);
        if name.contains("/passed/") && !name.ends_with(".bz2") {
            table.valid += 1;
            table.valid_warned += u64::from(check_valid(&name, result));
            continue;
        }
        match result {
            // bzip2 is named and refused, whether or not what it holds is valid.
            Err(refusal) => {
                assert!(
                    refusal.line().is_some() || matches!(refusal, Refusal::Empty | Refusal::Foreign(_)),
                    "{name}: {refusal}"
                );
                table.refused += 1;
            }
            Ok(summary) if summary.warnings.iter().any(|warning| warning.line.is_some()) => table.warned += 1,
            Ok(_) => {
                table.silent += 1;
                silent.push(name);
            }
        }
    }
    assert_eq!(silent, [""; 0], "invalid files that open without a word");
    let expected = [
        ("compressed_v4.3", Table { valid: 2, valid_warned: 1, refused: 6, warned: 1, silent: 0 }),
        ("v4.1", Table { valid: 15, valid_warned: 9, refused: 2, warned: 93, silent: 0 }),
        ("v4.2", Table { valid: 15, valid_warned: 9, refused: 2, warned: 90, silent: 0 }),
        ("v4.3", Table { valid: 15, valid_warned: 9, refused: 3, warned: 104, silent: 0 }),
        ("v4.4", Table { valid: 21, valid_warned: 10, refused: 2, warned: 121, silent: 0 }),
    ];
    let found: Vec<(&str, &Table)> = tables.iter().map(|(name, table)| (name.as_str(), table)).collect();
    assert_eq!(found, expected.each_ref().map(|(name, table)| (*name, table)));
}

/// A valid file opens whole; says whether it was warned of.
fn check_valid(name: &str, result: Result<FileSummary, Refusal>) -> bool {
    let summary = result.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    assert_eq!((summary.ending, summary.bad_records), (Ending::Whole, 0), "{name}: {:?}", summary.warnings);
    let is_kept_out = |effect| effect == Effect::KeptOut;
    let lost: Vec<_> =
        summary.warnings.iter().filter(|warning| is_kept_out(warning.effect) && !warning.text.is_empty()).collect();
    assert!(lost.is_empty(), "{name}: {lost:?}");
    summary.warning_count > 0
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
