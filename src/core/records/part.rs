//! A run of rows, column by column, with the dictionaries that its numbers point into.
//!
//! A part stands on its own: it is made from one stretch of the file, by whichever worker read it, and put
//! beside the others as it is. Must not know the parts around it but for the number of its first row.

use super::{
    Columns, Figures, NewRecord, Origin, Storage, Value,
    alleles::{self, AlleleStore, Alleles},
    arena::Arena,
    columns::{ColumnKey, store_float, store_whole},
    genotype,
    intern::Interner,
    kind::kind,
    packed::Packed,
};
use crate::{variant::AlleleKind, wire::Row};

mod bytes;

/// GT, DP and GQ of one sample.
#[derive(Clone, Debug, Default)]
struct SampleColumns {
    genotypes: Packed,
    depths: Packed,
    genotype_qualities: Packed,
}

/// The values of one column, and how to understand them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnData<'a> {
    pub(crate) values: &'a Packed,
    pub(crate) storage: Storage,
    /// Of [`Storage::Text`].
    pub(crate) texts: Option<&'a Interner>,
}

/// Rows of consecutive records; a record's rows are never split between two parts.
#[derive(Clone, Debug)]
pub struct Part {
    first_row: u64,
    records: u64,
    /// Of the first record.
    text_offset: u64,
    line: u64,
    /// Of the last record.
    last_text_offset: u64,
    last_line: u64,
    contig_numbers: Packed,
    positions: Packed,
    ids: Packed,
    alleles: Packed,
    qualities: Packed,
    filter_numbers: Packed,
    samples: Vec<SampleColumns>,
    extras: Vec<Packed>,
    /// Bytes of text from the record before to this one; 0 for a further row of the same record.
    text_steps: Packed,
    /// Lines from the record before to this one.
    line_steps: Packed,
    contigs: Interner,
    filters: Interner,
    genotypes: Interner,
    /// One for each extra column; unused where its values are numbers.
    extra_texts: Vec<Interner>,
    allele_store: AlleleStore,
    id_store: Arena,
}

impl Part {
    /// A part without rows yet.
    pub fn new(columns: &Columns) -> Self {
        Self {
            first_row: 0,
            records: 0,
            text_offset: 0,
            line: 0,
            last_text_offset: 0,
            last_line: 0,
            contig_numbers: Packed::default(),
            positions: Packed::default(),
            ids: Packed::default(),
            alleles: Packed::default(),
            qualities: Packed::default(),
            filter_numbers: Packed::default(),
            samples: vec![SampleColumns::default(); columns.samples.len()],
            extras: vec![Packed::default(); columns.extras.len()],
            text_steps: Packed::default(),
            line_steps: Packed::default(),
            contigs: Interner::default(),
            filters: Interner::default(),
            genotypes: Interner::default(),
            extra_texts: vec![Interner::default(); columns.extras.len()],
            allele_store: AlleleStore::default(),
            id_store: Arena::default(),
        }
    }

    /// Number of its first row in the whole table.
    pub fn first_row(&self) -> u64 {
        self.first_row
    }

    /// Rows of it.
    pub fn rows(&self) -> usize {
        self.positions.len()
    }

    /// Records of it.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Says where the text that its places count from stands: so many bytes and lines are before it.
    pub(crate) fn shift(&mut self, text_bytes: u64, lines: u64) {
        self.text_offset += text_bytes;
        self.last_text_offset += text_bytes;
        self.line += lines;
        self.last_line += lines;
    }

    pub(super) fn place(&mut self, first_row: u64) {
        self.first_row = first_row;
    }

    /// The number under which an extra column keeps a text.
    pub fn store_text(&mut self, extra: usize, text: &[u8]) -> u32 {
        self.extra_texts.get_mut(extra).map_or(0, |texts| 1 + texts.number(text))
    }

