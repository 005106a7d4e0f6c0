//! Reference genomes: builds, chromosomes and their names, positions.
//!
//! Must not know variants, files or nodes.

use std::{fmt, num::NonZeroU32, str::FromStr};

use serde::{Deserialize, Serialize};

/// A build of the human reference genome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Assembly {
    /// GRCh37, also called hg19.
    #[serde(rename = "GRCh37")]
    Grch37,
    /// GRCh38, also called hg38.
    #[serde(rename = "GRCh38")]
    Grch38,
    /// T2T-CHM13v2.0, also called hs1.
    #[serde(rename = "T2T-CHM13")]
    Chm13,
}

impl Assembly {
    /// Every build the page knows, newest first.
    pub const ALL: [Self; 3] = [Self::Chm13, Self::Grch38, Self::Grch37];

    /// Builds that nodes have counts in, newest first.
    pub const ASKED: [Self; 2] = [Self::Grch38, Self::Grch37];

    /// The name that Beacon servers expect.
    pub fn name(self) -> &'static str {
        match self {
            Self::Grch37 => "GRCh37",
            Self::Grch38 => "GRCh38",
            Self::Chm13 => "T2T-CHM13",
        }
    }
}

impl fmt::Display for Assembly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no build we know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no known genome build is called {0:?}")]
pub struct UnknownAssembly(pub String);

impl FromStr for Assembly {
    type Err = UnknownAssembly;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "grch38" | "hg38" | "b38" => Ok(Self::Grch38),
            "grch37" | "hg19" | "b37" => Ok(Self::Grch37),
            "t2t-chm13" | "t2t-chm13v2.0" | "chm13" | "chm13v2.0" | "hs1" => Ok(Self::Chm13),
            _ => Err(UnknownAssembly(text.to_owned())),
        }
    }
}

/// A chromosome of the primary assembly: 1–22, X, Y or the mitochondrial genome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Chromosome(u8);

/// Lengths in bases in the order of [`Assembly`] (NCBI assembly reports GCF_000001405.25, GCF_000001405.40 and
/// GCF_009914755.1). Both builds of GRCh have the mitochondrial sequence NC_012920.1; that of CHM13 is as long.
const LENGTHS: [[u32; 3]; 25] = [
    [249_250_621, 248_956_422, 248_387_328],
    [243_199_373, 242_193_529, 242_696_752],
    [198_022_430, 198_295_559, 201_105_948],
    [191_154_276, 190_214_555, 193_574_945],
    [180_915_260, 181_538_259, 182_045_439],
    [171_115_067, 170_805_979, 172_126_628],
    [159_138_663, 159_345_973, 160_567_428],
    [146_364_022, 145_138_636, 146_259_331],
    [141_213_431, 138_394_717, 150_617_247],
    [135_534_747, 133_797_422, 134_758_134],
    [135_006_516, 135_086_622, 135_127_769],
    [133_851_895, 133_275_309, 133_324_548],
    [115_169_878, 114_364_328, 113_566_686],
    [107_349_540, 107_043_718, 101_161_492],
    [102_531_392, 101_991_189, 99_753_195],
    [90_354_753, 90_338_345, 96_330_374],
    [81_195_210, 83_257_441, 84_276_897],
    [78_077_248, 80_373_285, 80_542_538],
    [59_128_983, 58_617_616, 61_707_364],
    [63_025_520, 64_444_167, 66_210_255],
    [48_129_895, 46_709_983, 45_090_682],
    [51_304_566, 50_818_468, 51_324_926],
    [155_270_560, 156_040_895, 154_259_566],
    [59_373_566, 57_227_415, 62_460_029],
    [16_569, 16_569, 16_569],
];

/// RefSeq accession versions, GRCh37 then GRCh38, for NC_000001 to NC_000024 (same reports).
const VERSIONS: [(u8, u8); 24] = [
    (10, 11),
    (11, 12),
    (11, 12),
    (11, 12),
    (9, 10),
    (11, 12),
    (13, 14),
    (10, 11),
    (11, 12),
    (10, 11),
    (9, 10),
    (11, 12),
    (10, 11),
    (8, 9),
    (9, 10),
    (9, 10),
    (10, 11),
    (9, 10),
    (9, 10),
    (10, 11),
    (8, 9),
    (10, 11),
    (10, 11),
    (9, 10),
];

