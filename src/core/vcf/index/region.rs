//! Regions as people type them, and whether a record reaches into one.
//!
//! Must not know bins or files.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    super::{line::parse_whole, problem::shorten},
    genes,
};
use crate::genome::{Assembly, Chromosome};

/// Positions of VCF 4.5 §1.3 end here.
const LAST_POSITION: u32 = i32::MAX as u32;
/// More would be a list of sites, for which whole files are read.
const MAX_REGIONS: usize = 1000;

/// A part of a contig; `start` and `end` count from 1, both inclusive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Region {
    /// As the file calls it.
    pub contig: String,
    /// First position.
    pub start: u32,
    /// Last position.
    pub end: u32,
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (1, LAST_POSITION) => f.write_str(&self.contig),
            (start, LAST_POSITION) => write!(f, "{}:{start}-", self.contig),
            (start, end) => write!(f, "{}:{start}-{end}", self.contig),
        }
    }
}

/// Regions in order, none overlapping another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regions(Vec<Region>);

/// The text is no list of regions of this file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RegionError {
    /// Nothing but spaces.
    #[error("no region is given")]
    Empty,
    /// The file has no such contig.
    #[error("the file has no records on {contig:?}")]
    NoSuchContig {
        /// As it was typed, shortened.
        contig: String,
    },
    /// A gene by its name, in a file of another build than the one that genes are known in.
    #[error("places of genes are known in GRCh38 only, not in this file's build: {gene:?}")]
    GeneBuild {
        /// As it was typed.
        gene: String,
    },
    /// Not a position, or not a range of two.
    #[error("not a position or range of positions: {text:?}")]
    Positions {
        /// As it was typed, shortened.
        text: String,
    },
    /// The end stands before the start.
    #[error("the end is before the start: {text:?}")]
    Reversed {
        /// As it was typed, shortened.
        text: String,
    },
    /// More regions than a plan holds.
    #[error("more than {limit} regions")]
    TooMany {
        /// The limit.
        limit: u64,
    },
}

impl Regions {
    /// Reads `chr7:1,000-2,000 chr8 X:155000`; contigs are told with or without `chr`, as long as the file has one.
    ///
    /// Regions are separated by spaces, semicolons, or commas that no three digits of a position follow. As in
    /// `bcftools view -r`, one position means that position only, and an open end the rest of the contig. Lines as in
    /// a BED file, `chr7 999 2000` with columns, count from 0 and without the end. Some genes are known by name, in a
    /// file of that build.
    pub fn parse<'a>(
        text: &str,
        contigs: impl Iterator<Item = &'a str>,
        assembly: Option<Assembly>,
    ) -> Result<Self, RegionError> {
        let contigs: Vec<&str> = contigs.collect();
        let mut regions = Vec::new();
        for line in text.lines().filter(|line| !is_remark(line)) {
            match interval(line, &contigs)? {
                Some(interval) => regions.push(interval),
                None => {
                    for piece in pieces(line) {
                        regions.push(region(piece, &contigs, assembly)?);
                    }
                }
            }
            if regions.len() > MAX_REGIONS {
                return Err(RegionError::TooMany { limit: MAX_REGIONS as u64 });
            }
        }
        if regions.is_empty() {
            return Err(RegionError::Empty);
        }
        Ok(Self::new(regions))
    }

    /// Puts regions in order and joins those that overlap.
    pub fn new(mut regions: Vec<Region>) -> Self {
        regions.sort();
        let mut joined: Vec<Region> = Vec::with_capacity(regions.len());
        for region in regions {
            match joined.last_mut() {
                Some(last) if last.contig == region.contig && region.start <= last.end => {
                    last.end = last.end.max(region.end);
                }
                _ => joined.push(region),
            }
        }
        Self(joined)
    }

    /// The regions, by name of contig and start.
    pub fn as_slice(&self) -> &[Region] {
        &self.0
    }

    /// Whether a record reaches into any of them: from POS to the end of REF, or to INFO's END where that is further.
    pub fn reach(&self, contig: &[u8], position: u32, reference: &[u8], info: &[u8]) -> bool {
        let bases = u32::try_from(reference.len()).unwrap_or(LAST_POSITION).max(1);
        let end = position.saturating_add(bases - 1).max(info_end(info).unwrap_or(0));
        self.overlap(contig, position, end)
    }

    fn overlap(&self, contig: &[u8], start: u32, end: u32) -> bool {
        let at = self.0.partition_point(|region| (region.contig.as_bytes(), region.end) < (contig, start));
        self.0.get(at).is_some_and(|region| region.contig.as_bytes() == contig && region.start <= end)
    }
}

