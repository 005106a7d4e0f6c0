//! The samples of a record against what FORMAT's keys are declared to hold.
//!
//! Must not know INFO. What is wrong with a key is told once; a genotype of the first sample that cannot be
//! read is told by [`super::Checker`] for each record, so that it is left out here.
//!
//! A cohort's first record alone may have thousands of samples: records after [`CHECKED_CALLS`] of them are no
//! more looked at.

use super::{
    Tell,
    info::CHECKED_RECORDS,
    values::{self, Alleles, interval_problem, is_text},
};
use crate::{
    hash::TextSet,
    vcf::{
        Column, Problem,
        call::highest_allele,
        findings::{Topic, When},
        header::{Header, reserved},
    },
};

/// Columns of samples that are looked at in full.
const CHECKED_CALLS: u64 = 100_000;

#[derive(Debug, Default)]
pub(super) struct SampleChecker {
    told: TextSet<Box<[u8]>>,
}

impl SampleChecker {
    /// Looks at the samples of a record, the so-many-th counted from 0, if it is early enough.
    pub(super) fn values(
        &mut self,
        record: u64,
        format: &[u8],
        samples: &[u8],
        alternates: usize,
        header: &Header,
        tell: Tell<'_>,
    ) {
        let records = CHECKED_RECORDS.min(CHECKED_CALLS.div_ceil(header.samples.len().max(1) as u64));
        if record >= records || samples.is_empty() {
            return;
        }
        if !is_text(samples) {
            tell(When::Early(records), Column::Sample, Problem::NotText, samples);
        }
        let keys: Vec<&[u8]> = format.split(|byte| *byte == b':').collect();
        let samples = samples.split(|byte| *byte == b'\t').take(CHECKED_CALLS as usize);
        for (index, sample) in samples.enumerate() {
            for (key, problem, text) in self.sample(&keys, sample, index == 0, alternates, header) {
                tell(When::EarlyOnce(records, Topic::Sample, key), Column::Sample, problem, &text);
            }
        }
    }

    fn sample<'a>(
        &mut self,
        keys: &[&'a [u8]],
        sample: &[u8],
        is_first: bool,
        alternates: usize,
        header: &Header,
    ) -> Vec<(&'a [u8], Problem, Vec<u8>)> {
        let mut found = Vec::new();
        let mut genotype = Genotype::default();
        for (key, value) in keys.iter().zip(sample.split(|byte| *byte == b':')) {
            let problem = match *key {
                b"GT" => {
                    genotype = Genotype::read(value);
                    if is_first { None } else { genotype_problem(value, alternates) }
                }
                // Read for every record by the checker of calls.
                b"DP" | b"GQ" if is_first => None,
                _ => value_problem(key, value, &genotype, alternates, header),
            };
            if let Some(problem) = problem
                && self.told.insert((*key).into())
            {
                found.push((*key, problem, [*key, b"=", value].concat()));
            }
        }
        found
    }
}

fn genotype_problem(genotype: &[u8], alternates: usize) -> Option<Problem> {
    match highest_allele(genotype) {
        None => Some(Problem::Genotype),
        Some(highest) if highest as usize > alternates => Some(Problem::GenotypeAllele),
        Some(_) => None,
    }
}

fn value_problem(key: &[u8], value: &[u8], genotype: &Genotype, alternates: usize, header: &Header) -> Option<Problem> {
    if value.is_empty() {
        return Some(Problem::Empty);
    }
    if value == b"." {
        return None;
    }
    match key {
        b"CICN" if header.minor_version >= 4 => return interval_problem(value, 1),
        b"PSL" | b"PSO" | b"PSQ" => return genotype.phase_problem(value),
        _ => {}
    }
    let alleles = Alleles { alternates, ploidy: genotype.ploidy() };
    match header.formats.get(key) {
        Some(definition) => values::problem(key, definition, Some(value), alleles),
        // A list of genotypes and likelihoods with colons of its own cannot be read where colons divide.
        None if key == b"GLE" => None,
        None => {
            let reserved = reserved::format(key, header.minor_version)?;
            values::problem(key, &reserved.definition(), Some(value), alleles)
        }
    }
}

/// Which alleles of a genotype are phased.
#[derive(Debug, Default)]
struct Genotype {
    is_phased: Vec<bool>,
    is_called: bool,
}

impl Genotype {
    /// VCF 4.4 §1.6.2, GT: each allele's separator stands before it; where the first has none, it is phased
    /// if all others are.
    fn read(text: &[u8]) -> Self {
        let (first, rest) = match text {
            [separator @ (b'/' | b'|'), rest @ ..] => (Some(*separator == b'|'), rest),
            _ => (None, text),
        };
        let others = rest.iter().filter(|byte| b"/|".contains(byte)).map(|byte| *byte == b'|');
        let mut is_phased = vec![first.unwrap_or_else(|| others.clone().all(|is_phased| is_phased))];
        is_phased.extend(others);
        Self { is_phased, is_called: text.iter().any(u8::is_ascii_digit) }
    }

    /// How many alleles it has; what was not called may have any number.
    fn ploidy(&self) -> Option<usize> {
        self.is_called.then_some(self.is_phased.len())
    }

    /// VCF 4.4 §1.6.2, PSL, PSO and PSQ: one value for each allele, a dot for each that is not phased.
    fn phase_problem(&self, value: &[u8]) -> Option<Problem> {
        let found = 1 + memchr::memchr_iter(b',', value).count();
        let expected = self.ploidy()?;
        if found != expected {
            return Some(Problem::ValueCount { found: found as u64, expected: expected as u64 });
        }
        let values = value.split(|byte| *byte == b',').map(|text| text != b".");
        let is_odd = values.zip(&self.is_phased).any(|(has_value, is_phased)| has_value && !is_phased);
        is_odd.then(|| Problem::Contradicts("GT".to_owned()))
    }
}
