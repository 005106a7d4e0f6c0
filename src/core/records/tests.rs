use super::*;

/// One sample, no extra columns.
fn table() -> RecordTable {
    RecordTable::new(Arc::new(Columns { samples: vec![0], extras: Vec::new() }))
}

fn record<'a>(line: u64, alternates: Option<&'a [u8]>) -> NewRecord<'a> {
    NewRecord {
        text_offset: line * 100,
        line,
        contig: b"chr1",
        position: line as u32,
        id: None,
        reference: b"A",
        alternates,
        quality: None,
        filter: None,
        calls: &[NewCall { genotype: Some(b"1/2"), depth: None, genotype_quality: None, allele_depths: None }],
    }
}

#[test]
fn a_row_for_each_alternate_and_each_knows_its_record() {
    let mut table = table();
    table.push(&record(10, Some(b"C,G,<DEL>")), &[]);
    table.push(&record(11, None), &[]);
    // Line 12 was bad.
    table.push(&record(13, Some(b"T")), &[]);
    assert_eq!((table.rows(), table.records()), (5, 3));
    let origins: Vec<_> =
        (0..6).map(|row| table.origin(row).map(|o| (o.text_offset, o.line, o.alternate_index))).collect();
    let expected = [(1000, 10, 0), (1000, 10, 1), (1000, 10, 2), (1100, 11, 0), (1300, 13, 0)].map(Some);
    assert_eq!(origins[..5], expected);
    assert_eq!(origins[5], None);
    let copies: Vec<_> = table.window(0, 10, &[]).iter().map(|row| row.copies.map(|copies| copies.carrying)).collect();
    assert_eq!(copies, [Some(1), Some(1), Some(0), None, Some(1)]);
}

#[test]
fn rows_are_found_across_parts() {
    let mut table = table();
    let rows = PART_ROWS as u64 * 2 + 10;
    for line in 1..=rows {
        table.push(&record(line, Some(b"C")), &[]);
    }
    assert_eq!(table.rows(), rows);
    for row in [0, 1, PART_ROWS as u64 - 1, PART_ROWS as u64, rows - 1] {
        assert_eq!(table.row(row, &[]).unwrap().position as u64, row + 1);
        assert_eq!(table.origin(row).unwrap().line, row + 1);
    }
    assert_eq!(table.row(rows, &[]), None);
    assert_eq!(table.window(rows - 2, 500, &[]).len(), 2);
    assert_eq!(table.window(u64::MAX, 500, &[]).len(), 0);
}

#[test]
fn the_rows_of_a_record_share_a_part() {
    let mut table = table();
    for line in 1..PART_ROWS as u64 {
        table.push(&record(line, Some(b"C")), &[]);
    }
    table.push(&record(PART_ROWS as u64, Some(b"C,G")), &[]);
    let last = table.rows() - 1;
    assert_eq!(table.origin(last).unwrap().alternate_index, 1);
    assert_eq!(table.origin(last - 1).unwrap().alternate_index, 0);
}

#[test]
fn missing_is_not_zero() {
    let mut table = table();
    let mut zero = record(1, Some(b"C"));
    zero.quality = Some(0.0);
    zero.calls = &[NewCall { genotype: None, depth: Some(0), genotype_quality: Some(0), allele_depths: None }];
    table.push(&zero, &[]);
    table.push(&record(2, Some(b"C")), &[]);
    let rows = table.window(0, 2, &[]);
    assert_eq!((rows[0].quality, rows[0].depth, rows[0].genotype_quality), (Some(0.0), Some(0), Some(0)));
    assert_eq!((rows[1].quality, rows[1].depth, rows[1].genotype_quality), (None, None, None));
    assert_eq!((rows[0].genotype.as_deref(), rows[1].genotype.as_deref()), (None, Some("1/2")));
}

/// A part that another worker made stands beside the others with its own dictionaries.
#[test]
fn extra_columns_come_back_as_they_were_stored() {
    let info = ColumnKey::Info("GENE".to_owned());
    let extras = [(info.clone(), Storage::Text), (ColumnKey::Info("AF".to_owned()), Storage::Float)];
    let extras = extras.map(|(key, storage)| ExtraColumn { key, storage });
    let columns = Arc::new(Columns { samples: vec![0], extras: extras.to_vec() });
    let mut table = RecordTable::new(Arc::clone(&columns));
    for genes in [["LCT", "MCM6"], ["MCM6", "LCT"]] {
        let mut part = Part::new(&columns);
        let [first, second] = genes.map(|gene| part.store_text(0, gene.as_bytes()));
        part.push(&record(5, Some(b"C,G")), &[first, store_float(Some(0.5)), second, store_float(None)]);
        part.push(&record(6, None), &[0, store_float(Some(0.25))]);
        table.append(part);
    }
    let keys = [info, ColumnKey::Info("AF".to_owned()), ColumnKey::Info("no such column".to_owned())];
    let values: Vec<Vec<Value>> = table.window(0, 9, &keys).into_iter().map(|row| row.values).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    let expected = [
        [text("LCT"), Value::Number(0.5), Value::Missing],
        [text("MCM6"), Value::Missing, Value::Missing],
        [Value::Missing, Value::Number(0.25), Value::Missing],
        [text("MCM6"), Value::Number(0.5), Value::Missing],
        [text("LCT"), Value::Missing, Value::Missing],
        [Value::Missing, Value::Number(0.25), Value::Missing],
    ];
    assert_eq!(values, expected.map(|values| values.to_vec()));
    assert_eq!((table.rows(), table.records()), (6, 4));
}
