//! What makes a record of a BCF unreadable, and how that is told on the way of text.
//!
//! Text is all that the reader of lines gets. A record that cannot be read therefore becomes a line that says so:
//! a NUL, which no line of a VCF starts with, the field, the problem, and where the record is.

use super::super::{Column, Problem};

/// What is wrong with a field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum RecordProblem {
    /// A length leads out of the record, or the record holds more than its counts say.
    #[error("a length does not fit the record")]
    Length,
    /// A type that BCF does not know, or not one for this field.
    #[error("a type that does not belong here")]
    Type,
    /// A number that stands for a name that the header does not give.
    #[error("a number without an entry in the header")]
    Index,
    /// A number outside what the field allows.
    #[error("a number outside the allowed range")]
    Range,
    /// A tab or line end inside a text.
    #[error("a tab or line end inside a text")]
    Characters,
    /// Not as many samples as the header names.
    #[error("not as many samples as the header names")]
    Samples,
}

/// A record that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {record}, {field}: {problem}")]
pub(super) struct RecordError {
    /// Counted from 1.
    pub(super) record: u64,
    pub(super) field: Column,
    pub(super) problem: RecordProblem,
}

const MARK: u8 = 0;

const FIELDS: [Column; 10] = [
    Column::Chrom,
    Column::Pos,
    Column::Id,
    Column::Ref,
    Column::Alt,
    Column::Qual,
    Column::Filter,
    Column::Info,
    Column::Format,
    Column::Sample,
];

const PROBLEMS: [(RecordProblem, Problem); 6] = [
    (RecordProblem::Length, Problem::BinaryLength),
    (RecordProblem::Type, Problem::BinaryType),
    (RecordProblem::Index, Problem::Undeclared),
    (RecordProblem::Range, Problem::OutOfRange),
    (RecordProblem::Characters, Problem::Characters),
    (RecordProblem::Samples, Problem::BinarySamples),
];

/// Appends the line of a record that cannot be read; `place` is as much as is known of its place.
pub(super) fn push_line(text: &mut Vec<u8>, error: RecordError, place: &[u8]) {
    let code = |at: Option<usize>| at.map_or(0, |at| at as u8) + b'0';
    let field = code(FIELDS.iter().position(|field| *field == error.field));
    let problem = code(PROBLEMS.iter().position(|(problem, _)| *problem == error.problem));
    text.extend_from_slice(&[MARK, field, problem]);
    text.extend_from_slice(place);
    text.push(b'\n');
}

/// What such a line says, and the text it is about; `None` for any other line.
pub(in crate::vcf) fn read_line(line: &[u8]) -> Option<(Column, Problem, &[u8])> {
    let [MARK, field, problem, place @ ..] = line else { return None };
    let at = |code: &u8| usize::from(code.wrapping_sub(b'0'));
    let (_, problem) = PROBLEMS.get(at(problem))?;
    Some((*FIELDS.get(at(field))?, problem.clone(), place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_wrong() {
        for field in FIELDS {
            for (record_problem, problem) in PROBLEMS {
                let mut text = Vec::new();
                push_line(&mut text, RecordError { record: 3, field, problem: record_problem }, b"chr1:7");
                let line = text.strip_suffix(b"\n").unwrap();
                assert_eq!(read_line(line), Some((field, problem, &b"chr1:7"[..])));
            }
        }
        assert_eq!(read_line(b"\0"), None);
        assert_eq!(read_line(b"\0~~x"), None);
        assert_eq!(read_line(b"chr1\t7"), None);
    }

    #[test]
    fn an_error_names_record_and_field() {
        let error = RecordError { record: 12, field: Column::Info, problem: RecordProblem::Type };
        assert_eq!(error.to_string(), "record 12, INFO: a type that does not belong here");
    }
}
