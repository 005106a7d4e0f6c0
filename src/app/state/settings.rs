//! How the person wants the page: language and theme.

use leptos_i18n::Locale as _;

use crate::i18n::Locale;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Value of the document's `data-theme`; none follows the system.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    pub(crate) fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == Some(name)).unwrap_or_default()
    }
}

/// The first language of the page that the person reads: a kept choice, then the browser's list.
pub(crate) fn language(kept: Option<&str>, preferred: &[String]) -> Locale {
    kept.into_iter().chain(preferred.iter().map(String::as_str)).find_map(locale).unwrap_or_default()
}

fn locale(tag: &str) -> Option<Locale> {
    let language = tag.split('-').next().unwrap_or(tag);
    Locale::get_all().iter().copied().find(|locale| locale.as_str() == language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_have() {
        let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        assert_eq!(language(None, &tags(&["fi", "de-AT", "en"])), Locale::de);
        assert_eq!(language(Some("en"), &tags(&["de"])), Locale::en);
        assert_eq!(language(Some("xx"), &tags(&[])), Locale::en);
    }

    #[test]
    fn themes_by_name() {
        assert_eq!(Theme::from_name("dark"), Theme::Dark);
        assert_eq!(Theme::from_name(""), Theme::System);
    }
}
