//! Filters that are kept under a name, in this browser only.

use leptos::prelude::*;

use super::Act;
use crate::{
    edge::storage::{self, Key},
    state::{file::arrange::Arranging, saved_filters::SavedFilters},
};

impl Act {
    /// Keeps the filter in force.
    pub(crate) fn save_filter(self, name: &str) {
        let filter = self.arranging(Arranging::shareable);
        self.change_saved(|saved| saved.save(name, filter));
    }

    /// Forgets a filter that was kept.
    pub(crate) fn remove_filter(self, name: &str) {
        self.change_saved(|saved| saved.remove(name));
    }

    /// What another tab kept meanwhile stays.
    fn change_saved(self, change: impl FnOnce(&mut SavedFilters)) {
        let kept = storage::load(Key::Filters).map(|text| SavedFilters::from_text(&text));
        let mut saved = kept.unwrap_or_else(|| self.store.saved_filters.get_untracked());
        change(&mut saved);
        storage::keep(Key::Filters, &saved.to_text());
        self.store.saved_filters.set(saved);
    }
}
