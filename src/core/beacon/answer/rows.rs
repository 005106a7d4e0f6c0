//! Rows of counts within a result: the Genome of Europe's shape and its dialects.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Note, text};
use crate::cohort::{CohortId, Counts, Observation, Population, Precision, Sex};

/// Which data set a result belongs to, and what that says of its counts.
pub(super) struct Source {
    pub(super) beacon: String,
    pub(super) dataset: String,
    pub(super) precision: Option<Precision>,
    /// Smallest AC it tells of.
    pub(super) floor: Option<u32>,
}

/// What the rows of one data set came to.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) observations: Vec<Observation>,
    pub(super) notes: Vec<Note>,
    /// Rows whose count the data set keeps back because it is small.
    pub(super) suppressed: usize,
    /// Where the rows of the change that is read now begin: others before it may be of the same population.
    scope: usize,
}

impl Source {
    /// Adds the rows of one result.
    pub(super) fn read(&self, result: &Value, rows: &mut Rows) {
        for source in result["frequencyInPopulations"].as_array().into_iter().flatten() {
            // gdi-mini-node calls the list `populations`.
            let list = source["frequencies"].as_array().or_else(|| source["populations"].as_array());
            for row in list.into_iter().flatten() {
                self.read_row(row, text(source, "source"), rows);
            }
        }
    }

    fn read_row(&self, row: &Value, source: Option<String>, rows: &mut Rows) {
        let label = text(row, "population").unwrap_or_default();
        let (counts, unreadable) = counts(row);
        rows.notes.extend(unreadable.map(|field| Note::CountUnreadable { population: label.clone(), field }));
        if matches!((counts.allele_count, counts.allele_number), (Some(ac), Some(an)) if ac > an) {
            rows.notes.push(Note::CountAboveNumber(label));
            return;
        }
        // A data set that hides counts below a floor has not counted 0.
        let hides_small = self.floor.is_some_and(|floor| floor > 0);
        if hides_small && counts.allele_count.unwrap_or(0) == 0 && counts.stated_frequency.is_none_or(|af| af == 0.0) {
            rows.suppressed += 1;
            return;
        }
        if counts.allele_count.is_none() && counts.stated_frequency.is_none() {
            return;
        }
        let observation = Observation {
            cohort: CohortId {
                beacon: self.beacon.clone(),
                dataset: self.dataset.clone(),
                population: Population::parse(&label),
            },
            counts,
            precision: self.precision,
            floor: self.floor,
            source,
        };
        rows.add(observation, label);
    }
}

impl Rows {
    /// The next result is of another change than those before.
    pub(super) fn next_change(&mut self) {
        self.scope = self.observations.len();
    }

    /// A row that comes twice is one row; where the two differ, the first is kept and the contradiction noted.
    fn add(&mut self, observation: Observation, label: String) {
        if let Some(there) = self.observations[self.scope..].iter().find(|other| other.cohort == observation.cohort) {
            if there.counts != observation.counts {
                self.notes.push(Note::RowsContradict(label));
            }
            return;
        }
        if frequency_contradicts(&observation.counts) {
            self.notes.push(Note::FrequencyContradicts(label.clone()));
        }
        if genotypes_contradict(&observation.counts) {
            self.notes.push(Note::GenotypesContradict(label));
        }
        self.observations.push(observation);
    }

    /// Parts of a whole that are more than the whole.
    pub(super) fn check_sums(&mut self) {
        let mut women_and_men: BTreeMap<Option<&str>, [u64; 2]> = BTreeMap::new();
        for row in &self.observations[self.scope..] {
            if let Population::Group { country, sex: Some(Sex::Female | Sex::Male) } = &row.cohort.population {
                let sums = women_and_men.entry(country.as_deref()).or_default();
                sums[0] += u64::from(row.counts.allele_count.unwrap_or(0));
                sums[1] += u64::from(row.counts.allele_number.unwrap_or(0));
            }
        }
        let mut contradicted = Vec::new();
        for (country, [count, number]) in women_and_men {
            let is_whole = |population: &Population| match (population, country) {
                (Population::Total, None) => true,
                (Population::Group { country: Some(of), sex: None }, Some(country)) => of == country,
                _ => false,
            };
            let Some(whole) = self.observations[self.scope..].iter().find(|row| is_whole(&row.cohort.population))
            else {
                continue;
            };
            let exceeds = |sum: u64, whole: Option<u32>| whole.is_some_and(|whole| sum > u64::from(whole));
            if exceeds(count, whole.counts.allele_count) || exceeds(number, whole.counts.allele_number) {
                contradicted.push(country.unwrap_or("Total").to_owned());
            }
        }
        self.notes.extend(contradicted.into_iter().map(Note::PartsExceedWhole));
    }
}

