use super::*;
use crate::vcf::{Limits, Reading, Step};

/// Problems of the records after a small header, as (line after the header, column, problem).
fn problems(records: &[&str]) -> Vec<(u64, Column, Problem)> {
    let header = "##fileformat=VCFv4.3\n##contig=<ID=1,length=1000>\n##contig=<ID=2>\n##FILTER=<ID=q10,Description=\"x\">\n\
        ##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n\
        ##INFO=<ID=DB,Number=0,Type=Flag,Description=\"x\">\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n\
        ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";
    let text = format!("{header}{}\n", records.join("\n"));
    let mut reading = Reading::open(text.as_bytes(), text.len() as u64, Limits::default()).unwrap();
    while reading.advance(1 << 20).unwrap() == Step::More {}
    let summary = reading.summary();
    assert_eq!(summary.bad_records, 0, "{:?}", summary.warnings);
    summary.warnings.into_iter().map(|w| (w.line.unwrap() - 10, w.column.unwrap(), w.problem)).collect()
}

#[test]
fn a_good_record_is_not_spoken_of() {
    let good =
        ["1\t10\trs1;rs2\tA\tG,<DEL>\t5\tq10\tDP=3;AF=0.1,.;DB\tGT:GQ\t0/2:9", "2\t5\t.\tN\t*\t.\tPASS\t.\tGT\t."];
    assert_eq!(problems(&good), []);
}

#[test]
fn tells_what_is_odd() {
    let cases: [(&str, Column, Problem); 20] = [
        ("3\t10\t.\tA\tG\t.\t.\t.\tGT\t0", Column::Chrom, Problem::Undeclared),
        ("1\t1002\t.\tA\tG\t.\t.\t.\tGT\t0", Column::Pos, Problem::BeyondContig { length: 1000 }),
        ("1\t10\trs1;rs1\tA\tG\t.\t.\t.\tGT\t0", Column::Id, Problem::ValueDuplicate),
        ("1\t10\ta b\tA\tG\t.\t.\t.\tGT\t0", Column::Id, Problem::Characters),
        ("1\t10\t.\tR\tG\t.\t.\t.\tGT\t0", Column::Ref, Problem::Characters),
        ("1\t10\t.\tA\tA\t.\t.\t.\tGT\t0", Column::Alt, Problem::AlleleIsReference),
        ("1\t10\t.\tA\tG,G\t.\t.\t.\tGT\t0", Column::Alt, Problem::ValueDuplicate),
        ("1\t10\t.\tA\tG\t-1\t.\t.\tGT\t0", Column::Qual, Problem::OutOfRange),
        ("1\t10\t.\tA\tG\t.\tq20\t.\tGT\t0", Column::Filter, Problem::Undeclared),
        ("1\t10\t.\tA\tG\t.\tq10;q10\t.\tGT\t0", Column::Filter, Problem::ValueDuplicate),
        ("1\t10\t.\tA\tG\t.\tPASS;q10\t.\tGT\t0", Column::Filter, Problem::Characters),
        ("1\t10\t.\tA\tG\t.\t.\tDP=x\tGT\t0", Column::Info, Problem::ValueType("Integer".to_owned())),
        ("1\t10\t.\tA\tG\t.\t.\tAF=0.1,0.2\tGT\t0", Column::Info, Problem::ValueCount { found: 2, expected: 1 }),
        ("1\t10\t.\tA\tG\t.\t.\tDP=1;DP=1\tGT\t0", Column::Info, Problem::ValueDuplicate),
        ("1\t10\t.\tA\tG\t.\t.\tZZ=1\tGT\t0", Column::Info, Problem::Undeclared),
        ("1\t10\t.\tA\tG\t.\t.\t.\tGQ:GT\t3:0", Column::Format, Problem::GenotypeNotFirst),
        ("1\t10\t.\tA\tG\t.\t.\t.\tGT:XX\t0:1", Column::Format, Problem::Undeclared),
        ("1\t10\t.\tA\tG\t.\t.\t.\tGT\t0:1", Column::Sample, Problem::SampleValues { found: 2, declared: 1 }),
        ("1\t10\t.\tA\tG\t.\t.\t.\tGT\tA/G", Column::Sample, Problem::Genotype),
        ("1\t10\t.\tA\tG\t.\t.\t.\tGT:GQ\t0:4.5", Column::Sample, Problem::NotWholeNumber),
    ];
    for (record, column, problem) in cases {
        assert_eq!(problems(&[record]), [(1, column, problem)], "{record}");
    }
}

