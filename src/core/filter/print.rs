//! An expression as text again: what [`super::parse`] reads as the same expression.
//!
//! Must not know a schema.

use std::fmt;

use super::{
    Condition, Expression, Matching, Node, Region, Subject, Test,
    expression::FieldUse,
    lexer::{is_plain_name, is_plain_value, quoted},
};
use crate::records::ColumnKey;

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (nodes, joint) = match self {
            Self::All(nodes) => (nodes, " and "),
            Self::Any(nodes) => (nodes, " or "),
            Self::Not(node) => {
                f.write_str("not ")?;
                return write_within(node, matches!(**node, Self::All(_) | Self::Any(_)), f);
            }
            Self::Test(test) => return test.fmt(f),
        };
        for (index, node) in nodes.iter().enumerate() {
            if index > 0 {
                f.write_str(joint)?;
            }
            let is_joined = match node {
                Self::Any(_) => true,
                // `and` binds tighter than `or`.
                Self::All(_) => matches!(self, Self::All(_)),
                Self::Not(_) | Self::Test(_) => false,
            };
            write_within(node, is_joined, f)?;
        }
        Ok(())
    }
}

fn write_within(node: &Node, in_parentheses: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if in_parentheses { write!(f, "({node})") } else { write!(f, "{node}") }
}

impl fmt::Display for FieldUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&name_text(&self.name))?;
        match &self.argument {
            Some(argument) => write!(f, "({})", argument_text(argument)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = &self.field;
        let is_rs = matches!(field.subject, Subject::Column(ColumnKey::Id));
        match &self.condition {
            Condition::Missing => write!(f, "{field} is missing"),
            Condition::Present => write!(f, "{field} is present"),
            Condition::Number(relation, value) => write!(f, "{field} {} {}", relation.symbol(), number_text(*value)),
            Condition::Numbers { negated, values } => {
                write_list(f, field, *negated, &values.iter().map(|value| number_text(*value)).collect::<Vec<_>>())
            }
            Condition::Text { matching: Matching::Equal, negated: false, values }
                if is_rs && matches!(&values[..], [value] if super::lexer::is_rs_number(value)) =>
            {
                f.write_str(&values.join(""))
            }
            Condition::Text { matching: Matching::Equal, negated, values } => {
                write_list(f, field, *negated, &values.iter().map(|value| value_text(value)).collect::<Vec<_>>())
            }
            Condition::Text { matching: Matching::Contains, negated, values } => {
                let values: Vec<_> = values.iter().map(|value| value_text(value)).collect();
                write!(f, "{field} {} {}", if *negated { "!~" } else { "~" }, values.join(""))
            }
            Condition::Genotype { negated, words } => {
                write_list(f, field, *negated, &words.iter().map(|word| word.name().to_owned()).collect::<Vec<_>>())
            }
            Condition::Type { negated, kinds } => {
                write_list(f, field, *negated, &kinds.iter().map(|kind| kind.name().to_owned()).collect::<Vec<_>>())
            }
            Condition::Within(region) => region.fmt(f),
        }
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, field: &FieldUse, negated: bool, values: &[String]) -> fmt::Result {
    match (values, negated) {
        ([value], false) => write!(f, "{field} = {value}"),
        ([value], true) => write!(f, "{field} != {value}"),
        (_, false) => write!(f, "{field} in ({})", values.join(", ")),
        (_, true) => write!(f, "{field} not in ({})", values.join(", ")),
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { contig, start_1based, end_1based } = self;
        let span = match (*start_1based, *end_1based) {
            (1, u32::MAX) => String::new(),
            (start, u32::MAX) => format!(":{start}-"),
            (start, end) if start == end => format!(":{start}"),
            (start, end) => format!(":{start}-{end}"),
        };
        // The quotation marks keep names such as `a b` and `HLA-A*01:01` whole.
        write!(f, "region({})", argument_text(&format!("{contig}{span}")))
    }
}

pub(super) fn name_text(name: &str) -> String {
    if is_plain_name(name) { name.to_owned() } else { quoted(name) }
}

pub(super) fn value_text(value: &str) -> String {
    if is_plain_value(value) { value.to_owned() } else { quoted(value) }
}

pub(super) fn argument_text(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '*');
    let plain = !argument.is_empty() && argument.chars().all(is_plain);
    if plain { argument.to_owned() } else { quoted(argument) }
}

fn number_text(value: f64) -> String {
    let size = value.abs();
    if value != 0.0 && !(1e-5..1e15).contains(&size) { format!("{value:e}") } else { format!("{value}") }
}
