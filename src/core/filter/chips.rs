//! Conditions that must all hold, each a piece of the text that can be taken out or put in.
//!
//! Must not know what the conditions mean.

use super::{
    Expression, FilterError, Node, Schema,
    parse::{parse, parse_with_spans},
};

/// One of the conditions that are joined by the outermost `and`.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// First byte of its text.
    pub start: usize,
    /// Byte behind its text.
    pub end: usize,
    /// Its text as written.
    pub text: String,
    /// What it says.
    pub expression: Expression,
}

impl Chip {
    /// Its text such that `and` can stand beside it.
    pub fn condition(&self) -> String {
        text_within(self, false)
    }
}

/// The conditions of a text, from left to right; one when they are joined by `or`.
pub fn chips(text: &str, schema: &Schema) -> Result<Vec<Chip>, FilterError> {
    let (expression, spans) = parse_with_spans(text, schema)?;
    let conditions = match (spans.len(), expression) {
        (0, _) => Vec::new(),
        // A single piece stays whole, also `(a and b)`.
        (1, expression) => vec![expression],
        (_, expression) => expression.conjuncts(),
    };
    let chip = |((start, end), expression): ((usize, usize), Expression)| Chip {
        start,
        end,
        text: text.get(start..end).unwrap_or_default().to_owned(),
        expression,
    };
    Ok(spans.into_iter().zip(conditions).map(chip).collect())
}

/// The text in which all of these must hold.
pub fn join(chips: &[Chip]) -> String {
    let is_alone = chips.len() == 1;
    let texts: Vec<String> = chips.iter().map(|chip| text_within(chip, is_alone)).collect();
    texts.join(" and ")
}

/// The chip's text such that `and` can stand beside it.
fn text_within(chip: &Chip, is_alone: bool) -> String {
    let is_loose = matches!(chip.expression.root, Node::Any(_)) && !is_enclosed(&chip.text);
    if is_loose && !is_alone { format!("({})", chip.text) } else { chip.text.clone() }
}

/// Whether the parenthesis at its start is closed at its end only.
fn is_enclosed(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        if depth == 0 {
            return at > 0 && at + letter.len_utf8() == text.len();
        }
    }
    false
}

/// The text without the condition when it has it, and with it otherwise.
pub fn toggle(text: &str, condition: &str, schema: &Schema) -> Result<String, FilterError> {
    let mut kept = chips(text, schema)?;
    let expression = parse(condition, schema)?;
    let before = kept.len();
    kept.retain(|chip| chip.expression != expression);
    if kept.len() == before && !expression.is_empty() {
        let condition = condition.trim();
        kept.push(Chip { start: 0, end: condition.len(), text: condition.to_owned(), expression });
    }
    Ok(join(&kept))
}
