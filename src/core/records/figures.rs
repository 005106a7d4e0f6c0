//! What follows from the counts over a group of samples: frequency, Hardy–Weinberg.
//!
//! Must not know who is in a group.

use super::{ColumnKey, Columns, Count, Figure, Part, packed::Packed};
use crate::stats::hardy_weinberg;

/// The counts of one group in one part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures<'a> {
    columns: [Option<&'a Packed>; Count::ALL.len()],
}

impl<'a> Figures<'a> {
    pub(crate) fn new(part: &'a Part, columns: &Columns, group: u32) -> Self {
        let values = |count| part.column(&ColumnKey::Count { group, count }, columns).map(|column| column.values);
        Self { columns: Count::ALL.map(values) }
    }

    /// A count of a row; `None` where the record gives none.
    pub(crate) fn count(&self, count: Count, index: usize) -> Option<u32> {
        self.columns[count as usize]?.get(index)?.checked_sub(1)
    }

    /// A figure of a row; `None` where nobody was counted.
    pub(crate) fn get(&self, figure: Figure, index: usize) -> Option<f64> {
        match figure {
            Figure::Frequency => {
                let called = self.count(Count::Called, index).filter(|called| *called > 0)?;
                Some(f64::from(self.count(Count::Alleles, index)?) / f64::from(called))
            }
            Figure::HardyWeinberg => {
                let [others, het, hom] = self.genotypes(index)?;
                hardy_weinberg::exact_p(others, het, hom)
            }
        }
    }

    /// People with none, one and two copies of the row's allele, of those with two alleles called; `None` where people
    /// with more than two alleles stand among them.
    pub(crate) fn genotypes(&self, index: usize) -> Option<[u32; 3]> {
        let (het, hom) = (self.count(Count::Heterozygous, index)?, self.count(Count::Homozygous, index)?);
        let others = self.count(Count::Diploid, index)?.checked_sub(het.checked_add(hom)?)?;
        Some([others, het, hom])
    }
}
