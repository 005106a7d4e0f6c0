//! INFO against what the header declares of its keys.
//!
//! Must not know INFO's meaning: types, counts and keys only.
//!
//! Looking at every value of a genome would cost as much as all else together, so the first
//! [`CHECKED_RECORDS`] records are looked at in full: a writer that gets a key wrong gets it wrong early.
//! An undeclared key is told once.

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
                Some(definition) => check_value(definition, field, value, alternates, tell),
                None => {
                    if self.undeclared.insert(key.into()) {
                        tell(Column::Info, Problem::Undeclared, key);
                    }
                }
            }
        }
    }
}

fn check_value(definition: &Definition, field: &[u8], value: Option<&[u8]>, alternates: usize, tell: Tell<'_>) {
    let kind = definition.kind.unwrap_or(Kind::String);
    let Some(value) = value else {
        if kind != Kind::Flag && definition.number != Some(Number::Count(0)) {
            tell(Column::Info, Problem::ValueType(kind.name().to_owned()), field);
        }
        return;
    };
    if value == b"." {
        return;
    }
    if kind == Kind::Flag {
        // htslib takes a flag with a value, and so do people.
        if value != b"1" {
            tell(Column::Info, Problem::ValueType(kind.name().to_owned()), field);
        }
        return;
    }
    let is_of_kind = |text: &[u8]| match kind {
        Kind::Integer => is_integer(text),
        Kind::Float => parse_float(text).is_some(),
        Kind::Character => String::from_utf8_lossy(text).chars().count() == 1,
        Kind::Flag | Kind::String => !text.is_empty(),
    };
    if !value.split(|byte| *byte == b',').all(|text| text == b"." || is_of_kind(text)) {
        tell(Column::Info, Problem::ValueType(kind.name().to_owned()), field);
    }
    let expected = match definition.number {
        // Number=1 strings with commas are so common that they say nothing.
        Some(Number::Count(1)) if kind == Kind::String => return,
        Some(Number::Count(count)) => count,
        Some(Number::Alternates) => alternates,
        Some(Number::Alleles) => alternates + 1,
        Some(Number::Genotypes | Number::Unknown) | None => return,
    };
    let found = 1 + memchr::memchr_iter(b',', value).count();
    if found != expected {
        tell(Column::Info, Problem::ValueCount { found: found as u64, expected: expected as u64 }, field);
    }
}

fn is_integer(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<i32>().is_ok())
}
