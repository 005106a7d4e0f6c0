//! What callers say of a record as a whole in INFO, counted so that a limit can be moved: GATK's keys and meanings.
//!
//! Must not know a limit, nor how INFO is written.

use serde::{Deserialize, Serialize};

use super::histogram::Histogram;

/// An annotation of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SiteAnnotation {
    /// QD: QUAL for each read of those who carry an alternate.
    QualByDepth,
    /// MQ: root mean square of the reads' mapping qualities.
    MappingQuality,
    /// FS: strand bias, Phred-scaled P of Fisher's exact test.
    StrandBias,
    /// ReadPosRankSum: Z-score of the alternate's place in its reads against that of the reference.
    ReadPosition,
}

/// A record's values, in the order of [`SiteAnnotation::ALL`].
pub type SiteValues = [Option<f32>; SiteAnnotation::ALL.len()];

impl SiteAnnotation {
    /// All, as their keys stand in the alphabet.
    pub const ALL: [Self; 4] = [Self::StrandBias, Self::MappingQuality, Self::QualByDepth, Self::ReadPosition];

    /// Key in INFO.
    pub const fn key(self) -> &'static str {
        match self {
            Self::QualByDepth => "QD",
            Self::MappingQuality => "MQ",
            Self::StrandBias => "FS",
            Self::ReadPosition => "ReadPosRankSum",
        }
    }

    /// Smallest and largest limit that split counts exactly.
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::QualByDepth => (0.0, 50.0),
            Self::MappingQuality => (0.0, 100.0),
            Self::StrandBias => (0.0, 200.0),
            Self::ReadPosition => (-20.0, 20.0),
        }
    }

    /// Smallest step in which counts can be split exactly: halves and wholes are exact in binary.
    pub const fn step(self) -> f64 {
        match self {
            Self::QualByDepth | Self::ReadPosition => 0.5,
            Self::MappingQuality | Self::StrandBias => 1.0,
        }
    }

    /// Large values are the suspicious ones: what lies above a limit is counted, else what lies below.
    pub const fn is_split_above(self) -> bool {
        matches!(self, Self::StrandBias)
    }

    /// In steps from one below the smallest limit.
    #[inline(always)]
    fn steps(self, value: f64) -> f64 {
        (value - self.range().0) / self.step() + 1.0
    }

    /// The bin of a value: a limit parts the bins before it from its own, or, split above, its own from those behind.
    #[inline(always)]
    fn bin(self, value: f32) -> u32 {
        let steps = self.steps(f64::from(value));
        // Below the first bin is in it; above the last, the histogram sees to it.
        let whole = steps as u32;
        whole.saturating_add(u32::from(self.is_split_above() && steps > f64::from(whole)))
    }
}

/// Records with an alternate allele, by their annotations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SiteCounts([Histogram; SiteAnnotation::ALL.len()]);

impl SiteCounts {
    pub(super) fn new() -> Self {
        // One bin for all that lies behind the largest limit.
        Self(SiteAnnotation::ALL.map(|one| Histogram::up_to(one.bin(one.range().1 as f32) as usize + 1)))
    }

    #[inline]
    pub(super) fn add(&mut self, values: &SiteValues) {
        for ((annotation, value), counts) in SiteAnnotation::ALL.iter().zip(values).zip(&mut self.0) {
            if let Some(value) = value.filter(|value| !value.is_nan()) {
                counts.add(annotation.bin(value));
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (counts, other) in self.0.iter_mut().zip(&other.0) {
            counts.merge(other);
        }
    }

    /// How many records lie on the side of a limit that [`SiteAnnotation::is_split_above`] names, of how many that
    /// have a value. The limit is one within [`SiteAnnotation::range`], in whole steps.
    pub fn split(&self, annotation: SiteAnnotation, limit: f64) -> (u64, u64) {
        let at = SiteAnnotation::ALL.iter().position(|one| *one == annotation);
        let Some(counts) = at.and_then(|at| self.0.get(at)) else { return (0, 0) };
        let (bin, total) = (annotation.steps(limit).round() as usize, counts.total());
        let beyond = if annotation.is_split_above() { total - counts.below(bin + 1) } else { counts.below(bin) };
        (beyond, total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(annotation: SiteAnnotation, values: &[f32]) -> SiteCounts {
        let mut counts = SiteCounts::new();
        for value in values {
            counts.add(&SiteAnnotation::ALL.map(|one| (one == annotation).then_some(*value)));
        }
        counts
    }

    #[test]
    fn values_lie_on_their_side_of_every_limit() {
        let values = [-1e9, -20.0, -8.001, -8.0, -0.3, 0.0, 1.99, 2.0, 39.5, 40.0, 60.0, 60.001, 200.0, 200.5, 1e9];
        for annotation in SiteAnnotation::ALL {
            let counts = counts(annotation, &values);
            let (smallest, largest) = annotation.range();
            let limits = (0..).map(|step| smallest + f64::from(step) * annotation.step());
            for limit in limits.take_while(|limit| *limit <= largest) {
                let is_beyond = |value: &&f32| match annotation.is_split_above() {
                    true => f64::from(**value) > limit,
                    false => f64::from(**value) < limit,
                };
                let expected = values.iter().filter(is_beyond).count() as u64;
                assert_eq!(counts.split(annotation, limit), (expected, values.len() as u64), "{annotation:?} {limit}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_not_counted() {
        let counts = counts(SiteAnnotation::QualByDepth, &[f32::NAN, 3.0]);
        assert_eq!(counts.split(SiteAnnotation::QualByDepth, 2.0), (0, 1));
        assert_eq!(counts.split(SiteAnnotation::MappingQuality, 40.0), (0, 0));
    }
}