    /// Whether a record at this place can be told apart from the last one by steps.
    pub(super) fn can_take(&self, record: &NewRecord<'_>) -> bool {
        let fits = |now: u64, last: u64| now.checked_sub(last).is_some_and(|step| u32::try_from(step).is_ok());
        self.records == 0 || (fits(record.text_offset, self.last_text_offset) && fits(record.line, self.last_line))
    }

    /// Adds a record's rows: one per alternate, or one when it has none.
    ///
    /// `extras` holds the values of the extra columns row by row, as their [`Storage`] keeps them.
    pub fn push(&mut self, record: &NewRecord<'_>, extras: &[u32]) {
        if self.records == 0 {
            (self.text_offset, self.line) = (record.text_offset, record.line);
            (self.last_text_offset, self.last_line) = (record.text_offset, record.line);
        }
        let mut steps = (
            u32::try_from(record.text_offset - self.last_text_offset).unwrap_or(u32::MAX),
            u32::try_from(record.line - self.last_line).unwrap_or(u32::MAX),
        );
        (self.last_text_offset, self.last_line) = (record.text_offset, record.line);
        let contig = 1 + self.contigs.number(record.contig);
        let filter = record.filter.map_or(0, |filter| 1 + self.filters.number(filter));
        let id = alleles::pack_id(record.id, &mut self.id_store);
        let quality = store_float(record.quality);
        let mut extras = extras.chunks_exact(self.extras.len().max(1));
        let mut alternates = record.alternates.map(|alternates| alternates.split(|byte| *byte == b','));
        loop {
            let alternate = match &mut alternates {
                None => None,
                Some(alternates) => match alternates.next() {
                    Some(alternate) => Some(alternate),
                    None => break,
                },
            };
            self.contig_numbers.push(contig);
            self.positions.push(record.position);
            self.ids.push(id);
            self.alleles.push(self.allele_store.pack(record.reference, alternate));
            self.qualities.push(quality);
            self.filter_numbers.push(filter);
            for (columns, call) in self.samples.iter_mut().zip(record.calls) {
                columns.genotypes.push(call.genotype.map_or(0, |genotype| 1 + self.genotypes.number(genotype)));
                columns.depths.push(store_whole(call.depth));
                columns.genotype_qualities.push(store_whole(call.genotype_quality));
            }
            for (column, value) in self.extras.iter_mut().zip(extras.next().unwrap_or_default()) {
                column.push(*value);
            }
            self.text_steps.push(steps.0);
            self.line_steps.push(steps.1);
            steps = (0, 0);
            if alternates.is_none() {
                break;
            }
        }
        self.records += 1;
    }

    /// The row at an index of this part, for display.
    pub(super) fn row(&self, index: usize) -> Option<Row> {
        let position = self.positions.get(index)?;
        let alleles = self.alleles_at(index)?;
        let calls = self.samples.first();
        let genotype = calls.and_then(|calls| self.genotypes.text(calls.genotypes.get(index)?.checked_sub(1)?));
        let copies = match (&genotype, &alleles.alternate) {
            (Some(genotype), Some(_)) => genotype::copies(genotype, self.alternate_index(index) + 1),
            _ => None,
        };
        Some(Row {
            contig: self.contigs.text(self.contig_numbers.get(index)?.checked_sub(1)?).unwrap_or_default(),
            position,
            id: self.id_at(index),
            reference: alleles.reference,
            reference_length: alleles.reference_length,
            alternate: alleles.alternate,
            alternate_length: alleles.alternate_length,
            quality: Storage::Float.number(self.qualities.get(index)?).map(|quality| quality as f32),
            filter: self.filter_numbers.get(index)?.checked_sub(1).and_then(|number| self.filters.text(number)),
            genotype,
            copies,
            depth: calls.and_then(|calls| calls.depths.get(index)?.checked_sub(1)),
            genotype_quality: calls.and_then(|calls| calls.genotype_qualities.get(index)?.checked_sub(1)),
            values: Vec::new(),
        })
    }

