//! Colours are tokens: only `style/tokens.css` says which.

use super::{Breach, breach};
use crate::source::Source;

const TOKENS: &str = "style/tokens.css";
const FUNCTIONS: [&str; 9] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];

pub(super) fn check_css(file: &str, text: &str) -> Vec<Breach> {
    if file == TOKENS {
        return Vec::new();
    }
    let code = without_comments(text);
    let lines = (1..).zip(code.lines());
    lines
        .filter_map(|(line, text)| {
            raw_colour(text).map(|colour| breach(file, line, format!("raw colour `{colour}`: use a token")))
        })
        .collect()
}

/// Colours in the page's strings: drawing code takes classes and tokens as well.
pub(super) fn check_rust(file: &str, source: &Source) -> Vec<Breach> {
    if !file.starts_with("src/app/") {
        return Vec::new();
    }
    let hexes = source.strings.iter().filter(|(_, text)| hex_colour(text).is_some_and(|hex| hex.len() == text.len()));
    hexes.map(|(line, text)| breach(file, *line, format!("raw colour `{text}`: use a class or a token"))).collect()
}

fn raw_colour(line: &str) -> Option<&str> {
    // A selector has no colon-separated value that is a colour; `a#id` is no colour either, as ids are not used.
    let value = line.split_once(':').map_or("", |(_, value)| value);
    let function = FUNCTIONS.iter().find(|function| {
        value
            .match_indices(**function)
            .any(|(at, _)| !value[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
    });
    function.copied().or_else(|| value.find('#').and_then(|at| hex_colour(&value[at..])))
}

/// The colour at the start of this text: `#` and 3, 4, 6 or 8 hexadecimal digits (CSS Color 4 §5.2).
fn hex_colour(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('#')?;
    let end = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
    let ends_there = !digits[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
    (matches!(end, 3 | 4 | 6 | 8) && ends_there).then(|| &text[..=end])
}

/// CSS with its comments blanked, line for line.
fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        code.push_str(before);
        code.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    code.push_str(rest);
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_colours_are_found_where_they_stand() {
        let css = "/* #fff\n */\n.a { color: #1a2b3c; }\n.b { background: rgb(1 2 3); }\n.c { color: var(--ink); }\n";
        let lines: Vec<_> = check_css("style/base.css", css).into_iter().map(|breach| breach.line).collect();
        assert_eq!(lines, [Some(3), Some(4)]);
        assert_eq!(check_css(TOKENS, css), []);
    }

    #[test]
    fn mixing_tokens_and_fragments_are_no_colours() {
        let css = ".a { color: color-mix(in oklab, var(--ink) 20%, transparent); }\n.b { fill: url(#gradient); }\n";
        assert_eq!(check_css("style/base.css", css), []);
    }

    #[test]
    fn a_whole_string_can_be_a_colour() {
        let source = Source::parse("let a = \"#1a2b3c\";\nlet b = \"#fragment\";\nlet c = \"#/variant\";");
        assert_eq!(check_rust("src/app/plots/svg.rs", &source).len(), 1);
    }
}
