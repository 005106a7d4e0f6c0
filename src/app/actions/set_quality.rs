//! How the quality page is set: kept in memory only.

use leptos::prelude::*;

use super::Act;
use crate::state::quality::QualityChange;

impl Act {
    /// Another limit, sample or set of defaults.
    pub(crate) fn set_quality(self, change: QualityChange) {
        self.store.quality.update(|view| view.apply(change));
    }
}
