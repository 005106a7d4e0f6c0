//! A typed expression.
#![no_main]

use cohort_core::{
    filter::{InfoField, Kind, Schema, complete, parse},
    records::AnnotationPart,
};
use libfuzzer_sys::fuzz_target;

fn schema() -> Schema {
    let texts = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let info = |key: &str, kind| InfoField { key: key.to_owned(), kind, is_population_frequency: false };
    Schema {
        contigs: texts(&["chr1", "chrX", "HLA-A*01:01"]),
        filters: texts(&["PASS", "q10"]),
        samples: texts(&["proband", "mother", "S (4)"]),
        focus: 0,
        formats: texts(&["GT", "DP", "GQ"]),
        info: vec![info("DP", Kind::Number), info("DB", Kind::Flag), info("CLNSIG", Kind::Text)],
        annotation: vec![(AnnotationPart::Gene, texts(&["BRCA1", "BRCA2"]))],
        counted: true,
        groups: texts(&["cases"]),
    }
}

fuzz_target!(|input: (&str, usize)| {
    let (text, place) = input;
    let schema = schema();
    let completion = complete(text, place % (text.len() + 1), &schema);
    assert!(completion.start <= completion.end && text.get(completion.start..completion.end).is_some());
    match parse(text, &schema) {
        Ok(expression) => {
            let printed = expression.to_string();
            assert_eq!(parse(&printed, &schema).map(|again| again.to_string()), Ok(printed));
        }
        Err(error) => assert!(text.get(error.start..error.end).is_some(), "{error:?}"),
    }
});
