//! What the counts over groups come to, over all rows of a table: spectrum, missingness, Hardy–Weinberg, and how two
//! groups differ.
//!
//! Must not know names of groups, nor how figures are drawn. Nothing is judged.

use serde::{Deserialize, Serialize};

use crate::{
    genome::Chromosome,
    records::{ColumnData, ColumnKey, Columns, Count, Figures, Part, RecordTable},
    stats::{fixation::Hudson, hardy_weinberg},
    variant::AlleleKind,
};

mod spectrum;
#[cfg(test)]
mod tests;

pub use spectrum::{Range, Spectrum};

/// Bars of equal width that shares are counted in.
pub const SHARE_BINS: usize = 20;
/// P values that are sent one by one; of the others some.
const FIRST_POINTS: usize = 24;
/// P values sent of those behind, for every tenfold rank.
const POINTS_A_DECADE: f64 = 24.0;
/// P below which a site is counted by itself: usual in genome-wide work (Anderson et al. 2010, Nat Protoc 5:1564).
pub const LOW_P: f64 = 1e-6;

/// What is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The group that spectrum, missingness and Hardy–Weinberg are about; 0 is all samples.
    pub group: u32,
    /// Two groups to compare site by site.
    pub pair: Option<(u32, u32)>,
}

/// What the file's samples come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Alternate alleles looked at: written out in bases or as a symbol, not `*`, `<*>` or `<NON_REF>`.
    pub alleles: u64,
    /// How common they are in the group.
    pub spectrum: Spectrum,
    /// Records by the share of the group's samples without a call, in [`SHARE_BINS`] bars over 0..=1.
    pub missing: Vec<u32>,
    /// Records in which every sample of the group is called, counted in the first bar, too.
    pub without_missing: u32,
    /// The exact test on autosomes.
    pub hardy_weinberg: HardyWeinberg,
    /// Every two groups.
    pub distances: Vec<Distance>,
    /// The two groups asked for, allele by allele.
    pub grid: Option<Grid>,
}

/// P of the exact test over alleles on autosomes that the group has two versions of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HardyWeinberg {
    /// Alleles tested.
    pub tested: u32,
    /// Of these, P below [`LOW_P`].
    pub low: u32,
    /// Some of the P values with their ranks, the smallest first.
    pub points: Vec<RankedP>,
}

/// One of the sorted P values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankedP {
    /// Counted from 1, the smallest P first.
    pub rank: u32,
    /// In 0..=1.
    pub p: f64,
}

/// How far apart two groups are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Distance {
    /// Numbers of the groups.
    pub groups: (u32, u32),
    /// F_ST, a ratio of averages; `None` without a site.
    pub fst: Option<f64>,
    /// Sites that it is over.
    pub sites: u64,
}

/// Alleles by their frequencies in two groups, in [`SHARE_BINS`] × [`SHARE_BINS`] cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// Numbers of the groups: across, upwards.
    pub groups: (u32, u32),
    /// Row by row from the lowest frequency of the second group, in each row from the lowest of the first.
    pub cells: Vec<u32>,
}

/// `None` when the table has no counts of the group asked about.
pub fn summary(table: &RecordTable, sizes: &[u32], question: Question) -> Option<Summary> {
    let columns = table.columns();
    let groups = (1..).take_while(|group| columns.has_counts(*group)).last().unwrap_or(0);
    let size = sizes.get(question.group as usize).copied()?;
    let is_asked = |group: u32| columns.has_counts(group);
    if !is_asked(question.group) {
        return None;
    }
    let pairs = (1..=groups).flat_map(|one| (one + 1..=groups).map(move |other| (one, other)));
    let mut work = Work {
        question,
        size,
        summary: Summary { missing: vec![0; SHARE_BINS], ..Summary::default() },
        spectrum: spectrum::Tally::default(),
        ps: Vec::new(),
        pairs: pairs.map(|pair| (pair, Hudson::default())).collect(),
        grid: question
            .pair
            .filter(|(one, other)| is_asked(*one) && is_asked(*other))
            .map(|_| vec![0; SHARE_BINS * SHARE_BINS]),
    };
    for part in table.parts() {
        let figures: Vec<Figures<'_>> = (0..=groups).map(|group| Figures::new(part, columns, group)).collect();
        work.part(part, columns, &figures);
    }
    Some(work.done())
}

struct Work {
    question: Question,
    /// Samples of the group.
    size: u32,
    summary: Summary,
    spectrum: spectrum::Tally,
    ps: Vec<f64>,
    pairs: Vec<((u32, u32), Hudson)>,
    grid: Option<Vec<u32>>,
}

