//! Well-known variants of genes that matter for how medicines work, among those the catalogue knows.
//!
//! Frequencies are shown of them and nothing else: no star allele is called, no dose is spoken of.

use super::known::{Catalogue, KnownVariant};

/// dbSNP numbers by gene. The genes are of the list that CPIC writes guidelines on (level A; cpicpgx.org/genes-drugs,
/// as of 2025); which variants of them are shown is bound by what the demo cohorts have been counted at.
const VARIANTS: [(&str, &[&str]); 12] = [
    ("ABCG2", &["rs2231142"]),
    ("CYP2C19", &["rs4244285", "rs4986893", "rs12248560"]),
    ("CYP2C9", &["rs1799853", "rs1057910"]),
    ("CYP2D6", &["rs3892097"]),
    ("CYP3A5", &["rs776746"]),
    ("CYP4F2", &["rs2108622"]),
    ("DPYD", &["rs3918290", "rs67376798", "rs75017182"]),
    ("G6PD", &["rs1050828", "rs5030868"]),
    ("NUDT15", &["rs116855232"]),
    ("SLCO1B1", &["rs4149056"]),
    ("TPMT", &["rs1800462", "rs1800460", "rs1142345"]),
    ("VKORC1", &["rs9923231"]),
];

/// The variants, by gene symbol.
pub fn pharmacogenetic(catalogue: &Catalogue) -> Vec<&KnownVariant> {
    let numbers = VARIANTS.iter().flat_map(|(_, numbers)| numbers.iter());
    numbers.filter_map(|number| catalogue.by_rs_number(number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_in_the_catalogue_under_its_gene() {
        let catalogue = Catalogue::built_in();
        for (gene, numbers) in VARIANTS {
            for number in numbers {
                let known = catalogue.by_rs_number(number).unwrap();
                assert!(known.genes.iter().any(|of| of == gene), "{number}");
                assert_eq!(known.counts.len(), 5, "{number}");
            }
        }
        let count: usize = VARIANTS.iter().map(|(_, numbers)| numbers.len()).sum();
        assert_eq!(pharmacogenetic(&catalogue).len(), count);
    }
}
