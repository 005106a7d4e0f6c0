//! Figures of the records: Ti/Tv, QUAL, kinds of alleles, lengths of indels, substitutions, windows along chromosomes.

use cohort_core::{
    genome::Chromosome,
    plot::quality::{AxisMark, Bar, Gauge, Histogram, Lane},
    quality::{BIN_BASES, QUALITY_BINS, SUBSTITUTION_CLASSES, TiTv, thresholds::Measure},
    variant::AlleleKind,
};

use super::{
    super::card::{Card, Chart},
    Shown,
};
use crate::pages::my_file::wording::{kind_name, say};

/// Bars of a histogram; of a share in hundredths two make one.
const MOST_BARS: usize = 51;

pub(super) fn ti_tv(shown: &Shown<'_>) -> Card {
    let Shown { locale, numbers, .. } = *shown;
    let all = shown.counts.transitions.all;
    let Some(ratio) = all.ratio() else { return shown.nothing(say!(locale, quality.titv)) };
    let note = say!(locale, quality.titv_note, count = numbers.count(all.total().into()));
    let mut card = Card::new(say!(locale, quality.titv), note);
    card.figure = numbers.ratio(ratio);
    card.chart = Some(Chart::Gauge(Gauge::new(ratio, None, 4.0, card.figure.clone(), numbers)));
    card.heads(say!(locale, quality.head_kind), say!(locale, quality.head_alleles));
    let kinds = [
        (say!(locale, quality.transitions), all.transitions),
        (say!(locale, quality.transversions), all.transversions),
    ];
    card.table(&kinds, numbers);
    card
}

/// A histogram with its limit and the share below it.
pub(super) fn histogram(
    shown: &Shown<'_>,
    title: String,
    values: Option<&cohort_core::quality::Histogram>,
    measure: Measure,
) -> Card {
    let Shown { locale, numbers, .. } = *shown;
    let Some((values, median)) = values.and_then(|values| values.median().map(|median| (values, median))) else {
        return shown.nothing(title);
    };
    // Allele balance is counted in hundredths and has an end.
    let is_clipped = measure != Measure::Balance;
    let unit = if is_clipped { 1.0 } else { 0.01 };
    let value = |value: f64| numbers.score((value * unit) as f32);
    let binned = values.binned(MOST_BARS, is_clipped);
    let mut names = Vec::new();
    for bar in 0..binned.counts.len() {
        let (first, last) = binned.range(bar);
        let low = value(first as f64);
        names.push(match last {
            None => say!(locale, quality.and_more, first = low.clone()),
            Some(last) if last == first => low,
            Some(last) => format!("{low}–{}", value(last as f64)),
        });
    }
    let end = binned.end() as f64;
    let mut chart = Histogram::default();
    for tick in binned.ticks() {
        chart.ticks.push(AxisMark { at: tick as f64 / end, label: value(tick as f64) });
    }
    let (limit, label) = shown.limit_mark(measure);
    let at = limit / unit / end;
    chart.limit = (at <= 1.0).then_some(AxisMark { at, label });
    // The largest value stands for all above it.
    let is_past = is_clipped && median as usize + 1 >= values.bins().len();
    let median = value(median);
    let median = if is_past { say!(locale, quality.and_more, first = median.clone()) } else { median };
    let mut card = Card::new(title, super::limits::says(shown, measure));
    card.figure = say!(locale, quality.median, value = median.clone());
    card.heads(say!(locale, quality.head_value), say!(locale, quality.head_count));
    card.histogram(names, &binned.counts, chart, numbers);
    card
}

pub(super) fn kinds(shown: &Shown<'_>) -> Card {
    let Shown { locale, numbers, counts, .. } = *shown;
    let mut kinds = Vec::new();
    for kind in AlleleKind::ALL {
        // Records of no alternate have no alleles to count.
        let by = if kind == AlleleKind::Reference { &counts.records_by_kind } else { &counts.alleles_by_kind };
        let count = by[kind as usize];
        // The unusual is named where there is some.
        if count > 0 || matches!(kind, AlleleKind::Snv | AlleleKind::Insertion | AlleleKind::Deletion) {
            kinds.push((kind_name(locale, kind), count));
        }
    }
    let note = say!(
        locale,
        quality.kinds_note,
        several = numbers.count(counts.multiallelic.into()),
        passed = numbers.count(counts.filters.passed.into()),
        filtered = numbers.count(counts.filters.filtered.into()),
        missing = numbers.count(counts.filters.missing.into())
    );
    let mut card = Card::new(say!(locale, quality.kinds), note);
    card.heads(say!(locale, quality.head_kind), say!(locale, quality.head_alleles));
    card.counts(&kinds, None, numbers);
    card
}

