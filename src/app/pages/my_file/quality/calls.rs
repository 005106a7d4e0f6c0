//! Figures of one sample's calls: het/hom, genotypes, DP, GQ, allele balance, X.

use cohort_core::{
    plot::quality::{Bar, Gauge},
    quality::{
        GenotypeClass,
        thresholds::{Figure, Measure, figure},
    },
};

use super::{
    Shown,
    card::{Card, Chart},
    records::histogram,
};
use crate::pages::my_file::wording::{self, say};

pub(super) fn cards(shown: &Shown<'_>) -> Vec<(&'static str, Card)> {
    let locale = shown.locale;
    let empty = |title: String| Card { title, note: say!(locale, quality.none), ..Card::default() };
    let of_calls = |title: String, measure: Measure, is_clipped: bool| {
        let Some(sample) = shown.sample else { return empty(title) };
        let values = match measure {
            Measure::Depth => &sample.depths,
            Measure::GenotypeQuality => &sample.genotype_qualities,
            _ => &sample.balances,
        };
        histogram(shown, Card { title, ..Card::default() }, values, measure, is_clipped)
    };
    vec![
        ("hethom", het_hom(shown).unwrap_or_else(|| empty(say!(locale, quality.hethom)))),
        ("depth", of_calls(say!(locale, quality.depth), Measure::Depth, true)),
        ("gq", of_calls(say!(locale, quality.gq), Measure::GenotypeQuality, true)),
        ("balance", of_calls(say!(locale, quality.balance), Measure::Balance, false)),
        ("genotypes", genotypes(shown).unwrap_or_else(|| empty(say!(locale, quality.genotypes)))),
        ("x", x(shown)),
    ]
}

fn het_hom(shown: &Shown<'_>) -> Option<Card> {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let Figure::Value(ratio) = figure(&shown.summary.quality.counts, shown.sample, Measure::HetHom, 0.0) else {
        return None;
    };
    let (heterozygous, homozygous) = shown.sample?.zygosity();
    let text = numbers.ratio(ratio);
    let limit = Some(shown.limit_mark(Measure::HetHom));
    Some(Card {
        title: say!(locale, quality.hethom),
        note: format!("{} {}", super::limits::says(shown, Measure::HetHom), say!(locale, quality.hethom_note)),
        chart: Some(Chart::Gauge(Gauge::new(ratio, limit, 4.0, text.clone(), numbers))),
        heads: [say!(locale, quality.head_genotype), say!(locale, quality.head_calls)],
        rows: vec![
            [say!(locale, quality.heterozygous), numbers.count(heterozygous.into())],
            [say!(locale, quality.homozygous), numbers.count(homozygous.into())],
        ],
        figure: text,
    })
}

fn genotypes(shown: &Shown<'_>) -> Option<Card> {
    use GenotypeClass::*;
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let sample = shown.sample?;
    let (called, all) = sample.called();
    if all == 0 {
        return None;
    }
    let bar = |(class, label): (GenotypeClass, String)| {
        let count = sample.of(class);
        let share = numbers.percent(f64::from(count) / all as f64);
        Bar { label, value: count.into(), figure: format!("{} · {share}", numbers.count(count.into())) }
    };
    let bars = [
        (HomozygousReference, say!(locale, quality.class_hom_ref)),
        (Heterozygous, say!(locale, quality.class_het)),
        (HeterozygousAlternate, say!(locale, quality.class_het_alt)),
        (HomozygousAlternate, say!(locale, quality.class_hom_alt)),
        (HaploidReference, say!(locale, quality.class_hap_ref)),
        (HaploidAlternate, say!(locale, quality.class_hap_alt)),
        (Partial, say!(locale, quality.class_partial)),
        (Missing, say!(locale, quality.class_missing)),
    ];
    let missing = numbers.percent((all - called) as f64 / all as f64);
    let card = Card {
        title: say!(locale, quality.genotypes),
        figure: say!(locale, quality.missing_share, share = missing.clone()),
        note: say!(locale, quality.genotypes_note, called = numbers.count(called), all = numbers.count(all)),
        heads: [say!(locale, quality.head_genotype), say!(locale, quality.head_calls)],
        ..Card::default()
    };
    Some(card.with_bars(bars.into_iter().map(bar).filter(|bar| bar.value > 0.0).collect()))
}

/// Stated without a word about the person.
fn x(shown: &Shown<'_>) -> Card {
    let locale = shown.locale;
    let numbers = wording::numbers(locale);
    let card = Card { title: say!(locale, quality.x), ..Card::default() };
    let Some(sample) = shown.sample else { return Card { note: say!(locale, quality.none), ..card } };
    let Some(build) = shown.build else { return Card { note: say!(locale, quality.x_no_build), ..card } };
    let (heterozygous, called) = sample.x.of(build);
    if called == 0 {
        return Card { note: say!(locale, quality.x_none), ..card };
    }
    let share = numbers.percent(f64::from(heterozygous) / f64::from(called));
    Card {
        note: say!(
            locale,
            quality.x_note,
            share = share.clone(),
            heterozygous = numbers.count(heterozygous.into()),
            called = numbers.count(called.into())
        ),
        figure: share,
        ..card
    }
}
