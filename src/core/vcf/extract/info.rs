//! One INFO value of a record, for one of its alternates.
//!
//! Must not know other columns.

use crate::records::{Storage, store_float, store_signed, store_whole};
use crate::vcf::{
    header::{Kind, Number},
    line::parse_float,
};

/// The value of a key: `None` when the record does not have the key, `Some(None)` when it is a flag.
pub(super) fn value<'a>(info: &'a [u8], key: &[u8]) -> Option<Option<&'a [u8]>> {
    let mut rest = info;
    loop {
        let is_here = rest.strip_prefix(key).filter(|after| matches!(after.first(), None | Some(b'=' | b';')));
        let end = memchr::memchr(b';', rest);
        if let Some(after) = is_here {
            let after = end.map_or(after, |end| &after[..end - key.len()]);
            return Some(after.strip_prefix(b"="));
        }
        rest = &rest[end? + 1..];
    }
}

/// How values of such a key are kept: as numbers where a row has at most one.
pub(super) fn storage(number: Number, kind: Kind) -> Storage {
    let is_one = matches!(number, Number::Count(1) | Number::Alternates | Number::Alleles | Number::Unknown);
    match kind {
        Kind::Flag => Storage::Whole,
        Kind::Integer if is_one => Storage::Signed,
        Kind::Float if is_one => Storage::Float,
        _ => Storage::Text,
    }
}

/// The value that is about a row's alternate, counted from 0, as [`storage`] keeps it.
pub(super) fn store(
    value: Option<Option<&[u8]>>,
    number: Number,
    kind: Kind,
    alternate_index: usize,
    text_number: impl FnOnce(&[u8]) -> u32,
) -> u32 {
    if kind == Kind::Flag {
        return store_whole(value.map(|_| 1));
    }
    let text =
        value.flatten().and_then(|text| of_row(text, number, kind, alternate_index)).filter(|text| *text != b".");
    match storage(number, kind) {
        Storage::Float => store_float(text.and_then(parse_float)),
        Storage::Signed => store_signed(text.and_then(|text| std::str::from_utf8(text).ok()?.parse().ok())),
        _ => text.map_or(0, text_number),
    }
}

/// The part of a value that is about the row. VCF 4.5 §1.4.2, Number.
fn of_row(text: &[u8], number: Number, kind: Kind, alternate_index: usize) -> Option<&[u8]> {
    let nth = |index: usize| text.split(|byte| *byte == b',').nth(index);
    match number {
        Number::Alternates => nth(alternate_index),
        Number::Alleles => nth(alternate_index + 1),
        // Old writers leave the number open where they mean one, or one for each alternate.
        Number::Unknown if matches!(kind, Kind::Integer | Kind::Float) && text.contains(&b',') => nth(alternate_index),
        _ => Some(text),
    }
}
