//! A condition made ready for one part: texts became numbers of its dictionaries, comparisons ranges of stored values.
//!
//! Must not know how conditions were written.

use super::{
    numbers::{number, number_test},
    scan::{self, Form},
    texts::{TextForm, fits},
};
use crate::{
    filter::{Condition, GenotypeWord, Matching, Region, Relation, Subject, Test},
    records::{
        AnnotationPart, ColumnKey, Columns, Figure, Figures, Part, Storage,
        alleles::{Alleles, OTHER_IDS, pack_rs},
        genotype,
        kind::kind,
        packed::Packed,
        part::ColumnData,
    },
};

/// A test of one row of a part.
type RowTest<'a> = RowTestOf<'a, usize>;

type RowTestOf<'a, T> = Box<dyn Fn(T) -> bool + 'a>;

/// What keeps rows of a part.
pub(super) enum Leaf<'a> {
    Nothing,
    Everything,
    Within {
        values: &'a Packed,
        form: Form,
        low: u32,
        span: u32,
    },
    Listed {
        values: &'a Packed,
        table: Vec<bool>,
    },
    /// A genotype's table is right for a record's first alternate; the further rows have a test of their own.
    Genotype {
        values: &'a Packed,
        table: Vec<bool>,
        steps: &'a Packed,
        further: RowTest<'a>,
    },
    /// The answer depends on the stored number alone.
    Remembered {
        values: &'a Packed,
        test: RowTestOf<'a, u32>,
    },
    Rows(RowTest<'a>),
    Every(Vec<Leaf<'a>>),
    Either(Vec<Leaf<'a>>),
}

impl Leaf<'_> {
    /// Cheap ones go first.
    pub(super) fn cost(&self) -> u32 {
        match self {
            Self::Nothing | Self::Everything => 0,
            Self::Within { values: Packed::Same { .. }, .. } => 1,
            Self::Within { .. } => 2,
            Self::Listed { .. } => 3,
            Self::Genotype { .. } => 5,
            Self::Remembered { .. } => 10,
            Self::Rows(_) => 40,
            Self::Every(leaves) | Self::Either(leaves) => leaves.iter().map(Self::cost).sum(),
        }
    }

    /// Takes the bits of the rows that do not hold.
    pub(super) fn keep(&self, bits: &mut [u64]) {
        match self {
            Self::Nothing => bits.fill(0),
            Self::Everything => {}
            Self::Within { values, form, low, span } => scan::keep_within(values, *form, *low, *span, bits),
            Self::Listed { values, table } => scan::keep_listed(values, table, bits),
            Self::Genotype { values, table, steps, further } => {
                let mut others = bits.to_vec();
                scan::keep_listed(values, table, bits);
                scan::keep_within(steps, Form::Raw, 0, 0, &mut others);
                if let Some(first) = others.first_mut() {
                    *first &= !1;
                }
                for (bits, others) in bits.iter_mut().zip(&others) {
                    *bits &= !others;
                }
                scan::keep_rows(&mut others, further);
                for (bits, others) in bits.iter_mut().zip(&others) {
                    *bits |= others;
                }
            }
            Self::Remembered { values, test } => scan::keep_remembered(values, bits, test),
            Self::Rows(test) => scan::keep_rows(bits, test),
            Self::Every(leaves) => {
                for leaf in leaves {
                    if bits.iter().all(|word| *word == 0) {
                        return;
                    }
                    leaf.keep(bits);
                }
            }
            Self::Either(leaves) => {
                let mut found = vec![0; bits.len()];
                for leaf in leaves {
                    let mut left: Vec<u64> = bits.iter().zip(&found).map(|(bits, found)| bits & !found).collect();
                    leaf.keep(&mut left);
                    for (found, left) in found.iter_mut().zip(&left) {
                        *found |= left;
                    }
                }
                bits.copy_from_slice(&found);
            }
        }
    }
}

/// The condition for a part, or its opposite where the value is known.
pub(super) fn leaf<'a>(test: &'a Test, wanted: bool, part: &'a Part, columns: &Columns) -> Leaf<'a> {
    match (&test.field.subject, &test.condition) {
        (Subject::Place, Condition::Within(region)) => within(region, wanted, part, columns),
        (Subject::Column(key @ (ColumnKey::Id | ColumnKey::Ref | ColumnKey::Alt)), condition) => {
            packed_text(key, condition, wanted, part)
        }
        (Subject::Column(key), condition) => match part.column(key, columns) {
            Some(column) => of_column(key, column, condition, wanted, part),
            // The table has every column that it was asked about: this is an older, narrower part.
            None => Leaf::Nothing,
        },
        (Subject::Type, Condition::Type { negated, kinds }) => {
            let wanted = wanted != *negated;
            by_alleles(part, move |alleles| kinds.contains(&kind(alleles).0) == wanted)
        }
        (Subject::Length, condition) => {
            let test = number_test(condition, wanted);
            by_alleles(part, move |alleles| test(kind(alleles).1.map(|length| length as f64)))
        }
        (Subject::Frequency { group }, condition) => {
            figure(part, columns, *group, Figure::Frequency, condition, wanted)
        }
        (Subject::HardyWeinberg { group }, condition) => {
            figure(part, columns, *group, Figure::HardyWeinberg, condition, wanted)
        }
        // Type is never missing; nothing else is asked of these.
        (Subject::Type, Condition::Present) if wanted => Leaf::Everything,
        (Subject::Type, Condition::Missing) if !wanted => Leaf::Everything,
        (Subject::Type | Subject::Place, _) => Leaf::Nothing,
    }
}

fn by_alleles<'a>(part: &'a Part, test: impl Fn(&Alleles) -> bool + 'a) -> Leaf<'a> {
    let test = move |number: u32| test(&part.alleles_of(number));
    Leaf::Remembered { values: part.allele_numbers(), test: Box::new(test) }
}

fn figure<'a>(
    part: &'a Part,
    columns: &Columns,
    group: u32,
    figure: Figure,
    condition: &'a Condition,
    wanted: bool,
) -> Leaf<'a> {
    let (figures, test) = (Figures::new(part, columns, group), number_test(condition, wanted));
    Leaf::Rows(Box::new(move |index| test(figures.get(figure, index))))
}

