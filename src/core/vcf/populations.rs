//! Frequencies in reference populations that a file carries in its INFO keys, or inside an annotation.
//!
//! Owns which keys are such: gnomAD, 1000 Genomes, ExAC, ESP, TOPMed, ALFA and dbSNP's. Must not know rows.
//!
//! A frequency that is taken for a population's although it is the file's own would make a common variant look rare,
//! or the other way round. So a key counts only when its name or its description says whose it is, or when it stands
//! among keys that only one project writes; what is left over stays an ordinary INFO key.

use serde::{Deserialize, Serialize};

use super::annotation::{InfoField, PerAllele};

mod words;

use self::words::{Word, word};

/// Whose people were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Source {
    /// gnomAD, exomes.
    GnomadExomes,
    /// gnomAD, genomes.
    GnomadGenomes,
    /// gnomAD, without saying which of the two, or both.
    Gnomad,
    /// 1000 Genomes Project.
    ThousandGenomes,
    /// Exome Aggregation Consortium.
    Exac,
    /// NHLBI Exome Sequencing Project.
    Esp,
    /// TOPMed, also as BRAVO shows it.
    TopMed,
    /// NCBI ALFA.
    Alfa,
    /// dbSNP's `CAF`, which repeats 1000 Genomes.
    DbSnp,
    /// The highest of several of these, as VEP's `MAX_AF`.
    Several,
}

/// What a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Measure {
    /// Allele frequency, AF.
    Frequency,
    /// Filtering allele frequency, lower bound of 95 % (Whiffin 2017, Genet Med 19:1151).
    Filtering95,
    /// The same of 99 %.
    Filtering99,
    /// Allele count, AC.
    Count,
    /// Alleles called, AN.
    Called,
    /// People with two copies.
    Homozygotes,
    /// People with one copy and no other.
    Hemizygotes,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Writing {
    /// A number, or one for each allele with commas between.
    Number,
    /// An allele and its number: `T:0.02`, as VEP wrote minor allele frequencies.
    AlleleAndNumber,
}

/// A key, or a sub-field of an annotation, with what is known of a reference population.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PopulationField {
    /// The INFO key or the sub-field's name.
    pub key: String,
    /// Whose people.
    pub source: Source,
    /// Which of them, in words: `Non-Finnish European, female`; `All` when nothing narrows it.
    pub population: String,
    /// What is counted.
    pub measure: Measure,
    /// For which alleles it has values.
    pub per_allele: PerAllele,
    /// How a value is written.
    pub writing: Writing,
}

impl PopulationField {
    /// The part of a value that is about the row's alternate, counted from 0.
    pub fn of_alternate<'a>(&self, value: &'a [u8], alternate_index: usize) -> Option<&'a [u8]> {
        let index = match self.per_allele {
            PerAllele::No => return Some(value),
            PerAllele::Alternates => alternate_index,
            PerAllele::All => alternate_index + 1,
        };
        value.split(|byte| *byte == b',').nth(index)
    }

    /// The number in a sub-field of an annotation. VEP joins those of several known variants at the place by `&`, and
    /// old releases name the allele; then only `allele`'s counts, written as in the annotation. Of several, the
    /// highest: what is common under any name is common.
    pub fn number(&self, text: &[u8], allele: &[u8]) -> Option<f32> {
        let number = |part: &[u8]| {
            let digits = match self.writing {
                Writing::Number => part,
                Writing::AlleleAndNumber => {
                    let at = memchr::memrchr(b':', part)?;
                    part.get(at + 1..).filter(|_| part[..at] == *allele)?
                }
            };
            str::from_utf8(digits).ok()?.parse::<f32>().ok().filter(|number| number.is_finite())
        };
        text.split(|byte| matches!(byte, b'&' | b',')).filter_map(number).reduce(f32::max)
    }
}

