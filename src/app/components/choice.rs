//! One option among several, for the widgets that offer a choice.

use leptos::prelude::*;

use super::Glyph;

/// What a widget shows of its choices: labels with their glyphs, and which is chosen, counted from 0.
pub(super) type Faces = (Vec<(String, Option<Glyph>)>, Option<usize>);

/// What is shown, and what to call when another one is chosen. Whatever depends on the type of the values ends here,
/// so that a widget's markup is the same code for all of them.
pub(super) fn without_type<T>(
    choices: Signal<Vec<Choice<T>>>,
    value: Signal<T>,
    on_change: Callback<T>,
) -> (Signal<Faces>, Callback<usize>)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let faces = Signal::derive(move || {
        let (choices, value) = (choices.get(), value.get());
        let chosen = choices.iter().position(|choice| choice.value == value);
        (choices.into_iter().map(|choice| (choice.label, choice.glyph)).collect(), chosen)
    });
    let change = Callback::new(move |index: usize| {
        if let Some(choice) = choices.get_untracked().into_iter().nth(index) {
            on_change.run(choice.value);
        }
    });
    (faces, change)
}

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
