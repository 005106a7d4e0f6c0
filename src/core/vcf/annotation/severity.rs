//! Consequence terms: how severe each is, and which impact it has.
//!
//! Must not know which tool wrote a term, beyond the names each tool gives it.
//!
//! Order and impact are Ensembl's table "Calculated variant consequences"
//! (ensembl.org/info/genome/variation/prediction/predicted_data.html, release 113), which calls its own order
//! "necessarily subjective". Terms that only SnpEff writes have the impact that SnpEff's manual gives them and the
//! place of the Ensembl term they are a kind of.

use serde::{Deserialize, Serialize};

/// How strongly a consequence disturbs the gene's product, by Ensembl's and SnpEff's four classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Impact {
    /// Disruptive: protein truncation, loss of function or nonsense-mediated decay.
    High,
    /// Not disruptive, may change how well the protein works.
    Moderate,
    /// Mostly harmless.
    Low,
    /// Outside genes and coding sequence, where predictions are hard.
    Modifier,
}

impl Impact {
    /// As the tools write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "HIGH",
            Self::Moderate => "MODERATE",
            Self::Low => "LOW",
            Self::Modifier => "MODIFIER",
        }
    }

    /// Reads what the tools write.
    pub fn from_name(name: &[u8]) -> Option<Self> {
        [Self::High, Self::Moderate, Self::Low, Self::Modifier]
            .into_iter()
            .find(|impact| name.eq_ignore_ascii_case(impact.name().as_bytes()))
    }
}

/// A consequence term of the Sequence Ontology that the table knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SoTerm(u8);

impl SoTerm {
    /// As the Sequence Ontology writes it.
    pub fn name(self) -> &'static str {
        TERMS.get(usize::from(self.0)).map_or("sequence_variant", |(name, ..)| name)
    }

    /// Its class.
    pub fn impact(self) -> Impact {
        TERMS.get(usize::from(self.0)).map_or(Modifier, |(_, impact, _)| *impact)
    }

    /// Place in Ensembl's order, the most severe first.
    fn rank(self) -> u8 {
        TERMS.get(usize::from(self.0)).map_or(LEAST_SEVERE, |(.., rank)| *rank)
    }
}

use Impact::{High, Low, Moderate, Modifier};

/// Rank of `sequence_variant`.
const LEAST_SEVERE: u8 = 41;

/// Terms with their rank; those at a shared rank are kinds of the first.
const TERMS: [(&str, Impact, u8); 78] = [
    ("transcript_ablation", High, 1),
    ("exon_loss_variant", High, 1),
    ("chromosome_number_variation", High, 1),
    ("feature_ablation", High, 1),
    ("gene_fusion", High, 1),
    ("bidirectional_gene_fusion", High, 1),
    ("rearranged_at_DNA_level", High, 1),
    ("splice_acceptor_variant", High, 2),
    ("splice_donor_variant", High, 3),
    ("stop_gained", High, 4),
    ("frameshift_variant", High, 5),
    ("stop_lost", High, 6),
    ("start_lost", High, 7),
    ("transcript_amplification", High, 8),
    ("duplication", High, 8),
    ("inversion", High, 8),
    ("feature_elongation", High, 9),
    ("feature_truncation", High, 10),
    ("protein_protein_contact", High, 10),
    ("structural_interaction_variant", High, 10),
    ("rare_amino_acid_variant", High, 10),
    ("inframe_insertion", Moderate, 11),
    ("disruptive_inframe_insertion", Moderate, 11),
    ("conservative_inframe_insertion", Moderate, 11),
    ("inframe_deletion", Moderate, 12),
    ("disruptive_inframe_deletion", Moderate, 12),
    ("conservative_inframe_deletion", Moderate, 12),
    ("missense_variant", Moderate, 13),
    ("protein_altering_variant", Moderate, 14),
    ("3_prime_UTR_truncation", Moderate, 14),
    ("5_prime_UTR_truncation", Moderate, 14),
    ("splice_donor_5th_base_variant", Low, 15),
    ("splice_region_variant", Low, 16),
    ("splice_branch_variant", Low, 16),
    ("splice_donor_region_variant", Low, 17),
    ("splice_polypyrimidine_tract_variant", Low, 18),
    ("5_prime_UTR_premature_start_codon_gain_variant", Low, 18),
    ("incomplete_terminal_codon_variant", Low, 19),
    ("start_retained_variant", Low, 20),
    ("initiator_codon_variant", Low, 20),
    ("stop_retained_variant", Low, 21),
    ("synonymous_variant", Low, 22),
    ("coding_sequence_variant", Modifier, 23),
    ("mature_miRNA_variant", Modifier, 24),
    ("miRNA", Modifier, 24),
    ("5_prime_UTR_variant", Modifier, 25),
    ("3_prime_UTR_variant", Modifier, 26),
    ("non_coding_transcript_exon_variant", Modifier, 27),
    ("non_coding_exon_variant", Modifier, 27),
    ("exon_variant", Modifier, 27),
    ("exon_region", Modifier, 27),
    ("intron_variant", Modifier, 28),
    ("conserved_intron_variant", Modifier, 28),
    ("NMD_transcript_variant", Modifier, 29),
    ("non_coding_transcript_variant", Modifier, 30),
    ("nc_transcript_variant", Modifier, 30),
    ("coding_transcript_variant", Modifier, 31),
    ("transcript_variant", Modifier, 31),
    ("transcript", Modifier, 31),
    ("intragenic_variant", Modifier, 31),
    ("gene_variant", Modifier, 31),
    ("gene", Modifier, 31),
    ("upstream_gene_variant", Modifier, 32),
    ("downstream_gene_variant", Modifier, 33),
    ("TFBS_ablation", Modifier, 34),
    ("TFBS_amplification", Modifier, 35),
    ("TF_binding_site_variant", Modifier, 36),
    ("regulatory_region_ablation", Modifier, 37),
    ("regulatory_region_amplification", Modifier, 38),
    ("regulatory_region_variant", Modifier, 39),
    ("regulatory_region", Modifier, 39),
    ("intergenic_variant", Modifier, 40),
    ("intergenic_region", Modifier, 40),
    ("conserved_intergenic_variant", Modifier, 40),
    ("custom", Modifier, LEAST_SEVERE),
    ("chromosome", Modifier, LEAST_SEVERE),
    ("sequence_feature", Modifier, LEAST_SEVERE),
    ("sequence_variant", Modifier, LEAST_SEVERE),
];

