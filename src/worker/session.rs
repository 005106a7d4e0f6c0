//! What the worker holds between messages, and what it answers.
//!
//! Must not know a browser: files come as `Read + Seek`, times as milliseconds, events go to a closure.

use std::{
    io::{Read, Seek},
    ops::Range,
};

use cohort_core::{
    arrange::{self, Arranger},
    export::ExportFailure,
    filter::{Schema, complete},
    local_cohort::sample_table::SampleTable,
    vcf::{Index, Limits, OpenOptions, Piece, Reading, Refusal, Step, recognise},
    wire::{Arranged, Command, Event, FileSummary, Generation, MAX_ROWS, Survey},
};

use crate::{
    export::{Exporting, WrittenPiece},
    pool::{Answer, Pool, Told},
    rehearsal::Rehearsal,
};

/// First slice: small, so that the first rows show at once.
const FIRST_SLICE_BYTES: u64 = 64 << 10;
/// Rows told unasked as soon as they are there: more than a screen shows of them.
const FIRST_ROWS: u32 = 64;
/// Later slices: a turn of some 30 ms.
const SLICE_BYTES: u64 = 2 << 20;
/// Time between two reports of progress.
pub(crate) const PROGRESS_MILLIS: f64 = 100.0;

/// A handle on a file that can be had again.
pub(crate) trait Handle: Read + Seek + Clone {
    /// Size as stored.
    fn file_bytes(&self) -> u64;

    /// A handle for these bytes, more or less.
    fn at(&self, bytes: Range<u64>) -> Self;
}

/// At most one file, and how far it was read.
pub(crate) struct Session<H> {
    open: Option<Open<H>>,
    /// Until there is something to do.
    rehearsal: Option<Rehearsal<H>>,
    pool: Pool,
    /// Of an export, not fetched yet.
    written: Vec<WrittenPiece>,
}

struct Open<H> {
    generation: Generation,
    handle: H,
    name: String,
    options: OpenOptions,
    /// The index, and the regions to read by it.
    parts: Option<(H, String)>,
    state: State<H>,
    arranger: Arranger,
    /// Made when it is first asked for, and when the file was read.
    schema: Option<Schema>,
    export: Option<Box<Exporting<H>>>,
    /// The first rows were there when it reported last.
    has_rows: bool,
    /// When progress was reported last.
    reported_millis: Option<f64>,
}

enum State<H> {
    Waiting,
    Reading(Box<Reading<H>>),
    /// All that is left is with helpers.
    Idle(Box<Reading<H>>),
    Read(Box<Reading<H>>),
}

impl<H: Handle> Session<H> {
    pub(crate) fn new() -> Self {
        Self { open: None, rehearsal: None, pool: Pool::default(), written: Vec::new() }
    }

