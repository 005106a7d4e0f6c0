//! A few settings and filters kept between visits; never a variant, never anything of a file.

/// What is kept.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    Language,
    Theme,
    Filters,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Language => "cohort-explorer.language",
            Self::Theme => "cohort-explorer.theme",
            Self::Filters => "cohort-explorer.filters",
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    // Some browsers forbid storage; the page then starts afresh each time.
    web_sys::window()?.local_storage().ok()?
}

pub(crate) fn load(key: Key) -> Option<String> {
    storage()?.get_item(key.name()).ok()?
}

pub(crate) fn keep(key: Key, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage only means that the setting is asked for again.
        let _ = storage.set_item(key.name(), value);
    }
}
