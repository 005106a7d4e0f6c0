//! What could stand at the cursor of an unfinished expression.
//!
//! Must not know how the suggestions are shown.

use serde::{Deserialize, Serialize};

use super::{
    Expected, Field, Kind, Problem, Schema,
    lexer::quoted,
    parse::parse,
    print::{argument_text, name_text, value_text},
};

/// Most suggestions that are given.
const MOST_ITEMS: usize = 50;

/// Suggestions, and the piece of the text that each of them would stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// First byte of what is replaced.
    pub start: usize,
    /// Byte behind it.
    pub end: usize,
    /// Best first.
    pub items: Vec<CompletionItem>,
}

/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletionItem {
    /// What to put in, quotation marks included.
    pub text: String,
    /// What it is.
    pub kind: ItemKind,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemKind {
    /// A field.
    Field,
    /// A comparison.
    Operator,
    /// A value to compare with.
    Value,
    /// A sample.
    Sample,
    /// A group of samples.
    Group,
    /// `and`, `or`, `not`.
    Connective,
}

/// What could stand at a place of the text, counted in bytes.
///
/// What stands before the word at the cursor is read as an expression, and what it lacks at its end is offered.
pub fn complete(text: &str, cursor: usize, schema: &Schema) -> Completion {
    let mut cursor = cursor.min(text.len());
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let (before, after) = text.split_at(cursor);
    let mut start =
        before.rfind(|c| !is_word(c)).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let mut expected = expected_at_end(&before[..start], schema);
    let mut typed = &before[start..];
    let mut end = cursor + after.find(|c| !is_word(c)).unwrap_or(after.len());
    if let Err(Some(quote)) = expected {
        start = quote;
        typed = before[quote..].trim_start_matches(['"', '\'']);
        expected = expected_at_end(&before[..quote], schema);
        end = cursor + after.find(['"', '\'']).map_or(0, |at| at + 1);
    }
    let Ok(expected) = expected else { return Completion { start: cursor, end: cursor, items: Vec::new() } };
    Completion { start, end, items: items(&expected, typed, schema) }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '/' | '-' | '+' | ':' | '*')
}

/// What a text lacks at its end. `Err` with the place of a quotation mark that waits for its partner, or with
/// nothing when the text is wrong before its end.
fn expected_at_end(text: &str, schema: &Schema) -> Result<Expected, Option<usize>> {
    if text.trim().is_empty() {
        return Ok(Expected::Field);
    }
    match parse(text, schema) {
        Ok(_) => Ok(Expected::Connective),
        Err(error) => match error.problem {
            Problem::UnexpectedEnd(expected) => Ok(expected),
            Problem::UnclosedParenthesis => Ok(Expected::Connective),
            Problem::UnclosedQuote => Err(Some(error.start)),
            _ => Err(None),
        },
    }
}

fn items(expected: &Expected, typed: &str, schema: &Schema) -> Vec<CompletionItem> {
    let offer = |kind, texts: Vec<String>| (kind, texts);
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let offers = match expected {
        Expected::Field => {
            let fields = schema.fields().iter().map(|field| name_text(&field.name)).collect();
            vec![offer(ItemKind::Field, fields), offer(ItemKind::Connective, own(&["not", "region("]))]
        }
        Expected::Operator(name) => {
            let words = schema.field(name).map_or(&[][..], |field| operators(&field));
            vec![offer(ItemKind::Operator, own(words))]
        }
        Expected::Value(name) => vec![offer(ItemKind::Value, values(name, schema))],
        Expected::List(_) => vec![offer(ItemKind::Operator, own(&["("]))],
        Expected::ListEnd | Expected::ClosingParenthesis => vec![offer(ItemKind::Connective, own(&[")"]))],
        Expected::Connective => vec![offer(ItemKind::Connective, own(&["and", "or"]))],
        Expected::Sample => vec![offer(ItemKind::Sample, arguments(&schema.samples))],
        Expected::Group => vec![offer(ItemKind::Group, arguments(&schema.groups))],
        Expected::Region => vec![offer(ItemKind::Value, arguments(&schema.contigs))],
    };
    let mut found = Vec::new();
    for is_start in [true, false] {
        for (kind, texts) in &offers {
            let fitting = texts.iter().filter(|text| fits(text, typed) == Some(is_start));
            found.extend(fitting.map(|text| CompletionItem { text: text.clone(), kind: *kind }));
        }
    }
    found.truncate(MOST_ITEMS);
    found
}

/// Whether what was typed is the text's start (true), within it (false) or neither.
fn fits(text: &str, typed: &str) -> Option<bool> {
    let (text, typed) = (text.to_lowercase(), typed.to_lowercase());
    match text.trim_start_matches('"').find(&typed)? {
        0 => Some(true),
        _ => Some(false),
    }
}

fn operators(field: &Field<'_>) -> &'static [&'static str] {
    match field.kind {
        Kind::Number => &[">", ">=", "<", "<=", "=", "!=", "in (", "is missing", "is present"],
        Kind::Text => &["=", "!=", "~", "!~", "in (", "not in (", "is missing", "is present"],
        Kind::Genotype => &["=", "!=", "in (", "is missing", "is present"],
        Kind::Type => &["=", "!=", "in (", "not in ("],
        Kind::Flag => &["is present", "is missing", "and", "or"],
    }
}

fn values(name: &str, schema: &Schema) -> Vec<String> {
    let Some(field) = schema.field(name) else { return Vec::new() };
    let mut values: Vec<String> = schema.values(&field).into_iter().map(value_text).collect();
    if matches!(field.kind, Kind::Genotype) {
        // A word of the language, not a text.
        values = schema.values(&field).into_iter().map(str::to_owned).collect();
    }
    values
}

fn arguments(names: &[String]) -> Vec<String> {
    // Quoted where a name such as `a)b` would end early.
    names.iter().map(|name| if name.contains(')') { quoted(name) } else { argument_text(name) }).collect()
}
