//! INFO against what the header declares of its keys.
//!
//! Must not know INFO's meaning: types, counts and keys only.
//!
//! Looking at every value of a genome would cost as much as all else together, so the first
//! [`CHECKED_RECORDS`] records are looked at in full: a writer that gets a key wrong gets it wrong early.
//! What is wrong with a key's values is told once a key, as is an undeclared key.

use std::collections::HashSet;

use super::Tell;
use crate::vcf::{
    Column, Problem,
    header::{Definition, Header, Kind, Number},
    line::{Line, parse_float},
};

/// Records whose INFO is looked at.
pub(in crate::vcf) const CHECKED_RECORDS: u64 = 20_000;

#[derive(Debug, Default)]
pub(super) struct InfoChecker {
    records: u64,
    undeclared: HashSet<Box<[u8]>>,
    told: HashSet<Box<[u8]>>,
}

impl InfoChecker {
    pub(super) fn record(&mut self, line: &Line<'_>, header: &Header, tell: Tell<'_>) {
        self.records += 1;
        if line.info.is_empty() {
            tell(Column::Info, Problem::Empty, line.info);
        } else if self.records <= CHECKED_RECORDS && line.info != b"." {
            self.values(line, header, tell);
        }
    }

    fn values(&mut self, line: &Line<'_>, header: &Header, tell: Tell<'_>) {
        let mut seen: Vec<&[u8]> = Vec::new();
        let alternates = line.alternates.map_or(0, |text| 1 + text.iter().filter(|byte| **byte == b',').count());
        let fields: Vec<&[u8]> = line.info.split(|byte| *byte == b';').collect();
        for (index, field) in fields.iter().enumerate() {
            let (key, value) = match memchr::memchr(b'=', field) {
                Some(at) => (&field[..at], field.get(at + 1..)),
                None => (*field, None),
            };
            if key.is_empty() {
                // A semicolon at the end is common and harmless.
                if index + 1 < fields.len() || value.is_some() {
                    tell(Column::Info, Problem::Empty, line.info);
                }
                continue;
            }
            if seen.contains(&key) {
                tell(Column::Info, Problem::ValueDuplicate, key);
            }
            seen.push(key);
            match header.infos.get(key) {
                Some(definition) => {
                    if let Some(problem) = value_problem(definition, value, alternates)
                        && self.told.insert(key.into())
                    {
                        tell(Column::Info, problem, field);
                    }
                }
                None => {
                    if self.undeclared.insert(key.into()) {
                        tell(Column::Info, Problem::Undeclared, key);
                    }
                }
            }
        }
    }
}

/// What is wrong with a value, by what the header says of its key.
fn value_problem(definition: &Definition, value: Option<&[u8]>, alternates: usize) -> Option<Problem> {
    let kind = definition.kind.unwrap_or(Kind::String);
    let wrong_kind = || Some(Problem::ValueType(kind.name().to_owned()));
    let Some(value) = value else {
        let is_flag = kind == Kind::Flag || definition.number == Some(Number::Count(0));
        return if is_flag { None } else { wrong_kind() };
    };
    if value == b"." {
        return None;
    }
    if kind == Kind::Flag {
        // htslib takes a flag with a value, and so do people.
        return if value == b"1" { None } else { wrong_kind() };
    }
    let is_of_kind = |text: &[u8]| match kind {
        Kind::Integer => is_integer(text),
        Kind::Float => parse_float(text).is_some(),
        Kind::Character => String::from_utf8_lossy(text).chars().count() == 1,
        Kind::Flag | Kind::String => !text.is_empty(),
    };
    if !value.split(|byte| *byte == b',').all(|text| text == b"." || is_of_kind(text)) {
        return wrong_kind();
    }
    let expected = match definition.number? {
        // Number=1 strings with commas are so common that they say nothing.
        Number::Count(1) if kind == Kind::String => return None,
        Number::Count(count) => count,
        Number::Alternates => alternates,
        Number::Alleles => alternates + 1,
        Number::Genotypes | Number::Unknown => return None,
    };
    let found = 1 + memchr::memchr_iter(b',', value).count();
    (found != expected).then_some(Problem::ValueCount { found: found as u64, expected: expected as u64 })
}

fn is_integer(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<i32>().is_ok())
}