/// VCF 4.5 §1.6.1, INFO, END.
fn info_end(info: &[u8]) -> Option<u32> {
    let end = info.split(|byte| *byte == b';').find_map(|field| field.strip_prefix(b"END="))?;
    parse_whole(end)
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_break = |character: char| character.is_whitespace() || character == ';';
    text.split(is_break).flat_map(at_commas).filter(|piece| !piece.is_empty())
}

/// Splits at commas, but not at those within a position.
fn at_commas(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',') {
        let (before, after) = (&text[start..at], &text.as_bytes()[at + 1..]);
        let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_within = before.contains(':') && before.ends_with(|last: char| last.is_ascii_digit()) && digits == 3;
        if !is_within {
            pieces.push(before);
            start = at + 1;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// Lines of a BED file that hold no interval (UCSC, "BED format").
fn is_remark(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('#') || line.starts_with("track ") || line.starts_with("browser ")
}

/// A line of a BED file: contig, first position counted from 0, end without it, and whatever follows.
fn interval(line: &str, contigs: &[&str]) -> Result<Option<Region>, RegionError> {
    let mut columns = line.split_whitespace();
    let (Some(name), Some(start), Some(end)) = (columns.next(), columns.next(), columns.next()) else {
        return Ok(None);
    };
    let number = |text: &str| parse_whole(text.as_bytes());
    let (Some(start), Some(end), false) = (number(start), number(end), name.contains(':')) else { return Ok(None) };
    let contig = find(name, contigs).ok_or_else(|| no_such_contig(name))?;
    if end <= start {
        return Err(RegionError::Reversed { text: shorten(line.as_bytes()) });
    }
    Ok(Some(Region { contig: contig.to_owned(), start: start + 1, end }))
}

fn no_such_contig(name: &str) -> RegionError {
    RegionError::NoSuchContig { contig: shorten(name.as_bytes()) }
}

/// A gene that is known by its name.
fn gene(symbol: &str, contigs: &[&str], assembly: Option<Assembly>) -> Result<Region, RegionError> {
    let (chromosome, start, end) = genes::place(symbol).ok_or_else(|| no_such_contig(symbol))?;
    if assembly != Some(Assembly::Grch38) {
        return Err(RegionError::GeneBuild { gene: symbol.to_owned() });
    }
    let contig = of_chromosome(chromosome, contigs).ok_or_else(|| no_such_contig(symbol))?;
    Ok(Region { contig: contig.to_owned(), start, end })
}

fn region(text: &str, contigs: &[&str], assembly: Option<Assembly>) -> Result<Region, RegionError> {
    // Names of HLA contigs have colons of their own.
    if let Some(contig) = find(text, contigs) {
        return Ok(Region { contig: contig.to_owned(), start: 1, end: LAST_POSITION });
    }
    let Some((name, positions)) = text.rsplit_once(':') else { return gene(text, contigs, assembly) };
    let contig = find(name, contigs).ok_or_else(|| no_such_contig(name))?;
    let wrong = || RegionError::Positions { text: shorten(text.as_bytes()) };
    let position = |text: &str| parse_whole(text.replace(',', "").as_bytes());
    let range = ["..", "-", "–"].iter().find_map(|between| positions.split_once(between));
    let (start, end) = match range {
        None => {
            let only = position(positions).ok_or_else(wrong)?;
            (only, only)
        }
        Some((start, "")) => (position(start).ok_or_else(wrong)?, LAST_POSITION),
        Some((start, end)) => (position(start).ok_or_else(wrong)?, position(end).ok_or_else(wrong)?),
    };
    if end < start {
        return Err(RegionError::Reversed { text: shorten(text.as_bytes()) });
    }
    Ok(Region { contig: contig.to_owned(), start, end })
}

/// The contig of that name, or else the one that means the same chromosome.
fn find<'a>(name: &str, contigs: &[&'a str]) -> Option<&'a str> {
    let named = contigs.iter().find(|contig| **contig == name).copied();
    named.or_else(|| of_chromosome(chromosome(name)?, contigs))
}

fn chromosome(name: &str) -> Option<Chromosome> {
    Chromosome::from_name(name).or_else(|| Some(Chromosome::from_accession(name)?.0))
}

