use super::*;

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
        genotype: Some(b"1/2"),
        depth: None,
        genotype_quality: None,
    }
}

#[test]
fn a_row_for_each_alternate_and_each_knows_its_record() {
    let mut table = RecordTable::default();
    table.push(&record(10, Some(b"C,G,<DEL>"))).unwrap();
    table.push(&record(11, None)).unwrap();
    // Line 12 was bad.
    table.push(&record(13, Some(b"T"))).unwrap();
    assert_eq!((table.rows(), table.records()), (5, 3));
    let origins: Vec<_> =
        (0..6).map(|row| table.origin(row).map(|o| (o.text_offset, o.line, o.alternate_index))).collect();
    let expected = [(1000, 10, 0), (1000, 10, 1), (1000, 10, 2), (1100, 11, 0), (1300, 13, 0)].map(Some);
    assert_eq!(origins[..5], expected);
    assert_eq!(origins[5], None);
    let copies: Vec<_> = table.window(0, 10).iter().map(|row| row.copies.map(|copies| copies.carrying)).collect();
    assert_eq!(copies, [Some(1), Some(1), Some(0), None, Some(1)]);
}

#[test]
fn rows_are_found_across_chunks() {
    let mut table = RecordTable::default();
    let rows = CHUNK_ROWS as u64 * 2 + 10;
    for line in 1..=rows {
        table.push(&record(line, Some(b"C"))).unwrap();
    }
    assert_eq!(table.rows(), rows);
    for row in [0, 1, CHUNK_ROWS as u64 - 1, CHUNK_ROWS as u64, rows - 1] {
        assert_eq!(table.row(row).unwrap().position as u64, row + 1);
        assert_eq!(table.origin(row).unwrap().line, row + 1);
    }
    assert_eq!(table.row(rows), None);
    assert_eq!(table.window(rows - 2, 500).len(), 2);
    assert_eq!(table.window(u64::MAX, 500).len(), 0);
}

#[test]
fn the_rows_of_a_record_share_a_chunk() {
    let mut table = RecordTable::default();
    for line in 1..CHUNK_ROWS as u64 {
        table.push(&record(line, Some(b"C"))).unwrap();
    }
    table.push(&record(CHUNK_ROWS as u64, Some(b"C,G"))).unwrap();
    let last = table.rows() - 1;
    assert_eq!(table.origin(last).unwrap().alternate_index, 1);
    assert_eq!(table.origin(last - 1).unwrap().alternate_index, 0);
}

#[test]
fn missing_is_not_zero() {
    let mut table = RecordTable::default();
    let mut zero = record(1, Some(b"C"));
    zero.quality = Some(0.0);
    zero.depth = Some(0);
    zero.genotype_quality = Some(0);
    zero.genotype = None;
    table.push(&zero).unwrap();
    table.push(&record(2, Some(b"C"))).unwrap();
    let rows = table.window(0, 2);
    assert_eq!((rows[0].quality, rows[0].depth, rows[0].genotype_quality), (Some(0.0), Some(0), Some(0)));
    assert_eq!((rows[1].quality, rows[1].depth, rows[1].genotype_quality), (None, None, None));
    assert_eq!((rows[0].genotype.as_deref(), rows[1].genotype.as_deref()), (None, Some("1/2")));
}
