//! Where genes are and what they are made of: a table that the page fetches, `public/genes.tsv.gz`, unpacked.
//!
//! Its source and format stand in `PROVENANCE.md` beside this. Reading is total: a line that is none is left out and
//! counted. Must not know how the table is fetched.

use super::{BadRegion, Region};
use crate::genome::{Assembly, Chromosome, Position};

/// Which way a gene is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strand {
    /// With the numbers of positions.
    Forward,
    /// Against them.
    Reverse,
}

/// A protein-coding gene and the exons of one transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gene {
    /// HGNC symbol.
    pub symbol: String,
    /// Chromosome.
    pub chromosome: Chromosome,
    /// First base, from 1.
    pub first: u32,
    /// Last base, from 1.
    pub last: u32,
    /// Which way it is read.
    pub strand: Strand,
    /// First and last base of each exon, from 1, by position.
    pub exons: Vec<(u32, u32)>,
    /// First and last base of what is translated, from 1; `None` where nothing is.
    pub coding: Option<(u32, u32)>,
}

impl Gene {
    /// The gene's own stretch.
    ///
    /// # Errors
    /// When it is too long to be asked about.
    pub fn region(&self) -> Result<Region, BadRegion> {
        let (first, last) = (Position::new(self.first), Position::new(self.last));
        let (Some(first), Some(last)) = (first, last) else { return Err(BadRegion::NoForm(self.symbol.clone())) };
        Region::new(GeneTable::ASSEMBLY, self.chromosome, first, last)
    }
}

/// The table as text, searched line by line: it is looked at twice a page and need not be taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneTable {
    text: String,
}

/// The text is no such table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the table of genes has another format than this page reads")]
pub struct NoGeneTable;

/// What the first line says.
const HEADING: &str = "#genes 1\tGRCh38";

impl GeneTable {
    /// The build that its positions are in.
    pub const ASSEMBLY: Assembly = Assembly::Grch38;

    /// Takes the unpacked file.
    ///
    /// # Errors
    /// When it is of another kind or of a newer format.
    pub fn read(text: String) -> Result<Self, NoGeneTable> {
        if text.lines().next() == Some(HEADING) { Ok(Self { text }) } else { Err(NoGeneTable) }
    }

    /// All genes, in genome order.
    pub fn iter(&self) -> impl Iterator<Item = Gene> {
        self.lines().filter_map(|line| line.gene())
    }

    /// By symbol, in either case.
    pub fn by_symbol(&self, symbol: &str) -> Option<Gene> {
        self.lines().find(|line| line.symbol.eq_ignore_ascii_case(symbol)).and_then(|line| line.gene())
    }

    /// Those that overlap a region, in order; none in another build.
    pub fn within(&self, region: &Region) -> Vec<Gene> {
        if region.assembly() != Self::ASSEMBLY {
            return Vec::new();
        }
        let overlaps = |line: &Line<'_>| {
            line.chromosome == region.chromosome()
                && line.first <= region.last().get()
                && line.first.saturating_add(line.bases) > region.first().get()
        };
        self.lines().filter(overlaps).filter_map(|line| line.gene()).collect()
    }

    fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let (mut chromosome, mut first) = (None, 0_u32);
        self.text.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
            let mut columns = line.split('\t');
            let (name, step, symbol, size) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
            if !name.is_empty() {
                (chromosome, first) = (Chromosome::from_name(name), 0);
            }
            first = first.checked_add(number(step)?)?;
            let (bases, strand) = match size.strip_suffix('-') {
                Some(bases) => (bases, Strand::Reverse),
                None => (size.strip_suffix('+')?, Strand::Forward),
            };
            let (exons, coding) = (columns.next()?, columns.next());
            Some(Line { symbol, chromosome: chromosome?, first, bases: number(bases)?, strand, exons, coding })
        })
    }
}

