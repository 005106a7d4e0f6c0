//! The committed data: found by name, fit for a visitor, and what the source gives.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use demo_nodes::contig::{Assembly, ContigId};
use flate2::read::MultiGzDecoder;

use crate::support::{NODES, package};

fn person() -> String {
    let file = std::fs::File::open(package().join("../../public/demo/demo-person.grch38.vcf.gz")).unwrap();
    let mut text = String::new();
    MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_known_variant_is_counted_in_every_node() {
    let table = std::fs::read_to_string(package().join("../../src/core/known_variants.tsv")).unwrap();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("rsid\tgene\tname\tchrom\tpos\tref\talt\tFIN\tGBR\tIBS\tTSI\tCEU"));
    let mut rsids = Vec::new();
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let (&[rsid, _gene, _name, contig, position, reference, alternate], shipped) =
            columns.split_first_chunk().unwrap();
        let contig = ContigId::parse(contig).unwrap();
        let start = position.parse::<u32>().unwrap() - 1;
        for dataset in NODES.iter().flat_map(|node| &node.datasets) {
            let site = dataset.find(contig, start, reference, alternate);
            let site = site.unwrap_or_else(|| panic!("{rsid} is not in {}", dataset.id));
            // What the page shows before it asks is what the node would answer.
            let column =
                ["FI", "GB", "ES", "IT", "CEU"].iter().position(|code| dataset.id.contains(&format!("-{code}-")));
            let total = dataset.counts(site).find(|(population, _)| *population == "Total").unwrap().1;
            let answered = format!("{}/{}", total.alternate.unwrap(), total.called.unwrap());
            assert_eq!(shipped[column.unwrap()], answered, "{rsid} in {}", dataset.id);
        }
        rsids.push(rsid.to_owned());
    }
    assert!(rsids.contains(&"rs4988235".to_owned()));
    assert!(rsids.len() >= 40, "{}", rsids.len());
}

#[test]
fn the_person_says_that_it_is_made_up() {
    let text = person();
    let header: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
    assert!(header[0].starts_with("##fileformat=VCFv4."));
    assert!(header.iter().any(|line| line.starts_with("##SYNTHETIC=This person does not exist.")));
    assert!(header.last().unwrap().ends_with("\tFORMAT\tSYNTHETIC-DEMO"));
    for contig in ContigId::all().filter(|contig| contig.name() != "MT") {
        let length = contig.length_bases(Assembly::GRCh38);
        let line = format!("##contig=<ID=chr{},length={length},assembly=GRCh38>", contig.name());
        assert!(header.contains(&line.as_str()), "{line}");
    }
}

#[test]
fn the_person_is_sorted_sound_and_found_in_every_node() {
    let text = person();
    let mut records = 0;
    let mut before: Option<(ContigId, u32)> = None;
    let mut seen_lct = false;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [contig, position, id, reference, alternate, quality, filter, _info, format, sample] = columns[..] else {
            panic!("{line}")
        };
        let key = (ContigId::parse(contig).unwrap(), position.parse::<u32>().unwrap());
        assert!(before.is_none_or(|before| before < key), "{line}");
        before = Some(key);
        for dataset in NODES.iter().flat_map(|node| &node.datasets) {
            assert!(dataset.find(key.0, key.1 - 1, reference, alternate).is_some(), "{line}");
        }
        assert!(quality.parse::<f64>().unwrap() > 0.0);
        assert!(["PASS", "LowQual"].contains(&filter));
        assert_eq!(format, "GT:AD:DP:GQ");
        let values: Vec<&str> = sample.split(':').collect();
        let depths: u32 = values[1].split(',').map(|depth| depth.parse::<u32>().unwrap()).sum();
        assert_eq!(depths, values[2].parse::<u32>().unwrap(), "{line}");
        assert!(["0/1", "1/1"].contains(&values[0]));
        seen_lct |= id == "rs4988235" && key.1 == 135_851_076;
        records += 1;
    }
    assert!(seen_lct);
    assert!((2000..10_000).contains(&records), "{records}");
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    let shared = package().join("../../../shared/data");
    if !shared.join("af").is_dir() {
        println!("skipped: the source counts are not beside the project");
        return;
    }
    let root = std::env::temp_dir().join(format!("demo-data-{}", std::process::id()));
    demo_nodes::demo_data::build(&shared, &root).unwrap();
    for part in ["e2e/nodes/data", "public/demo", "src/core/known_variants.tsv"] {
        let (built, committed) = (files(&root.join(part)), files(&package().join("../..").join(part)));
        assert_eq!(built.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
        let changed: Vec<&String> = built.keys().filter(|path| built[*path] != committed[*path]).collect();
        assert!(changed.is_empty(), "not what the source gives: {changed:?}");
    }
    std::fs::remove_dir_all(&root).unwrap();
}

fn files(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    if path.is_file() {
        found.insert(String::new(), std::fs::read(path).unwrap());
        return found;
    }
    for entry in std::fs::read_dir(path).unwrap() {
        let entry = entry.unwrap().path();
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        found.extend(files(&entry).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
    }
    found
}
