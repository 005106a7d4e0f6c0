//! What the worker holds between messages, and what it answers.
//!
//! Must not know a browser: files come as `Read + Seek`, times as milliseconds, events go to a closure.

use std::{
    io::{Read, Seek},
    ops::Range,
};

use cohort_core::{
    records::ColumnKey,
    vcf::{Limits, Reading, Refusal, Step},
    wire::{Command, Event, Generation, MAX_ROWS},
};

/// First slice: small, so that the first rows show at once.
const FIRST_SLICE_BYTES: u64 = 256 << 10;
/// Later slices: a turn of some 30 ms.
const SLICE_BYTES: u64 = 2 << 20;
/// Time between two reports of progress.
const PROGRESS_MILLIS: f64 = 100.0;

/// A handle on a file that can be had again.
pub(crate) trait Handle: Read + Seek + Clone {
    /// Size as stored.
    fn file_bytes(&self) -> u64;
}

/// At most one file, and how far it was read.
pub(crate) struct Session<H> {
    open: Option<Open<H>>,
}

struct Open<H> {
    generation: Generation,
    handle: H,
    state: State<H>,
    /// When progress was reported last.
    reported_millis: Option<f64>,
}

enum State<H> {
    Waiting,
    Reading(Box<Reading<H>>),
    Read(Box<Reading<H>>),
}

impl<H: Handle> Session<H> {
    pub(crate) fn new() -> Self {
        Self { open: None }
    }

    /// Obeys a command; `file` is what was posted beside it.
    pub(crate) fn command(&mut self, command: &Command, file: Option<H>, post: &mut impl FnMut(&Event)) {
        match *command {
            Command::Open { generation, .. } => self.open(generation, file, post),
            Command::Close { generation } => {
                self.open.take_if(|open| open.generation == generation);
            }
            Command::Rows { generation, first, count, ref columns } => {
                self.rows(generation, first..first.saturating_add(u64::from(count.min(MAX_ROWS))), columns, post);
            }
            Command::Record { generation, row } => self.record(generation, row, post),
        }
    }

    /// Whether [`Self::turn`] has something to do.
    pub(crate) fn is_busy(&self) -> bool {
        self.open.as_ref().is_some_and(|open| !matches!(open.state, State::Read(_)))
    }

    /// Reads one slice.
    pub(crate) fn turn(&mut self, now_millis: f64, post: &mut impl FnMut(&Event)) {
        let Some(open) = &mut self.open else { return };
        let generation = open.generation;
        if let Err(refusal) = open.turn(now_millis, post) {
            post(&Event::Refused { generation, refusal });
            self.open = None;
        }
    }

    fn open(&mut self, generation: Generation, file: Option<H>, post: &mut impl FnMut(&Event)) {
        // The old table goes before the new one grows.
        self.open = None;
        match file {
            Some(handle) => self.open = Some(Open { generation, handle, state: State::Waiting, reported_millis: None }),
            None => {
                let refusal = Refusal::Unreadable { message: "no file came with the command".to_owned() };
                post(&Event::Refused { generation, refusal });
            }
        }
    }

    fn rows(&self, generation: Generation, span: Range<u64>, columns: &[ColumnKey], post: &mut impl FnMut(&Event)) {
        let Some(open) = self.of(generation) else { return };
        let table = open.reading().and_then(Reading::table);
        let rows =
            table.map(|table| table.window(span.start, (span.end - span.start) as u32, columns)).unwrap_or_default();
        post(&Event::Rows { generation, first: span.start, rows });
    }

    fn record(&self, generation: Generation, row: u64, post: &mut impl FnMut(&Event)) {
        let Some(open) = self.of(generation) else { return };
        let detail = open.reading().and_then(|reading| reading.detail(row, open.handle.clone()).ok());
        post(&Event::Record { generation, row, record: detail.map(Box::new) });
    }

    fn of(&self, generation: Generation) -> Option<&Open<H>> {
        self.open.as_ref().filter(|open| open.generation == generation)
    }
}

impl<H: Handle> Open<H> {
    fn reading(&self) -> Option<&Reading<H>> {
        match &self.state {
            State::Waiting => None,
            State::Reading(reading) | State::Read(reading) => Some(reading),
        }
    }

    fn turn(&mut self, now_millis: f64, post: &mut impl FnMut(&Event)) -> Result<(), Refusal> {
        let (mut reading, slice_bytes) = match std::mem::replace(&mut self.state, State::Waiting) {
            State::Waiting => {
                let bytes = self.handle.file_bytes();
                (Box::new(Reading::open(self.handle.clone(), bytes, Limits::default())?), FIRST_SLICE_BYTES)
            }
            State::Reading(reading) => (reading, SLICE_BYTES),
            read @ State::Read(_) => {
                self.state = read;
                return Ok(());
            }
        };
        let step = reading.advance(slice_bytes)?;
        let is_due = self.reported_millis.is_none_or(|last| now_millis - last >= PROGRESS_MILLIS);
        if step == Step::Done || is_due {
            self.reported_millis = Some(now_millis);
            post(&Event::Progress { generation: self.generation, progress: reading.progress() });
        }
        self.state = match step {
            Step::More => State::Reading(reading),
            Step::Done => {
                post(&Event::Opened { generation: self.generation, summary: Box::new(reading.summary()) });
                State::Read(reading)
            }
        };
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a failed test should stop where it fails")]
mod tests {
    use std::io::Cursor;

    use super::*;

    impl Handle for Cursor<Vec<u8>> {
        fn file_bytes(&self) -> u64 {
            self.get_ref().len() as u64
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
            session.command(command, file, &mut |event| self.0.push(event.clone()));
        }

        fn turn(&mut self, session: &mut Session<Cursor<Vec<u8>>>, now_millis: f64) {
            session.turn(now_millis, &mut |event| self.0.push(event.clone()));
        }
    }

    fn open(generation: Generation) -> Command {
        Command::Open { generation, name: "me.vcf".to_owned(), columns: None }
    }

    #[test]
    fn serves_rows_and_details_while_it_reads() {
        let (mut session, mut page) = (Session::new(), Page::default());
        page.tell(&mut session, &open(1), Some(vcf(200_000)));
        page.turn(&mut session, 0.0);
        assert!(session.is_busy(), "the first slice is only a part of the file");
        page.tell(&mut session, &Command::Rows { generation: 1, first: 5, count: 2, columns: Vec::new() }, None);
        page.tell(&mut session, &Command::Record { generation: 1, row: 5 }, None);
        let [Event::Progress { .. }, Event::Rows { rows, .. }, Event::Record { record: Some(record), .. }] =
            &page.0[..]
        else {
            panic!("{:?}", page.0)
        };
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
        page.tell(&mut session, &Command::Rows { generation: 1, first: 0, count: 9, columns: Vec::new() }, None);
        page.tell(&mut session, &Command::Close { generation: 1 }, None);
        assert_eq!(page.0, []);
        page.turn(&mut session, 0.0);
        assert!(matches!(&page.0[..], [Event::Progress { generation: 2, .. }, Event::Opened { generation: 2, .. }]));
        page.tell(&mut session, &Command::Close { generation: 2 }, None);
        page.0.clear();
        page.tell(&mut session, &Command::Rows { generation: 2, first: 0, count: 9, columns: Vec::new() }, None);
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
        page.tell(&mut session, &Command::Rows { generation: 1, first: 0, count: u32::MAX, columns: Vec::new() }, None);
        let Some(Event::Rows { rows, .. }) = page.0.last() else { panic!("{:?}", page.0.last()) };
        assert_eq!(rows.len(), MAX_ROWS as usize);
    }
}