impl Work {
    fn part(&mut self, part: &Part, columns: &Columns, figures: &[Figures<'_>]) {
        let Some(group) = figures.get(self.question.group as usize) else { return };
        let contigs = part.column(&ColumnKey::Chrom, columns);
        let autosomes: Vec<bool> = contigs.iter().flat_map(ColumnData::dictionary).map(is_autosome).collect();
        let is_on_autosome = |index: usize| {
            let number = contigs.and_then(|column| column.values.get(index)?.checked_sub(1));
            number.is_some_and(|number| autosomes.get(number as usize) == Some(&true))
        };
        let is_first = |index: usize| index == 0 || part.record_steps().get(index) != Some(0);
        let mut known = None;
        for index in 0..part.rows() {
            if is_first(index) {
                self.record(group, index);
            }
            let number = part.allele_numbers().get(index).unwrap_or_default();
            if known.is_none_or(|(last, _)| last != number) {
                known = Some((number, part.kind_of(number)));
            }
            if matches!(known, Some((_, AlleleKind::Reference | AlleleKind::Spanning))) {
                continue;
            }
            self.summary.alleles += 1;
            self.allele(group, index, is_on_autosome(index));
            let is_last = index + 1 == part.rows() || is_first(index + 1);
            self.compare(figures, index, is_on_autosome(index) && is_first(index) && is_last);
        }
    }

    fn record(&mut self, group: &Figures<'_>, index: usize) {
        if let Some(missing) = group.count(Count::Missing, index).filter(|_| self.size > 0) {
            self.summary.without_missing += u32::from(missing == 0);
            self.summary.missing[share_bin(missing, self.size)] += 1;
        }
    }

    fn allele(&mut self, group: &Figures<'_>, index: usize, is_on_autosome: bool) {
        let counts = group.count(Count::Alleles, index).zip(group.count(Count::Called, index));
        let Some((copies, called)) = counts else { return };
        self.spectrum.add(copies, called);
        let Some([others, het, hom]) = group.genotypes(index).filter(|_| is_on_autosome) else { return };
        if het + hom > 0 && het + others > 0 {
            self.ps.extend(hardy_weinberg::exact_p(others, het, hom));
        }
    }

    fn compare(&mut self, figures: &[Figures<'_>], index: usize, is_site: bool) {
        let counts = |group: u32| {
            let figures = figures.get(group as usize)?;
            Some((figures.count(Count::Alleles, index)?, figures.count(Count::Called, index)?))
        };
        if let (Some(cells), Some((one, other))) = (&mut self.grid, self.question.pair)
            && let (Some((across, n)), Some((up, m))) = (counts(one), counts(other))
            && n > 0
            && m > 0
            && across + up > 0
        {
            cells[share_bin(up, m) * SHARE_BINS + share_bin(across, n)] += 1;
        }
        if is_site {
            for ((one, other), hudson) in &mut self.pairs {
                if let (Some(one), Some(other)) = (counts(*one), counts(*other)) {
                    hudson.add(one, other);
                }
            }
        }
    }

    fn done(mut self) -> Summary {
        self.ps.sort_by(f64::total_cmp);
        self.summary.hardy_weinberg = HardyWeinberg {
            tested: self.ps.len() as u32,
            low: self.ps.partition_point(|p| *p < LOW_P) as u32,
            points: points(&self.ps),
        };
        self.summary.spectrum = self.spectrum.done();
        let distance = |((one, other), hudson): &((u32, u32), Hudson)| Distance {
            groups: (*one, *other),
            fst: hudson.fst(),
            sites: hudson.sites(),
        };
        self.summary.distances = self.pairs.iter().map(distance).collect();
        self.summary.grid = self.grid.zip(self.question.pair).map(|(cells, groups)| Grid { groups, cells });
        self.summary
    }
}

/// 1 to 22.
fn is_autosome(name: &[u8]) -> bool {
    let chromosome = std::str::from_utf8(name).ok().and_then(Chromosome::from_name);
    chromosome.is_some_and(|chromosome| Chromosome::all().take(22).any(|autosome| autosome == chromosome))
}

/// The bar of a share; 1 belongs to the last.
fn share_bin(part: u32, whole: u32) -> usize {
    ((u64::from(part) * SHARE_BINS as u64 / u64::from(whole.max(1))) as usize).min(SHARE_BINS - 1)
}

/// All of the smallest, then fewer and fewer.
fn points(sorted: &[f64]) -> Vec<RankedP> {
    let mut points = Vec::new();
    let mut next = 1;
    for (rank, p) in (1..).zip(sorted) {
        if rank < next && rank as usize != sorted.len() {
            continue;
        }
        points.push(RankedP { rank, p: *p });
        let step = if (rank as usize) < FIRST_POINTS {
            1.0
        } else {
            f64::from(rank) * (10f64.powf(1.0 / POINTS_A_DECADE) - 1.0)
        };
        next = rank + step.ceil() as u32;
    }
    points
}
