//! What is asked of a field: operator and values, as the field's kind allows.
//!
//! Must not know how conditions are joined.

use super::{Parser, Span, error};
use crate::{
    filter::{
        Condition, Expected, Field, FilterError, GenotypeWord, Kind, Matching, Node, Problem, Relation, Subject, Test,
        expression::FieldUse,
        lexer::{Word, WordKind},
        nearest::nearest,
        value,
    },
    records::ColumnKey,
    variant::AlleleKind,
};

/// An operator as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Compare(Relation),
    Contains { negated: bool },
    In { negated: bool },
}

/// Longer ones first: `<` begins `<=`.
const SYMBOLS: [(&str, Operator); 14] = [
    ("==", Operator::Compare(Relation::Equal)),
    ("=", Operator::Compare(Relation::Equal)),
    ("!=", Operator::Compare(Relation::NotEqual)),
    ("<>", Operator::Compare(Relation::NotEqual)),
    ("≠", Operator::Compare(Relation::NotEqual)),
    ("<=", Operator::Compare(Relation::LessOrEqual)),
    ("≤", Operator::Compare(Relation::LessOrEqual)),
    (">=", Operator::Compare(Relation::GreaterOrEqual)),
    ("≥", Operator::Compare(Relation::GreaterOrEqual)),
    ("<", Operator::Compare(Relation::Less)),
    (">", Operator::Compare(Relation::Greater)),
    ("!~", Operator::Contains { negated: true }),
    ("~", Operator::Contains { negated: false }),
    ("∈", Operator::In { negated: false }),
];

impl Parser<'_> {
    /// Everything behind a field.
    pub(super) fn comparison(
        &mut self,
        field: &Field<'_>,
        field_use: FieldUse,
        field_span: Span,
    ) -> Result<Node, FilterError> {
        self.cursor.skip_space();
        let start = self.cursor.at();
        if self.cursor.take_keyword("is") {
            return self.is(field, field_use);
        }
        let Some(operator) = self.operator(field)? else {
            if field.kind == Kind::Flag {
                return Ok(Node::Test(Test { field: field_use, condition: Condition::Present }));
            }
            return Err(match self.unexpected(Expected::Operator(field.name.to_string())) {
                // Before `and` or `)` the field itself is what needs the comparison.
                missing if matches!(missing.problem, Problem::Unexpected { .. }) => {
                    FilterError { start: field_span.0, end: field_span.1, ..missing }
                }
                missing => missing,
            });
        };
        let operator_span = (start, self.cursor.at());
        self.with_operator(field, &field_use, operator, operator_span)
    }

    /// `number relation field`.
    pub(super) fn flipped(&mut self, value: f64, word: &Word) -> Result<Node, FilterError> {
        self.cursor.skip_space();
        let start = self.cursor.at();
        let relation = SYMBOLS.iter().find_map(|(symbol, operator)| match operator {
            Operator::Compare(relation) => self.cursor.take(symbol).then_some(*relation),
            _ => None,
        });
        let Some(relation) = relation else {
            let found = word.text.clone();
            return Err(error((word.start, word.end), Problem::Unexpected { expected: Expected::Field, found }));
        };
        let operator = (start, self.cursor.at());
        let name = self.expect_word(WordKind::Operand, &Expected::Field)?;
        let (field, field_use) = self.field(&name)?;
        if field.kind != Kind::Number {
            return Err(wrong_operator(&field, relation.symbol(), operator));
        }
        let condition = Condition::Number(relation.flipped(), value);
        Ok(Node::Test(Test { field: field_use, condition }))
    }

    fn operator(&mut self, field: &Field<'_>) -> Result<Option<Operator>, FilterError> {
        for (symbol, operator) in SYMBOLS {
            if self.cursor.take(symbol) {
                return Ok(Some(operator));
            }
        }
        if self.cursor.take_keyword("in") {
            return Ok(Some(Operator::In { negated: false }));
        }
        if self.cursor.take_keyword("contains") {
            return Ok(Some(Operator::Contains { negated: false }));
        }
        if self.cursor.take_keyword("not") {
            if self.cursor.take_keyword("in") {
                return Ok(Some(Operator::In { negated: true }));
            }
            return Err(self.unexpected(Expected::List(field.name.to_string())));
        }
        Ok(None)
    }

    /// `is missing`, `is not present`, `is het`.
    fn is(&mut self, field: &Field<'_>, field_use: FieldUse) -> Result<Node, FilterError> {
        let negated = self.cursor.take_keyword("not");
        let says_missing = self.cursor.take_keyword("missing") || self.cursor.take_keyword("null");
        if says_missing || self.cursor.take_keyword("present") {
            let condition = if says_missing == negated { Condition::Present } else { Condition::Missing };
            return Ok(Node::Test(Test { field: field_use, condition }));
        }
        let relation = if negated { Relation::NotEqual } else { Relation::Equal };
        let at = self.cursor.at();
        self.with_operator(field, &field_use, Operator::Compare(relation), (at, at))
    }

    fn with_operator(
        &mut self,
        field: &Field<'_>,
        field_use: &FieldUse,
        operator: Operator,
        span: Span,
    ) -> Result<Node, FilterError> {
        let (relation, matching, negated) = match operator {
            Operator::Compare(Relation::NotEqual) => (Relation::NotEqual, Matching::Equal, true),
            Operator::Compare(relation) => (relation, Matching::Equal, false),
            Operator::Contains { negated } => (Relation::Equal, Matching::Contains, negated),
            Operator::In { negated: true } => (Relation::NotEqual, Matching::Equal, true),
            Operator::In { negated: false } => (Relation::Equal, Matching::Equal, false),
        };
        let is_order = !matches!(relation, Relation::Equal | Relation::NotEqual);
        let suits = match field.kind {
            Kind::Number => matching == Matching::Equal,
            Kind::Text => !is_order,
            Kind::Flag | Kind::Genotype | Kind::Type => !is_order && matching == Matching::Equal,
        };
        if !suits {
            let symbol = if is_order { relation.symbol() } else { "~" };
            return Err(wrong_operator(field, symbol, span));
        }
        let mut words = match operator {
            Operator::In { .. } => self.list(field)?,
            _ => vec![self.expect_word(WordKind::Value, &Expected::Value(field.name.to_string()))?],
        };
        let test = |condition| Node::Test(Test { field: field_use.clone(), condition });
        // bcftools writes a missing value as a dot.
        let count = words.len();
        let has_dots = matching == Matching::Equal && !is_order && field.kind != Kind::Genotype;
        words.retain(|word| !(has_dots && word.text == "."));
        let dots = (words.len() < count).then(|| test(if negated { Condition::Present } else { Condition::Missing }));
        if words.is_empty() {
            return Ok(dots.unwrap_or_else(|| test(Condition::Present)));
        }
        let found = test(match field.kind {
            Kind::Number => numbers(field, &words, relation)?,
            Kind::Text => Condition::Text { matching, negated, values: self.texts(field, &words)? },
            Kind::Flag => flag(field, &words, negated)?,
            Kind::Genotype => genotypes(&words, negated)?,
            Kind::Type => types(&words, negated)?,
        });
        Ok(match dots {
            None => found,
            Some(dots) if negated => Node::All(vec![found, dots]),
            Some(dots) => Node::Any(vec![found, dots]),
        })
    }

    fn list(&mut self, field: &Field<'_>) -> Result<Vec<Word>, FilterError> {
        self.cursor.skip_space();
        let opening = (self.cursor.at(), self.cursor.at() + 1);
        if !self.cursor.take("(") {
            return Err(self.unexpected(Expected::List(field.name.to_string())));
        }
        let mut words = Vec::new();
        loop {
            words.push(self.expect_word(WordKind::Item, &Expected::Value(field.name.to_string()))?);
            if self.cursor.take(")") {
                return Ok(words);
            }
            if !self.cursor.take(",") {
                return Err(if self.cursor.is_at_end() {
                    error(opening, Problem::UnclosedParenthesis)
                } else {
                    self.unexpected(Expected::ListEnd)
                });
            }
        }
    }

    fn texts(&self, field: &Field<'_>, words: &[Word]) -> Result<Vec<String>, FilterError> {
        let is_contig = matches!(field.subject, Subject::Column(ColumnKey::Chrom));
        let knows =
            |word: &Word| !is_contig || self.schema.contigs.is_empty() || self.schema.contig(&word.text).is_some();
        // A piece of a name is no name.
        match words.iter().find(|word| !knows(word) && !word.text.contains('*')) {
            Some(word) if words.len() == 1 => {
                let suggestions = nearest(&word.text, self.schema.contigs.iter().map(String::as_str));
                let span = (word.start, word.end);
                Err(FilterError { suggestions, ..error(span, Problem::UnknownContig(word.text.clone())) })
            }
            _ => Ok(words.iter().map(|word| word.text.clone()).collect()),
        }
    }
}