/// Other names of the same: bcftools' (`csq_strings` in its `csq.c`), then SnpEff's classic ones (the table of
/// effects in its manual).
const OTHER_NAMES: [(&str, &str); 54] = [
    ("synonymous", "synonymous_variant"),
    ("missense", "missense_variant"),
    ("frameshift", "frameshift_variant"),
    ("splice_acceptor", "splice_acceptor_variant"),
    ("splice_donor", "splice_donor_variant"),
    ("splice_region", "splice_region_variant"),
    ("start_retained", "start_retained_variant"),
    ("stop_retained", "stop_retained_variant"),
    ("5_prime_utr", "5_prime_UTR_variant"),
    ("3_prime_utr", "3_prime_UTR_variant"),
    ("non_coding", "non_coding_transcript_variant"),
    ("intron", "intron_variant"),
    ("intergenic", "intergenic_variant"),
    ("inframe_altering", "protein_altering_variant"),
    ("coding_sequence", "coding_sequence_variant"),
    ("CDS", "coding_sequence_variant"),
    ("CHROMOSOME_LARGE_DELETION", "chromosome_number_variation"),
    ("CODON_CHANGE", "coding_sequence_variant"),
    ("CODON_INSERTION", "inframe_insertion"),
    ("CODON_CHANGE_PLUS_CODON_INSERTION", "disruptive_inframe_insertion"),
    ("CODON_DELETION", "inframe_deletion"),
    ("CODON_CHANGE_PLUS_CODON_DELETION", "disruptive_inframe_deletion"),
    ("DOWNSTREAM", "downstream_gene_variant"),
    ("EXON", "exon_variant"),
    ("EXON_DELETED", "exon_loss_variant"),
    ("FRAME_SHIFT", "frameshift_variant"),
    ("GENE", "gene_variant"),
    ("INTERGENIC", "intergenic_region"),
    ("INTERGENIC_CONSERVED", "conserved_intergenic_variant"),
    ("INTRAGENIC", "intragenic_variant"),
    ("INTRON", "intron_variant"),
    ("INTRON_CONSERVED", "conserved_intron_variant"),
    ("MICRO_RNA", "miRNA"),
    ("NON_SYNONYMOUS_CODING", "missense_variant"),
    ("NON_SYNONYMOUS_START", "initiator_codon_variant"),
    ("NON_SYNONYMOUS_STOP", "stop_retained_variant"),
    ("RARE_AMINO_ACID", "rare_amino_acid_variant"),
    ("REGULATION", "regulatory_region_variant"),
    ("SPLICE_SITE_ACCEPTOR", "splice_acceptor_variant"),
    ("SPLICE_SITE_DONOR", "splice_donor_variant"),
    ("SPLICE_SITE_REGION", "splice_region_variant"),
    ("SPLICE_SITE_BRANCH", "splice_branch_variant"),
    ("START_LOST", "start_lost"),
    ("START_GAINED", "5_prime_UTR_premature_start_codon_gain_variant"),
    ("STOP_GAINED", "stop_gained"),
    ("STOP_LOST", "stop_lost"),
    ("SYNONYMOUS_CODING", "synonymous_variant"),
    ("SYNONYMOUS_START", "start_retained_variant"),
    ("SYNONYMOUS_STOP", "stop_retained_variant"),
    ("TRANSCRIPT", "transcript_variant"),
    ("UPSTREAM", "upstream_gene_variant"),
    ("UTR_3_PRIME", "3_prime_UTR_variant"),
    ("UTR_5_PRIME", "5_prime_UTR_variant"),
    ("UTR_5_DELETED", "5_prime_UTR_truncation"),
];

