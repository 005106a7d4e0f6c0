//! A `##` line taken apart, whether or not it keeps to the specification.
//!
//! Owns the grammar of `key=value` and `key=<…>`. Must not judge (that is [`super::lint`]), but says where the
//! grammar breaks.

use super::{Definition, Header, Kind, Number};

/// One `key=value` between the angle brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) is_quoted: bool,
}

/// What stands between the angle brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) list: Vec<Field>,
    /// What is missing from the line's grammar, as it should be written.
    pub(super) lacks: Option<&'static str>,
}

impl Fields {
    pub(super) fn get(&self, key: &str) -> Option<&Field> {
        self.list.iter().find(|field| field.key == key)
    }

    /// Whatever the case of the key: for reading, not for judging.
    fn value(&self, key: &str) -> Option<&str> {
        self.list.iter().find(|field| field.key.eq_ignore_ascii_case(key)).map(|field| field.value.as_str())
    }

    /// `<ID=x,Description="a, b">`; quotes and square brackets may hold commas, quotes hold escaped quotes.
    pub(super) fn read(value: &str) -> Self {
        let mut fields = Self::default();
        let trimmed = value.trim();
        let inner = trimmed.strip_prefix('<').unwrap_or(trimmed);
        let inner = inner.strip_suffix('>').unwrap_or(inner);
        if !(trimmed.starts_with('<') && trimmed.ends_with('>')) {
            fields.lacks = Some("<…>");
        }
        let mut part = Part::default();
        for character in inner.chars() {
            if part.take(character) {
                fields.add(std::mem::take(&mut part));
            }
        }
        if part.is_open {
            fields.lacks = Some("\"");
        }
        fields.add(part);
        fields
    }

    fn add(&mut self, part: Part) {
        match part.key {
            Some(key) => {
                let value = part.text.trim().to_owned();
                self.list.push(Field { key: key.trim().to_owned(), value, is_quoted: part.is_quoted });
            }
            None => self.lacks = self.lacks.or(Some("key=value")),
        }
    }
}

/// A field while it is read.
#[derive(Default)]
struct Part {
    key: Option<String>,
    text: String,
    is_open: bool,
    is_quoted: bool,
    is_escaped: bool,
    is_list: bool,
}

impl Part {
    /// Takes the next character; says whether the part ends with it.
    fn take(&mut self, character: char) -> bool {
        match character {
            _ if self.is_escaped => {
                self.text.push(character);
                self.is_escaped = false;
            }
            '\\' if self.is_open => self.is_escaped = true,
            '"' if self.is_open => self.is_open = false,
            _ if self.is_open => self.text.push(character),
            // Inside a value, a quote is a character like others.
            '"' if self.key.is_some() && self.text.trim().is_empty() => {
                self.is_open = true;
                self.is_quoted = true;
            }
            '=' if self.key.is_none() => self.key = Some(std::mem::take(&mut self.text)),
            ',' if !self.is_list => return true,
            // VCF 4.3 §1.4.8: Values=[a, b]
            '[' if self.key.is_some() && self.text.is_empty() => {
                self.is_list = true;
                self.text.push(character);
            }
            ']' => {
                self.is_list = false;
                self.text.push(character);
            }
            _ => self.text.push(character),
        }
        false
    }
}

/// `<ID=x,Description="a, b">` as pairs.
pub(in crate::vcf) fn fields(value: &str) -> Vec<(String, String)> {
    Fields::read(value).list.into_iter().map(|field| (field.key, field.value)).collect()
}

/// Takes what a line declares that the specification's reader refused. An earlier declaration stays.
pub(super) fn declare(header: &mut Header, key: &str, fields: &Fields) {
    let Some(id) = fields.value("ID") else { return };
    let id: Box<[u8]> = id.as_bytes().into();
    let definition = || Definition {
        number: fields.value("Number").and_then(number),
        kind: fields.value("Type").and_then(kind),
        description: fields.value("Description").map(str::to_owned),
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
            header.contigs.entry(id).or_insert_with(|| fields.value("length").and_then(|length| length.parse().ok()));
        }
        _ => {}
    }
}

pub(super) fn number(text: &str) -> Option<Number> {
    match text {
        "A" => Some(Number::Alternates),
        "R" => Some(Number::Alleles),
        "G" => Some(Number::Genotypes),
        // VCF 4.4 and 4.5 §1.4.2; how many that makes depends on the sample.
        "." | "P" | "LA" | "LR" | "LG" | "M" => Some(Number::Unknown),
        digits => digits.parse().ok().map(Number::Count),
    }
}

pub(super) fn kind(text: &str) -> Option<Kind> {
    [Kind::Integer, Kind::Float, Kind::Flag, Kind::Character, Kind::String]
        .into_iter()
        .find(|kind| kind.name().eq_ignore_ascii_case(text))
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
        assert_eq!(pairs(r#"<ID=DP,Description="a >" >"#), ["ID|DP", "Description|a >"]);
        assert_eq!(pairs("<ID=Assay,Values=[a, b],Number=.>"), ["ID|Assay", "Values|[a, b]", "Number|."]);
        assert_eq!(pairs(""), [""; 0]);
    }

    #[test]
    fn says_where_the_grammar_breaks() {
        assert_eq!(Fields::read("<ID=1,length=2>").lacks, None);
        assert_eq!(Fields::read("<ID=a!\"b,Description=\"c\">").lacks, None);
        assert_eq!(Fields::read("<ID=1,A,length=2>").lacks, Some("key=value"));
        assert_eq!(Fields::read("<ID=1,Description=\"x>").lacks, Some("\""));
        assert_eq!(Fields::read("<ID=1,Description=\"x\"").lacks, Some("<…>"));
        assert_eq!(Fields::read("<ID=1,>").lacks, Some("key=value"));
    }

    #[test]
    fn an_earlier_declaration_stays() {
        let mut header = Header::default();
        let mut read = |key, value| declare(&mut header, key, &Fields::read(value));
        read("INFO", "<ID=DP,Number=1,Type=integer,Description=\"first\">");
        read("INFO", "<ID=DP,Number=2,Type=Float,Description=\"second\">");
        read("contig", "<ID=1,length=12,extra>");
        let definition = &header.infos[&b"DP"[..]];
        assert_eq!(definition.description.as_deref(), Some("first"));
        assert_eq!((definition.number, definition.kind), (Some(Number::Count(1)), Some(Kind::Integer)));
        assert_eq!(header.contigs[&b"1"[..]], Some(12));
    }
}