fn of_chromosome<'a>(meant: Chromosome, contigs: &[&'a str]) -> Option<&'a str> {
    contigs.iter().find(|contig| chromosome(contig) == Some(meant)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcf::line;

    const CONTIGS: [&str; 4] = ["chr7", "chr8", "chrM", "HLA-A*01:01"];

    fn parse(text: &str) -> Result<Vec<(String, u32, u32)>, RegionError> {
        let regions = Regions::parse(text, CONTIGS.into_iter(), Some(Assembly::Grch38))?;
        Ok(regions.0.into_iter().map(|region| (region.contig, region.start, region.end)).collect())
    }

    #[test]
    fn reads_what_people_type() {
        let one = |contig: &str, start, end| Ok(vec![(contig.to_owned(), start, end)]);
        assert_eq!(parse("chr7:1,000-2,000"), one("chr7", 1000, 2000));
        assert_eq!(parse("7:1000-2000"), one("chr7", 1000, 2000));
        assert_eq!(parse("chr7:1000..2000"), one("chr7", 1000, 2000));
        assert_eq!(parse(" CHR7 "), one("chr7", 1, LAST_POSITION));
        assert_eq!(parse("chr7:1,234,567"), one("chr7", 1_234_567, 1_234_567));
        assert_eq!(parse("chr7:5-"), one("chr7", 5, LAST_POSITION));
        assert_eq!(parse("MT"), one("chrM", 1, LAST_POSITION));
        assert_eq!(parse("NC_000007.14:3-4"), one("chr7", 3, 4));
        assert_eq!(parse("HLA-A*01:01"), one("HLA-A*01:01", 1, LAST_POSITION));
        assert_eq!(parse("HLA-A*01:01:5-6"), one("HLA-A*01:01", 5, 6));
    }

    #[test]
    fn several_are_put_in_order_and_joined() {
        let expected = vec![("chr7".to_owned(), 1, 20), ("chr8".to_owned(), 5, 1000)];
        for text in
            ["chr8:5-1,000,chr7:1-20", "chr8:5-1,000 chr7:10-20,chr7:1-15", "7:1-20;8:5-1000", "7:1-20,8:5-1000"]
        {
            assert_eq!(parse(text), Ok(expected.clone()), "{text}");
        }
        assert_eq!(parse("7,8").map(|regions| regions.len()), Ok(2));
    }

    #[test]
    fn lines_of_a_bed_file_and_genes_are_regions_too() {
        let expected = vec![("chr7".to_owned(), 1000, 2000), ("chr8".to_owned(), 1, 5)];
        let list = "track name=x\n#chrom\tstart\tend\n7\t999\t2000\tname\t0\t+\nchr8 0 5\n\n";
        assert_eq!(parse(list), Ok(expected));
        assert_eq!(parse("CFTR"), Ok(vec![("chr7".to_owned(), 117_287_120, 117_715_971)]));
        assert_eq!(parse("chr7\t5\t5"), Err(RegionError::Reversed { text: "chr7 5 5".to_owned() }));
        assert_eq!(parse("BRCA1"), Err(RegionError::NoSuchContig { contig: "BRCA1".to_owned() }), "no chr17");
        let other_build = Regions::parse("CFTR", CONTIGS.into_iter(), Some(Assembly::Grch37));
        assert_eq!(other_build, Err(RegionError::GeneBuild { gene: "CFTR".to_owned() }));
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(parse(" , "), Err(RegionError::Empty));
        assert_eq!(parse("chr9:1-2"), Err(RegionError::NoSuchContig { contig: "chr9".to_owned() }));
        assert_eq!(parse("chr7:"), Err(RegionError::Positions { text: "chr7:".to_owned() }));
        assert_eq!(parse("chr7:x-5"), Err(RegionError::Positions { text: "chr7:x-5".to_owned() }));
        assert_eq!(parse("chr7:5-4"), Err(RegionError::Reversed { text: "chr7:5-4".to_owned() }));
        assert_eq!(parse(&"chr7 ".repeat(1001)), Err(RegionError::TooMany { limit: 1000 }));
    }

    #[test]
    fn a_record_reaches_as_far_as_ref_and_end() {
        let regions = Regions::parse("7:100-200 8:50", CONTIGS.into_iter(), None).unwrap();
        let reaches = |text: &str| {
            let line = line::parse(text.as_bytes(), 8).unwrap();
            regions.reach(line.contig, line.position, line.reference, line.info)
        };
        assert!(reaches("chr7\t100\t.\tA\tG\t.\t.\t."));
        assert!(reaches("chr7\t200\t.\tA\tG\t.\t.\t."));
        assert!(!reaches("chr7\t201\t.\tA\tG\t.\t.\t."));
        assert!(!reaches("chr7\t99\t.\tA\tG\t.\t.\t."));
        assert!(reaches("chr7\t98\t.\tACG\tA\t.\t.\t."));
        assert!(reaches("chr7\t1\t.\tA\t<DEL>\t.\t.\tSVTYPE=DEL;END=150"));
        assert!(!reaches("chr7\t1\t.\tA\t<DEL>\t.\t.\tCIEND=150;END=99"));
        assert!(reaches("chr8\t50\t.\tA\tG\t.\t.\t."));
        assert!(!reaches("7\t100\t.\tA\tG\t.\t.\t."));
        assert!(!reaches("chr9\t100\t.\tA\tG\t.\t.\t."));
    }
}
