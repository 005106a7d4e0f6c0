//! Limits that split counts in two, and what they come to for one sample.
//!
//! Owns the defaults, which are those of the EGA pipeline. Must not call a side good.

use serde::{Deserialize, Serialize};

use super::{Counts, Histogram, SampleCounts, SiteAnnotation};

/// What is compared with a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// DP of a call.
    Depth,
    /// GQ of a call.
    GenotypeQuality,
    /// Share of the alternate's reads at heterozygous substitutions.
    Balance,
    /// QUAL of a record.
    Quality,
    /// QD of a record.
    QualByDepth,
    /// MQ of a record.
    MappingQuality,
    /// FS of a record.
    StrandBias,
    /// ReadPosRankSum of a record.
    ReadPosition,
    /// Mean DP of a sample.
    MeanDepth,
    /// Heterozygous per homozygous alternate call.
    HetHom,
    /// Called among all genotypes.
    CallRate,
    /// Variants that this sample alone carries.
    Singletons,
}

/// What was sequenced: some defaults depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// The whole genome.
    #[default]
    Genome,
    /// The exome.
    Exome,
}

impl Measure {
    /// All, in the order in which they are shown: of calls and records, then of samples.
    pub const ALL: [Self; 12] = [
        Self::Depth,
        Self::GenotypeQuality,
        Self::Balance,
        Self::Quality,
        Self::QualByDepth,
        Self::MappingQuality,
        Self::StrandBias,
        Self::ReadPosition,
        Self::MeanDepth,
        Self::HetHom,
        Self::CallRate,
        Self::Singletons,
    ];

    /// The default of the EGA allele-frequency pipeline ("VCF Processing Workflow for the EGA", variant and sample
    /// quality control; values as of its `config.yaml` defaults).
    pub const fn ega_default(self, target: Target) -> f64 {
        match (self, target) {
            (Self::Depth, _) => 10.0,
            (Self::GenotypeQuality, _) => 20.0,
            (Self::Balance, _) => 0.2,
            (Self::Quality, _) => 30.0,
            (Self::QualByDepth, _) => 2.0,
            (Self::MappingQuality, _) => 40.0,
            (Self::StrandBias, _) => 60.0,
            (Self::ReadPosition, _) => -8.0,
            (Self::MeanDepth, Target::Genome) => 15.0,
            (Self::MeanDepth, Target::Exome) => 10.0,
            (Self::HetHom, Target::Genome) => 3.3,
            (Self::HetHom, Target::Exome) => 10.0,
            (Self::CallRate, _) => 0.95,
            (Self::Singletons, Target::Genome) => 100_000.0,
            (Self::Singletons, Target::Exome) => 5_000.0,
        }
    }

    /// What a record says of itself in INFO.
    pub const fn site(self) -> Option<SiteAnnotation> {
        match self {
            Self::QualByDepth => Some(SiteAnnotation::QualByDepth),
            Self::MappingQuality => Some(SiteAnnotation::MappingQuality),
            Self::StrandBias => Some(SiteAnnotation::StrandBias),
            Self::ReadPosition => Some(SiteAnnotation::ReadPosition),
            _ => None,
        }
    }

    /// Smallest step in which counts can be split exactly.
    pub const fn step(self) -> f64 {
        match (self, self.site()) {
            (_, Some(annotation)) => annotation.step(),
            (Self::Balance | Self::CallRate, _) => 0.01,
            (Self::HetHom, _) => 0.1,
            _ => 1.0,
        }
    }

    /// Smallest and largest limit that split counts exactly.
    pub const fn range(self) -> (f64, f64) {
        match (self, self.site()) {
            (_, Some(annotation)) => annotation.range(),
            (Self::Balance | Self::CallRate, _) => (0.0, 1.0),
            (Self::HetHom | Self::MeanDepth, _) => (0.0, 1e4),
            (Self::Singletons, _) => (0.0, 1e9),
            _ => (0.0, 200.0),
        }
    }
}

/// Share of reads from another person above which the EGA pipeline leaves a sample out; a VCF does not tell it.
pub const fn contamination(target: Target) -> f64 {
    match target {
        Target::Genome => 0.05,
        Target::Exome => 0.000_15,
    }
}

