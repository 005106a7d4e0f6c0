//! Numbers that INFO gives for a record as a whole, for the counts of its quality.
//!
//! Must not know what they are counted for.

use crate::{
    quality::{SiteAnnotation, SiteValues},
    vcf::{
        header::{Header, Kind},
        line::parse_float,
        scan::Splitter,
    },
};

/// Finds those that the header declares as numbers.
#[derive(Debug)]
pub(super) struct Sites {
    declared: [bool; SiteAnnotation::ALL.len()],
    splitter: Splitter,
}

impl Sites {
    pub(super) fn new(header: &Header) -> Self {
        let kind = |one: SiteAnnotation| header.infos.get(one.key().as_bytes()).and_then(|definition| definition.kind);
        let is_number = |one| matches!(kind(one), Some(Kind::Float | Kind::Integer));
        Self { declared: SiteAnnotation::ALL.map(is_number), splitter: Splitter::default() }
    }

    /// `None` when there is none to find in any record.
    pub(super) fn values(&mut self, info: &[u8]) -> Option<SiteValues> {
        self.declared.contains(&true).then(|| self.find(info))
    }

    /// In one pass: it is made of every record.
    fn find(&mut self, info: &[u8]) -> SiteValues {
        // Where each value starts and ends, and one more place for all other fields: which comes next is not asked.
        let mut places = [(0, 0); SiteAnnotation::ALL.len() + 1];
        self.splitter.split(info, b';', |start, end| {
            let key = info.get(start..).and_then(<[u8]>::first_chunk).map_or(0, |key| u32::from_le_bytes(*key));
            let place = annotation(key);
            // Others may begin like it.
            let is_other = place == READ_POSITION && !info[start..].starts_with(b"ReadPosRankSum=");
            places[if is_other { SiteAnnotation::ALL.len() } else { place }] = (start, end);
        });
        let mut values = SiteValues::default();
        for (((annotation, value), (start, end)), is_number) in
            SiteAnnotation::ALL.iter().zip(&mut values).zip(places).zip(self.declared)
        {
            if is_number && end > 0 {
                let text = info.get(start..end).and_then(|field| field.strip_prefix(annotation.key().as_bytes()));
                *value = text.and_then(|text| parse_float(text.strip_prefix(b"=")?));
            }
        }
        values
    }
}

/// The place of [`SiteAnnotation::ReadPosition`].
const READ_POSITION: usize = 3;

/// The place among [`SiteAnnotation::ALL`] of the field whose first four bytes these are; their number for another.
#[inline(always)]
fn annotation(key: u32) -> usize {
    let starts_with = |start: &[u8; 4]| usize::from(key == u32::from_le_bytes(*start));
    let is = |name: &[u8; 3]| usize::from(key << 8 == u32::from_le_bytes([0, name[0], name[1], name[2]]));
    SiteAnnotation::ALL.len() - (4 * is(b"FS=") + 3 * is(b"MQ=") + 2 * is(b"QD=") + starts_with(b"Read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sites(declared: [bool; SiteAnnotation::ALL.len()]) -> Sites {
        Sites { declared, splitter: Splitter::default() }
    }

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
            ("ReadPosRankSum=1.5;ReadPos=3;Read;FS=1", [Some(1.0), None, None, Some(1.5)]),
            ("AS_QD=1;XFS=2;QDX=3;MQ", [None; 4]),
            ("QD=.;FS=inf;MQ=1,2;ReadPosRankSum=", [Some(f32::INFINITY), None, None, None]),
            (".", [None; 4]),
            ("", [None; 4]),
        ] {
            assert_eq!(sites([true; 4]).values(info.as_bytes()), Some(expected), "{info}");
        }
        assert_eq!(sites([false; 4]).values(b"QD=2"), None);
        let mut only_depth = sites([false, false, true, false]);
        assert_eq!(only_depth.values(b"FS=1;QD=2"), Some([None, None, Some(2.0), None]));
    }

    #[test]
    fn fields_are_told_by_the_keys_of_the_annotations() {
        for (at, one) in SiteAnnotation::ALL.into_iter().enumerate() {
            let values = sites([true; 4]).find(format!("{}=5", one.key()).as_bytes());
            assert_eq!(values.iter().position(Option::is_some), Some(at));
        }
    }
}
