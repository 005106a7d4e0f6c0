//! Each kind of change, both ends of a chromosome, and the way back.

use proptest::prelude::*;

use super::*;
use crate::{
    genome::{Assembly, Chromosome, Position},
    variant::{
        Bases,
        known::Catalogue,
        notation::{Understood, read},
    },
};

fn variant(assembly: Assembly, name: &str, position: u32, reference: &str, alternate: &str) -> Variant {
    let (chromosome, position) = (Chromosome::from_name(name).unwrap(), Position::new(position).unwrap());
    let (reference, alternate) = (Bases::parse(reference).unwrap(), Bases::parse(alternate).unwrap());
    Variant::new(assembly, chromosome, position, &reference, &alternate).unwrap()
}

fn hgvs_of(position: u32, reference: &str, alternate: &str) -> (String, Alignment) {
    let hgvs = Written::of(&variant(Assembly::Grch38, "2", position, reference, alternate)).hgvs.unwrap();
    (hgvs.text.strip_prefix("NC_000002.12:g.").unwrap().to_owned(), hgvs.alignment)
}

#[test]
fn a_substitution_in_every_notation() {
    assert_eq!(
        Written::of(&variant(Assembly::Grch38, "7", 140_753_336, "A", "T")),
        Written {
            vcf: "7-140753336-A-T".into(),
            hgvs: Some(Hgvs { text: "NC_000007.14:g.140753336A>T".into(), alignment: Alignment::Exact }),
            spdi: "NC_000007.14:140753335:A:T".into(),
            vrs: Some("ga4gh:VA.Otc5ovrw906Ack087o1fhegB4jDRqCAe".into()),
        }
    );
}

#[test]
fn accessions_of_each_build() {
    let text = |assembly, name| Written::of(&variant(assembly, name, 100, "C", "T")).hgvs.unwrap().text;
    assert_eq!(text(Assembly::Grch37, "7"), "NC_000007.13:g.100C>T");
    assert_eq!(text(Assembly::Grch37, "X"), "NC_000023.10:g.100C>T");
    assert_eq!(text(Assembly::Grch38, "Y"), "NC_000024.10:g.100C>T");
    assert_eq!(text(Assembly::Chm13, "1"), "NC_060925.1:g.100C>T");
    assert_eq!(text(Assembly::Chm13, "X"), "NC_060947.1:g.100C>T");
    assert_eq!(text(Assembly::Grch38, "M"), "NC_012920.1:m.100C>T");
}

#[test]
fn insertions_and_deletions_say_that_they_are_not_shifted() {
    for (reference, alternate, expected) in [
        ("ATCT", "A", "101_103del"),
        ("AT", "A", "101del"),
        ("A", "ATCT", "100_101insTCT"),
        ("A", "AG", "100_101insG"),
        // The base kept by VCF is repeated.
        ("A", "AA", "100dup"),
        ("CATT", "CATTATT", "100_101insATT"),
    ] {
        assert_eq!(hgvs_of(100, reference, alternate), (expected.to_owned(), Alignment::NotShifted), "{expected}");
    }
    let deletion = Written::of(&variant(Assembly::Grch38, "2", 100, "ATCT", "A"));
    assert_eq!((deletion.vcf.as_str(), deletion.spdi.as_str()), ("2-100-ATCT-A", "NC_000002.12:99:ATCT:A"));
    assert_eq!(deletion.vrs, None);
}

#[test]
fn bases_for_others_are_exact() {
    for (reference, alternate, expected) in [
        ("ATC", "GG", "100_102delinsGG"),
        ("A", "GG", "100delinsGG"),
        ("AC", "TT", "100_101delinsTT"),
        ("CA", "TG", "100_101inv"),
        ("GATTACA", "TGTAATC", "100_106inv"),
        // Trimmed to the base that differs.
        ("GAC", "GTC", "101A>T"),
    ] {
        assert_eq!(hgvs_of(100, reference, alternate), (expected.to_owned(), Alignment::Exact), "{expected}");
    }
}

#[test]
fn changes_at_the_start_are_anchored_behind() {
    assert_eq!(hgvs_of(1, "TAC", "C"), ("1_2del".to_owned(), Alignment::NotShifted));
    assert_eq!(Written::of(&variant(Assembly::Grch38, "2", 1, "C", "TAC")).hgvs, None);
    assert_eq!(hgvs_of(100, "C", "TAC"), ("99_100insTA".to_owned(), Alignment::NotShifted));
}

proptest! {
    /// What is exact reads back as the same variant, and every SPDI does.
    #[test]
    fn there_and_back(position in 1_u32..200_000_000, reference in "[ACGT]{1,5}", alternate in "[ACGT]{1,5}") {
        prop_assume!(reference != alternate);
        let variant = variant(Assembly::Grch38, "2", position, &reference, &alternate);
        let written = Written::of(&variant);
        let read_back = |text: &str| match read(text, Assembly::Grch37, &Catalogue::built_in()) {
            Ok(Understood::Variants { mut variants, .. }) => variants.pop(),
            _ => None,
        };
        let from_spdi = read_back(&written.spdi);
        prop_assert_eq!(from_spdi.as_ref(), Some(&variant));
        if variant.is_substitution() {
            let from_hgvs = read_back(&written.hgvs.unwrap().text);
            prop_assert_eq!(from_hgvs.as_ref(), Some(&variant));
        } else {
            prop_assert_eq!(written.vrs, None);
        }
    }
}
