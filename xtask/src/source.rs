//! Rust source as the rules of the house see it: without comments, strings apart.
//!
//! A small lexer, enough for questions such as "which modules does this file name"; it knows nothing of grammar.

/// A file's code with comments and the contents of its strings blanked, and those strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// As long as the file, line for line.
    pub(crate) code: String,
    /// The strings and the line each starts on.
    pub(crate) strings: Vec<(usize, String)>,
}

impl Source {
    /// Reads Rust.
    pub(crate) fn parse(text: &str) -> Self {
        Lexer { rest: text, code: String::with_capacity(text.len()), strings: Vec::new() }.run()
    }

    /// The lines that hold this word, not as part of a longer one.
    pub(crate) fn lines_with_word(&self, word: &str) -> impl Iterator<Item = usize> {
        self.code.match_indices(word).filter_map(move |(start, _)| {
            let before = self.code[..start].chars().next_back();
            let after = self.code[start + word.len()..].chars().next();
            let alone = !before.is_some_and(is_word) && !after.is_some_and(is_word);
            alone.then(|| line_of(&self.code, start))
        })
    }
}

/// The line of a byte offset, counted from 1.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

struct Lexer<'a> {
    rest: &'a str,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Lexer<'_> {
    fn run(mut self) -> Source {
        while let Some(first) = self.rest.chars().next() {
            if self.rest.starts_with("//") {
                let end = self.rest.find('\n').unwrap_or(self.rest.len());
                self.blank(end);
            } else if self.rest.starts_with("/*") {
                self.blank(block_comment(self.rest));
            } else if let Some((open, close)) = self.string_delimiters() {
                self.string(open, &close);
            } else if let Some(length) = char_literal(self.rest) {
                self.blank(length);
            } else {
                self.code.push(first);
                self.rest = &self.rest[first.len_utf8()..];
            }
        }
        Source { code: self.code, strings: self.strings }
    }

    /// The length of a string's opening and what closes it, when one starts here.
    fn string_delimiters(&self) -> Option<(usize, String)> {
        let may_start = self.rest.starts_with(['"', 'b', 'c', 'r']);
        if !may_start || self.code.chars().next_back().is_some_and(is_word) {
            return None;
        }
        let prefix = self.rest.find('"')?;
        match &self.rest[..prefix] {
            "" | "b" | "c" => Some((prefix + 1, "\"".to_owned())),
            raw => {
                let hashes = raw.strip_prefix(['b', 'c']).unwrap_or(raw).strip_prefix('r')?;
                hashes.chars().all(|c| c == '#').then(|| (prefix + 1, format!("\"{hashes}")))
            }
        }
    }

    fn string(&mut self, open: usize, close: &str) {
        let raw = self.rest[..open].contains('r');
        let body = &self.rest[open..];
        let length = if raw { body.find(close) } else { end_of_escaped(body) }.unwrap_or(body.len());
        self.strings.push((self.code.matches('\n').count() + 1, body[..length].to_owned()));
        self.blank((open + length + close.len()).min(self.rest.len()));
    }

    /// Leaves blanks for this many bytes, keeping the lines.
    fn blank(&mut self, bytes: usize) {
        let (gone, rest) = self.rest.split_at(bytes);
        self.code.extend(gone.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }
}

fn end_of_escaped(body: &str) -> Option<usize> {
    let mut escaped = false;
    body.char_indices().find_map(|(index, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(index)
    })
}

/// The length of a block comment, which may hold others (Rust reference, Comments).
fn block_comment(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut index = 0;
    while index < text.len() {
        let rest = &text[index..];
        if rest.starts_with("/*") {
            depth += 1;
            index += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            index += 2;
            if depth == 0 {
                return index;
            }
        } else {
            index += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of a character literal; `None` for a lifetime.
fn char_literal(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    let first = body.chars().next()?;
    if first == '\\' {
        return body[2..].find('\'').map(|end| end + 4);
    }
    let after = first.len_utf8();
    body[after..].starts_with('\'').then_some(after + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_not_code() {
        let text = "use a; // fetch\n/* fetch /* fetch */ fetch */ let s = \"fetch \\\" fetch\"; r#\"fetch \" x\"# '\"' 'a fetch";
        let source = Source::parse(text);
        assert_eq!(source.code.len(), text.len());
        assert_eq!(source.lines_with_word("fetch").collect::<Vec<_>>(), [2]);
        assert_eq!(source.strings, [(2, "fetch \\\" fetch".to_owned()), (2, "fetch \" x".to_owned())]);
    }

    #[test]
    fn escaped_characters_end_where_they_end() {
        let source = Source::parse(r"match c { '\'' => 1, '\u{1F}' => 2, '\\' => fetch }");
        assert_eq!(source.lines_with_word("fetch").count(), 1);
    }

    #[test]
    fn a_word_is_not_part_of_a_longer_one() {
        let source = Source::parse("prefetch();\nfetch();\nfetch_all();");
        assert_eq!(source.lines_with_word("fetch").collect::<Vec<_>>(), [2]);
    }
}
