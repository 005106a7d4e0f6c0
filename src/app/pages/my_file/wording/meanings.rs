//! What an allele stands for, as a sentence.

use cohort_core::{
    variant::normalize::Placement,
    vcf::{Mate, Meaning},
};

use super::{kind_name, numbers, say};
use crate::i18n::Locale;

/// One sentence or two, with their full stops. `contig` is that of the record.
pub(in crate::pages::my_file) fn meaning(locale: Locale, contig: &str, meaning: &Meaning) -> String {
    let count = |count: u32| numbers(locale).count(u64::from(count));
    match meaning {
        Meaning::Bases { kind, shortest, placement } => {
            let kind = kind_name(locale, *kind);
            let form = match shortest {
                None => say!(locale, alleles.fewest, kind = kind.clone()),
                Some(shortest) => say!(
                    locale,
                    alleles.shorter,
                    kind = kind.clone(),
                    place = format!("{contig}:{}", count(shortest.position)),
                    reference = shortest.reference.clone(),
                    alternate = shortest.alternate.clone()
                ),
            };
            match placement {
                Placement::NeedsReference => format!("{form} {}", say!(locale, alleles.shifts)),
                Placement::Leftmost | Placement::NotBases => form,
            }
        }
        Meaning::Structural { kind, start, end, length } => {
            structural(locale, kind, count(*start), end.map(count), length.map(count))
        }
        Meaning::Breakend { mate, is_before, inserted } => {
            let joined = breakend(locale, mate.as_ref(), *is_before);
            match inserted {
                0 => joined,
                bases => format!("{joined} {}", say!(locale, alleles.between, count = count(*bases))),
            }
        }
        Meaning::Spanning => say!(locale, alleles.spanning),
        Meaning::AnyOther => say!(locale, alleles.any_other),
        Meaning::Alike { start, end, is_called: false } => {
            say!(locale, alleles.no_call, start = count(*start), end = count(*end))
        }
        Meaning::Alike { start, end, .. } if start == end => say!(locale, alleles.alike_one, start = count(*start)),
        Meaning::Alike { start, end, .. } => say!(locale, alleles.alike, start = count(*start), end = count(*end)),
    }
}

fn structural(locale: Locale, kind: &str, start: String, end: Option<String>, length: Option<String>) -> String {
    let is_insertion = kind.starts_with("INS");
    let kind = structural_kind(locale, kind);
    match (end, length) {
        (_, Some(length)) if is_insertion => {
            say!(locale, alleles.inserted_length, kind = kind, start = start, length = length)
        }
        (_, None) if is_insertion => say!(locale, alleles.inserted_only, kind = kind, start = start),
        (Some(end), Some(length)) => {
            say!(locale, alleles.place_length, kind = kind, start = start, end = end, length = length)
        }
        (Some(end), None) => say!(locale, alleles.place_only, kind = kind, start = start, end = end),
        (None, Some(length)) => say!(locale, alleles.length_only, kind = kind, start = start, length = length),
        (None, None) => say!(locale, alleles.start_only, kind = kind, start = start),
    }
}

/// VCF 4.5 §1.4.5: the first part of a symbol is its kind.
fn structural_kind(locale: Locale, symbol: &str) -> String {
    let mobile = |prefix| symbol.strip_prefix(prefix).map(|name: &str| name.trim_start_matches(':').to_owned());
    if let Some(name) = mobile("INS:ME") {
        return say!(locale, alleles.ins_mobile, name = if name.is_empty() { "ME".to_owned() } else { name });
    }
    if let Some(name) = mobile("DEL:ME") {
        return say!(locale, alleles.del_mobile, name = if name.is_empty() { "ME".to_owned() } else { name });
    }
    match symbol.split(':').next().unwrap_or_default() {
        "DEL" => say!(locale, alleles.del),
        "DUP" if symbol == "DUP:TANDEM" => say!(locale, alleles.dup_tandem),
        "DUP" => say!(locale, alleles.dup),
        "INS" => say!(locale, alleles.ins),
        "INV" => say!(locale, alleles.inv),
        "CNV" if symbol == "CNV:TR" => say!(locale, alleles.repeat),
        "CNV" => say!(locale, alleles.cnv),
        first => match first.strip_prefix("CN").and_then(|copies| copies.parse::<u32>().ok()) {
            Some(copies) => say!(locale, alleles.copies, count = copies),
            None => say!(locale, alleles.other, name = symbol.to_owned()),
        },
    }
}

fn breakend(locale: Locale, mate: Option<&Mate>, is_before: bool) -> String {
    let Some(mate) = mate else {
        return if is_before { say!(locale, alleles.after_unknown) } else { say!(locale, alleles.before_unknown) };
    };
    let place = format!("{}:{}", mate.contig, numbers(locale).count(u64::from(mate.position)));
    match (is_before, mate.goes_right) {
        (true, true) => say!(locale, alleles.after_right, mate = place),
        (true, false) => say!(locale, alleles.after_left, mate = place),
        (false, false) => say!(locale, alleles.before_left, mate = place),
        (false, true) => say!(locale, alleles.before_right, mate = place),
    }
}