fn within<'a>(region: &Region, wanted: bool, part: &'a Part, columns: &Columns) -> Leaf<'a> {
    let contigs = part.column(&ColumnKey::Chrom, columns);
    let positions = part.column(&ColumnKey::Pos, columns);
    let (Some(contigs), Some(positions)) = (contigs, positions) else { return Leaf::Nothing };
    let names = std::slice::from_ref(&region.contig);
    let on_contig = by_text(contigs, wanted_contig(names, true));
    let Region { start_1based: start, end_1based: end, .. } = *region;
    if wanted {
        return every(vec![on_contig, raw(positions.values, start, end)]);
    }
    let elsewhere = by_text(contigs, wanted_contig(names, false));
    let before = start.checked_sub(1).map_or(Leaf::Nothing, |last| raw(positions.values, 0, last));
    let behind = end.checked_add(1).map_or(Leaf::Nothing, |first| raw(positions.values, first, u32::MAX));
    Leaf::Either(vec![elsewhere, before, behind])
}

fn wanted_contig(names: &[String], wanted: bool) -> impl Fn(&str) -> bool + '_ {
    move |text| fits(text, TextForm::Contig, Matching::Equal, names) == wanted
}

/// All of these; nothing as soon as one of them is that.
pub(super) fn every(mut leaves: Vec<Leaf<'_>>) -> Leaf<'_> {
    if leaves.iter().any(|leaf| matches!(leaf, Leaf::Nothing)) {
        return Leaf::Nothing;
    }
    leaves.sort_by_key(Leaf::cost);
    Leaf::Every(leaves)
}

fn raw(values: &Packed, low: u32, high: u32) -> Leaf<'_> {
    Leaf::Within { values, form: Form::Raw, low, span: high - low }
}

fn of_column<'a>(
    key: &ColumnKey,
    column: ColumnData<'a>,
    condition: &'a Condition,
    wanted: bool,
    part: &'a Part,
) -> Leaf<'a> {
    match condition {
        Condition::Missing | Condition::Present => {
            let present = wanted == matches!(condition, Condition::Present);
            match key {
                ColumnKey::Genotype(_) => called(column, present),
                _ => presence(column, present),
            }
        }
        Condition::Number(relation, limit) => {
            number(column, if wanted { *relation } else { relation.negated() }, *limit)
        }
        Condition::Numbers { negated, values } if wanted != *negated => {
            Leaf::Either(values.iter().map(|value| number(column, Relation::Equal, *value)).collect())
        }
        Condition::Numbers { values, .. } => {
            every(values.iter().map(|value| number(column, Relation::NotEqual, *value)).collect())
        }
        Condition::Text { matching, negated, values } => {
            let form = match key {
                ColumnKey::Chrom => TextForm::Contig,
                ColumnKey::Filter => TextForm::Set,
                ColumnKey::Annotation(AnnotationPart::HgvsC | AnnotationPart::HgvsP) => TextForm::Whole,
                _ => TextForm::List,
            };
            let wanted = wanted != *negated;
            let matching = *matching;
            if column.storage == Storage::Text {
                return by_text(column, move |text| fits(text, form, matching, values) == wanted);
            }
            let storage = column.storage;
            Leaf::Rows(Box::new(move |index| {
                let number = column.values.get(index).and_then(|stored| storage.number(stored));
                number.is_some_and(|number| fits(&number.to_string(), form, matching, values) == wanted)
            }))
        }
        Condition::Genotype { negated, words } => genotypes(column, words, wanted != *negated, part),
        Condition::Type { .. } | Condition::Within(_) => Leaf::Nothing,
    }
}

