//! The source counts: genotypes of the 1000 Genomes Project counted by cohort and sex.
//!
//! Owns the reading of `af/cohort_counts_EUR5_by_sex.grch38.tsv.gz`; does not decide what is served.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::BuildError;
use crate::contig::ContigId;

/// A variant in GRCh38: contig, 1-based position, reference, alternate.
pub(super) type VariantKey = (ContigId, u32, String, String);

/// Counts of one variant in one group of people. `homozygous` and the like count people, as the source does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Alternate alleles.
    pub(super) alternate: u32,
    /// Alleles called.
    pub(super) called: u32,
    /// People with two alternate alleles.
    pub(super) homozygous: u32,
    /// People with one alternate and one other allele.
    pub(super) heterozygous: u32,
    /// People with one copy of the chromosome, which is the alternate.
    pub(super) hemizygous: u32,
}

/// The tallies of one variant by group label (`FI_F`, `CEU_M`).
pub(super) type Groups = BTreeMap<String, Tally>;

/// Everything counted by sex.
#[derive(Debug, Default)]
pub(super) struct SourceCounts {
    /// Variants whose sources agree, with the name of the source that was taken.
    pub(super) variants: BTreeMap<VariantKey, (String, Groups)>,
    /// Variants that two sources count differently; these are not served.
    pub(super) disagreeing: BTreeMap<VariantKey, Vec<String>>,
    /// Variants that more than one source has, with the same counts.
    pub(super) agreeing: usize,
}

/// Reads the counts below the source folder.
///
/// # Errors
/// When the file is missing or a line is not understood.
pub(super) fn read_counts(shared: &Path) -> Result<SourceCounts, BuildError> {
    let path = shared.join("af/cohort_counts_EUR5_by_sex.grch38.tsv.gz");
    let text = read_gzip(&path)?;
    let mut by_source: BTreeMap<VariantKey, BTreeMap<String, Groups>> = BTreeMap::new();
    for (index, line) in text.lines().enumerate().skip(1) {
        let (source, key, group, tally) = parse_line(line).ok_or_else(|| BuildError::Source {
            line: index + 1,
            problem: "not eleven columns of counts".to_owned(),
            path: path.clone(),
        })?;
        by_source.entry(key).or_default().entry(source).or_default().insert(group, tally);
    }
    Ok(reconcile(by_source))
}

/// A variant that two sources count differently is left out: there is no ground to prefer one of them.
fn reconcile(by_source: BTreeMap<VariantKey, BTreeMap<String, Groups>>) -> SourceCounts {
    let mut counts = SourceCounts::default();
    for (key, sources) in by_source {
        let several = sources.len() > 1;
        let names: Vec<String> = sources.keys().cloned().collect();
        let mut groups = sources.into_values();
        let Some(first) = groups.next() else { continue };
        if groups.all(|other| other == first) {
            counts.agreeing += usize::from(several);
            counts.variants.insert(key, (names.join(" and "), first));
        } else {
            counts.disagreeing.insert(key, names);
        }
    }
    counts
}

fn parse_line(line: &str) -> Option<(String, VariantKey, String, Tally)> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [source, contig, position, reference, alternate, group, alternates, called, hom, het, hemi] = columns[..]
    else {
        return None;
    };
    let key = (ContigId::parse(contig)?, position.parse().ok()?, reference.to_owned(), alternate.to_owned());
    let tally = Tally {
        alternate: alternates.parse().ok()?,
        called: called.parse().ok()?,
        homozygous: hom.parse().ok()?,
        heterozygous: het.parse().ok()?,
        hemizygous: hemi.parse().ok()?,
    };
    let adds_up = tally.alternate == 2 * tally.homozygous + tally.heterozygous + tally.hemizygous;
    adds_up.then(|| (source.to_owned(), key, group.to_owned(), tally))
}

pub(super) fn read_gzip(path: &Path) -> Result<String, BuildError> {
    let io = |source| BuildError::Io { source, path: path.to_owned() };
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(io)?;
    MultiGzDecoder::new(file).read_to_string(&mut text).map_err(io)?;
    Ok(text)
}
