//! The list of what is wrong: cut at a limit, while its count is not.
//!
//! Must not know what is wrong.

use crate::wire::MAX_WARNINGS;

use super::Warning;

/// Warnings in the order they were found.
#[derive(Clone, Debug, Default)]
pub(super) struct WarningList {
    list: Vec<Warning>,
    count: u64,
}

impl WarningList {
    /// Counts one more, and makes and keeps it while there is room.
    pub(super) fn add(&mut self, make: impl FnOnce() -> Warning) {
        self.count += 1;
        if self.list.len() < MAX_WARNINGS {
            self.list.push(make());
        }
    }

    /// Counts those that are not kept, which must not be before the list is full.
    pub(super) fn add_unlisted(&mut self, count: u64) {
        self.count += count;
    }

    pub(super) fn list(&self) -> &[Warning] {
        &self.list
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }
}
