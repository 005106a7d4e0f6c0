//! Whether a `##` line keeps to the specification: one finding a line, the first.
//!
//! Must not keep anything of the line; reading it is [`super::meta`]'s and noodles' work.
//!
//! What a finding names is what the line should have there, in the file's own words (`ID`, `Number=R`), so
//! that it needs no translation.

use std::collections::HashSet;

use super::{
    Kind, Number, Problem,
    meta::{self, Fields},
    reserved,
};

/// Keys whose values are fields between angle brackets. VCF 4.3 §1.4.
pub(super) const STRUCTURED: [&str; 8] = ["INFO", "FORMAT", "FILTER", "ALT", "contig", "SAMPLE", "PEDIGREE", "META"];

/// Those that noodles reads.
pub(super) const PARSED: [&str; 5] = ["INFO", "FORMAT", "FILTER", "ALT", "contig"];

fn lacks(what: &str) -> Option<Problem> {
    Some(Problem::MetaMalformed(what.to_owned()))
}

/// What is wrong with a line of fields, by VCF 4.`version`.
pub(super) fn structured(key: &str, fields: &Fields, version: u8) -> Option<Problem> {
    if let Some(what) = fields.lacks {
        return lacks(what);
    }
    let mut seen = HashSet::new();
    if let Some(twice) = fields.list.iter().find(|field| !seen.insert(field.key.as_str())) {
        return lacks(&format!("{} 1×", twice.key));
    }
    // VCF 4.1 and 4.2 §1.2.9: a pedigree names its members and has no ID.
    let id = fields.get("ID").map_or("", |id| id.value.as_str());
    let needs_id = key != "PEDIGREE" || version >= 3;
    if needs_id && id.is_empty() {
        return lacks("ID");
    }
    match key {
        "INFO" | "FORMAT" => definition(key, id, fields, version),
        "FILTER" => filter(id, fields, version),
        "ALT" => alternate(id, fields, version),
        "contig" => contig(id, fields),
        "SAMPLE" => sample(id, fields, version),
        "PEDIGREE" => pedigree(fields),
        _ => values(fields),
    }
}

/// What is wrong with a line that is `key=value` only.
pub(super) fn unstructured(key: &str, value: &str) -> Option<Problem> {
    if key.is_empty() || value.trim().is_empty() {
        return lacks("key=value");
    }
    // VCF 4.3 §1.4.9: ##pedigreeDB=URL, in angle brackets in the examples.
    if key == "pedigreeDB" && !is_url(value.trim_start_matches('<').trim_end_matches('>')) {
        return lacks("URL");
    }
    None
}

/// VCF 4.3 §1.4.2 and §1.4.4.
fn definition(key: &str, id: &str, fields: &Fields, version: u8) -> Option<Problem> {
    let Some(number) = fields.get("Number") else { return lacks("Number=…") };
    let Some(kind) = fields.get("Type") else { return lacks("Type=…") };
    let Some(number) = meta::number(&number.value).filter(|_| is_number(&number.value, key, version)) else {
        return lacks("Number=…");
    };
    let is_named = |kind: &Kind| kind.name() == fields.get("Type").map_or("", |kind| kind.value.as_str());
    let Some(kind) = meta::kind(&kind.value).filter(is_named).filter(|kind| key == "INFO" || *kind != Kind::Flag)
    else {
        return lacks("Type=…");
    };
    let reserved =
        if key == "INFO" { reserved::info(id.as_bytes(), version) } else { reserved::format(id.as_bytes(), version) };
    if let Some(reserved) = reserved
        && !reserved.allows(number, kind)
    {
        return Some(Problem::Reserved(reserved.text()));
    }
    if (kind == Kind::Flag) != (number == Number::Count(0)) {
        return lacks(if kind == Kind::Flag { "Number=0" } else { "Type=Flag" });
    }
    // VCF 4.3 §1.6.1, INFO, and §1.6.2; earlier versions say nothing of a key's characters.
    if version >= 3 && !is_key(id) {
        return lacks("ID=[A-Za-z_][0-9A-Za-z_.]*");
    }
    description(fields)
}

fn is_number(text: &str, key: &str, version: u8) -> bool {
    match text {
        "A" | "R" | "G" | "." => true,
        // VCF 4.4 §1.4.2: P is for genotype keys; 4.5 adds the local ones and M.
        "P" => key == "FORMAT" && version >= 4,
        "LA" | "LR" | "LG" | "M" => key == "FORMAT" && version >= 5,
        digits => digits.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

fn is_key(id: &str) -> bool {
    let is_start = id.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    id == "1000G" || (is_start && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte)))
}

