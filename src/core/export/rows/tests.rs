use std::io::Cursor;

use super::*;
use crate::{
    arrange::Arranger,
    records::{AnnotationPart, SortKey},
    vcf::{Limits, Step},
};

const HEADER: &str = "##fileformat=VCFv4.2\n##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n\
                      ##INFO=<ID=NOTE,Number=1,Type=String,Description=\"x\">\n\
                      ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n\
                      #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tme\n";

type File = Cursor<Vec<u8>>;

fn read(text: &str) -> (Reading<File>, File) {
    let file = Cursor::new(text.as_bytes().to_vec());
    let columns = crate::records::Columns {
        samples: vec![0],
        extras: vec![
            crate::records::ExtraColumn {
                key: ColumnKey::Info("AF".to_owned()),
                storage: crate::records::Storage::Float,
            },
            crate::records::ExtraColumn {
                key: ColumnKey::Info("NOTE".to_owned()),
                storage: crate::records::Storage::Text,
            },
        ],
    };
    let reading = Reading::open(file.clone(), text.len() as u64, Limits::default()).unwrap();
    let mut reading = reading.with_columns(Some(columns));
    while reading.advance(1 << 20).unwrap() == Step::More {}
    (reading, file)
}

fn export(text: &str, form: ExportForm, filter: &str, sort: &[(ColumnKey, bool)]) -> (Vec<u8>, Exported) {
    let (reading, file) = read(text);
    let mut arranger = Arranger::default();
    let sort = sort.iter().map(|(column, descending)| SortKey { column: column.clone(), descending: *descending });
    let arrangement = Arrangement { filter: filter.to_owned(), sort: sort.collect(), pairs: None };
    let schema = reading.offer(None).unwrap().schema;
    arranger.arrange(reading.table().unwrap(), &schema, 1, &arrangement).unwrap();
    let order = ExportOrder {
        form,
        file_name: "me.vcf".to_owned(),
        arrangement,
        columns: vec![
            ColumnKey::Info("NOTE".to_owned()),
            ColumnKey::Info("AF".to_owned()),
            ColumnKey::Annotation(AnnotationPart::Gene),
        ],
    };
    let mut export = Export::new(&reading, arranger.chosen(), &order, file);
    let mut out = Vec::new();
    loop {
        if let ExportStep::Done(exported) = export.advance(&reading, &mut out).unwrap() {
            assert_eq!((exported.bytes, export.done()), (out.len() as u64, export.rows()));
            return (out, exported);
        }
    }
}

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

fn small() -> String {
    HEADER.to_owned()
        + "1\t10\trs1\tA\tG,T\t50\tPASS\tAF=0.5,0.001;NOTE=x,y\tGT\t1/2\n\
           1\t20\t.\tC\tT\t-1.5\tq10\tNOTE==1+1\tGT\t0/1\n\
           broken\n\
           2\t5\t.\tG\t.\t.\t.\t.\tGT\t.\n"
}

#[test]
fn csv_and_tsv_hold_the_rows_in_their_order() {
    let (csv, exported) = export(&small(), ExportForm::Csv, "", &[(ColumnKey::Qual, false)]);
    let csv = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = csv.split("\r\n").collect();
    let comments = lines.iter().filter(|line| line.starts_with("# ")).count();
    assert_eq!((comments, lines[1].contains("4 of 4 rows of me.vcf, by QUAL ascending.")), (4, true), "{lines:?}");
    assert_eq!(lines[3], "# 1 records of the file could not be understood and are left out.");
    assert_eq!(
        lines[comments..],
        [
            "CHROM,POS,ID,REF,ALT,QUAL,FILTER,me:GT,me:DP,me:GQ,INFO/NOTE,INFO/AF",
            "1,20,,C,T,-1.5,q10,0/1,,,'=1+1,",
            "1,10,rs1,A,G,50,PASS,1/2,,,\"x,y\",0.5",
            "1,10,rs1,A,T,50,PASS,1/2,,,\"x,y\",0.001",
            "2,5,,G,,,,.,,,,",
            "",
        ]
    );
    assert_eq!((&exported.file_name[..], exported.written), ("me.all.4-rows.csv", 4));
    let (tsv, _) = export(&small(), ExportForm::Tsv, "QUAL < 0", &[]);
    let tsv = String::from_utf8(tsv).unwrap();
    assert!(tsv.ends_with("\n1\t20\t\tC\tT\t-1.5\tq10\t0/1\t\t\t'=1+1\t\n"), "{tsv}");
    assert!(tsv.contains("\n# Filter: QUAL < 0\n"), "{tsv}");
}

