//! Which build of the genome a header speaks of.
//!
//! Contig lengths are facts; `##reference`, `##assembly` and `assembly=` are names people wrote. Lengths
//! decide; names decide only where there are no lengths; a contradiction decides nothing and is told.
//! Must not guess.

use crate::genome::{Assembly, Chromosome};

use super::{Column, Effect, Problem, Warning, header, problem::shorten, warnings::WarningList};

/// What was said so far, for each build the first line that said it.
#[derive(Debug, Default)]
pub(super) struct Hints {
    line: u64,
    by_length: [Option<Hint>; 3],
    by_name: [Option<Hint>; 3],
}

#[derive(Debug)]
struct Hint {
    line: u64,
    text: String,
}

/// In the order of their numbers.
const BUILDS: [Assembly; 3] = [Assembly::Grch37, Assembly::Grch38, Assembly::Chm13];

impl Hints {
    /// Takes a `##` line.
    pub(super) fn line(&mut self, line: &[u8]) {
        self.line += 1;
        let text = String::from_utf8_lossy(line);
        let Some((key, value)) = text.strip_prefix("##").and_then(|text| text.split_once('=')) else { return };
        match key {
            "contig" => self.contig(value),
            "reference" | "assembly" | "genome-build" | "genomeBuild" => self.name(value),
            _ => {}
        }
    }

    fn contig(&mut self, value: &str) {
        let fields = header::fields(value);
        let get = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        if let Some(name) = get("assembly") {
            self.name(name);
        }
        let (Some(id), Some(length)) = (get("ID"), get("length").and_then(|length| length.parse::<u32>().ok())) else {
            return;
        };
        let chromosome = Chromosome::from_name(id).or_else(|| Some(Chromosome::from_accession(id)?.0));
        let Some(chromosome) = chromosome else { return };
        let is_of = BUILDS.map(|build| chromosome.length(build) == length);
        // The mitochondrial sequence is as long in every build.
        if is_of == [true; 3] {
            return;
        }
        for (hint, is_of) in self.by_length.iter_mut().zip(is_of) {
            if is_of && hint.is_none() {
                *hint = Some(Hint { line: self.line, text: shorten(value.as_bytes()) });
            }
        }
    }

    fn name(&mut self, value: &str) {
        let Some(build) = build_in_name(value) else { return };
        let hint = &mut self.by_name[build as usize];
        if hint.is_none() {
            *hint = Some(Hint { line: self.line, text: shorten(value.as_bytes()) });
        }
    }

    /// The build, if what was said leaves no doubt.
    pub(super) fn decide(&self, warnings: &mut WarningList) -> Option<Assembly> {
        let said = |build: &Assembly| {
            let hint = self.by_length[*build as usize].as_ref().or(self.by_name[*build as usize].as_ref())?;
            Some((*build, hint))
        };
        let builds: Vec<_> = BUILDS.iter().filter_map(said).collect();
        match builds[..] {
            [] => None,
            [(build, _)] => Some(build),
            [(one, first), (other, second), ..] => {
                let later = if first.line > second.line { first } else { second };
                warnings.add(Warning {
                    line: Some(later.line),
                    column: Some(Column::Meta),
                    problem: Problem::AssemblyConflict(one, other),
                    effect: Effect::Used,
                    text: later.text.clone(),
                });
                None
            }
        }
    }
}

/// The build that a file name, URL or accession of a reference means.
///
/// Names in use: those of NCBI (GCF_000001405.13 to .25 is GRCh37 with its patches, .26 to .40 GRCh38), UCSC,
/// (also hs1 for T2T-CHM13), the 1000 Genomes Project (human_g1k_v37, hs37d5, hs38DH) and the GATK bundle (b37, Homo_sapiens_assembly38).
fn build_in_name(name: &str) -> Option<Assembly> {
    const OLD: [&str; 8] = ["grch37", "hg19", "hs37", "g1k_v37", "b37", "assembly19", "ncbi37", "build37"];
    const NEW: [&str; 6] = ["grch38", "hg38", "hs38", "b38", "assembly38", "build38"];
    let lower = name.to_ascii_lowercase();
    let says = |names: &[&str]| names.iter().any(|name| lower.contains(name));
    let patch = lower.split("000001405.").nth(1).and_then(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    });
    let is_old = says(&OLD) || patch.is_some_and(|patch| (13..=25).contains(&patch));
    let is_new = says(&NEW) || patch.is_some_and(|patch| (26..=40).contains(&patch));
    match (is_old, is_new, is_chm13(&lower)) {
        (true, false, false) => Some(Assembly::Grch37),
        (false, true, false) => Some(Assembly::Grch38),
        (false, false, true) => Some(Assembly::Chm13),
        _ => None,
    }
}

