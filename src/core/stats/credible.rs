//! Maximum credible allele frequency: how common an allele that causes a disease can be.
//!
//! Whiffin et al. 2017, "Using high-resolution variant frequencies to empower clinical genome interpretation", Genet Med
//! 19:1151. From what is known of the disease (a [`DiseaseModel`]) follows a frequency, from that and AN the largest AC
//! that chance explains. For autosomes: X has formulas of its own. Owns the model and both ways of the arithmetic. Must not
//! know whose counts are compared with it, and never says what a variant is.

use super::{
    distribution::{gamma_quantile, poisson_at_most},
    one_sided::OneSided,
    pooled::Copies,
};

pub use model::{
    Architecture, BadModel, DiseaseModel, Field, Inheritance, MAX_NAME_CHARS, models_from_text, models_to_text,
};

mod model;

impl DiseaseModel {
    /// The largest frequency that one causal allele can have in the population, in 0..=1.
    ///
    /// Dominant: prevalence/2 · allelic · genetic / penetrance, since an affected person has two copies of which one
    /// causes the disease. Recessive: √prevalence · allelic · √genetic / √penetrance (Whiffin 2017). A model that would
    /// allow more than 1 excludes nothing.
    pub fn max_credible_frequency(&self) -> f64 {
        let Architecture { prevalence, allelic_heterogeneity, genetic_heterogeneity, penetrance } = self.architecture();
        let frequency = match self.inheritance() {
            Inheritance::Dominant => prevalence / 2.0 * allelic_heterogeneity * genetic_heterogeneity / penetrance,
            Inheritance::Recessive => allelic_heterogeneity * (prevalence * genetic_heterogeneity / penetrance).sqrt(),
        };
        frequency.min(1.0)
    }

    /// The largest AC among AN copies that the model's frequency explains; see [`max_allele_count`].
    pub fn max_allele_count(&self, allele_number: u32, level: OneSided) -> u32 {
        max_allele_count(self.max_credible_frequency(), allele_number, level)
    }

    /// The inverse: the prevalence at which a frequency would just be credible, all else as in the model. `None` where
    /// the disease would have to be more frequent than people are, or the frequency is no share above 0.
    pub fn prevalence_allowing(&self, frequency: f64) -> Option<f64> {
        if !is_share(frequency) {
            return None;
        }
        let Architecture { allelic_heterogeneity, genetic_heterogeneity, penetrance, .. } = self.architecture();
        let of_cases = frequency / allelic_heterogeneity;
        let prevalence = match self.inheritance() {
            Inheritance::Dominant => 2.0 * of_cases * penetrance / genetic_heterogeneity,
            Inheritance::Recessive => of_cases * of_cases * penetrance / genetic_heterogeneity,
        };
        (prevalence <= 1.0).then_some(prevalence)
    }
}

/// The largest AC among AN copies that chance explains where the allele has `frequency`: the smallest k for which a
/// Poisson number of mean AN·frequency is at most k with the level's probability (Whiffin 2017), at most AN.
pub fn max_allele_count(frequency: f64, allele_number: u32, level: OneSided) -> u32 {
    if frequency.is_nan() || frequency <= 0.0 {
        return 0;
    }
    let mean = f64::from(allele_number) * frequency.min(1.0);
    let holds = |count: u32| poisson_at_most(count, mean) >= level.share();
    // The median is at least mean − ln 2 (Choi 1994, Proc Am Math Soc 121:245): one below it holds less than a half.
    let mut too_few = (mean - 2.0).max(-1.0) as i64;
    let mut width = 1;
    let limit = i64::from(allele_number);
    let count = |wide: i64| u32::try_from(wide).unwrap_or(u32::MAX);
    let mut enough = limit;
    while too_few + width < limit {
        if holds(count(too_few + width)) {
            enough = too_few + width;
            break;
        }
        too_few += width;
        width *= 2;
    }
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        if holds(count(middle)) { enough = middle } else { too_few = middle }
    }
    count(enough)
}

/// The inverse: of the frequencies for which so many copies are too many, the highest. Anything above it explains them.
///
/// 0 where no copy was seen. From two copies on it is the filtering allele frequency; a single copy, for which gnomAD's
/// convention says 0, is not treated differently here. `None` where AN is 0 or AC exceeds it.
pub fn highest_excluded_frequency(allele_count: u32, allele_number: u32, level: OneSided) -> Option<f64> {
    Copies::new(allele_count, allele_number)?;
    if allele_count == 0 {
        return Some(0.0);
    }
    Some(gamma_quantile(f64::from(allele_count), level.rest()) / f64::from(allele_number))
}

fn is_share(value: f64) -> bool {
    value > 0.0 && value <= 1.0
}

#[cfg(test)]
#[path = "credible_tests.rs"]
mod tests;
