//! On a shared computer: as if nobody had been here.

use cohort_core::beacon::registry::ListedBy;
use leptos::prelude::*;

use super::Act;
use crate::{
    edge::storage::{self, Key},
    routes::Route,
    state::{saved_filters::SavedFilters, tools::Tools},
};

impl Act {
    /// Closes the file, forgets answers, ledger, sign-in and everything kept in this browser, and goes to a page.
    ///
    /// How many variants of files were asked about stays: it is a number, and a wipe is no way around its limit. What was
    /// sent cannot be taken back.
    pub(crate) fn wipe(self, then: &Route) {
        let store = self.store;
        self.stop_asking();
        self.close_file();
        self.sign_out();
        for key in [Key::Language, Key::Theme, Key::Filters, Key::OwnNodes, Key::Models] {
            storage::forget(key);
        }
        store.registry.update(|load| {
            if let Some(registry) = load.ready_mut() {
                let own = |node: &&cohort_core::beacon::registry::Node| node.listed_by == ListedBy::Person;
                let ids: Vec<_> = registry.nodes().iter().filter(own).map(|node| node.id.clone()).collect();
                for id in ids {
                    registry.remove(&id);
                }
            }
        });
        store.federation.update(|it| *it = Default::default());
        store.opened.update(|it| *it = Default::default());
        store.acquaintances.update(|it| *it = Default::default());
        store.examinations.update(|it| *it = Default::default());
        store.offers.update(|it| *it = Default::default());
        store.people.update(|it| *it = Default::default());
        store.quality.update(|it| *it = Default::default());
        store.level.update(|it| *it = Default::default());
        store.saved_filters.set(SavedFilters::default());
        store.tools.set(Tools::default());
        store.ledger.update(|it| *it = Default::default());
        self.go(then);
    }
}
