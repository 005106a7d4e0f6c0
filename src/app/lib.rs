//! The page: Cohort Explorer's single-page app.
//!
//! Only this file knows every page. Direction of imports and invariants: `src/README.md`.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "a failed test should stop where it fails"
    )
)]

/// A translated text that follows the chosen language: `text!(locale, namespace.key, name = value)`.
macro_rules! text {
    ($locale:expr, $namespace:ident.$key:ident) => {
        crate::text::plain($locale, |locale| crate::i18n::td_string!(locale, $namespace.$key).to_string())
    };
    ($locale:expr, $($key:tt)*) => {
        crate::text::with_values(
            $locale,
            Box::new(move |locale| crate::i18n::td_string!(locale, $($key)*).to_string()),
        )
    };
}

mod actions;
#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests;
mod components;
mod edge;
mod pages;
mod plots;
mod routes;
mod shell;
mod state;
mod text;

/// Translations, checked when compiled: `td_string!(locale, namespace.key)`.
#[allow(
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    unused_imports,
    dead_code,
    clippy::all,
    clippy::pedantic,
    clippy::expect_used,
    reason = "generated from src/app/i18n"
)]
mod translations {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
use translations::i18n;

/// Mounts the page into the document's body.
pub fn mount() {
    std::panic::set_hook(Box::new(|panic| edge::document::report(panic.location())));
    leptos::mount::mount_to_body(shell::App);
}
