//! INFO against what the header or the specification declares of its keys.
//!
//! Must not know INFO's meaning: types, counts and keys only.
//!
//! Looking at every value of a genome would cost as much as all else together, so the first
//! [`CHECKED_RECORDS`] records are looked at in full: a writer that gets a key wrong gets it wrong early.
//! What is wrong with a key's values is told once a key, as is an undeclared key.

use super::{
    Tell, structural,
    values::{self, Alleles, is_text},
};
use crate::{
    hash::TextSet,
    vcf::{
        Column, Problem,
        findings::{Topic, When},
        header::{Header, reserved},
        line::Line,
    },
};

/// Records whose INFO and samples are looked at.
pub(in crate::vcf) const CHECKED_RECORDS: u64 = 20_000;

const EARLY: When<'_> = When::Early(CHECKED_RECORDS);

fn once(topic: Topic, key: &[u8]) -> When<'_> {
    When::EarlyOnce(CHECKED_RECORDS, topic, key)
}

#[derive(Debug, Default)]
pub(super) struct InfoChecker {
    undeclared: TextSet<Box<[u8]>>,
    told: TextSet<Box<[u8]>>,
}

/// INFO's keys in their order, with their values.
pub(super) type Pairs<'a> = Vec<(&'a [u8], Option<&'a [u8]>)>;

impl InfoChecker {
    /// Looks at an INFO that is more than a dot.
    pub(super) fn values(&mut self, line: &Line<'_>, alternates: usize, header: &Header, tell: Tell<'_>) {
        if !is_text(line.info) {
            tell(EARLY, Column::Info, Problem::NotText, line.info);
        }
        let mut pairs: Pairs<'_> = Vec::new();
        let fields: Vec<&[u8]> = line.info.split(|byte| *byte == b';').collect();
        for (index, field) in fields.iter().enumerate() {
            let (key, value) = match memchr::memchr(b'=', field) {
                Some(at) => (&field[..at], field.get(at + 1..)),
                None => (*field, None),
            };
            if key.is_empty() {
                // A semicolon at the end is common and harmless.
                if index + 1 < fields.len() || value.is_some() {
                    tell(EARLY, Column::Info, Problem::Empty, line.info);
                }
                continue;
            }
            if pairs.iter().any(|(seen, _)| *seen == key) {
                tell(EARLY, Column::Info, Problem::ValueDuplicate, key);
            }
            pairs.push((key, value));
            self.value(key, value, field, alternates, header, tell);
        }
        if header.minor_version >= structural::SINCE {
            for (key, problem, text) in structural::problems(line.alternates, &pairs) {
                if self.told.insert(key.as_bytes().into()) {
                    let is_of_key =
                        |field: &&&[u8]| field.strip_prefix(key.as_bytes()).is_some_and(|rest| rest.starts_with(b"="));
                    tell(
                        once(Topic::Info, key.as_bytes()),
                        Column::Info,
                        problem,
                        fields.iter().find(is_of_key).unwrap_or(&text),
                    );
                }
            }
        }
    }

    fn value(
        &mut self,
        key: &[u8],
        value: Option<&[u8]>,
        field: &[u8],
        alternates: usize,
        header: &Header,
        tell: Tell<'_>,
    ) {
        let alleles = Alleles { alternates, ploidy: None };
        let problem = match header.infos.get(key) {
            Some(definition) => values::problem(key, definition, value, alleles),
            None => match reserved::info(key, header.minor_version) {
                Some(reserved) => values::problem(key, &reserved.definition(), value, alleles),
                None => {
                    if self.undeclared.insert(key.into()) {
                        tell(once(Topic::InfoUndeclared, key), Column::Info, Problem::Undeclared, key);
                    }
                    return;
                }
            },
        };
        if let Some(problem) = problem
            && self.told.insert(key.into())
        {
            tell(once(Topic::Info, key), Column::Info, problem, field);
        }
    }
}
