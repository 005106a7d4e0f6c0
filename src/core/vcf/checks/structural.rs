//! Keys of structural variants and repeats against each other and against ALT.
//!
//! Source: VCF 4.4 §3, "INFO keys used for structural variants". Earlier versions leave most of it open, so
//! nothing is said of them. Must not know single values' types: those are in [`super::values`].

use super::{info::Pairs, values::interval_problem};
use crate::vcf::{Problem, line::parse_float};

/// The first version of VCF 4 with these rules.
pub(super) const SINCE: u8 = 4;

/// The key, what is wrong, and the text if the key is not there.
type Finding<'a> = (&'static str, Problem, &'a [u8]);

/// Everything wrong with a record's structural keys.
pub(super) fn problems<'a>(alternates: Option<&'a [u8]>, pairs: &Pairs<'a>) -> Vec<Finding<'a>> {
    let alleles: Vec<&[u8]> = alternates.map_or_else(Vec::new, |text| split(text).collect());
    let keys = Keys { pairs };
    let mut found = Vec::new();
    length(&alleles, &keys, &mut found);
    claim(&alleles, &keys, &mut found);
    for key in ["CIPOS", "CIEND", "CILEN", "CICN"] {
        if let Some(value) = keys.get(key)
            && let Some(problem) = interval_problem(value, alleles.len().max(1))
        {
            found.push((key, problem, value));
        }
    }
    // VCF 4.4 §3, MEINFO and METRANS: four parts for each allele.
    for key in ["MEINFO", "METRANS"] {
        count(key, 4 * alleles.len().max(1), &keys, &mut found);
    }
    if alleles.iter().any(|allele| is_symbol(allele, b"CNV:TR")) {
        repeats(&alleles, &keys, &mut found);
    }
    found
}

struct Keys<'a, 'p> {
    pairs: &'p Pairs<'a>,
}

impl<'a> Keys<'a, '_> {
    /// A value that is there and not missing.
    fn get(&self, key: &str) -> Option<&'a [u8]> {
        let (_, value) = self.pairs.iter().find(|(name, _)| *name == key.as_bytes())?;
        value.filter(|value| *value != b".")
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Its values as numbers; a missing one is `None`.
    fn numbers(&self, key: &str) -> Vec<Option<f32>> {
        self.get(key).map_or_else(Vec::new, |value| split(value).map(parse_float).collect())
    }
}

fn split(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b',')
}

/// `<DEL>` and `<DEL:ME>` are both DEL.
fn is_symbol(allele: &[u8], id: &[u8]) -> bool {
    let Some(rest) = allele.strip_prefix(b"<").and_then(|rest| rest.strip_prefix(id)) else { return false };
    rest == b">" || rest.starts_with(b":")
}

/// SVLEN is for symbolic alleles: a sequence has its length already.
fn length<'a>(alleles: &[&[u8]], keys: &Keys<'a, '_>, found: &mut Vec<Finding<'a>>) {
    let Some(value) = keys.get("SVLEN") else { return };
    let is_sequence = |allele: &[u8]| allele.iter().all(u8::is_ascii_alphabetic);
    let is_wrong = |(allele, length): (&&[u8], &[u8])| length != b"." && is_sequence(allele);
    if alleles.iter().zip(split(value)).any(is_wrong) {
        found.push(("SVLEN", Problem::Contradicts("ALT".to_owned()), value));
    }
}

/// Abundance, adjacency or both; a deletion or duplication has to say which.
fn claim<'a>(alleles: &[&'a [u8]], keys: &Keys<'a, '_>, found: &mut Vec<Finding<'a>>) {
    let claims: Vec<&[u8]> = keys.get("SVCLAIM").map_or_else(Vec::new, |value| split(value).collect());
    if let Some(odd) = claims.iter().find(|claim| !matches!(**claim, b"D" | b"J" | b"DJ" | b".")) {
        found.push(("SVCLAIM", Problem::ValueType("D/J/DJ".to_owned()), odd));
    }
    let needs = |allele: &[u8]| is_symbol(allele, b"DEL") || is_symbol(allele, b"DUP");
    let lacks = |index: usize| claims.get(index).is_none_or(|claim| *claim == b".");
    if let Some((_, allele)) = alleles.iter().enumerate().find(|(index, allele)| needs(allele) && lacks(*index)) {
        found.push(("SVCLAIM", Problem::Needed("SVCLAIM".to_owned()), allele));
    }
}

fn count<'a>(key: &'static str, expected: usize, keys: &Keys<'a, '_>, found: &mut Vec<Finding<'a>>) {
    let Some(value) = keys.get(key) else { return };
    let values = split(value).count();
    if values != expected {
        found.push((key, Problem::ValueCount { found: values as u64, expected: expected as u64 }, value));
    }
}

