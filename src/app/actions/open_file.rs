//! Opens a file on this device in a worker of its own, and everything a person does with it afterwards.
//!
//! A file that is closed, stopped or replaced goes with its worker: WebAssembly memory is given back to the system
//! only when the worker ends, so nothing of the file lives on.

use cohort_core::wire::{Command, Event};
use js_sys::{Array, Uint8Array};
use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use super::Act;
use crate::{
    edge::{
        address_bar,
        clock::Stopwatch,
        document,
        gateway::Part,
        worker_client::{Said, WorkerClient, WorkerFailure},
    },
    routes::Route,
    state::file::{Chosen, Crash, FileState, Happened, view::Span},
};

/// What an open file needs beside its state.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// Waits for the next file, so that opening works even when the network is gone by then.
    pub(super) spare: StoredValue<Option<WorkerClient>, LocalStorage>,
    pub(super) worker: StoredValue<Option<WorkerClient>, LocalStorage>,
    /// The handle, so that a failed worker can be replaced.
    pub(super) file: StoredValue<Option<File>, LocalStorage>,
    /// The file's index, if it was brought.
    pub(super) index: StoredValue<Option<File>, LocalStorage>,
    /// Regions that are read by it, as they were typed; `None` for all of the file.
    pub(super) regions: StoredValue<Option<String>>,
    /// A table of its samples, until the file is read.
    pub(super) table: StoredValue<Option<File>, LocalStorage>,
    /// Files of which the worker is to say what they are.
    pub(super) brought: StoredValue<(u32, Vec<File>), LocalStorage>,
    opened: StoredValue<Option<Stopwatch>, LocalStorage>,
    last_generation: StoredValue<u32>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            spare: StoredValue::new_local(None),
            worker: StoredValue::new_local(None),
            file: StoredValue::new_local(None),
            index: StoredValue::new_local(None),
            regions: StoredValue::new(None),
            table: StoredValue::new_local(None),
            brought: StoredValue::new_local((0, Vec::new())),
            opened: StoredValue::new_local(None),
            last_generation: StoredValue::new(0),
        }
    }

    pub(super) fn clear(self) {
        self.worker.set_value(None);
        self.file.set_value(None);
        self.index.set_value(None);
        self.regions.set_value(None);
        self.table.set_value(None);
        self.opened.set_value(None);
    }
}

impl Act {
    /// Starts a worker ahead of the file. Should it fail, the next one is started with the file, and says so.
    pub(crate) fn prepare_for_file(self) {
        let is_idle = self.desk.worker.with_value(Option::is_none);
        if is_idle {
            self.start_spare();
            self.desk.spare.with_value(|spare| spare.iter().for_each(WorkerClient::prepare));
        }
    }

    /// A worker beside the one that keeps the open file.
    pub(super) fn start_spare(self) {
        if self.desk.spare.with_value(Option::is_none) {
            self.desk.spare.set_value(WorkerClient::start(move |said| self.heard(said)).ok());
        }
    }

    /// Opens a file that was chosen or dropped; what was open before is forgotten.
    pub(crate) fn open_file(self, file: File) {
        self.desk.clear();
        if let Some(Chosen { generation, name, .. }) = self.choose(&file) {
            let command = Command::Open { generation, name, columns: None, groups: Vec::new(), regions: None };
            self.start_with(file, None, &command);
        }
    }

    /// Numbers the opening of a file.
    pub(super) fn choose(self, file: &File) -> Option<Chosen> {
        let generation = self.desk.last_generation.try_update_value(|last| {
            *last = last.wrapping_add(1);
            *last
        })?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in whole bytes")]
        let file_bytes = file.size() as u64;
        let ledger_entries = self.store.ledger.with_untracked(|ledger| ledger.entries().len());
        let name = file.name();
        let chosen = Chosen { generation, name, file_bytes, ledger_entries };
        self.file_happened(Happened::Chosen(chosen.clone()));
        Some(chosen)
    }

    /// Says the first of a file, with its index, to a worker that has no other.
    pub(super) fn start_with(self, file: File, index: Option<File>, command: &Command) {
        self.desk.opened.set_value(Some(Stopwatch::start()));
        let spare = self.desk.spare.try_update_value(Option::take).flatten().filter(WorkerClient::is_alive);
        match spare.map_or_else(|| WorkerClient::start(move |said| self.heard(said)), Ok) {
            Ok(worker) => {
                let files: Vec<&File> = std::iter::once(&file).chain(&index).collect();
                let sent = worker.send(command, &files);
                self.desk.worker.set_value(Some(worker));
                self.desk.file.set_value(Some(file));
                self.desk.index.set_value(index);
                if let Err(failure) = sent {
                    self.worker_failed(failure);
                }
            }
            Err(failure) => {
                self.desk.file.set_value(Some(file));
                self.desk.index.set_value(index);
                self.worker_failed(failure);
            }
        }
    }

    /// Fetches the page's own demo file, then opens it as if it had been chosen.
    pub(crate) fn open_demo_file(self) {
        self.desk.clear();
        self.file_happened(Happened::Fetching);
        spawn_local(async move {
            let fetched = self.gateway.part_bytes(Part::DemoFile).await;
            // Somebody may have chosen another file meanwhile.
            if self.store.file.try_with_untracked(|state| *state == FileState::Fetching) != Some(true) {
                return;
            }
            let file = match &fetched {
                Ok(bytes) => {
                    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
                    File::new_with_u8_array_sequence(&parts, Part::DemoFile.file_name()).ok()
                }
                Err(_) => None,
            };
            match file {
                Some(file) => self.open_file(file),
                None => {
                    let why =
                        fetched.err().map_or_else(|| Part::DemoFile.file_name().to_owned(), |why| why.to_string());
                    self.file_happened(Happened::NotFetched(why));
                }
            }
        });
    }

