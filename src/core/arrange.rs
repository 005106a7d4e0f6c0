//! The rows as they are looked at: all of them in file order, or chosen and sorted.
//!
//! Owns which arrangement is in force. Must not know how a condition is tried on rows ([`crate::records`]), nor a
//! clock.

use std::sync::Arc;

use crate::{
    filter::{Chip, Expression, FilterError, Schema, chips, parse},
    records::{ChosenRows, ColumnKey, MissingColumns, RecordTable},
    wire::{Arranged, Arrangement, Places, Row, View},
};

/// Most places that are told of a region.
const MAX_PLACES: usize = 20_000;

/// Rows in an order.
#[derive(Debug)]
pub struct Arranger {
    view: View,
    /// What the rows are chosen and sorted by.
    arrangement: Arrangement,
    /// Whoever goes through them keeps them while others are chosen.
    rows: Arc<ChosenRows>,
}

impl Default for Arranger {
    fn default() -> Self {
        Self { view: 0, arrangement: Arrangement::default(), rows: Arc::new(ChosenRows::All) }
    }
}

impl Arranger {
    /// The arrangement in force.
    pub fn view(&self) -> View {
        self.view
    }

    /// What is in force.
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// The rows in force, as they are now.
    pub fn chosen(&self) -> Arc<ChosenRows> {
        Arc::clone(&self.rows)
    }

    /// Rows in it.
    pub fn rows(&self, table: &RecordTable) -> u64 {
        self.rows.len(table.rows())
    }

    /// The table's number of a row of the arrangement.
    pub fn table_row(&self, row: u64) -> Option<u64> {
        self.rows.get(row)
    }

    /// Rows from `first` on, at most `count`, with the values of these columns.
    pub fn window(&self, table: &RecordTable, first: u64, count: u32, keys: &[ColumnKey]) -> Vec<Row> {
        let end = self.rows(table).min(first.saturating_add(u64::from(count)));
        (first..end).filter_map(|row| table.row(self.table_row(row)?, keys)).collect()
    }

    /// Arranges the rows anew. After an error, or when a column is lacking, what was in force stays.
    pub fn arrange(
        &mut self,
        table: &RecordTable,
        schema: &Schema,
        view: View,
        arrangement: &Arrangement,
    ) -> Result<Arranged, FilterError> {
        let expression = parse(&arrangement.filter, schema)?;
        let mut arranged = Arranged {
            conditions: chips(&arrangement.filter, schema)?.iter().map(Chip::condition).collect(),
            names: expression.names(),
            ..Arranged::default()
        };
        match choose(table, schema, &expression, arrangement) {
            Ok(rows) => {
                (self.view, self.rows) = (view, Arc::new(rows));
                self.arrangement = arrangement.clone();
                arranged.rows = self.rows(table);
            }
            Err(MissingColumns(columns)) => arranged.lacks = columns,
        }
        Ok(arranged)
    }

    /// The first row of the arrangement at or after a place, with an ID, or of a gene.
    pub fn find(&self, table: &RecordTable, schema: &Schema, text: &str) -> Option<u64> {
        let expression = wanted(text, schema)?;
        if *self.rows == ChosenRows::All {
            return table.first(&expression).ok()?;
        }
        let found = table.select(&expression).ok()?.rows;
        self.rows.position(table.rows(), |row| match &found {
            ChosenRows::Set(found) => found.contains(row),
            ChosenRows::All | ChosenRows::These(_) => true,
        })
    }
}

/// Where the file has alternate alleles in a region (`chr7:5-9`), whatever is in force: alleles written in bases that the
/// first sample carries, where it has a genotype. `None` where the file has no such chromosome.
pub fn places(table: &RecordTable, schema: &Schema, region: &str) -> Option<Places> {
    let expression = parse(region, schema).ok()?;
    let rows = table.select(&expression).ok()?.rows;
    let mut places = Places::default();
    for row in rows.range(0, rows.len(table.rows())) {
        let Some(row) = table.row(row, &[]) else { continue };
        let is_allele =
            row.alternate.as_ref().is_some_and(|bases| bases.bytes().all(|base| base.is_ascii_alphabetic()));
        if !is_allele || row.copies.is_some_and(|copies| copies.carrying == 0) {
            continue;
        }
        if places.positions.len() < MAX_PLACES {
            places.positions.push(row.position);
        } else {
            places.beyond += 1;
        }
    }
    places.positions.sort_unstable();
    Some(places)
}

/// What somebody looks for: `chr7:117559590` or a region, an ID, or a gene.
fn wanted(text: &str, schema: &Schema) -> Option<Expression> {
    let text = text.trim();
    let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
    let is_place = text.contains(':') && !text.contains('-');
    let texts = [
        is_place.then(|| format!("{text}-")),
        text.contains(':').then(|| text.to_owned()),
        Some(format!("gene = \"{quoted}\"")).filter(|_| !text.starts_with("rs")),
        Some(format!("ID = \"{quoted}\"")),
    ];
    texts.into_iter().flatten().find_map(|text| parse(&text, schema).ok())
}

/// The rows that are left, in the order asked for.
fn choose(
    table: &RecordTable,
    schema: &Schema,
    expression: &Expression,
    arrangement: &Arrangement,
) -> Result<ChosenRows, MissingColumns> {
    let selection = match &arrangement.pairs {
        Some(pairs) => table.compound_het(pairs, expression),
        None => table.select(expression),
    }?;
    table.sort(&selection.rows, &arrangement.sort, &schema.contigs)
}
