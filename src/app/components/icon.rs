//! Icons: our own line drawings on a 16-unit square, one stroke weight, in the colour of the text around them.
//!
//! An icon is decoration beside a word; it is hidden from assistive technology and never stands alone without one.

use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// Two arrows apart: the theme follows the system.
    Auto,
    /// A tick in a ring: answered, understood.
    Check,
    /// A clock: no answer in time.
    Clock,
    /// Two sheets: copy.
    Copy,
    /// A cross in a ring: failed.
    Cross,
    /// A bare cross: close, remove.
    Close,
    /// A dashed ring: not asked.
    Dash,
    /// Three dots: asking.
    Dots,
    /// An arrow into a tray: download.
    Download,
    /// A sheet with a folded corner: a file.
    File,
    /// A flask: synthetic.
    Flask,
    /// A globe: language.
    Globe,
    /// A half disc: partial.
    Half,
    /// An i in a ring: a note.
    Info,
    /// Lines with bullets: the ledger.
    List,
    /// A lock: withheld, private.
    Lock,
    /// A crescent: dark theme.
    Moon,
    /// Two people.
    People,
    /// A triangle in a frame: demonstration.
    Play,
    /// A question mark in a ring: not assessed.
    Question,
    /// An empty ring: absent.
    Ring,
    /// A paper plane: send.
    Send,
    /// A shield with a tick: the promise.
    Shield,
    /// A stethoscope: clinical work.
    Stethoscope,
    /// A sun: light theme.
    Sun,
    /// An arrow out of a tray: open a file.
    Upload,
    /// A triangle with a stroke: a warning.
    Warning,
}

impl Glyph {
    /// The drawing's outline, as path data.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Auto => "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 1.5v13",
            Self::Check => "M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M5 8.3l2.1 2.1L11 6.2",
            Self::Clock => "M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M8 4.3V8l2.4 1.6",
            Self::Copy => "M6 5.5h7.5v9H6zM10.5 5.5v-4H3v9h3",
            Self::Cross => "M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M5.7 5.7l4.6 4.6m0-4.6-4.6 4.6",
            Self::Close => "m4 4 8 8m0-8-8 8",
            Self::Dash => {
                "M5.5 2a6.5 6.5 0 0 1 5 0M13.2 4.1a6.5 6.5 0 0 1 1.3 4M13.3 11.8a6.5 6.5 0 0 1-3.2 2.4M5.9 14.2a6.5 6.5 0 0 1-3.2-2.5M1.5 8a6.5 6.5 0 0 1 1.4-4"
            }
            Self::Dots => "M3 8h.01M8 8h.01M13 8h.01",
            Self::Download => "M8 2v8m-3.2-3L8 10.2 11.2 7M2.5 11.5v2.5h11v-2.5",
            Self::File => "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
            Self::Flask => "M6 2h4M6.7 2v4L3 12.6c-.4.8.1 1.4.9 1.4h8.2c.8 0 1.3-.6.9-1.4L9.3 6V2M5 10h6",
            Self::Globe => "M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M1.5 8h13M8 1.5c4 4 4 9 0 13-4-4-4-9 0-13z",
            Self::Half => "M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M8 1.5v13M5.5 2.2v11.6M3.2 4v8",
            Self::Info => "M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M8 7.3v4M8 4.7h.01",
            Self::List => "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
            Self::Lock => "M3 7h10v7H3zM5 7V5a3 3 0 0 1 6 0v2",
            Self::Moon => "M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z",
            Self::People => {
                "M3.3 5a2.2 2.2 0 1 0 4.4 0 2.2 2.2 0 1 0-4.4 0M9.3 6a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0M1.5 14c0-3 1.7-5 4-5s4 2 4 5M10.5 9.6c2.2-.3 4 1.4 4 4.4"
            }
            Self::Play => "M1.5 3h13v10h-13zM6.7 5.8l3.6 2.2-3.6 2.2z",
            Self::Question => {
                "M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M6.2 6.3a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.7-.9 1.3M8 11.6h.01"
            }
            Self::Ring => "M3 8a5 5 0 1 0 10 0 5 5 0 1 0-10 0",
            Self::Send => "M14 2 1.8 6.5l4.9 2.6M14 2l-4.5 12-2.8-4.9M14 2 6.7 9.1",
            Self::Shield => "M8 1.5 2.8 3.5v4c0 3.4 2.2 5.8 5.2 7 3-1.2 5.2-3.6 5.2-7v-4zM5.6 8l1.7 1.7 3.1-3.3",
            Self::Stethoscope => {
                "M3.5 2v4a3 3 0 0 0 6 0V2M6.5 9v1.5a3.5 3.5 0 0 0 7 0V9M11.6 7.5a1.4 1.4 0 1 0 2.8 0 1.4 1.4 0 1 0-2.8 0"
            }
            Self::Sun => {
                "M5 8a3 3 0 1 0 6 0 3 3 0 1 0-6 0M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13"
            }
            Self::Upload => "M8 10.2V2.2M4.8 5.2 8 2l3.2 3.2M2.5 11.5v2.5h11v-2.5",
            Self::Warning => "M8 2 1.5 13.5h13zM8 6.5v3.3M8 11.7h.01",
        }
    }
}

/// An icon, one em square.
#[component]
pub fn Icon(
    /// What is drawn.
    #[prop(into)]
    glyph: Signal<Glyph>,
) -> impl IntoView {
    view! {
        <svg class="icon" class:icon--dots=move || glyph.get() == Glyph::Dots viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=move || glyph.get().path()></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::Glyph;

    #[test]
    fn states_have_distinct_drawings() {
        let drawings = [
            Glyph::Check,
            Glyph::Cross,
            Glyph::Clock,
            Glyph::Lock,
            Glyph::Half,
            Glyph::Ring,
            Glyph::Question,
            Glyph::Flask,
            Glyph::Dots,
            Glyph::Dash,
        ]
        .map(Glyph::path);
        for (index, drawing) in drawings.iter().enumerate() {
            assert!(drawing.starts_with(['M', 'm']), "{drawing}");
            assert!(!drawings[..index].contains(drawing), "{drawing} is drawn twice");
        }
    }
}
