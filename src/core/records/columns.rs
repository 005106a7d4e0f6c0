//! Which columns a table has, by name, and how each one's numbers are understood.
//!
//! Must not know where the values came from.

use serde::{Deserialize, Serialize};

/// Names one column of the table, whether the table has it or could be given it by reading the file again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ColumnKey {
    /// CHROM.
    Chrom,
    /// POS.
    Pos,
    /// ID.
    Id,
    /// REF.
    Ref,
    /// The row's ALT.
    Alt,
    /// QUAL.
    Qual,
    /// FILTER.
    Filter,
    /// GT of a sample, counted from 0 in the header's order.
    Genotype(u32),
    /// DP of a sample.
    Depth(u32),
    /// GQ of a sample.
    GenotypeQuality(u32),
    /// Share of a sample's reads that carry the row's allele, among its and the reference's (from AD).
    AlleleBalance(u32),
    /// An INFO key; of a key with a value for each allele, the row's.
    Info(String),
    /// A part of the annotation (CSQ, ANN, EFF, BCSQ) of the chosen transcript.
    Annotation(AnnotationPart),
    /// A count over a group of samples; group 0 is all of them.
    Count {
        /// Index among the groups of the read.
        group: u32,
        /// What is counted.
        count: Count,
    },
    /// What follows from the counts over a group; never stored.
    Figure {
        /// Index among the groups of the read.
        group: u32,
        /// What follows.
        figure: Figure,
    },
}

/// A column to sort by. Missing values come last in either direction.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SortKey {
    /// The column.
    pub column: ColumnKey,
    /// Large values first.
    pub descending: bool,
}

/// What an annotation says of the chosen transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AnnotationPart {
    /// Gene symbol.
    Gene,
    /// Consequence terms as the annotator wrote them.
    Consequence,
    /// HIGH, MODERATE, LOW or MODIFIER.
    Impact,
    /// HGVS on the transcript.
    HgvsC,
    /// HGVS on the protein.
    HgvsP,
    /// The transcript chosen.
    Transcript,
}

impl AnnotationPart {
    /// Every part, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::Gene, Self::Consequence, Self::Impact, Self::HgvsC, Self::HgvsP, Self::Transcript];
}

/// Counts over samples, for the row's allele. AF, missingness and Hardy–Weinberg follow from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Count {
    /// Copies of the row's allele, AC.
    Alleles,
    /// Copies called, AN.
    Called,
    /// People with one copy and another allele beside it.
    Heterozygous,
    /// People with two copies or more and nothing else.
    Homozygous,
    /// People with a single copy of it and no other called (haploid).
    Hemizygous,
    /// People without any allele called.
    Missing,
    /// People with two alleles, both called: those whom Hardy–Weinberg is about.
    Diploid,
}

impl Count {
    /// Every count, in the order they are stored.
    pub const ALL: [Self; 7] = [
        Self::Alleles,
        Self::Called,
        Self::Heterozygous,
        Self::Homozygous,
        Self::Hemizygous,
        Self::Missing,
        Self::Diploid,
    ];
}

/// What follows from counts over samples, for the row's allele.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Figure {
    /// AF: copies of the allele among the copies called.
    Frequency,
    /// P of the exact test for Hardy–Weinberg equilibrium among people with two alleles called.
    HardyWeinberg,
}

impl Figure {
    /// Every figure, in the order of the table.
    pub const ALL: [Self; 2] = [Self::Frequency, Self::HardyWeinberg];

    /// The counts that it follows from.
    pub fn counts(self) -> &'static [Count] {
        match self {
            Self::Frequency => &[Count::Alleles, Count::Called],
            Self::HardyWeinberg => &[Count::Heterozygous, Count::Homozygous, Count::Diploid],
        }
    }
}

impl ColumnKey {
    /// The stored columns that it follows from: itself, mostly.
    pub fn stored(&self) -> Vec<Self> {
        match self {
            Self::Figure { group, figure } => {
                figure.counts().iter().map(|count| Self::Count { group: *group, count: *count }).collect()
            }
            _ => vec![self.clone()],
        }
    }
}

/// How the stored number of a value is understood. Every rule but the first has a number for "missing".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Storage {
    /// The value itself, never missing.
    Exact,
    /// One more than the value; 0 is missing.
    Whole,
    /// Zigzag of the value (0, −1, 1, −2 …) and one more; 0 is missing.
    Signed,
    /// The bits of an f32; [`MISSING_FLOAT`] is missing.
    Float,
    /// One more than the text's number in the part's dictionary; 0 is missing.
    Text,
}

