//! The figures of the cohort: spectrum, frequencies, missing calls, Hardy–Weinberg; of groups, distance and frequencies.

use cohort_core::{
    format::NumberStyle,
    local_cohort::summary::{Grid, HardyWeinberg, LOW_P, RankedP, SHARE_BINS, Summary},
    plot::quality::{AxisMark, Bar, Histogram, Plane, PlaneMark},
};

use crate::{
    i18n::Locale,
    pages::my_file::{
        card::{Card, Chart},
        wording::{self, say},
    },
    state::file::OpenFile,
};

/// Of all samples or one group, in the order of the page.
pub(super) const OF_ONE: [&str; 4] = ["cohort-frequency", "cohort-missing", "cohort-hwe", "cohort-spectrum"];
/// Of groups beside each other, behind those.
pub(super) const OF_GROUPS: [&str; 2] = ["cohort-fst", "cohort-grid"];
/// Ticks between the bars of shares.
const SHARE_TICKS: usize = 4;
/// Pairs of groups that are drawn, the farthest first; the table has all.
const MOST_DISTANCES: usize = 15;
/// Most ticks of an axis of tenfold steps.
const MOST_TICKS: f64 = 6.0;

struct Shown<'a> {
    summary: &'a Summary,
    open: &'a OpenFile,
    locale: Locale,
    numbers: NumberStyle,
}

/// In the order of [`OF_ONE`] and [`OF_GROUPS`].
pub(super) fn cards(summary: &Summary, open: &OpenFile, locale: Locale) -> Vec<Card> {
    let shown = Shown { summary, open, locale, numbers: wording::numbers(locale) };
    vec![shown.frequency(), shown.missing(), shown.hardy_weinberg(), shown.spectrum(), shown.distances(), shown.grid()]
}

