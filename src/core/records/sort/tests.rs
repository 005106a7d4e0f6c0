use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::records::{
    AnnotationPart, ColumnKey, Value,
    select::tests::{PLAIN, Plain, any_record, table},
};

fn by(column: ColumnKey, descending: bool) -> SortKey {
    SortKey { column, descending }
}

fn sorted(table: &RecordTable, keys: &[SortKey]) -> Vec<u32> {
    let contigs = ["chrX", "chr1"].map(str::to_owned);
    table.row_numbers(&table.sort(&ChosenRows::All, keys, &contigs).unwrap())
}

#[test]
fn chromosomes_as_the_header_has_them_then_by_name() {
    let on = |contig| Plain { contig, ..PLAIN };
    let table = table(&["chr10", "chr2", "chr1", "chrX", "chrUn", "chr2"].map(on), 4);
    assert_eq!(sorted(&table, &[by(ColumnKey::Chrom, false)]), [3, 2, 1, 5, 0, 4]);
    assert_eq!(sorted(&table, &[by(ColumnKey::Chrom, true)]), [4, 0, 1, 5, 2, 3]);
}

#[test]
fn missing_is_last_in_either_direction() {
    let with = |quality| Plain { quality, ..PLAIN };
    let table = table(&[None, Some(-1.0), Some(50.0), None, Some(f32::INFINITY), Some(0.0)].map(with), 2);
    assert_eq!(sorted(&table, &[by(ColumnKey::Qual, false)]), [1, 5, 2, 4, 0, 3]);
    assert_eq!(sorted(&table, &[by(ColumnKey::Qual, true)]), [4, 2, 5, 1, 0, 3]);
}

#[test]
fn ids_by_number_then_by_text() {
    let with = |id| Plain { id, ..PLAIN };
    let table = table(&[Some("x"), Some("rs10"), None, Some("rs9"), Some("a"), Some("x")].map(with), 4);
    assert_eq!(sorted(&table, &[by(ColumnKey::Id, false)]), [3, 1, 4, 0, 5, 2]);
    assert_eq!(sorted(&table, &[by(ColumnKey::Id, true)]), [0, 5, 4, 1, 3, 2]);
}

#[test]
fn alleles_by_their_letters() {
    let with = |alleles| Plain { alleles, ..PLAIN };
    let table = table(&[("T", Some("<DEL>")), ("AC", Some("C")), ("A", Some("G")), ("A", None)].map(with), 3);
    assert_eq!(sorted(&table, &[by(ColumnKey::Ref, false)]), [2, 3, 1, 0]);
    assert_eq!(sorted(&table, &[by(ColumnKey::Alt, false)]), [0, 1, 2, 3]);
}

fn compare(left: &Value, right: &Value, descending: bool) -> Ordering {
    let order = match (left, right) {
        (Value::Missing, Value::Missing) => return Ordering::Equal,
        (Value::Missing, _) => return Ordering::Greater,
        (_, Value::Missing) => return Ordering::Less,
        (Value::Whole(left), Value::Whole(right)) => left.cmp(right),
        (Value::Number(left), Value::Number(right)) => left.total_cmp(right),
        (Value::Text(left), Value::Text(right)) => {
            left.to_lowercase().cmp(&right.to_lowercase()).then_with(|| left.cmp(right))
        }
        other => panic!("a column of two types: {other:?}"),
    };
    if descending { order.reverse() } else { order }
}

proptest! {
    #[test]
    fn sorts_as_a_comparison_would(
        records in prop::collection::vec(any_record(), 0..60),
        part_records in 1_usize..60,
        chosen in prop::collection::vec(any::<bool>(), 200),
        keys in prop::collection::vec((0_usize..8, any::<bool>()), 0..4),
    ) {
        let table = table(&records, part_records);
        let columns = [
            ColumnKey::Pos,
            ColumnKey::Qual,
            ColumnKey::Filter,
            ColumnKey::Genotype(1),
            ColumnKey::Depth(0),
            ColumnKey::Info("PAF".into()),
            ColumnKey::Info("SHIFT".into()),
            ColumnKey::Annotation(AnnotationPart::Gene),
        ];
        let keys: Vec<SortKey> = keys.into_iter().map(|(column, descending)| by(columns[column].clone(), descending)).collect();
        let rows: Vec<u32> = (0..table.rows() as u32).filter(|row| chosen[*row as usize % 200]).collect();
        let mut expected = rows.clone();
        let value = |row: u32, key: &SortKey| {
            table.row(u64::from(row), std::slice::from_ref(&key.column)).unwrap().values.remove(0)
        };
        expected.sort_by(|left, right| {
            let orders = keys.iter().map(|key| compare(&value(*left, key), &value(*right, key), key.descending));
            orders.fold(Ordering::Equal, Ordering::then)
        });
        let found = table.sort(&ChosenRows::These(rows), &keys, &[]).unwrap();
        prop_assert_eq!(found, ChosenRows::These(expected));
    }
}