/// A NaN that no parser makes.
pub const MISSING_FLOAT: u32 = u32::MAX;

impl Storage {
    /// What stands for "missing".
    pub fn missing(self) -> Option<u32> {
        match self {
            Self::Exact => None,
            Self::Float => Some(MISSING_FLOAT),
            Self::Whole | Self::Signed | Self::Text => Some(0),
        }
    }

    /// The number of a stored value; `None` when it is missing or a text.
    #[inline]
    pub fn number(self, stored: u32) -> Option<f64> {
        match self {
            Self::Exact => Some(f64::from(stored)),
            Self::Whole => stored.checked_sub(1).map(f64::from),
            Self::Signed => stored.checked_sub(1).map(|zigzag| f64::from(unzigzag(zigzag))),
            Self::Float => (stored != MISSING_FLOAT).then(|| f64::from(f32::from_bits(stored))),
            Self::Text => None,
        }
    }
}

/// As [`Storage::Whole`] keeps it; the largest value is kept as one less.
#[inline]
pub fn store_whole(value: Option<u32>) -> u32 {
    value.map_or(0, |value| value.saturating_add(1))
}

/// As [`Storage::Signed`] keeps it. VCF integers are 32 bits without the lowest eight (VCF 4.5 §1.3).
#[inline]
pub fn store_signed(value: Option<i32>) -> u32 {
    value.map_or(0, |value| (((value << 1) ^ (value >> 31)) as u32).saturating_add(1))
}

/// As [`Storage::Float`] keeps it.
#[inline]
pub fn store_float(value: Option<f32>) -> u32 {
    value.map_or(MISSING_FLOAT, f32::to_bits)
}

fn unzigzag(zigzag: u32) -> i32 {
    (zigzag >> 1) as i32 ^ -((zigzag & 1) as i32)
}

/// A column beyond those that every table has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraColumn {
    /// Its name.
    pub key: ColumnKey,
    /// How its values are kept.
    pub storage: Storage,
}

/// Columns that are decided when a read starts. CHROM to FILTER are always there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Samples whose GT, DP and GQ are kept, counted from 0 in the header's order; the first is shown as "the" sample.
    pub samples: Vec<u32>,
    /// What else is kept.
    pub extras: Vec<ExtraColumn>,
}

impl Columns {
    /// Whether rows have a value for it.
    pub fn has(&self, key: &ColumnKey) -> bool {
        match key {
            ColumnKey::Genotype(sample) | ColumnKey::Depth(sample) | ColumnKey::GenotypeQuality(sample) => {
                self.sample_index(*sample).is_some()
            }
            ColumnKey::Info(_) | ColumnKey::Annotation(_) | ColumnKey::Count { .. } | ColumnKey::AlleleBalance(_) => {
                self.extra_index(key).is_some()
            }
            ColumnKey::Figure { .. } => key.stored().iter().all(|key| self.extra_index(key).is_some()),
            _ => true,
        }
    }

    /// Whether alleles are counted over a group of samples; 0 is all of them.
    pub fn has_counts(&self, group: u32) -> bool {
        Count::ALL.iter().all(|count| self.has(&ColumnKey::Count { group, count: *count }))
    }

    pub(crate) fn sample_index(&self, sample: u32) -> Option<usize> {
        self.samples.iter().position(|kept| *kept == sample)
    }

    pub(crate) fn extra_index(&self, key: &ColumnKey) -> Option<usize> {
        self.extras.iter().position(|extra| extra.key == *key)
    }
}

/// A value of a row, as people are shown it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// The file gives none.
    Missing,
    /// A whole number.
    Whole(i64),
    /// A number with a fraction.
    Number(f32),
    /// A text as the file writes it.
    Text(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_numbers_come_back_and_missing_is_no_number() {
        for value in [0, -1, 1, i32::MAX, i32::MIN + 8] {
            assert_eq!(Storage::Signed.number(store_signed(Some(value))), Some(f64::from(value)));
        }
        assert_eq!(Storage::Whole.number(store_whole(Some(0))), Some(0.0));
        assert_eq!(Storage::Float.number(store_float(Some(-2.5))), Some(-2.5));
        for storage in [Storage::Whole, Storage::Signed, Storage::Float, Storage::Text] {
            assert_eq!(storage.missing().and_then(|missing| storage.number(missing)), None);
        }
    }
}
