//! Header lines that the specification's reader refuses, read as far as they go.
//!
//! Must not judge: the warning is given already.

use super::{Definition, Header, Kind, Number};

/// Takes what the line declares, if its key and ID can be made out. An earlier declaration stays.
pub(super) fn declare(header: &mut Header, line: &[u8]) {
    let text = String::from_utf8_lossy(line);
    let Some((key, value)) = text.trim_start_matches('#').split_once('=') else { return };
    let fields = fields(value);
    let get =
        |name: &str| fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
    let Some(id) = get("ID") else { return };
    let id: Box<[u8]> = id.as_bytes().into();
    let definition = || Definition {
        number: get("Number").and_then(number),
        kind: get("Type").and_then(kind),
        description: get("Description").map(str::to_owned),
    };
    match key {
        "INFO" => {
            header.infos.entry(id).or_insert_with(definition);
        }
        "FORMAT" => {
            header.formats.entry(id).or_insert_with(definition);
        }
        "FILTER" => {
            header.filters.insert(id);
        }
        "contig" => {
            header.contigs.entry(id).or_insert_with(|| get("length").and_then(|length| length.parse().ok()));
        }
        _ => {}
    }
}

fn number(text: &str) -> Option<Number> {
    match text {
        "A" => Some(Number::Alternates),
        "R" => Some(Number::Alleles),
        "G" => Some(Number::Genotypes),
        "." => Some(Number::Unknown),
        digits => digits.parse().ok().map(Number::Count),
    }
}

fn kind(text: &str) -> Option<Kind> {
    [Kind::Integer, Kind::Float, Kind::Flag, Kind::Character, Kind::String]
        .into_iter()
        .find(|kind| kind.name().eq_ignore_ascii_case(text))
}

/// `<ID=x,Description="a, b">` as pairs; quotes may hold commas and escaped quotes.
pub(in crate::vcf) fn fields(value: &str) -> Vec<(String, String)> {
    let inner = value.trim().trim_start_matches('<').trim_end_matches('>');
    let mut fields = Vec::new();
    let (mut key, mut text) = (None::<String>, String::new());
    let (mut is_quoted, mut is_escaped) = (false, false);
    for character in inner.chars().chain([',']) {
        match character {
            _ if is_escaped => {
                text.push(character);
                is_escaped = false;
            }
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '=' if !is_quoted && key.is_none() => key = Some(std::mem::take(&mut text).trim().to_owned()),
            ',' if !is_quoted => {
                if let Some(key) = key.take() {
                    fields.push((key, text.trim().to_owned()));
                }
                text.clear();
            }
            _ => text.push(character),
        }
    }
    // A quote that never ends swallowed the last comma.
    if let Some(key) = key {
        fields.push((key, text.trim_end_matches(',').trim().to_owned()));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_can_be_made_out() {
        let pairs =
            |value| -> Vec<String> { fields(value).into_iter().map(|(key, value)| format!("{key}|{value}")).collect() };
        assert_eq!(pairs(r#"<ID=DP,Description="a, \"b\" = c">"#), ["ID|DP", r#"Description|a, "b" = c"#]);
        assert_eq!(pairs(r#"<ID=DP, Description=no quotes>"#), ["ID|DP", "Description|no quotes"]);
        assert_eq!(pairs(r#"<ID=DP,Description="open>"#), ["ID|DP", "Description|open"]);
        assert_eq!(pairs(""), [""; 0]);
    }

    #[test]
    fn an_earlier_declaration_stays() {
        let mut header = Header::default();
        declare(&mut header, b"##INFO=<ID=DP,Number=1,Type=integer,Description=\"first\">");
        declare(&mut header, b"##INFO=<ID=DP,Number=2,Type=Float,Description=\"second\">");
        declare(&mut header, b"##contig=<ID=1,length=12,extra>");
        let definition = &header.infos[&b"DP"[..]];
        assert_eq!(definition.description.as_deref(), Some("first"));
        assert_eq!((definition.number, definition.kind), (Some(Number::Count(1)), Some(Kind::Integer)));
        assert_eq!(header.contigs[&b"1"[..]], Some(12));
    }
}
