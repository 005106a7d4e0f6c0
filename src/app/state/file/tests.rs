use cohort_core::{
    vcf::{Compression, Ending, Format},
    wire::Copies,
};

use super::*;

pub(super) fn row(contig: &str, position: u32, reference: &str, alternate: Option<&str>) -> Row {
    Row {
        contig: contig.to_owned(),
        position,
        id: None,
        reference: reference.to_owned(),
        reference_length: reference.len() as u32,
        alternate: alternate.map(str::to_owned),
        alternate_length: alternate.map_or(0, str::len) as u32,
        quality: None,
        filter: None,
        genotype: Some("0/1".to_owned()),
        copies: Some(Copies { carrying: 1, called: 2 }),
        depth: None,
        genotype_quality: None,
        values: Vec::new(),
    }
}

fn chosen(generation: Generation) -> Chosen {
    Chosen { generation, name: "a.vcf".to_owned(), file_bytes: 1000, ledger_entries: 1 }
}

fn progress(rows: u64) -> Progress {
    Progress { read_bytes: 500, file_bytes: 1000, records: rows, rows }
}

fn summary(rows: u64, assembly: Option<Assembly>) -> Box<FileSummary> {
    Box::new(FileSummary {
        file_bytes: 1000,
        compression: Compression::Plain,
        format: Format::Vcf,
        format_version: Some("4.2".to_owned()),
        assembly,
        sample_count: 1,
        sample_names: vec!["S".to_owned()],
        synthetic: false,
        records: rows,
        rows,
        bad_records: 0,
        quality: Box::default(),
        transitions: 0,
        transversions: 0,
        warnings: Vec::new(),
        warning_count: 0,
        ending: Ending::Whole,
        workers: 1,
        regions: None,
    })
}

fn told(state: &mut FileState, event: Event) {
    state.apply(Happened::Told { event, after_millis: 420 });
}

fn reading(rows: u64) -> FileState {
    let mut state = FileState::default();
    state.apply(Happened::Chosen(chosen(7)));
    told(&mut state, Event::Progress { generation: 7, progress: progress(rows) });
    state
}

fn ready(rows: u64, assembly: Option<Assembly>) -> FileState {
    let mut state = reading(rows);
    told(&mut state, Event::Opened { generation: 7, summary: summary(rows, assembly) });
    state
}

#[test]
fn a_file_is_chosen_read_and_closed() {
    let mut state = FileState::default();
    state.apply(Happened::Chosen(chosen(7)));
    assert_eq!(state, FileState::Starting(chosen(7)));
    told(&mut state, Event::Progress { generation: 7, progress: progress(10) });
    assert_eq!(state.open().unwrap().row_count(), 10);
    told(&mut state, Event::Opened { generation: 7, summary: summary(12, Some(Assembly::Grch38)) });
    let open = state.open().unwrap();
    assert_eq!((open.row_count(), open.assembly()), (12, Some(Assembly::Grch38)));
    assert!(matches!(open.stage, Stage::Ready { took_millis: 420, .. }));
    state.apply(Happened::Closed);
    assert_eq!(state, FileState::Idle);
}

#[test]
fn what_is_said_of_an_earlier_file_is_passed_over() {
    let mut state = ready(12, None);
    state.apply(Happened::Chosen(chosen(8)));
    for event in [
        Event::Progress { generation: 7, progress: progress(99) },
        Event::Opened { generation: 7, summary: summary(99, None) },
        Event::Refused { generation: 7, refusal: Refusal::Empty },
        Event::Rows { generation: 7, view: 0, first: 0, rows: vec![row("1", 1, "A", Some("G"))] },
    ] {
        told(&mut state, event);
        assert_eq!(state, FileState::Starting(chosen(8)));
    }
    state.apply(Happened::Closed);
    told(&mut state, Event::Opened { generation: 8, summary: summary(99, None) });
    assert_eq!(state, FileState::Idle, "nothing comes back after closing");
}

