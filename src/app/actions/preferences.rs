//! Language and theme: shown at once, kept for the next visit.

use super::Act;
use crate::{
    edge::{
        document,
        storage::{self, Key},
    },
    i18n::Locale,
    state::settings::Theme,
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;

impl Act {
    pub(crate) fn choose_language(self, locale: Locale) {
        storage::keep(Key::Language, locale.as_str());
        document::set_language(locale.as_str());
        self.store.locale.set(locale);
    }

    pub(crate) fn choose_theme(self, theme: Theme) {
        storage::keep(Key::Theme, theme.name().unwrap_or_default());
        document::set_theme(theme.name());
        self.store.theme.set(theme);
    }
}
