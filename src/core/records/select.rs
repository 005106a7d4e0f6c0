//! Rows that fulfil an expression.
//!
//! Owns how an expression is tried on the table: part by part, column by column, on words of 64 rows. Must not know
//! how an expression is written.
//!
//! `not` is pushed down to the conditions first. A condition and its opposite each keep only rows whose value is
//! known, so that what remains is plain "and" and "or", and the unknown stays out of both (see [`crate::filter`]).

mod leaf;
mod numbers;
pub(super) mod scan;
mod texts;

#[cfg(test)]
pub(super) mod tests;

use self::leaf::{Leaf, every, leaf};
use super::{ChosenRows, ColumnKey, Columns, Part, RecordTable, RowSet};
use crate::filter::{CompoundHet, Condition, Expression, FieldUse, GenotypeWord, Node, Subject, Test};

/// The rows that were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Which.
    pub rows: ChosenRows,
    /// How many.
    pub matched: u64,
}

/// The table was read without columns that are asked about; it can be read again with them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the table lacks columns: {0:?}")]
pub struct MissingColumns(pub Vec<ColumnKey>);

impl RecordTable {
    /// The rows that fulfil an expression, in the file's order.
    pub fn select(&self, expression: &Expression) -> Result<Selection, MissingColumns> {
        self.check_columns(expression)?;
        if expression.is_empty() {
            return Ok(Selection { rows: ChosenRows::All, matched: self.rows() });
        }
        let mut rows = RowSet::default();
        for part in self.parts() {
            let mut bits = scan::all_rows(part.rows());
            ready(&expression.root, true, part, self.columns()).keep(&mut bits);
            rows.push(part.first_row(), bits);
        }
        let matched = rows.len();
        let rows = if matched == self.rows() { ChosenRows::All } else { ChosenRows::Set(rows) };
        Ok(Selection { rows, matched })
    }

    /// The first row that fulfils an expression: a jump to a region, an rs number or a gene.
    pub fn first(&self, expression: &Expression) -> Result<Option<u64>, MissingColumns> {
        self.check_columns(expression)?;
        Ok(self.parts().iter().find_map(|part| {
            let mut bits = scan::all_rows(part.rows());
            ready(&expression.root, true, part, self.columns()).keep(&mut bits);
            let word = bits.iter().position(|word| *word != 0)?;
            Some(part.first_row() + word as u64 * 64 + u64::from(bits[word].trailing_zeros()))
        }))
    }

    /// See [`CompoundHet`]; the expression says which rows can be one of a pair.
    pub fn compound_het(&self, rule: &CompoundHet, expression: &Expression) -> Result<Selection, MissingColumns> {
        let gene_key = ColumnKey::Annotation(super::AnnotationPart::Gene);
        if !self.columns().has(&gene_key) {
            return Err(MissingColumns(vec![gene_key]));
        }
        let from = |parent, other| {
            let inherited = Expression::and(vec![
                expression.clone(),
                genotype(rule.trio.child, GenotypeWord::Het, false),
                genotype(parent, GenotypeWord::Carrier, false),
                genotype(other, GenotypeWord::Carrier, true),
            ]);
            self.select(&inherited).map(|selection| self.row_numbers(&selection.rows))
        };
        let gene = |row: &u32| match self.row(u64::from(*row), std::slice::from_ref(&gene_key))?.values.pop()? {
            super::Value::Text(gene) => Some(gene),
            _ => None,
        };
        let maternal = from(rule.trio.mother, rule.trio.father)?;
        let paternal = from(rule.trio.father, rule.trio.mother)?;
        let maternal_genes: std::collections::BTreeSet<_> = maternal.iter().filter_map(gene).collect();
        let both: std::collections::BTreeSet<_> =
            paternal.iter().filter_map(gene).filter(|gene| maternal_genes.contains(gene)).collect();
        let is_candidate = |row: &u32| gene(row).is_some_and(|gene| both.contains(&gene));
        let mut rows: Vec<u32> = maternal.into_iter().chain(paternal).filter(is_candidate).collect();
        rows.sort_unstable();
        let matched = rows.len() as u64;
        Ok(Selection { rows: ChosenRows::These(rows), matched })
    }

    /// The rows one by one.
    pub(super) fn row_numbers(&self, rows: &ChosenRows) -> Vec<u32> {
        match rows {
            ChosenRows::All => (0..self.rows() as u32).collect(),
            ChosenRows::Set(rows) => rows.iter().map(|row| row as u32).collect(),
            ChosenRows::These(rows) => rows.clone(),
        }
    }

    fn check_columns(&self, expression: &Expression) -> Result<(), MissingColumns> {
        let missing: Vec<_> = expression.columns().into_iter().filter(|key| !self.columns().has(key)).collect();
        if missing.is_empty() { Ok(()) } else { Err(MissingColumns(missing)) }
    }
}

fn genotype(sample: u32, word: GenotypeWord, negated: bool) -> Expression {
    let subject = Subject::Column(ColumnKey::Genotype(sample));
    let field = FieldUse { name: "GT".to_owned(), argument: None, subject };
    let condition = Condition::Genotype { negated, words: vec![word] };
    Expression { root: Node::Test(Test { field, condition }) }
}

/// The expression, or its opposite, for one part.
fn ready<'a>(node: &'a Node, wanted: bool, part: &'a Part, columns: &Columns) -> Leaf<'a> {
    let all = |nodes: &'a [Node]| nodes.iter().map(|node| ready(node, wanted, part, columns)).collect();
    match (node, wanted) {
        (Node::Test(test), _) => leaf(test, wanted, part, columns),
        (Node::Not(node), _) => ready(node, !wanted, part, columns),
        (Node::All(nodes), true) | (Node::Any(nodes), false) => every(all(nodes)),
        (Node::Any(nodes), true) | (Node::All(nodes), false) => Leaf::Either(all(nodes)),
    }
}
