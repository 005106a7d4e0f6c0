//! What is odd about a line, as a sentence.

use cohort_core::vcf::{Ending, Problem};

use super::{cut, numbers, say};
use crate::i18n::Locale;

/// A sentence with its full stop.
pub(in crate::pages::my_file) fn problem(locale: Locale, problem: &Problem) -> String {
    let count = |count: u64| numbers(locale).count(count);
    match problem {
        Problem::Partial(Ending::Whole) => say!(locale, file.problem_whole),
        Problem::Partial(Ending::Regions) => say!(locale, regions.fact_rest),
        Problem::Partial(Ending::Partial { cut: shows, .. }) => {
            say!(locale, file.problem_partial, cut = cut(locale, *shows))
        }
        Problem::AssemblyConflict(one, other) => {
            say!(locale, file.problem_assembly_conflict, one = one.name(), other = other.name())
        }
        Problem::FileFormatMissing => say!(locale, file.problem_file_format_missing),
        Problem::FileFormatUnknown => say!(locale, file.problem_file_format_unknown),
        Problem::FileFormatMisplaced => say!(locale, file.problem_file_format_misplaced),
        Problem::MetaMalformed(what) => say!(locale, file.problem_meta_malformed, what = what.clone()),
        Problem::Reserved(what) => say!(locale, file.problem_reserved, what = what.clone()),
        Problem::MetaDuplicate => say!(locale, file.problem_meta_duplicate),
        Problem::ColumnNames => say!(locale, file.problem_column_names),
        Problem::SampleDuplicate => say!(locale, file.problem_sample_duplicate),
        Problem::SampleUnnamed => say!(locale, file.problem_sample_unnamed),
        Problem::NoLineEnd => say!(locale, file.problem_no_line_end),
        Problem::LineEmpty => say!(locale, file.problem_line_empty),
        Problem::MetaAmongRecords => say!(locale, file.problem_meta_among_records),
        Problem::TooFewColumns { found, needed } => {
            say!(locale, file.problem_too_few_columns, found = count(*found), needed = count(*needed))
        }
        Problem::SampleCount { found, declared } => {
            say!(locale, file.problem_sample_count, found = count(*found), declared = count(*declared))
        }
        Problem::Empty => say!(locale, file.problem_empty),
        Problem::Characters => say!(locale, file.problem_characters),
        Problem::NotText => say!(locale, file.problem_not_text),
        Problem::NotWholeNumber => say!(locale, file.problem_not_whole_number),
        Problem::NotNumber => say!(locale, file.problem_not_number),
        Problem::OutOfRange => say!(locale, file.problem_out_of_range),
        Problem::TooManyAlleles { limit } => say!(locale, file.problem_too_many_alleles, limit = count(*limit)),
        Problem::BeyondContig { length } => say!(locale, file.problem_beyond_contig, length = count(*length)),
        Problem::Unsorted => say!(locale, file.problem_unsorted),
        Problem::ContigScattered => say!(locale, file.problem_contig_scattered),
        Problem::Provisional { records: 1 } => say!(locale, file.problem_provisional_one),
        Problem::Provisional { records } => say!(locale, file.problem_provisional, records = count(*records)),
        Problem::RecordDuplicate => say!(locale, file.problem_record_duplicate),
        Problem::ValueDuplicate => say!(locale, file.problem_value_duplicate),
        Problem::AlleleIsReference => say!(locale, file.problem_allele_is_reference),
        Problem::Undeclared => say!(locale, file.problem_undeclared),
        Problem::ValueType(kind) => say!(locale, file.problem_value_type, kind = kind.clone()),
        Problem::ValueCount { found, expected } => {
            say!(locale, file.problem_value_count, found = count(*found), expected = count(*expected))
        }
        Problem::Needed(what) => say!(locale, file.problem_needed, what = what.clone()),
        Problem::Contradicts(what) => say!(locale, file.problem_contradicts, what = what.clone()),
        Problem::Genotype => say!(locale, file.problem_genotype),
        Problem::GenotypeAllele => say!(locale, file.problem_genotype_allele),
        Problem::GenotypeNotFirst => say!(locale, file.problem_genotype_not_first),
        Problem::SampleValues { found, declared } => {
            say!(locale, file.problem_sample_values, found = count(*found), declared = count(*declared))
        }
        Problem::BinaryLength => say!(locale, file.problem_binary_length),
        Problem::BinaryType => say!(locale, file.problem_binary_type),
        Problem::BinarySamples => say!(locale, file.problem_binary_samples),
    }
}
