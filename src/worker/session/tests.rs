#![expect(clippy::panic, clippy::expect_used, reason = "a failed test should stop where it fails")]

use std::io::Cursor;

use cohort_core::{export::ExportForm, wire::View};

use super::*;
use crate::pool::Helping;

impl Handle for Cursor<Vec<u8>> {
    fn file_bytes(&self) -> u64 {
        self.get_ref().len() as u64
    }

    fn at(&self, _: Range<u64>) -> Self {
        self.clone()
    }
}

fn vcf(records: u32) -> Cursor<Vec<u8>> {
    let header = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let lines: String = (1..=records).map(|n| format!("1\t{n}\t.\tA\tG\t.\t.\tDP={n}\n")).collect();
    Cursor::new((header.to_owned() + &lines).into_bytes())
}

#[derive(Default)]
struct Page(Vec<Event>);

impl Page {
    fn tell(&mut self, session: &mut Session<Cursor<Vec<u8>>>, command: &Command, file: Option<Cursor<Vec<u8>>>) {
        session.command(command, file.into_iter().collect(), || 0.0, &mut |event| self.0.push(event.clone()));
    }

    fn turn(&mut self, session: &mut Session<Cursor<Vec<u8>>>, now_millis: f64) {
        session.turn(now_millis, &mut |event| self.0.push(event.clone()));
    }
}

fn open(generation: Generation) -> Command {
    Command::Open { generation, name: "me.vcf".to_owned(), columns: None, groups: Vec::new(), regions: None }
}

#[test]
fn serves_rows_and_details_while_it_reads() {
    let (mut session, mut page) = (Session::new(), Page::default());
    page.tell(&mut session, &open(1), Some(vcf(200_000)));
    page.turn(&mut session, 0.0);
    assert!(session.is_busy(), "the first slice is only a part of the file");
    page.tell(&mut session, &Command::Rows { generation: 1, view: 0, first: 5, count: 2, columns: Vec::new() }, None);
    page.tell(&mut session, &Command::Record { generation: 1, view: 0, row: 5 }, None);
    let [Event::Rows { rows: first, .. }, Event::Progress { .. }, rest @ ..] = &page.0[..] else {
        panic!("{:?}", page.0)
    };
    assert_eq!((first.len(), first[0].position), (FIRST_ROWS as usize, 1));
    let [Event::Rows { rows, .. }, Event::Record { record: Some(record), .. }] = rest else { panic!("{rest:?}") };
    assert_eq!(rows.iter().map(|row| row.position).collect::<Vec<_>>(), [6, 7]);
    assert_eq!(record.text, "1\t6\t.\tA\tG\t.\t.\tDP=6");
    while session.is_busy() {
        page.turn(&mut session, 1.0);
    }
    let Some(Event::Opened { generation: 1, summary }) = page.0.last() else { panic!("{:?}", page.0.last()) };
    assert_eq!(summary.records, 200_000);
}

#[test]
fn progress_is_throttled_but_its_end_is_told() {
    let (mut session, mut page) = (Session::new(), Page::default());
    page.tell(&mut session, &open(1), Some(vcf(400_000)));
    let mut turns = 0;
    while session.is_busy() {
        page.turn(&mut session, f64::from(turns));
        turns += 1;
    }
    assert!(turns > 3, "{turns} turns");
    let progress: Vec<_> = page.0.iter().filter(|event| matches!(event, Event::Progress { .. })).collect();
    assert_eq!(progress.len(), 2, "the first and the last");
}

#[test]
fn a_new_file_drops_the_old_and_late_questions_get_no_answer() {
    let (mut session, mut page) = (Session::new(), Page::default());
    page.tell(&mut session, &open(1), Some(vcf(200_000)));
    page.turn(&mut session, 0.0);
    page.tell(&mut session, &open(2), Some(vcf(3)));
    page.0.clear();
    page.tell(&mut session, &Command::Rows { generation: 1, view: 0, first: 0, count: 9, columns: Vec::new() }, None);
    page.tell(&mut session, &Command::Close { generation: 1 }, None);
    assert_eq!(page.0, []);
    page.turn(&mut session, 0.0);
    assert!(matches!(
        &page.0[..],
        [Event::Rows { generation: 2, .. }, Event::Progress { .. }, Event::Opened { generation: 2, .. }]
    ));
    page.tell(&mut session, &Command::Close { generation: 2 }, None);
    page.0.clear();
    page.tell(&mut session, &Command::Rows { generation: 2, view: 0, first: 0, count: 9, columns: Vec::new() }, None);
    assert_eq!(page.0, []);
}

#[test]
fn refusals_are_events_and_leave_the_worker_usable() {
    let (mut session, mut page) = (Session::new(), Page::default());
    page.tell(&mut session, &open(1), Some(Cursor::new(b"%PDF-1.7".to_vec())));
    page.turn(&mut session, 0.0);
    page.tell(&mut session, &open(2), None);
    assert!(matches!(&page.0[..], [Event::Refused { generation: 1, .. }, Event::Refused { generation: 2, .. }]));
    page.tell(&mut session, &open(3), Some(vcf(1)));
    page.turn(&mut session, 0.0);
    assert!(matches!(page.0.last(), Some(Event::Opened { generation: 3, .. })));
}