    /// Obeys a command; `files` are what was posted beside it.
    pub(crate) fn command(
        &mut self,
        command: &Command,
        files: Vec<H>,
        now_millis: impl Fn() -> f64,
        post: &mut impl FnMut(&Event),
    ) {
        // Help may come before the file does.
        if !matches!(command, Command::Join { .. } | Command::Leave { .. }) {
            self.rehearsal = None;
        }
        match *command {
            Command::Prepare => {
                let file = files.into_iter().next().filter(|_| self.open.is_none());
                self.rehearsal = file.map(Rehearsal::new);
            }
            Command::Open { generation, ref name, ref columns, ref groups, ref regions } => {
                let options = OpenOptions { columns: columns.clone(), groups: groups.clone(), regions: None };
                self.open(generation, name, files, options, regions.clone(), post);
            }
            Command::Recognise { ticket } => {
                let files = files.into_iter().map(recognise).collect();
                post(&Event::Recognised { ticket, files });
            }
            Command::Survey { generation } => {
                let survey = beside(files).and_then(|(file, index)| survey(file, index));
                post(&Event::Surveyed { generation, survey });
            }
            Command::SampleTable { generation } => {
                let open = self.open.as_ref().filter(|open| open.generation == generation);
                if let (Some(reading), Some(table)) =
                    (open.and_then(|open| open.state.reading()), files.into_iter().next())
                {
                    let outcome = SampleTable::from_source(table, reading.sample_names());
                    post(&Event::SampleTable { generation, outcome: outcome.map(|table| table.groupings()) });
                }
            }
            Command::Close { generation } => {
                if self.open.take_if(|open| open.generation == generation).is_some() {
                    self.pool.forget();
                }
            }
            Command::Join { helper } => {
                self.pool.join(helper);
                self.hand_out();
            }
            Command::Leave { helper } => self.leave(helper),
            // A worker that keeps a table helps nobody.
            Command::Help => {}
            Command::Rows { generation, .. }
            | Command::Record { generation, .. }
            | Command::Arrange { generation, .. }
            | Command::Complete { generation, .. }
            | Command::Find { generation, .. }
            | Command::Places { generation, .. }
            | Command::Cohort { generation, .. }
            | Command::Offer { generation, .. }
            | Command::Export { generation, .. }
            | Command::StopExport { generation } => {
                if let Some(open) = self.open.as_mut().filter(|open| open.generation == generation) {
                    open.answer(command, now_millis, post);
                }
            }
        }
    }

    /// Whether [`Self::turn`] has something to do.
    pub(crate) fn is_busy(&self) -> bool {
        let reads = |open: &Open<H>| matches!(open.state, State::Waiting | State::Reading(_));
        self.rehearsal.is_some() || self.open.as_ref().is_some_and(|open| reads(open) || open.export.is_some())
    }

    /// Pieces of a file that was written; and whether more are to come.
    pub(crate) fn take_written(&mut self) -> (Vec<WrittenPiece>, bool) {
        let is_writing = self.open.as_ref().is_some_and(|open| open.export.is_some());
        (std::mem::take(&mut self.written), is_writing)
    }

    /// Reads one slice, or writes on.
    pub(crate) fn turn(&mut self, now_millis: f64, post: &mut impl FnMut(&Event)) {
        self.rehearsal.take_if(|rehearsal| rehearsal.turn(now_millis));
        if let Some(Open { state: State::Read(reading), export: export @ Some(_), generation, .. }) = &mut self.open {
            let is_over = match export {
                Some(export) => export.turn(*generation, reading, now_millis, &mut self.written, post),
                None => true,
            };
            if is_over {
                *export = None;
            }
        } else if let Some(open) = &mut self.open {
            let result = open.turn();
            self.report(result, now_millis, post);
        }
    }

    /// A helper gave a stretch back.
    pub(crate) fn helped(&mut self, helper: u32, answer: Answer, now_millis: f64, post: &mut impl FnMut(&Event)) {
        let Answer { generation, index, piece } = answer;
        let had_it = self.pool.back(helper, index);
        if let Some(open) = self.open.as_mut().filter(|open| had_it && open.generation == generation) {
            let result = open.helped(index, piece);
            self.report(result, now_millis, post);
        }
    }

    /// What helpers are to be told.
    pub(crate) fn take_told(&mut self) -> Vec<(u32, Told)> {
        self.pool.take_told()
    }

    /// The file that helpers are to read.
    pub(crate) fn handle(&self) -> Option<&H> {
        self.open.as_ref().map(|open| &open.handle)
    }

    fn leave(&mut self, helper: u32) {
        let lost = self.pool.leave(helper);
        if let Some(open) = &mut self.open {
            lost.into_iter().for_each(|index| open.lost(index));
        }
        self.hand_out();
    }

    fn hand_out(&mut self) {
        if let Some(Open { generation, state: State::Reading(reading) | State::Idle(reading), .. }) = &mut self.open {
            let plan = reading.plan();
            if plan.is_some() {
                self.pool.hand_out(*generation, || plan.clone(), || reading.deal());
            }
        }
    }