/// T2T-CHM13v2.0. Its earlier versions have other positions, and T2T alone may be another person's genome.
fn is_chm13(lower: &str) -> bool {
    const EARLIER: [&str; 4] = ["chm13v1", "chm13_v1", "chm13.v1", "chm13.draft"];
    let mut words = lower.split(|character: char| !character.is_ascii_alphanumeric());
    let is_named = lower.contains("chm13") && !EARLIER.iter().any(|version| lower.contains(version));
    is_named
        || words.any(|word| word == "hs1")
        || ["gcf_009914755.1", "gca_009914755.4"].iter().any(|one| lower.contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(lines: &[&str]) -> (Option<Assembly>, u64) {
        let mut hints = Hints::default();
        for line in lines {
            hints.line(line.as_bytes());
        }
        let mut warnings = WarningList::default();
        (hints.decide(&mut warnings), warnings.count())
    }

    #[test]
    fn lengths_and_names_decide() {
        assert_eq!(decide(&["##contig=<ID=chr21,length=46709983>"]), (Some(Assembly::Grch38), 0));
        assert_eq!(decide(&["##contig=<ID=21,length=48129895,assembly=b37>"]), (Some(Assembly::Grch37), 0));
        assert_eq!(decide(&["##contig=<ID=NC_000021.9,length=46709983>"]), (Some(Assembly::Grch38), 0));
        assert_eq!(decide(&["##reference=file:///ref/GRCh38_full_analysis_set.fa"]), (Some(Assembly::Grch38), 0));
        assert_eq!(decide(&["##reference=GCF_000001405.25"]), (Some(Assembly::Grch37), 0));
    }

    #[test]
    fn the_complete_genome_is_known() {
        assert_eq!(decide(&["##contig=<ID=chr1,length=248387328>"]), (Some(Assembly::Chm13), 0));
        assert_eq!(decide(&["##contig=<ID=NC_060925.1,length=248387328>"]), (Some(Assembly::Chm13), 0));
        assert_eq!(decide(&["##reference=file:///ref/chm13v2.0_maskedY_rCRS.fa"]), (Some(Assembly::Chm13), 0));
        assert_eq!(decide(&["##reference=hs1.fa.gz"]), (Some(Assembly::Chm13), 0));
        // The autosomes of CHM13 with the Y of GRCh38, as some aligned to it: no build of ours.
        let mixed = ["##contig=<ID=chr1,length=248387328>", "##contig=<ID=chrY,length=57227415>"];
        assert_eq!(decide(&mixed), (None, 1));
    }

    #[test]
    fn says_nothing_where_nothing_is_sure() {
        assert_eq!(decide(&["##contig=<ID=MT,length=16569>"]), (None, 0));
        assert_eq!(decide(&["##contig=<ID=chr1,length=1000>"]), (None, 0));
        assert_eq!(decide(&["##reference=file:///ref/T2T.fa"]), (None, 0), "whose?");
        assert_eq!(decide(&["##reference=chm13v1.1.fasta"]), (None, 0), "other positions");
        assert_eq!(decide(&["##reference=file:///paths1/ref.fa"]), (None, 0));
        assert_eq!(decide(&[]), (None, 0));
    }

    #[test]
    fn a_contradiction_is_told_and_decides_nothing() {
        assert_eq!(decide(&["##reference=hg19.fa", "##contig=<ID=chr21,length=46709983>"]), (None, 1));
        let lengths = ["##contig=<ID=1,length=249250621>", "##contig=<ID=2,length=242193529>"];
        assert_eq!(decide(&lengths), (None, 1));
    }
}