/// A limit for each measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits([f64; Measure::ALL.len()]);

impl Limits {
    /// The defaults of the EGA pipeline.
    pub fn ega(target: Target) -> Self {
        Self(Measure::ALL.map(|measure| measure.ega_default(target)))
    }

    /// The limit of a measure.
    pub fn get(&self, measure: Measure) -> f64 {
        self.0[measure as usize]
    }

    /// Puts another one; what is no number or out of range is not taken.
    pub fn set(&mut self, measure: Measure, limit: f64) -> bool {
        let (smallest, largest) = measure.range();
        let is_limit = (smallest..=largest).contains(&limit);
        if is_limit {
            let steps = (limit / measure.step()).round();
            self.0[measure as usize] = steps * measure.step();
        }
        is_limit
    }
}

/// What a sample comes to beside a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// The file does not say.
    Unknown,
    /// So many values lie below the limit, of so many.
    Split {
        /// Below the limit.
        below: u64,
        /// In all.
        total: u64,
    },
    /// So many values lie above the limit, of so many.
    SplitAbove {
        /// Above the limit.
        above: u64,
        /// In all.
        total: u64,
    },
    /// One number for the sample.
    Value(f64),
}

/// A sample's figure for a measure; those of a record are the same for every sample.
pub fn figure(counts: &Counts, sample: Option<&SampleCounts>, measure: Measure, limit: f64) -> Figure {
    if measure == Measure::Quality {
        return split(&counts.qualities, limit);
    }
    if let Some(annotation) = measure.site() {
        return match counts.sites.split(annotation, limit) {
            (_, 0) => Figure::Unknown,
            (above, total) if annotation.is_split_above() => Figure::SplitAbove { above, total },
            (below, total) => Figure::Split { below, total },
        };
    }
    let Some(sample) = sample else { return Figure::Unknown };
    match measure {
        Measure::Depth => split(&sample.depths, limit),
        Measure::GenotypeQuality => split(&sample.genotype_qualities, limit),
        // Hundredths are rounded down, so that those below a limit in hundredths lie below it exactly.
        Measure::Balance => split(&sample.balances, limit * 100.0),
        Measure::MeanDepth => sample.mean_depth().map_or(Figure::Unknown, Figure::Value),
        Measure::HetHom => match sample.zygosity() {
            (_, 0) => Figure::Unknown,
            (heterozygous, homozygous) => Figure::Value(f64::from(heterozygous) / f64::from(homozygous)),
        },
        Measure::CallRate => match sample.called() {
            (_, 0) => Figure::Unknown,
            #[expect(clippy::cast_precision_loss, reason = "counts of a few billion")]
            (called, all) => Figure::Value(called as f64 / all as f64),
        },
        Measure::Singletons if counts.samples.len() > 1 => Figure::Value(f64::from(sample.singletons)),
        _ => Figure::Unknown,
    }
}

fn split(histogram: &Histogram, limit: f64) -> Figure {
    match histogram.total() {
        0 => Figure::Unknown,
        total => Figure::Split { below: histogram.below(limit.round() as usize), total },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_taken_in_steps_and_range() {
        let mut limits = Limits::ega(Target::Genome);
        assert!(limits.set(Measure::Depth, 12.4));
        assert!(!limits.set(Measure::Depth, 300.0));
        assert!(!limits.set(Measure::Balance, f64::NAN));
        assert!(limits.set(Measure::ReadPosition, -7.7) && !limits.set(Measure::QualByDepth, -1.0));
        assert_eq!(limits.get(Measure::ReadPosition), -7.5);
        assert_eq!((limits.get(Measure::Depth), limits.get(Measure::Balance)), (12.0, 0.2));
        assert_eq!(Limits::ega(Target::Exome).get(Measure::Singletons), 5_000.0);
    }

    #[test]
    fn measures_stand_in_the_order_of_their_limits() {
        for (index, measure) in Measure::ALL.into_iter().enumerate() {
            assert_eq!(measure as usize, index);
        }
    }
}
