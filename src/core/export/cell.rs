//! Cells of a table as a spreadsheet opens them safely.

/// Quoted where RFC 4180 asks for it, and [`neutral`].
pub fn safe_cell(cell: &str) -> String {
    let neutral = neutral(cell);
    if neutral.contains([',', '"', '\n', '\r']) { format!("\"{}\"", neutral.replace('"', "\"\"")) } else { neutral }
}

/// For a table without quotes: [`neutral`], with a space for what would end the cell or the line.
pub(super) fn tab_cell(cell: &str) -> String {
    neutral(cell).replace(['\t', '\n', '\r'], " ")
}

/// A leading `=`, `+`, `-`, `@`, tab, return or NUL gets an apostrophe before it, which spreadsheets show as text (OWASP,
/// CSV injection); not so a number, which no spreadsheet takes for more.
fn neutral(cell: &str) -> String {
    let is_risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) && !is_number(cell);
    if is_risky { format!("'{cell}") } else { cell.to_owned() }
}

/// Digits with a sign, a point and an exponent at most.
fn is_number(cell: &str) -> bool {
    let has_only = cell.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    has_only && cell.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for formula in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "-inf", "+", "-", "-1E3+A1"] {
            let cell = safe_cell(formula);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{formula:?} became {cell:?}");
            assert!(tab_cell(formula).starts_with('\''));
        }
        for number in ["0.5", "-0.5", "-1e-30", "+7", ".", "1|1"] {
            assert_eq!((safe_cell(number), tab_cell(number)), (number.to_owned(), number.to_owned()));
        }
    }

    #[test]
    fn cells_stay_cells() {
        assert_eq!(safe_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(tab_cell("a\tb\nc,\"d\""), "a b c,\"d\"");
    }
}
