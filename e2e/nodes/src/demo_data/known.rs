//! The well-known variants: names that people search, with coordinates that were confirmed.
//!
//! Reads `af/known_variants_best.tsv`. A variant is taken when its GRCh38 coordinates are confirmed and its alleles
//! were counted in all five cohorts; where each was confirmed is kept for the provenance file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::source::{SourceCounts, VariantKey, read_gzip};
use super::{BuildError, COHORTS, read_text, write_bytes};
use crate::contig::ContigId;

/// Coordinates that the source table takes from general knowledge, and where they were found since.
/// LCT rs4988235 is the one that the product owner named.
const CONFIRMED_ELSEWHERE: [(&str, &str); 6] = [
    (
        "rs4988235",
        "dbSNP build 156 (chr2:135851076 GRCh38.p14, G>A; its 1000 Genomes count 808/5008 equals ours); named by the product owner",
    ),
    ("rs182549", "UCSC dbSNP 153 common (hg38 chr2:135859184); alleles C>T in independent public variant lists"),
    ("rs12913832", "ClinVar 4745 (NC_000015.10:g.28120472A>G)"),
    ("rs16891982", "SNPedia (GRCh38, dbSNP 141: 5:33951588, plus strand, C>G)"),
    ("rs1426654", "SNPedia (GRCh38, dbSNP 141: 15:48134287, plus strand, A>G)"),
    ("rs671", "ClinGen CA128085, ClinVar 18390 (NC_000012.12:g.111803962G>A)"),
];

/// Names that the source table gives to the reference allele, where ours name the alternate one: at rs1229984 the
/// reference T encodes His48 (ADH1B*2, dbSNP rs1229984), at rs1426654 the reference A encodes Thr111.
const NAMED_BY_REFERENCE: [(&str, &str); 2] =
    [("rs1229984", "*1 (Arg48); the reference is *2"), ("rs1426654", "Ala111; the reference is Thr111")];

/// A variant with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KnownVariant {
    /// dbSNP id.
    pub(super) rsid: String,
    /// Gene symbol, or symbols divided by a slash.
    pub(super) gene: String,
    /// Short English name.
    pub(super) name: String,
    /// Where it is.
    pub(super) key: VariantKey,
    /// Where the coordinates were confirmed.
    pub(super) confirmed: String,
    /// AC and AN by cohort (`FI`, `CEU`), counted without regard to sex.
    pub(super) totals: BTreeMap<&'static str, (u32, u32)>,
    /// Who counted the totals.
    pub(super) counted_by: String,
}

/// The well-known variants that are served, and why the others are not.
#[derive(Debug, Default)]
pub(super) struct KnownVariants {
    /// Served, by position.
    pub(super) confirmed: Vec<KnownVariant>,
    /// Not served: rs id with gene, and the reason.
    pub(super) left_out: Vec<(String, &'static str)>,
}

/// Reads the table and confirms coordinates against the other source files.
///
/// # Errors
/// When the table is missing or not understood, or LCT rs4988235 is not in it.
pub(super) fn read(shared: &Path, counts: &SourceCounts) -> Result<KnownVariants, BuildError> {
    let path = shared.join("af/known_variants_best.tsv");
    let text = read_text(&path)?;
    let header: Vec<&str> = text.lines().next().unwrap_or_default().split('\t').collect();
    let mut all = Vec::new();
    for (index, line) in text.lines().enumerate().skip(1) {
        let row = Table { header: &header, cells: line.split('\t').collect() };
        let variant = parse_row(&row).ok_or_else(|| BuildError::Source {
            line: index + 1,
            problem: "not a well-known variant".to_owned(),
            path: path.clone(),
        })?;
        all.push(variant);
    }
    let seen = seen_in_files(shared, &all)?;
    let mut known = KnownVariants::default();
    for variant in all {
        sort_out(variant, counts, &seen, &mut known);
    }
    known.confirmed.sort_by(|a, b| a.key.cmp(&b.key));
    let has_lct = known.confirmed.iter().any(|variant| variant.rsid == "rs4988235");
    has_lct.then_some(known).ok_or(BuildError::Missing("LCT rs4988235"))
}

struct Table<'a> {
    header: &'a [&'a str],
    cells: Vec<&'a str>,
}

impl<'a> Table<'a> {
    fn get(&self, column: &str) -> Option<&'a str> {
        let index = self.header.iter().position(|name| *name == column)?;
        self.cells.get(index).copied()
    }
}

