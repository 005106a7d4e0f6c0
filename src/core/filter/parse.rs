//! Text to expression, with the place of whatever is wrong.
//!
//! Must not know how a condition is read; `parse/condition.rs` does.

mod condition;

use super::{
    Argument, Condition, Expected, Expression, Field, FilterError, Matching, Node, Problem, Schema, Subject, Test,
    expression::FieldUse,
    lexer::{Cursor, Word, WordKind, is_connective, is_rs_number},
    nearest::nearest,
    value::{self, NoRegion},
};
use crate::records::ColumnKey;

/// Longest text that is read.
pub const MAX_TEXT_BYTES: usize = 1 << 16;

/// How many parentheses and `not` may stand inside each other.
pub const MAX_DEPTH: usize = 64;

/// Where a piece of the text stands: its first byte and the one behind it.
pub(super) type Span = (usize, usize);

/// Reads an expression for a file; an empty text chooses every row.
pub fn parse(text: &str, schema: &Schema) -> Result<Expression, FilterError> {
    parse_with_spans(text, schema).map(|(expression, _)| expression)
}

/// Also where each of the conditions stands that are joined by the outermost `and`.
pub(super) fn parse_with_spans(text: &str, schema: &Schema) -> Result<(Expression, Vec<Span>), FilterError> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(error((MAX_TEXT_BYTES, text.len()), Problem::TooLong { max_bytes: MAX_TEXT_BYTES }));
    }
    let mut parser = Parser { cursor: Cursor::new(text), schema, depth: 0 };
    if parser.cursor.is_at_end() {
        return Ok((Expression::default(), Vec::new()));
    }
    let (root, spans) = parser.disjunction()?;
    if !parser.cursor.is_at_end() {
        return Err(match parser.cursor.rest().chars().next() {
            Some(')') => parser.error_at_next(Problem::UnopenedParenthesis),
            _ => parser.unexpected(Expected::Connective),
        });
    }
    Ok((Expression { root }, spans))
}

