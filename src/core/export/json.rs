//! Rows as JSON (RFC 8259): one object, its list of rows written one after the other.
//!
//! Must not know where rows come from.

use super::{INTENDED_USE, about::About, about::VERSION};
use crate::records::Value;

/// Everything before the first row.
pub(super) fn start(about: &About, heads: &[String], out: &mut String) {
    let optional = |value: Option<&str>| value.map_or_else(|| "null".to_owned(), text);
    let list = |texts: &[String]| format!("[{}]", texts.iter().map(|item| text(item)).collect::<Vec<_>>().join(","));
    let filter = Some(about.filter.as_str()).filter(|filter| !filter.is_empty());
    let about = [
        ("intended_use", text(INTENDED_USE)),
        ("made_by", text(&format!("Cohort Explorer {VERSION}"))),
        ("file", text(&about.file)),
        ("filter", optional(filter)),
        ("only_compound_het_candidates", about.is_pairs.to_string()),
        ("sorted_by", list(&about.sort)),
        ("partial", optional(about.partial.as_deref())),
        ("records_left_out", about.bad_records.to_string()),
        ("rows_of_file", about.all_rows.to_string()),
        ("row_count", about.rows.to_string()),
        ("columns", list(heads)),
    ];
    out.push('{');
    for (name, value) in about {
        out.push_str(&format!("{}:{value},\n", text(name)));
    }
    out.push_str("\"rows\":[");
}

/// A row; `is_first` has none before it. Numbers that JSON cannot say are texts.
pub(super) fn row(heads: &[String], values: &[Value], is_first: bool, out: &mut String) {
    out.push_str(if is_first { "\n" } else { ",\n" });
    out.push('{');
    for (at, (head, value)) in heads.iter().zip(values).enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&text(head));
        out.push(':');
        match value {
            Value::Missing => out.push_str("null"),
            Value::Whole(whole) => out.push_str(&whole.to_string()),
            Value::Number(number) if number.is_finite() => out.push_str(&number.to_string()),
            Value::Number(number) => out.push_str(&text(&number.to_string())),
            Value::Text(value) => out.push_str(&text(value)),
        }
    }
    out.push('}');
}

/// What follows the last row.
pub(super) fn end(out: &mut String) {
    out.push_str("\n]}\n");
}

/// RFC 8259 §7.
fn text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\0'..='\x1F' => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back() {
        for given in ["", "a\"b\\c", "\u{0}\n\t\u{1f}", "=1+1", "Ä 🧬"] {
            assert_eq!(serde_json::from_str::<String>(&text(given)).unwrap(), given);
        }
    }

    #[test]
    fn values_are_of_their_kind() {
        let heads: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        let values = [
            Value::Missing,
            Value::Whole(-3),
            Value::Number(0.1),
            Value::Number(f32::INFINITY),
            Value::Text("x,y".to_owned()),
        ];
        let mut out = String::new();
        row(&heads, &values, true, &mut out);
        assert_eq!(out, "\n{\"a\":null,\"b\":-3,\"c\":0.1,\"d\":\"inf\",\"e\":\"x,y\"}");
    }
}
