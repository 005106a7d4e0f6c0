//! One option among several, for the widgets that offer a choice.

use super::Glyph;

/// A value and how it is called on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// What choosing it means.
    pub value: T,
    /// Its name, translated.
    pub label: String,
    /// An icon before the name.
    pub glyph: Option<Glyph>,
}

impl<T> Choice<T> {
    /// A choice without an icon.
    pub fn new(value: T, label: impl Into<String>) -> Self {
        Self { value, label: label.into(), glyph: None }
    }

    /// The same choice with an icon.
    #[must_use]
    pub fn with_glyph(self, glyph: Glyph) -> Self {
        Self { glyph: Some(glyph), ..self }
    }
}
