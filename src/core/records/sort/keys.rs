//! A column's values as numbers that keep its order.
//!
//! Must not know how rows are sorted by them.

use std::{cmp::Ordering, collections::HashMap};

use crate::{
    genome::Chromosome,
    records::{
        ColumnKey, Part, RecordTable, Storage,
        alleles::{Alleles, IdForm, id_form},
        packed::Packed,
        part::ColumnData,
        select::scan::Form,
    },
};

/// Missing values, last in either direction.
const LAST: u32 = u32::MAX;

/// Stands before a row's key while both are moved.
fn pair(key: u32, row: u32) -> u64 {
    u64::from(key) << 32 | u64::from(row)
}

/// The keys of a column, part by part.
pub(super) struct Keys<'a> {
    table: &'a RecordTable,
    parts: Vec<PartKeys<'a>>,
}

enum PartKeys<'a> {
    /// The stored numbers keep the order once they are in this form; this one of them is missing.
    Numbers {
        values: &'a Packed,
        form: Form,
        missing: Option<u32>,
    },
    /// Ranks by stored number.
    Ranks {
        values: &'a Packed,
        ranks: Vec<u32>,
    },
    /// IDs: rs numbers, then the ranks of the others by row.
    Ids {
        values: &'a Packed,
        others: HashMap<u32, u32>,
    },
    /// REF or ALT.
    Alleles {
        part: &'a Part,
        is_reference: bool,
    },
    Nothing,
}

impl<'a> Keys<'a> {
    pub(super) fn new(table: &'a RecordTable, column: &ColumnKey, contigs: &[String]) -> Self {
        let parts = match column {
            ColumnKey::Id => ids(table),
            ColumnKey::Ref | ColumnKey::Alt => {
                let is_reference = *column == ColumnKey::Ref;
                table.parts().iter().map(|part| PartKeys::Alleles { part, is_reference }).collect()
            }
            _ => stored(table, column, contigs),
        };
        Self { table, parts }
    }

    /// Pairs of all rows.
    pub(super) fn of_all(&self, descending: bool) -> Vec<u64> {
        let mut pairs = Vec::with_capacity(usize::try_from(self.table.rows()).unwrap_or(0));
        for (part, keys) in self.table.parts().iter().zip(&self.parts) {
            let first = part.first_row() as u32;
            match keys {
                PartKeys::Numbers { values: Packed::Longs(values), form: Form::Float, missing: Some(missing) } => {
                    pairs.extend((first..).zip(values).map(|(row, stored)| {
                        pair(directed(Form::Float.key(*stored), *stored == *missing, descending), row)
                    }));
                }
                _ => {
                    let indices = 0..part.rows();
                    pairs.extend(indices.map(|index| pair(keys.key(index, descending), first + index as u32)));
                }
            }
        }
        pairs
    }

    /// Pairs of some rows.
    pub(super) fn of_rows(&self, rows: &[u32], descending: bool) -> Vec<u64> {
        let parts = self.table.parts();
        let mut at = 0;
        let find = |row: u32| parts.partition_point(|part| part.first_row() <= u64::from(row)).saturating_sub(1);
        rows.iter()
            .map(|row| {
                // Rows mostly follow each other.
                let holds =
                    |part: &Part| (part.first_row()..part.first_row() + part.rows() as u64).contains(&u64::from(*row));
                if !parts.get(at).is_some_and(holds) {
                    at = find(*row);
                }
                let (part, keys) = (parts.get(at), self.parts.get(at));
                let index = part.map_or(0, |part| (u64::from(*row) - part.first_row()) as usize);
                pair(keys.map_or(LAST, |keys| keys.key(index, descending)), *row)
            })
            .collect()
    }
}

#[inline]
fn directed(key: u32, is_missing: bool, descending: bool) -> u32 {
    // No value needs the whole range: the highest key is free for what is missing.
    match (is_missing, descending) {
        (true, _) => LAST,
        (false, false) => key.min(LAST - 1),
        (false, true) => LAST - 1 - key.min(LAST - 1),
    }
}

