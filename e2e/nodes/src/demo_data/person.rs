//! The synthetic person: a VCF that belongs to nobody, made from frequencies with a fixed seed.
//!
//! Sites are common variants of the demo cohorts, so that a visitor who opens the file finds them there. Regions that
//! somebody could read as a finding are left out: the ACMG secondary-findings genes, other genes that carry well-known
//! disease alleles, the HLA region, and pharmacogenes but for indels away from any position that PharmCAT reads.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use synthetic::bgzf;
use synthetic::random::Random;

use super::datasets::{COHORTS, Counted, DATE, Sites, variant_type};
use super::known::KnownVariants;
use super::source::VariantKey;
use super::{BuildError, read_text, write_bytes};
use crate::contig::{Assembly, ContigId};

const SEED: u64 = 4_988_235;
const SAMPLE: &str = "SYNTHETIC-DEMO";

/// Frequencies at which a variant is too common to cause a rare disease; ACMG's stand-alone benign line is 5 %.
const COMMON: Range<f64> = 0.05..0.95;

/// Share of the candidate sites that is taken, which gives a few thousand records.
const SHARE_OF_SITES: f64 = 0.8;
const SHARE_OF_LOW_QUALITY: f64 = 0.015;

/// Bases kept away from either end of an excluded gene, and from a position that PharmCAT reads.
const GENE_MARGIN_BASES: u32 = 5_000;
const PHARMACOGENE_MARGIN_BASES: u32 = 50;

/// Traits that are pleasant to look up.
const WELCOME: [&str; 7] =
    ["rs4988235", "rs12913832", "rs16891982", "rs1426654", "rs17822931", "rs3827760", "rs1229984"];

/// Genes besides the ACMG list whose common variants are read as risk.
const ALSO_EXCLUDED: [&str; 44] = [
    "APOC1", "APOC4", "APOE", "APP", "ATM", "BARD1", "BRIP1", "CDKN2A", "CDKN2B", "CFTR", "CHEK2", "F2", "F5", "FTO",
    "G6PD", "GBA1", "HBA1", "HBA2", "HBB", "HEXA", "HFE", "HTT", "LPA", "LRRK2", "MAPT", "MC1R", "MTHFR", "NOD2",
    "PALB2", "PAH", "PNPLA3", "PRNP", "PROC", "PROS1", "PSEN1", "PSEN2", "RAD51C", "RAD51D", "SERPINA1", "SERPINC1",
    "SNCA", "SOD1", "TCF7L2", "TOMM40",
];

const PHARMACOGENES: [&str; 18] = [
    "ABCG2", "CACNA1S", "COMT", "CYP1A2", "CYP2B6", "CYP2C19", "CYP2C9", "CYP2D6", "CYP3A4", "CYP3A5", "CYP4F2",
    "DPYD", "IFNL3", "NUDT15", "SLCO1B1", "TPMT", "UGT1A1", "VKORC1",
];

/// The MHC region of GRCh38.p14, after the Genome Reference Consortium, counted from 1.
const HLA: (&str, Range<u32>) = ("6", 28_510_120..33_480_578);

/// A record of the person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    /// The variant.
    pub(super) key: VariantKey,
    /// rs id, where it is known.
    pub(super) rsid: Option<String>,
    /// Alternate alleles, 1 or 2.
    pub(super) alternates: u32,
    /// Reads that show the reference and the alternate allele.
    pub(super) depths: [u32; 2],
    /// Whether the call passes.
    pub(super) passes: bool,
}

/// Draws the person's genotypes.
///
/// # Errors
/// When a gene list is missing, or the person could not be given LCT rs4988235.
pub(super) fn draw(shared: &Path, sites: &Sites, known: &KnownVariants) -> Result<Vec<Record>, BuildError> {
    let excluded = Excluded::read(shared)?;
    let mut random = Random::seeded(SEED);
    let mut records: Vec<Record> = Vec::new();
    for (key, counted) in sites {
        let rsid = known.confirmed.iter().find(|variant| variant.key == *key).map(|variant| variant.rsid.clone());
        let welcome = rsid.as_ref().is_some_and(|rsid| WELCOME.contains(&rsid.as_str()));
        let Some(frequency) = pooled_frequency(counted) else { continue };
        let candidate = welcome
            || (rsid.is_none() && COMMON.contains(&frequency) && !excluded.has(key) && random.chance(SHARE_OF_SITES));
        if !candidate || records.last().is_some_and(|last| overlaps(&last.key, key)) {
            continue;
        }
        let must_carry = rsid.as_deref() == Some("rs4988235");
        let alternates = draw_alternates(&mut random, frequency, must_carry);
        if alternates > 0 {
            records.push(draw_record(&mut random, key.clone(), rsid, alternates, welcome));
        }
    }
    let has_lct = records.iter().any(|record| record.rsid.as_deref() == Some("rs4988235"));
    has_lct.then_some(records).ok_or(BuildError::Missing("LCT rs4988235 of the synthetic person"))
}

