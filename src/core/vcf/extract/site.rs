//! Numbers that INFO gives for a record as a whole, for the counts of its quality.
//!
//! Must not know what they are counted for.

use crate::{
    quality::{SiteAnnotation, SiteValues},
    vcf::{
        header::{Header, Kind},
        line::parse_float,
        scan::equal,
    },
};

/// Finds those that the header declares as numbers.
#[derive(Debug)]
pub(super) struct Sites {
    declared: [bool; SiteAnnotation::ALL.len()],
}

impl Sites {
    pub(super) fn new(header: &Header) -> Self {
        let kind = |one: SiteAnnotation| header.infos.get(one.key().as_bytes()).and_then(|definition| definition.kind);
        let is_number = |one| matches!(kind(one), Some(Kind::Float | Kind::Integer));
        Self { declared: SiteAnnotation::ALL.map(is_number) }
    }

    /// `None` when there is none to find in any record.
    pub(super) fn values(&self, info: &[u8]) -> Option<SiteValues> {
        self.declared.contains(&true).then(|| self.find(info))
    }

    /// In one pass, eight bytes at a time: it is made of every record.
    fn find(&self, info: &[u8]) -> SiteValues {
        let mut values = SiteValues::default();
        self.take(info, &mut values);
        let (words, rest) = info.as_chunks::<8>();
        for (index, word) in words.iter().enumerate() {
            let mut ends = equal(u64::from_le_bytes(*word), b';');
            while ends != 0 {
                self.take(&info[index * 8 + ends.trailing_zeros() as usize / 8 + 1..], &mut values);
                ends &= ends - 1;
            }
        }
        for (index, _) in rest.iter().enumerate().filter(|(_, byte)| **byte == b';') {
            self.take(&info[words.len() * 8 + index + 1..], &mut values);
        }
        values
    }

    /// Takes the field that starts here, if it is one of them.
    #[inline]
    fn take(&self, fields: &[u8], values: &mut SiteValues) {
        let (at, value) = match fields {
            [b'F', b'S', b'=', value @ ..] => (0, value),
            [b'M', b'Q', b'=', value @ ..] => (1, value),
            [b'Q', b'D', b'=', value @ ..] => (2, value),
            [b'R', b'e', b'a', b'd', b'P', b'o', b's', b'R', b'a', b'n', b'k', b'S', b'u', b'm', b'=', value @ ..] => {
                (3, value)
            }
            _ => return,
        };
        if self.declared[at] {
            let end = value.iter().position(|byte| *byte == b';').unwrap_or(value.len());
            values[at] = parse_float(&value[..end]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_values_in_any_order() {
        // FS, MQ, QD, ReadPosRankSum.
        for (info, expected) in [
            (
                "AC=1;FS=0.5;MQ=60;MQRankSum=1;QD=2.50;ReadPosRankSum=-8.1;SOR=1",
                [Some(0.5), Some(60.0), Some(2.5), Some(-8.1)],
            ),
            ("QD=2;MQ=3;FS=4", [Some(4.0), Some(3.0), Some(2.0), None]),
            ("FS=1;QD=2", [Some(1.0), None, Some(2.0), None]),
            ("AS_QD=1;XFS=2;QDX=3;MQ", [None; 4]),
            ("QD=.;FS=inf;MQ=1,2;ReadPosRankSum=", [Some(f32::INFINITY), None, None, None]),
            (".", [None; 4]),
            ("", [None; 4]),
        ] {
            assert_eq!(Sites { declared: [true; 4] }.values(info.as_bytes()), Some(expected), "{info}");
        }
        assert_eq!(Sites { declared: [false; 4] }.values(b"QD=2"), None);
        let only_depth = Sites { declared: [false, false, true, false] };
        assert_eq!(only_depth.values(b"FS=1;QD=2"), Some([None, None, Some(2.0), None]));
    }

    #[test]
    fn fields_are_told_by_the_keys_of_the_annotations() {
        for (at, one) in SiteAnnotation::ALL.into_iter().enumerate() {
            let values = Sites { declared: [true; 4] }.find(format!("{}=5", one.key()).as_bytes());
            assert_eq!(values.iter().position(Option::is_some), Some(at));
        }
    }
}
