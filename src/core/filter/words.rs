//! The words that stand for kinds of genotypes and of changes.
//!
//! Must not know how either is found out.

use crate::variant::AlleleKind;

/// What can be said of a sample's genotype, with respect to the row's allele.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GenotypeWord {
    /// One copy or more of the row's allele and another allele beside it.
    Het,
    /// Nothing but the row's allele, two copies or more.
    Hom,
    /// Nothing but the reference allele.
    Ref,
    /// At least one copy of the row's allele.
    Carrier,
    /// No allele called.
    Missing,
    /// The order of its alleles is known.
    Phased,
    /// The row's allele alone, in a call of one allele.
    Hemi,
    /// As the file writes it, such as `0|1`.
    Written(String),
}

impl GenotypeWord {
    /// The words to offer.
    pub const NAMES: [&str; 7] = ["het", "hom", "ref", "carrier", "missing", "phased", "hemi"];

    /// Reads a word, bcftools' two-letter ones included, or a genotype as a file writes it.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "het" | "heterozygous" | "ra" | "ar" => Self::Het,
            "hom" | "homalt" | "hom-alt" | "hom_alt" | "homozygous" | "aa" => Self::Hom,
            "ref" | "homref" | "hom-ref" | "hom_ref" | "rr" => Self::Ref,
            "carrier" | "alt" => Self::Carrier,
            "missing" | "mis" | "." | "./." | ".|." => Self::Missing,
            "phased" => Self::Phased,
            "hemi" | "hemizygous" => Self::Hemi,
            written if is_genotype(written) => Self::Written(written.to_owned()),
            _ => return None,
        })
    }

    /// As an expression writes it.
    pub fn name(&self) -> &str {
        match self {
            Self::Het => "het",
            Self::Hom => "hom",
            Self::Ref => "ref",
            Self::Carrier => "carrier",
            Self::Missing => "missing",
            Self::Phased => "phased",
            Self::Hemi => "hemi",
            Self::Written(text) => text,
        }
    }
}

/// VCF 4.5 §1.6.2, GT: allele numbers or dots, separated by `/` or `|`.
fn is_genotype(text: &str) -> bool {
    let is_allele = |allele: &str| allele == "." || (!allele.is_empty() && allele.bytes().all(|b| b.is_ascii_digit()));
    text.trim_start_matches(['/', '|']).split(['/', '|']).all(is_allele)
}

impl AlleleKind {
    /// The kinds that a word stands for, bcftools' words included; `indel` stands for two.
    pub fn parse(word: &str) -> Option<&'static [Self]> {
        Some(match word.to_ascii_lowercase().as_str() {
            "snv" | "snp" | "snps" => &[Self::Snv],
            "insertion" | "ins" => &[Self::Insertion],
            "deletion" | "del" => &[Self::Deletion],
            "indel" | "indels" => &[Self::Insertion, Self::Deletion],
            "mnv" | "mnp" | "mnps" => &[Self::Mnv],
            "complex" | "other" => &[Self::Complex],
            "symbolic" | "sv" => &[Self::Symbolic],
            "breakend" | "bnd" => &[Self::Breakend],
            "spanning" | "overlap" => &[Self::Spanning],
            "reference" | "ref" => &[Self::Reference],
            _ => return None,
        })
    }

    /// As an expression writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snv => "snv",
            Self::Insertion => "insertion",
            Self::Deletion => "deletion",
            Self::Mnv => "mnv",
            Self::Complex => "complex",
            Self::Symbolic => "symbolic",
            Self::Breakend => "breakend",
            Self::Spanning => "spanning",
            Self::Reference => "reference",
        }
    }
}
