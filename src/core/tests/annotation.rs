//! Annotations and population frequencies of real files, from `../shared/data/vcf` beside the project; skipped where that is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test should stop where it fails")]

use std::{fs::File, io::Read, path::Path};

use cohort_core::vcf::{
    annotation::{Annotator, InfoField, OrderSource, PerAllele, Picked},
    populations::{Source, recognise, recognise_sub_fields},
};
use flate2::read::MultiGzDecoder;

/// The file's text; `None` when it is not there.
fn text(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vcf").join(name);
    let Ok(mut file) = File::open(path) else {
        println!("skipped: no {name}");
        return None;
    };
    let mut bytes = Vec::new();
    if name.ends_with("gz") {
        MultiGzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    } else {
        file.read_to_end(&mut bytes).unwrap();
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn infos(text: &str) -> Vec<InfoField<'_>> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("##INFO=<ID="));
    lines
        .map(|line| InfoField {
            key: line.split(',').next().unwrap(),
            description: line
                .split_once("Description=\"")
                .map_or("", |(_, rest)| rest.rsplit_once('"').map_or(rest, |(inner, _)| inner)),
            per_allele: if line.contains("Number=A") { PerAllele::Alternates } else { PerAllele::No },
        })
        .collect()
}

/// Gives `look` what is picked for every alternate of every record that has the key.
fn each_picked(text: &str, annotator: &Annotator, mut look: impl FnMut(Option<Picked<'_>>)) {
    let key = format!("{}=", annotator.key());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let Some(value) = columns[7].split(';').find_map(|field| field.strip_prefix(key.as_str())) else { continue };
        for (index, alternate) in columns[4].split(',').enumerate() {
            let (reference, alternates) = (columns[3].as_bytes(), columns[4].as_bytes());
            look(annotator.pick(value.as_bytes(), reference, alternate.as_bytes(), index, alternates));
        }
    }
}

/// Rows, rows without a pick, picks without a known term, and picks by their impact, HIGH first.
fn counted(name: &str, key: &str) -> Option<(usize, usize, usize, [usize; 4])> {
    let text = text(name)?;
    let annotator = Annotator::from_infos(infos(&text).into_iter().filter(|info| info.key == key)).unwrap();
    assert_eq!(annotator.order_source(), OrderSource::Header);
    let (mut rows, mut unpicked, mut unknown, mut impacts) = (0, 0, 0, [0; 4]);
    each_picked(&text, &annotator, |picked| {
        rows += 1;
        match picked.and_then(|picked| picked.impact) {
            Some(impact) => impacts[impact as usize] += 1,
            None => unpicked += 1,
        }
        unknown += usize::from(picked.is_some_and(|picked| picked.severest.is_none()));
    });
    Some((rows, unpicked, unknown, impacts))
}

/// The counts of SnpEff's values were made apart, by splitting the lines in Python and taking the worst impact of
/// the allele.
#[test]
fn every_annotated_row_has_its_pick() {
    let expected = [
        ("slivar_test.vcf", "CSQ", (116, 0, 0, [5, 0, 2, 109])),
        // 1:10172 has effects of one of its two alleles only.
        ("slivar_test.vcf", "ANN", (116, 1, 0, [1, 0, 3, 111])),
        ("slivar_ashk_trio.vcf.gz", "BCSQ", (9801, 0, 0, [89, 1687, 1854, 6171])),
        ("cyvcf2_snpeff.vcf", "EFF", (10, 0, 0, [0, 4, 1, 5])),
        // 22:16050129 as well.
        ("pysam_gnomad.vcf.gz", "CSQ", (10, 1, 0, [0, 0, 0, 9])),
    ];
    for (name, key, counts) in expected {
        if let Some(found) = counted(name, key) {
            assert_eq!(found, counts, "{name} {key}");
        }
    }
}

#[test]
fn the_best_of_several_keys_is_read() {
    if let Some(text) = text("slivar_test.vcf") {
        let annotator = Annotator::from_infos(infos(&text)).unwrap();
        assert_eq!((annotator.key(), annotator.passed_over()), ("CSQ", &["ANN".into()][..]));
    }
    if let Some(text) = text("vep_example_GRCh38.vcf") {
        assert!(Annotator::from_infos(infos(&text)).is_none());
    }
}

#[test]
fn populations_in_the_header() {
    // Keys by source; the file's own AF, AC, AN never among them.
    let expected: [(&str, &[(Source, usize)]); 8] = [
        ("NA20787_TSI_1kg_phase3_chr21_grch37.vcf.gz", &[(Source::ThousandGenomes, 6), (Source::Exac, 23)]),
        ("1kg_30x_AIM128k_26pop_AF.grch38.sites.vcf.gz", &[(Source::ThousandGenomes, 26)]),
        ("slivar_test.vcf", &[(Source::ThousandGenomes, 6), (Source::Exac, 8), (Source::Esp, 3)]),
        ("pysam_gnomad.vcf.gz", &[(Source::Gnomad, 44)]),
        ("bioc_1kg_chr22.vcf.gz", &[(Source::ThousandGenomes, 5)]),
        ("happy_performance.vcf.gz", &[(Source::ThousandGenomes, 1)]),
        // Groups of its own 3,202 samples.
        ("1kg_30x_3202_CYP2C19.grch38.vcf.gz", &[]),
        ("slivar_ashk_trio.vcf.gz", &[]),
    ];
    for (name, sources) in expected {
        let Some(text) = text(name) else { continue };
        let fields = recognise(infos(&text));
        let count = |source: Source| fields.iter().filter(|field| field.source == source).count();
        for (source, keys) in sources {
            assert_eq!(count(*source), *keys, "{name} {source:?}");
        }
        assert_eq!(fields.len(), sources.iter().map(|(_, keys)| keys).sum::<usize>(), "{name}");
    }
}

#[test]
fn populations_inside_the_annotation() {
    if let Some(text) = text("pysam_gnomad.vcf.gz") {
        let annotator = Annotator::from_infos(infos(&text)).unwrap();
        let fields = recognise_sub_fields(annotator.names().iter().map(|name| &**name));
        let count = |source: Source| fields.iter().filter(|field| field.source == source).count();
        assert_eq!([Source::ThousandGenomes, Source::Exac, Source::Esp].map(count), [6, 9, 2]);
        assert!(fields.iter().all(|field| annotator.sub_field(&field.key).is_some()));
    }
}
