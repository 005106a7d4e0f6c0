//! The criteria on frequency as they were published, as data.

use serde::{Deserialize, Serialize};

/// What a criterion looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Whether the allele is more common than a threshold, in any one cohort.
    Above,
    /// Whether nobody carries the allele, of all that were read.
    Absent,
}

/// Names of the published criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Code {
    /// BA1 of 2015.
    Ba1,
    /// BA1 as refined in 2018.
    Ba1Refined,
    /// BS1
    Bs1,
    /// PM2
    Pm2,
    /// PM2 at the level that ClinGen recommends since 2020.
    Pm2Supporting,
}

/// A criterion as it was published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Criterion {
    /// For code.
    pub code: Code,
    /// As people write it.
    pub label: &'static str,
    /// What it says about frequency, in short.
    pub name: &'static str,
    /// Where it stands.
    pub citation: &'static str,
    /// What it looks at.
    pub measure: Measure,
    /// The published threshold; `None` where it depends on the disease.
    pub threshold: Option<f64>,
    /// Copies that a cohort must have been read on to count.
    pub least_alleles: Option<u32>,
    /// Whether it is meant for cohorts without founder effects only.
    pub leaves_founders_out: bool,
}

const RICHARDS: &str = "Richards et al. 2015, Genet Med 17:405";

/// Every criterion on frequency, in the order of [`Code`].
pub const PUBLISHED: [Criterion; 5] = [
    Criterion {
        code: Code::Ba1,
        label: "BA1",
        name: "allele frequency above 5 %",
        citation: RICHARDS,
        measure: Measure::Above,
        threshold: Some(0.05),
        least_alleles: None,
        leaves_founders_out: false,
    },
    Criterion {
        code: Code::Ba1Refined,
        label: "BA1 (ClinGen SVI 2018)",
        name: "allele frequency above 5 % in a general continental population with at least 2,000 alleles observed",
        citation: "Ghosh et al. 2018, Hum Mutat 39:1525",
        measure: Measure::Above,
        threshold: Some(0.05),
        least_alleles: Some(2_000),
        leaves_founders_out: true,
    },
    Criterion {
        code: Code::Bs1,
        label: "BS1",
        name: "allele frequency greater than expected for the disorder",
        citation: RICHARDS,
        measure: Measure::Above,
        threshold: None,
        least_alleles: None,
        leaves_founders_out: false,
    },
    Criterion {
        code: Code::Pm2,
        label: "PM2",
        name: "absent from controls, or at extremely low frequency if recessive",
        citation: RICHARDS,
        measure: Measure::Absent,
        threshold: None,
        least_alleles: None,
        leaves_founders_out: false,
    },
    Criterion {
        code: Code::Pm2Supporting,
        label: "PM2_Supporting",
        name: "absent or rare in population databases, at supporting strength",
        citation: "ClinGen SVI 2020, Recommendation for Absence/Rarity (PM2), version 1.0",
        measure: Measure::Absent,
        threshold: None,
        least_alleles: None,
        leaves_founders_out: false,
    },
];

impl Criterion {
    /// The one with this code.
    pub fn of(code: Code) -> Self {
        PUBLISHED[code as usize]
    }
}
