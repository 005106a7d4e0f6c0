//! `PROVENANCE.md` beside the data: where each number comes from, and what was left out.

use std::fmt::Write as _;
use std::path::Path;

use super::datasets::{COHORTS, Counted, DATE, Sites};
use super::known::KnownVariants;
use super::source::SourceCounts;
use super::{BuildError, Report, write_bytes};

pub(super) struct Facts<'a> {
    pub(super) counts: &'a SourceCounts,
    pub(super) known: &'a KnownVariants,
    pub(super) sites: &'a Sites,
    pub(super) report: &'a Report,
}

/// Writing to a String does not fail, so the results of `write!` are dropped throughout.
pub(super) fn write(path: &Path, facts: &Facts<'_>) -> Result<(), BuildError> {
    let mut text = opening();
    write_cohorts(&mut text, facts);
    write_sources(&mut text, facts);
    write_known(&mut text, facts.known);
    write_left_out(&mut text, facts);
    write_person(&mut text, facts.report);
    write_bytes(path, text.as_bytes())
}

fn opening() -> String {
    format!(
        "# Provenance of the demo data\n\n\
         Written by `cargo xtask data`; do not edit. Counts as of {DATE}.\n\n\
         **Source.** Genotypes of the 1000 Genomes Project (phase 3 and the 30x resequencing by the New York Genome\n\
         Center), open data without embargo (<https://www.internationalgenome.org/IGSR_disclaimer>), counted by cohort\n\
         and sex. Please cite: The 1000 Genomes Project Consortium, *Nature* 526, 68–74 (2015); Byrska-Bishop et al.,\n\
         *Cell* 185, 3426–3440 (2022). Counts are facts; the files here are under the licence of this project.\n\n\
         **What this is not.** Not a national reference genome and not data of the Genome of Europe: cohorts of about\n\
         100 people stand in for national nodes so that the page has something true to ask.\n\n\
         **Format.** GDI frequency files: `<dataset>/GRCh38/allele-freq-chr<C>.<block of 10 Mb>.parquet`, `POS` counted\n\
         from 0, gzip pages. `AC_HOM` counts alleles, not people: `AC = AC_HET + AC_HOM + AC_HEMI`. The real sample of\n\
         that format (`GDI-DS-20251201001` of gdi-mini-node) has null in these columns in all 272,689 rows and so does\n\
         not say; its writer copies `INFO/AC_Het`, `AC_Hom`, `AC_Hemi`, which bcftools `+fill-tags` defines as\n\
         \"allele counts in homozygous genotypes\"; and the Genome of Europe answer in gdi-node-standalone's tests adds\n\
         up that way (EE_F 89 = 83 + 6; Total 618 = 552 + 65 + 1).\n\n"
    )
}

fn write_cohorts(text: &mut String, facts: &Facts<'_>) {
    let by_sex = facts.sites.values().filter(|counted| matches!(counted, Counted::BySex(_))).count();
    let _ = writeln!(text, "## Cohorts\n");
    let _ = writeln!(text, "| node | cohort | people | variants | of these by sex | carried by somebody |");
    let _ = writeln!(text, "|---|---|---|---|---|---|");
    for cohort in &COHORTS {
        let totals: Vec<(u32, u32)> = facts.sites.values().filter_map(|counted| counted.total(cohort)).collect();
        let carried = totals.iter().filter(|total| total.0 > 0).count();
        let _ = writeln!(
            text,
            "| {} | {}, {} | {} | {} | {by_sex} | {carried} |",
            cohort.name,
            cohort.code,
            cohort.people,
            cohort.individuals,
            totals.len()
        );
    }
    let (files, kilobytes) = (facts.report.files, facts.report.file_bytes / 1000);
    let _ = writeln!(
        text,
        "\nPopulations: women, men and `Total` (their sum). {files} files, {kilobytes} kB. A variant that the source\n\
         did not look at has no row: it is absent without an AN, and nothing may be concluded from that.\n"
    );
}

fn write_sources(text: &mut String, facts: &Facts<'_>) {
    let mut names: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (source, _) in facts.counts.variants.values() {
        *names.entry(source).or_default() += 1;
    }
    let _ = writeln!(
        text,
        "## Where the sites come from\n\n\
         `peddy`: coding sites of the peddy project (MIT), genotypes of 1000 Genomes. `pypgx:GENE`: panels of the pypgx\n\
         bundle (MIT), genotypes of 1000 Genomes 30x or phase 3.\n\n| source | variants |\n|---|---|"
    );
    for (name, variants) in names {
        let _ = writeln!(text, "| {name} | {variants} |");
    }
    let _ = writeln!(text);
}

fn write_known(text: &mut String, known: &KnownVariants) {
    let _ = writeln!(
        text,
        "## Well-known variants, and where each coordinate was confirmed\n\n\
         Position and both alleles, GRCh38. Those counted as totals only have a `Total` row and no genotypes.\n\n\
         | rs id | gene | name | variant | confirmed in | counts from |\n|---|---|---|---|---|---|"
    );
    for variant in &known.confirmed {
        let (contig, position, reference, alternate) = &variant.key;
        let _ = writeln!(
            text,
            "| {} | {} | {} | {}-{position}-{reference}-{alternate} | {} | {} |",
            variant.rsid,
            variant.gene,
            variant.name.replace('*', "\\*"),
            contig.name(),
            variant.confirmed,
            variant.counted_by
        );
    }
    let _ = writeln!(text);
}

fn write_left_out(text: &mut String, facts: &Facts<'_>) {
    let _ =
        writeln!(text, "## Left out\n\nVariants that two sources count differently, with no ground to prefer one:\n");
    for ((contig, position, reference, alternate), sources) in &facts.counts.disagreeing {
        let _ = writeln!(text, "- {}-{position}-{reference}-{alternate} ({})", contig.name(), sources.join(", "));
    }
    let _ = writeln!(text, "\n{} variants are in two sources with the same counts.\n", facts.counts.agreeing);
    let _ = writeln!(text, "Well-known variants of the source table that are not served:\n");
    for (variant, reason) in &facts.known.left_out {
        let _ = writeln!(text, "- {}: {reason}", variant.replace('*', "\\*"));
    }
    let _ = writeln!(text);
}

fn write_person(text: &mut String, report: &Report) {
    let _ = writeln!(
        text,
        "## The synthetic person\n\n\
         `public/demo/demo-person.grch38.vcf.gz`, {} records: nobody's genome. Common variants (5–95 %) of the cohorts\n\
         above, each genotype drawn on its own from the pooled frequency with a fixed seed; no sites in genes of the\n\
         ACMG secondary-findings list (v3.1), in other genes with well-known disease alleles, in the HLA region, at\n\
         positions that PharmCAT reads, or on X. LCT rs4988235 is carried by design.",
        report.person_records
    );
}
