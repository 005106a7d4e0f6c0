//! Chooses, sorts and finds rows of the open file, and decides which columns are shown.
//!
//! The worker arranges; what needs a column that was not kept is preceded by reading the same file once more.

use cohort_core::{
    filter::{PresetName, Trio},
    records::{ColumnKey, Columns, ExtraColumn, SortKey, Storage},
    wire::{Arrangement, Command, Event, Offer},
};
use leptos::prelude::*;

use super::Act;
use crate::{
    routes::Route,
    state::file::{Chosen, Happened, arrange::Arranging},
};

/// What an event of the worker leads to.
pub(super) enum Follow {
    /// The file was read: ask what it has to filter.
    AskForOffer,
    /// The arrangement in force is to be made anew on the rows that were just read.
    ArrangeAgain,
    /// An arrangement wants these columns.
    ReadAgain(Vec<ColumnKey>),
    /// Filters can be applied now; one may have come with the address.
    TakeSharedFilter,
    /// A table of samples may have been brought with the file.
    HandOverTable,
    /// The table of samples was understood, or not.
    UseTable,
    /// The counts that were asked about are not there.
    CountAlleles,
}

impl Act {
    /// What stands in the filter's field, with the cursor after so many bytes.
    pub(crate) fn type_filter(self, text: String, cursor: usize) {
        self.change_arranging(|arranging| arranging.text.clone_from(&text));
        let cursor = u32::try_from(cursor).unwrap_or(u32::MAX);
        self.tell_worker(|generation| Command::Complete { generation, text, cursor });
    }

    /// Applies what stands in the field.
    pub(crate) fn filter_rows(self) {
        let text = self.arranging(|arranging| arranging.text.clone());
        self.arrange(|asked| (asked.filter, asked.pairs) = (text, None));
    }

    /// Shows every row.
    pub(crate) fn clear_filter(self) {
        self.arrange(|asked| (asked.filter, asked.pairs) = (String::new(), None));
    }

    /// Puts a suggestion where the mistake is, and applies it.
    pub(crate) fn mend_filter(self, suggestion: &str) {
        let mended = self.arranging(|arranging| {
            let (filter, error) = (&arranging.asked.filter, arranging.error.as_ref()?);
            Some(format!("{}{suggestion}{}", filter.get(..error.start)?, filter.get(error.end..)?))
        });
        if let Some(mended) = mended {
            self.arrange(|asked| asked.filter = mended);
        }
    }

    /// Puts a condition in, or takes it out.
    pub(crate) fn toggle_condition(self, condition: &str) {
        let filter = self.arranging(|arranging| arranging.toggled(condition));
        self.arrange(|asked| asked.filter = filter);
    }

    /// Applies a filter with a name, or puts it away.
    pub(crate) fn use_preset(self, name: PresetName) {
        let wanted = self.arranging(|arranging| {
            let preset = arranging.offer.as_ref()?.presets.iter().find(|preset| preset.name == name)?;
            let wanted = arranging.of_preset(preset);
            let is_on = wanted.filter == arranging.asked.filter && wanted.pairs == arranging.asked.pairs;
            Some(if is_on { Arrangement { filter: String::new(), pairs: None, ..wanted } } else { wanted })
        });
        if let Some(wanted) = wanted {
            self.arrange(|asked| *asked = wanted);
        }
    }

    /// Applies a filter that was kept, or puts it away.
    pub(crate) fn use_saved_filter(self, name: &str) {
        let text = self.store.saved_filters.with_untracked(|saved| saved.text(name).map(str::to_owned));
        let Some(text) = text else { return };
        let is_on = self.arranging(|arranging| arranging.asks_for(&text));
        self.arrange(|asked| (asked.filter, asked.pairs) = (if is_on { String::new() } else { text }, None));
    }

    /// The head of a column was pressed: upwards, downwards, file order.
    pub(crate) fn sort_rows(self, keys: &[ColumnKey]) {
        let Some(first) = keys.first() else { return };
        let mut sort = self.arranging(|arranging| arranging.pressed(first));
        if let Some(descending) = sort.first().map(|key| key.descending) {
            sort.extend(keys.iter().skip(1).map(|column| SortKey { column: column.clone(), descending }));
        }
        self.arrange(|asked| asked.sort = sort);
    }

    /// Brings the row of a place, an ID or a gene into view.
    pub(crate) fn find_row(self, text: &str) {
        let (text, view) = (text.trim().to_owned(), self.arranging(|arranging| arranging.shown_number));
        self.change_arranging(|arranging| (arranging.found, arranging.found_nothing) = (None, false));
        if !text.is_empty() {
            self.tell_worker(|generation| Command::Find { generation, view, text });
        }
    }

    /// Shows a column, or takes it away.
    pub(crate) fn show_column(self, key: ColumnKey, is_in: bool) {
        let is_kept = self.arranging(|arranging| arranging.offer.as_ref().is_some_and(|offer| offer.columns.has(&key)));
        let wanted = key.clone();
        self.change_arranging(|arranging| {
            arranging.columns.retain(|shown| *shown != key);
            if is_in {
                arranging.columns.push(key);
            }
        });
        self.file_happened(Happened::RowsStale);
        self.ask_for_rows(crate::state::file::FileState::next_span);
        if is_in && !is_kept {
            self.read_again(&[wanted]);
        }
    }

