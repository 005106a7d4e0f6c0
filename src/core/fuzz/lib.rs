//! What the targets share: a file opened to its end, and what must hold of every opened file.

use std::io::Cursor;

use cohort_core::{
    vcf::{Ending, Limits, Problem, Reading, Refusal, Step},
    wire::FileSummary,
};

/// A reading that was driven to its end.
pub type Opened = Reading<Cursor<Vec<u8>>>;

/// Small enough that a fuzzer reaches them.
pub const LIMITS: Limits = Limits { line_bytes: 1 << 16, header_bytes: 1 << 16, rows: 10_000, samples: 1000, memory_bytes: 1 << 30 };

/// Reads a file in steps of so many bytes.
pub fn open(file: &[u8], step_bytes: u64) -> Result<Opened, Refusal> {
    let mut reading = Reading::open(Cursor::new(file.to_vec()), file.len() as u64, LIMITS)?;
    while reading.advance(step_bytes)? == Step::More {}
    Ok(reading)
}

/// What must hold of any file that opens; gives its summary.
pub fn check(file: &[u8], reading: &Opened) -> FileSummary {
    let summary = reading.summary();
    let table = reading.table().expect("an opened file has a table");
    assert_eq!(table.rows(), summary.rows);
    for row in 0..table.rows().min(5) {
        assert!(table.row(row, &[]).is_some(), "row {row}");
        reading.detail(row, Cursor::new(file.to_vec())).expect("a row can be read again");
    }
    assert!(summary.warnings.len() as u64 <= summary.warning_count);
    assert!(summary.bad_records <= summary.warning_count);
    let is_partial = matches!(summary.ending, Ending::Partial { .. });
    let is_told = summary.warnings.iter().any(|warning| matches!(warning.problem, Problem::Partial(_)));
    assert!(is_told == is_partial || summary.warning_count > summary.warnings.len() as u64, "{summary:?}");
    summary
}

/// Opens a file in two ways, which must come to the same.
pub fn open_and_check(file: &[u8]) -> Option<FileSummary> {
    match (open(file, 1), open(file, 1 << 20)) {
        (Ok(small), Ok(large)) => {
            let summary = check(file, &small);
            assert_eq!(format!("{summary:?}"), format!("{:?}", large.summary()));
            Some(summary)
        }
        (Err(small), Err(large)) => {
            assert_eq!(small, large);
            None
        }
        (small, large) => panic!("in small steps {small:?}, in a large one {large:?}"),
    }
}