impl PartKeys<'_> {
    fn key(&self, index: usize, descending: bool) -> u32 {
        let key = match self {
            Self::Numbers { values, form, missing } => {
                values.get(index).filter(|stored| Some(*stored) != *missing).map(|stored| form.key(stored))
            }
            Self::Ranks { values, ranks } => values
                .get(index)
                .and_then(|stored| stored.checked_sub(1))
                .and_then(|number| ranks.get(number as usize).copied()),
            Self::Ids { values, others } => values.get(index).and_then(|stored| match id_form(stored) {
                IdForm::None => None,
                IdForm::Rs(_) => Some(stored),
                IdForm::Other => others.get(&(index as u32)).copied(),
            }),
            Self::Alleles { part, is_reference } => part.alleles_at(index).and_then(|alleles| {
                let Alleles { reference, alternate, .. } = alleles;
                let allele = if *is_reference { Some(reference) } else { alternate };
                allele.map(|allele| allele_key(&allele))
            }),
            Self::Nothing => None,
        };
        directed(key.unwrap_or(LAST), key.is_none(), descending)
    }
}

/// The first ten letters, three bits each.
fn allele_key(allele: &str) -> u32 {
    let letters = allele.bytes().map(|letter| match letter.to_ascii_uppercase() {
        b'A' => 2,
        b'C' => 3,
        b'G' => 4,
        b'N' => 5,
        b'T' => 6,
        letter if letter < b'A' => 1,
        _ => 7,
    });
    letters.chain(std::iter::repeat(0)).take(10).fold(0, |key, letter| key << 3 | letter)
}

fn stored<'a>(table: &'a RecordTable, column: &ColumnKey, contigs: &[String]) -> Vec<PartKeys<'a>> {
    let data: Vec<_> = table.parts().iter().map(|part| part.column(column, table.columns())).collect();
    let mut texts: Vec<&[u8]> = data.iter().flatten().flat_map(ColumnData::dictionary).collect();
    texts.sort_unstable();
    texts.dedup();
    if *column == ColumnKey::Chrom {
        texts.sort_by_cached_key(|text| contig_rank(&String::from_utf8_lossy(text), contigs));
    } else {
        texts.sort_by(|left, right| compare_texts(left, right));
    }
    let ranks: HashMap<&[u8], u32> = texts.into_iter().zip(0..).collect();
    let keys = data.into_iter().map(|data| {
        let Some(data) = data else { return PartKeys::Nothing };
        let values = data.values;
        let form = match data.storage {
            Storage::Text => {
                let texts = data.dictionary();
                let ranks = texts.map(|text| ranks.get(text).copied().unwrap_or(LAST)).collect();
                return PartKeys::Ranks { values, ranks };
            }
            Storage::Float => Form::Float,
            Storage::Signed => Form::Signed,
            Storage::Exact | Storage::Whole => Form::Raw,
        };
        PartKeys::Numbers { values, form, missing: data.storage.missing() }
    });
    keys.collect()
}

fn compare_texts(left: &[u8], right: &[u8]) -> Ordering {
    let lower = |text: &[u8]| text.to_ascii_lowercase();
    lower(left).cmp(&lower(right)).then_with(|| left.cmp(right))
}

/// Place in the header; then human chromosomes by number; then names.
fn contig_rank(name: &str, contigs: &[String]) -> (usize, usize, String) {
    let place = contigs.iter().position(|contig| contig == name).unwrap_or(usize::MAX);
    let number = Chromosome::from_name(name).and_then(|found| Chromosome::all().position(|one| one == found));
    (place, number.unwrap_or(usize::MAX), name.to_owned())
}

/// rs numbers by number, then the others by their texts.
fn ids(table: &RecordTable) -> Vec<PartKeys<'_>> {
    let mut others = Vec::new();
    for (at, part) in table.parts().iter().enumerate() {
        let is_other = |index: &usize| part.ids().get(*index).is_some_and(|id| id_form(id) == IdForm::Other);
        others
            .extend((0..part.rows()).filter(is_other).map(|index| (part.id_at(index).unwrap_or_default(), at, index)));
    }
    others.sort();
    let mut keys: Vec<HashMap<u32, u32>> = vec![HashMap::new(); table.parts().len()];
    let mut rank = crate::records::alleles::OTHER_IDS;
    let mut last = None;
    for (id, at, index) in &others {
        if last.is_some_and(|last| last != id) {
            rank = rank.saturating_add(1);
        }
        last = Some(id);
        keys[*at].insert(*index as u32, rank);
    }
    let parts = table.parts().iter().zip(keys);
    parts.map(|(part, others)| PartKeys::Ids { values: part.ids(), others }).collect()
}
