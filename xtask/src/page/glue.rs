//! Makes the JavaScript that wasm-bindgen writes smaller: its comments and indentation are not for browsers.

/// Without comment lines, empty lines and indentation; unchanged where a text spans lines, since there they count.
pub(super) fn slim(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut slim = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.contains("*/");
            // What follows a comment on its own line is rare enough to be kept with it.
            if !in_comment && !line.ends_with("*/") {
                slim.push_str(line);
                slim.push('\n');
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            slim.push_str(line);
            slim.push('\n');
        }
    }
    slim
}

#[cfg(test)]
mod tests {
    use super::slim;

    #[test]
    fn comments_and_indentation_go() {
        let script = "/**\n * @param {number} a\n */\nfunction f(a) {\n    // adds\n    return a + 1; // kept\n\n}\n";
        assert_eq!(slim(script), "function f(a) {\nreturn a + 1; // kept\n}\n");
        assert_eq!(slim("/* one */\nlet a = `x ${1}`;\n"), "let a = `x ${1}`;\n");
    }

    #[test]
    fn a_text_over_lines_stays() {
        let script = "let a = `\n  // text\n`;\n";
        assert_eq!(slim(script), script);
    }
}
