//! Groups the open file's samples by a table, and asks what they come to.

use cohort_core::{
    local_cohort::summary::Question,
    records::{ColumnKey, Count},
    wire::Command,
};
use leptos::prelude::*;
use web_sys::File;

use super::Act;
use crate::{routes::Route, state::file::Happened};

impl Act {
    /// Takes a table of samples for the open file; while that is being read, it waits.
    pub(crate) fn bring_table(self, file: File) {
        self.desk.table.set_value(Some(file));
        self.hand_over_table();
    }

    /// Hands the table that waits, if there is one, to the worker.
    pub(super) fn hand_over_table(self) {
        let is_read = self.store.file.with_untracked(|state| state.open().is_some_and(|open| open.summary().is_some()));
        let table = self.desk.table.try_update_value(|table| table.take_if(|_| is_read)).flatten();
        let generation = self.store.file.with_untracked(|state| state.chosen().map(|chosen| chosen.generation));
        if let (Some(table), Some(generation)) = (table, generation) {
            self.file_happened(Happened::TableBrought(table.name()));
            self.send_files(&Command::SampleTable { generation }, &[&table]);
        }
    }

    /// The table was understood, or not: its groups are counted, and the page about them says so.
    pub(super) fn use_table(self) {
        let first = self.store.file.with_untracked(|state| {
            let table = state.open()?.cohort.table.as_ref()?;
            table.as_ref().ok().map(|table| table.first)
        });
        self.group_by(first);
        self.go(&Route::Cohort);
    }

    /// Counts alleles in the groups of this column of the table, or of all samples only.
    pub(crate) fn group_by(self, column: Option<usize>) {
        let mut groups = Vec::new();
        let _ = self.store.file.try_update(|state| state.ask_cohort(|cohort| groups = cohort.group_by(column)));
        if self.arranging(|arranging| arranging.groups != groups) {
            self.change_arranging(|arranging| arranging.group(groups));
            self.open_again(|offer| offer.columns.clone());
        } else {
            self.ask_cohort(|_| {});
        }
    }

    /// Asks what the samples come to.
    pub(crate) fn ask_cohort(self, change: impl FnOnce(&mut Question)) {
        let mut question = Question::default();
        let _ = self.store.file.try_update(|state| {
            state.ask_cohort(|cohort| {
                change(&mut cohort.question);
                cohort.is_asked = true;
                question = cohort.question;
            });
        });
        self.tell_worker(|generation| Command::Cohort { generation, question });
    }

    /// Reads the file once more, for the counts over all of its samples.
    pub(super) fn count_alleles(self) {
        self.read_again(&Count::ALL.map(|count| ColumnKey::Count { group: 0, count }));
    }
}
