//! From a row of a file to the variant it is about, or why there is none to look up.

use cohort_core::{
    genome::{Assembly, Chromosome, Position},
    variant::{BadVariant, Bases, MAX_ALLELE_BASES, Variant},
    wire::Row,
};

/// Why a row leads to no variant page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoVariant {
    /// The build is known, if at all, when the file has been read.
    StillReading,
    /// The header does not say the build and the person has not yet.
    UnknownBuild,
    /// No alternate allele: the record says that nothing differs here.
    NoAlternate,
    /// `*`: the allele is missing because of a deletion that another record describes.
    SpanningDeletion,
    /// `<DEL>`, `<NON_REF>`, a breakend: no bases are written out.
    Symbolic,
    /// Letters other than A, C, G, T and N.
    OddBases,
    /// Longer than a question may be.
    TooLong {
        /// The longer allele.
        bases: u32,
        /// The limit.
        limit: u32,
    },
    /// A contig outside the primary assembly.
    OtherContig,
    /// `chrM` of hg19 may be NC_001807, which counts otherwise than the NC_012920 that everybody compares with.
    OldMitochondrion,
    /// The contig's accession is of the other build.
    OtherBuild(Assembly),
    /// Position 0 stands for a telomere.
    Telomere,
    /// Beyond the chromosome's end in this build.
    BeyondEnd {
        /// Its length.
        length: u32,
    },
    /// Both alleles are the same.
    NoChange,
}

/// The variant of a row. `has_ended` tells a build that is unknown from one that is not known yet.
pub(crate) fn variant(row: &Row, assembly: Option<Assembly>, has_ended: bool) -> Result<Variant, NoVariant> {
    let alternate = row.alternate.as_deref().ok_or(NoVariant::NoAlternate)?;
    if alternate == "*" {
        return Err(NoVariant::SpanningDeletion);
    }
    if alternate.contains(['<', '>', '[', ']', '.']) {
        return Err(NoVariant::Symbolic);
    }
    let longest = row.reference_length.max(row.alternate_length);
    let whole = |text: &str, length: u32| text.len() as u64 == u64::from(length);
    if !whole(&row.reference, row.reference_length) || !whole(alternate, row.alternate_length) {
        // The table keeps the beginning of a long allele only.
        let limit = row.reference.len().max(alternate.len());
        return Err(NoVariant::TooLong { bases: longest, limit: u32::try_from(limit).unwrap_or(u32::MAX) });
    }
    if longest as usize > MAX_ALLELE_BASES {
        return Err(NoVariant::TooLong { bases: longest, limit: u32::try_from(MAX_ALLELE_BASES).unwrap_or(u32::MAX) });
    }
    let bases = |text| Bases::parse(text).map_err(|_| NoVariant::OddBases);
    let (reference, alternate) = (bases(&row.reference)?, bases(alternate)?);
    let (chromosome, of_accession) = chromosome(&row.contig).ok_or(NoVariant::OtherContig)?;
    let position = Position::new(row.position).ok_or(NoVariant::Telomere)?;
    let assembly = assembly.ok_or(if has_ended { NoVariant::UnknownBuild } else { NoVariant::StillReading })?;
    if let Some(other) = of_accession.filter(|other| *other != assembly) {
        return Err(NoVariant::OtherBuild(other));
    }
    if assembly == Assembly::Grch37 && row.contig.eq_ignore_ascii_case("chrM") {
        return Err(NoVariant::OldMitochondrion);
    }
    Variant::new(assembly, chromosome, position, &reference, &alternate).map_err(|bad| match bad {
        BadVariant::BeyondEnd { length, .. } => NoVariant::BeyondEnd { length },
        BadVariant::SameAlleles(_) => NoVariant::NoChange,
    })
}

fn chromosome(contig: &str) -> Option<(Chromosome, Option<Assembly>)> {
    match Chromosome::from_name(contig) {
        Some(chromosome) => Some((chromosome, None)),
        None => Chromosome::from_accession(contig),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::file::tests::row;

    const NEW: Option<Assembly> = Some(Assembly::Grch38);
    const OLD: Option<Assembly> = Some(Assembly::Grch37);

    fn no(row: &Row, assembly: Option<Assembly>) -> NoVariant {
        variant(row, assembly, true).unwrap_err()
    }

    #[test]
    fn plain_base_changes_lead_to_their_variant() {
        for (row, expected) in [
            (row("chr2", 135_851_076, "G", Some("A")), "2-135851076-G-A"),
            (row("2", 135_851_076, "g", Some("a")), "2-135851076-G-A"),
            (row("NC_000002.12", 135_851_076, "G", Some("A")), "2-135851076-G-A"),
            (row("chrX", 100, "ACC", Some("AC")), "X-100-AC-A"),
            (row("chrM", 263, "A", Some("G")), "M-263-A-G"),
        ] {
            assert_eq!(variant(&row, NEW, true).unwrap().to_string(), expected);
        }
        assert_eq!(variant(&row("MT", 263, "A", Some("G")), OLD, true).unwrap().to_string(), "M-263-A-G");
    }

    #[test]
    fn what_cannot_be_looked_up_says_why() {
        let cases = [
            (row("chr1", 5, "A", None), NoVariant::NoAlternate),
            (row("chr1", 5, "A", Some("*")), NoVariant::SpanningDeletion),
            (row("chr1", 5, "A", Some("<NON_REF>")), NoVariant::Symbolic),
            (row("chr1", 5, "A", Some("A]chr2:7]")), NoVariant::Symbolic),
            (row("chr1", 5, "A", Some(".TT")), NoVariant::Symbolic),
            (row("chr1", 5, "R", Some("A")), NoVariant::OddBases),
            (row("chr1_KI270706v1_random", 5, "A", Some("G")), NoVariant::OtherContig),
            (row("HLA-A", 5, "A", Some("G")), NoVariant::OtherContig),
            (row("NC_000002.11", 5, "A", Some("G")), NoVariant::OtherBuild(Assembly::Grch37)),
            (row("chr1", 0, "A", Some("G")), NoVariant::Telomere),
            (row("chr1", 248_956_423, "A", Some("G")), NoVariant::BeyondEnd { length: 248_956_422 }),
            (row("chr1", 5, "A", Some("a")), NoVariant::NoChange),
        ];
        for (row, expected) in cases {
            assert_eq!(no(&row, NEW), expected, "{row:?}");
        }
        assert_eq!(no(&row("chrM", 263, "A", Some("G")), OLD), NoVariant::OldMitochondrion);
    }

    #[test]
    fn a_build_is_never_guessed() {
        let row = row("chr1", 5, "A", Some("G"));
        assert_eq!(no(&row, None), NoVariant::UnknownBuild);
        assert_eq!(variant(&row, None, false), Err(NoVariant::StillReading));
    }

    #[test]
    fn an_allele_cut_for_display_is_no_question() {
        let mut row = row("chr1", 5, &"A".repeat(200), Some("A"));
        row.reference_length = 50_000;
        assert_eq!(no(&row, NEW), NoVariant::TooLong { bases: 50_000, limit: 200 });
    }
}