/// A line taken apart as far as every search needs it.
struct Line<'a> {
    symbol: &'a str,
    chromosome: Chromosome,
    first: u32,
    bases: u32,
    strand: Strand,
    exons: &'a str,
    coding: Option<&'a str>,
}

impl Line<'_> {
    fn gene(&self) -> Option<Gene> {
        let steps: Vec<u32> = self.exons.split(',').map(number).collect::<Option<_>>()?;
        let mut end_0based = self.first;
        let mut exons = Vec::with_capacity(steps.len() / 2);
        for step in steps.chunks_exact(2) {
            let first = end_0based.checked_add(step[0])?;
            end_0based = first.checked_add(step[1])?;
            exons.push((first, end_0based.checked_sub(1)?));
        }
        let coding = self.coding.and_then(|ends| {
            let (start, end) = ends.split_once(',')?;
            Some((self.first.checked_add(number(start)?)?, self.first.checked_add(number(end)?)?.checked_sub(1)?))
        });
        let last = self.first.checked_add(self.bases)?.checked_sub(1)?;
        Some(Gene {
            symbol: self.symbol.to_owned(),
            chromosome: self.chromosome,
            first: self.first,
            last,
            strand: self.strand,
            exons,
            coding,
        })
    }
}

fn number(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 36).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Read;

    use super::*;

    pub(crate) fn table() -> GeneTable {
        let mut text = String::new();
        flate2::read::GzDecoder::new(&include_bytes!("../../../public/genes.tsv.gz")[..])
            .read_to_string(&mut text)
            .unwrap();
        GeneTable::read(text).unwrap()
    }

    #[test]
    fn the_table_that_is_shipped() {
        let table = table();
        let lines = table.text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(table.iter().count(), lines, "every line is read");
        assert!(lines > 19_000);
        for gene in table.iter() {
            assert!(!gene.exons.is_empty() && gene.exons.is_sorted(), "{}", gene.symbol);
            assert!(gene.exons.iter().all(|&(first, last)| gene.first <= first && first <= last), "{}", gene.symbol);
            assert!(gene.last <= gene.chromosome.length(GeneTable::ASSEMBLY), "{}", gene.symbol);
        }
    }

    #[test]
    fn lactase_by_hand() {
        // Ensembl 110, LCT-201 (ENST00000264162): 17 exons on the reverse strand of 2:135,787,850-135,837,184.
        let gene = table().by_symbol("lct").unwrap();
        assert_eq!((gene.first, gene.last, gene.strand), (135_787_850, 135_837_184, Strand::Reverse));
        assert_eq!((gene.exons.len(), gene.exons[0], gene.exons[16].1), (17, (135_787_850, 135_788_544), 135_837_184));
        // 474 untranslated bases at one end, 15 at the other.
        assert_eq!(gene.coding, Some((135_788_324, 135_837_169)));
        assert_eq!(gene.region().unwrap().to_string(), "2:135787850-135837184");
        let genes = table().within(&Region::parse("2:135830000-135880000", Assembly::Grch38).unwrap());
        assert_eq!(genes.iter().map(|gene| gene.symbol.as_str()).collect::<Vec<_>>(), ["LCT", "MCM6"]);
        assert!(table().within(&Region::parse("2:135830000-135880000", Assembly::Grch37).unwrap()).is_empty());
    }

    #[test]
    fn what_is_no_table_or_no_line() {
        assert_eq!(GeneTable::read("<html>".into()), Err(NoGeneTable));
        assert_eq!(GeneTable::read("#genes 2\tGRCh38\n".into()), Err(NoGeneTable));
        let odd =
            format!("{HEADING}\n\n1\t!\tA\t5+\t1,2\n1\t5\tB\t5\t1,2\n1\t5\tC\t5+\t1,2,3\n\t1\tD\t5+\t1,zzzzzzz\n");
        let read: Vec<String> = GeneTable::read(odd).unwrap().iter().map(|gene| gene.symbol).collect();
        assert_eq!(read, ["C"]);
    }
}
