//! A part on its way to another worker.
//!
//! Must not know what its columns mean.

use super::{Part, SampleColumns};
use crate::records::{
    alleles::AlleleStore,
    arena::Arena,
    encode::{Read, Write, read_all, write_all},
    intern::Interner,
    packed::Packed,
};

/// CHROM to FILTER, and the two steps.
const FIXED_COLUMNS: usize = 8;

impl Part {
    /// Appends it as bytes, for another worker.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        let Self { records, text_offset, line, last_text_offset, last_line, .. } = self;
        [records, text_offset, line, last_text_offset, last_line].iter().for_each(|number| number.write(bytes));
        write_all(self.samples.iter(), bytes);
        write_all(self.extras.iter(), bytes);
        self.packed().take(FIXED_COLUMNS).for_each(|column| column.write(bytes));
        [&self.contigs, &self.filters, &self.genotypes].iter().for_each(|texts| texts.write(bytes));
        write_all(self.extra_texts.iter(), bytes);
        self.allele_store.write(bytes);
        self.id_store.write(bytes);
    }

    /// What [`Self::write`] wrote, its last row included; `None` for anything else.
    pub(crate) fn read(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let part = Self {
            first_row: 0,
            records: u64::read(bytes)?,
            text_offset: u64::read(bytes)?,
            line: u64::read(bytes)?,
            last_text_offset: u64::read(bytes)?,
            last_line: u64::read(bytes)?,
            samples: read_all(bytes)?,
            extras: read_all(bytes)?,
            contig_numbers: Packed::read(bytes)?,
            positions: Packed::read(bytes)?,
            ids: Packed::read(bytes)?,
            alleles: Packed::read(bytes)?,
            qualities: Packed::read(bytes)?,
            filter_numbers: Packed::read(bytes)?,
            text_steps: Packed::read(bytes)?,
            line_steps: Packed::read(bytes)?,
            contigs: Interner::read(bytes)?,
            filters: Interner::read(bytes)?,
            genotypes: Interner::read(bytes)?,
            extra_texts: read_all(bytes)?,
            allele_store: AlleleStore::read(bytes)?,
            id_store: Arena::read(bytes)?,
        };
        let rows = part.rows();
        (bytes.is_empty() && part.packed().all(|column| column.len() == rows)).then_some(part)
    }
}

impl Write for SampleColumns {
    fn write(&self, bytes: &mut Vec<u8>) {
        [&self.genotypes, &self.depths, &self.genotype_qualities].iter().for_each(|column| column.write(bytes));
    }
}

impl Read for SampleColumns {
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(Self {
            genotypes: Packed::read(bytes)?,
            depths: Packed::read(bytes)?,
            genotype_qualities: Packed::read(bytes)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{ColumnKey, Columns, ExtraColumn, NewCall, NewRecord, Storage};

    fn part() -> Part {
        let key = ColumnKey::Info("K".to_owned());
        let columns = Columns { samples: vec![0], extras: vec![ExtraColumn { key, storage: Storage::Text }] };
        let mut part = Part::new(&columns);
        for n in 1..300_u32 {
            let (id, text) = (format!("x{n}"), format!("v{}", n % 5));
            let stored = part.store_text(0, text.as_bytes());
            let record = NewRecord {
                text_offset: u64::from(n) * 400,
                line: u64::from(n),
                contig: b"chr1",
                position: n * 1000,
                id: Some(id.as_bytes()),
                reference: b"A",
                alternates: Some(b"G,<DEL>"),
                quality: Some(n as f32),
                filter: None,
                calls: &[NewCall { genotype: Some(b"1/2"), depth: Some(n), ..NewCall::default() }],
            };
            part.push(&record, &[stored, 0]);
        }
        part.finish();
        part
    }

    #[test]
    fn comes_back_as_it_went() {
        let part = part();
        let mut bytes = Vec::new();
        part.write(&mut bytes);
        let back = Part::read(&bytes).unwrap();
        assert_eq!((back.rows(), back.records()), (part.rows(), part.records()));
        for row in 0..part.rows() {
            assert_eq!(back.row(row), part.row(row));
            assert_eq!(back.origin(row), part.origin(row));
        }
        assert_eq!(back.extras, part.extras);
        assert_eq!(back.extra_texts[0].text(3), part.extra_texts[0].text(3));
    }

    #[test]
    fn wrong_bytes_are_no_part() {
        let mut bytes = Vec::new();
        part().write(&mut bytes);
        assert!(Part::read(&[bytes.clone(), vec![0]].concat()).is_none());
        for cut in (0..bytes.len()).step_by(7) {
            assert!(Part::read(&bytes[..cut]).is_none(), "cut at {cut}");
        }
        // Whatever a wrong byte makes of it, it can be asked for rows.
        for at in (0..bytes.len()).step_by(3) {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0x81;
            if let Some(part) = Part::read(&wrong) {
                for row in 0..part.rows().min(20) {
                    let _ = (part.row(row), part.origin(row));
                }
            }
        }
    }
}
