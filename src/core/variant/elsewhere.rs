//! Pages about a variant on other sites. Whoever opens one tells that site which variant they look at.
//!
//! Addresses as the sites document them: gnomAD's `/variant/{chrom-pos-ref-alt}`, Ensembl's `Location/View?r=`, ClinVar's
//! search by `[chr]` and `[chrpos38]` or `[chrpos37]`. Must not open anything.

use super::Variant;
use crate::genome::Assembly;

/// Another site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Site {
    /// The Genome Aggregation Database.
    Gnomad,
    /// Ensembl's genome browser.
    Ensembl,
    /// NCBI's archive of interpretations.
    ClinVar,
}

impl Site {
    /// As it calls itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gnomad => "gnomAD",
            Self::Ensembl => "Ensembl",
            Self::ClinVar => "ClinVar",
        }
    }
}

/// Pages about the variant; none for a build that the sites do not have.
pub fn pages(variant: &Variant) -> Vec<(Site, String)> {
    let (chromosome, position) = (variant.chromosome().name(), variant.position().get());
    let (dataset, ensembl, field) = match variant.assembly() {
        Assembly::Grch38 => ("gnomad_r4", "www.ensembl.org", "chrpos38"),
        Assembly::Grch37 => ("gnomad_r2_1", "grch37.ensembl.org", "chrpos37"),
        _ => return Vec::new(),
    };
    // The sites' name of the mitochondrial chromosome.
    let mitochondrial = if chromosome == "M" { "MT" } else { chromosome };
    vec![
        (Site::Gnomad, format!("https://gnomad.broadinstitute.org/variant/{variant}?dataset={dataset}")),
        (
            Site::Ensembl,
            format!("https://{ensembl}/Homo_sapiens/Location/View?r={mitochondrial}:{position}-{position}"),
        ),
        (
            Site::ClinVar,
            format!("https://www.ncbi.nlm.nih.gov/clinvar/?term={mitochondrial}%5Bchr%5D+AND+{position}%5B{field}%5D"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variant::known::Catalogue;

    #[test]
    fn addresses_name_the_build() {
        let known = Catalogue::built_in();
        let pages = pages(&known.by_rs_number("rs4988235").unwrap().variant);
        assert_eq!(
            pages.iter().map(|(_, address)| address.as_str()).collect::<Vec<_>>(),
            [
                "https://gnomad.broadinstitute.org/variant/2-135851076-G-A?dataset=gnomad_r4",
                "https://www.ensembl.org/Homo_sapiens/Location/View?r=2:135851076-135851076",
                "https://www.ncbi.nlm.nih.gov/clinvar/?term=2%5Bchr%5D+AND+135851076%5Bchrpos38%5D",
            ]
        );
    }
}
