//! A column's values as numbers that keep its order.
//!
//! Must not know how rows are sorted by them.

use std::{cmp::Ordering, collections::HashMap};

use crate::{
    genome::Chromosome,
    records::{
        ColumnKey, Figure, Figures, Part, RecordTable, RowSet, Storage,
        alleles::{Bases, IdForm, bases, id_form},
        packed::Packed,
        part::ColumnData,
        select::scan::Form,
    },
};

/// The key of a missing value; no other key reaches it.
pub(super) const LAST: u32 = u32::MAX;

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
    /// Computed from other columns.
    Computed(Vec<u32>),
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
            ColumnKey::Figure { group, figure } => {
                table.parts().iter().map(|part| PartKeys::Computed(figures(table, part, *group, *figure))).collect()
            }
            _ => stored(table, column, contigs),
        };
        Self { table, parts }
    }

    /// Every row with its key.
    #[inline]
    pub(super) fn each(&self, visit: &mut impl FnMut(u32, u32)) {
        for (part, keys) in self.table.parts().iter().zip(&self.parts) {
            keys.each(part.first_row() as u32, 0..part.rows(), visit);
        }
    }

    /// Every row of a set with its key.
    #[inline]
    pub(super) fn each_of_set(&self, rows: &RowSet, visit: &mut impl FnMut(u32, u32)) {
        for (at, (part, keys)) in self.table.parts().iter().zip(&self.parts).enumerate() {
            keys.each(part.first_row() as u32, rows.of_part(at), visit);
        }
    }

    /// Rows in an order of their own with their keys.
    pub(super) fn each_of(&self, rows: &[u32], visit: &mut impl FnMut(u32, u32)) {
        let parts = self.table.parts();
        let mut at = 0;
        for row in rows {
            let wanted = u64::from(*row);
            let holds = |part: &Part| (part.first_row()..part.first_row() + part.rows() as u64).contains(&wanted);
            if !parts.get(at).is_some_and(holds) {
                at = parts.partition_point(|part| part.first_row() <= wanted).saturating_sub(1);
            }
            let index = parts.get(at).map_or(0, |part| (wanted - part.first_row()) as usize);
            visit(self.parts.get(at).map_or(LAST, |keys| keys.key(index)), *row);
        }
    }
}

impl PartKeys<'_> {
    #[inline]
    fn each(&self, first_row: u32, indices: impl Iterator<Item = usize>, visit: &mut impl FnMut(u32, u32)) {
        // What is the same for all rows is asked once.
        match self {
            Self::Numbers { values, form: Form::Float, missing: Some(missing) } => {
                values.each(indices, |index, stored| {
                    let key = if stored == *missing { LAST } else { Form::Float.key(stored).min(LAST - 1) };
                    visit(key, first_row + index as u32);
                });
            }
            Self::Numbers { values, form: Form::Raw, missing } => values.each(indices, |index, stored| {
                let key = if Some(stored) == *missing { LAST } else { stored.min(LAST - 1) };
                visit(key, first_row + index as u32);
            }),
            Self::Ranks { values, ranks } => values.each(indices, |index, stored| {
                let rank = ranks.get((stored as usize).wrapping_sub(1));
                visit(rank.map_or(LAST, |rank| (*rank).min(LAST - 1)), first_row + index as u32);
            }),
            _ => indices.for_each(|index| visit(self.key(index), first_row + index as u32)),
        }
    }

    fn key(&self, index: usize) -> u32 {
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
            Self::Alleles { part, is_reference } => {
                part.allele_numbers().get(index).and_then(|number| match bases(number) {
                    Some(bases) => Some(bases_key(bases, *is_reference)),
                    None => {
                        let alleles = part.alleles_of(number);
                        let allele = if *is_reference { Some(alleles.reference) } else { alleles.alternate };
                        allele.map(|allele| allele_key(&allele))
                    }
                })
            }
            Self::Computed(keys) => keys.get(index).copied(),
            Self::Nothing => None,
        };
        key.map_or(LAST, |key| key.min(LAST - 1))
    }
}

/// As [`allele_key`] of bases that are packed.
fn bases_key(bases: Bases, is_reference: bool) -> u32 {
    const KEYS: [u32; 4] = [2, 3, 4, 6];
    let Bases { reference_length, alternate_length, .. } = bases;
    let (first, len) = if is_reference { (0, reference_length) } else { (reference_length, alternate_length) };
    let len = len.min(ALLELE_LETTERS);
    let key = (first..first + len).fold(0, |key, index| key << 3 | KEYS[bases.get(index) as usize]);
    key << (3 * (ALLELE_LETTERS - len))
}

/// Letters of an allele that its key holds.
const ALLELE_LETTERS: u32 = 10;

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
    letters.chain(std::iter::repeat(0)).take(ALLELE_LETTERS as usize).fold(0, |key, letter| key << 3 | letter)
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

fn figures(table: &RecordTable, part: &Part, group: u32, figure: Figure) -> Vec<u32> {
    let figures = Figures::new(part, table.columns(), group);
    let key = |index| figures.get(figure, index).map_or(LAST, |number| Form::Float.key((number as f32).to_bits()));
    (0..part.rows()).map(key).collect()
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
