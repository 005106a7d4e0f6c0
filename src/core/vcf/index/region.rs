//! Regions as people type them, and whether a record reaches into one.
//!
//! Must not know bins or files.

use serde::{Deserialize, Serialize};

use super::super::{line::parse_whole, problem::shorten};
use crate::genome::Chromosome;

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
    /// `bcftools view -r`, one position means that position only, and an open end the rest of the contig.
    pub fn parse<'a>(text: &str, contigs: impl Iterator<Item = &'a str>) -> Result<Self, RegionError> {
        let contigs: Vec<&str> = contigs.collect();
        let mut regions = Vec::new();
        for piece in pieces(text) {
            regions.push(region(piece, &contigs)?);
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

fn region(text: &str, contigs: &[&str]) -> Result<Region, RegionError> {
    // Names of HLA contigs have colons of their own.
    if let Some(contig) = find(text, contigs) {
        return Ok(Region { contig: contig.to_owned(), start: 1, end: LAST_POSITION });
    }
    let (name, positions) = text.rsplit_once(':').unwrap_or((text, ""));
    let contig = find(name, contigs).ok_or_else(|| RegionError::NoSuchContig { contig: shorten(name.as_bytes()) })?;
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
    let chromosome = |name: &str| Chromosome::from_name(name).or_else(|| Some(Chromosome::from_accession(name)?.0));
    let is_named = |contig: &&&str| **contig == name;
    let is_meant = |contig: &&&str| chromosome(name).is_some_and(|meant| chromosome(contig) == Some(meant));
    contigs.iter().find(is_named).or_else(|| contigs.iter().find(is_meant)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcf::line;

    const CONTIGS: [&str; 4] = ["chr7", "chr8", "chrM", "HLA-A*01:01"];

    fn parse(text: &str) -> Result<Vec<(String, u32, u32)>, RegionError> {
        let regions = Regions::parse(text, CONTIGS.into_iter())?;
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
        let regions = Regions::parse("7:100-200 8:50", CONTIGS.into_iter()).unwrap();
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