fn description(fields: &Fields) -> Option<Problem> {
    if fields.get("Description").is_some_and(|text| text.is_quoted) { None } else { lacks("Description=\"…\"") }
}

/// From 4.4 on, only INFO and FORMAT need a description.
fn optional_description(fields: &Fields, version: u8) -> Option<Problem> {
    if version >= 4 && fields.get("Description").is_none() { None } else { description(fields) }
}

/// VCF 4.3 §1.4.3.
fn filter(id: &str, fields: &Fields, version: u8) -> Option<Problem> {
    if id == "0" || id.contains(|byte: char| byte.is_whitespace() || ";,".contains(byte)) {
        return lacks("ID");
    }
    optional_description(fields, version)
}

/// VCF 4.3 §1.4.5.
fn alternate(id: &str, fields: &Fields, version: u8) -> Option<Problem> {
    if id.contains(|byte: char| byte.is_whitespace() || "<>,".contains(byte)) {
        return lacks("ID");
    }
    // Neither belongs here, but where they stand they mean what they mean elsewhere.
    if fields.get("Number").is_some_and(|number| !is_number(&number.value, "ALT", version)) {
        return lacks("Number=…");
    }
    if fields.get("Type").is_some_and(|kind| meta::kind(&kind.value).is_none()) {
        return lacks("Type=…");
    }
    optional_description(fields, version)
}

/// VCF 4.3 §1.4.7.
fn contig(id: &str, fields: &Fields) -> Option<Problem> {
    if !is_contig(id.as_bytes()) {
        return lacks("ID");
    }
    let is_length = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u64>().is_ok();
    if fields.get("length").is_some_and(|length| !is_length(&length.value)) { lacks("length=…") } else { None }
}

/// The characters that a contig's name may have: VCF 4.3 §1.4.7.
pub(in crate::vcf) fn is_contig(name: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_graphic() && !b"\\,\"'`(){}[]<>".contains(byte);
    name.iter().all(is_name) && !name.is_empty() && !name.starts_with(b"*") && !name.starts_with(b"=")
}

/// VCF 4.2 §1.2.8, 4.3 §1.4.8.
fn sample(id: &str, fields: &Fields, version: u8) -> Option<Problem> {
    if id.contains(|byte: char| byte.is_whitespace() || "*<>".contains(byte)) {
        return lacks("ID");
    }
    // Genomes, mixtures and descriptions are parallel lists.
    if version < 3 {
        if fields.get("Mixture").is_some() && fields.get("Genomes").is_none() {
            return lacks("Genomes=…");
        }
        if ["Genomes", "Mixture"].iter().any(|key| fields.get(key).is_some_and(|field| field.is_quoted)) {
            return lacks("key=value");
        }
    }
    None
}

/// VCF 4.2 §1.2.9, 4.3 §1.4.9: who descends from whom, by the names of samples.
fn pedigree(fields: &Fields) -> Option<Problem> {
    let is_name = |text: &str| !text.contains(|byte: char| byte.is_whitespace() || ":<>".contains(byte));
    let odd = fields.list.iter().find(|field| !field.is_quoted && !is_name(&field.value))?;
    lacks(&format!("{}=…", odd.key))
}

/// VCF 4.3 §1.4.8: `##META=<ID=Assay,Type=String,Number=.,Values=[WholeGenome, Exome]>`.
fn values(fields: &Fields) -> Option<Problem> {
    if fields.list.first().is_some_and(|first| first.key != "ID") {
        return lacks("ID");
    }
    if fields.get("Number").is_some_and(|number| !is_number(&number.value, "META", 3)) {
        return lacks("Number=…");
    }
    if fields.get("Type").is_some_and(|kind| meta::kind(&kind.value).is_none()) {
        return lacks("Type=…");
    }
    let is_list = |text: &str| text.starts_with('[') && text.ends_with(']');
    if fields.get("Values").is_some_and(|values| !is_list(&values.value)) { lacks("Values=[…]") } else { None }
}

/// `scheme://host…`, where a host is four numbers or has a letter.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let is_address = host.split('.').filter(|part| part.parse::<u8>().is_ok()).count() == 4;
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // A local file has no host.
    is_scheme && (is_address || host.contains(|byte: char| byte.is_ascii_alphabetic()) || scheme == "file")
}

#[cfg(test)]
mod tests;