    fn report(&mut self, result: Result<(), Refusal>, now_millis: f64, post: &mut impl FnMut(&Event)) {
        let Some(open) = &mut self.open else { return };
        let generation = open.generation;
        match result {
            Ok(()) => open.report(now_millis, self.pool.len() as u32 + 1, post),
            Err(refusal) => {
                post(&Event::Refused { generation, refusal });
                self.open = None;
            }
        }
        match &self.open {
            Some(Open { state: State::Reading(_) | State::Idle(_), .. }) => self.hand_out(),
            _ => self.pool.forget(),
        }
    }

    fn open(
        &mut self,
        generation: Generation,
        name: &str,
        files: Vec<H>,
        options: OpenOptions,
        regions: Option<String>,
        post: &mut impl FnMut(&Event),
    ) {
        // The old table goes before the new one grows.
        if let Some(Open { generation, export: Some(_), .. }) = self.open.take() {
            post(&Event::Exported { generation, outcome: Err(ExportFailure::Overtaken) });
        }
        self.pool.forget();
        match beside(files) {
            Ok((handle, index)) => {
                self.open = Some(Open {
                    generation,
                    handle,
                    name: name.to_owned(),
                    options,
                    parts: index.zip(regions),
                    state: State::Waiting,
                    arranger: Arranger::default(),
                    schema: None,
                    export: None,
                    has_rows: false,
                    reported_millis: None,
                });
            }
            Err(refusal) => post(&Event::Refused { generation, refusal }),
        }
    }
}

impl<H> State<H> {
    fn reading(&self) -> Option<&Reading<H>> {
        match self {
            Self::Waiting => None,
            Self::Reading(reading) | Self::Idle(reading) | Self::Read(reading) => Some(reading),
        }
    }
}

impl<H: Handle> Open<H> {
    /// Answers a question about the rows. One about an arrangement that is no longer in force gets no answer.
    fn answer(&mut self, command: &Command, now_millis: impl Fn() -> f64, post: &mut impl FnMut(&Event)) {
        let generation = self.generation;
        let Some(reading) = self.state.reading() else { return };
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
            Command::Cohort { question, .. } if matches!(self.state, State::Read(_)) => {
                let summary = reading.cohort(*question).map(Box::new);
                post(&Event::Cohort { generation, question: *question, summary });
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
            Command::Places { region, .. } => {
                let Some(schema) = &self.schema else { return };
                let places = arrange::places(table, schema, region);
                post(&Event::Places { generation, region: region.clone(), places });
            }
            Command::Export { view, form, columns, .. } => match &self.state {
                State::Read(reading) if *view == in_force => {
                    let (name, handle) = (self.name.clone(), self.handle.clone());
                    let columns = columns.clone();
                    self.export = Some(Box::new(Exporting::new(reading, &self.arranger, *form, name, columns, handle)));
                }
                _ => post(&Event::Exported { generation, outcome: Err(ExportFailure::Overtaken) }),
            },
            Command::StopExport { .. } => self.export = None,
            _ => {}
        }
    }

    fn turn(&mut self) -> Result<(), Refusal> {
        let (mut reading, slice_bytes) = match std::mem::replace(&mut self.state, State::Waiting) {
            State::Waiting => {
                let bytes = self.handle.file_bytes();
                let reading =
                    Reading::open(self.handle.clone(), bytes, Limits::default())?.with_options(self.options.clone());
                let reading = match self.parts.take() {
                    Some((index, regions)) => {
                        reading.with_regions(Index::read(index).map_err(Refusal::Index)?, regions)
                    }
                    None => reading,
                };
                (Box::new(reading), FIRST_SLICE_BYTES)
            }
            State::Reading(reading) => (reading, SLICE_BYTES),
            other => {
                self.state = other;
                return Ok(());
            }
        };
        let step = reading.advance(slice_bytes)?;
        self.go_on(reading, step)
    }

