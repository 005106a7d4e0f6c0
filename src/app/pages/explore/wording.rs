//! What the search box understood, or why not, in the person's language.

use cohort_core::{
    format::NumberStyle,
    region::{BadRegion, MAX_REGION_BASES},
    variant::{BadVariant, Variant, notation::NotUnderstood},
};
use leptos_i18n::Locale as _;

use crate::i18n::{Locale, td_string};

pub(super) fn read_as(variant: &Variant, locale: Locale) -> String {
    td_string!(
        locale,
        explore.read_as,
        chromosome = variant.chromosome().name(),
        position = NumberStyle::for_language(locale.as_str()).count(variant.position().get().into()),
        change = format!("{} → {}", variant.reference(), variant.alternate()),
        assembly = variant.assembly().name()
    )
}

pub(super) fn not_understood(error: &NotUnderstood, locale: Locale) -> String {
    let numbers = NumberStyle::for_language(locale.as_str());
    match error {
        NotUnderstood::Empty => td_string!(locale, explore.hint).to_string(),
        NotUnderstood::NoForm(text) => td_string!(locale, explore.wrong_no_form, text = text),
        NotUnderstood::Chromosome(text) => td_string!(locale, explore.wrong_chromosome, text = text),
        NotUnderstood::Accession(text) => td_string!(locale, explore.wrong_accession, text = text),
        NotUnderstood::Position(text) => td_string!(locale, explore.wrong_position, text = text),
        NotUnderstood::AllelesMissing { example } => {
            td_string!(locale, explore.wrong_alleles_missing, example = example)
        }
        NotUnderstood::Bases(bad) => td_string!(locale, explore.wrong_bases, text = &bad.0),
        NotUnderstood::Variant(BadVariant::BeyondEnd { assembly, chromosome, position, length }) => td_string!(
            locale,
            explore.wrong_beyond_end,
            chromosome = chromosome.name(),
            length = numbers.count((*length).into()),
            assembly = assembly.name(),
            position = numbers.count((*position).into())
        ),
        NotUnderstood::Variant(BadVariant::SameAlleles(bases)) => {
            td_string!(locale, explore.wrong_same, text = bases.as_str())
        }
        NotUnderstood::NeedsReference => td_string!(locale, explore.wrong_needs_reference).to_string(),
        NotUnderstood::NotGenomic => td_string!(locale, explore.wrong_not_genomic).to_string(),
        NotUnderstood::RsNumber(text) => td_string!(locale, explore.wrong_rs, text = text),
        NotUnderstood::NamedInOtherBuild => td_string!(locale, explore.wrong_named_build).to_string(),
    }
}

pub(super) fn bad_region(bad: &BadRegion, locale: Locale) -> String {
    let count = |number: u32| NumberStyle::for_language(locale.as_str()).count(number.into());
    match bad {
        BadRegion::NoForm(text) => td_string!(locale, explore.wrong_no_form, text = text),
        BadRegion::Chromosome(text) => td_string!(locale, explore.wrong_chromosome, text = text),
        BadRegion::Backwards { first, last } => {
            td_string!(locale, region.wrong_backwards, first = count(*first), last = count(*last))
        }
        BadRegion::BeyondEnd { chromosome, assembly, last, length } => td_string!(
            locale,
            explore.wrong_beyond_end,
            chromosome = chromosome.name(),
            length = count(*length),
            assembly = assembly.name(),
            position = count(*last)
        ),
        BadRegion::TooLong { bases } => {
            td_string!(locale, region.wrong_too_long, bases = count(*bases), most = count(MAX_REGION_BASES))
        }
    }
}
