//! Figures of one sample's calls: het/hom, genotypes, X.

use cohort_core::{
    plot::quality::Gauge,
    quality::{GenotypeClass, SampleCounts, thresholds::Measure},
};

use super::{
    super::card::{Card, Chart},
    Shown,
};
use crate::pages::my_file::wording::say;

pub(super) fn het_hom(shown: &Shown<'_>) -> Card {
    let Shown { locale, numbers, .. } = *shown;
    let (heterozygous, homozygous) = shown.sample.map(SampleCounts::zygosity).unwrap_or_default();
    if homozygous == 0 {
        return shown.nothing(say!(locale, quality.hethom));
    }
    let ratio = f64::from(heterozygous) / f64::from(homozygous);
    let note = format!("{} {}", super::limits::says(shown, Measure::HetHom), say!(locale, quality.hethom_note));
    let mut card = Card::new(say!(locale, quality.hethom), note);
    card.figure = numbers.ratio(ratio);
    let limit = Some(shown.limit_mark(Measure::HetHom));
    card.chart = Some(Chart::Gauge(Gauge::new(ratio, limit, 4.0, card.figure.clone(), numbers)));
    card.heads(say!(locale, quality.head_genotype), say!(locale, quality.head_count));
    let classes = [(say!(locale, quality.heterozygous), heterozygous), (say!(locale, quality.homozygous), homozygous)];
    card.table(&classes, numbers);
    card
}

pub(super) fn genotypes(shown: &Shown<'_>) -> Card {
    use GenotypeClass::*;
    let Shown { locale, numbers, .. } = *shown;
    let (called, all) = shown.sample.map(SampleCounts::called).unwrap_or_default();
    let Some(sample) = shown.sample.filter(|_| all > 0) else {
        return shown.nothing(say!(locale, quality.genotypes));
    };
    let names = [
        (HomozygousReference, say!(locale, quality.class_hom_ref)),
        (Heterozygous, say!(locale, quality.class_het)),
        (HeterozygousAlternate, say!(locale, quality.class_het_alt)),
        (HomozygousAlternate, say!(locale, quality.class_hom_alt)),
        (HaploidReference, say!(locale, quality.class_hap_ref)),
        (HaploidAlternate, say!(locale, quality.class_hap_alt)),
        (Partial, say!(locale, quality.class_partial)),
        (Missing, say!(locale, quality.class_missing)),
    ];
    let mut classes = Vec::new();
    for (class, name) in names {
        if sample.of(class) > 0 {
            classes.push((name, sample.of(class)));
        }
    }
    let missing = numbers.percent((all - called) as f64 / all as f64);
    let note = say!(locale, quality.genotypes_note, called = numbers.count(called), all = numbers.count(all));
    let mut card = Card::new(say!(locale, quality.genotypes), note);
    card.figure = say!(locale, quality.missing_share, share = missing.clone());
    card.heads(say!(locale, quality.head_genotype), say!(locale, quality.head_count));
    card.counts(&classes, Some(all), numbers);
    card
}

/// Stated without a word about the person.
pub(super) fn x(shown: &Shown<'_>) -> Card {
    let Shown { locale, numbers, .. } = *shown;
    let title = say!(locale, quality.x);
    let Some(sample) = shown.sample else { return shown.nothing(title) };
    let Some(build) = shown.build else { return Card::new(title, say!(locale, quality.x_no_build)) };
    let (heterozygous, called) = sample.x.of(build);
    if called == 0 {
        return Card::new(title, say!(locale, quality.x_none));
    }
    let share = numbers.percent(f64::from(heterozygous) / f64::from(called));
    let note = say!(
        locale,
        quality.x_note,
        share = share.clone(),
        heterozygous = numbers.count(heterozygous.into()),
        called = numbers.count(called.into())
    );
    let mut card = Card::new(title, note);
    card.figure = share;
    card
}