impl Shown<'_> {
    fn spectrum(&self) -> Card {
        let Self { locale, numbers, .. } = *self;
        let spectrum = &self.summary.spectrum;
        let count = |count: u32| numbers.count(u64::from(count));
        let note = say!(
            locale,
            cohort.spectrum_note,
            absent = count(spectrum.absent),
            fixed = count(spectrum.fixed),
            uncalled = count(spectrum.uncalled)
        );
        let mut card = Card::new(say!(locale, cohort.spectrum), note);
        card.heads(say!(locale, cohort.head_copies), say!(locale, quality.head_alleles));
        let mut bars = Vec::new();
        for range in &spectrum.folded {
            let label = match range.first == range.last {
                true => count(range.first),
                false => format!("{}–{}", count(range.first), count(range.last)),
            };
            bars.push(Bar { label, value: f64::from(range.count), figure: count(range.count) });
        }
        if bars.is_empty() {
            return Card::new(card.title, say!(locale, quality.none));
        }
        card.figure = say!(locale, cohort.varying, count = numbers.count(varying(&spectrum.frequencies)));
        card.bars(bars);
        card
    }

    fn frequency(&self) -> Card {
        let locale = self.locale;
        let mut card = Card::new(say!(locale, cohort.frequency), say!(locale, cohort.frequency_note));
        card.heads("AF".to_owned(), say!(locale, quality.head_alleles));
        self.shares(&mut card, &self.summary.spectrum.frequencies);
        card
    }

    fn missing(&self) -> Card {
        let Self { locale, numbers, .. } = *self;
        let all: u64 = self.summary.missing.iter().map(|count| u64::from(*count)).sum();
        let full = u64::from(self.summary.without_missing);
        let note = say!(locale, cohort.missing_note, full = numbers.count(full), all = numbers.count(all));
        let mut card = Card::new(say!(locale, cohort.missing), note);
        if all > 0 {
            card.figure = say!(locale, cohort.complete, share = numbers.percent(full as f64 / all as f64));
        }
        card.heads(say!(locale, cohort.head_missing), say!(locale, quality.head_records));
        self.shares(&mut card, &self.summary.missing);
        card
    }

    /// Bars of equal width over 0 to 1.
    fn shares(&self, card: &mut Card, counts: &[u32]) {
        if counts.iter().all(|count| *count == 0) {
            *card = Card::new(std::mem::take(&mut card.title), say!(self.locale, quality.none));
            return;
        }
        let names = (0..counts.len()).map(|bar| self.range(bar)).collect();
        let counts: Vec<u64> = counts.iter().map(|count| u64::from(*count)).collect();
        let chart = Histogram { ticks: self.share_ticks(), ..Histogram::default() };
        card.histogram(names, &counts, chart, self.numbers);
    }

    fn hardy_weinberg(&self) -> Card {
        let Self { locale, numbers, .. } = *self;
        let HardyWeinberg { tested, low, points } = &self.summary.hardy_weinberg;
        let title = say!(locale, cohort.hwe);
        if *tested == 0 {
            return Card::new(title, say!(locale, cohort.hwe_none));
        }
        let count = |count: u32| numbers.count(u64::from(count));
        let note = say!(locale, cohort.hwe_note, tested = count(*tested), limit = numbers.tick(LOW_P));
        let mut card = Card::new(title, note);
        card.figure = say!(locale, cohort.hwe_low, count = count(*low), limit = numbers.tick(LOW_P));
        card.heads(say!(locale, cohort.head_rank), "P".to_owned());
        // A P of 0 is smaller than a number can be.
        let logs = |point: &RankedP| {
            let expected = (f64::from(point.rank) - 0.5) / f64::from(*tested);
            (-expected.log10(), -point.p.max(f64::MIN_POSITIVE).log10())
        };
        let (right, top) =
            points.iter().map(logs).fold((1.0_f64, 1.0_f64), |most, at| (most.0.max(at.0), most.1.max(at.1)));
        let mut chart = Plane {
            x_name: say!(locale, cohort.hwe_expected),
            y_name: say!(locale, cohort.hwe_observed),
            x_ticks: self.decades(right),
            y_ticks: self.decades(top),
            equal_to: Some((right.min(top) / right, right.min(top) / top)),
            ..Plane::default()
        };
        for point in points {
            let (x, y) = logs(point);
            let (rank, p) = (count(point.rank), numbers.frequency(point.p));
            let spoken = say!(locale, cohort.hwe_spoken, rank = rank.clone(), p = p.clone());
            chart.marks.push(PlaneMark { at: (x / right, y / top), square: None, spoken });
            card.rows.push([rank, p]);
        }
        card.chart = Some(Chart::Plane(chart));
        card
    }

    fn distances(&self) -> Card {
        let Self { locale, numbers, .. } = *self;
        let mut card = Card::new(say!(locale, cohort.fst), say!(locale, cohort.fst_note));
        card.heads(say!(locale, cohort.head_groups), "F_ST".to_owned());
        let mut distances: Vec<_> = self.summary.distances.iter().collect();
        distances.sort_by(|one, other| other.fst.unwrap_or(f64::MIN).total_cmp(&one.fst.unwrap_or(f64::MIN)));
        let mut bars = Vec::new();
        for distance in &distances {
            let (one, other) = distance.groups;
            let figure = distance.fst.map_or_else(|| "–".to_owned(), |fst| numbers.coefficient(fst));
            let label = format!("{} – {}", self.group(one), self.group(other));
            bars.push(Bar { label, value: distance.fst.unwrap_or_default().max(0.0), figure });
        }
        let sites = distances.iter().map(|distance| distance.sites).max().unwrap_or_default();
        card.figure = say!(locale, cohort.fst_sites, count = numbers.count(sites));
        card.bars(bars);
        if let Some(Chart::Bars(bars)) = &mut card.chart {
            bars.truncate(MOST_DISTANCES);
        }
        card
    }

    fn grid(&self) -> Card {
        let Self { locale, numbers, .. } = *self;
        let Some(Grid { groups: (one, other), cells }) = &self.summary.grid else { return Card::default() };
        let (one, other) = (self.group(*one), self.group(*other));
        let title = say!(locale, cohort.grid, one = one.clone(), other = other.clone());
        let most = cells.iter().max().copied().unwrap_or_default();
        if most == 0 {
            return Card::new(title, say!(locale, quality.none));
        }
        let mut card = Card::new(title, say!(locale, cohort.grid_note));
        card.heads(
            say!(locale, cohort.head_cell, one = one.clone(), other = other.clone()),
            say!(locale, quality.head_alleles),
        );
        let mut chart = Plane {
            x_name: format!("AF {one}"),
            y_name: format!("AF {other}"),
            x_ticks: self.share_ticks(),
            y_ticks: self.share_ticks(),
            equal_to: Some((1.0, 1.0)),
            ..Plane::default()
        };
        let middle = |bar: usize| (bar as f64 + 0.5) / SHARE_BINS as f64;
        for (index, count) in cells.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (x, y) = (index % SHARE_BINS, index / SHARE_BINS);
            let share = f64::from(count + 1).ln() / f64::from(most + 1).ln();
            let (name, count) = (format!("{}; {}", self.range(x), self.range(y)), numbers.count(u64::from(*count)));
            let spoken = format!("{name}: {count}");
            chart.marks.push(PlaneMark { at: (middle(x), middle(y)), square: Some(share / SHARE_BINS as f64), spoken });
            card.rows.push([name, count]);
        }
        card.chart = Some(Chart::Plane(chart));
        card
    }

    fn group(&self, number: u32) -> String {
        let group = self.open.arranging.groups.get((number as usize).wrapping_sub(1));
        group.map(|group| group.name.clone()).unwrap_or_default()
    }

    /// What a bar of shares is about.
    fn range(&self, bar: usize) -> String {
        let end = |bar: usize| self.numbers.tick(bar as f64 / SHARE_BINS as f64);
        format!("{}–{}", end(bar), end(bar + 1))
    }

    fn share_ticks(&self) -> Vec<AxisMark> {
        let at = |step: usize| step as f64 / SHARE_TICKS as f64;
        (0..=SHARE_TICKS).map(|step| AxisMark { at: at(step), label: self.numbers.tick(at(step)) }).collect()
    }

    /// Whole powers of ten on an axis that ends at `end`.
    fn decades(&self, end: f64) -> Vec<AxisMark> {
        let step = (end / MOST_TICKS).ceil().max(1.0);
        let powers = (0..).map(|tick| f64::from(tick) * step).take_while(|power| *power <= end);
        powers.map(|power| AxisMark { at: power / end, label: self.numbers.tick(power) }).collect()
    }
}

fn varying(frequencies: &[u32]) -> u64 {
    frequencies.iter().map(|count| u64::from(*count)).sum()
}
