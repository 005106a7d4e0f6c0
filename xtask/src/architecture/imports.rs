//! The direction of imports between the folders of `src/app`.

use super::{Breach, breach};
use crate::source::{Source, is_word, line_of};

/// What each folder may name besides itself. The shell and the library file may name everything.
const MAY_IMPORT: [(&str, &[&str]); 7] = [
    ("edge", &[]),
    ("routes", &[]),
    ("state", &["i18n", "routes"]),
    ("components", &["i18n"]),
    ("plots", &["components", "i18n"]),
    ("actions", &["edge", "state", "i18n", "routes"]),
    ("pages", &["actions", "state", "components", "plots", "i18n", "routes"]),
];

/// Every module at the top of the page's package.
const MODULES: [&str; 9] = ["edge", "routes", "state", "components", "plots", "actions", "pages", "i18n", "shell"];

pub(super) fn check(file: &str, source: &Source) -> Vec<Breach> {
    let Some(inside) = file.strip_prefix("src/app/").and_then(|file| file.strip_suffix(".rs")) else {
        return Vec::new();
    };
    let depth = inside.split('/').count();
    let folder = inside.split('/').next().unwrap_or(inside);
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == folder) else {
        return Vec::new();
    };
    let foreign = named_modules(&source.code, depth)
        .into_iter()
        .filter(|(_, module)| *module != folder && !allowed.contains(&module.as_str()))
        .map(|(line, module)| breach(file, line, format!("{folder} may not import {module}")));
    foreign.chain(context(file, folder, source)).collect()
}

/// Components get all they show as properties.
fn context<'a>(file: &'a str, folder: &str, source: &'a Source) -> impl Iterator<Item = Breach> + 'a {
    let words: &[&str] = if folder == "components" { &["use_context", "expect_context"] } else { &[] };
    words.iter().flat_map(move |word| {
        source
            .lines_with_word(word)
            .map(move |line| breach(file, line, format!("a component reads context (`{word}`)")))
    })
}

/// The package's top modules that a file at this depth names by `crate::…` or `super::…`, with their lines.
fn named_modules(code: &str, depth: usize) -> Vec<(usize, String)> {
    let to_root = format!("super::{}", "super::".repeat(depth - 1));
    let mut named = Vec::new();
    for path in ["crate::", &to_root] {
        for (start, _) in code.match_indices(path) {
            let before = code[..start].chars().next_back();
            if before.is_some_and(|c| is_word(c) || c == ':') {
                continue;
            }
            let line = line_of(code, start);
            let heads = heads(&code[start + path.len()..]);
            named.extend(heads.into_iter().filter(|head| MODULES.contains(head)).map(|head| (line, head.to_owned())));
        }
    }
    named
}

/// The first names of what follows `crate::`: one, or several in braces.
fn heads(after: &str) -> Vec<&str> {
    let Some(group) = after.strip_prefix('{') else {
        return vec![first_word(after)];
    };
    let mut heads = vec![first_word(group)];
    let mut depth = 0_u32;
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(first_word(&group[index + 1..])),
            _ => {}
        }
    }
    heads
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(file: &str, text: &str) -> Vec<String> {
        check(file, &Source::parse(text)).into_iter().map(|breach| breach.what).collect()
    }

    #[test]
    fn imports_that_follow_the_direction_pass() {
        assert_eq!(breaches("src/app/actions/ask.rs", "use crate::{edge::gateway, state::{Store, edge}};"), [""; 0]);
        assert_eq!(
            breaches("src/app/components/button.rs", "use super::icon::Icon; use crate::i18n::Locale;"),
            [""; 0]
        );
        assert_eq!(breaches("src/app/shell.rs", "use crate::{pages, edge};"), [""; 0]);
        assert_eq!(breaches("src/core/variant.rs", "use crate::pages::Nothing;"), [""; 0]);
    }

    #[test]
    fn imports_against_it_are_named() {
        let against = [
            ("src/app/state/query.rs", "use crate::edge::clock;", "state may not import edge"),
            (
                "src/app/components/row.rs",
                "use crate::{i18n::Locale, state::Store};",
                "components may not import state",
            ),
            ("src/app/components/row.rs", "use super::super::state::Store;", "components may not import state"),
            ("src/app/edge.rs", "use super::pages;", "edge may not import pages"),
            ("src/app/pages/about.rs", "fn f() { crate::edge::gateway::get() }", "pages may not import edge"),
            ("src/app/plots/forest.rs", "use crate::actions::ask;", "plots may not import actions"),
        ];
        for (file, text, breach) in against {
            assert_eq!(breaches(file, text), [breach], "{text}");
        }
    }

    #[test]
    fn a_component_reads_no_context() {
        assert_eq!(breaches("src/app/components/row.rs", "let s = expect_context::<S>();").len(), 1);
        assert_eq!(breaches("src/app/pages/row.rs", "let s = expect_context::<S>();").len(), 0);
    }
}
