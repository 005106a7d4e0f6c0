//! What is wrong with a filter, in the reader's words.

use cohort_core::filter::{Expected, FilterError, Problem};

use super::super::wording::{self, say};
use crate::i18n::Locale;

/// Where and what, with the text in question.
pub(super) fn sentence(locale: Locale, error: &FilterError, text: &str) -> String {
    let place = text.get(..error.start).unwrap_or(text).chars().count() + 1;
    let place = wording::numbers(locale).count(place as u64);
    say!(locale, rows.mistake, place = place.clone(), problem = problem(locale, &error.problem))
}

fn problem(locale: Locale, problem: &Problem) -> String {
    let count = |count: &usize| wording::numbers(locale).count(*count as u64);
    match problem {
        Problem::TooLong { max_bytes } => say!(locale, rows.too_long, max = count(max_bytes)),
        Problem::TooDeep { max } => say!(locale, rows.too_deep, max = count(max)),
        Problem::UnexpectedEnd(wanted) => say!(locale, rows.unexpected_end, expected = expected(locale, wanted)),
        Problem::Unexpected { expected: wanted, found } => {
            say!(locale, rows.unexpected, expected = expected(locale, wanted), found = found.clone())
        }
        Problem::UnclosedParenthesis => say!(locale, rows.unclosed, mark = "("),
        Problem::UnopenedParenthesis => say!(locale, rows.unopened),
        Problem::UnclosedQuote => say!(locale, rows.unclosed, mark = "\""),
        Problem::UnknownField(name) => say!(locale, rows.unknown_field, name = name.clone()),
        Problem::UnknownSample(name) => say!(locale, rows.unknown_sample, name = name.clone()),
        Problem::UnknownGroup(name) => say!(locale, rows.unknown_group, name = name.clone()),
        Problem::UnknownContig(name) => say!(locale, rows.unknown_contig, name = name.clone()),
        Problem::NoArgument(name) => say!(locale, rows.no_argument, name = name.clone()),
        Problem::NotANumber { field, found } => {
            say!(locale, rows.not_a_number, field = field.clone(), found = found.clone())
        }
        Problem::UnknownGenotype(found) => say!(locale, rows.unknown_genotype, found = found.clone()),
        Problem::UnknownType(found) => say!(locale, rows.unknown_type, found = found.clone()),
        Problem::WrongOperator { field, operator } => {
            say!(locale, rows.wrong_operator, field = field.clone(), operator = operator.clone())
        }
        Problem::BadRegion(found) => say!(locale, rows.bad_region, found = found.clone()),
    }
}

fn expected(locale: Locale, expected: &Expected) -> String {
    match expected {
        Expected::Field => say!(locale, rows.expected_field),
        Expected::Operator(field) => say!(locale, rows.expected_operator, field = field.clone()),
        Expected::Value(field) => say!(locale, rows.expected_value, field = field.clone()),
        Expected::List(field) => say!(locale, rows.expected_list, field = field.clone()),
        Expected::ListEnd => say!(locale, rows.expected_list_end),
        Expected::Connective => "and, or".to_owned(),
        Expected::Sample => say!(locale, rows.expected_sample),
        Expected::Group => say!(locale, rows.expected_group),
        Expected::Region => "chr7:1,000-2,000".to_owned(),
        Expected::ClosingParenthesis => ")".to_owned(),
    }
}