/// Genome of Europe names first, then those of the EGA production implementation; and the first field, if any, in which
/// something stands that is no count.
pub(super) fn counts(row: &Value) -> (Counts, Option<&'static str>) {
    let mut unreadable = None;
    let mut count = |names: &[&'static str]| {
        let sent = names.iter().map(|name| (*name, &row[*name])).find(|(_, value)| !value.is_null())?;
        let count = whole(sent.1);
        if count.is_none() {
            unreadable = unreadable.or(Some(sent.0));
        }
        count
    };
    let counts = Counts {
        allele_count: count(&["alleleCount"]),
        allele_number: count(&["alleleNumber"]),
        stated_frequency: share(&row["alleleFrequency"]),
        homozygous: count(&["alleleCountHomozygous", "genotypeHomozygous"]),
        heterozygous: count(&["alleleCountHeterozygous", "genotypeHeterozygous"]),
        hemizygous: count(&["alleleCountHemizygous", "genotypeHemizygous"]),
        ..Counts::default()
    };
    (counts.with_decided_unit(), unreadable)
}

/// A count as an integer, as a whole float, as digits in a text, or alone in an array (older GDI beacons).
pub(super) fn whole(value: &Value) -> Option<u32> {
    match value {
        Value::Array(items) if items.len() == 1 => whole(&items[0]),
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => {
            let whole = number.as_u64().or_else(|| {
                let float = number.as_f64().filter(|f| f.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(f))?;
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
                Some(float as u64)
            })?;
            u32::try_from(whole).ok()
        }
        _ => None,
    }
}

fn share(value: &Value) -> Option<f64> {
    let share = match value {
        Value::Array(items) if items.len() == 1 => return share(&items[0]),
        Value::String(text) => text.parse().ok()?,
        other => other.as_f64()?,
    };
    (0.0..=1.0).contains(&share).then_some(share)
}

/// Stated AF and AC/AN differ by more than rounding to four digits explains.
fn frequency_contradicts(counts: &Counts) -> bool {
    let (Some(stated), Some(count), Some(number)) =
        (counts.stated_frequency, counts.allele_count, counts.allele_number)
    else {
        return false;
    };
    number > 0 && (stated - f64::from(count) / f64::from(number)).abs() > 0.000_51
}

/// AC is neither the sum of the genotypes' alleles nor that of their people.
fn genotypes_contradict(counts: &Counts) -> bool {
    let (Some(count), Some(homozygous), Some(heterozygous)) =
        (counts.allele_count, counts.homozygous, counts.heterozygous)
    else {
        return false;
    };
    let single = u64::from(heterozygous) + u64::from(counts.hemizygous.unwrap_or(0));
    let homozygous = u64::from(homozygous);
    // Hemizygotes that were not sent may be the rest.
    let may_lack = counts.hemizygous.is_none();
    let fits = |sum: u64| sum == u64::from(count) || (may_lack && sum < u64::from(count));
    !fits(single + homozygous) && !fits(single + 2 * homozygous)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dialects_of_counts() {
        let row = json!({"population": "FI", "alleleCount": [3], "alleleNumber": 200.0, "genotypeHomozygous": null,
            "genotypeHeterozygous": 3, "alleleFrequency": "0.015"});
        let (read, unreadable) = counts(&row);
        assert_eq!((read.allele_count, read.allele_number, unreadable), (Some(3), Some(200), None));
        assert_eq!((read.homozygous, read.heterozygous, read.stated_frequency), (None, Some(3), Some(0.015)));
        let odd = counts(&json!({"alleleCount": -1, "alleleNumber": "7"}));
        assert_eq!((odd.0.allele_count, odd.0.allele_number, odd.1), (None, Some(7), Some("alleleCount")));
        assert_eq!(counts(&json!({"alleleCount": [1, 2]})).1, Some("alleleCount"));
    }

    #[test]
    fn sums_that_cannot_be() {
        let counts = |count, hom, het, hemi| Counts {
            allele_count: Some(count),
            homozygous: Some(hom),
            heterozygous: Some(het),
            hemizygous: hemi,
            ..Counts::default()
        };
        assert!(!genotypes_contradict(&counts(618, 65, 552, Some(1))));
        assert!(!genotypes_contradict(&counts(10, 3, 4, None)));
        assert!(genotypes_contradict(&counts(9, 9, 9, Some(0))));
        assert!(genotypes_contradict(&counts(3, 0, 9, None)));
    }

    #[test]
    fn parts_are_never_more_than_the_whole() {
        let row = |population: &str, count: u32| Observation {
            cohort: CohortId { beacon: "b".into(), dataset: "d".into(), population: Population::parse(population) },
            counts: Counts { allele_count: Some(count), allele_number: Some(100), ..Counts::default() },
            precision: None,
            floor: None,
            source: None,
        };
        let notes = |observations: Vec<Observation>| {
            let mut rows = Rows { observations, ..Rows::default() };
            rows.check_sums();
            rows.notes
        };
        assert_eq!(notes(vec![row("Total", 5), row("F", 3), row("M", 3)]), [Note::PartsExceedWhole("Total".into())]);
        assert_eq!(notes(vec![row("FI", 5), row("FI_F", 2), row("GB_M", 9)]), []);
    }
}
