//! Cohorts of a region held against each other: how far apart every two are, allele by allele, and how common theirs are.

use super::table::{Cell, CohortColumn, RegionTable};
use crate::stats::fixation::Hudson;

/// How far apart two cohorts are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// F_ST after Hudson; `None` without a site that tells something.
    pub fst: Option<f64>,
    /// Alleles that went in: each alternate allele is held against everything else at its place.
    pub sites: u64,
}

/// Over all alleles that both have exact counts of (see [`Hudson`]).
pub fn apart(one: &CohortColumn, other: &CohortColumn) -> Apart {
    let mut hudson = Hudson::default();
    for (one, other) in one.cells.iter().zip(&other.cells) {
        let exact = |cell: &Option<Cell>| cell.and_then(|cell| cell.exact());
        if let (Some(one), Some(other)) = (exact(one), exact(other)) {
            hudson.add(one, other);
        }
    }
    Apart { fst: hudson.fst(), sites: hudson.sites() }
}

/// Frequencies of the alleles that two cohorts both have one of: row of the table, the one's, the other's.
pub fn both<'a>(one: &'a CohortColumn, other: &'a CohortColumn) -> impl Iterator<Item = (usize, f64, f64)> + 'a {
    let frequency = |cell: &Option<Cell>| cell.and_then(|cell| cell.frequency);
    let pairs = one.cells.iter().zip(&other.cells).enumerate();
    pairs.filter_map(move |(row, (one, other))| Some((row, frequency(one)?, frequency(other)?)))
}

/// Bars of a spectrum, the last with 1 in it.
pub const SPECTRUM_BINS: usize = 10;

/// A cohort's alleles by how common they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spectrum {
    /// Alleles by AF, in bars of equal width over 0..=1; those not seen are in none.
    pub bins: [u64; SPECTRUM_BINS],
    /// Looked for, and no copy found.
    pub absent: u64,
    /// Found in one copy.
    pub single: u64,
    /// Of variants in the table without a figure for this cohort.
    pub unknown: u64,
}

impl Spectrum {
    /// Of one column.
    pub fn of(column: &CohortColumn) -> Self {
        let mut found = Self::default();
        for cell in &column.cells {
            let Some((cell, frequency)) = cell.and_then(|cell| Some((cell, cell.frequency?))) else {
                found.unknown += 1;
                continue;
            };
            if frequency <= 0.0 {
                found.absent += 1;
                continue;
            }
            found.single += u64::from(cell.count == Some(1));
            found.bins[bin(frequency)] += 1;
        }
        found
    }

    /// Alleles seen.
    pub fn seen(&self) -> u64 {
        self.bins.iter().sum()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of ten bars")]
fn bin(frequency: f64) -> usize {
    ((frequency * SPECTRUM_BINS as f64) as usize).min(SPECTRUM_BINS - 1)
}

/// Rows of a table by the frequency of any cohort, the highest first: what a table twin begins with.
pub fn most_common_first(table: &RegionTable) -> Vec<usize> {
    let highest = |row: usize| {
        let of = |column: &CohortColumn| column.cells.get(row).copied().flatten().and_then(|cell| cell.frequency);
        table.cohorts.iter().filter_map(of).fold(-1.0, f64::max)
    };
    let mut rows: Vec<(usize, f64)> = (0..table.variants.len()).map(|row| (row, highest(row))).collect();
    rows.sort_by(|one, other| other.1.total_cmp(&one.1));
    rows.into_iter().map(|(row, _)| row).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        beacon::registry::Registry,
        cohort::{CohortId, Population},
    };

    /// A cohort of the demo registry with these counts.
    pub(crate) fn column(counts: &[Option<(u32, u32)>]) -> CohortColumn {
        let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        let cell = |&(count, number): &(u32, u32)| Cell {
            count: Some(count),
            number: Some(number),
            frequency: (number > 0).then(|| f64::from(count) / f64::from(number)),
            is_exact: true,
        };
        CohortColumn {
            node: registry.nodes()[0].clone(),
            cohort: CohortId { beacon: "b".into(), dataset: "d".into(), population: Population::Total },
            cells: counts.iter().map(|counts| counts.as_ref().map(cell)).collect(),
        }
    }

    #[test]
    fn only_exact_counts_of_both_go_in() {
        // 9/35 by hand, see `stats::fixation`.
        let mut one = column(&[Some((1, 4)), Some((3, 4)), None, Some((2, 4))]);
        let other = column(&[Some((6, 8)), None, Some((3, 8)), Some((7, 8))]);
        one.cells[3] = one.cells[3].map(|cell| Cell { is_exact: false, ..cell });
        let apart = apart(&one, &other);
        assert_eq!(apart.sites, 1);
        assert!((apart.fst.unwrap() - 9.0 / 35.0).abs() < 1e-12);
        assert_eq!(super::apart(&column(&[None]), &other), Apart { fst: None, sites: 0 });
        assert_eq!(both(&one, &other).collect::<Vec<_>>(), [(0, 0.25, 0.75), (3, 0.5, 0.875)]);
    }

    #[test]
    fn a_spectrum_tells_absent_from_unknown() {
        let spectrum = Spectrum::of(&column(&[Some((0, 10)), None, Some((0, 0)), Some((1, 10)), Some((10, 10))]));
        assert_eq!((spectrum.absent, spectrum.unknown, spectrum.single, spectrum.seen()), (1, 2, 1, 2));
        assert_eq!((spectrum.bins[1], spectrum.bins[9]), (1, 1));
    }
}