    /// Opens the same file again, in a fresh worker, as it was opened before.
    pub(crate) fn retry_file(self) {
        let Some(file) = self.desk.file.try_get_value().flatten() else { return };
        match self.desk.index.get_value() {
            Some(index) => self.survey(file, index),
            None => self.open_file(file),
        }
    }

    /// Stops reading; nothing that was read is kept.
    pub(crate) fn cancel_reading(self) {
        self.desk.clear();
        self.file_happened(Happened::Cancelled);
        request_animation_frame(document::focus_heading);
    }

    /// Forgets the file, here and in the worker.
    pub(crate) fn close_file(self) {
        self.desk.clear();
        self.file_happened(Happened::Closed);
        request_animation_frame(document::focus_heading);
    }

    /// These rows are in view.
    pub(crate) fn look_at_rows(self, first: u64, count: u32) {
        self.ask_for_rows(|state| state.look_at(Span { first, count }));
    }

    /// Shows everything the file says about a row's record.
    pub(crate) fn show_record(self, row: u64) {
        self.file_happened(Happened::Asked(row));
        let view = self.store.file.with_untracked(|state| state.open().map_or(0, |open| open.arranging.shown_number));
        self.tell_worker(|generation| Command::Record { generation, view, row });
    }

    /// Puts the record away.
    pub(crate) fn put_record_away(self) {
        self.file_happened(Happened::PutAway);
        document::focus_table();
    }

    /// Opens the variant of a row; a row that leads to none shows its record instead, which says why.
    pub(crate) fn open_row(self, row: u64) {
        let variant = self.store.file.with_untracked(|state| {
            let open = state.open()?;
            open.variant_of(open.view.row(row)?).ok()
        });
        match variant {
            Some(variant) => {
                self.file_happened(Happened::Marked(row));
                address_bar::go(&Route::FileVariant(variant).href());
            }
            None => self.show_record(row),
        }
    }

    /// The person said which build the file is in.
    pub(crate) fn say_build(self, assembly: cohort_core::genome::Assembly) {
        self.file_happened(Happened::BuildSaid(assembly));
    }

    fn heard(self, said: Said) {
        match said {
            Said::Event(event) if matches!(*event, Event::Recognised { .. }) => self.recognised(*event),
            Said::Event(event) => self.event(*event),
            Said::Wrote(event, file) => self.event(self.save_export(*event, &file)),
            Said::Failed(failure) => self.worker_failed(failure),
        }
    }

    fn event(self, event: Event) {
        let after_millis = self.desk.opened.try_with_value(|watch| watch.as_ref().map(Stopwatch::millis)).flatten();
        let was_open = self.has_open_file();
        let then = self.what_follows(&event);
        self.file_happened(Happened::Told { event, after_millis: after_millis.unwrap_or_default() });
        then.into_iter().for_each(|follow| self.follow(follow));
        self.ask_for_rows(FileState::next_span);
        let is_refused = self.store.file.try_with_untracked(|state| matches!(state, FileState::Refused(..)));
        if is_refused == Some(true) {
            self.desk.clear();
        }
        // The button that was pressed is gone; whoever stays on this page starts at the file's name.
        let is_here = self.store.route.try_with_untracked(Route::is_my_file);
        if !was_open && self.has_open_file() && is_here == Some(true) {
            request_animation_frame(document::focus_heading);
        }
    }

    fn has_open_file(self) -> bool {
        self.store.file.try_with_untracked(|state| state.open().is_some()) == Some(true)
    }

    fn worker_failed(self, failure: WorkerFailure) {
        self.desk.worker.set_value(None);
        self.file_happened(Happened::Crashed(match failure {
            WorkerFailure::Stale => Crash::Stale,
            WorkerFailure::Silent => Crash::Silent,
            WorkerFailure::Broken => Crash::Broken,
        }));
    }

    /// Bookkeeping of questions changes nothing on screen, so nobody is notified of it.
    pub(super) fn ask_for_rows(self, next: impl FnOnce(&mut FileState) -> Option<Span>) {
        let mut span = None;
        self.store.file.maybe_update(|state| {
            span = next(state);
            false
        });
        if let Some(Span { first, count }) = span {
            let (view, columns) = self.store.file.with_untracked(|state| {
                let arranging = state.open().map(|open| &open.arranging);
                arranging.map(|arranging| (arranging.shown_number, arranging.columns.clone())).unwrap_or_default()
            });
            self.tell_worker(|generation| Command::Rows { generation, view, first, count, columns });
        }
    }

    pub(super) fn tell_worker(self, command: impl FnOnce(u32) -> Command) {
        let generation = self.store.file.with_untracked(|state| state.chosen().map(|chosen| chosen.generation));
        let Some(generation) = generation else { return };
        self.send_files(&command(generation), &[]);
    }

    /// Says something that needs the file itself.
    pub(super) fn send_with_file(self, command: &Command, file: &File) {
        let index = self.desk.index.get_value();
        let files: Vec<&File> = std::iter::once(file).chain(&index).collect();
        self.send_files(command, &files);
    }

    pub(super) fn send_files(self, command: &Command, files: &[&File]) {
        let sent = self.desk.worker.try_with_value(|worker| worker.as_ref().map(|worker| worker.send(command, files)));
        if let Some(Some(Err(failure))) = sent {
            self.worker_failed(failure);
        }
    }

    pub(super) fn file_happened(self, happened: Happened) {
        // The page may be closing: a late word then has nowhere to go.
        let _ = self.store.file.try_update(|state| state.apply(happened));
    }
}