    /// A value for display.
    pub(super) fn value(&self, key: &ColumnKey, columns: &Columns, index: usize) -> Value {
        let text = |text: Option<String>| text.map_or(Value::Missing, Value::Text);
        match key {
            ColumnKey::Id => text(self.id_at(index)),
            ColumnKey::Ref => text(self.alleles_at(index).map(|alleles| alleles.reference)),
            ColumnKey::Alt => text(self.alleles_at(index).and_then(|alleles| alleles.alternate)),
            ColumnKey::Figure { group, figure } => {
                let number = Figures::new(self, columns, *group).get(*figure, index);
                number.map_or(Value::Missing, |number| Value::Number(number as f32))
            }
            _ => self.column(key, columns).map_or(Value::Missing, |column| column.value(index)),
        }
    }

    /// The stored values of a column; `None` for ID, REF and ALT, which are packed in their own ways, for what is not
    /// stored, and for a column that the table does not have.
    pub(crate) fn column(&self, key: &ColumnKey, columns: &Columns) -> Option<ColumnData<'_>> {
        let numbers = |values, storage| Some(ColumnData { values, storage, texts: None });
        let sample = |sample: &u32| self.samples.get(columns.sample_index(*sample)?);
        match key {
            ColumnKey::Pos => numbers(&self.positions, Storage::Exact),
            ColumnKey::Qual => numbers(&self.qualities, Storage::Float),
            ColumnKey::Chrom => {
                let texts = Some(&self.contigs);
                Some(ColumnData { values: &self.contig_numbers, storage: Storage::Text, texts })
            }
            ColumnKey::Filter => {
                Some(ColumnData { values: &self.filter_numbers, storage: Storage::Text, texts: Some(&self.filters) })
            }
            ColumnKey::Genotype(index) => Some(ColumnData {
                values: &sample(index)?.genotypes,
                storage: Storage::Text,
                texts: Some(&self.genotypes),
            }),
            ColumnKey::Depth(index) => numbers(&sample(index)?.depths, Storage::Whole),
            ColumnKey::GenotypeQuality(index) => numbers(&sample(index)?.genotype_qualities, Storage::Whole),
            ColumnKey::Info(_) | ColumnKey::Annotation(_) | ColumnKey::Count { .. } | ColumnKey::AlleleBalance(_) => {
                let index = columns.extra_index(key)?;
                let storage = columns.extras.get(index)?.storage;
                let texts = self.extra_texts.get(index).filter(|_| storage == Storage::Text);
                Some(ColumnData { values: self.extras.get(index)?, storage, texts })
            }
            ColumnKey::Id | ColumnKey::Ref | ColumnKey::Alt | ColumnKey::Figure { .. } => None,
        }
    }

    /// ID as the file writes it.
    pub(crate) fn id_at(&self, index: usize) -> Option<String> {
        alleles::unpack_id(self.ids.get(index)?, &self.id_store)
    }

    /// The rows' IDs as [`super::alleles::id_form`] reads them.
    pub(crate) fn ids(&self) -> &Packed {
        &self.ids
    }

    /// The rows' packed alleles: equal pairs mostly, unequal ones never, have the same number.
    pub(crate) fn allele_numbers(&self) -> &Packed {
        &self.alleles
    }

    /// The pair of alleles behind such a number.
    pub(crate) fn alleles_of(&self, number: u32) -> Alleles {
        self.allele_store.unpack(number)
    }

    /// What kind of change the pair of alleles behind such a number is.
    pub(crate) fn kind_of(&self, number: u32) -> AlleleKind {
        kind(&self.alleles_of(number)).0
    }

    /// 0 for a further row of the record before.
    pub(crate) fn record_steps(&self) -> &Packed {
        &self.text_steps
    }

    /// Both alleles of a row, long ones cut for display.
    pub(crate) fn alleles_at(&self, index: usize) -> Option<Alleles> {
        Some(self.allele_store.unpack(self.alleles.get(index)?))
    }

    /// Which alternate of its record a row is about, counted from 0.
    pub(crate) fn alternate_index(&self, index: usize) -> usize {
        (1..=index).rev().take_while(|row| self.text_steps.get(*row) == Some(0)).count()
    }

    /// Where the record of a row stands. Adds up at most a part of steps.
    pub(super) fn origin(&self, index: usize) -> Option<Origin> {
        if index >= self.rows() {
            return None;
        }
        let sum = |steps: &Packed| (0..=index).filter_map(|row| steps.get(row)).map(u64::from).sum::<u64>();
        Some(Origin {
            text_offset: self.text_offset + sum(&self.text_steps),
            line: self.line + sum(&self.line_steps),
            alternate_index: self.alternate_index(index),
        })
    }

    /// Where the record of a row stands in the unpacked text, from where that of a row at or before it is `known` to.
    pub(super) fn text_offset_of(&self, index: usize, known: Option<(usize, u64)>) -> u64 {
        let (first, text_offset) = known.map_or((0, self.text_offset), |(known, place)| (known + 1, place));
        text_offset + (first..=index).filter_map(|row| self.text_steps.get(row)).map(u64::from).sum::<u64>()
    }

    /// Gives back what it held in reserve to grow.
    pub(crate) fn finish(&mut self) {
        self.packed_mut().for_each(Packed::shrink);
        self.interners_mut().for_each(Interner::finish);
        self.allele_store.finish();
    }

    /// Bytes that it holds, roughly.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.packed().map(Packed::heap_bytes).sum::<usize>()
            + self.allele_store.heap_bytes()
            + self.id_store.heap_bytes()
    }

    /// Those that every part has, in the order they are written, then the others.
    fn packed(&self) -> impl Iterator<Item = &Packed> {
        let columns = [
            &self.contig_numbers,
            &self.positions,
            &self.ids,
            &self.alleles,
            &self.qualities,
            &self.filter_numbers,
            &self.text_steps,
            &self.line_steps,
        ];
        let samples =
            self.samples.iter().flat_map(|sample| [&sample.genotypes, &sample.depths, &sample.genotype_qualities]);
        columns.into_iter().chain(samples).chain(&self.extras)
    }

    fn packed_mut(&mut self) -> impl Iterator<Item = &mut Packed> {
        let columns = [
            &mut self.contig_numbers,
            &mut self.positions,
            &mut self.ids,
            &mut self.alleles,
            &mut self.qualities,
            &mut self.filter_numbers,
            &mut self.text_steps,
            &mut self.line_steps,
        ];
        let samples = self
            .samples
            .iter_mut()
            .flat_map(|sample| [&mut sample.genotypes, &mut sample.depths, &mut sample.genotype_qualities]);
        columns.into_iter().chain(samples).chain(&mut self.extras)
    }

    fn interners_mut(&mut self) -> impl Iterator<Item = &mut Interner> {
        [&mut self.contigs, &mut self.filters, &mut self.genotypes].into_iter().chain(&mut self.extra_texts)
    }
}

impl<'a> ColumnData<'a> {
    /// The different texts, in the order of their numbers; none for numbers.
    pub(crate) fn dictionary(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.texts.into_iter().flat_map(Interner::texts)
    }

    /// A value for display.
    pub(crate) fn value(&self, index: usize) -> Value {
        let Some(stored) = self.values.get(index) else { return Value::Missing };
        match (self.storage, self.texts) {
            (Storage::Text, texts) => {
                stored.checked_sub(1).and_then(|number| texts?.text(number)).map_or(Value::Missing, Value::Text)
            }
            (Storage::Float, _) => {
                self.storage.number(stored).map_or(Value::Missing, |number| Value::Number(number as f32))
            }
            (Storage::Exact | Storage::Whole | Storage::Signed, _) => {
                self.storage.number(stored).map_or(Value::Missing, |number| Value::Whole(number as i64))
            }
        }
    }
}
