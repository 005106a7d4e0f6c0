//! Exported records are those that bcftools chooses, on real files that are not part of the project: skipped, with a
//! word, where they or bcftools are missing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::{
    fs::{self, File},
    io::{Cursor, Read},
    path::{Path, PathBuf},
    process::Command,
};

use cohort_core::{
    arrange::Arranger,
    export::{Export, ExportForm, ExportOrder, ExportStep, Exported},
    records::{ColumnKey, SortKey},
    vcf::{Limits, Reading, Step},
    wire::Arrangement,
};

/// The same condition in both languages; bcftools takes no empty one.
const FILTERS: [(&str, &str); 3] = [("", "POS>0"), ("QUAL > 100", "QUAL>100"), ("FILTER = PASS", "FILTER=\"PASS\"")];

const FILES: [&str; 8] = [
    "NA12878_chr20_snippet.g.vcf.gz",
    "bioc_hapmap_exome_chr22.vcf.gz",
    "cyvcf2_snpeff.vcf",
    "igv_cnv.vcf",
    "pysam_gnomad.vcf.gz",
    "slivar_ashk_trio.vcf.gz",
    "truvari_bcftools_merged_sv.vcf.gz",
    "vep_example_GRCh38.vcf",
];

/// Of a file as stored.
const LARGE_BYTES: usize = 2 << 20;

type Bytes = Cursor<Vec<u8>>;

/// The folder of the files, if they and bcftools are there.
fn files() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vcf");
    if !folder.is_dir() || Command::new("bcftools").arg("--version").output().is_err() {
        println!("skipped: ../shared/data/vcf or bcftools is not there");
        return None;
    }
    Some(folder)
}

fn export(bytes: Vec<u8>, form: ExportForm, filter: &str, sort: Vec<SortKey>) -> (Vec<u8>, Exported) {
    let file = Cursor::new(bytes);
    let mut reading: Reading<Bytes> =
        Reading::open(file.clone(), file.get_ref().len() as u64, Limits::default()).unwrap();
    while reading.advance(1 << 20).unwrap() == Step::More {}
    let arrangement = Arrangement { filter: filter.to_owned(), sort, pairs: None };
    let schema = reading.offer(None).unwrap().schema;
    let mut arranger = Arranger::default();
    arranger.arrange(reading.table().unwrap(), &schema, 1, &arrangement).unwrap();
    let order = ExportOrder { form, file_name: "a file".to_owned(), arrangement, columns: Vec::new() };
    let mut export = Export::new(&reading, arranger.chosen(), &order, file);
    let mut out = Vec::new();
    loop {
        if let ExportStep::Done(exported) = export.advance(&reading, &mut out).unwrap() {
            return (out, exported);
        }
    }
}

/// Records as bcftools understands them; it must find nothing amiss with the file.
fn bcftools(path: &Path, condition: &str) -> String {
    let output = Command::new("bcftools").args(["view", "-H", "-i", condition]).arg(path).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !errors.contains("EOF"), "{}: {errors}", path.display());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn bcftools_reads_what_it_would_have_chosen() {
    let Some(folder) = files() else { return };
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for name in FILES {
        let original = folder.join(name);
        let bytes = fs::read(&original).unwrap();
        let whole = scratch.join(format!("{name}.bcf"));
        let made = Command::new("bcftools").args(["view", "-Ob", "-o"]).arg(&whole).arg(&original).output().unwrap();
        let bcf = made.status.success().then(|| fs::read(&whole).unwrap());
        for (filter, condition) in FILTERS {
            // A large file once is enough.
            if bytes.len() > LARGE_BYTES && !filter.starts_with("QUAL") {
                continue;
            }
            let expected = bcftools(&original, condition);
            for (form, bytes) in [("vcf", Some(bytes.clone())), ("bcf", bcf.clone())] {
                let Some(bytes) = bytes else { continue };
                let (written, exported) = export(bytes, ExportForm::Vcf, filter, Vec::new());
                let path = scratch.join(format!("{name}.{form}.{}.vcf.gz", filter.len()));
                fs::write(&path, written).unwrap();
                let found = bcftools(&path, "POS>0");
                assert!(found == expected, "{name} as {form}, {filter:?}: {} records", exported.written);
                assert_eq!(exported.written as usize, expected.lines().count(), "{name} as {form}, {filter:?}");
                fs::remove_file(path).unwrap();
            }
        }
        let _ = fs::remove_file(whole);
    }
}

#[test]
fn rows_are_those_of_bcftools_query_in_the_order_of_the_table() {
    let Some(folder) = files() else { return };
    for name in FILES {
        let path = folder.join(name);
        let mut bytes = Vec::new();
        File::open(&path).unwrap().read_to_end(&mut bytes).unwrap();
        if bytes.len() > LARGE_BYTES {
            continue;
        }
        let sort = vec![SortKey { column: ColumnKey::Pos, descending: true }];
        let (tsv, _) = export(bytes, ExportForm::Tsv, "", sort);
        let tsv = String::from_utf8(tsv).unwrap();
        let lines = tsv.lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut found: Vec<String> =
            lines.map(|line| line.split('\t').take(5).collect::<Vec<_>>().join("\t")).collect();
        let positions = found.iter().map(|line| line.split('\t').nth(1).unwrap().parse::<u32>().unwrap());
        assert!(positions.is_sorted_by(|one, other| one >= other), "{name}");
        let mut query = Command::new("bcftools");
        query.args(["query", "-f", "%CHROM\t%POS\t%ID\t%REF\t%ALT\n"]).arg(&path);
        let query = String::from_utf8(query.output().unwrap().stdout).unwrap();
        let mut expected = Vec::new();
        for line in query.lines() {
            let [contig, position, id, reference, alternates] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{name}: {line}")
            };
            let missing = |text: &str| if text == "." { String::new() } else { text.to_owned() };
            expected.extend(alternates.split(',').map(|alternate| {
                format!("{contig}\t{position}\t{}\t{reference}\t{}", missing(id), missing(alternate))
            }));
        }
        found.sort_unstable();
        expected.sort_unstable();
        assert!(found == expected, "{name}: {} rows, {} expected", found.len(), expected.len());
    }
}