    /// Takes what a helper made of a stretch; without it, somebody else must read it.
    fn helped(&mut self, index: u32, piece: Option<Piece>) -> Result<(), Refusal> {
        let (State::Reading(reading) | State::Idle(reading)) = &mut self.state else { return Ok(()) };
        match piece {
            Some(piece) => reading.give_back(index, piece)?,
            None => reading.lost(index),
        }
        self.wake()
    }

    fn lost(&mut self, index: u32) {
        if let State::Reading(reading) | State::Idle(reading) = &mut self.state {
            reading.lost(index);
        }
        // A stretch that is dealt anew can be read, or not, in the next turn.
        if let State::Idle(reading) = std::mem::replace(&mut self.state, State::Waiting) {
            self.state = State::Reading(reading);
        }
    }

    /// Whoever had nothing to do may have now.
    fn wake(&mut self) -> Result<(), Refusal> {
        match std::mem::replace(&mut self.state, State::Waiting) {
            State::Idle(mut reading) => {
                let step = reading.advance(0)?;
                self.go_on(reading, step)
            }
            other => {
                self.state = other;
                Ok(())
            }
        }
    }

    fn go_on(&mut self, mut reading: Box<Reading<H>>, step: Step) -> Result<(), Refusal> {
        self.state = match step {
            Step::Done => State::Read(reading),
            Step::More => State::Reading(reading),
            Step::Waiting => match reading.deal() {
                None => State::Idle(reading),
                Some(range) => {
                    let handle = self.handle.at(range.file_bytes(self.handle.file_bytes()));
                    let unreadable = |error: std::io::Error| Refusal::Unreadable { message: error.to_string() };
                    reading.take_on(&range, handle).map_err(unreadable)?;
                    State::Reading(reading)
                }
            },
        };
        Ok(())
    }

    /// Hands over the first rows, says how far it is, when it is time, and that it is done.
    fn report(&mut self, now_millis: f64, workers: u32, post: &mut impl FnMut(&Event)) {
        let (reading, is_done) = match &self.state {
            State::Waiting => return,
            State::Reading(reading) | State::Idle(reading) => (reading, false),
            State::Read(reading) => (reading, true),
        };
        let first = reading.table().filter(|table| !self.has_rows && table.rows() > 0);
        // Whoever reads a file once more has rows to look at.
        if let Some(table) = first.filter(|_| self.options.columns.is_none()) {
            let rows = self.arranger.window(table, 0, FIRST_ROWS, &[]);
            post(&Event::Rows { generation: self.generation, view: 0, first: 0, rows });
        }
        self.has_rows |= first.is_some();
        if is_done || self.reported_millis.is_none_or(|last| now_millis - last >= PROGRESS_MILLIS) {
            self.reported_millis = Some(now_millis);
            post(&Event::Progress { generation: self.generation, progress: reading.progress() });
        }
        if is_done {
            let summary = FileSummary { workers, ..reading.summary() };
            post(&Event::Opened { generation: self.generation, summary: Box::new(summary) });
        }
    }
}

/// The file, and its index behind it.
fn beside<H>(files: Vec<H>) -> Result<(H, Option<H>), Refusal> {
    let mut files = files.into_iter();
    let file = files.next();
    let message = || "no file came with the command".to_owned();
    Ok((file.ok_or_else(|| Refusal::Unreadable { message: message() })?, files.next()))
}

/// What there is to read by an index.
fn survey<H: Handle>(file: H, index: Option<H>) -> Result<Survey, Refusal> {
    let index = index.ok_or_else(|| Refusal::Unreadable { message: "no index came with the command".to_owned() })?;
    let index = Index::read(index).map_err(Refusal::Index)?;
    let bytes = file.file_bytes();
    Reading::open(file, bytes, Limits::default())?.survey(index)
}

#[cfg(test)]
mod tests;
