//! Dataset folders in memory: what a GDI node keeps, grouped into nodes.
//!
//! Owns the folder layout, `metadata.yaml` and the lookup by position; knows nothing of HTTP or JSON.
//! Layout (GDI): `<dataset id>/<assembly>/allele-freq-chr<C>.<block>.parquet` beside `<dataset id>/metadata.yaml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::beacon::dialect::Dialect;
use crate::contig::{Assembly, ContigId};
use crate::drawn::Drawn;
use crate::frequency_file::{self, Counts, FrequencyFileError, Row};

/// `metadata.yaml`. The first keys are GDI's; `node` is an addition of these demo nodes and may be left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// Name of the dataset.
    pub title: String,
    /// What the dataset is.
    #[serde(default)]
    pub description: String,
    /// Catalogue that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalog_id: Option<String>,
    /// Search words.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// When it was first published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Rows in all its files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_count: Option<u64>,
    /// People it was counted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub individual_count: Option<u64>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_provider_name: Option<String>,
    /// How a demo node serves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeMetadata>,
}

/// How a demo node serves a dataset. Datasets with the same `path` make one node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeMetadata {
    /// Path segment of the node.
    pub path: String,
    /// Beacon id of the node.
    pub beacon_id: String,
    /// Name of the node.
    pub name: String,
    /// ISO 3166 code, where the cohort is a country's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Who is said to have made the counts.
    pub source: String,
    /// Where to read about it.
    pub source_reference: String,
}

/// A dataset in one assembly.
#[derive(Debug)]
pub struct Dataset {
    /// Name of its folder.
    pub id: String,
    /// Its metadata.
    pub metadata: Metadata,
    /// Assembly of its coordinates.
    pub assembly: Assembly,
    /// Population labels in the order of the files.
    pub populations: Vec<String>,
    sites: Arc<Sites>,
    /// Where the counts are made up: how.
    drawn: Option<Drawn>,
}

/// The variants of a dataset and what was counted of them.
#[derive(Debug, Default)]
struct Sites {
    chromosomes: BTreeMap<ContigId, Chromosome>,
    counts: Vec<(u16, Counts)>,
}

#[derive(Debug, Default)]
struct Chromosome {
    /// Sorted by start, reference, alternate.
    sites: Vec<Site>,
    longest_reference_bases: u32,
}

/// A variant that a dataset has counts of.
#[derive(Debug, PartialEq)]
pub struct Site {
    /// Its chromosome.
    pub contig: ContigId,
    /// Where the reference allele begins, counted from 0.
    pub start_0based: u32,
    /// Reference allele.
    pub reference: Box<str>,
    /// Alternate allele.
    pub alternate: Box<str>,
    /// `SNP`, `INDEL` or `MNP`.
    pub variant_type: Box<str>,
    counts: Range<u32>,
}

impl Site {
    /// Where the reference allele ends, exclusive.
    #[must_use]
    pub fn end_0based(&self) -> u32 {
        self.start_0based + length_bases(&self.reference)
    }

    /// Length of the change: of the longer allele for an insertion or deletion, of the reference otherwise.
    #[must_use]
    pub fn length_bases(&self) -> u32 {
        length_bases(&self.reference).abs_diff(length_bases(&self.alternate)).max(1)
    }
}

fn length_bases(allele: &str) -> u32 {
    u32::try_from(allele.len()).unwrap_or(u32::MAX)
}

/// One Beacon: what is served under one path.
#[derive(Debug)]
pub struct Node {
    /// Path segment.
    pub path: String,
    /// Beacon id.
    pub beacon_id: String,
    /// Name for people.
    pub name: String,
    /// ISO 3166 code, where the cohort is a country's.
    pub country: Option<String>,
    /// Whether its counts are made up.
    pub is_synthetic: bool,
    /// Whose ways it has.
    pub dialect: Dialect,
    /// What it serves, at least one.
    pub datasets: Vec<Dataset>,
}

/// Why dataset folders could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A folder or file that cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Io {
        /// The reason.
        source: std::io::Error,
        /// The folder or file.
        path: PathBuf,
    },
    /// `metadata.yaml` is not what it should be.
    #[error("{} is not dataset metadata: {source}", path.display())]
    Metadata {
        /// The reason.
        source: serde_yaml_ng::Error,
        /// The file.
        path: PathBuf,
    },
    /// A frequency file that cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The reason.
        source: FrequencyFileError,
        /// The file.
        path: PathBuf,
    },
    /// Nothing to serve.
    #[error("no dataset folder with a metadata.yaml in {}", .0.display())]
    Empty(PathBuf),
    /// More than 65,535 population labels.
    #[error("too many population labels in {}", .0.display())]
    Populations(PathBuf),
}

