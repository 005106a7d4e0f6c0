//! Figures of the records: Ti/Tv, QUAL, kinds of alleles, lengths of indels, substitutions, windows along chromosomes.

use cohort_core::{
    genome::Chromosome,
    plot::quality::{AxisMark, Bar, Gauge, Histogram, Lane},
    quality::{BIN_BASES, Kind, QUALITY_BINS, SUBSTITUTION_CLASSES, TiTv, thresholds::Measure},
};

use super::{
    Shown,
    card::{Card, Chart},
};
use crate::pages::my_file::wording::{self, say};

/// Bars of a histogram; of a share in hundredths two make one.
const MOST_BARS: usize = 51;

pub(super) fn cards(shown: &Shown<'_>) -> Vec<(&'static str, Card)> {
    vec![
        ("titv", ti_tv(shown)),
        ("qual", quality(shown)),
        ("kinds", kinds(shown)),
        ("indels", indels(shown)),
        ("substitutions", substitutions(shown)),
        ("context", context(shown)),
        ("density", density(shown)),
    ]
}

fn ti_tv(shown: &Shown<'_>) -> Card {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let all = shown.summary.quality.counts.transitions.all;
    let card = Card { title: say!(locale, quality.titv), ..Card::default() };
    let Some(ratio) = all.ratio() else { return Card { note: say!(locale, quality.none), ..card } };
    let figure = numbers.ratio(ratio);
    Card {
        note: say!(locale, quality.titv_note, count = numbers.count(all.total().into())),
        chart: Some(Chart::Gauge(Gauge::new(ratio, None, 4.0, figure.clone(), numbers))),
        heads: [say!(locale, quality.head_kind), say!(locale, quality.head_alleles)],
        rows: vec![
            [say!(locale, quality.transitions), numbers.count(all.transitions.into())],
            [say!(locale, quality.transversions), numbers.count(all.transversions.into())],
        ],
        figure,
        ..card
    }
}

fn quality(shown: &Shown<'_>) -> Card {
    let card = Card { title: say!(shown.locale, quality.qual), ..Card::default() };
    histogram(shown, card, &shown.summary.quality.counts.qualities, Measure::Quality, true)
}

/// A histogram with its limit and the share below it.
pub(super) fn histogram(
    shown: &Shown<'_>,
    card: Card,
    values: &cohort_core::quality::Histogram,
    measure: Measure,
    is_clipped: bool,
) -> Card {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let Some(median) = values.median() else { return Card { note: say!(locale, quality.none), ..card } };
    // Allele balance is counted in hundredths.
    let unit = if measure == Measure::Balance { 0.01 } else { 1.0 };
    let value = |value: usize| numbers.score((value as f64 * unit) as f32);
    let binned = values.binned(MOST_BARS, is_clipped);
    let rows = (0..binned.counts.len()).map(|bar| {
        let name = match binned.range(bar) {
            (first, None) => say!(locale, quality.and_more, first = value(first)),
            (first, Some(last)) if first == last => value(first),
            (first, Some(last)) => format!("{}–{}", value(first), value(last)),
        };
        [name, numbers.count(binned.counts[bar])]
    });
    let (limit, mark) = shown.limit_mark(measure);
    let at = limit / unit / binned.end() as f64;
    let tick = |tick: usize| AxisMark { at: tick as f64 / binned.end() as f64, label: value(tick) };
    let chart = Histogram {
        ticks: binned.ticks().into_iter().map(tick).collect(),
        limit: (at <= 1.0).then_some(AxisMark { at, label: mark }),
        ..Histogram::default()
    };
    // The largest value stands for all above it.
    let is_past = is_clipped && median as usize + 1 >= values.bins().len();
    let median = numbers.score((median * unit) as f32);
    let median = if is_past { say!(locale, quality.and_more, first = median.clone()) } else { median };
    let card = Card {
        figure: say!(locale, quality.median, value = median.clone()),
        note: super::limits::says(shown, measure),
        heads: [say!(locale, quality.head_value), say!(locale, quality.head_count)],
        ..card
    };
    card.with_histogram(rows.collect(), &binned.counts, chart)
}

fn kinds(shown: &Shown<'_>) -> Card {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let counts = &shown.summary.quality.counts;
    let bar = |kind: Kind| {
        let name = match kind {
            Kind::Snv => say!(locale, quality.kind_snv),
            Kind::Insertion => say!(locale, quality.kind_insertion),
            Kind::Deletion => say!(locale, quality.kind_deletion),
            Kind::Mnv => say!(locale, quality.kind_mnv),
            Kind::Complex => say!(locale, quality.kind_complex),
            Kind::Symbolic => say!(locale, quality.kind_symbolic),
            Kind::Breakend => say!(locale, quality.kind_breakend),
            Kind::Spanning => say!(locale, quality.kind_spanning),
            Kind::Reference => say!(locale, quality.kind_reference),
        };
        // Records of no alternate have no alleles to count.
        let count = match kind {
            Kind::Reference => counts.records_by_kind[kind as usize],
            _ => counts.alleles_by_kind[kind as usize],
        };
        Bar { label: name, value: count.into(), figure: numbers.count(count.into()) }
    };
    let card = Card {
        title: say!(locale, quality.kinds),
        note: say!(
            locale,
            quality.kinds_note,
            several = numbers.count(counts.multiallelic.into()),
            passed = numbers.count(counts.filters.passed.into()),
            filtered = numbers.count(counts.filters.filtered.into()),
            missing = numbers.count(counts.filters.missing.into())
        ),
        heads: [say!(locale, quality.head_kind), say!(locale, quality.head_alleles)],
        ..Card::default()
    };
    // The unusual is named where there is some.
    let shown = Kind::ALL.into_iter().map(bar).enumerate().filter(|(index, bar)| *index < 3 || bar.value > 0.0);
    card.with_bars(shown.map(|(_, bar)| bar).collect())
}