/// The population fields among a header's INFO keys, by source, population and measure.
pub fn recognise<'a>(infos: impl IntoIterator<Item = InfoField<'a>>) -> Vec<PopulationField> {
    let infos: Vec<InfoField<'a>> = infos.into_iter().collect();
    let family = family(&infos);
    sorted(infos.iter().filter_map(|info| field(info, family)).collect())
}

/// The population fields among the sub-fields of VEP's annotation (its option `--af` and the like; "Other
/// information" in its documentation of options).
pub fn recognise_sub_fields<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<PopulationField> {
    sorted(names.into_iter().filter_map(sub_field).collect())
}

fn sorted(mut fields: Vec<PopulationField>) -> Vec<PopulationField> {
    fields.sort_by(|a, b| {
        (a.source, &a.population, a.measure, &a.key).cmp(&(b.source, &b.population, b.measure, &b.key))
    });
    fields
}

/// A name taken apart.
#[derive(Debug, Default)]
struct Name {
    source: Option<Source>,
    measure: Option<Measure>,
    populations: Vec<&'static str>,
    /// It has a word that only says "everybody".
    is_all: bool,
}

impl Name {
    /// `None` when any of its words is unknown, or two contradict each other.
    fn read(text: &str) -> Option<Self> {
        let mut name = Self::default();
        let (mut is_exomes, mut is_genomes) = (false, false);
        // gnomAD's subsets: `non_cancer_AF_nfe`.
        let lower = text.to_ascii_lowercase().replace("non_", "non");
        for part in lower.split(['_', '.', '-']).filter(|part| !part.is_empty()) {
            match word(part)? {
                Word::Source(source) if name.source.is_none_or(|known| known == source) => name.source = Some(source),
                Word::Measure(measure) if name.measure.is_none_or(|known| known == measure) => {
                    name.measure = Some(measure);
                }
                Word::Source(_) | Word::Measure(_) => return None,
                Word::SourceAndMeasure(source, measure) => {
                    name.source = Some(source);
                    name.measure = Some(measure);
                }
                Word::Population(label) => name.populations.push(label),
                Word::Exomes => is_exomes = true,
                Word::Genomes => is_genomes = true,
                Word::All => name.is_all = true,
                Word::Filler => {}
            }
        }
        name.source = match (name.source, is_exomes, is_genomes) {
            (source, false, false) => source,
            (Some(Source::Gnomad), true, false) => Some(Source::GnomadExomes),
            (Some(Source::Gnomad), false, true) => Some(Source::GnomadGenomes),
            _ => return None,
        };
        Some(name)
    }

    fn population(&self) -> String {
        if self.populations.is_empty() { "All".to_owned() } else { self.populations.join(", ") }
    }
}