/// Loads every dataset folder below `data` and groups them into nodes, sorted by path.
///
/// # Errors
/// When a folder is unreadable or holds damaged files, or when there is none.
pub fn load_nodes(data: &Path) -> Result<Vec<Node>, LoadError> {
    let folders: Vec<PathBuf> =
        entries(data)?.into_iter().filter(|path| path.join("metadata.yaml").is_file()).collect();
    let loaded: Vec<Result<Vec<Dataset>, LoadError>> = std::thread::scope(|scope| {
        let threads: Vec<_> = folders.iter().map(|folder| scope.spawn(|| load_folder(folder))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for dataset in loaded.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        let node = describe_node(&dataset);
        nodes.entry(node.path.clone()).or_insert(node).datasets.push(dataset);
    }
    if nodes.is_empty() {
        return Err(LoadError::Empty(data.to_owned()));
    }
    Ok(nodes.into_values().collect())
}

/// A folder without our `node` key is served under its own id.
fn describe_node(dataset: &Dataset) -> Node {
    let id = dataset.id.to_ascii_lowercase();
    let node = dataset.metadata.node.as_ref();
    Node {
        path: node.map_or_else(|| id.clone(), |node| node.path.clone()),
        beacon_id: node.map_or_else(|| format!("demo.{id}.cohort-explorer"), |node| node.beacon_id.clone()),
        name: node.map_or_else(|| dataset.metadata.title.clone(), |node| node.name.clone()),
        country: node.and_then(|node| node.country.clone()),
        is_synthetic: false,
        dialect: Dialect::default(),
        datasets: Vec::new(),
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let io = |source| LoadError::Io { source, path: folder.to_owned() };
    let mut paths = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>())
        .map_err(io)?;
    paths.sort();
    Ok(paths)
}

fn load_folder(folder: &Path) -> Result<Vec<Dataset>, LoadError> {
    let metadata = load_metadata(&folder.join("metadata.yaml"))?;
    let id = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut datasets = Vec::new();
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(assembly) = Assembly::parse(&name).filter(|_| path.is_dir()) else { continue };
        datasets.push(load_assembly(&path, id.clone(), metadata.clone(), assembly)?);
    }
    Ok(datasets)
}

fn load_metadata(path: &Path) -> Result<Metadata, LoadError> {
    let text = std::fs::read_to_string(path).map_err(|source| LoadError::Io { source, path: path.to_owned() })?;
    serde_yaml_ng::from_str(&text).map_err(|source| LoadError::Metadata { source, path: path.to_owned() })
}

fn load_assembly(folder: &Path, id: String, metadata: Metadata, assembly: Assembly) -> Result<Dataset, LoadError> {
    let mut rows: BTreeMap<ContigId, Vec<Row>> = BTreeMap::new();
    for path in entries(folder)? {
        let Some(contig) = contig_of(&path) else { continue };
        let read = frequency_file::read(&path).map_err(|source| LoadError::File { source, path: path.clone() })?;
        rows.entry(contig).or_default().extend(read);
    }
    Dataset::new(id, metadata, assembly, rows).ok_or_else(|| LoadError::Populations(folder.to_owned()))
}

/// `allele-freq-chr3.4.parquet` is of chromosome 3.
fn contig_of(path: &Path) -> Option<ContigId> {
    let name = path.file_name()?.to_str()?;
    let (contig, _block) = name.strip_prefix("allele-freq-")?.strip_suffix(".parquet")?.rsplit_once('.')?;
    ContigId::parse(contig)
}

impl Dataset {
    /// Groups rows by variant. `None` when there are more population labels than 65,535.
    #[must_use]
    pub fn new(id: String, metadata: Metadata, assembly: Assembly, rows: BTreeMap<ContigId, Vec<Row>>) -> Option<Self> {
        let (mut sites, mut populations) = (Sites::default(), Vec::new());
        for (contig, mut rows) in rows {
            // Stable, so that a variant's populations stay in the order of the file.
            rows.sort_by(|a, b| variant_key(a).cmp(&variant_key(b)));
            let mut chromosome = Chromosome::default();
            for group in rows.chunk_by(|a, b| variant_key(a) == variant_key(b)) {
                let site = sites.add_site(contig, group, &mut populations)?;
                chromosome.longest_reference_bases =
                    chromosome.longest_reference_bases.max(length_bases(&site.reference));
                chromosome.sites.push(site);
            }
            sites.chromosomes.insert(contig, chromosome);
        }
        sites.counts.shrink_to_fit();
        Some(Self { id, metadata, assembly, populations, sites: Arc::new(sites), drawn: None })
    }

    /// A dataset of made-up counts at the sites of another one, whose only population gives the common frequencies.
    #[must_use]
    pub fn drawn_around(&self, id: String, metadata: Metadata, drawn: Drawn) -> Self {
        let populations = drawn.populations().to_vec();
        Self { id, metadata, assembly: self.assembly, populations, sites: Arc::clone(&self.sites), drawn: Some(drawn) }
    }

    /// The counts of a site, by population label.
    pub fn counts(&self, site: &Site) -> impl Iterator<Item = (&str, Counts)> {
        let counted = &self.sites.counts[site.counts.start as usize..site.counts.end as usize];
        let counts: Vec<(u16, Counts)> = match (&self.drawn, counted.first()) {
            (Some(drawn), Some((_, common))) => (0..).zip(drawn.counts(site, common)).collect(),
            _ => counted.to_vec(),
        };
        counts.into_iter().map(|(index, counts)| (self.populations[usize::from(index)].as_str(), counts))
    }

    /// The site of exactly this variant.
    #[must_use]
    pub fn find(&self, contig: ContigId, start_0based: u32, reference: &str, alternate: &str) -> Option<&Site> {
        let sites = &self.sites.chromosomes.get(&contig)?.sites;
        let first = sites.partition_point(|site| site.start_0based < start_0based);
        sites[first..]
            .iter()
            .take_while(|site| site.start_0based == start_0based)
            .find(|site| *site.reference == *reference && *site.alternate == *alternate)
    }

    /// The sites whose reference allele overlaps a half-open interval.
    pub fn overlapping(&self, contig: ContigId, interval: Range<u32>) -> impl Iterator<Item = &Site> {
        let chromosome = self.sites.chromosomes.get(&contig);
        let sites = chromosome.map_or(&[][..], |chromosome| &chromosome.sites);
        let reach = chromosome.map_or(0, |chromosome| chromosome.longest_reference_bases);
        let first = sites.partition_point(|site| site.start_0based < interval.start.saturating_sub(reach));
        sites[first..]
            .iter()
            .take_while(move |site| site.start_0based < interval.end)
            .filter(move |site| site.end_0based() > interval.start)
    }

    /// All sites, chromosome by chromosome.
    pub fn sites(&self) -> impl Iterator<Item = (ContigId, &Site)> {
        self.sites
            .chromosomes
            .iter()
            .flat_map(|(contig, chromosome)| chromosome.sites.iter().map(|site| (*contig, site)))
    }
}

impl Sites {
    fn add_site(&mut self, contig: ContigId, rows: &[Row], populations: &mut Vec<String>) -> Option<Site> {
        let first = rows.first()?;
        let begin = u32::try_from(self.counts.len()).ok()?;
        for row in rows {
            self.counts.push((population_index(&row.population, populations)?, row.counts));
        }
        Some(Site {
            contig,
            start_0based: first.start_0based,
            reference: first.reference.as_str().into(),
            alternate: first.alternate.as_str().into(),
            variant_type: first.variant_type.as_str().into(),
            counts: begin..u32::try_from(self.counts.len()).ok()?,
        })
    }
}

fn population_index(label: &str, populations: &mut Vec<String>) -> Option<u16> {
    let known = populations.iter().position(|population| population == label);
    let index = known.unwrap_or_else(|| {
        populations.push(label.to_owned());
        populations.len() - 1
    });
    u16::try_from(index).ok()
}

fn variant_key(row: &Row) -> (u32, &str, &str) {
    (row.start_0based, &row.reference, &row.alternate)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn dataset(rows: &[(u32, &str, &str, &str, u32)]) -> (Dataset, ContigId) {
        let contig = ContigId::parse("2").unwrap();
        let rows = rows.iter().map(|(start, reference, alternate, population, count)| Row {
            start_0based: *start,
            reference: (*reference).to_owned(),
            alternate: (*alternate).to_owned(),
            variant_type: "SNP".to_owned(),
            population: (*population).to_owned(),
            counts: Counts { alternate: Some(*count), ..Counts::default() },
        });
        let metadata: Metadata = serde_yaml_ng::from_str("title: A title").unwrap();
        let rows = BTreeMap::from([(contig, rows.collect())]);
        (Dataset::new("DS1".to_owned(), metadata, Assembly::GRCh38, rows).unwrap(), contig)
    }

    #[test]
    fn a_variant_is_found_by_position_and_both_alleles() {
        let (dataset, contig) =
            dataset(&[(7, "G", "A", "Total", 3), (5, "G", "A", "F", 1), (5, "G", "A", "M", 2), (5, "G", "T", "M", 9)]);
        let site = dataset.find(contig, 5, "G", "A").unwrap();
        let counts: Vec<_> = dataset.counts(site).map(|(label, counts)| (label, counts.alternate.unwrap())).collect();
        assert_eq!(counts, [("F", 1), ("M", 2)]);
        assert!(dataset.find(contig, 5, "G", "C").is_none());
        assert!(dataset.find(contig, 6, "G", "A").is_none());
        assert!(dataset.find(ContigId::parse("3").unwrap(), 5, "G", "A").is_none());
    }

    #[test]
    fn a_long_deletion_that_begins_before_the_range_overlaps_it() {
        let (dataset, contig) =
            dataset(&[(10, "GATTACA", "G", "M", 1), (12, "T", "C", "M", 1), (17, "A", "C", "M", 1)]);
        let starts = |range| dataset.overlapping(contig, range).map(|site| site.start_0based).collect::<Vec<_>>();
        assert_eq!(starts(16..17), [10]);
        assert_eq!(starts(12..18), [10, 12, 17]);
        assert_eq!(starts(18..30), Vec::<u32>::new());
    }

    #[test]
    fn the_file_name_tells_the_chromosome() {
        let contig = |name: &str| contig_of(Path::new(name)).map(ContigId::name);
        assert_eq!(contig("allele-freq-chr3.4.parquet"), Some("3"));
        assert_eq!(contig("allele-freq-chrX.15.parquet"), Some("X"));
        assert_eq!(contig("individuals.parquet"), None);
    }
}
