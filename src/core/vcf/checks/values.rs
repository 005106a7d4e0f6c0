//! A value against what its key is declared to hold, for INFO and for a sample.
//!
//! Must not know where the value stands nor whether it was spoken of before.

use crate::vcf::{
    Problem,
    header::{Definition, Kind, Number},
    line::parse_float,
};

/// What the number of values depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alleles {
    pub(super) alternates: usize,
    /// Alleles of the genotype; `None` where it is not known.
    pub(super) ploidy: Option<usize>,
}

/// Keys that count something, in INFO or for a sample. VCF 4.3 §1.6.1–2.
const COUNTS: [&[u8]; 12] = [b"AC", b"AD", b"ADF", b"ADR", b"AN", b"DP", b"END", b"GQ", b"HQ", b"MQ0", b"NS", b"PL"];

/// What is wrong with a value; `None` for INFO's keys that stand without one.
pub(super) fn problem(key: &[u8], definition: &Definition, value: Option<&[u8]>, alleles: Alleles) -> Option<Problem> {
    let kind = definition.kind.unwrap_or(Kind::String);
    let wrong_kind = || Some(Problem::ValueType(kind.name().to_owned()));
    let Some(value) = value else {
        let is_flag = kind == Kind::Flag || definition.number == Some(Number::Count(0));
        return if is_flag { None } else { wrong_kind() };
    };
    if value == b"." {
        return None;
    }
    if kind == Kind::Flag {
        // Many tools write a flag as a truth value, and read it so.
        return if matches!(value, b"0" | b"1") { None } else { wrong_kind() };
    }
    let is_of_kind = |text: &[u8]| match kind {
        Kind::Integer => is_integer(text),
        Kind::Float => parse_float(text).is_some(),
        Kind::Character => String::from_utf8_lossy(text).chars().count() == 1,
        Kind::Flag | Kind::String => !text.is_empty(),
    };
    let values = || value.split(|byte| *byte == b',').filter(|text| *text != b".");
    if !values().all(is_of_kind) {
        return wrong_kind();
    }
    if is_out_of_range(key, kind, values) {
        return Some(Problem::OutOfRange);
    }
    // VCF 4.3 §1.6.1, CIGAR: operations of SAM §1.4.6.
    if key == b"CIGAR" && !values().all(is_cigar) {
        return Some(Problem::Characters);
    }
    count_problem(definition.number?, kind, 1 + memchr::memchr_iter(b',', value).count(), alleles)
}

fn is_out_of_range<'a, I: Iterator<Item = &'a [u8]>>(key: &[u8], kind: Kind, values: impl Fn() -> I) -> bool {
    if kind == Kind::Integer && COUNTS.contains(&key) {
        return values().any(|text| text.starts_with(b"-"));
    }
    // A frequency, not per cent: VCF 4.3 §1.6.1, AF.
    key == b"AF" && kind == Kind::Float && values().filter_map(parse_float).any(|number| !(0.0..=1.0).contains(&number))
}

fn count_problem(number: Number, kind: Kind, found: usize, alleles: Alleles) -> Option<Problem> {
    let expected = match number {
        // Number=1 strings with commas are so common that they say nothing.
        Number::Count(1) if kind == Kind::String => return None,
        Number::Count(count) => count,
        // Without an alternate allele, most callers still write a value for one.
        Number::Alternates => alleles.alternates.max(1),
        Number::Genotypes if alleles.alternates == 0 => return None,
        Number::Alleles => alleles.alternates + 1,
        Number::Genotypes => genotypes(alleles.alternates + 1, alleles.ploidy?)?,
        Number::Unknown => return None,
    };
    (found != expected).then_some(Problem::ValueCount { found: found as u64, expected: expected as u64 })
}

/// Genotypes of so many alleles: combinations with repetition, (n + p − 1 choose p). VCF 4.3 §1.6.2, GL.
fn genotypes(alleles: usize, ploidy: usize) -> Option<usize> {
    (1..=ploidy).try_fold(1_usize, |product, step| Some(product.checked_mul(alleles + step - 1)? / step))
}

fn is_integer(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<i32>().is_ok())
}

fn is_cigar(text: &[u8]) -> bool {
    let mut is_after_digit = false;
    for byte in text {
        match byte {
            b'0'..=b'9' => is_after_digit = true,
            b'M' | b'I' | b'D' | b'N' | b'S' | b'H' | b'P' | b'X' | b'=' if is_after_digit => is_after_digit = false,
            _ => return false,
        }
    }
    !is_after_digit
}

/// VCF 4.3 §1.2: UTF-8 without control characters, but for the tab that divides columns.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() && !bytes.iter().any(|byte| byte.is_ascii_control() && *byte != b'\t')
}

/// Around a value: two offsets for each, the first not above 0, the second not below.
///
/// VCF 4.4 §3, CIPOS, CIEND, CILEN, CICN, CIRB and CIRUC.
pub(super) fn interval_problem(value: &[u8], intervals: usize) -> Option<Problem> {
    let found = 1 + memchr::memchr_iter(b',', value).count();
    if found != 2 * intervals {
        return Some(Problem::ValueCount { found: found as u64, expected: 2 * intervals as u64 });
    }
    let is_wrong = |(index, text): (usize, &[u8])| {
        parse_float(text).is_some_and(|offset| if index % 2 == 0 { offset > 0.0 } else { offset < 0.0 })
    };
    value.split(|byte| *byte == b',').enumerate().any(is_wrong).then_some(Problem::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_genotypes() {
        assert_eq!([(2, 1), (2, 2), (3, 2), (2, 3), (5, 4)].map(|(n, p)| genotypes(n, p).unwrap()), [2, 3, 6, 4, 70]);
        assert_eq!(genotypes(1 << 20, 8), None);
    }

    #[test]
    fn intervals() {
        assert_eq!(interval_problem(b"-5,5", 1), None);
        assert_eq!(interval_problem(b"-5,.", 1), None);
        assert_eq!(interval_problem(b"5", 1), Some(Problem::ValueCount { found: 1, expected: 2 }));
        assert_eq!(interval_problem(b"-5,-1", 1), Some(Problem::OutOfRange));
        assert_eq!(interval_problem(b"1,5", 1), Some(Problem::OutOfRange));
    }
}
