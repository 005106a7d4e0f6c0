//! Cohorts taken together: their plain sum, and an estimate that lets them differ.
//!
//! The sum answers "of all copies read, how many carry the allele" and is as sure as if all came from one population.
//! The random-effects estimate takes each cohort's frequency as drawn from a distribution of frequencies, after
//! DerSimonian and Laird (1986, Control Clin Trials 7:177), on the logit scale, where a frequency has no borders. What
//! R's metafor computes with `rma(measure = "PLO", method = "DL", add = 1/2, to = "only0", test = "z")`.
//!
//! Must not know which cohorts may be taken together (`evidence::pool`).

use super::{
    distribution::{chi_squared_tail, student_t_975},
    interval::{Interval, Level},
};

/// A deleted residual beyond this marks an outlier: 1 of 100 cohorts of one distribution lies as far out.
pub const OUTLIER_FROM: f64 = 2.575_829_303_548_901;

/// A cohort's counts that can be computed with: some copies were read, and no more carry the allele than were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copies {
    with_allele: u32,
    read: u32,
}

impl Copies {
    /// AC of AN; `None` where AN is 0 or AC exceeds it.
    pub fn new(allele_count: u32, allele_number: u32) -> Option<Self> {
        let is_possible = allele_number > 0 && allele_count <= allele_number;
        is_possible.then_some(Self { with_allele: allele_count, read: allele_number })
    }

    /// AC.
    pub const fn allele_count(self) -> u32 {
        self.with_allele
    }

    /// AN, above 0.
    pub const fn allele_number(self) -> u32 {
        self.read
    }

    /// AC/AN, in 0..=1.
    pub fn frequency(self) -> f64 {
        f64::from(self.with_allele) / f64::from(self.read)
    }

    /// Whether the logit is infinite: nobody carries the allele, or everybody does.
    const fn is_at_a_border(self) -> bool {
        self.with_allele == 0 || self.with_allele == self.read
    }
}

/// AC and AN added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// ΣAC
    pub allele_count: u64,
    /// ΣAN
    pub allele_number: u64,
}

impl Sum {
    /// Adds all of them up.
    pub fn of(cohorts: &[Copies]) -> Self {
        cohorts.iter().fold(Self::default(), |sum, cohort| Self {
            allele_count: sum.allele_count + u64::from(cohort.with_allele),
            allele_number: sum.allele_number + u64::from(cohort.read),
        })
    }

    /// ΣAC/ΣAN, in 0..=1; `None` for no copies.
    #[expect(clippy::cast_precision_loss, reason = "a sum of copies stays far below 2^52")]
    pub fn frequency(self) -> Option<f64> {
        (self.allele_number > 0).then(|| self.allele_count as f64 / self.allele_number as f64)
    }

    /// 95 % Wilson interval, as if all copies came from one population; `None` for no copies or more than 2³².
    pub fn interval(self) -> Option<Interval> {
        let (count, number) = (self.allele_count.try_into().ok()?, self.allele_number.try_into().ok()?);
        Interval::wilson(count, number, Level::NinetyFive).ok()
    }
}

/// The random-effects estimate and how far the cohorts agree.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomEffects {
    /// The middle of the distribution that the cohorts' frequencies come from, in 0..=1.
    pub estimate: f64,
    /// 95 % interval of the estimate: ±z·SE on the logit scale, z normal.
    pub interval: Interval,
    /// 95 % prediction interval: where the frequency of one more cohort is expected. ±t·√(τ² + SE²) with k − 2 degrees
    /// of freedom (Higgins, Thompson, Spiegelhalter 2009, J R Stat Soc A 172:137, section 5.3); `None` below 3 cohorts.
    pub prediction: Option<Interval>,
    /// How far the cohorts differ.
    pub heterogeneity: Heterogeneity,
    /// Cohorts to which half a copy was added, because nobody or everybody carries the allele there.
    pub corrected: usize,
    /// Of each cohort: its distance from what the others predict, in standard errors (externally studentised deleted
    /// residual; Viechtbauer and Cheung 2010, Res Synth Methods 1:112). Empty below 3 cohorts.
    pub deleted_residuals: Vec<f64>,
}

/// How far cohorts differ beyond chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heterogeneity {
    /// Cochran's Q: weighted squares of the distances from the common mean.
    pub q: f64,
    /// k − 1
    pub degrees_of_freedom: u32,
    /// P of so large a Q if all cohorts had one frequency (χ²).
    pub p: f64,
    /// I²: the share of the differences that chance does not explain, in 0..1 (Higgins and Thompson 2002, Stat Med 21:1539).
    pub i_squared: f64,
    /// τ²: variance of the cohorts' true frequencies, on the logit scale.
    pub tau_squared: f64,
}