pub(super) fn indels(shown: &Shown<'_>) -> Card {
    let Shown { locale, numbers, .. } = *shown;
    let lengths = &shown.counts.indel_lengths;
    if lengths.total() == 0 {
        return shown.nothing(say!(locale, quality.indels));
    }
    let middle = lengths.bins().len() / 2;
    let (mut names, mut counts, mut chart) = (Vec::new(), Vec::new(), Histogram::default());
    for (at, count) in lengths.bins().iter().enumerate() {
        let sign = if at < middle { "−" } else { "+" };
        let name = match at.abs_diff(middle) {
            0 => "0".to_owned(),
            length if length == middle => {
                format!("{} {sign}{length}", if at == 0 { "≤" } else { "≥" })
            }
            length => format!("{sign}{length}"),
        };
        if at % middle == 0 {
            let place = (at as f64 + 0.5) / lengths.bins().len() as f64;
            chart.ticks.push(AxisMark { at: place, label: name.clone() });
        }
        names.push(name);
        counts.push(u64::from(*count));
    }
    let mut card = Card::new(say!(locale, quality.indels), say!(locale, quality.indels_note));
    card.figure = numbers.count(lengths.total());
    card.heads(say!(locale, quality.head_bases), say!(locale, quality.head_alleles));
    card.histogram(names, &counts, chart, numbers);
    card.rows.retain(|row| row[1] != "0");
    card
}

pub(super) fn substitutions(shown: &Shown<'_>) -> Card {
    let Shown { locale, numbers, .. } = *shown;
    let (mut classes, mut total) = (Vec::new(), 0);
    for (name, count) in SUBSTITUTION_CLASSES.iter().zip(shown.counts.substitutions) {
        classes.push((name.replace('>', " → "), count));
        total += u64::from(count);
    }
    if total == 0 {
        return shown.nothing(say!(locale, quality.substitutions));
    }
    let mut card = Card::new(say!(locale, quality.substitutions), say!(locale, quality.substitutions_note));
    card.heads(say!(locale, quality.head_substitution), say!(locale, quality.head_alleles));
    card.counts(&classes, Some(total), numbers);
    card
}

pub(super) fn context(shown: &Shown<'_>) -> Card {
    let Shown { locale, numbers, .. } = *shown;
    let by = shown.counts.transitions;
    let mut contexts = vec![
        (say!(locale, quality.context_passed), by.passed),
        (say!(locale, quality.context_filtered), by.filtered),
        (say!(locale, quality.context_known), by.known),
        (say!(locale, quality.context_unknown), by.unknown()),
    ];
    if let Some(sample) = shown.sample {
        contexts.push((say!(locale, quality.heterozygous), sample.heterozygous));
        contexts.push((say!(locale, quality.homozygous), sample.homozygous));
    }
    for (index, own) in by.by_quality.into_iter().enumerate() {
        let end = |index: usize| QUALITY_BINS.get(index).map(|end| numbers.score(*end));
        let name = match (index, end(index)) {
            (0, _) => say!(locale, quality.context_no_qual),
            (1, Some(high)) => format!("QUAL < {high}"),
            (_, Some(high)) => format!("QUAL {}–<{high}", end(index - 1).unwrap_or_default()),
            (_, None) => format!("QUAL ≥ {}", end(index - 1).unwrap_or_default()),
        };
        contexts.push((name, own));
    }
    let mut bars = Vec::new();
    for (label, own) in contexts {
        if let Some(ratio) = TiTv::ratio(own) {
            let figure = format!("{} · {}", numbers.ratio(ratio), numbers.count(own.total().into()));
            bars.push(Bar { label, value: ratio, figure });
        }
    }
    let mut card = Card::new(say!(locale, quality.context), say!(locale, quality.context_note));
    card.heads(say!(locale, quality.head_context), say!(locale, quality.head_ratio));
    card.bars(bars);
    card
}

pub(super) fn density(shown: &Shown<'_>) -> Card {
    let Shown { locale, numbers, counts, .. } = *shown;
    let (mut lanes, mut rows, mut absent) = (Vec::new(), Vec::new(), 0);
    for chromosome in Chromosome::all() {
        let windows = counts.windows(chromosome);
        if windows.is_empty() {
            absent += 1;
            continue;
        }
        let count = numbers.count(windows.iter().map(|count| u64::from(*count)).sum());
        let most = numbers.count(windows.iter().max().copied().unwrap_or(0).into());
        let name = chromosome.name();
        let spoken = say!(locale, quality.density_spoken, name = name, count = count.clone(), most = most.clone());
        let length = shown.build.map_or(0, |build| chromosome.length(build).div_ceil(BIN_BASES));
        lanes.push(Lane { label: name.to_owned(), spoken, length: f64::from(length), windows: windows.to_vec() });
        rows.push([name.to_owned(), count]);
    }
    let elsewhere = numbers.count(counts.elsewhere().into());
    let note = say!(locale, quality.density_note, absent = absent, elsewhere = elsewhere.clone());
    let mut card = Card::new(say!(locale, quality.density), note);
    card.heads(say!(locale, quality.head_chromosome), say!(locale, quality.head_records));
    card.chart = (!lanes.is_empty()).then_some(Chart::Lanes(lanes));
    card.rows = rows;
    card
}
