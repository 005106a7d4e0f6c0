//! Lines and cells of a table of text.
//!
//! Must not know what stands in them.

use super::TableError;

/// A line that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Where it starts, counted from 1.
    pub(super) line: u64,
    /// Without quotes and without spaces around.
    pub(super) cells: Vec<String>,
}

/// What parts cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Char(char),
    /// Any number of spaces, as PLINK writes.
    Space,
}

impl Separator {
    /// What the first line with something in it is parted by.
    fn of(text: &str) -> Self {
        let first = text.lines().find(|line| !is_comment(line)).unwrap_or_default();
        let found = ['\t', ',', ';'].into_iter().find(|separator| first.contains(*separator));
        found.map_or(Self::Space, Self::Char)
    }

    fn parts(self, letter: char) -> bool {
        match self {
            Self::Char(separator) => letter == separator,
            Self::Space => letter == ' ',
        }
    }
}

/// Empty lines say nothing, nor do PLINK 2's `##` lines.
fn is_comment(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with("##")
}

/// The lines that say something. A `#` in front of the header is no part of its first name.
pub(super) fn records(text: &str) -> Result<Vec<Record>, TableError> {
    let separator = Separator::of(text);
    let (mut records, mut line, mut rest) = (Vec::new(), 1, text);
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (cells, bytes) = if is_comment(&rest[..end]) {
            (Vec::new(), end)
        } else {
            cells(rest, separator).ok_or(TableError::UnclosedQuote { line })?
        };
        if cells.iter().any(|cell| !cell.is_empty()) {
            records.push(Record { line, cells });
        }
        line += rest[..bytes].matches('\n').count() as u64;
        rest = &rest[bytes..];
        if let Some(after) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
            rest = after;
            line += 1;
        }
    }
    if let Some(first) = records.first_mut().and_then(|record| record.cells.first_mut()) {
        *first = first.trim_start_matches('#').to_owned();
    }
    Ok(records)
}

/// The cells up to the line's end, and the bytes they take; `None` when a quotation never ends.
///
/// RFC 4180 §2: in a quotation a quotation mark is doubled, and line ends and separators are text.
fn cells(text: &str, separator: Separator) -> Option<(Vec<String>, usize)> {
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.char_indices().peekable();
    let mut bytes = text.len();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' if is_quoted => {
                if letters.next_if(|(_, next)| *next == '"').is_some() {
                    cell.push('"');
                } else {
                    is_quoted = false;
                }
            }
            _ if is_quoted => cell.push(letter),
            '"' if cell.trim().is_empty() => is_quoted = true,
            '\n' | '\r' => {
                bytes = at;
                break;
            }
            _ if separator.parts(letter) => {
                let is_cell = separator != Separator::Space || !cell.trim().is_empty();
                let done = std::mem::take(&mut cell);
                if is_cell {
                    cells.push(done.trim().to_owned());
                }
            }
            _ => cell.push(letter),
        }
    }
    if separator != Separator::Space || !cell.trim().is_empty() {
        cells.push(cell.trim().to_owned());
    }
    (!is_quoted).then_some((cells, bytes))
}
