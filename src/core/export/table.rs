//! Rows as CSV (RFC 4180) or TSV that a spreadsheet opens safely.
//!
//! Must not know where rows come from.

use super::{
    about::About,
    cell::{safe_cell, tab_cell},
};
use crate::records::Value;

/// How cells and lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separated {
    ByCommas,
    ByTabs,
}

impl Separated {
    /// What stands before the first row: where it comes from, as comments, and the columns' names.
    pub(super) fn start(self, about: &About, heads: &[String], out: &mut String) {
        for line in about.lines() {
            out.push_str("# ");
            out.push_str(&line);
            out.push_str(self.line_end());
        }
        self.line(heads.iter().map(|head| self.text(head)), out);
    }

    pub(super) fn row(self, values: &[Value], out: &mut String) {
        let cells = values.iter().map(|value| match value {
            Value::Missing => String::new(),
            Value::Whole(whole) => whole.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) => self.text(text),
        });
        self.line(cells, out);
    }

    fn text(self, text: &str) -> String {
        match self {
            Self::ByCommas => safe_cell(text),
            Self::ByTabs => tab_cell(text),
        }
    }

    fn line(self, cells: impl Iterator<Item = String>, out: &mut String) {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                out.push(if self == Self::ByCommas { ',' } else { '\t' });
            }
            out.push_str(&cell);
        }
        out.push_str(self.line_end());
    }

    fn line_end(self) -> &'static str {
        match self {
            Self::ByCommas => "\r\n",
            Self::ByTabs => "\n",
        }
    }
}