/// The project whose own names the file's keys have: gnomAD and ExAC alone have Non-Finnish Europeans, 1000 Genomes
/// has `EUR_AF` beside `AFR_AF`.
fn family(infos: &[InfoField<'_>]) -> Option<Source> {
    let has = |part: &str| {
        infos.iter().any(|info| {
            Name::read(info.key).is_some_and(|name| name.source.is_none() && name.measure.is_some())
                && info.key.split('_').any(|word| word.eq_ignore_ascii_case(part))
        })
    };
    if has("nfe") || has("asj") {
        return Some(if has("adj") { Source::Exac } else { Source::Gnomad });
    }
    let has_key = |key: &str| infos.iter().any(|info| info.key == key);
    (has_key("EUR_AF") && has_key("AFR_AF")).then_some(Source::ThousandGenomes)
}

/// Whether a key without a source in its name or description is one of the family's.
fn belongs(info: &InfoField<'_>, name: &Name, family: Source) -> bool {
    if is_total(info) {
        return true;
    }
    match family {
        // `AF_EUR` is how `bcftools +fill-tags` names a group of the file's own samples.
        Source::ThousandGenomes => is_superpopulation(info.key, "_AF"),
        _ => !name.populations.is_empty(),
    }
}

/// `EUR_AF` and its like: 1000 Genomes' superpopulations, with `ASN` of its first phase.
fn is_superpopulation(key: &str, ending: &str) -> bool {
    key.strip_suffix(ending).is_some_and(|code| ["AFR", "AMR", "ASN", "EAS", "EUR", "SAS"].contains(&code))
}

fn field(info: &InfoField<'_>, family: Option<Source>) -> Option<PopulationField> {
    if info.key == "CAF" && info.description.contains("allele frequencies") {
        // Several keys of dbSNP start with the reference allele's.
        return Some(PopulationField {
            key: info.key.to_owned(),
            source: Source::DbSnp,
            population: "All".to_owned(),
            measure: Measure::Frequency,
            per_allele: PerAllele::All,
            writing: Writing::Number,
        });
    }
    let name = Name::read(info.key)?;
    let is_named = name.source.is_some();
    let described = words::described(info.description);
    let source = name.source.or(described).or_else(|| {
        family.filter(|family| belongs(info, &name, *family)).or_else(|| is_esp(info).then_some(Source::Esp))
    })?;
    // Without a measure's name, as ANNOVAR writes (`ExAC_NFE`), a key named for its source has frequencies.
    let is_bare = name.measure.is_none() && is_named && (name.is_all || !name.populations.is_empty());
    let is_list = info.description.contains("allele frequencies based on");
    let measure = name.measure.or_else(|| (is_bare || (is_named && is_list)).then_some(Measure::Frequency))?;
    let per_allele = if info.description.contains("starting with the reference allele") {
        PerAllele::All
    } else if is_esp(info) {
        // "in the order of AltAlleles,RefAllele".
        PerAllele::Alternates
    } else {
        info.per_allele
    };
    Some(PopulationField {
        key: info.key.to_owned(),
        source,
        population: name.population(),
        measure,
        per_allele,
        writing: Writing::Number,
    })
}

/// AF, AC or AN of everybody in a project's own file: by the project's words, which no caller writes.
fn is_total(info: &InfoField<'_>) -> bool {
    const WORDS: [&str; 7] = [
        // 1000 Genomes, phase 1 and 3.
        "Global Allele Frequency based on AC/AN",
        "Estimated allele frequency in the range (0,1)",
        // gnomAD 2.0, then 2.1 and later.
        "Allele Frequency among genotypes",
        "Alternate allele frequency in samples",
        "Alternate allele count for samples",
        "Total number of alleles in samples",
        "Filtering allele frequency",
    ];
    // gnomAD 4 says no more than this.
    const EXACT: [&str; 2] = ["Alternate allele frequency", "Alternate allele count"];
    EXACT.contains(&info.description) || WORDS.iter().any(|words| info.description.starts_with(words))
}

/// `EA_AC`, `AA_AC` and `TAC` of the Exome Sequencing Project's own files.
fn is_esp(info: &InfoField<'_>) -> bool {
    matches!(info.key, "EA_AC" | "AA_AC") && info.description.contains("American Allele Count")
}

fn sub_field(text: &str) -> Option<PopulationField> {
    let name = Name::read(text)?;
    let is_minor = text.to_ascii_lowercase().ends_with("maf");
    let source = name.source.or(match text {
        "MAX_AF" => Some(Source::Several),
        "AF" | "GMAF" => Some(Source::ThousandGenomes),
        "AA_AF" | "EA_AF" | "AA_MAF" | "EA_MAF" => Some(Source::Esp),
        _ => (is_superpopulation(text, "_AF") || is_superpopulation(text, "_MAF")).then_some(Source::ThousandGenomes),
    })?;
    Some(PopulationField {
        key: text.to_owned(),
        source,
        population: name.population(),
        measure: name.measure?,
        per_allele: PerAllele::No,
        writing: if is_minor { Writing::AlleleAndNumber } else { Writing::Number },
    })
}

#[cfg(test)]
mod tests;