fn presence(column: ColumnData<'_>, present: bool) -> Leaf<'_> {
    match column.storage.missing() {
        None if present => Leaf::Everything,
        None => Leaf::Nothing,
        Some(missing) if !present => raw(column.values, missing, missing),
        Some(0) => raw(column.values, 1, u32::MAX),
        Some(missing) => raw(column.values, 0, missing - 1),
    }
}

/// The rows whose text fulfils a test, which is asked once for each different text.
pub(super) fn by_text<'a>(column: ColumnData<'a>, test: impl Fn(&str) -> bool) -> Leaf<'a> {
    let texts = column.dictionary();
    let fitting = texts.map(|text| test(&String::from_utf8_lossy(text)));
    listed(column.values, std::iter::once(false).chain(fitting).collect())
}

/// A table, or the range that says the same.
fn listed(values: &Packed, table: Vec<bool>) -> Leaf<'_> {
    let first = table.iter().position(|listed| *listed);
    let last = table.iter().rposition(|listed| *listed);
    match first.zip(last) {
        None => Leaf::Nothing,
        Some((first, last)) if table[first..=last].iter().all(|listed| *listed) => {
            // Numbers past the table do not occur.
            let high = if last + 1 == table.len() { u32::MAX } else { last as u32 };
            raw(values, first as u32, high)
        }
        Some(_) => Leaf::Listed { values, table },
    }
}

fn called(column: ColumnData<'_>, wanted: bool) -> Leaf<'_> {
    let texts = column.dictionary();
    let fitting = texts.map(|text| {
        let is_missing = genotype::is(&GenotypeWord::Missing, &String::from_utf8_lossy(text), 1);
        is_missing.is_some_and(|missing| missing != wanted)
    });
    listed(column.values, std::iter::once(!wanted).chain(fitting).collect())
}

fn genotypes<'a>(column: ColumnData<'a>, words: &'a [GenotypeWord], wanted: bool, part: &'a Part) -> Leaf<'a> {
    let holds = move |text: Option<&str>, allele: usize| {
        let mut open = false;
        for word in words {
            let fits = match text {
                Some(text) => genotype::is(word, text, allele),
                None => (*word == GenotypeWord::Missing).then_some(true),
            };
            match fits {
                Some(true) => return wanted,
                Some(false) => {}
                None => open = true,
            }
        }
        !open && !wanted
    };
    let texts = column.dictionary();
    let table = std::iter::once(holds(None, 1)).chain(texts.map(|text| holds(Some(&String::from_utf8_lossy(text)), 1)));
    let further = move |index: usize| {
        let number = column.values.get(index).and_then(|stored| stored.checked_sub(1));
        let text = number.and_then(|number| column.texts?.text(number));
        holds(text.as_deref(), part.alternate_index(index) + 1)
    };
    Leaf::Genotype {
        values: column.values,
        table: table.collect(),
        steps: part.record_steps(),
        further: Box::new(further),
    }
}

/// ID, REF or ALT.
fn packed_text<'a>(key: &ColumnKey, condition: &'a Condition, wanted: bool, part: &'a Part) -> Leaf<'a> {
    let is_id = *key == ColumnKey::Id;
    let is_reference = *key == ColumnKey::Ref;
    let allele = move |alleles: &Alleles| match is_reference {
        true => Some(alleles.reference.clone()),
        false => alleles.alternate.clone(),
    };
    match condition {
        Condition::Missing | Condition::Present => {
            let present = wanted == matches!(condition, Condition::Present);
            if is_id {
                return if present { raw(part.ids(), 1, u32::MAX) } else { raw(part.ids(), 0, 0) };
            }
            by_alleles(part, move |alleles| allele(alleles).is_some() == present)
        }
        Condition::Text { matching, negated, values } => {
            let (wanted, matching) = (wanted != *negated, *matching);
            if is_id {
                return ids(part, matching, values, wanted);
            }
            let fitting = move |text: String| fits(&text, TextForm::Whole, matching, values) == wanted;
            by_alleles(part, move |alleles| allele(alleles).is_some_and(fitting))
        }
        _ => Leaf::Nothing,
    }
}

/// rs numbers are compared as numbers where they can be; other IDs, which can be lists, as texts.
fn ids<'a>(part: &'a Part, matching: Matching, values: &'a [String], wanted: bool) -> Leaf<'a> {
    let fitting =
        move |index| part.id_at(index).is_some_and(|id| fits(&id, TextForm::List, matching, values) == wanted);
    if matching == Matching::Contains || !wanted {
        return Leaf::Rows(Box::new(fitting));
    }
    let others = every(vec![raw(part.ids(), OTHER_IDS, u32::MAX), Leaf::Rows(Box::new(fitting))]);
    let numbers = values.iter().filter_map(|value| rs_id(value)).map(|packed| raw(part.ids(), packed, packed));
    Leaf::Either(numbers.chain([others]).collect())
}

/// An rs number as it is packed, written in whichever case.
fn rs_id(text: &str) -> Option<u32> {
    pack_rs(text.to_ascii_lowercase().as_bytes())
}
