//! Translated text that follows the chosen language.
//!
//! Two functions behind the `text!` macro, so that a hundred texts do not become a hundred copies of a signal's code.

use leptos::prelude::*;

use crate::i18n::Locale;

/// A text without values in it.
pub(crate) fn plain(locale: RwSignal<Locale>, say: fn(Locale) -> String) -> Signal<String> {
    with_values(locale, Box::new(say))
}

/// A text with values in it.
pub(crate) fn with_values(
    locale: RwSignal<Locale>,
    say: Box<dyn Fn(Locale) -> String + Send + Sync>,
) -> Signal<String> {
    Signal::derive(move || say(locale.get()))
}
