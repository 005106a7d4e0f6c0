//! A table of samples beside a VCF: which sample belongs to which group.
//!
//! Owns what such a table may look like: tabs, commas, semicolons or spaces; quotes (RFC 4180); a byte-order mark; any
//! line end; with or without a header (`.panel`, `.psam`, `.ped`, `.fam`, a spreadsheet's export). Must not know where
//! the bytes came from.

use std::{
    collections::{BTreeMap, HashMap},
    io::Read,
};

use serde::{Deserialize, Serialize};

use crate::vcf::{Group, MAX_GROUPS};

mod fields;
#[cfg(test)]
mod tests;

use fields::{Record, records};

/// Largest table: a million samples with a few columns each.
pub const MAX_BYTES: u64 = 64 << 20;

/// Cells that say nothing.
const NOTHING: [&str; 4] = ["", ".", "NA", "n/a"];

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TableError {
    /// The browser or the disk failed.
    #[error("cannot be read: {message}")]
    Unreadable {
        /// What the system said.
        message: String,
    },
    /// More than [`MAX_BYTES`].
    #[error("more than {limit_bytes} bytes")]
    TooLarge {
        /// What is allowed.
        limit_bytes: u64,
    },
    /// Not UTF-8.
    #[error("not a text in UTF-8")]
    NotText,
    /// No line with anything in it.
    #[error("the table is empty")]
    Empty,
    /// A quotation that never ends.
    #[error("line {line}: a quotation is never closed")]
    UnclosedQuote {
        /// Where it starts, counted from 1.
        line: u64,
    },
    /// More cells than the header names.
    #[error("line {line}: {found} cells, {expected} columns")]
    TooManyCells {
        /// Counted from 1.
        line: u64,
        /// Cells there.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// Nothing beside the samples' names.
    #[error("no column beside the samples")]
    OneColumn,
    /// No column has a sample of the file.
    #[error("none of the file's samples is in the table")]
    NoSampleKnown,
    /// The same sample twice.
    #[error("line {line}: sample stands in line {first_line} already: {sample}")]
    Duplicate {
        /// Counted from 1.
        line: u64,
        /// Where it stands first.
        first_line: u64,
        /// Its name.
        sample: String,
    },
}

/// The column cannot make groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum GroupingError {
    /// More different values than groups can be counted.
    #[error("{found} different values, {} groups can be counted", MAX_GROUPS)]
    TooMany {
        /// Different values.
        found: usize,
    },
    /// No sample of the file has a value.
    #[error("no sample of the file has a value in this column")]
    Nothing,
}

/// A table that was understood, for the samples of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleTable {
    columns: Vec<TableColumn>,
    /// The cells of each of the file's samples, in the header's order; `None` for one that the table does not have.
    rows: Vec<Option<Vec<String>>>,
    samples: Vec<String>,
    unknown: Vec<String>,
}

/// A column that groups can be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Which cell of a line, counted from 0.
    pub index: usize,
    /// Its header; `None` in a table without one.
    pub name: Option<String>,
    /// Different values that the file's samples have in it.
    pub values: usize,
}

/// Every way in which a table can group the samples of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Groupings {
    /// By each column that has values, in the table's order; at least one.
    pub columns: Vec<ColumnGrouping>,
    /// Which of them to begin with.
    pub first: usize,
    /// Names in the table that are no samples of the file.
    pub unknown: u64,
    /// One of these.
    pub unknown_example: Option<String>,
}

/// The groups that one column makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnGrouping {
    /// Its header; `None` in a table without one.
    pub name: Option<String>,
    /// Which cell of a line, counted from 0.
    pub cell: usize,
    /// The groups, or why there are none.
    pub grouping: Result<Grouping, GroupingError>,
}

/// Samples in groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    /// In the order of their names.
    pub groups: Vec<Group>,
    /// Samples of the file that are in none.
    pub without: Vec<String>,
}