/// Why there is no random-effects estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEstimate {
    /// A single cohort, or none, cannot differ from others.
    TooFew,
    /// In every cohort nobody, or everybody, carries the allele: the estimate would be made of the added halves alone.
    AllAtABorder,
}

impl RandomEffects {
    /// Of two cohorts or more.
    ///
    /// A cohort in which nobody or everybody carries the allele gets half a copy of either allele, the others are left
    /// as they are (metafor's `to = "only0"`).
    ///
    /// # Errors
    /// Says why there is none.
    pub fn of(cohorts: &[Copies]) -> Result<Self, NoEstimate> {
        let df = u32::try_from(cohorts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        if df == 0 {
            return Err(NoEstimate::TooFew);
        }
        if cohorts.iter().all(|cohort| cohort.is_at_a_border()) {
            return Err(NoEstimate::AllAtABorder);
        }
        let logits: Vec<Logit> = cohorts.iter().map(|cohort| Logit::of(*cohort)).collect();
        let fit = Fit::of(&logits, None);
        let spread = |half: f64| Interval {
            low: share(fit.mean - half),
            high: share(fit.mean + half),
            level: Level::NinetyFive,
        };
        let deleted_residuals = if df < 2 {
            Vec::new()
        } else {
            (0..logits.len()).map(|left_out| deleted_residual(&logits, left_out)).collect()
        };
        Ok(Self {
            estimate: share(fit.mean),
            interval: spread(Level::NinetyFive.z() * fit.variance.sqrt()),
            prediction: student_t_975(df - 1).map(|t| spread(t * (fit.tau_squared + fit.variance).sqrt())),
            heterogeneity: Heterogeneity {
                q: fit.q,
                degrees_of_freedom: df,
                p: chi_squared_tail(fit.q, df),
                i_squared: if fit.q > 0.0 { (1.0 - f64::from(df) / fit.q).max(0.0) } else { 0.0 },
                tau_squared: fit.tau_squared,
            },
            corrected: cohorts.iter().filter(|cohort| cohort.is_at_a_border()).count(),
            deleted_residuals,
        })
    }

    /// Whether a cohort lies further out than chance and the others' differences explain; see [`OUTLIER_FROM`].
    pub fn is_outlier(&self, cohort: usize) -> bool {
        self.deleted_residuals.get(cohort).is_some_and(|residual| residual.abs() > OUTLIER_FROM)
    }
}

/// A cohort's frequency on the logit scale.
struct Logit {
    /// ln(AC / (AN − AC))
    value: f64,
    /// 1/AC + 1/(AN − AC)
    variance: f64,
}

impl Logit {
    fn of(cohort: Copies) -> Self {
        let added = if cohort.is_at_a_border() { 0.5 } else { 0.0 };
        let with = f64::from(cohort.with_allele) + added;
        let without = f64::from(cohort.read - cohort.with_allele) + added;
        Self { value: (with / without).ln(), variance: 1.0 / with + 1.0 / without }
    }
}

/// Back from the logit scale.
fn share(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// DerSimonian and Laird's moment estimate.
struct Fit {
    mean: f64,
    /// Of the mean.
    variance: f64,
    q: f64,
    tau_squared: f64,
}

impl Fit {
    /// Of all cohorts, or of all but one.
    fn of(logits: &[Logit], left_out: Option<usize>) -> Self {
        let kept = || logits.iter().enumerate().filter(|(at, _)| Some(*at) != left_out).map(|(_, logit)| logit);
        let weighted = |tau_squared: f64| {
            let weight = |logit: &Logit| 1.0 / (logit.variance + tau_squared);
            let sum: f64 = kept().map(weight).sum();
            let mean = kept().map(|logit| weight(logit) * logit.value).sum::<f64>() / sum;
            (sum, mean)
        };
        let (sum, common) = weighted(0.0);
        let q: f64 = kept().map(|logit| (logit.value - common).powi(2) / logit.variance).sum();
        let squares: f64 = kept().map(|logit| logit.variance.powi(-2)).sum();
        let df = kept().skip(1).fold(0.0, |df, _| df + 1.0);
        let tau_squared = ((q - df) / (sum - squares / sum)).max(0.0);
        let (sum, mean) = weighted(tau_squared);
        Self { mean, variance: 1.0 / sum, q, tau_squared }
    }
}

fn deleted_residual(logits: &[Logit], left_out: usize) -> f64 {
    let others = Fit::of(logits, Some(left_out));
    let Logit { value, variance } = &logits[left_out];
    (value - others.mean) / (variance + others.tau_squared + others.variance).sqrt()
}

#[cfg(test)]
#[path = "pooled_tests.rs"]
mod tests;