#[test]
fn json_is_json() {
    for filter in ["", "QUAL > 0", "QUAL > 1000"] {
        let (json, exported) = export(&small(), ExportForm::Json, filter, &[]);
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let rows = json["rows"].as_array().unwrap();
        assert_eq!(json["row_count"], rows.len() as u64);
        assert_eq!(exported.written, rows.len() as u64);
        if let Some(first) = rows.first() {
            assert_eq!((&first["POS"], &first["INFO/AF"], &first["me:DP"]), (&10.into(), &0.5.into(), &().into()));
        }
    }
}

#[test]
fn a_vcf_keeps_whole_records_once_in_file_order() {
    let (vcf, exported) = export(&small(), ExportForm::Vcf, "QUAL < 100", &[(ColumnKey::Qual, false)]);
    let text = unpacked(&vcf);
    let (header, records): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let source = small();
    let expected: Vec<&str> = source.lines().filter(|line| line.starts_with("1\t")).collect();
    assert_eq!(records, expected);
    assert!(HEADER.lines().all(|line| header.contains(&line)), "{header:?}");
    assert!(text.contains("##cohort_explorerCommand=export --file \"me.vcf\" --filter \"QUAL < 100\"\n"));
    assert_eq!((&exported.file_name[..], exported.written), ("me.filtered.2-records.vcf.gz", 2));
}

#[test]
fn long_alleles_are_whole() {
    let (long, other) = ("ACGT".repeat(20_000), "T".repeat(700));
    let text = format!("{HEADER}1\t1\t.\t{long}\tA\t.\t.\t.\tGT\t0/1\n1\t2\t.\tA\tC,{other}\t.\t.\t.\tGT\t0/1\n");
    for sort in [vec![], vec![(ColumnKey::Pos, true)]] {
        let (csv, _) = export(&text, ExportForm::Csv, "", &sort);
        let csv = String::from_utf8(csv).unwrap();
        assert!(csv.contains(&format!("1,1,,{long},A,")) && csv.contains(&format!("1,2,,A,{other},")));
        assert!(csv.contains("1,2,,A,C,"));
    }
}

#[test]
fn many_rows_come_in_many_steps_and_a_changed_file_is_noticed() {
    let lines: String = (1..9_000).map(|n| format!("1\t{n}\t.\tA\tG\t{}\t.\t.\tGT\t0/1\n", n % 7)).collect();
    let text = HEADER.to_owned() + &lines;
    let (vcf, exported) = export(&text, ExportForm::Vcf, "QUAL > 3", &[]);
    let expected = lines.lines().filter(|line| line.split('\t').nth(5).unwrap().parse::<u32>().unwrap() > 3);
    assert_eq!(exported.written as usize, expected.clone().count());
    let unpacked = unpacked(&vcf);
    assert!(unpacked.lines().filter(|line| !line.starts_with('#')).eq(expected));

    let (reading, _) = read(&text);
    let order = ExportOrder {
        form: ExportForm::Vcf,
        file_name: String::new(),
        arrangement: Arrangement::default(),
        columns: Vec::new(),
    };
    let changed = Cursor::new(text.replace("\t5000\t", "\t500\t").into_bytes());
    let mut export = Export::new(&reading, Arc::new(ChosenRows::All), &order, changed);
    let mut out = Vec::new();
    let failed = loop {
        match export.advance(&reading, &mut out) {
            Ok(ExportStep::More) => {}
            other => break other,
        }
    };
    assert!(matches!(failed, Err(DetailError::Changed { line: 5005 })), "{failed:?}");
}

#[test]
fn a_file_that_stops_short_gives_an_export_that_says_so() {
    let cut = small().trim_end().trim_end_matches("\tGT\t.").to_owned();
    let (csv, exported) = export(&cut, ExportForm::Csv, "", &[]);
    assert!(exported.is_partial && exported.file_name.contains(".partial."), "{exported:?}");
    assert!(String::from_utf8(csv).unwrap().contains("\n# PARTIAL. The file stops short after line 8"));
    let (vcf, _) = export(&cut, ExportForm::Vcf, "", &[]);
    assert!(unpacked(&vcf).contains("\n##cohort_explorerPartial=The file stops short"));
}