impl SampleTable {
    /// Understands a table for a file with these samples.
    pub fn read(bytes: &[u8], samples: &[String]) -> Result<Self, TableError> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(TableError::TooLarge { limit_bytes: MAX_BYTES });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| TableError::NotText)?;
        let mut lines = records(text.trim_start_matches('\u{feff}'))?;
        let numbers: HashMap<&str, usize> = samples.iter().map(String::as_str).zip(0..).collect();
        let is_header = |first: &Record| !first.cells.iter().any(|cell| numbers.contains_key(cell.as_str()));
        let header = match lines.first() {
            None => return Err(TableError::Empty),
            Some(first) if is_header(first) => Some(lines.remove(0).cells),
            Some(_) => None,
        };
        let width =
            header.as_ref().map_or_else(|| lines.iter().map(|line| line.cells.len()).max(), |it| Some(it.len()));
        let width = width.unwrap_or_default();
        if let Some(line) = lines.iter().find(|line| line.cells.len() > width) {
            return Err(TableError::TooManyCells { line: line.line, found: line.cells.len(), expected: width });
        }
        let sample_column = sample_column(&lines, width, &numbers)?;
        let mut table = Self {
            columns: Vec::new(),
            rows: vec![None; samples.len()],
            samples: samples.to_vec(),
            unknown: Vec::new(),
        };
        table.take(lines, sample_column, &numbers)?;
        for index in (0..width).filter(|index| *index != sample_column) {
            let name = header.as_ref().and_then(|header| header.get(index)).cloned().filter(|name| !name.is_empty());
            let values = table.by_value(index).len();
            // A column that a line end too many made.
            if values > 0 {
                table.columns.push(TableColumn { index, name, values });
            }
        }
        if table.columns.is_empty() { Err(TableError::OneColumn) } else { Ok(table) }
    }

    /// Reads a table to its end; a longer one than [`MAX_BYTES`] is not read on.
    pub fn from_source(source: impl Read, samples: &[String]) -> Result<Self, TableError> {
        let mut bytes = Vec::new();
        let read = source.take(MAX_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| TableError::Unreadable { message: error.to_string() })?;
        Self::read(&bytes, samples)
    }

    /// Every way to group the file's samples.
    pub fn groupings(&self) -> Groupings {
        let first = self.first_choice();
        let column = |column: &TableColumn| ColumnGrouping {
            name: column.name.clone(),
            cell: column.index,
            grouping: self.grouping(column.index),
        };
        Groupings {
            columns: self.columns.iter().map(column).collect(),
            first: self.columns.iter().position(|column| Some(column.index) == first).unwrap_or_default(),
            unknown: self.unknown.len() as u64,
            unknown_example: self.unknown.first().cloned(),
        }
    }

    /// Columns that groups can be made of, in the table's order.
    pub fn columns(&self) -> &[TableColumn] {
        &self.columns
    }

    /// Names in the table that are no samples of the file, in its order.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// The column to begin with: the one that makes most groups of those that can be counted, and at least two of them.
    pub fn first_choice(&self) -> Option<usize> {
        let fitting = self.columns.iter().filter(|column| (2..=MAX_GROUPS).contains(&column.values));
        let most = fitting.rev().max_by_key(|column| column.values);
        most.or_else(|| self.columns.first()).map(|column| column.index)
    }

    /// A group for each value of a column.
    pub fn grouping(&self, column: usize) -> Result<Grouping, GroupingError> {
        let by_value = self.by_value(column);
        match by_value.len() {
            0 => return Err(GroupingError::Nothing),
            found if found > MAX_GROUPS => return Err(GroupingError::TooMany { found }),
            _ => {}
        }
        let is_without = |row: &Option<Vec<String>>| row.as_ref().and_then(|row| value(row, column)).is_none();
        let without = self.rows.iter().zip(&self.samples).filter(|(row, _)| is_without(row));
        Ok(Grouping {
            without: without.map(|(_, name)| name.clone()).collect(),
            groups: by_value.into_iter().map(|(name, samples)| Group { name: name.to_owned(), samples }).collect(),
        })
    }

    fn take(
        &mut self,
        lines: Vec<Record>,
        sample_column: usize,
        numbers: &HashMap<&str, usize>,
    ) -> Result<(), TableError> {
        let mut seen: HashMap<String, u64> = HashMap::new();
        for Record { line, cells } in lines {
            let Some(name) = cells.get(sample_column).filter(|name| !name.is_empty()).cloned() else { continue };
            match numbers.get(name.as_str()) {
                Some(number) => self.rows[*number] = Some(cells),
                None => self.unknown.push(name.clone()),
            }
            if let Some(first_line) = seen.insert(name.clone(), line) {
                return Err(TableError::Duplicate { line, first_line, sample: name });
            }
        }
        Ok(())
    }

    fn by_value(&self, column: usize) -> BTreeMap<&str, Vec<u32>> {
        let mut by_value: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (sample, row) in (0..).zip(&self.rows) {
            if let Some(value) = row.as_ref().and_then(|row| value(row, column)) {
                by_value.entry(value).or_default().push(sample);
            }
        }
        by_value
    }
}

fn value(row: &[String], column: usize) -> Option<&str> {
    let value = row.get(column)?.as_str();
    (!NOTHING.iter().any(|nothing| value.eq_ignore_ascii_case(nothing))).then_some(value)
}

/// The column with most of the file's samples.
fn sample_column(lines: &[Record], width: usize, numbers: &HashMap<&str, usize>) -> Result<usize, TableError> {
    let known = |column: usize| {
        lines
            .iter()
            .filter(|line| line.cells.get(column).is_some_and(|cell| numbers.contains_key(cell.as_str())))
            .count()
    };
    let best = (0..width).rev().max_by_key(|column| known(*column)).filter(|column| known(*column) > 0);
    best.ok_or(TableError::NoSampleKnown)
}
