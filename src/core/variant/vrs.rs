//! GA4GH VRS 2.0 identifiers of single-base substitutions, computed from what they name.
//!
//! GA4GH Variation Representation Specification 2.0, Conventions, "Computed Identifiers" (<https://vrs.ga4gh.org>):
//! an object is written as JSON without white space, keys in order, holding only what the identity depends on; what it
//! contains and has an identifier of its own is written as that digest; the digest is `sha512t24u`. Insertions and
//! deletions have to be spread over the reference sequence first (fully justified), which is not at hand. Must not know
//! other notations.

use super::Variant;
use crate::{
    genome::{Assembly, Chromosome},
    sha512::sha512t24u,
};

/// Refget digests (GA4GH refget 2.0) of chromosomes 1 to 22, X and Y, GRCh37 then GRCh38.
///
/// From `VRS_CHROM_IDS` of gnomAD (https://github.com/broadinstitute/gnomad_methods, gnomad/utils/annotations.py), where
/// every one was compared with `ID_TO_REFERENCE_MAP` of agct (https://github.com/GenomicMedLab/agct, assembly_registry.py).
const REFGET: [[&str; 2]; 24] = [
    ["S_KjnFVz-FE7M0W6yoaUDgYxLPc1jyWU", "Ya6Rs7DHhDeg7YaOSg1EoNi3U_nQ9SvO"],
    ["9KdcA9ZpY1Cpvxvg8bMSLYDUpsX6GDLO", "pnAqCRBrTsUoBghSD1yp_jXWSmlbdh4g"],
    ["VNBualIltAyi2AI_uXcKU7M9XUOuA7MS", "Zu7h9AggXxhTaGVsy7h_EZSChSZGcmgX"],
    ["iy7Zfceb5_VGtTQzJ-v5JpPbpeifHD_V", "HxuclGHh0XCDuF8x6yQrpHUBL7ZntAHc"],
    ["vbjOdMfHJvTjK_nqvFvpaSKhZillW0SX", "aUiQCzCPZ2d0csHbMSbh2NzInhonSXwI"],
    ["KqaUhJMW3CDjhoVtBetdEKT1n6hM-7Ek", "0iKlIQk2oZLoeOG9P1riRU6hvL5Ux8TV"],
    ["IW78mgV5Cqf6M24hy52hPjyyo5tCCd86", "F-LrLMe1SRpfUZHkQmvkVKFEGaoDeHul"],
    ["tTm7wmhz0G4lpt8wPspcNkAD_qiminj6", "209Z7zJ-mFypBEWLk4rNC6S_OxY5p7bs"],
    ["HBckYGQ4wYG9APHLpjoQ9UUe9v7NxExt", "KEO-4XBcm1cxeo_DIQ8_ofqGUkp4iZhI"],
    ["-BOZ8Esn8J88qDwNiSEwUr5425UXdiGX", "ss8r_wB0-b9r44TQTMmVTI92884QvBiB"],
    ["XXi2_O1ly-CCOi3HP5TypAw7LtC6niFG", "2NkFm8HK88MqeNkCgj78KidCAXgnsfV1"],
    ["105bBysLoDFQHhajooTAUyUkNiZ8LJEH", "6wlJpONE3oNb4D69ULmEXhqyDZ4vwNfl"],
    ["Ewb9qlgTqN6e_XQiRVYpoUfZJHXeiUfH", "_0wi-qoDrvram155UmcSC-zA5ZK4fpLT"],
    ["5Ji6FGEKfejK1U6BMScqrdKJK8GqmIGf", "eK4D2MosgK_ivBkgi6FVPg5UXs1bYESm"],
    ["zIMZb3Ft7RdWa5XYq0PxIlezLY2ccCgt", "AsXvWL1-2i5U_buw6_niVIxD6zTbAuS6"],
    ["W6wLoIFOn4G7cjopxPxYNk2lcEqhLQFb", "yC_0RBj3fgBlvgyAuycbzdubtLxq-rE0"],
    ["AjWXsI7AkTK35XW9pgd3UbjpC3MAevlz", "dLZ15tNO1Ur0IcGjwc3Sdi_0A6Yf4zm7"],
    ["BTj4BDaaHYoPhD3oY2GdwC_l0uqZ92UD", "vWwFhJ5lQDMhh-czg06YtlWqu0lvFAZV"],
    ["ItRDD47aMoioDCNW_occY5fWKZBKlxCX", "IIB53T8CNeJJdUqzn9V_JnRtQadwWCbl"],
    ["iy_UbUrvECxFRX5LPTH_KPojdlT7BKsf", "-A1QmD_MatoqxvgVxBLZTONHz9-c7nQo"],
    ["LpTaNW-hwuY_yARP0rtarCnpCQLkgVCg", "5ZUqxCmDDgN4xTRbaSjN8LwgZironmB8"],
    ["XOgHwwR3Upfp5sZYk6ZKzvV25a4RBVu8", "7B7SHsmchAR0dFcDCuSFjJAo7tX87krQ"],
    ["v7noePfnNpK8ghYXEqZ9NukMXW7YeNsm", "w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP"],
    ["BT7QyW5iXaX_1PSX-msSGYsqRdMKqkj-", "8_liLu1aycC0tPQPFmUaGXJLDs5SbPZ5"],
];

