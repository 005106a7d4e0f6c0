use std::io::Cursor;

use super::*;
use crate::{
    records::Value,
    vcf::{Limits, Reading, Step},
};

const HEADER: &str = "##fileformat=VCFv4.2\n##INFO=<ID=AF,Number=A,Type=Float,Description=\"Frequency\">\n\
    ##INFO=<ID=AD,Number=R,Type=Integer,Description=\"Depths\">\n##INFO=<ID=DB,Number=0,Type=Flag,Description=\"Known\">\n\
    ##INFO=<ID=NOTE,Number=.,Type=String,Description=\"Words\">\n\
    ##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name'\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n";

fn read(records: &str, columns: Option<Columns>) -> Reading<Cursor<Vec<u8>>> {
    let text = format!("{HEADER}{records}");
    let bytes = text.len() as u64;
    let reading = Reading::open(Cursor::new(text.into_bytes()), bytes, Limits::default()).unwrap();
    let mut reading = reading.with_columns(columns);
    while reading.advance(1 << 20).unwrap() == Step::More {}
    reading
}

const RECORDS: &str = "1\t5\t.\tA\tC,G\t.\t.\tAF=0.25,1e-7;AD=9,-4,7;DB;NOTE=x,y;ANN=G|missense_variant|MODERATE|LCT,C|stop_gained|HIGH|MCM6\tGT:DP\t0/1:7\t1/2:8\n\
    1\t6\t.\tA\t.\t.\t.\tAFX=1;AF=.\tGT\t0/0\t./.\n";

#[test]
fn values_are_those_of_the_row() {
    let info = |key: &str| ColumnKey::Info(key.to_owned());
    let keys = [
        info("AF"),
        info("AD"),
        info("DB"),
        info("NOTE"),
        info("NONE"),
        ColumnKey::Annotation(AnnotationPart::Gene),
        ColumnKey::Count { group: 0, count: Count::Alleles },
        ColumnKey::Count { group: 0, count: Count::Called },
    ];
    let extra = |key: &ColumnKey| ExtraColumn { key: key.clone(), storage: Storage::Text };
    let columns = Columns { samples: vec![1], extras: keys.iter().map(extra).collect() };
    let reading = read(RECORDS, Some(columns));
    let rows = reading.table().unwrap().window(0, 9, &keys);
    let text = |text: &str| Value::Text(text.to_owned());
    let whole = Value::Whole;
    let (words, missing) = (text("x,y"), Value::Missing);
    let expected = [
        vec![
            Value::Number(0.25),
            whole(-4),
            whole(1),
            words.clone(),
            missing.clone(),
            text("MCM6"),
            whole(2),
            whole(4),
        ],
        vec![Value::Number(1e-7), whole(7), whole(1), words, missing.clone(), text("LCT"), whole(1), whole(4)],
        [vec![missing; 7], vec![whole(2)]].concat(),
    ];
    assert_eq!(rows.iter().map(|row| row.values.clone()).collect::<Vec<_>>(), expected);
    // The only sample kept is the second.
    assert_eq!((rows[0].genotype.as_deref(), rows[0].depth), (Some("1/2"), Some(8)));
}

#[test]
fn what_suits_a_file_is_kept_unasked() {
    let reading = read(RECORDS, None);
    let columns = reading.table().unwrap().columns();
    let keys: Vec<_> = columns.extras.iter().map(|extra| extra.key.clone()).collect();
    assert_eq!((&columns.samples[..], keys), (&[0, 1][..], KEPT_PARTS.map(ColumnKey::Annotation).to_vec()));
}

#[test]
fn allele_balance_is_of_the_row_s_allele() {
    let columns = Columns {
        samples: vec![0],
        extras: vec![ExtraColumn { key: ColumnKey::AlleleBalance(1), storage: Storage::Text }],
    };
    let records = "1\t5\t.\tA\tC,G\t.\t.\t.\tGT:AD\t0/1:1,1,1\t1/2:6,2,18\n1\t6\t.\tA\tC\t.\t.\t.\tGT:AD\t0/1:1,1\t./.:0,0\n\
        1\t7\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\n1\t8\t.\tA\t.\t.\t.\t.\tGT:AD\t0/0:9\t0/0:9\n";
    let reading = read(records, Some(columns));
    let rows = reading.table().unwrap().window(0, 9, &[ColumnKey::AlleleBalance(1)]);
    let values: Vec<Value> = rows.iter().flat_map(|row| row.values.clone()).collect();
    let missing = Value::Missing;
    assert_eq!(values, [Value::Number(0.25), Value::Number(0.75), missing.clone(), missing.clone(), missing]);
}

#[test]
fn a_key_is_no_part_of_another() {
    for (text, key, expected) in [
        ("AFX=1;AF=2", "AF", Some(Some("2"))),
        ("AF=2;AFX=1", "AF", Some(Some("2"))),
        ("DB", "DB", Some(None)),
        ("XDB;DB;Y", "DB", Some(None)),
        ("DBX", "DB", None),
        ("A=DB=1", "DB", None),
        (".", "DB", None),
    ] {
        let value = info::value(text.as_bytes(), key.as_bytes());
        assert_eq!(value, expected.map(|value| value.map(str::as_bytes)), "{text}");
    }
}

#[test]
fn what_describes_structural_changes_is_kept_where_there_are_some() {
    let header = |keys: &[&str]| {
        let line = |key: &&str| format!("##INFO=<ID={key},Number=1,Type=Integer,Description=\"x\">\n");
        let infos: String = keys.iter().map(line).collect();
        let text = format!("##fileformat=VCFv4.4\n{infos}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        let mut reading = Reading::open(text.as_bytes(), text.len() as u64, Limits::default()).unwrap();
        while reading.advance(1 << 20).unwrap() == Step::More {}
        reading.offer(None).unwrap().shown_at_first()
    };
    let info = |key: &str| ColumnKey::Info(key.to_owned());
    assert_eq!(header(&["END", "SVTYPE", "DP"]), [info("SVTYPE"), info("END")]);
    assert_eq!(header(&["END", "SVLEN"]), []);
}
