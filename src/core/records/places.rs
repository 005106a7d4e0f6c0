//! Where the records of many rows stand, found without adding up from a part's start for each.
//!
//! Must not know what is read there.

use super::{ColumnKey, RecordTable};

/// Where a row's record stands and what tells it from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RecordPlace {
    /// Where its line starts in the unpacked text, counted in bytes from 0.
    pub(crate) text_offset: u64,
    /// POS.
    pub(crate) position: u32,
}

/// Remembers the last row asked for: the next is best behind it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PlaceCursor {
    last: Option<(u64, u64)>,
}

impl PlaceCursor {
    /// Where the record of a row stands; `None` past the end.
    pub(crate) fn place(&mut self, table: &RecordTable, row: u64) -> Option<RecordPlace> {
        let (part, index) = table.find(row)?;
        let known = self.last.filter(|(last, _)| (part.first_row()..=row).contains(last));
        let known = known.map(|(last, text_offset)| ((last - part.first_row()) as usize, text_offset));
        let text_offset = part.text_offset_of(index, known);
        self.last = Some((row, text_offset));
        let position = part.column(&ColumnKey::Pos, table.columns()).and_then(|column| column.values.get(index))?;
        Some(RecordPlace { text_offset, position })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcf::{Limits, Reading, Step};

    #[test]
    fn places_are_those_of_single_rows_in_any_order() {
        let header = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let lines: String = (1..70_000).map(|n| format!("1\t{n}\t.\tA\tG,T\t.\t.\tDP={n}\n")).collect();
        let text = header.to_owned() + &lines;
        let mut reading = Reading::open(text.as_bytes(), text.len() as u64, Limits::default()).unwrap();
        while reading.advance(1 << 20).unwrap() == Step::More {}
        let table = reading.table().unwrap();
        let mut cursor = PlaceCursor::default();
        let rows = (0..200).chain((0..table.rows()).step_by(999)).chain([5, 4, 139_997, 139_996, 70_000, 0]);
        for row in rows {
            let (place, origin) = (cursor.place(table, row).unwrap(), table.origin(row).unwrap());
            assert_eq!((place.text_offset, u64::from(place.position)), (origin.text_offset, row / 2 + 1));
        }
        assert_eq!(cursor.place(table, table.rows()), None);
    }
}