fn wrong_operator(field: &Field<'_>, operator: &str, span: Span) -> FilterError {
    let problem = Problem::WrongOperator { field: field.name.to_string(), operator: operator.to_owned() };
    error(span, problem)
}

fn numbers(field: &Field<'_>, words: &[Word], relation: Relation) -> Result<Condition, FilterError> {
    let mut values = Vec::new();
    for word in words {
        let value = value::number(&word.text).ok_or_else(|| {
            let problem = Problem::NotANumber { field: field.name.to_string(), found: word.text.clone() };
            error((word.start, word.end), problem)
        })?;
        values.push(value);
    }
    Ok(match values[..] {
        [value] => Condition::Number(relation, value),
        _ => Condition::Numbers { negated: relation == Relation::NotEqual, values },
    })
}

/// `DB = 1` is how bcftools asks for a flag.
fn flag(field: &Field<'_>, words: &[Word], negated: bool) -> Result<Condition, FilterError> {
    let mut is_set = !negated;
    for word in words {
        is_set = match word.text.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" => !negated,
            "0" | "false" | "no" => negated,
            _ => {
                let problem = Problem::NotANumber { field: field.name.to_string(), found: word.text.clone() };
                return Err(error((word.start, word.end), problem));
            }
        };
    }
    Ok(if is_set { Condition::Present } else { Condition::Missing })
}

fn genotypes(words: &[Word], negated: bool) -> Result<Condition, FilterError> {
    let mut found = Vec::new();
    for word in words {
        found.push(GenotypeWord::parse(&word.text).ok_or_else(|| {
            let suggestions = nearest(&word.text, GenotypeWord::NAMES.into_iter());
            FilterError { suggestions, ..error((word.start, word.end), Problem::UnknownGenotype(word.text.clone())) }
        })?);
    }
    Ok(match found[..] {
        [GenotypeWord::Missing] if negated => Condition::Present,
        [GenotypeWord::Missing] => Condition::Missing,
        _ => Condition::Genotype { negated, words: found },
    })
}

fn types(words: &[Word], negated: bool) -> Result<Condition, FilterError> {
    let mut kinds = Vec::new();
    for word in words {
        let found = AlleleKind::parse(&word.text).ok_or_else(|| {
            let suggestions = nearest(&word.text, AlleleKind::ALL.into_iter().map(AlleleKind::name));
            FilterError { suggestions, ..error((word.start, word.end), Problem::UnknownType(word.text.clone())) }
        })?;
        kinds.extend(found);
    }
    Ok(Condition::Type { negated, kinds })
}
