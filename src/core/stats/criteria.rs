//! Arithmetic of frequency criteria: a figure, how it compares with a threshold, and whether the counts could have said
//! otherwise.
//!
//! Owns the published thresholds with their sources, and the comparison. Never says what a variant is, nor that a
//! criterion is met: that needs a gene, a disease and a person. Must not know who the cohorts are.

use serde::{Deserialize, Serialize};

pub use published::{Code, Criterion, Measure, PUBLISHED};

use super::{
    credible::DiseaseModel,
    filtering::{Cohort, Compared, Founders, Highest},
    one_sided::OneSided,
};

mod published;

/// A frequency to compare with: above 0, at most 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Threshold(f64);

/// The number is no threshold.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a threshold lies above 0 and is at most 1, found {0}")]
pub struct BadThreshold(pub f64);

impl Threshold {
    /// Checks it.
    ///
    /// # Errors
    /// When it is 0 or less, above 1, or no number.
    pub fn new(frequency: f64) -> Result<Self, BadThreshold> {
        let is_share = frequency > 0.0 && frequency <= 1.0;
        if is_share { Ok(Self(frequency)) } else { Err(BadThreshold(frequency)) }
    }

    /// In 0..=1.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl From<Threshold> for f64 {
    fn from(threshold: Threshold) -> Self {
        threshold.0
    }
}

impl TryFrom<f64> for Threshold {
    type Error = BadThreshold;

    fn try_from(frequency: f64) -> Result<Self, Self::Error> {
        Self::new(frequency)
    }
}

/// Where a threshold comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// The person set it.
    Chosen(Threshold),
    /// It was published with the criterion.
    Published(Threshold),
    /// The disease model's maximum credible frequency.
    Model(Threshold),
}

impl Basis {
    /// The threshold itself.
    pub fn threshold(self) -> Threshold {
        match self {
            Self::Chosen(threshold) | Self::Published(threshold) | Self::Model(threshold) => threshold,
        }
    }
}

/// What the counts come to. Figures only.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What was looked at.
    pub criterion: Criterion,
    /// What it was compared with; `None` where nobody set one.
    pub basis: Option<Basis>,
    /// Highest filtering frequency (FAF95) of a cohort that takes part, and whose; `None` where none has two copies.
    pub highest: Option<Highest>,
    /// FAF95 by threshold: above 1 it is exceeded. `None` without a threshold, or where nobody takes part.
    pub ratio: Option<f64>,
    /// Copies with the allele, of all cohorts that take part.
    pub copies_seen: u64,
    /// Whether so many copies could have told; `None` where nobody takes part.
    pub size: Option<Size>,
    /// Cohorts that were read on fewer copies than the criterion asks for, counting from 0.
    pub too_small: Vec<usize>,
    /// Founder cohorts left out by choice, counting from 0.
    pub founders_left_out: Vec<usize>,
}

/// Whether the copies read could have shown an allele of the threshold's frequency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// AN: of all cohorts together where absence is asked for, else of the cohort that drives the figure, or of the
    /// largest where none does.
    pub allele_number: u64,
    /// The upper bound that AN leaves when nobody carries the allele; see [`bound_where_none_is_seen`].
    pub bound_where_none_is_seen: f64,
    /// Smallest AN that brings that bound down to the threshold.
    pub least_allele_number: Option<u64>,
    /// Whether AN is as large: where not, not having seen the allele says nothing about the threshold.
    pub suffices: Option<bool>,
}

impl Criterion {
    /// What to compare with: what the person set, else what was published, else what the disease allows.
    pub fn basis(&self, chosen: Option<Threshold>, model: Option<&DiseaseModel>) -> Option<Basis> {
        let published = || self.threshold.and_then(|frequency| Threshold::new(frequency).ok());
        let credible = || model.and_then(|model| Threshold::new(model.max_credible_frequency()).ok());
        chosen.map(Basis::Chosen).or_else(|| published().map(Basis::Published)).or_else(|| credible().map(Basis::Model))
    }

    /// Compares cohorts' counts with it.
    pub fn compare(&self, basis: Option<Basis>, cohorts: &[Cohort], founders: Founders) -> Finding {
        let is_too_small =
            |cohort: &Cohort| self.least_alleles.is_some_and(|least| cohort.copies.allele_number() < least);
        let takes_part = |cohort: &&Cohort| founders.let_in(**cohort) && !is_too_small(cohort);
        let places = |is_meant: &dyn Fn(&Cohort) -> bool| {
            (0..cohorts.len()).filter(|at| is_meant(&cohorts[*at])).collect::<Vec<usize>>()
        };
        let parts = places(&|cohort| takes_part(&cohort));
        let kept: Vec<Cohort> = cohorts.iter().filter(takes_part).copied().collect();
        // Back from the place among those kept to the place in the list.
        let highest = Compared::of(&kept, Founders::Counted)
            .highest95
            .map(|highest| Highest { cohort: parts[highest.cohort], ..highest });
        let threshold = basis.map(|basis| basis.threshold().get());
        let figure = (!kept.is_empty()).then(|| highest.map_or(0.0, |highest| highest.frequency));
        let numbers = || kept.iter().map(|cohort| u64::from(cohort.copies.allele_number()));
        let allele_number = match (self.measure, highest) {
            (Measure::Absent, _) => (!kept.is_empty()).then(|| numbers().sum()),
            (Measure::Above, Some(highest)) => Some(u64::from(cohorts[highest.cohort].copies.allele_number())),
            (Measure::Above, None) => numbers().max(),
        };
        Finding {
            criterion: *self,
            basis,
            highest,
            ratio: figure.zip(threshold).map(|(figure, threshold)| figure / threshold),
            copies_seen: kept.iter().map(|cohort| u64::from(cohort.copies.allele_count())).sum(),
            size: allele_number.map(|allele_number| Size::of(allele_number, threshold)),
            too_small: places(&|cohort| founders.let_in(*cohort) && is_too_small(cohort)),
            founders_left_out: places(&|cohort| !founders.let_in(*cohort)),
        }
    }
}

impl Size {
    fn of(allele_number: u64, threshold: Option<f64>) -> Self {
        let least_allele_number = threshold.map(least_allele_number);
        Self {
            allele_number,
            bound_where_none_is_seen: bound_where_none_is_seen(allele_number),
            least_allele_number,
            suffices: least_allele_number.map(|least| allele_number >= least),
        }
    }
}

/// The frequency above which an allele would have been seen with 95 % probability among AN copies: 1 − 0.05^(1/AN), the
/// one-sided bound of Clopper and Pearson (1934, Biometrika 26:404) at AC 0, about 3/AN.
pub fn bound_where_none_is_seen(allele_number: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of copies stays far below 2^52")]
    let number = allele_number as f64;
    -(OneSided::NinetyFive.rest().ln() / number).exp_m1()
}

/// The smallest AN whose bound is at most a frequency in 0..=1: ln 0.05 / ln(1 − frequency), rounded up.
pub fn least_allele_number(frequency: f64) -> u64 {
    let number = (OneSided::NinetyFive.rest().ln() / (-frequency).ln_1p()).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float that is too large saturates")]
    let number = (number as u64).max(1);
    // Rounding may have carried it past a whole number.
    if number > 1 && bound_where_none_is_seen(number - 1) <= frequency { number - 1 } else { number }
}

#[cfg(test)]
#[path = "criteria_tests.rs"]
mod tests;
