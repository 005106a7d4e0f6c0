//! What can be wrong with an expression, and where.
//!
//! Must not decide it: the parser does. The page translates [`Problem`].

use serde::{Deserialize, Serialize};

/// The text is no expression for this file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("character {start}: {problem}")]
pub struct FilterError {
    /// Byte of the text at which the problem starts, counted from 0.
    pub start: usize,
    /// Byte behind its end.
    pub end: usize,
    /// What is wrong.
    pub problem: Problem,
    /// What may have been meant, best first.
    pub suggestions: Vec<String>,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Problem {
    /// Longer than any filter needs to be.
    #[error("the filter is longer than {max_bytes} bytes")]
    TooLong {
        /// What is allowed.
        max_bytes: usize,
    },
    /// Too many parentheses or `not` inside each other.
    #[error("more than {max} parentheses inside each other")]
    TooDeep {
        /// What is allowed.
        max: usize,
    },
    /// The text ends where something must follow.
    #[error("{0} is missing at the end")]
    UnexpectedEnd(Expected),
    /// Something else must stand here.
    #[error("{expected} belongs here, not {found:?}")]
    Unexpected {
        /// What must stand here.
        expected: Expected,
        /// What does.
        found: String,
    },
    /// `(` without its `)`.
    #[error("this parenthesis is never closed")]
    UnclosedParenthesis,
    /// `)` without its `(`.
    #[error("this parenthesis was never opened")]
    UnopenedParenthesis,
    /// A quotation mark without its partner.
    #[error("this quotation is never closed")]
    UnclosedQuote,
    /// The file has no such field.
    #[error("this file has no field {0:?}")]
    UnknownField(String),
    /// The file has no such sample.
    #[error("this file has no sample {0:?}")]
    UnknownSample(String),
    /// There is no such group of samples.
    #[error("there is no group {0:?}")]
    UnknownGroup(String),
    /// The file has no such chromosome.
    #[error("this file has no chromosome {0:?}")]
    UnknownContig(String),
    /// The field is about the whole record.
    #[error("{0} is not counted by sample or group")]
    NoArgument(String),
    /// A number was expected.
    #[error("{field} is a number, and {found:?} is none")]
    NotANumber {
        /// The field compared.
        field: String,
        /// What stands there.
        found: String,
    },
    /// A word for a genotype was expected.
    #[error("{0:?} is no word for a genotype")]
    UnknownGenotype(String),
    /// A word for a kind of change was expected.
    #[error("{0:?} is no type of variant")]
    UnknownType(String),
    /// The field cannot be compared in this way.
    #[error("{field} cannot be compared with {operator}")]
    WrongOperator {
        /// The field compared.
        field: String,
        /// The operator as written.
        operator: String,
    },
    /// Not `contig:start-end`.
    #[error("{0:?} is no region")]
    BadRegion(String),
}

/// What must stand at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Expected {
    /// A field, a region, an rs number, `not` or `(`.
    #[error("a field")]
    Field,
    /// An operator that suits the field.
    #[error("a comparison of {0}")]
    Operator(String),
    /// A value that suits the field.
    #[error("a value for {0}")]
    Value(String),
    /// A list in parentheses.
    #[error("a list in parentheses for {0}")]
    List(String),
    /// `,` or `)`.
    #[error("a comma or a closing parenthesis")]
    ListEnd,
    /// `and`, `or` or the end.
    #[error("\"and\" or \"or\"")]
    Connective,
    /// A sample's name.
    #[error("a sample")]
    Sample,
    /// A group's name.
    #[error("a group")]
    Group,
    /// `chr7:1,000-2,000` or a chromosome.
    #[error("a region")]
    Region,
    /// `)`.
    #[error("a closing parenthesis")]
    ClosingParenthesis,
}