/// RefSeq numbers the chromosomes of CHM13 from NC_060925.1 to NC_060948.1 (assembly report of GCF_009914755.1).
const CHM13_BEFORE_FIRST: u32 = 60_924;
/// The mitochondrial sequence of CHM13; RefSeq has none of its own.
const CHM13_MITOCHONDRIAL: &str = "CP068254.1";

const X: u8 = 23;
const Y: u8 = 24;
const MITOCHONDRIAL: u8 = 25;

impl Chromosome {
    /// All 25, in genome order.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=MITOCHONDRIAL).map(Self)
    }

    /// Reads `1`, `chr1`, `X`, `23`, `M`, `MT` or `chrM`; a RefSeq accession is read by [`Self::from_accession`].
    pub fn from_name(name: &str) -> Option<Self> {
        let bare = match name.get(..3) {
            Some(prefix) if prefix.eq_ignore_ascii_case("chr") => name.get(3..)?,
            _ => name,
        };
        match bare.to_ascii_uppercase().as_str() {
            "X" => Some(Self(X)),
            "Y" => Some(Self(Y)),
            "M" | "MT" => Some(Self(MITOCHONDRIAL)),
            digits if !digits.starts_with('0') && digits.len() <= 2 => {
                let number = digits.parse().ok()?;
                (1..=Y).contains(&number).then_some(Self(number))
            }
            _ => None,
        }
    }

    /// Reads a RefSeq accession with its version; the version says which build is meant.
    ///
    /// The mitochondrial accession is shared by both builds of GRCh, hence the optional build.
    pub fn from_accession(accession: &str) -> Option<(Self, Option<Assembly>)> {
        if accession.eq_ignore_ascii_case(CHM13_MITOCHONDRIAL) {
            return Some((Self(MITOCHONDRIAL), Some(Assembly::Chm13)));
        }
        let (stem, version) = accession.split_once('.')?;
        if stem.eq_ignore_ascii_case("NC_012920") {
            return (version == "1").then_some((Self(MITOCHONDRIAL), None));
        }
        let digits = stem.get(..3).filter(|prefix| prefix.eq_ignore_ascii_case("NC_")).and_then(|_| stem.get(3..))?;
        if digits.len() != 6 {
            return None;
        }
        let number: u32 = digits.parse().ok()?;
        let version: u8 = version.parse().ok()?;
        if let Some(of_chm13) = number.checked_sub(CHM13_BEFORE_FIRST) {
            let chromosome = u8::try_from(of_chm13).ok().filter(|number| (1..=Y).contains(number) && version == 1)?;
            return Some((Self(chromosome), Some(Assembly::Chm13)));
        }
        let chromosome = u8::try_from(number).ok()?;
        let (old, new) = VERSIONS.get(usize::from(chromosome).checked_sub(1)?)?;
        let assembly = match version {
            v if v == *new => Assembly::Grch38,
            v if v == *old => Assembly::Grch37,
            _ => return None,
        };
        Some((Self(chromosome), Some(assembly)))
    }

    /// The accession with its version in a build, RefSeq's where it has one.
    pub fn accession(self, assembly: Assembly) -> String {
        match (VERSIONS.get(self.index()), assembly) {
            (None, Assembly::Chm13) => CHM13_MITOCHONDRIAL.to_owned(),
            (None, Assembly::Grch37 | Assembly::Grch38) => "NC_012920.1".to_owned(),
            (Some(_), Assembly::Chm13) => format!("NC_{:06}.1", CHM13_BEFORE_FIRST + u32::from(self.0)),
            (Some((version, _)), Assembly::Grch37) | (Some((_, version)), Assembly::Grch38) => {
                format!("NC_{:06}.{version}", self.0)
            }
        }
    }

    /// Number of bases in a build.
    pub fn length(self, assembly: Assembly) -> u32 {
        LENGTHS[self.index()][assembly as usize]
    }

    /// Whether it is X.
    pub(crate) fn is_x(self) -> bool {
        self.0 == X
    }

    /// Whether everybody has two of it: neither X, Y nor the mitochondrial one.
    pub fn is_autosome(self) -> bool {
        self.name().bytes().all(|digit| digit.is_ascii_digit())
    }

    /// The bare name: `1`, `X`, `M`.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 25] = [
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
            "20", "21", "22", "X", "Y", "M",
        ];
        NAMES[self.index()]
    }

    /// Its place in [`Self::all`].
    pub(crate) fn index(self) -> usize {
        usize::from(self.0 - 1)
    }
}

