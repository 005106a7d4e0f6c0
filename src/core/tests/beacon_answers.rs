//! Every captured answer of a running server is read as `expected.tsv` says, which was gone through by hand.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::{collections::BTreeMap, fs, path::Path};

use cohort_core::beacon::{answer::Note, exchange::Exchange};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beacon")
}

/// `file`, `outcome`, number of rows, AC and AN of the first, codes of the notes.
fn read(path: &Path) -> String {
    let exchange = Exchange::read(&fs::read_to_string(path).unwrap()).unwrap();
    let outcome = exchange.outcome();
    let answer = outcome.answer();
    let rows = answer.map_or(&[][..], |answer| &answer.observations);
    let count = |count: Option<u32>| count.map_or(String::new(), |count| count.to_string());
    let first = rows.first().map(|row| row.counts).unwrap_or_default();
    let notes = answer.map_or(&[][..], |answer| &answer.notes);
    let notes: Vec<&str> = notes.iter().map(Note::code).collect();
    let (ac, an) = (count(first.allele_count), count(first.allele_number));
    format!("{}\t{}\t{ac}\t{an}\t{}", outcome.code(), rows.len(), notes.join(","))
}

#[test]
fn captured_answers_are_read_as_they_were_meant() {
    let expected = fs::read_to_string(folder().join("expected.tsv")).unwrap();
    let expected: BTreeMap<&str, &str> = expected.lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    let mut files = 0;
    for server in ["bycon", "mini-node", "pi"] {
        for entry in fs::read_dir(folder().join(server)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{server}/{}", path.file_stem().unwrap().to_string_lossy());
            let wanted = expected.get(name.as_str()).unwrap_or_else(|| panic!("{name} is not in expected.tsv"));
            assert_eq!(read(&path), *wanted, "{name}");
            files += 1;
        }
    }
    assert_eq!(files, expected.len());
}

/// A miss, a refusal or a failure is never read as a number, whatever is cut out of a good answer.
#[test]
fn a_damaged_answer_is_never_a_count() {
    let text = fs::read_to_string(folder().join("mini-node/sequence-hit.json")).unwrap();
    let good: serde_json::Value = serde_json::from_str(&text).unwrap();
    let body = good["response"]["body"].to_string();
    for cut in (0..body.len()).step_by(7) {
        let mut damaged = good.clone();
        damaged["response"]["body"] = body[..cut].into();
        let outcome = Exchange::read(&damaged.to_string()).unwrap().outcome();
        assert_eq!(outcome.code(), "failed", "cut at {cut}");
    }
}

/// What a stretch holds, change by change, as running servers told it.
#[test]
fn captured_stretches_tell_which_rows_are_of_which_change() {
    let told = |name: &str| {
        let text = fs::read_to_string(folder().join(name)).unwrap();
        let outcome = Exchange::read(&text).unwrap().outcome();
        let answer = outcome.answer().unwrap().clone();
        let rows = answer.told.iter().map(|told| {
            let counts = answer.observations[told.rows.clone()].iter().map(|row| row.counts);
            let counts: Vec<_> = counts.map(|counts| (counts.allele_count, counts.allele_number)).collect();
            (told.variant.to_string(), counts)
        });
        (rows.collect::<Vec<_>>(), answer.unplaced)
    };
    let (pi, unplaced) = told("pi/range.json");
    assert_eq!((pi.len(), unplaced), (5, 0));
    assert_eq!(pi[0], ("22-16050075-A-G".to_owned(), vec![(Some(1), Some(5008))]));
    assert!(pi.iter().all(|(_, counts)| counts.len() == 1));
    // Seen, and not counted: a change without a figure, not one with a zero.
    assert_eq!(told("bycon/range.json"), (vec![("6-26092913-G-A".to_owned(), vec![])], 0));
    // A question about one change tells of none beside it.
    assert_eq!(told("pi/sequence-hit.json").0, []);
}
