//! Counts over all samples and over groups are those of `bcftools +fill-tags`: skipped, with a word, without bcftools.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use cohort_core::{
    filter::parse,
    local_cohort::sample_table::SampleTable,
    records::{ColumnKey, Count, Figure, Value},
    vcf::{Group, Limits, OpenOptions, Reading, Step},
};

/// Mixed ploidy, calls that are missing in part, several alternates, GT behind another key.
const ODD: &str = "##fileformat=VCFv4.2\n##contig=<ID=1,length=1000>\n##contig=<ID=X,length=1000>\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS_A\tS_B\tS_C\tS_D\tS_E\tS_F\tS_G\tS_H\tS_I\tS_J\n\
    1\t10\t.\tA\tG\t.\t.\t.\tGT:DP\t0/0:1\t0/1:2\t1/1:3\t./.:4\t0|1\t1|1\t0/0\t0/1\t1/1\t0/0\n\
    1\t20\t.\tA\tG,T\t.\t.\t.\tGT\t0/0\t0/1\t1/2\t./.\t2|2\t1|1\t0/2\t0/1\t2/1\t0/0\n\
    1\t30\t.\tA\tG\t.\t.\t.\tGT\t./.\t./.\t./.\t./.\t./.\t./.\t./.\t./.\t./.\t./.\n\
    X\t40\t.\tC\tT\t.\t.\t.\tGT\t0\t1\t1/1\t.\t0|1\t1\t0\t0/1\t1/1\t0/0\n\
    X\t50\t.\tC\tT\t.\t.\t.\tGT\t0\t0\t0\t0\t1\t0\t0\t1\t.\t0\n";

/// Alleles, copies called, AF, P, heterozygous, homozygous and single copies, share of missing people.
const TAGS: [&str; 8] = ["AC", "AN", "AF", "HWE", "AC_Het", "AC_Hom", "AC_Hemi", "F_MISSING"];

fn bcftools() -> Option<()> {
    let found = Command::new("bcftools").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !found {
        println!("skipped: there is no bcftools");
    }
    found.then_some(())
}

fn open(path: &Path, groups: Vec<Group>) -> Reading<Cursor<Vec<u8>>> {
    let bytes = fs::read(path).unwrap();
    let file_bytes = bytes.len() as u64;
    let mut reading = Reading::open(Cursor::new(bytes), file_bytes, Limits::default())
        .unwrap()
        .with_options(OpenOptions { groups, ..OpenOptions::default() });
    while reading.advance(1 << 20).unwrap() == Step::More {}
    reading
}

