//! A stretch of a chromosome that is looked at as a whole: what people type for one, its genes, and the variants that
//! cohorts have in it.
//!
//! Owns places and tables of counts; must not know how nodes are asked or what is drawn.

pub mod compare;
pub mod genes;
pub mod table;

use std::{fmt, str::FromStr};

use crate::{
    beacon::question::{Question, Stretch},
    genome::{Assembly, Chromosome, Position},
    variant::Variant,
};

/// Longest region that is asked about, in bases: the longest human gene, RBFOX1 with 2.47 million bases, fits.
pub const MAX_REGION_BASES: u32 = 3_000_000;

/// A stretch of a chromosome, both ends included, as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    assembly: Assembly,
    chromosome: Chromosome,
    first: Position,
    last: Position,
}

/// The text names no region.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRegion {
    /// It has not the form `chr2:135787850-135837195`.
    #[error("a region is written as chromosome:first-last, found {0:?}")]
    NoForm(String),
    /// Not a human chromosome.
    #[error("no human chromosome is called {0:?}")]
    Chromosome(String),
    /// The last position stands before the first.
    #[error("the region ends at {last}, before it begins at {first}")]
    Backwards {
        /// First base, from 1.
        first: u32,
        /// Last base, from 1.
        last: u32,
    },
    /// It reaches beyond the chromosome.
    #[error("chromosome {chromosome} has {length} bases in {assembly}, {last} lies beyond its end")]
    BeyondEnd {
        /// Build asked for.
        assembly: Assembly,
        /// Chromosome asked for.
        chromosome: Chromosome,
        /// Last base asked for, from 1.
        last: u32,
        /// Bases of the chromosome.
        length: u32,
    },
    /// More than [`MAX_REGION_BASES`].
    #[error("the region has {bases} bases, more than {MAX_REGION_BASES}")]
    TooLong {
        /// How many.
        bases: u32,
    },
}

impl Region {
    /// From its first and last base, both counted from 1.
    ///
    /// # Errors
    /// When it does not exist in the build or is too long to be asked about.
    pub fn new(assembly: Assembly, chromosome: Chromosome, first: Position, last: Position) -> Result<Self, BadRegion> {
        let length = chromosome.length(assembly);
        if last < first {
            return Err(BadRegion::Backwards { first: first.get(), last: last.get() });
        }
        if last.get() > length {
            return Err(BadRegion::BeyondEnd { assembly, chromosome, last: last.get(), length });
        }
        let bases = last.get() - first.get() + 1;
        if bases > MAX_REGION_BASES {
            return Err(BadRegion::TooLong { bases });
        }
        Ok(Self { assembly, chromosome, first, last })
    }

    /// Reads `chr2:135,787,850-135,837,195`, also with `..` or a dash of another kind, in either case of `chr`.
    ///
    /// # Errors
    /// Says what is missing or wrong.
    pub fn parse(text: &str, assembly: Assembly) -> Result<Self, BadRegion> {
        let no_form = || BadRegion::NoForm(text.chars().take(60).collect());
        let (name, ends) = text.trim().split_once(':').ok_or_else(no_form)?;
        let ends = ends.replace("..", "-").replace(['–', '—'], "-");
        let (first, last) = ends.split_once('-').ok_or_else(no_form)?;
        let [first, last] = [first, last].map(position);
        let (Some(first), Some(last)) = (first, last) else { return Err(no_form()) };
        let name = name.trim();
        let chromosome =
            Chromosome::from_name(name).ok_or_else(|| BadRegion::Chromosome(name.chars().take(40).collect()))?;
        Self::new(assembly, chromosome, first, last)
    }

    /// Build.
    pub fn assembly(&self) -> Assembly {
        self.assembly
    }

    /// Chromosome.
    pub fn chromosome(&self) -> Chromosome {
        self.chromosome
    }

    /// First base, from 1.
    pub fn first(&self) -> Position {
        self.first
    }

    /// Last base, from 1.
    pub fn last(&self) -> Position {
        self.last
    }

    /// How many bases.
    pub fn bases(&self) -> u32 {
        self.last.get() - self.first.start_0based()
    }

    /// What a node is asked: everything that overlaps it. It learns the region.
    pub fn question(&self) -> Question {
        Question::Range(Stretch {
            assembly: self.assembly,
            chromosome: self.chromosome,
            start_0based: self.first.start_0based(),
            end_0based: self.last.get(),
        })
    }

    /// Whether a change begins in it. A node may send what only overlaps it.
    pub fn holds(&self, variant: &Variant) -> bool {
        variant.assembly() == self.assembly
            && variant.chromosome() == self.chromosome
            && (self.first..=self.last).contains(&variant.position())
    }
}

/// `2:135787850-135837195`, the form that links carry.
impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}-{}", self.chromosome, self.first, self.last)
    }
}

/// Digits, grouped by commas, points, apostrophes, underscores or spaces.
fn position(text: &str) -> Option<Position> {
    let digits: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, ',' | '.' | '\'' | '’' | '_' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number).and_then(Position::new)
}

/// The symbol of a gene in the form of HGNC's: a letter, then letters, digits, hyphens, points or underscores.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Symbol(String);

/// The text has not the form of a gene's symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this has not the form of a gene symbol")]
pub struct NoSymbol;

impl Symbol {
    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Symbol {
    type Err = NoSymbol;

    fn from_str(text: &str) -> Result<Self, NoSymbol> {
        let text = text.trim();
        let is_symbol = (2..=24).contains(&text.len())
            && text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
            && Chromosome::from_name(text).is_none();
        is_symbol.then(|| Self(text.to_owned())).ok_or(NoSymbol)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, BadRegion> {
        Region::parse(text, Assembly::Grch38).map(|region| region.to_string())
    }

    #[test]
    fn a_region_in_every_hand() {
        for text in [
            "chr2:135,787,850-135,837,195",
            "2:135787850-135837195",
            " CHR2 : 135.787.850 – 135 837 195 ",
            "2:135'787'850..135_837_195",
        ] {
            assert_eq!(read(text).as_deref(), Ok("2:135787850-135837195"), "{text}");
        }
        let region = Region::parse("2:5-5", Assembly::Grch38).unwrap();
        assert_eq!(region.bases(), 1);
        let Question::Range(stretch) = region.question() else { panic!() };
        assert_eq!((stretch.start_0based, stretch.end_0based), (4, 5));
    }

    #[test]
    fn what_is_no_region_says_why() {
        for text in ["", "2", "2:5", "2:a-b", "2:-5", "2:5-", "2:0-5", "2:+5-9", "2:1-99999999999"] {
            assert!(matches!(read(text), Err(BadRegion::NoForm(_))), "{text}");
        }
        assert_eq!(read("27:5-9"), Err(BadRegion::Chromosome("27".into())));
        assert_eq!(read("2:9-5"), Err(BadRegion::Backwards { first: 9, last: 5 }));
        assert!(matches!(read("M:9-16570"), Err(BadRegion::BeyondEnd { last: 16_570, length: 16_569, .. })));
        assert_eq!(read("2:1-3000001"), Err(BadRegion::TooLong { bases: 3_000_001 }));
    }

    #[test]
    fn symbols_of_genes() {
        for text in ["LCT", "HLA-DRB1", "C4orf48", "brca2", "AC012345.1"] {
            assert!(text.parse::<Symbol>().is_ok(), "{text}");
        }
        for text in ["", "A", "1BG", "chr2", "MT", "rs 5", "LCT/X", "é1", "A23456789012345678901234567"] {
            assert!(text.parse::<Symbol>().is_err(), "{text}");
        }
    }
}