fn indels(shown: &Shown<'_>) -> Card {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let lengths = &shown.summary.quality.counts.indel_lengths;
    let card = Card { title: say!(locale, quality.indels), ..Card::default() };
    if lengths.total() == 0 {
        return Card { note: say!(locale, quality.none), ..card };
    }
    let counts: Vec<u64> = lengths.bins().iter().map(|count| u64::from(*count)).collect();
    let middle = counts.len() / 2;
    let name = |at: usize| {
        let length = at.abs_diff(middle);
        let sign = if at < middle { "−" } else { "+" };
        let or_more = if length < middle {
            ""
        } else if at == 0 {
            "≤ "
        } else {
            "≥ "
        };
        format!("{or_more}{sign}{length}")
    };
    let rows = counts.iter().enumerate().filter(|(at, _)| *at != middle);
    let chart = Histogram {
        ticks: vec![
            AxisMark { at: 0.5 / counts.len() as f64, label: name(0) },
            AxisMark { at: 0.5, label: "0".to_owned() },
            AxisMark { at: 1.0 - 0.5 / counts.len() as f64, label: name(2 * middle) },
        ],
        ..Histogram::default()
    };
    let spoken = counts.iter().enumerate().map(|(at, count)| [name(at), numbers.count(*count)]).collect();
    let table = rows.filter(|(_, count)| **count > 0).map(|(at, count)| [name(at), numbers.count(*count)]).collect();
    let card = Card {
        figure: numbers.count(lengths.total()),
        note: say!(locale, quality.indels_note),
        heads: [say!(locale, quality.head_bases), say!(locale, quality.head_alleles)],
        ..card
    };
    Card { rows: table, ..card.with_histogram(spoken, &counts, chart) }
}

fn substitutions(shown: &Shown<'_>) -> Card {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let counts = &shown.summary.quality.counts.substitutions;
    let total: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let card = Card {
        title: say!(locale, quality.substitutions),
        note: say!(locale, quality.substitutions_note),
        heads: [say!(locale, quality.head_substitution), say!(locale, quality.head_alleles)],
        ..Card::default()
    };
    if total == 0 {
        return Card { note: say!(locale, quality.none), ..card };
    }
    let bar = |(name, count): (&&str, &u32)| Bar {
        label: name.replace('>', " → "),
        value: f64::from(*count),
        figure: format!("{} · {}", numbers.count(u64::from(*count)), numbers.percent(f64::from(*count) / total as f64)),
    };
    card.with_bars(SUBSTITUTION_CLASSES.iter().zip(counts).map(bar).collect())
}

fn context(shown: &Shown<'_>) -> Card {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let by = shown.summary.quality.counts.transitions;
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
    for (index, own) in by.by_quality.iter().enumerate() {
        let ends = |index: usize| QUALITY_BINS.get(index).map(|end| numbers.score(*end));
        contexts.push((
            match (index, ends(index)) {
                (0, _) => say!(locale, quality.context_no_qual),
                (1, Some(high)) => say!(locale, quality.context_below, high = high.clone()),
                (_, Some(high)) => {
                    let low = ends(index - 1).unwrap_or_default();
                    say!(locale, quality.context_between, low = low.clone(), high = high.clone())
                }
                (_, None) => say!(locale, quality.context_from, low = ends(index - 1).unwrap_or_default()),
            },
            *own,
        ));
    }
    let bar = |(label, own): (String, TiTv)| {
        let ratio = own.ratio()?;
        let figure = format!("{} · {}", numbers.ratio(ratio), numbers.count(own.total().into()));
        Some(Bar { label, value: ratio, figure })
    };
    let card = Card {
        title: say!(locale, quality.context),
        note: say!(locale, quality.context_note),
        heads: [say!(locale, quality.head_context), say!(locale, quality.head_ratio)],
        ..Card::default()
    };
    card.with_bars(contexts.into_iter().filter_map(bar).collect())
}

fn density(shown: &Shown<'_>) -> Card {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let counts = &shown.summary.quality.counts;
    let present: Vec<(Chromosome, &[u32])> = Chromosome::all()
        .map(|chromosome| (chromosome, counts.windows(chromosome)))
        .filter(|(_, windows)| !windows.is_empty())
        .collect();
    let total = |windows: &[u32]| numbers.count(windows.iter().map(|count| u64::from(*count)).sum());
    let lane = |(chromosome, windows): &(Chromosome, &[u32])| Lane {
        label: chromosome.name().to_owned(),
        spoken: say!(
            locale,
            quality.density_spoken,
            name = chromosome.name(),
            count = total(windows),
            most = numbers.count(windows.iter().max().copied().unwrap_or(0).into())
        ),
        length: shown.build.map_or(0.0, |build| f64::from(chromosome.length(build).div_ceil(BIN_BASES))),
        windows: windows.to_vec(),
    };
    Card {
        title: say!(locale, quality.density),
        note: say!(
            locale,
            quality.density_note,
            absent = (Chromosome::all().count() - present.len()).to_string(),
            elsewhere = numbers.count(counts.elsewhere().into())
        ),
        chart: (!present.is_empty()).then(|| Chart::Lanes(present.iter().map(lane).collect())),
        heads: [say!(locale, quality.head_chromosome), say!(locale, quality.head_records)],
        rows: present.iter().map(|(chromosome, windows)| [chromosome.name().to_owned(), total(windows)]).collect(),
        ..Card::default()
    }
}