#[test]
fn progress_after_the_end_does_not_undo_it() {
    let mut state = ready(12, None);
    let before = state.clone();
    told(&mut state, Event::Progress { generation: 7, progress: progress(3) });
    assert_eq!(state, before);
}

#[test]
fn a_refusal_a_crash_and_a_stop_keep_the_files_name() {
    let mut refused = reading(3);
    told(&mut refused, Event::Refused { generation: 7, refusal: Refusal::Empty });
    assert_eq!(refused, FileState::Refused(chosen(7), Refusal::Empty));
    let mut crashed = ready(3, None);
    crashed.apply(Happened::Crashed(Crash::Broken));
    assert_eq!(crashed, FileState::Crashed(chosen(7), Crash::Broken));
    let mut stopped = reading(3);
    stopped.apply(Happened::Cancelled);
    assert_eq!(stopped, FileState::Stopped(chosen(7), progress(3)));
    stopped.apply(Happened::Crashed(Crash::Silent));
    assert_eq!(stopped, FileState::Stopped(chosen(7), progress(3)), "a worker that ends late is no news");
}

#[test]
fn what_a_header_says_of_the_build_goes_before_what_a_person_says() {
    let mut state = ready(3, None);
    assert_eq!(state.open().unwrap().assembly(), None);
    state.apply(Happened::BuildSaid(Assembly::Grch37));
    assert_eq!(state.open().unwrap().assembly(), Some(Assembly::Grch37));
    let mut state = ready(3, Some(Assembly::Grch38));
    state.apply(Happened::BuildSaid(Assembly::Grch37));
    assert_eq!(state.open().unwrap().assembly(), Some(Assembly::Grch38));
}

#[test]
fn rows_in_view_are_asked_for_and_kept() {
    let mut state = ready(1_000, None);
    let span = state.look_at(Span { first: 0, count: 40 }).unwrap();
    assert_eq!(span.first, 0);
    told(&mut state, Event::Rows { generation: 7, view: 0, first: 0, rows: vec![row("1", 1, "A", Some("G")); 160] });
    assert_eq!(state.next_span(), None);
    assert_eq!(state.open().unwrap().view.row(159).map(|row| row.position), Some(1));
}

#[test]
fn a_record_is_shown_only_for_the_row_last_asked_for() {
    let detail = RecordDetail {
        meanings: Vec::new(),
        counts: Vec::new(),
        line: 9,
        text: "1\t1".to_owned(),
        info: Vec::new(),
        samples: Vec::new(),
        sample_count: 0,
        reference: "A".to_owned(),
        alternates: vec!["G".to_owned()],
    };
    let mut state = ready(1_000, None);
    state.apply(Happened::Asked(3));
    state.apply(Happened::Asked(4));
    told(&mut state, Event::Record { generation: 7, view: 0, row: 3, record: Some(Box::new(detail.clone())) });
    assert_eq!(state.open().unwrap().shown.as_ref().map(|shown| &shown.detail), Some(&Detail::Asked));
    told(&mut state, Event::Record { generation: 7, view: 0, row: 4, record: Some(Box::new(detail.clone())) });
    let open = state.open().unwrap();
    assert_eq!(open.shown.as_ref().map(|shown| &shown.detail), Some(&Detail::Here(Arc::new(detail))));
    assert_eq!(open.marked, Some(4));
    state.apply(Happened::PutAway);
    let open = state.open().unwrap();
    assert_eq!((open.shown.as_ref(), open.marked), (None, Some(4)), "the row is found again");
}

#[test]
fn the_first_rows_open_the_file_before_any_other_word() {
    let mut state = FileState::default();
    state.apply(Happened::Chosen(chosen(7)));
    let rows = vec![row("chr1", 5, "A", Some("G"))];
    told(&mut state, Event::Rows { generation: 7, view: 0, first: 0, rows: rows.clone() });
    assert_eq!(
        state.open().map(|open| (open.row_count(), open.view.row(0).cloned())),
        Some((1, rows.first().cloned()))
    );
    assert_eq!(state.look_at(Span { first: 0, count: 1 }), None, "at hand");
}
