//! The five dataset folders: which variants they hold, and their files.

use std::collections::BTreeMap;
use std::path::Path;

use super::known::KnownVariants;
use super::source::{Groups, SourceCounts, Tally, VariantKey};
use super::{BuildError, write_bytes};
use crate::contig::ContigId;
use crate::dataset::{Metadata, NodeMetadata};
use crate::frequency_file::{self, BLOCK_BASES, Counts, Row};

/// The day on which the counts were taken; part of every dataset id.
pub(super) const DATE: &str = "2026-11-22";

/// A cohort of the 1000 Genomes Project.
#[derive(Clone, Copy, Debug)]
pub struct Cohort {
    /// Code in the project, as `FIN`.
    pub code: &'static str,
    /// Label in the source counts, as `FI`.
    pub label: &'static str,
    /// ISO 3166 code, where the cohort stands in for a country.
    pub country: Option<&'static str>,
    /// Name of the node.
    pub name: &'static str,
    /// Who the people are.
    pub people: &'static str,
    /// How many.
    pub individuals: u64,
}

impl Cohort {
    fn dataset_id(&self) -> String {
        format!("DEMO-{}-KGP-{}", self.label, DATE.replace('-', ""))
    }

    fn path(&self) -> String {
        self.label.to_ascii_lowercase()
    }

    /// A country's sexes carry its code, as in the GDI; those of a cohort that is no country do not.
    fn population(&self, sex: &str) -> String {
        self.country.map_or_else(|| sex.to_owned(), |country| format!("{country}_{sex}"))
    }
}

/// The cohorts that stand in for national nodes, and one that is no country.
pub const COHORTS: [Cohort; 5] = [
    Cohort {
        code: "FIN",
        label: "FI",
        country: Some("FI"),
        name: "Finland",
        people: "Finnish in Finland",
        individuals: 99,
    },
    Cohort {
        code: "GBR",
        label: "GB",
        country: Some("GB"),
        name: "Great Britain",
        people: "British in England and Scotland",
        individuals: 91,
    },
    Cohort {
        code: "IBS",
        label: "ES",
        country: Some("ES"),
        name: "Spain",
        people: "Iberian populations in Spain",
        individuals: 107,
    },
    Cohort {
        code: "TSI",
        label: "IT",
        country: Some("IT"),
        name: "Italy",
        people: "Toscani in Italy",
        individuals: 107,
    },
    Cohort {
        code: "CEU",
        label: "CEU",
        country: None,
        name: "CEU",
        people: "Utah residents with Northern and Western European ancestry",
        individuals: 99,
    },
];

/// What was counted of a variant.
#[derive(Clone, Debug)]
pub(super) enum Counted {
    /// By cohort and sex, with genotypes.
    BySex(Groups),
    /// By cohort only, without genotypes: AC and AN.
    Totals(BTreeMap<&'static str, (u32, u32)>),
}

impl Counted {
    /// AC and AN of a cohort.
    #[must_use]
    pub(super) fn total(&self, cohort: &Cohort) -> Option<(u32, u32)> {
        match self {
            Self::BySex(groups) => {
                let sum = sum_of_sexes(groups, cohort)?;
                Some((sum.alternate, sum.called))
            }
            Self::Totals(totals) => totals.get(cohort.label).copied(),
        }
    }
}

/// Everything that is served, by variant.
pub(super) type Sites = BTreeMap<VariantKey, Counted>;

/// The counts by sex, plus the well-known variants that have totals only.
pub(super) fn merge(counts: &SourceCounts, known: &KnownVariants) -> Sites {
    let mut sites: Sites =
        counts.variants.iter().map(|(key, (_, groups))| (key.clone(), Counted::BySex(groups.clone()))).collect();
    for variant in &known.confirmed {
        sites.entry(variant.key.clone()).or_insert_with(|| Counted::Totals(variant.totals.clone()));
    }
    sites
}

pub(super) struct Written {
    pub(super) files: usize,
    pub(super) bytes: u64,
}

/// Writes a folder for each cohort, replacing what was there.
pub(super) fn write(data: &Path, sites: &Sites) -> Result<Written, BuildError> {
    let mut written = Written { files: 0, bytes: 0 };
    for cohort in &COHORTS {
        let folder = data.join(cohort.dataset_id());
        remove_folder(&folder)?;
        let mut record_count = 0;
        for ((contig, block), rows) in blocks(cohort, sites) {
            let path = folder.join(format!("GRCh38/allele-freq-chr{}.{block}.parquet", contig.name()));
            write_bytes(&path, &[])?;
            frequency_file::write(&path, &rows)
                .map_err(|source| BuildError::Frequency { source, path: path.clone() })?;
            record_count += rows.len() as u64;
            written.files += 1;
            written.bytes += std::fs::metadata(&path).map_or(0, |metadata| metadata.len());
        }
        let yaml = serde_yaml_ng::to_string(&metadata(cohort, record_count))?;
        write_bytes(&folder.join("metadata.yaml"), yaml.as_bytes())?;
    }
    Ok(written)
}

fn remove_folder(folder: &Path) -> Result<(), BuildError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(BuildError::Io { source: error, path: folder.to_owned() })
        }
        _ => Ok(()),
    }
}