/// NC_012920.1, the mitochondrial sequence of both builds, as in the tests of ga4gh/vrs-python.
const REFGET_MITOCHONDRIAL: &str = "k3grVkjY-hoWcCUojHw6VU6GE3MZ8Sct";

/// `ga4gh:VA.…` of a substitution; `None` for any other change, for N, and for T2T-CHM13, whose digests are not kept here.
pub fn identifier(variant: &Variant) -> Option<String> {
    let is_base = |bases: &str| matches!(bases, "A" | "C" | "G" | "T");
    let (reference, alternate) = (variant.reference().as_str(), variant.alternate().as_str());
    if !is_base(reference) || !is_base(alternate) {
        return None;
    }
    let refget = refget(variant.assembly(), variant.chromosome())?;
    let (start, end) = (variant.position().start_0based(), variant.position().get());
    let location = sha512t24u(&format!(
        r#"{{"end":{end},"sequenceReference":{{"refgetAccession":"SQ.{refget}","type":"SequenceReference"}},"start":{start},"type":"SequenceLocation"}}"#
    ));
    let allele = sha512t24u(&format!(
        r#"{{"location":"{location}","state":{{"sequence":"{alternate}","type":"LiteralSequenceExpression"}},"type":"Allele"}}"#
    ));
    Some(format!("ga4gh:VA.{allele}"))
}

fn refget(assembly: Assembly, chromosome: Chromosome) -> Option<&'static str> {
    let build = match assembly {
        Assembly::Grch37 => 0,
        Assembly::Grch38 => 1,
        Assembly::Chm13 => return None,
    };
    Some(REFGET.get(chromosome.index()).map_or(REFGET_MITOCHONDRIAL, |digests| digests[build]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{genome::Position, variant::Bases};

    fn found(assembly: Assembly, name: &str, position: u32, reference: &str, alternate: &str) -> Option<String> {
        let variant = Variant::new(
            assembly,
            Chromosome::from_name(name).unwrap(),
            Position::new(position).unwrap(),
            &Bases::parse(reference).unwrap(),
            &Bases::parse(alternate).unwrap(),
        );
        identifier(&variant.unwrap())
    }

    #[test]
    fn published_identifiers() {
        use Assembly::{Grch37, Grch38};
        for (assembly, chromosome, position, reference, alternate, expected) in [
            // The specification's example, rs7412; tests of ga4gh/vrs-python.
            (Grch38, "19", 44_908_822, "C", "T", "ga4gh:VA.0AePZIWZUNsUlQTamyLrjm2HWUw2opLt"),
            // BRAF V600E in both builds; biocommons/anyvar, tests/data/liftover_variants.py.
            (Grch38, "7", 140_753_336, "A", "T", "ga4gh:VA.Otc5ovrw906Ack087o1fhegB4jDRqCAe"),
            (Grch37, "7", 140_453_136, "A", "T", "ga4gh:VA.nmp-bzYpO00NYIqr3CaVF0ZH2ZpSj1ly"),
            // Of CIViC, PDGFRA and KIT: public test data with NC_000004.11:g.55152093A>T and g.55599321A>T as GRCh37 names.
            (Grch38, "4", 54_285_926, "A", "T", "ga4gh:VA.B6-IjSb5S6K46BbJWPAvSD5vWz4tqW1j"),
            (Grch38, "4", 54_733_155, "A", "T", "ga4gh:VA.UQJIH49-agpdZzdyGiM4NQE_njoQy0m6"),
        ] {
            assert_eq!(found(assembly, chromosome, position, reference, alternate).as_deref(), Some(expected));
        }
    }

    #[test]
    fn no_identifier_without_the_sequence() {
        assert_eq!(found(Assembly::Grch38, "19", 100, "CA", "C"), None);
        assert_eq!(found(Assembly::Grch38, "19", 100, "CA", "TG"), None);
        assert_eq!(found(Assembly::Grch38, "19", 100, "N", "T"), None);
        assert_eq!(found(Assembly::Chm13, "19", 100, "C", "T"), None);
    }

    #[test]
    fn every_chromosome_has_a_digest_of_its_own() {
        let builds = [Assembly::Grch37, Assembly::Grch38];
        let mut digests: Vec<&str> =
            builds.iter().flat_map(|build| Chromosome::all().filter_map(|one| refget(*build, one))).collect();
        assert!(digests.iter().all(|digest| digest.len() == 32));
        digests.sort_unstable();
        digests.dedup();
        // The mitochondrial sequence is one.
        assert_eq!(digests.len(), 49);
    }
}
