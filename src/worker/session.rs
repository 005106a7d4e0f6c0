//! What the worker holds between messages, and what it answers.
//!
//! Must not know a browser: files come as `Read + Seek`, times as milliseconds, events go to a closure.

use std::io::{Read, Seek};

use cohort_core::{
    arrange::Arranger,
    filter::{Schema, complete},
    records::Columns,
    vcf::{Limits, Reading, Refusal, Step},
    wire::{Arranged, Command, Event, Generation, MAX_ROWS},
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
    columns: Option<Columns>,
    state: State<H>,
    arranger: Arranger,
    /// Made when it is first asked for, and when the file was read.
    schema: Option<Schema>,
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
    pub(crate) fn command(
        &mut self,
        command: &Command,
        file: Option<H>,
        now_millis: impl Fn() -> f64,
        post: &mut impl FnMut(&Event),
    ) {
        match *command {
            Command::Open { generation, ref columns, .. } => self.open(generation, file, columns.clone(), post),
            Command::Close { generation } => {
                self.open.take_if(|open| open.generation == generation);
            }
            Command::Rows { generation, .. }
            | Command::Record { generation, .. }
            | Command::Arrange { generation, .. }
            | Command::Complete { generation, .. }
            | Command::Find { generation, .. }
            | Command::Offer { generation, .. } => {
                if let Some(open) = self.open.as_mut().filter(|open| open.generation == generation) {
                    open.answer(command, now_millis, post);
                }
            }
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

    fn open(
        &mut self,
        generation: Generation,
        file: Option<H>,
        columns: Option<Columns>,
        post: &mut impl FnMut(&Event),
    ) {
        // The old table goes before the new one grows.
        self.open = None;
        match file {
            Some(handle) => {
                self.open = Some(Open {
                    generation,
                    handle,
                    columns,
                    state: State::Waiting,
                    arranger: Arranger::default(),
                    schema: None,
                    reported_millis: None,
                });
            }
            None => {
                let refusal = Refusal::Unreadable { message: "no file came with the command".to_owned() };
                post(&Event::Refused { generation, refusal });
            }
        }
    }
}

impl<H: Handle> Open<H> {
    /// Answers a question about the rows. One about an arrangement that is no longer in force gets no answer.
    fn answer(&mut self, command: &Command, now_millis: impl Fn() -> f64, post: &mut impl FnMut(&Event)) {
        let generation = self.generation;
        let Some(reading) = (match &self.state {
            State::Waiting => None,
            State::Reading(reading) | State::Read(reading) => Some(&**reading),
        }) else {
            return;
        };
        let Some(table) = reading.table() else { return };
        let in_force = self.arranger.view();
        match command {
            Command::Rows { view, first, count, columns, .. } if *view == in_force => {
                let rows = self.arranger.window(table, *first, (*count).min(MAX_ROWS), columns);
                post(&Event::Rows { generation, view: *view, first: *first, rows });
            }
            Command::Record { view, row, .. } if *view == in_force => {
                let found = self.arranger.table_row(*row);
                let detail = found.and_then(|found| reading.detail(found, self.handle.clone()).ok());
                post(&Event::Record { generation, view: *view, row: *row, record: detail.map(Box::new) });
            }
            Command::Offer { trio, .. } => {
                if let Some(offer) = reading.offer(*trio) {
                    self.schema = Some(offer.schema.clone());
                    post(&Event::Offer { generation, offer: Box::new(offer) });
                }
            }
            Command::Arrange { view, arrangement, .. } => {
                let Some(schema) = &self.schema else { return };
                let before = now_millis();
                let outcome = self.arranger.arrange(table, schema, *view, arrangement);
                let millis = now_millis() - before;
                let outcome = outcome.map(|arranged| Arranged { millis, ..arranged });
                post(&Event::Arranged { generation, view: *view, outcome });
            }
            Command::Complete { text, cursor, .. } => {
                let Some(schema) = &self.schema else { return };
                let completion = complete(text, *cursor as usize, schema);
                post(&Event::Completion { generation, text: text.clone(), completion });
            }
            Command::Find { view, text, .. } if *view == in_force => {
                let Some(schema) = &self.schema else { return };
                post(&Event::Found { generation, view: *view, row: self.arranger.find(table, schema, text) });
            }
            _ => {}
        }
    }

    fn turn(&mut self, now_millis: f64, post: &mut impl FnMut(&Event)) -> Result<(), Refusal> {
        let (mut reading, slice_bytes) = match std::mem::replace(&mut self.state, State::Waiting) {
            State::Waiting => {
                let bytes = self.handle.file_bytes();
                let reading =
                    Reading::open(self.handle.clone(), bytes, Limits::default())?.with_columns(self.columns.take());
                (Box::new(reading), FIRST_SLICE_BYTES)
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
            session.command(command, file, || 0.0, &mut |event| self.0.push(event.clone()));
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
        page.tell(
            &mut session,
            &Command::Rows { generation: 1, view: 0, first: 5, count: 2, columns: Vec::new() },
            None,
        );
        page.tell(&mut session, &Command::Record { generation: 1, view: 0, row: 5 }, None);
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
        page.tell(
            &mut session,
            &Command::Rows { generation: 1, view: 0, first: 0, count: 9, columns: Vec::new() },
            None,
        );
        page.tell(&mut session, &Command::Close { generation: 1 }, None);
        assert_eq!(page.0, []);
        page.turn(&mut session, 0.0);
        assert!(matches!(&page.0[..], [Event::Progress { generation: 2, .. }, Event::Opened { generation: 2, .. }]));
        page.tell(&mut session, &Command::Close { generation: 2 }, None);
        page.0.clear();
        page.tell(
            &mut session,
            &Command::Rows { generation: 2, view: 0, first: 0, count: 9, columns: Vec::new() },
            None,
        );
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
}