/// RN says how many repeats each allele has; all other keys list one value for each of them.
fn repeats<'a>(alleles: &[&[u8]], keys: &Keys<'a, '_>, found: &mut Vec<Finding<'a>>) {
    if !keys.has("RUS") && !keys.has("RUL") {
        found.push(("RUS", Problem::Needed("RUS".to_owned()), b"<CNV:TR>"));
        return;
    }
    let numbers = keys.numbers("RN");
    let repeats = if keys.has("RN") {
        numbers.iter().map(|number| number.unwrap_or(0.0) as usize).sum()
    } else {
        alleles.iter().filter(|allele| is_symbol(allele, b"CNV:TR")).count()
    };
    let before = found.len();
    for key in ["RUS", "RUL", "RUC", "RB"] {
        count(key, repeats, keys, found);
    }
    for (key, around) in [("CIRUC", "RUC"), ("CIRB", "RB")] {
        let Some(value) = keys.get(key) else { continue };
        if let Some(problem) = interval_problem(value, repeats) {
            found.push((key, problem, value));
        } else if !keys.has(around) {
            found.push((key, Problem::Needed(around.to_owned()), value));
        }
    }
    // RUB has one value for each unit, so there must be a whole number of units.
    if let Some(value) = keys.get("RUC")
        && keys.has("RUB")
        && keys.numbers("RUC").iter().flatten().any(|count| count.fract() != 0.0)
    {
        found.push(("RUC", Problem::NotWholeNumber, value));
    }
    if found.len() == before {
        sizes(keys, found);
    }
}

/// The length of a unit is that of its sequence, and RB is about RUC times as much.
fn sizes<'a>(keys: &Keys<'a, '_>, found: &mut Vec<Finding<'a>>) {
    let by_sequence: Vec<Option<f32>> = keys
        .get("RUS")
        .map_or_else(Vec::new, |value| split(value).map(|unit| (unit != b".").then_some(unit.len() as f32)).collect());
    let by_length = keys.numbers("RUL");
    let is_other =
        |(one, other): (&Option<f32>, &Option<f32>)| one.zip(*other).is_some_and(|(one, other)| one != other);
    if let Some(value) = keys.get("RUL")
        && by_sequence.iter().zip(&by_length).any(is_other)
    {
        found.push(("RUL", Problem::Contradicts("RUS".to_owned()), value));
        return;
    }
    let units = if by_length.is_empty() { by_sequence } else { by_length };
    let totals = keys.numbers("RUC").into_iter().zip(units).map(|(count, unit)| Some(count? * unit?));
    // RUC may be rounded to one place, RB to a base.
    let is_far = |(bases, total): (&Option<f32>, Option<f32>)| {
        bases.zip(total).is_some_and(|(bases, total)| (bases - total).abs() > (0.05 * bases).max(1.0))
    };
    if let Some(value) = keys.get("RB")
        && keys.numbers("RB").iter().zip(totals).any(is_far)
    {
        found.push(("RB", Problem::Contradicts("RUC".to_owned()), value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(alternates: &str, info: &str) -> Vec<(&'static str, String)> {
        let pairs: Pairs<'_> = info
            .split(';')
            .map(|field| {
                field.split_once('=').map_or((field.as_bytes(), None), |(k, v)| (k.as_bytes(), Some(v.as_bytes())))
            })
            .collect();
        problems(Some(alternates.as_bytes()), &pairs)
            .into_iter()
            .map(|(key, problem, _)| (key, problem.to_string()))
            .collect()
    }

    #[test]
    fn good_records_are_not_spoken_of() {
        for (alternates, info) in [
            ("<DEL>,T,<DUP>", "SVLEN=1,.,2;SVCLAIM=D,.,DJ"),
            ("T[1:1000[", "SVLEN=10;SVCLAIM=J"),
            ("<INS>", "SVLEN=10"),
            ("<CNV>", "SVLEN=10;CIPOS=-5,5;CILEN=.,2"),
            ("<CNV:TR>", "SVLEN=10;RUS=CAG;RUC=20.3;RB=61;CIRUC=-1,1;CIRB=-3,3"),
            ("<CNV:TR>", "SVLEN=10;RN=2;RUL=3,2;RUC=2,.;RB=.,9"),
        ] {
            assert_eq!(found(alternates, info), [], "{alternates} {info}");
        }
    }

    #[test]
    fn tells_what_contradicts() {
        for (alternates, info, key, problem) in [
            ("T", "SVLEN=2", "SVLEN", "it contradicts ALT"),
            ("<DUP>", "SVLEN=2", "SVCLAIM", "SVCLAIM is missing beside it"),
            ("<CNV>", "SVCLAIM=JD", "SVCLAIM", "the value is not of the declared type D/J/DJ"),
            ("<CNV>", "CIPOS=-1", "CIPOS", "1 values, 2 are declared"),
            ("<CNV>", "CIEND=1,2", "CIEND", "a number outside the allowed range"),
            ("<INS:ME>", "MEINFO=a,1,2", "MEINFO", "3 values, 4 are declared"),
            ("<CNV:TR>", "SVLEN=10", "RUS", "RUS is missing beside it"),
            ("<CNV:TR>", "RUS=CAG,CA;RN=1", "RUS", "2 values, 1 are declared"),
            ("<CNV:TR>", "RUS=TT,AT", "RUS", "2 values, 1 are declared"),
            ("<CNV:TR>", "RUS=TT;RUC=2,2", "RUC", "2 values, 1 are declared"),
            ("<CNV:TR>", "RUS=TT;RB=60;CIRB=-2", "CIRB", "1 values, 2 are declared"),
            ("<CNV:TR>", "RUS=TT;CIRUC=-2,2", "CIRUC", "RUC is missing beside it"),
            ("<CNV:TR>", "RUL=2;RUC=2.3;RB=5;RUB=10", "RUC", "not a whole number"),
            ("<CNV:TR>", "RUS=TTT;RUL=2", "RUL", "it contradicts RUS"),
            ("<CNV:TR>", "RUS=TTT;RUC=30;RB=100", "RB", "it contradicts RUC"),
        ] {
            assert_eq!(found(alternates, info), [(key, problem.to_owned())], "{alternates} {info}");
        }
    }
}