/// How severe a transcript's consequence is: smaller is worse. Twice the rank, so that a term the table does not
/// know finds its place behind its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Severity(pub(super) u8);

impl Severity {
    /// Of a term that the table knows, else by the impact the file gives, else the least.
    pub(super) fn new(term: Option<SoTerm>, impact: Option<Impact>) -> Self {
        match (term, impact) {
            (Some(term), _) => Self(2 * term.rank()),
            (None, Some(High)) => Self(2 * 10 + 1),
            (None, Some(Moderate)) => Self(2 * 14 + 1),
            (None, Some(Low)) => Self(2 * 22 + 1),
            (None, Some(Modifier)) => Self(2 * LEAST_SEVERE + 1),
            (None, None) => Self(2 * LEAST_SEVERE + 2),
        }
    }
}

/// Finds terms by name: names by their length, a handful each.
#[derive(Clone, Debug)]
pub(super) struct TermIndex {
    by_length: Vec<Vec<(&'static [u8], SoTerm)>>,
}

impl TermIndex {
    pub(super) fn new() -> Self {
        let own = (0u8..).zip(TERMS).map(|(number, (name, ..))| (name, SoTerm(number)));
        let other = OTHER_NAMES.iter().filter_map(|(name, term)| {
            let number = TERMS.iter().position(|(name, ..)| name == term)?;
            Some((*name, SoTerm(u8::try_from(number).ok()?)))
        });
        let mut by_length: Vec<Vec<(&'static [u8], SoTerm)>> = Vec::new();
        for (name, term) in own.chain(other) {
            if by_length.len() <= name.len() {
                by_length.resize(name.len() + 1, Vec::new());
            }
            by_length[name.len()].push((name.as_bytes(), term));
        }
        Self { by_length }
    }

    /// The term of that name.
    pub(super) fn get(&self, name: &[u8]) -> Option<SoTerm> {
        let same_length = self.by_length.get(name.len())?;
        same_length.iter().find(|(known, _)| *known == name).map(|(_, term)| *term)
    }

    /// The most severe of terms joined by `&`, or by `+` as SnpEff's EFF has it.
    pub(super) fn severest(&self, joined: &[u8]) -> Option<SoTerm> {
        let mut severest: Option<SoTerm> = None;
        for name in joined.split(|byte| matches!(byte, b'&' | b'+')) {
            if let Some(term) = self.get(name)
                && severest.is_none_or(|worst| term.rank() < worst.rank())
            {
                severest = Some(term);
            }
        }
        severest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_follow_the_list_and_every_other_name_is_known() {
        assert!(TERMS.is_sorted_by_key(|(.., rank)| *rank));
        let index = TermIndex::new();
        for (name, term) in OTHER_NAMES {
            assert_eq!(index.get(name.as_bytes()).map(SoTerm::name), Some(term), "{name}");
        }
    }

    #[test]
    fn the_most_severe_of_several() {
        let index = TermIndex::new();
        let severest = |joined: &str| index.severest(joined.as_bytes()).map(|term| (term.name(), term.impact()));
        assert_eq!(severest("splice_region_variant&intron_variant"), Some(("splice_region_variant", Low)));
        assert_eq!(severest("3_prime_utr&missense"), Some(("missense_variant", Moderate)));
        assert_eq!(severest("splice_region_variant+stop_gained"), Some(("stop_gained", High)));
        assert_eq!(severest("nobody_knows&intron_variant"), Some(("intron_variant", Modifier)));
        assert_eq!(severest("nobody_knows"), None);
        assert_eq!(severest(""), None);
    }

    #[test]
    fn unknown_terms_stand_behind_their_class() {
        let index = TermIndex::new();
        let known = |name: &str| Severity::new(index.get(name.as_bytes()), None);
        assert!(known("feature_truncation") < Severity::new(None, Some(High)));
        assert!(Severity::new(None, Some(High)) < known("inframe_insertion"));
        assert!(known("sequence_variant") < Severity::new(None, None));
    }
}
