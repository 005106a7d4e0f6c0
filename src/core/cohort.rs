//! What a cohort was found to hold at one variant.
//!
//! Must not know where the counts came from: nodes, files and tests all end here.

use serde::{Deserialize, Serialize};

use crate::stats::hardy_weinberg::Genotypes;

/// One group of people that somebody counted: a population of a data set of a node.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CohortId {
    /// The node's own id (`beaconId`).
    pub beacon: String,
    /// The data set within the node.
    pub dataset: String,
    /// The label within the data set, such as `Total` or `FI_F`.
    pub population: Population,
}

/// Whom a row counts. Grammar of the Genome of Europe labels: `Total` | CC | M | F | CC_M | CC_F.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Population {
    /// Everyone in the data set; never summed with the other rows.
    Total,
    /// A country, a sex, or both.
    Group {
        /// Two-letter country code.
        country: Option<String>,
        /// Sex, when the row is of one.
        sex: Option<Sex>,
    },
    /// A label outside the grammar, kept as it came.
    Other(String),
}

/// Sex as the counting cohort recorded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sex {
    /// F
    Female,
    /// M
    Male,
}

impl Population {
    /// Reads a label; what does not fit the grammar is kept.
    pub fn parse(label: &str) -> Self {
        if label.eq_ignore_ascii_case("total") {
            return Self::Total;
        }
        if let Some(sex) = Sex::parse(label) {
            return Self::Group { country: None, sex: Some(sex) };
        }
        let (country, sex) = match label.split_once('_') {
            None => (label, None),
            Some((country, sex)) => match Sex::parse(sex) {
                Some(sex) => (country, Some(sex)),
                None => return Self::Other(label.to_owned()),
            },
        };
        // `XX` and `XY` are karyotypes in some answers, not countries.
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        if is_country && country != "XX" && country != "XY" {
            Self::Group { country: Some(country.to_owned()), sex }
        } else {
            Self::Other(label.to_owned())
        }
    }
}

impl Sex {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "F" | "XX" => Some(Self::Female),
            "M" | "XY" => Some(Self::Male),
            _ => None,
        }
    }
}

/// Allele counts of one cohort at one variant. Absent is `None`: a missing count is never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// AC: copies that carry the alternate allele.
    pub allele_count: Option<u32>,
    /// AN: copies that could be read.
    pub allele_number: Option<u32>,
    /// Alternate-allele frequency as the node stated it, 0..=1.
    pub stated_frequency: Option<f64>,
    /// Homozygotes, in `homozygous_unit`.
    pub homozygous: Option<u32>,
    /// What `homozygous` counts.
    pub homozygous_unit: HomozygousUnit,
    /// Heterozygous people.
    pub heterozygous: Option<u32>,
    /// Hemizygous people (one copy by nature, as on X in men).
    pub hemizygous: Option<u32>,
}

/// Nodes disagree whether a homozygote counts once or twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HomozygousUnit {
    /// People: AC = 2·hom + het + hemi.
    People,
    /// Alleles: AC = hom + het + hemi.
    Alleles,
    /// The counts do not decide it.
    #[default]
    Undecided,
}

impl Counts {
    /// AF: AC/AN, or the node's own figure when a count is missing. `None` when no copy was read.
    pub fn frequency(&self) -> Option<f64> {
        match (self.allele_count, self.allele_number) {
            (Some(_), Some(0)) => None,
            (Some(count), Some(number)) => Some(f64::from(count) / f64::from(number)),
            _ => self.stated_frequency,
        }
    }

    /// Homozygous people, when the counts decide what was counted.
    pub fn homozygous_people(&self) -> Option<u32> {
        let homozygous = self.homozygous?;
        match self.homozygous_unit {
            HomozygousUnit::People => Some(homozygous),
            HomozygousUnit::Alleles => Some(homozygous / 2),
            HomozygousUnit::Undecided => (homozygous == 0).then_some(0),
        }
    }

    /// People by genotype, where every number is one of people: heterozygotes and homozygotes known, none hemizygous, and
    /// AC and AN what comes of them. `None` otherwise.
    pub fn genotypes(&self) -> Option<Genotypes> {
        let (count, number) = (self.allele_count?, self.allele_number?);
        let (heterozygous, homozygous_alternate) = (self.heterozygous?, self.homozygous_people()?);
        // An odd AN has somebody with one allele called.
        if self.hemizygous.unwrap_or(0) > 0 || number % 2 == 1 {
            return None;
        }
        let copies = u64::from(heterozygous) + 2 * u64::from(homozygous_alternate);
        if copies != u64::from(count) {
            return None;
        }
        let homozygous_reference = (number / 2).checked_sub(heterozygous.checked_add(homozygous_alternate)?)?;
        Some(Genotypes { homozygous_reference, heterozygous, homozygous_alternate })
    }