#[test]
fn windows_are_capped() {
    let (mut session, mut page) = (Session::new(), Page::default());
    page.tell(&mut session, &open(1), Some(vcf(2_000)));
    page.turn(&mut session, 0.0);
    page.tell(
        &mut session,
        &Command::Rows { generation: 1, view: 0, first: 0, count: u32::MAX, columns: Vec::new() },
        None,
    );
    let Some(Event::Rows { rows, .. }) = page.0.last() else { panic!("{:?}", page.0.last()) };
    assert_eq!(rows.len(), MAX_ROWS as usize);
}

/// As many helpers as there are states, each doing what it is told before the next turn, or never.
fn help(session: &mut Session<Cursor<Vec<u8>>>, page: &mut Page, helpers: &mut [Helping<Cursor<Vec<u8>>>]) {
    for (number, told) in session.take_told() {
        let file = matches!(told, Told::Plan { .. }).then(|| session.handle().cloned()).flatten();
        let Some(helping) = helpers.get_mut(number as usize) else { continue };
        if let Some(answer) = helping.told(&told, file) {
            let answer = Answer::decode(&answer).expect("a helper's own words");
            session.helped(number, answer, 0.0, &mut |event| page.0.push(event.clone()));
        }
    }
}

fn read_with(
    helpers: usize,
    joined: u32,
    leaves: Option<u32>,
    file: Cursor<Vec<u8>>,
) -> (Session<Cursor<Vec<u8>>>, Page) {
    let (mut session, mut page) = (Session::new(), Page::default());
    let mut helpers: Vec<_> = (0..helpers).map(|_| Helping::new()).collect();
    page.tell(&mut session, &open(1), Some(file));
    for helper in 0..joined {
        page.tell(&mut session, &Command::Join { helper }, None);
    }
    for turn in 0.. {
        assert!(turn < 100_000, "it never ends");
        page.turn(&mut session, 0.0);
        help(&mut session, &mut page, &mut helpers);
        if let Some(helper) = leaves.filter(|_| turn == 5) {
            page.tell(&mut session, &Command::Leave { helper }, None);
        }
        if matches!(page.0.last(), Some(Event::Opened { .. } | Event::Refused { .. })) {
            return (session, page);
        }
    }
    unreachable!()
}

#[test]
fn helpers_change_nothing_but_the_time() {
    let file = vcf(400_000);
    let opened = |page: &Page| match page.0.last() {
        Some(Event::Opened { summary, .. }) => (**summary).clone(),
        other => panic!("{other:?}"),
    };
    let (_, alone) = read_with(0, 0, None, file.clone());
    let alone = opened(&alone);
    for helpers in 1..4 {
        let (mut session, mut page) = read_with(helpers, helpers as u32, None, file.clone());
        assert_eq!(opened(&page), FileSummary { workers: 1 + helpers as u32, ..alone.clone() });
        assert!(!session.is_busy());
        page.tell(&mut session, &Command::Record { generation: 1, view: 0, row: 399_999 }, None);
        let Some(Event::Record { record: Some(record), .. }) = page.0.last() else { panic!("{:?}", page.0.last()) };
        assert_eq!(record.text, "1\t400000\t.\tA\tG\t.\t.\tDP=400000");
    }
    // One that never answers and goes; one that goes before it has anything.
    let (_, page) = read_with(1, 2, Some(1), file.clone());
    assert_eq!(opened(&page).rows, alone.rows);
    let (_, page) = read_with(0, 1, Some(0), file);
    assert_eq!(opened(&page).rows, alone.rows);
}

fn export(form: ExportForm, view: View) -> Command {
    Command::Export { generation: 1, view, form, columns: Vec::new() }
}

#[test]
fn rows_are_written_in_pieces_and_writing_can_be_stopped() {
    let (mut session, mut page) = (Session::new(), Page::default());
    page.tell(&mut session, &open(1), Some(vcf(100_000)));
    page.tell(&mut session, &export(ExportForm::Csv, 0), None);
    while session.is_busy() {
        page.turn(&mut session, 1.0);
    }
    page.tell(&mut session, &export(ExportForm::Csv, 7), None);
    let overtaken = Event::Exported { generation: 1, outcome: Err(ExportFailure::Overtaken) };
    assert_eq!(page.0.last(), Some(&overtaken), "there is no such arrangement");

    page.tell(&mut session, &export(ExportForm::Csv, 0), None);
    let (mut bytes, mut pieces, mut end) = (Vec::new(), 0, None);
    while session.is_busy() {
        page.turn(&mut session, 2.0);
        for piece in session.take_written().0 {
            assert_eq!(piece.is_first, bytes.is_empty());
            bytes.extend(piece.bytes);
            pieces += 1;
            end = piece.end;
        }
    }
    let Some(Event::Exported { outcome: Ok(exported), .. }) = end else { panic!("{end:?}") };
    assert_eq!((exported.bytes, exported.written, pieces > 1), (bytes.len() as u64, 100_000, true));
    assert_eq!(exported.file_name, "me.all.100000-rows.csv");

    page.tell(&mut session, &export(ExportForm::Vcf, 0), None);
    page.turn(&mut session, 3.0);
    assert!(matches!(page.0.last(), Some(Event::Exporting { rows: 100_000, .. })), "{:?}", page.0.last());
    page.tell(&mut session, &Command::StopExport { generation: 1 }, None);
    assert_eq!((session.is_busy(), session.take_written().1), (false, false));

    page.tell(&mut session, &export(ExportForm::Vcf, 0), None);
    page.tell(&mut session, &open(1), Some(vcf(1)));
    assert_eq!(page.0.last(), Some(&overtaken));
}
