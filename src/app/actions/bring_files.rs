//! Takes the files that a person brings together, and opens regions of one by its index.
//!
//! What each of them is, a worker says by its content; an evidence bundle is known by its first bytes. Names decide nothing.

use cohort_core::{
    vcf::Brought,
    wire::{Command, Event},
};
use leptos::prelude::*;
use web_sys::File;

use super::Act;
use crate::state::file::{Chosen, FileState, Happened};

impl Act {
    /// Opens what was chosen or dropped: one file as it is; of several, the one with records, with what belongs to it.
    pub(crate) fn bring_files(self, mut files: Vec<File>) {
        if files.len() > 1 {
            self.ask_what_they_are(files);
        } else if let Some(file) = files.pop() {
            self.open_if_bundle(file, move |file| self.bring_records(file));
        }
    }

    fn bring_records(self, file: File) {
        if self.store.file.with_untracked(|state| state.open().is_some()) {
            self.ask_what_they_are(vec![file]);
        } else {
            self.open_file(file);
        }
    }

    fn ask_what_they_are(self, files: Vec<File>) {
        let ticket = self.desk.brought.with_value(|(last, _)| last.wrapping_add(1));
        self.start_spare();
        let sent = self.desk.spare.with_value(|spare| {
            let list: Vec<&File> = files.iter().collect();
            spare.as_ref().is_some_and(|spare| spare.send(&Command::Recognise { ticket }, &list).is_ok())
        });
        match files.first().cloned().filter(|_| !sent) {
            // Nobody can say it: the first is opened, or refused for what it is.
            Some(first) => self.open_file(first),
            None => self.desk.brought.set_value((ticket, files)),
        }
    }

    /// The worker said what they are.
    pub(super) fn recognised(self, event: Event) {
        let Event::Recognised { ticket, files: kinds } = event else { return };
        let (_, files) = self.desk.brought.get_value();
        if self.desk.brought.with_value(|(last, _)| *last != ticket) || files.len() != kinds.len() {
            return;
        }
        self.desk.brought.set_value((ticket, Vec::new()));
        let of = |is: fn(&Brought) -> bool| -> Vec<File> {
            files.iter().zip(&kinds).filter(|(_, kind)| is(kind)).map(|(file, _)| file.clone()).collect()
        };
        let mut records = of(|kind| matches!(kind, Brought::Records(_)));
        let index = of(|kind| *kind == Brought::Index).pop();
        let table = of(|kind| *kind == Brought::Table).pop();
        if records.len() > 1 {
            self.file_happened(Happened::Several);
            return;
        }
        let is_open = self.store.file.with_untracked(|state| state.open().is_some());
        let open = self.desk.file.get_value().filter(|_| is_open);
        match (records.pop(), index) {
            (Some(file), Some(index)) => self.survey(file, index),
            (Some(file), None) => self.open_file(file),
            (None, Some(index)) if open.is_some() => {
                if let Some(file) = open {
                    self.survey(file, index);
                }
            }
            // The open file stays; only a table is for it.
            (None, _) if table.is_some() && is_open => {}
            // What is nothing of ours is refused for what it is.
            (None, _) => {
                if let Some(first) = files.first() {
                    self.open_file(first.clone());
                }
            }
        }
        if let Some(table) = table {
            self.bring_table(table);
        }
    }

    /// Asks what there is to read of a file by its index.
    pub(super) fn survey(self, file: File, index: File) {
        self.desk.clear();
        if let Some(chosen) = self.choose(&file) {
            self.start_with(file, Some(index), &Command::Survey { generation: chosen.generation });
        }
    }

    /// Reads these regions of the file.
    pub(crate) fn open_regions(self, text: String) {
        self.open_surveyed(Some(text));
    }

    /// Reads all of the file, its index notwithstanding.
    pub(crate) fn open_whole(self) {
        self.open_surveyed(None);
    }

    fn open_surveyed(self, regions: Option<String>) {
        let chosen = self.store.file.with_untracked(|state| state.chosen().cloned());
        let (Some(chosen), Some(file)) = (chosen, self.desk.file.get_value()) else { return };
        self.desk.regions.set_value(regions.clone());
        self.file_happened(Happened::RegionsSaid(regions.clone().unwrap_or_default()));
        let Chosen { generation, name, .. } = chosen;
        let command = Command::Open { generation, name, columns: None, groups: Vec::new(), regions };
        self.send_with_file(&command, &file);
    }

    /// Asks for other regions of the open file.
    pub(crate) fn change_regions(self) {
        if self.store.file.with_untracked(|state| matches!(state, FileState::Open(open) if open.offered.is_some())) {
            self.file_happened(Happened::RegionsAsked);
        }
    }
}