    /// Decides the homozygotes' unit by arithmetic: only one of the two sums can equal AC unless there are none.
    #[must_use]
    pub fn with_decided_unit(mut self) -> Self {
        if let (Some(count), Some(hom)) = (self.allele_count, self.homozygous) {
            // A missing heterozygous count leaves the sum open; a missing hemizygous count is usual off X and Y.
            if let Some(het) = self.heterozygous {
                // In 64 bits: a node's numbers may be anything.
                let single = u64::from(het) + u64::from(self.hemizygous.unwrap_or(0));
                let hom = u64::from(hom);
                self.homozygous_unit = match u64::from(count).checked_sub(single) {
                    Some(rest) if hom > 0 && rest == hom => HomozygousUnit::Alleles,
                    Some(rest) if rest == 2 * hom => HomozygousUnit::People,
                    _ => HomozygousUnit::Undecided,
                };
            }
        }
        self
    }
}

/// How exact a node says its counts are (Beacon v2.2, `countPrecision`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// As counted.
    Exact,
    /// To a multiple of some number.
    Rounded,
    /// A bound: a small count was replaced by the node's threshold, or the like.
    Imprecise,
}

/// One row of evidence: a cohort and what it counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Who was counted.
    pub cohort: CohortId,
    /// What was counted.
    pub counts: Counts,
    /// How exact the counts are; most nodes do not say.
    pub precision: Option<Precision>,
    /// Smallest AC that the data set tells of (`minAlleleCount`); 0 where it says that it hides none.
    pub floor: Option<u32>,
    /// Who is said to have counted (`source`), such as `The Genome of Europe`.
    pub source: Option<String>,
}

impl Observation {
    /// Whether AC and AN may be added up: whatever is rounded or a bound may not.
    pub fn is_exact(&self) -> bool {
        self.precision.is_none_or(|precision| precision == Precision::Exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(country: Option<&str>, sex: Option<Sex>) -> Population {
        Population::Group { country: country.map(str::to_owned), sex }
    }

    #[test]
    fn labels_of_the_genome_of_europe() {
        assert_eq!(Population::parse("total"), Population::Total);
        assert_eq!(Population::parse("EE_F"), group(Some("EE"), Some(Sex::Female)));
        assert_eq!(Population::parse("FI"), group(Some("FI"), None));
        assert_eq!(Population::parse("M"), group(None, Some(Sex::Male)));
        assert_eq!(Population::parse("XX"), group(None, Some(Sex::Female)));
        assert_eq!(Population::parse("COVID_pop11_fin_2"), Population::Other("COVID_pop11_fin_2".into()));
    }

    #[test]
    fn homozygotes_are_decided_by_arithmetic() {
        let counts = |count, hom, het, hemi| {
            Counts {
                allele_count: Some(count),
                homozygous: Some(hom),
                heterozygous: Some(het),
                hemizygous: hemi,
                ..Counts::default()
            }
            .with_decided_unit()
        };
        // beacon.md §3: 618 = 65 + 552 + 1
        assert_eq!(counts(618, 65, 552, Some(1)).homozygous_unit, HomozygousUnit::Alleles);
        assert_eq!(counts(10, 3, 4, None).homozygous_people(), Some(3));
        assert_eq!(counts(4, 0, 4, None).homozygous_people(), Some(0));
        assert_eq!(counts(9, 3, 4, None).homozygous_people(), None);
        assert_eq!(counts(3, 0, 9, None).homozygous_people(), Some(0));
    }

    #[test]
    fn genotypes_are_people_or_nothing() {
        let counts = |number, hom, het, hemi| {
            let counts = Counts {
                allele_count: Some(10),
                allele_number: Some(number),
                homozygous: hom,
                heterozygous: het,
                hemizygous: hemi,
                ..Counts::default()
            };
            counts.with_decided_unit().genotypes()
        };
        let expected = Genotypes { homozygous_reference: 193, heterozygous: 4, homozygous_alternate: 3 };
        assert_eq!(counts(400, Some(3), Some(4), None), Some(expected));
        // Six alleles of homozygotes are three people.
        assert_eq!(counts(400, Some(6), Some(4), Some(0)), Some(expected));
        for (number, hom, het, hemi) in [
            (400, None, Some(4), None),
            (400, Some(3), None, None),
            // Neither sum is AC.
            (400, Some(2), Some(4), None),
            (400, Some(0), Some(4), None),
            // Somebody with one allele.
            (401, Some(3), Some(4), None),
            (400, Some(3), Some(3), Some(1)),
            // Fewer people than genotypes.
            (12, Some(3), Some(4), None),
        ] {
            assert_eq!(counts(number, hom, het, hemi), None, "{number} {hom:?} {het:?} {hemi:?}");
        }
    }

    #[test]
    fn no_frequency_without_copies() {
        let counts = Counts { allele_count: Some(0), allele_number: Some(0), ..Counts::default() };
        assert_eq!(counts.frequency(), None);
    }
}