/// Keys that the specification describes are held against it without a header line.
#[test]
fn reserved_keys_need_no_description() {
    let info = |value: &str| format!("1\t10\t.\tA\tG\t.\t.\t{value}\tGT\t0/1");
    for good in ["AC=1;AN=2;DB;H3=1;MQ=60.1;SB=0.5", "AA=.;NS=3;END=12", "CIGAR=1X;SOMATIC;1000G=0"] {
        assert_eq!(problems(&[&info(good)]), [], "{good}");
    }
    let kind = |name: &str| Problem::ValueType(name.to_owned());
    for (bad, problem) in [
        ("AC=-1", Problem::OutOfRange),
        ("AC=1,2", Problem::ValueCount { found: 2, expected: 1 }),
        ("AF=x", kind("Float")),
        ("AF=12.5", Problem::OutOfRange),
        ("AN=1.5", kind("Integer")),
        ("CIGAR=123MYCIGAR", Problem::Characters),
        ("DB=2", kind("Flag")),
        ("END=-1", Problem::OutOfRange),
        ("MQ0=1.150", kind("Integer")),
    ] {
        assert_eq!(problems(&[&info(bad)]), [(1, Column::Info, problem)], "{bad}");
    }
}

#[test]
fn samples_hold_what_format_says() {
    let call =
        |alternates: &str, format: &str, call: &str| format!("1\t10\t.\tA\t{alternates}\t.\t.\t.\t{format}\t{call}");
    for (alternates, format, good) in [
        ("G", "GT:AD:DP:GQ:PL", "0/1:3,4:7:99:1,0,2"),
        ("G,T", "GT:PL", "1|2:1,2,3,4,5,6"),
        ("G", "GT:PL", "1:0,9"),
        ("G", "GT:PL", "./.:0,0,0"),
        (".", "GT:PL", "0/0:0,3,30"),
        ("G", "GT:HQ:PS", "0|1:.,5"),
    ] {
        assert_eq!(problems(&[&call(alternates, format, good)]), [], "{format} {good}");
    }
    let count = |found, expected| Problem::ValueCount { found, expected };
    for (format, bad, column, problem) in [
        ("GT:PL", "0|0:1,2", Column::Sample, count(2, 3)),
        ("GT:PL", "0:1,2,3", Column::Sample, count(3, 2)),
        ("GT:AD", "0/1:3", Column::Sample, count(1, 2)),
        ("GT:AD", "0/1:3,-1", Column::Sample, Problem::OutOfRange),
        ("GT:PS", "0|1:a", Column::Sample, Problem::ValueType("Integer".to_owned())),
        ("GT:PL", "0|1:", Column::Sample, Problem::Empty),
    ] {
        assert_eq!(problems(&[&call("G", format, bad)]), [(1, column, problem)], "{format} {bad}");
    }
}

#[test]
fn remembers_the_lines_before() {
    let record = |contig: u32, position: u32, alternate: &str| {
        format!("{contig}\t{position}\t.\tA\t{alternate}\t.\t.\t.\tGT\t0")
    };
    let lines = [
        record(1, 10, "G"),
        record(1, 10, "C"),
        record(1, 10, "G"),
        record(1, 9, "G"),
        record(2, 9, "G"),
        record(1, 20, "G"),
    ];
    let found = problems(&lines.each_ref().map(String::as_str));
    let expected = [
        (3, Column::Pos, Problem::RecordDuplicate),
        (4, Column::Pos, Problem::Unsorted),
        (6, Column::Chrom, Problem::ContigScattered),
    ];
    assert_eq!(found, expected);
}