fn parse_row(row: &Table<'_>) -> Option<KnownVariant> {
    let seen = row.get("coords_seen_in")?;
    let totals = COHORTS.iter().filter_map(|cohort| {
        let (alternate, called) = row.get(&format!("{}_AC/AN", cohort.code))?.split_once('/')?;
        Some((cohort.label, (alternate.parse().ok()?, called.parse().ok()?)))
    });
    let rsid = row.get("rsid")?;
    let renamed = NAMED_BY_REFERENCE.iter().find(|(named, _)| *named == rsid).map(|(_, name)| *name);
    Some(KnownVariant {
        rsid: rsid.to_owned(),
        gene: row.get("gene")?.to_owned(),
        name: renamed.or(row.get("name"))?.to_owned(),
        key: (
            ContigId::parse(row.get("chrom38")?)?,
            row.get("pos38")?.parse().ok()?,
            row.get("ref")?.to_owned(),
            row.get("alt")?.to_owned(),
        ),
        confirmed: if seen.starts_with("NOT SEEN") { String::new() } else { seen.replace(',', ", ") },
        totals: totals.collect(),
        counted_by: row.get("source").unwrap_or_default().to_owned(),
    })
}

fn sort_out(
    mut variant: KnownVariant,
    counts: &SourceCounts,
    seen: &BTreeMap<VariantKey, BTreeSet<String>>,
    known: &mut KnownVariants,
) {
    let mut places: Vec<String> = vec![variant.confirmed.clone()];
    let by_sex = counts.variants.contains_key(&variant.key);
    places.extend(by_sex.then(|| "the counts by sex".to_owned()));
    places.extend(seen.get(&variant.key).into_iter().flatten().cloned());
    let elsewhere = CONFIRMED_ELSEWHERE.iter().find(|(rsid, _)| *rsid == variant.rsid);
    places.extend(elsewhere.map(|(_, place)| (*place).to_owned()));
    places.retain(|place| !place.is_empty());
    variant.confirmed = places.join("; ");
    let label = format!("{} {} {}", variant.rsid, variant.gene, variant.name);
    if variant.confirmed.is_empty() {
        known.left_out.push((label, "coordinates not confirmed"));
    } else if !by_sex && variant.totals.len() < COHORTS.len() {
        known.left_out.push((label, "not counted in the five cohorts"));
    } else {
        known.confirmed.push(variant);
    }
}

/// GRCh38 files of the source folder that carry a well-known variant with the same position and alleles.
fn seen_in_files(
    shared: &Path,
    variants: &[KnownVariant],
) -> Result<BTreeMap<VariantKey, BTreeSet<String>>, BuildError> {
    let places: BTreeSet<String> = variants.iter().map(place).collect();
    let mut seen: BTreeMap<VariantKey, BTreeSet<String>> = BTreeMap::new();
    for name in [
        "1kg_30x_3202_CYP2C19.grch38.vcf.gz",
        "1kg_30x_AIM128k_26pop_AF.grch38.sites.vcf.gz",
        "PharmCAT_getrm_wgs30x_chr22.grch38.vcf.bgz",
        "PG_NA12878_hg38_chr21.vcf.gz",
        "pharmcat_positions.grch38.vcf",
    ] {
        let path = shared.join("vcf").join(name);
        let text = if name.ends_with(".vcf") { read_text(&path)? } else { read_gzip(&path)? };
        let at_a_place = |line: &&str| places.contains(first_two_columns(line));
        for key in text.lines().filter(at_a_place).flat_map(variants_of_line) {
            seen.entry(key).or_default().insert(name.to_owned());
        }
    }
    Ok(seen)
}

/// Contig and position as these files write them.
fn place(variant: &KnownVariant) -> String {
    format!("chr{}\t{}", variant.key.0.name(), variant.key.1)
}

fn first_two_columns(line: &str) -> &str {
    line.match_indices('\t').nth(1).map_or(line, |(end, _)| &line[..end])
}

fn variants_of_line(line: &str) -> Vec<VariantKey> {
    let columns: Vec<&str> = line.splitn(6, '\t').collect();
    let [contig, position, _id, reference, alternates, ..] = columns[..] else { return Vec::new() };
    let (Some(contig), Ok(position)) = (ContigId::parse(contig), position.parse()) else { return Vec::new() };
    alternates.split(',').map(|alternate| (contig, position, reference.to_owned(), alternate.to_owned())).collect()
}

/// Writes the table that the page embeds, so that an rs number or a gene symbol can be searched, with the counts
/// (`AC/AN`, a column a cohort) that its first page shows without asking anybody.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(path: &Path, known: &KnownVariants) -> Result<(), BuildError> {
    let cohorts: Vec<&str> = COHORTS.iter().map(|cohort| cohort.code).collect();
    let mut text = format!("rsid\tgene\tname\tchrom\tpos\tref\talt\t{}\n", cohorts.join("\t"));
    for variant in &known.confirmed {
        let (contig, position, reference, alternate) = &variant.key;
        let (rsid, gene, name) = (&variant.rsid, &variant.gene, &variant.name);
        // Writing to a String does not fail.
        let _ = write!(text, "{rsid}\t{gene}\t{name}\tchr{}\t{position}\t{reference}\t{alternate}", contig.name());
        for cohort in &COHORTS {
            let total = variant.totals.get(cohort.label);
            text.push('\t');
            text.push_str(&total.map_or_else(String::new, |(alternate, called)| format!("{alternate}/{called}")));
        }
        text.push('\n');
    }
    write_bytes(path, text.as_bytes())
}