/// A line for every record, the values of every tag in all samples and in the groups A and B.
fn filled(path: &Path, table: &Path) -> Vec<Vec<String>> {
    let suffixes = ["", "_A", "_B"];
    let fields: Vec<String> = suffixes.iter().flat_map(|group| TAGS.map(|tag| format!("%INFO/{tag}{group}"))).collect();
    let format = format!("{}\\n", fields.join("\\t"));
    let mut fill = Command::new("bcftools")
        .args(["+fill-tags", path.to_str().unwrap(), "--", "-t", &TAGS.join(","), "-S", table.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let query =
        Command::new("bcftools").args(["query", "-f", &format, "-"]).stdin(fill.stdout.take().unwrap()).output();
    assert!(fill.wait().unwrap().success());
    let text = String::from_utf8(query.unwrap().stdout).unwrap();
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Whole(whole) => Some(*whole as f64),
        Value::Number(number) => Some(f64::from(*number)),
        Value::Missing | Value::Text(_) => None,
    }
}

fn compare(path: &Path) -> usize {
    let table = std::env::temp_dir().join(format!("cohort-groups-{}.tsv", std::process::id()));
    let samples = {
        let header = open(path, Vec::new());
        header.offer(None).unwrap().schema.samples
    };
    let lines = samples.iter().enumerate().filter(|(index, _)| index % 3 < 2);
    let text: String = lines.map(|(index, name)| format!("{name}\t{}\n", ["A", "B"][index % 3])).collect();
    fs::write(&table, &text).unwrap();
    let groups = SampleTable::read(text.as_bytes(), &samples).unwrap().grouping(1).unwrap().groups;
    let reading = open(path, groups);
    let rows = reading.table().unwrap();
    let keys: Vec<ColumnKey> = (0..3)
        .flat_map(|group| {
            let count = move |count| ColumnKey::Count { group, count };
            let figure = move |figure| ColumnKey::Figure { group, figure };
            [
                count(Count::Alleles),
                count(Count::Called),
                figure(Figure::Frequency),
                figure(Figure::HardyWeinberg),
                count(Count::Heterozygous),
                count(Count::Homozygous),
                count(Count::Hemizygous),
                count(Count::Missing),
            ]
        })
        .collect();
    let (mut row, mut compared) = (0, 0);
    for (record, filled) in filled(path, &table).into_iter().enumerate() {
        let alternates = filled[0].split(',').count();
        for alternate in 0..alternates {
            let found = rows.row(row, &keys).unwrap().values;
            for (index, (found, filled)) in found.iter().zip(&filled).enumerate() {
                let (group, tag) = (index / TAGS.len(), TAGS[index % TAGS.len()]);
                // Of a record with several alternates bcftools leaves people with two of them out of the test.
                // Missing people it counts over all samples, also where it says that they are a group's (1.16).
                if (tag == "HWE" && alternates > 1) || (tag == "F_MISSING" && group > 0) {
                    continue;
                }
                let of_row = filled.split(',').nth(alternate).unwrap_or(filled);
                let Ok(expected) = of_row.parse::<f64>() else { continue };
                let found = match (tag, number(found)) {
                    ("AC_Hom", Some(people)) => people * 2.0,
                    ("F_MISSING", Some(people)) => people / samples.len() as f64,
                    // Nobody to test: bcftools says 1.
                    ("HWE", None) => 1.0,
                    (_, found) => found.unwrap_or(f64::NAN),
                };
                let tolerance = 1e-4 * expected.abs() + 1e-6;
                let place = format!("{} record {record} {tag} group {group}", path.display());
                assert!((found - expected).abs() <= tolerance, "{place}: {found}, bcftools {expected}");
                compared += 1;
            }
            row += 1;
        }
    }
    assert_eq!(row, rows.rows());
    fs::remove_file(table).unwrap();
    compared
}

#[test]
fn counts_equal_those_of_fill_tags() {
    if bcftools().is_none() {
        return;
    }
    let odd = std::env::temp_dir().join(format!("cohort-odd-{}.vcf", std::process::id()));
    fs::write(&odd, ODD).unwrap();
    let compared = compare(&odd);
    fs::remove_file(&odd).unwrap();
    assert!(compared > 100, "{compared}");
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vcf");
    for (name, at_least) in [
        ("bioc_hapmap_exome_chr22.vcf.gz", 20_000),
        ("1kg_phase3_EUR503_exonic23k.grch37.vcf.gz", 500_000),
        ("1kg_30x_3202_CYP2C19.grch38.vcf.gz", 75_000),
    ] {
        let path = folder.join(name);
        if path.is_file() {
            let compared = compare(&path);
            assert!(compared >= at_least, "{name}: {compared}");
        } else {
            println!("skipped: ../shared/data/vcf/{name} is not there");
        }
    }
}

#[test]
fn filters_ask_about_groups() {
    let path = std::env::temp_dir().join(format!("cohort-filter-{}.vcf", std::process::id()));
    fs::write(&path, ODD).unwrap();
    let group = |name: &str, samples: &[u32]| Group { name: name.to_owned(), samples: samples.to_vec() };
    let reading = open(&path, vec![group("EUR", &[0, 1, 2]), group("South Asia", &[3, 4])]);
    fs::remove_file(&path).unwrap();
    let schema = reading.offer(None).unwrap().schema;
    for (filter, expected) in [
        ("AF(EUR) > 0.4", 2),
        ("AF(\"South Asia\") >= 0.5", 4),
        ("AN(EUR) = 0", 1),
        ("hom(EUR) = 1 and AC = 9", 1),
        ("AC(EUR) > 0 and AC(EUR) = AC", 0),
    ] {
        let Ok(expression) = parse(filter, &schema) else {
            assert_eq!(expected, 0, "{filter}");
            continue;
        };
        assert_eq!(reading.table().unwrap().select(&expression).unwrap().matched, expected, "{filter}");
    }
}