fn error(span: Span, problem: Problem) -> FilterError {
    FilterError { start: span.0, end: span.1, problem, suggestions: Vec::new() }
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    schema: &'a Schema,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn disjunction(&mut self) -> Result<(Node, Vec<Span>), FilterError> {
        self.cursor.skip_space();
        let start = self.cursor.at();
        let (first, spans) = self.conjunction()?;
        let mut nodes = vec![first];
        while self.take_any(&["||", "|"]) || self.cursor.take_keyword("or") {
            nodes.push(self.conjunction()?.0);
        }
        match nodes.pop() {
            Some(only) if nodes.is_empty() => Ok((only, spans)),
            last => {
                nodes.extend(last);
                Ok((Node::Any(nodes), vec![(start, self.cursor.at())]))
            }
        }
    }

    fn conjunction(&mut self) -> Result<(Node, Vec<Span>), FilterError> {
        let (mut nodes, mut spans) = (Vec::new(), Vec::new());
        loop {
            self.cursor.skip_space();
            let start = self.cursor.at();
            nodes.push(self.factor()?);
            spans.push((start, self.cursor.at()));
            if !(self.take_any(&["&&", "&"]) || self.cursor.take_keyword("and")) {
                break;
            }
        }
        match nodes.pop() {
            Some(only) if nodes.is_empty() => Ok((only, spans)),
            last => {
                nodes.extend(last);
                Ok((Node::All(nodes), spans))
            }
        }
    }

    fn factor(&mut self) -> Result<Node, FilterError> {
        self.cursor.skip_space();
        let start = self.cursor.at();
        let is_negated = self.cursor.take_keyword("not") || self.cursor.take("!");
        if !is_negated && !self.cursor.take("(") {
            return self.condition();
        }
        let opening = (start, self.cursor.at());
        if self.depth == MAX_DEPTH {
            return Err(error(opening, Problem::TooDeep { max: MAX_DEPTH }));
        }
        self.depth += 1;
        let node = if is_negated {
            Node::Not(Box::new(self.factor()?))
        } else {
            let (node, _) = self.disjunction()?;
            self.close(opening)?;
            node
        };
        self.depth -= 1;
        Ok(node)
    }

    fn close(&mut self, opening: Span) -> Result<(), FilterError> {
        if self.cursor.take(")") {
            Ok(())
        } else if self.cursor.is_at_end() {
            Err(error(opening, Problem::UnclosedParenthesis))
        } else {
            Err(self.unexpected(Expected::ClosingParenthesis))
        }
    }

    fn condition(&mut self) -> Result<Node, FilterError> {
        if self.cursor.take_keyword("region") && self.cursor.rest().trim_start().starts_with('(') {
            self.cursor.take("(");
            let word = self.expect_word(WordKind::Argument, &Expected::Region)?;
            self.close((word.start, word.end))?;
            return self.region(&word);
        }
        let word = self.expect_word(WordKind::Operand, &Expected::Field)?;
        if !word.quoted {
            if is_connective(&word.text) {
                let problem = Problem::Unexpected { expected: Expected::Field, found: word.text };
                return Err(error((word.start, word.end), problem));
            }
            if let Some(known) = self.known_word(&word)? {
                return Ok(known);
            }
            if let Some(value) = value::number(&word.text) {
                return self.flipped(value, &word);
            }
        }
        let (field, field_use) = self.field(&word)?;
        self.comparison(&field, field_use, (word.start, self.cursor.at()))
    }

    /// What is a whole condition by itself: a region, an rs number, `PASS`.
    fn known_word(&self, word: &Word) -> Result<Option<Node>, FilterError> {
        let text = &word.text;
        if self.schema.field(text).is_some() {
            return Ok(None);
        }
        if text.contains(':') {
            return self.region(word).map(Some);
        }
        let (name, key, value) = match text {
            _ if is_rs_number(text) => ("ID", ColumnKey::Id, text.clone()),
            _ if text.eq_ignore_ascii_case("pass") => ("FILTER", ColumnKey::Filter, "PASS".to_owned()),
            _ => return Ok(None),
        };
        let field = FieldUse { name: name.to_owned(), argument: None, subject: Subject::Column(key) };
        let condition = Condition::Text { matching: Matching::Equal, negated: false, values: vec![value] };
        Ok(Some(Node::Test(Test { field, condition })))
    }

    fn region(&self, word: &Word) -> Result<Node, FilterError> {
        let span = (word.start, word.end);
        let region = value::region(&word.text, self.schema).map_err(|problem| match problem {
            NoRegion::Malformed => error(span, Problem::BadRegion(word.text.clone())),
            NoRegion::UnknownContig => {
                let name = word.text.rsplit_once(':').map_or(word.text.as_str(), |(name, _)| name);
                let suggestions = nearest(name, self.schema.contigs.iter().map(String::as_str));
                FilterError { suggestions, ..error(span, Problem::UnknownContig(name.to_owned())) }
            }
        })?;
        let field = FieldUse { name: "region".to_owned(), argument: None, subject: Subject::Place };
        Ok(Node::Test(Test { field, condition: Condition::Within(region) }))
    }

    /// A field's name and what stands in parentheses behind it.
    fn field(&mut self, word: &Word) -> Result<(Field<'a>, FieldUse), FilterError> {
        let span = (word.start, word.end);
        let Some(field) = self.schema.field(&word.text) else {
            let fields = self.schema.fields();
            let suggestions = nearest(&word.text, fields.iter().map(|field| &*field.name));
            return Err(FilterError { suggestions, ..error(span, Problem::UnknownField(word.text.clone())) });
        };
        let (mut argument, mut subject) = (None, field.subject.clone());
        if self.cursor.take("(") {
            let opening = (self.cursor.at() - 1, self.cursor.at());
            let expected = match field.argument {
                Argument::None => return Err(error(span, Problem::NoArgument(field.name.into_owned()))),
                Argument::Sample => Expected::Sample,
                Argument::Group => Expected::Group,
            };
            let name = self.expect_word(WordKind::Argument, &expected)?;
            subject = self.subject_of(&field, subject, &name)?;
            self.close(opening)?;
            argument = Some(name.text);
        } else if field.argument == Argument::Sample && self.cursor.take("[") {
            let index = self.expect_word(WordKind::Argument, &Expected::Sample)?;
            let sample = index.text.parse().ok().and_then(|index: usize| self.schema.samples.get(index));
            let Some(sample) = sample.filter(|_| self.cursor.take("]")) else {
                return Err(error((index.start, index.end), Problem::UnknownSample(index.text)));
            };
            let name = Word { text: sample.clone(), ..index };
            subject = self.subject_of(&field, subject, &name)?;
            argument = Some(name.text);
        }
        let name = field.name.to_string();
        Ok((field, FieldUse { name, argument, subject }))
    }

    fn subject_of(&self, field: &Field<'_>, subject: Subject, name: &Word) -> Result<Subject, FilterError> {
        let (found, names, problem) = match field.argument {
            Argument::Group => {
                let found = self.schema.group(&name.text).map(|group| subject.of_group(group));
                (found, &self.schema.groups, Problem::UnknownGroup(name.text.clone()))
            }
            Argument::None | Argument::Sample => {
                let found = self.schema.sample(&name.text).map(|sample| subject.of_sample(sample));
                (found, &self.schema.samples, Problem::UnknownSample(name.text.clone()))
            }
        };
        found.ok_or_else(|| {
            let suggestions = nearest(&name.text, names.iter().map(String::as_str));
            FilterError { suggestions, ..error((name.start, name.end), problem) }
        })
    }

    fn take_any(&mut self, symbols: &[&str]) -> bool {
        symbols.iter().any(|symbol| self.cursor.take(symbol))
    }

    fn expect_word(&mut self, kind: WordKind, expected: &Expected) -> Result<Word, FilterError> {
        self.cursor.word(kind)?.ok_or_else(|| self.unexpected(expected.clone()))
    }

    /// What stands at the cursor is not what must.
    fn unexpected(&mut self, expected: Expected) -> FilterError {
        if self.cursor.is_at_end() {
            return self.error_at_next(Problem::UnexpectedEnd(expected));
        }
        let found = self.next_piece().to_owned();
        self.error_at_next(Problem::Unexpected { expected, found })
    }

    fn error_at_next(&mut self, problem: Problem) -> FilterError {
        self.cursor.skip_space();
        let start = self.cursor.at();
        error((start, start + self.next_piece().len()), problem)
    }

    /// The word or symbol at the cursor, for messages.
    fn next_piece(&self) -> &'a str {
        let rest = self.cursor.rest();
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ':' | '/');
        let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let one = rest.chars().next().map_or(0, char::len_utf8);
        rest.get(..len.max(one)).unwrap_or_default()
    }
}