impl fmt::Display for Chromosome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Chromosome> for String {
    fn from(chromosome: Chromosome) -> Self {
        chromosome.name().to_owned()
    }
}

impl TryFrom<String> for Chromosome {
    type Error = UnknownChromosome;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::from_name(&name).ok_or(UnknownChromosome(name))
    }
}

/// The text names no chromosome of the primary assembly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no human chromosome is called {0:?}")]
pub struct UnknownChromosome(pub String);

/// A position on a chromosome, 1-based as in VCF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position(NonZeroU32);

impl Position {
    /// `None` for 0: positions count from 1.
    pub fn new(position_1based: u32) -> Option<Self> {
        NonZeroU32::new(position_1based).map(Self)
    }

    /// From an interbase or 0-based coordinate, as SPDI and Beacon write it.
    pub fn from_0based(start_0based: u32) -> Option<Self> {
        start_0based.checked_add(1).and_then(Self::new)
    }

    /// Counting from 1.
    pub fn get(self) -> u32 {
        self.0.get()
    }

    /// Counting from 0, as Beacon's `start`.
    pub fn start_0based(self) -> u32 {
        self.0.get() - 1
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases() {
        for name in ["X", "x", "chrX", "CHRx", "23"] {
            assert_eq!(Chromosome::from_name(name), Some(Chromosome(X)), "{name}");
        }
        assert_eq!(Chromosome::from_name("chrMT").map(Chromosome::name), Some("M"));
        for name in ["", "0", "01", "25", "26", "chr", "1a", "chrUn_1", "é1"] {
            assert_eq!(Chromosome::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn accession_tells_the_build() {
        let two = Chromosome::from_name("2").unwrap();
        assert_eq!(Chromosome::from_accession("NC_000002.12"), Some((two, Some(Assembly::Grch38))));
        assert_eq!(Chromosome::from_accession("nc_000002.11"), Some((two, Some(Assembly::Grch37))));
        assert_eq!(Chromosome::from_accession("NC_000002.10"), None);
        assert_eq!(Chromosome::from_accession("NC_060926.1"), Some((two, Some(Assembly::Chm13))));
        assert_eq!(Chromosome::from_accession("NC_060926.2"), None);
        assert_eq!(Chromosome::from_accession("NC_060949.1"), None);
        assert_eq!(Chromosome::from_accession("NC_000025.1"), None);
        assert_eq!(Chromosome::from_accession("NC_000000.1"), None);
        for chromosome in Chromosome::all() {
            for assembly in Assembly::ALL {
                let (read, build) = Chromosome::from_accession(&chromosome.accession(assembly)).unwrap();
                assert_eq!(read, chromosome);
                assert!(build.is_none_or(|build| build == assembly), "{chromosome} {assembly}");
            }
        }
    }

    #[test]
    fn builds_and_their_names() {
        for assembly in Assembly::ALL {
            assert_eq!(assembly.name().parse(), Ok(assembly));
        }
        assert_eq!("hs1".parse(), Ok(Assembly::Chm13));
        // 3,117,275,501 bases without the mitochondrial sequence, by the assembly report.
        let bases: u64 = Chromosome::all().map(|chromosome| u64::from(chromosome.length(Assembly::Chm13))).sum();
        assert_eq!(bases, 3_117_292_070);
    }

    #[test]
    fn positions_count_from_one() {
        assert_eq!(Position::new(0), None);
        assert_eq!(Position::from_0based(0).map(Position::get), Some(1));
        assert_eq!(Position::from_0based(u32::MAX), None);
    }
}
