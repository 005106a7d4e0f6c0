//! What the core says as data, in the reader's words. Every match is exhaustive, so that nothing goes unsaid.

use cohort_core::{
    format::NumberStyle,
    variant::AlleleKind,
    vcf::{Column, Cut},
    wire::Row,
};
use leptos_i18n::Locale as _;

use crate::{i18n::Locale, state::file::link::NoVariant};

mod meanings;
mod problems;
mod refusals;

pub(super) use meanings::meaning;
pub(super) use problems::problem;
pub(super) use refusals::refusal;

/// A translated text in a language already chosen: `say!(locale, namespace.key, name = value)`.
macro_rules! say {
    ($locale:expr, $($key:tt)*) => { crate::i18n::td_string!($locale, $($key)*).to_string() };
}
pub(super) use say;

/// How a language writes numbers.
pub(super) fn numbers(locale: Locale) -> NumberStyle {
    NumberStyle::for_language(locale.as_str())
}

/// `chr2:135,851,076`
pub(super) fn place(locale: Locale, row: &Row) -> String {
    format!("{}:{}", row.contig, numbers(locale).count(u64::from(row.position)))
}

/// Kinds of alleles are called alike everywhere.
pub(super) fn kind_name(locale: Locale, kind: AlleleKind) -> String {
    match kind {
        AlleleKind::Snv => say!(locale, quality.kind_snv),
        AlleleKind::Insertion => say!(locale, quality.kind_insertion),
        AlleleKind::Deletion => say!(locale, quality.kind_deletion),
        AlleleKind::Mnv => say!(locale, quality.kind_mnv),
        AlleleKind::Complex => say!(locale, quality.kind_complex),
        AlleleKind::Symbolic => say!(locale, quality.kind_symbolic),
        AlleleKind::Breakend => say!(locale, quality.kind_breakend),
        AlleleKind::Spanning => say!(locale, quality.kind_spanning),
        AlleleKind::Reference => say!(locale, quality.kind_reference),
    }
}

pub(super) fn cut(locale: Locale, cut: Cut) -> String {
    match cut {
        Cut::NoEndBlock => say!(locale, file.cut_no_end_block),
        Cut::InsideBlock => say!(locale, file.cut_inside_block),
        Cut::InsideLine => say!(locale, file.cut_inside_line),
        Cut::Damaged => say!(locale, file.cut_damaged),
        Cut::BrokenRecord => say!(locale, file.cut_broken_record),
        Cut::Junk => say!(locale, file.cut_junk),
        Cut::Unreadable => say!(locale, file.cut_unreadable),
        Cut::Bomb => say!(locale, file.cut_bomb),
        Cut::Memory => say!(locale, file.cut_memory),
    }
}

/// Columns are called as the file calls them; only parts without a name of their own are translated.
pub(super) fn column(locale: Locale, column: Column) -> String {
    match column {
        Column::Meta => say!(locale, file.column_meta),
        Column::Sample => say!(locale, file.column_sample),
        Column::ColumnNames
        | Column::Chrom
        | Column::Pos
        | Column::Id
        | Column::Ref
        | Column::Alt
        | Column::Qual
        | Column::Filter
        | Column::Info
        | Column::Format => column.name().to_owned(),
    }
}

pub(super) fn no_variant(locale: Locale, why: &NoVariant) -> String {
    let count = |count: u32| numbers(locale).count(u64::from(count));
    match why {
        NoVariant::StillReading => say!(locale, file.no_variant_reading),
        NoVariant::UnknownBuild => say!(locale, file.no_variant_build),
        NoVariant::NoAlternate => say!(locale, file.no_variant_no_alternate),
        NoVariant::SpanningDeletion => say!(locale, file.no_variant_spanning),
        NoVariant::Symbolic => say!(locale, file.no_variant_symbolic),
        NoVariant::OddBases => say!(locale, file.no_variant_odd_bases),
        NoVariant::TooLong { bases, limit } => {
            say!(locale, file.no_variant_long, bases = count(*bases), limit = count(*limit))
        }
        NoVariant::OtherContig => say!(locale, file.no_variant_contig),
        NoVariant::OldMitochondrion => say!(locale, file.no_variant_mitochondrion),
        NoVariant::OtherBuild(build) => say!(locale, file.no_variant_other_build, assembly = build.name()),
        NoVariant::Telomere => say!(locale, file.no_variant_telomere),
        NoVariant::BeyondEnd { length } => say!(locale, file.no_variant_beyond, length = count(*length)),
        NoVariant::NoChange => say!(locale, file.no_variant_no_change),
    }
}
