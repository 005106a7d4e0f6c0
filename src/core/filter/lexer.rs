//! Pieces of an expression's text: symbols, keywords, names, values, quotations.
//!
//! Must not know fields or their types.

use super::error::{FilterError, Problem};

/// A place in the text that moves forward.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// A word or a quotation, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quoted: bool,
}

/// Which characters a word may hold beside letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    /// The name of a field, a region or a number at the start of a condition.
    Operand,
    /// A single value: a comma may group the digits of a number.
    Value,
    /// A value in a list: a comma ends it.
    Item,
    /// A sample or a group: ends at `)` or `]`.
    Argument,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.rest().is_empty()
    }

    /// Takes a symbol if it is next.
    pub(super) fn take(&mut self, symbol: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(symbol);
        if found {
            self.at += symbol.len();
        }
        found
    }

    /// Takes a keyword if it is the next word.
    pub(super) fn take_keyword(&mut self, keyword: &str) -> bool {
        self.skip_space();
        let rest = self.rest();
        let is_keyword = rest.get(..keyword.len()).is_some_and(|word| word.eq_ignore_ascii_case(keyword));
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | ':' | '-' | '+');
        let found = is_keyword && !rest[keyword.len()..].starts_with(goes_on);
        if found {
            self.at += keyword.len();
        }
        found
    }

    /// Takes a quotation or a word; `None` when neither is next.
    pub(super) fn word(&mut self, kind: WordKind) -> Result<Option<Word>, FilterError> {
        self.skip_space();
        match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => self.quotation(quote).map(Some),
            _ => Ok(self.bare_word(kind)),
        }
    }

    fn quotation(&mut self, quote: char) -> Result<Word, FilterError> {
        let start = self.at;
        let mut text = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        while let Some((offset, letter)) = letters.next() {
            if letter == quote {
                self.at = start + offset + 1;
                return Ok(Word { text, start, end: self.at, quoted: true });
            }
            match letter {
                '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
                _ => text.push(letter),
            }
        }
        Err(FilterError { start, end: self.text.len(), problem: Problem::UnclosedQuote, suggestions: Vec::new() })
    }

    fn bare_word(&mut self, kind: WordKind) -> Option<Word> {
        let rest = self.rest();
        let len = match kind {
            WordKind::Argument => rest.find([')', ']', '(', '"']).unwrap_or(rest.len()),
            _ => rest
                .char_indices()
                .find(|(offset, letter)| ends_word(rest, *offset, *letter, kind))
                .map_or(rest.len(), |(offset, _)| offset),
        };
        let text = rest.get(..len)?.trim_end();
        if text.is_empty() {
            return None;
        }
        let start = self.at;
        self.at += text.len();
        Some(Word { text: text.to_owned(), start, end: self.at, quoted: false })
    }
}

fn ends_word(text: &str, offset: usize, letter: char, kind: WordKind) -> bool {
    let before = text.as_bytes()[..offset].last().copied();
    let after = text.as_bytes().get(offset + letter.len_utf8()).copied();
    let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
    let is_allele = |byte: Option<u8>| is_digit(byte) || byte == Some(b'.');
    match letter {
        // As between the digits of `1,000` or of `chr7:1,000-2,000`; in a list only a region's.
        ',' => {
            let groups = is_digit(before) && is_digit(after);
            !(groups && (kind == WordKind::Value || text[..offset].contains(':')))
        }
        // As in `0|1`.
        '|' => !(is_allele(before) && is_allele(after)) || kind == WordKind::Operand,
        // As in `c.350G>A`.
        '>' => !(kind != WordKind::Operand && is_base(before) && is_base(after)),
        '(' | ')' | '=' | '<' | '!' | '~' | '&' | '"' | '\'' | '≤' | '≥' | '≠' => true,
        '[' | ']' => kind == WordKind::Operand,
        _ => letter.is_whitespace(),
    }
}

fn is_base(byte: Option<u8>) -> bool {
    matches!(byte, Some(b'A' | b'C' | b'G' | b'T'))
}

/// Words that mean something where a field's name may stand.
const KEYWORDS: [&str; 7] = ["and", "or", "not", "in", "is", "region", "pass"];

/// A keyword that can only follow something.
pub(super) fn is_connective(word: &str) -> bool {
    ["and", "or", "in", "is"].iter().any(|keyword| keyword.eq_ignore_ascii_case(word))
}

/// Whether a field's name needs no quotation marks.
pub(super) fn is_plain_name(name: &str) -> bool {
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'/' | b'+' | b'-'));
    // `inf` and `nan` are numbers to a parser of numbers.
    starts_well
        && is_plain
        && !KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(name))
        && !is_rs_number(name)
        && name.parse::<f64>().is_err()
}

/// Whether a value needs no quotation marks.
pub(super) fn is_plain_value(value: &str) -> bool {
    let is_plain =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'/' | b'+' | b'-' | b'*' | b':' | b';');
    let is_keyword = ["missing", "present", "not", "null"].iter().any(|word| word.eq_ignore_ascii_case(value));
    !value.is_empty() && value != "." && !is_keyword && value.bytes().all(is_plain)
}

/// `rs` and a number.
pub(super) fn is_rs_number(text: &str) -> bool {
    let prefix = text.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("rs"));
    prefix && text.len() > 2 && text.bytes().skip(2).all(|b| b.is_ascii_digit())
}

/// With quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