    /// The person said who is who; filters for families follow.
    pub(crate) fn say_trio(self, trio: Trio) {
        self.change_arranging(|arranging| arranging.trio = Some(trio));
        self.tell_worker(|generation| Command::Offer { generation, trio: Some(trio) });
    }

    /// The whole address of a page, to hand to somebody.
    pub(crate) fn link_to(self, route: &Route) -> String {
        crate::edge::address_bar::whole(&route.href())
    }

    /// A filter came with the address: it is applied to the file that is open, or to the next one.
    pub(crate) fn take_shared_filter(self) {
        let Route::Filter(filter) = self.store.route.get_untracked() else { return };
        if self.arranging(|arranging| arranging.offer.is_some()) {
            self.arrange(|asked| asked.filter = filter);
            self.go(&Route::MyFile);
        }
    }

    pub(super) fn what_follows(self, event: &Event) -> Vec<Follow> {
        match event {
            Event::Opened { .. } => vec![Follow::AskForOffer, Follow::ArrangeAgain],
            Event::Arranged { outcome: Ok(arranged), view, .. } if !arranged.lacks.is_empty() => {
                let is_last = self.arranging(|arranging| arranging.asked_number == *view);
                if is_last { vec![Follow::ReadAgain(arranged.lacks.clone())] } else { Vec::new() }
            }
            Event::Offer { .. } => vec![Follow::TakeSharedFilter, Follow::HandOverTable],
            Event::SampleTable { .. } => vec![Follow::UseTable],
            Event::Cohort { summary: None, .. } => vec![Follow::CountAlleles],
            _ => Vec::new(),
        }
    }

    pub(super) fn follow(self, follow: Follow) {
        match follow {
            Follow::AskForOffer => {
                let trio = self.arranging(|arranging| arranging.trio);
                self.tell_worker(|generation| Command::Offer { generation, trio });
            }
            Follow::ArrangeAgain => {
                // All rows in file order need no arranging.
                if self.arranging(|arranging| arranging.asked_number > 0) {
                    self.arrange(|_| {});
                }
            }
            Follow::ReadAgain(columns) => self.read_again(&columns),
            Follow::TakeSharedFilter => self.take_shared_filter(),
            Follow::HandOverTable => self.hand_over_table(),
            Follow::UseTable => self.use_table(),
            Follow::CountAlleles => self.count_alleles(),
        }
    }

    /// Reads the same file with these columns beside those it has.
    pub(super) fn read_again(self, wanted: &[ColumnKey]) {
        let mut is_new = false;
        self.change_arranging(|arranging| is_new = arranging.read_for(wanted));
        if is_new {
            self.open_again(|offer| with(&offer.columns, wanted));
        }
    }

    /// Reads the same file, or the same regions of it, once more, with these columns and the groups that are chosen.
    pub(super) fn open_again(self, columns: impl FnOnce(&Offer) -> Columns) {
        let columns = self.arranging(|arranging| arranging.offer.as_ref().map(|offer| columns(offer)));
        let groups = self.arranging(|arranging| arranging.groups.clone());
        let chosen = self.store.file.with_untracked(|state| state.chosen().cloned());
        let (Some(file), Some(Chosen { generation, name, .. })) = (self.desk.file.try_get_value().flatten(), chosen)
        else {
            return;
        };
        let regions = self.desk.regions.get_value();
        self.send_with_file(&Command::Open { generation, name, columns, groups, regions }, &file);
    }

    /// Asks for another arrangement of the rows.
    fn arrange(self, change: impl FnOnce(&mut Arrangement)) {
        let mut asked = None;
        self.change_arranging(|arranging| asked = Some(arranging.ask(change)));
        if let Some((view, arrangement)) = asked {
            self.tell_worker(|generation| Command::Arrange { generation, view, arrangement });
        }
    }

    pub(super) fn arranging<T: Default>(self, read: impl FnOnce(&Arranging) -> T) -> T {
        self.store.file.with_untracked(|state| state.open().map(|open| read(&open.arranging))).unwrap_or_default()
    }

    pub(super) fn change_arranging(self, change: impl FnOnce(&mut Arranging)) {
        let _ = self.store.file.try_update(|state| state.arrange(change));
    }
}

/// The columns with others beside them, each kept in the way that suits it when the file does not say otherwise.
fn with(columns: &Columns, wanted: &[ColumnKey]) -> Columns {
    let mut columns = columns.clone();
    for key in &wanted.iter().flat_map(ColumnKey::stored).collect::<Vec<_>>() {
        match key {
            ColumnKey::Genotype(sample) | ColumnKey::Depth(sample) | ColumnKey::GenotypeQuality(sample) => {
                if !columns.samples.contains(sample) {
                    columns.samples.push(*sample);
                }
            }
            _ if columns.has(key) => {}
            // The reader knows the type that the header declares and keeps numbers as numbers.
            _ => columns.extras.push(ExtraColumn { key: key.clone(), storage: Storage::Text }),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_added_once() {
        let columns = Columns { samples: vec![0], extras: Vec::new() };
        let key = ColumnKey::Info("AF".to_owned());
        let wanted = [key.clone(), ColumnKey::Depth(2), ColumnKey::Genotype(2), key, ColumnKey::Qual];
        let more = with(&columns, &wanted);
        assert_eq!((more.samples, more.extras.len()), (vec![0, 2], 1));
    }
}