/// Two alleles drawn independently (Hardy–Weinberg), again and again for a variant that must be carried.
fn draw_alternates(random: &mut Random, frequency: f64, must_carry: bool) -> u32 {
    loop {
        let alternates = random.successes(2, frequency);
        if alternates > 0 || !must_carry {
            return alternates;
        }
    }
}

fn draw_record(random: &mut Random, key: VariantKey, rsid: Option<String>, alternates: u32, must_pass: bool) -> Record {
    let passes = must_pass || !random.chance(SHARE_OF_LOW_QUALITY);
    let depth = if passes { 18 + random.successes(32, 0.5) } else { random.between(3, 7) };
    let alternate = if alternates == 2 { depth } else { random.successes(depth, 0.5).clamp(1, depth - 1) };
    Record { key, rsid, alternates, depths: [depth - alternate, alternate], passes }
}

fn pooled_frequency(counted: &Counted) -> Option<f64> {
    let totals: Vec<(u32, u32)> = COHORTS.iter().filter_map(|cohort| counted.total(cohort)).collect();
    let alternates: u32 = totals.iter().map(|total| total.0).sum();
    let called: u32 = totals.iter().map(|total| total.1).sum();
    (called > 0).then(|| f64::from(alternates) / f64::from(called))
}

fn overlaps(before: &VariantKey, after: &VariantKey) -> bool {
    let end = before.1 + u32::try_from(before.2.len()).unwrap_or(u32::MAX - before.1);
    before.0 == after.0 && after.1 < end
}

/// Where the person gets no records.
struct Excluded {
    genes: Vec<(ContigId, Range<u32>)>,
    pharmacogenes: Vec<(ContigId, Range<u32>)>,
    read_by_pharmcat: BTreeSet<(ContigId, u32)>,
}

impl Excluded {
    fn read(shared: &Path) -> Result<Self, BuildError> {
        let acmg = read_text(&shared.join("geo/acmg_sf.v3.1.tsv"))?;
        let mut symbols: BTreeSet<&str> = acmg.lines().skip(1).filter_map(|line| line.split('\t').nth(3)).collect();
        symbols.extend(ALSO_EXCLUDED);
        let genes = read_text(&shared.join("geo/genes.GRCh38.ensembl110.tsv"))?;
        let pharmcat = read_text(&shared.join("vcf/pharmcat_positions.grch38.vcf"))?;
        let mut excluded = Self {
            genes: intervals(&genes, &symbols),
            pharmacogenes: intervals(&genes, &BTreeSet::from(PHARMACOGENES)),
            read_by_pharmcat: pharmcat.lines().filter(|line| !line.starts_with('#')).filter_map(position).collect(),
        };
        excluded.genes.extend(ContigId::parse(HLA.0).map(|contig| (contig, HLA.1)));
        Ok(excluded)
    }

    fn has(&self, key: &VariantKey) -> bool {
        let within = |(contig, range): &(ContigId, Range<u32>)| *contig == key.0 && range.contains(&key.1);
        let snp = variant_type(&key.2, &key.3) == "SNP";
        let near = key.1.saturating_sub(PHARMACOGENE_MARGIN_BASES)..=key.1 + PHARMACOGENE_MARGIN_BASES;
        key.0.name() == "X"
            || self.genes.iter().any(within)
            || (snp && self.pharmacogenes.iter().any(within))
            || near.into_iter().any(|position| self.read_by_pharmcat.contains(&(key.0, position)))
    }
}

