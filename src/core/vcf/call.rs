//! The first sample's call, found by the record's FORMAT.
//!
//! Must not know the record's other columns.

use super::{line::parse_whole, scan::equal};

/// Where the keys that rows show stand in FORMAT.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    format: Box<[u8]>,
    genotype: Option<usize>,
    /// What each value is, up to the last that is shown.
    roles: Vec<Role>,
    pub(super) keys: usize,
}

/// What a value of a sample is to its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Genotype,
    Depth,
    GenotypeQuality,
    AlleleDepths,
    Nothing,
}

impl Layout {
    pub(super) fn new(format: &[u8]) -> Self {
        let keys = || format.split(|byte| *byte == b':');
        let shown: [(&[u8], Role); 4] = [
            (b"GT", Role::Genotype),
            (b"DP", Role::Depth),
            (b"GQ", Role::GenotypeQuality),
            (b"AD", Role::AlleleDepths),
        ];
        let mut roles = Vec::new();
        for (wanted, role) in shown {
            if let Some(place) = keys().position(|key| key == wanted) {
                roles.resize(roles.len().max(place + 1), Role::Nothing);
                roles[place] = role;
            }
        }
        let genotype = roles.iter().position(|role| *role == Role::Genotype);
        Self { format: format.into(), genotype, roles, keys: keys().count() }
    }

    /// The place of GT in FORMAT.
    pub(super) fn genotype(&self) -> Option<usize> {
        self.genotype
    }

    pub(super) fn is_for(&self, format: &[u8]) -> bool {
        *self.format == *format
    }

    /// The values of a sample. Trailing ones may be left out (VCF 4.5 §1.6.2).
    pub(super) fn call<'a>(&self, sample: &'a [u8]) -> Call<'a> {
        let mut call = Call::default();
        let mut start = 0;
        let (words, rest) = sample.as_chunks::<8>();
        for (index, word) in words.iter().enumerate() {
            let mut colons = equal(u64::from_le_bytes(*word), b':');
            while colons != 0 {
                let end = index * 8 + colons.trailing_zeros() as usize / 8;
                self.take(&mut call, sample.get(start..end).unwrap_or_default());
                start = end + 1;
                colons &= colons - 1;
            }
        }
        for (index, byte) in rest.iter().enumerate() {
            if *byte == b':' {
                let end = words.len() * 8 + index;
                self.take(&mut call, sample.get(start..end).unwrap_or_default());
                start = end + 1;
            }
        }
        self.take(&mut call, sample.get(start..).unwrap_or_default());
        call
    }

    /// Takes a sample's next value.
    #[inline]
    fn take<'a>(&self, call: &mut Call<'a>, value: &'a [u8]) {
        let role = self.roles.get(call.values).copied();
        call.values += 1;
        match role {
            Some(Role::Genotype) => call.genotype = Some(value).filter(|value| !value.is_empty()),
            Some(Role::Depth) => call.depth = Number::read(value),
            Some(Role::GenotypeQuality) => call.genotype_quality = Number::read(value),
            Some(Role::AlleleDepths) => call.allele_depths = Some(value),
            Some(Role::Nothing) | None => {}
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
        let layout = Layout::new(b"GT:AD:DP:GQ:PL");
        let call = layout.call(b"0/1:3,4:7:99:1,2,3");
        assert_eq!(
            (call.genotype, call.depth.value(), call.genotype_quality.value()),
            (Some(&b"0/1"[..]), Some(7), Some(99))
        );
        assert_eq!(call.values, 5);
        assert_eq!(call.allele_depths, Some(&b"3,4"[..]));
        let call = layout.call(b"./.");
        assert_eq!((call.depth, call.values), (Number::Missing, 1));
        let call = Layout::new(b"DP:GT").call(b"x:1");
        assert_eq!((call.genotype, call.depth), (Some(&b"1"[..]), Number::Bad(b"x")));
        assert_eq!(Layout::new(b"GQ").call(b"48.7").genotype_quality, Number::Fraction(48, b"48.7"));
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
