//! The chromosomes of both human assemblies: names, aliases, RefSeq accessions, lengths.
//!
//! Knows nothing of files or requests. Source: NCBI assembly reports of GRCh37.p13 and GRCh38.p14.

/// A human reference assembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Assembly {
    /// GRCh37, also called hg19.
    GRCh37,
    /// GRCh38, also called hg38.
    GRCh38,
}

impl Assembly {
    /// The name that GA4GH uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GRCh37 => "GRCh37",
            Self::GRCh38 => "GRCh38",
        }
    }

    /// Reads a name or a synonym, patch releases included (`GRCh38.p14`, `hg38`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let base = lower.split('.').next().unwrap_or_default();
        match base {
            "grch37" | "hg19" | "b37" => Some(Self::GRCh37),
            "grch38" | "hg38" | "b38" => Some(Self::GRCh38),
            _ => None,
        }
    }
}

/// A chromosome, by its place in [`CONTIGS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContigId(u8);

impl ContigId {
    /// Reads `2`, `chr2`, `M`, `chrM`, `MT` or a RefSeq accession of either assembly.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bare = text.strip_prefix("chr").unwrap_or(text);
        let bare = if bare == "M" { "MT" } else { bare };
        let index = CONTIGS.iter().position(|contig| {
            contig.name == bare || contig.grch37.accession == text || contig.grch38.accession == text
        })?;
        u8::try_from(index).ok().map(Self)
    }

    /// The name without a prefix: `2`, `X`, `MT`.
    #[must_use]
    pub fn name(self) -> &'static str {
        CONTIGS[usize::from(self.0)].name
    }

    /// The RefSeq accession in an assembly.
    #[must_use]
    pub fn accession(self, assembly: Assembly) -> &'static str {
        self.sequence(assembly).accession
    }

    /// The length in an assembly.
    #[must_use]
    pub fn length_bases(self, assembly: Assembly) -> u32 {
        self.sequence(assembly).length_bases
    }

    /// All chromosomes in karyotype order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CONTIGS.len()).filter_map(|index| u8::try_from(index).ok()).map(Self)
    }

    fn sequence(self, assembly: Assembly) -> Sequence {
        let contig = CONTIGS[usize::from(self.0)];
        match assembly {
            Assembly::GRCh37 => contig.grch37,
            Assembly::GRCh38 => contig.grch38,
        }
    }
}

#[derive(Clone, Copy)]
struct Sequence {
    accession: &'static str,
    length_bases: u32,
}

#[derive(Clone, Copy)]
struct Contig {
    name: &'static str,
    grch37: Sequence,
    grch38: Sequence,
}

const fn contig(name: &'static str, grch37: (&'static str, u32), grch38: (&'static str, u32)) -> Contig {
    Contig {
        name,
        grch37: Sequence { accession: grch37.0, length_bases: grch37.1 },
        grch38: Sequence { accession: grch38.0, length_bases: grch38.1 },
    }
}

const CONTIGS: [Contig; 25] = [
    contig("1", ("NC_000001.10", 249_250_621), ("NC_000001.11", 248_956_422)),
    contig("2", ("NC_000002.11", 243_199_373), ("NC_000002.12", 242_193_529)),
    contig("3", ("NC_000003.11", 198_022_430), ("NC_000003.12", 198_295_559)),
    contig("4", ("NC_000004.11", 191_154_276), ("NC_000004.12", 190_214_555)),
    contig("5", ("NC_000005.9", 180_915_260), ("NC_000005.10", 181_538_259)),
    contig("6", ("NC_000006.11", 171_115_067), ("NC_000006.12", 170_805_979)),
    contig("7", ("NC_000007.13", 159_138_663), ("NC_000007.14", 159_345_973)),
    contig("8", ("NC_000008.10", 146_364_022), ("NC_000008.11", 145_138_636)),
    contig("9", ("NC_000009.11", 141_213_431), ("NC_000009.12", 138_394_717)),
    contig("10", ("NC_000010.10", 135_534_747), ("NC_000010.11", 133_797_422)),
    contig("11", ("NC_000011.9", 135_006_516), ("NC_000011.10", 135_086_622)),
    contig("12", ("NC_000012.11", 133_851_895), ("NC_000012.12", 133_275_309)),
    contig("13", ("NC_000013.10", 115_169_878), ("NC_000013.11", 114_364_328)),
    contig("14", ("NC_000014.8", 107_349_540), ("NC_000014.9", 107_043_718)),
    contig("15", ("NC_000015.9", 102_531_392), ("NC_000015.10", 101_991_189)),
    contig("16", ("NC_000016.9", 90_354_753), ("NC_000016.10", 90_338_345)),
    contig("17", ("NC_000017.10", 81_195_210), ("NC_000017.11", 83_257_441)),
    contig("18", ("NC_000018.9", 78_077_248), ("NC_000018.10", 80_373_285)),
    contig("19", ("NC_000019.9", 59_128_983), ("NC_000019.10", 58_617_616)),
    contig("20", ("NC_000020.10", 63_025_520), ("NC_000020.11", 64_444_167)),
    contig("21", ("NC_000021.8", 48_129_895), ("NC_000021.9", 46_709_983)),
    contig("22", ("NC_000022.10", 51_304_566), ("NC_000022.11", 50_818_468)),
    contig("X", ("NC_000023.10", 155_270_560), ("NC_000023.11", 156_040_895)),
    contig("Y", ("NC_000024.9", 59_373_566), ("NC_000024.10", 57_227_415)),
    contig("MT", ("NC_012920.1", 16_569), ("NC_012920.1", 16_569)),
];

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn names_aliases_and_accessions_are_one_contig() {
        let two = ContigId::parse("2").unwrap();
        assert_eq!(ContigId::parse("chr2"), Some(two));
        assert_eq!(ContigId::parse("NC_000002.12"), Some(two));
        assert_eq!(ContigId::parse("NC_000002.11"), Some(two));
        assert_eq!(ContigId::parse("chrM"), ContigId::parse("MT"));
        assert_eq!(ContigId::parse("27"), None);
        assert_eq!(two.accession(Assembly::GRCh38), "NC_000002.12");
        assert_eq!(two.length_bases(Assembly::GRCh38), 242_193_529);
    }

    #[test]
    fn assembly_synonyms_fold() {
        assert_eq!(Assembly::parse("hg38"), Some(Assembly::GRCh38));
        assert_eq!(Assembly::parse("GRCh38.p14"), Some(Assembly::GRCh38));
        assert_eq!(Assembly::parse("NCBI36"), None);
    }
}