fn blocks(cohort: &Cohort, sites: &Sites) -> BTreeMap<(ContigId, u32), Vec<Row>> {
    let mut blocks: BTreeMap<(ContigId, u32), Vec<Row>> = BTreeMap::new();
    for (key, counted) in sites {
        let start_0based = key.1 - 1;
        let rows = blocks.entry((key.0, start_0based / BLOCK_BASES)).or_default();
        rows.extend(populations(cohort, counted).into_iter().map(|(population, counts)| Row {
            start_0based,
            reference: key.2.clone(),
            alternate: key.3.clone(),
            variant_type: variant_type(&key.2, &key.3).to_owned(),
            population,
            counts,
        }));
    }
    blocks.retain(|_, rows| !rows.is_empty());
    blocks
}

pub(super) fn variant_type(reference: &str, alternate: &str) -> &'static str {
    match (reference.len(), alternate.len()) {
        (1, 1) => "SNP",
        (a, b) if a == b => "MNP",
        _ => "INDEL",
    }
}

/// The rows of a variant: women, men, `Total`; or `Total` alone where the sexes were not counted.
fn populations(cohort: &Cohort, counted: &Counted) -> Vec<(String, Counts)> {
    match counted {
        Counted::BySex(groups) => {
            let sexes = ["F", "M"].iter().filter_map(|sex| {
                let tally = groups.get(&format!("{}_{sex}", cohort.label))?;
                Some((cohort.population(sex), with_genotypes(tally)))
            });
            let total = sum_of_sexes(groups, cohort).map(|sum| ("Total".to_owned(), with_genotypes(&sum)));
            sexes.chain(total).collect()
        }
        Counted::Totals(totals) => {
            let total =
                totals.get(cohort.label).map(|(alternate, called)| ("Total".to_owned(), alleles(*alternate, *called)));
            total.into_iter().collect()
        }
    }
}

fn sum_of_sexes(groups: &Groups, cohort: &Cohort) -> Option<Tally> {
    let women = groups.get(&format!("{}_F", cohort.label))?;
    let men = groups.get(&format!("{}_M", cohort.label))?;
    Some(Tally {
        alternate: women.alternate + men.alternate,
        called: women.called + men.called,
        homozygous: women.homozygous + men.homozygous,
        heterozygous: women.heterozygous + men.heterozygous,
        hemizygous: women.hemizygous + men.hemizygous,
    })
}

/// People become alleles here: a homozygous person carries two.
fn with_genotypes(tally: &Tally) -> Counts {
    Counts {
        heterozygous: Some(tally.heterozygous),
        homozygous: Some(2 * tally.homozygous),
        hemizygous: Some(tally.hemizygous),
        ..alleles(tally.alternate, tally.called)
    }
}

/// Genotypes are not known from totals, except that no alternate allele means no carrier.
fn alleles(alternate: u32, called: u32) -> Counts {
    let carriers = (alternate == 0).then_some(0);
    Counts {
        frequency: (called > 0).then(|| f64::from(alternate) / f64::from(called)),
        alternate: Some(alternate),
        heterozygous: carriers,
        homozygous: carriers,
        hemizygous: carriers,
        called: Some(called),
    }
}

fn metadata(cohort: &Cohort, record_count: u64) -> Metadata {
    let people = format!("{} ({} people)", cohort.people, cohort.individuals);
    let standing = if cohort.country.is_some() { ", standing in for a national node" } else { "" };
    Metadata {
        title: format!("1000 Genomes, {people}{standing}"),
        description: format!(
            "Allele counts of the {} cohort of the 1000 Genomes Project in GRCh38, for demonstration. Not a national \
             reference genome. AC_HOM counts alleles: AC = AC_HET + AC_HOM + AC_HEMI.",
            cohort.code
        ),
        catalog_id: Some("cohort-explorer-demo".to_owned()),
        keywords: vec!["demo".to_owned(), "1000 Genomes".to_owned(), cohort.code.to_owned()],
        since: Some(format!("{DATE}T00:00:00Z")),
        updated: Some(format!("{DATE}T00:00:00Z")),
        record_count: Some(record_count),
        individual_count: Some(cohort.individuals),
        data_provider_name: Some("1000 Genomes Project; counted for Cohort Explorer".to_owned()),
        node: Some(NodeMetadata {
            path: cohort.path(),
            beacon_id: format!("demo.{}.cohort-explorer", cohort.path()),
            name: format!("{} demo node", cohort.name),
            country: cohort.country.map(str::to_owned),
            source: format!("1000 Genomes Project, {}", cohort.people),
            source_reference: "https://www.internationalgenome.org/".to_owned(),
        }),
    }
}
