//! The first sample's call, found by the record's FORMAT.
//!
//! Must not know the record's other columns.

use super::{line::parse_whole, scan::Separators};
use crate::hash::is_same;

/// Where the keys that rows show stand in FORMAT.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    format: Box<[u8]>,
    genotype: Option<usize>,
    depth: Option<usize>,
    genotype_quality: Option<usize>,
    allele_depths: Option<usize>,
    pub(super) keys: usize,
}

impl Layout {
    pub(super) fn new(format: &[u8]) -> Self {
        let keys = || format.split(|byte| *byte == b':');
        let place = |wanted: &[u8]| keys().position(|key| key == wanted);
        Self {
            format: format.into(),
            genotype: place(b"GT"),
            depth: place(b"DP"),
            genotype_quality: place(b"GQ"),
            allele_depths: place(b"AD"),
            keys: keys().count(),
        }
    }

    /// The place of GT in FORMAT.
    pub(super) fn genotype(&self) -> Option<usize> {
        self.genotype
    }

    pub(super) fn is_for(&self, format: &[u8]) -> bool {
        is_same(&self.format, format)
    }

    /// The values of a sample. Trailing ones may be left out (VCF 4.5 §1.6.2).
    #[inline]
    pub(super) fn call<'a>(&self, sample: &'a [u8], colons: &mut Separators) -> Call<'a> {
        colons.find(sample, b':');
        let value = |place: Option<usize>| place.and_then(|place| colons.part(sample, place));
        Call {
            genotype: value(self.genotype).filter(|value| !value.is_empty()),
            depth: value(self.depth).map(Number::read).unwrap_or_default(),
            genotype_quality: value(self.genotype_quality).map(Number::read).unwrap_or_default(),
            allele_depths: value(self.allele_depths),
            values: colons.count() + 1,
        }
    }
}

/// What rows show of a sample.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Call<'a> {
    pub(super) genotype: Option<&'a [u8]>,
    pub(super) depth: Number<'a>,
    pub(super) genotype_quality: Number<'a>,
    /// As written.
    pub(super) allele_depths: Option<&'a [u8]>,
    pub(super) values: usize,
}

/// A value that should be a whole number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Number<'a> {
    #[default]
    Missing,
    Whole(u32),
    /// A number with a fraction where the specification wants a whole one, as old callers wrote GQ: rounded down.
    Fraction(u32, &'a [u8]),
    Bad(&'a [u8]),
}

impl<'a> Number<'a> {
    fn read(text: &'a [u8]) -> Self {
        match text {
            b"" | b"." => Self::Missing,
            _ => match parse_whole(text) {
                Some(whole) => Self::Whole(whole),
                None => match super::line::parse_float(text) {
                    Some(number) if number >= 0.0 && number <= i32::MAX as f32 => Self::Fraction(number as u32, text),
                    _ => Self::Bad(text),
                },
            },
        }
    }

    pub(super) fn value(self) -> Option<u32> {
        match self {
            Self::Whole(whole) | Self::Fraction(whole, _) => Some(whole),
            Self::Missing | Self::Bad(_) => None,
        }
    }
}

/// The highest allele a GT names; `None` where it is no genotype, 0 where nothing is called.
///
/// VCF 4.5 §1.6.2, GT.
pub(super) fn highest_allele(genotype: &[u8]) -> Option<u32> {
    let alleles = genotype.strip_prefix(b"/").or_else(|| genotype.strip_prefix(b"|")).unwrap_or(genotype);
    let mut highest = 0;
    for allele in alleles.split(|byte| matches!(byte, b'/' | b'|')) {
        if allele != b"." {
            highest = highest.max(parse_whole(allele)?);
        }
    }
    Some(highest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_values_by_format() {
        let mut colons = Separators::default();
        let layout = Layout::new(b"GT:AD:DP:GQ:PL");
        let call = layout.call(b"0/1:3,4:7:99:1,2,3", &mut colons);
        assert_eq!(
            (call.genotype, call.depth.value(), call.genotype_quality.value()),
            (Some(&b"0/1"[..]), Some(7), Some(99))
        );
        assert_eq!(call.values, 5);
        assert_eq!(call.allele_depths, Some(&b"3,4"[..]));
        let call = layout.call(b"./.", &mut colons);
        assert_eq!((call.depth, call.values), (Number::Missing, 1));
        let call = Layout::new(b"DP:GT").call(b"x:1", &mut colons);
        assert_eq!((call.genotype, call.depth), (Some(&b"1"[..]), Number::Bad(b"x")));
        assert_eq!(Layout::new(b"GQ").call(b"48.7", &mut colons).genotype_quality, Number::Fraction(48, b"48.7"));
    }

    #[test]
    fn highest_alleles() {
        for (genotype, expected) in [
            ("0/1", Some(1)),
            ("1|12", Some(12)),
            (".", Some(0)),
            ("./.", Some(0)),
            ("|0/2", Some(2)),
            ("0/", None),
            ("A/C", None),
            ("", None),
        ] {
            assert_eq!(highest_allele(genotype.as_bytes()), expected, "{genotype}");
        }
    }
}
