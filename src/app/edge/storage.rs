//! A few settings, filters and addresses of nodes kept between visits; never a variant, never anything of a file but how many of its
//! variants were asked about.

/// What is kept.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    Language,
    Theme,
    Filters,
    /// Addresses of nodes that the person added.
    OwnNodes,
    /// Models of diseases that the person named.
    Models,
    /// A count, for this session only.
    FileVariants,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Language => "cohort-explorer.language",
            Self::Theme => "cohort-explorer.theme",
            Self::Filters => "cohort-explorer.filters",
            Self::OwnNodes => "cohort-explorer.own-nodes",
            Self::Models => "cohort-explorer.models",
            Self::FileVariants => "cohort-explorer.file-variants",
        }
    }
}

fn storage(key: Key) -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    // Some browsers forbid storage; the page then starts afresh each time.
    match key {
        Key::FileVariants => window.session_storage().ok()?,
        Key::Language | Key::Theme | Key::Filters | Key::OwnNodes | Key::Models => window.local_storage().ok()?,
    }
}

pub(crate) fn load(key: Key) -> Option<String> {
    storage(key)?.get_item(key.name()).ok()?
}

pub(crate) fn forget(key: Key) {
    if let Some(storage) = storage(key) {
        // A storage that cannot be changed holds nothing of ours.
        let _ = storage.remove_item(key.name());
    }
}

pub(crate) fn keep(key: Key, value: &str) {
    if let Some(storage) = storage(key) {
        // A full or forbidden storage only means that the setting is asked for again.
        let _ = storage.set_item(key.name(), value);
    }
}