fn intervals(genes: &str, symbols: &BTreeSet<&str>) -> Vec<(ContigId, Range<u32>)> {
    let parse = |line: &str| {
        let mut columns = line.split('\t');
        let symbol = columns.next()?;
        let contig = ContigId::parse(columns.next()?)?;
        let start: u32 = columns.next()?.parse().ok()?;
        let end: u32 = columns.next()?.parse().ok()?;
        symbols.contains(symbol).then(|| (contig, start.saturating_sub(GENE_MARGIN_BASES)..end + GENE_MARGIN_BASES + 1))
    };
    genes.lines().skip(1).filter_map(parse).collect()
}

fn position(line: &str) -> Option<(ContigId, u32)> {
    let mut columns = line.split('\t');
    Some((ContigId::parse(columns.next()?)?, columns.next()?.parse().ok()?))
}

/// Writes the person as BGZF-compressed VCF 4.2.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(path: &Path, records: &[Record]) -> Result<(), BuildError> {
    let mut text = header();
    for record in records {
        write_record(&mut text, record);
    }
    let compressed =
        bgzf::compress(text.as_bytes()).map_err(|source| BuildError::Io { source, path: path.to_owned() })?;
    write_bytes(path, &compressed)
}

fn header() -> String {
    let mut text = format!(
        "##fileformat=VCFv4.2\n\
         ##fileDate={}\n\
         ##source=Cohort Explorer build-data\n\
         ##reference=GRCh38\n\
         ##SYNTHETIC=This person does not exist. A generator with a fixed seed (SplitMix64, seed {SEED}) made up every genotype.\n\
         ##SYNTHETIC=Sites are common variants counted in the 1000 Genomes Project; alleles were drawn one by one from their frequency.\n\
         ##SYNTHETIC=The data belong to nobody, describe nobody, and must not be read as anybody's result.\n\
         ##FILTER=<ID=PASS,Description=\"All filters passed\">\n\
         ##FILTER=<ID=LowQual,Description=\"Low quality\">\n\
         ##INFO=<ID=AC,Number=A,Type=Integer,Description=\"Allele count in genotypes, for each ALT allele, in the same order as listed\">\n\
         ##INFO=<ID=AF,Number=A,Type=Float,Description=\"Allele frequency, for each ALT allele, in the same order as listed\">\n\
         ##INFO=<ID=AN,Number=1,Type=Integer,Description=\"Total number of alleles in called genotypes\">\n\
         ##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Approximate read depth\">\n\
         ##INFO=<ID=QD,Number=1,Type=Float,Description=\"Variant confidence/quality by depth\">\n\
         ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
         ##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Allelic depths for the ref and alt alleles in the order listed\">\n\
         ##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Approximate read depth\">\n\
         ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Genotype quality\">\n",
        DATE.replace('-', "")
    );
    for contig in ContigId::all() {
        let name = if contig.name() == "MT" { "M" } else { contig.name() };
        let length = contig.length_bases(Assembly::GRCh38);
        // Writing to a String does not fail, here and below.
        let _ = writeln!(text, "##contig=<ID=chr{name},length={length},assembly=GRCh38>");
    }
    let _ = writeln!(text, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{SAMPLE}");
    text
}

fn write_record(text: &mut String, record: &Record) {
    let (contig, position, reference, alternate) = &record.key;
    let id = record.rsid.as_deref().unwrap_or(".");
    let [reference_depth, alternate_depth] = record.depths;
    let depth = reference_depth + alternate_depth;
    // Phred-scaled: about 30 for every read that shows the alternate allele.
    let quality = f64::from(alternate_depth) * 29.97 + 0.64;
    let quality_by_depth = quality / f64::from(depth);
    let filter = if record.passes { "PASS" } else { "LowQual" };
    let genotype = if record.alternates == 2 { "1/1" } else { "0/1" };
    let genotype_quality = (if record.alternates == 2 { depth * 3 } else { depth * 5 }).min(99);
    let (count, frequency) = (record.alternates, f64::from(record.alternates) / 2.0);
    let _ = writeln!(
        text,
        "chr{}\t{position}\t{id}\t{reference}\t{alternate}\t{quality:.2}\t{filter}\t\
         AC={count};AF={frequency:.3};AN=2;DP={depth};QD={quality_by_depth:.2}\tGT:AD:DP:GQ\t\
         {genotype}:{reference_depth},{alternate_depth}:{depth}:{genotype_quality}",
        contig.name()
    );
}
