//! The words that names of population keys are made of.
//!
//! Must not know how a name is put together.

use super::{Measure, Source};

/// What a word of a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Source(Source),
    Measure(Measure),
    SourceAndMeasure(Source, Measure),
    /// In words.
    Population(&'static str),
    Exomes,
    Genomes,
    All,
    /// Says nothing.
    Filler,
}

/// A word in lower case; `None` when it is unknown.
pub(super) fn word(text: &str) -> Option<Word> {
    if let Some((_, label)) = POPULATIONS.iter().find(|(code, _)| *code == text) {
        return Some(Word::Population(label));
    }
    Some(match text {
        "af" | "aaf" | "maf" | "gmaf" | "freq" => Word::Measure(Measure::Frequency),
        "ac" => Word::Measure(Measure::Count),
        "an" => Word::Measure(Measure::Called),
        "faf95" | "faf" => Word::Measure(Measure::Filtering95),
        "faf99" => Word::Measure(Measure::Filtering99),
        "nhomalt" | "nhom" | "hom" => Word::Measure(Measure::Homozygotes),
        "nhemi" | "hemi" => Word::Measure(Measure::Hemizygotes),
        "exome" | "exomes" => Word::Exomes,
        "genome" | "genomes" => Word::Genomes,
        "all" | "total" | "global" | "adj" => Word::All,
        "float" | "dbnsfp" => Word::Filler,
        "gnomade" | "gnomadexome" | "gnomadexomes" => Word::Source(Source::GnomadExomes),
        "gnomadg" | "gnomadgenome" | "gnomadgenomes" => Word::Source(Source::GnomadGenomes),
        "exac" | "exac03" => Word::Source(Source::Exac),
        "1kg" | "1kgp" | "kgp" | "tgp" | "1000g" | "1000gp1" | "1000gp3" | "1000genomes" => {
            Word::Source(Source::ThousandGenomes)
        }
        "af1000g" => Word::SourceAndMeasure(Source::ThousandGenomes, Measure::Frequency),
        "esp" | "esp6500" | "evs" => Word::Source(Source::Esp),
        "topmed" | "bravo" => Word::Source(Source::TopMed),
        "alfa" => Word::Source(Source::Alfa),
        // With a release behind it: gnomad41, 1000g2015aug, esp6500siv2.
        _ if is_release(text, "gnomad") => Word::Source(Source::Gnomad),
        _ if text.starts_with("1000g20") => Word::Source(Source::ThousandGenomes),
        _ if text.starts_with("esp6500si") => Word::Source(Source::Esp),
        _ => return None,
    })
}

fn is_release(text: &str, name: &str) -> bool {
    text.strip_prefix(name)
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'v' || byte == b'r'))
}

/// Codes of gnomAD (its releases' VCF headers), of 1000 Genomes (internationalgenome.org/data-portal/population) and
/// of the Exome Sequencing Project.
const POPULATIONS: [(&str, &str); 64] = [
    ("afr", "African"),
    ("amr", "American"),
    ("ami", "Amish"),
    ("asj", "Ashkenazi Jewish"),
    ("asn", "East Asian"),
    ("eas", "East Asian"),
    ("eur", "European"),
    ("fin", "Finnish"),
    ("mid", "Middle Eastern"),
    ("nfe", "Non-Finnish European"),
    ("oth", "Other"),
    ("remaining", "Other"),
    ("sas", "South Asian"),
    ("bgr", "Bulgarian"),
    ("est", "Estonian"),
    ("nwe", "North-western European"),
    ("onf", "Other Non-Finnish European"),
    ("seu", "Southern European"),
    ("swe", "Swedish"),
    ("jpn", "Japanese"),
    ("kor", "Korean"),
    ("oea", "Other East Asian"),
    ("popmax", "Highest of the populations"),
    ("grpmax", "Highest of the groups"),
    ("max", "Highest of the populations"),
    ("female", "female"),
    ("xx", "female"),
    ("male", "male"),
    ("xy", "male"),
    ("raw", "before genotype filters"),
    ("controls", "controls"),
    ("unrel", "unrelated"),
    ("ea", "European American"),
    ("aa", "African American"),
    ("acb", "African Caribbean in Barbados"),
    ("asw", "African ancestry in the south-western USA"),
    ("beb", "Bengali in Bangladesh"),
    ("cdx", "Chinese Dai in Xishuangbanna"),
    ("ceu", "Utah residents of northern and western European ancestry"),
    ("chb", "Han Chinese in Beijing"),
    ("chs", "Southern Han Chinese"),
    ("clm", "Colombian in Medellín"),
    ("esn", "Esan in Nigeria"),
    ("gbr", "British in England and Scotland"),
    ("gih", "Gujarati Indian in Houston"),
    ("gwd", "Gambian in Western Division"),
    ("ibs", "Iberian in Spain"),
    ("itu", "Indian Telugu in the UK"),
    ("jpt", "Japanese in Tokyo"),
    ("khv", "Kinh in Ho Chi Minh City"),
    ("lwk", "Luhya in Webuye"),
    ("msl", "Mende in Sierra Leone"),
    ("mxl", "Mexican ancestry in Los Angeles"),
    ("pel", "Peruvian in Lima"),
    ("pjl", "Punjabi in Lahore"),
    ("pur", "Puerto Rican in Puerto Rico"),
    ("stu", "Sri Lankan Tamil in the UK"),
    ("tsi", "Toscani in Italy"),
    ("yri", "Yoruba in Ibadan"),
    ("nontopmed", "without TOPMed"),
    ("noncancer", "without cancer cohorts"),
    ("nonneuro", "without neurological cohorts"),
    ("nonukb", "without UK Biobank"),
    ("nonv2", "without gnomAD 2"),
];

/// Whose a key is by its description.
pub(super) fn described(description: &str) -> Option<Source> {
    let lower = description.to_ascii_lowercase();
    let says = |words: &str| lower.contains(words);
    if says("gnomad") {
        return Some(match (says("exome"), says("genomes")) {
            (true, false) => Source::GnomadExomes,
            (false, true) => Source::GnomadGenomes,
            _ => Source::Gnomad,
        });
    }
    if says("1000 genomes") || says("1000genomes") || says("1000g ") {
        Some(Source::ThousandGenomes)
    } else if says("exac") && !says("exact") {
        Some(Source::Exac)
    } else if says("exome sequencing project") || says("go-esp") || says("esp6500") {
        Some(Source::Esp)
    } else if says("topmed") {
        Some(Source::TopMed)
    } else {
        None
    }
}
