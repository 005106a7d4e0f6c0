//! What a clinician assumes: set, and kept under a name in this browser only.

use leptos::prelude::*;

use super::Act;
use crate::{
    edge::storage::{self, Key},
    state::tools::{Tools, ToolsChange},
};

impl Act {
    /// Another number of the model, threshold or cohort.
    pub(crate) fn set_tools(self, change: ToolsChange) {
        self.store.tools.update(|tools| tools.apply(change));
    }

    /// Reads the models that were kept.
    pub(crate) fn load_models(self) {
        if let Some(text) = storage::load(Key::Models) {
            self.store.tools.update(|tools| tools.read_kept(&text));
        }
    }

    /// Keeps the model.
    pub(crate) fn keep_model(self, name: &str) {
        self.change_models(|tools| tools.keep(name));
    }

    /// Forgets a model.
    pub(crate) fn forget_model(self, name: &str) {
        self.change_models(|tools| tools.forget(name));
    }

    /// What another tab kept meanwhile stays.
    fn change_models(self, change: impl FnOnce(&mut Tools)) {
        self.load_models();
        self.store.tools.update(change);
        self.store.tools.with_untracked(|tools| storage::keep(Key::Models, &tools.kept_text()));
    }
}
