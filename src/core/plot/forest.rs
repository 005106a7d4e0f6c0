//! The forest plot: one row a cohort, allele frequency with its interval, and what is missing drawn as large as what
//! answered.
//!
//! Owns what a row can be. Where things stand is decided in `layout`, strokes are made in `draw`.

mod draw;
mod layout;
mod together;

use std::convert::Infallible;

use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};

pub use draw::{draw, draw_frame, draw_row};
pub(in crate::plot) use layout::tick_labels;
pub use layout::{Arrangement, ForestLayout, RowLayout};
pub use together::{How, Together};

pub use super::axis::Scale;
use super::marks::{Drawing, DrawnRow, Recorder};
use super::palette::Role;
use crate::format::NumberStyle;
use crate::stats::interval::{Interval, IntervalError, Level};

/// How far a row's area reaches over either side, so that a focus ring does not touch its text.
const AREA_OVERHANG_PX: f64 = 8.0;

/// One cohort in a forest plot. All text is translated already.
#[derive(Clone, Debug, PartialEq)]
pub struct ForestRow {
    /// Stays the same while the row's state changes, so that the keyboard's place is kept.
    pub key: String,
    /// The cohort's name.
    pub label: String,
    /// What stands beside or under it: a description, a denominator. May be empty.
    pub sublabel: String,
    /// What is known.
    pub state: RowState,
    /// Lies far from the other cohorts: a ring around its mark. Its texts say so too.
    pub is_outlier: bool,
}

/// What is known about a cohort.
#[derive(Clone, Debug, PartialEq)]
pub enum RowState {
    /// A frequency was counted or stated.
    Measured {
        /// In 0..=1.
        frequency: f64,
        /// `None` when the node stated a frequency without counts.
        interval: Option<Interval>,
        /// The frequency in the reader's notation.
        figure: String,
        /// The interval in the reader's notation, or why there is none.
        note: String,
    },
    /// Read, and not seen.
    Absent {
        /// The frequency that is not ruled out.
        upper_bound: f64,
        /// The figure or word: `0`, `absent`.
        figure: String,
        /// The bound in the reader's notation: `< 0.0038`.
        note: String,
    },
    /// No figure, and why.
    Unknown {
        /// Selects the pattern.
        reason: Unknown,
        /// The reason in a word or two.
        word: String,
    },
    /// The answer is awaited.
    Asking {
        /// The state in a word.
        word: String,
    },
    /// No cohort, but all of them.
    Together(Together),
}

/// Why there is no figure. None of them is a zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unknown {
    /// The node hides small counts.
    Withheld,
    /// No answer, or an error.
    Silent,
    /// The cohort did not look at this site.
    NotAssessed,
}

impl Unknown {
    const fn pattern(self) -> Role {
        match self {
            Self::Withheld => Role::Withheld,
            Self::Silent => Role::Silent,
            Self::NotAssessed => Role::NotAssessed,
        }
    }
}

/// Which figures stand at the right of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figures {
    /// `0.591` and `0.521–0.657`
    #[default]
    WithNote,
    /// `0.591`
    FigureOnly,
}

/// The words over the columns; shown when the chart is wide enough for columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    /// Over the labels.
    pub label: String,
    /// Over the axis.
    pub axis: String,
    /// Over the figures.
    pub figures: String,
}

/// How a forest plot is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForestOptions {
    /// Column headings, if any.
    pub headings: Option<Headings>,
    /// Which figures stand at the right.
    pub figures: Figures,
    /// The notation of the ticks.
    pub numbers: NumberStyle,
    /// How frequencies are spread.
    pub scale: Scale,
    /// A frequency to compare with.
    pub limit: Option<Limit>,
    /// Ticks are written as counts out of this many.
    pub out_of: Option<u32>,
}

/// A frequency that every row is compared with: an upright line and its words above.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// In 0..=1.
    pub frequency: f64,
    /// What it is, with its figure.
    pub label: String,
}

impl ForestRow {
    /// A row; see the fields.
    pub fn new(key: impl Into<String>, label: impl Into<String>, sublabel: impl Into<String>, state: RowState) -> Self {
        Self { key: key.into(), label: label.into(), sublabel: sublabel.into(), state, is_outlier: false }
    }

    /// The row for those who hear it: `Finland, 117 of 198: 0.591, 0.521–0.657`.
    pub fn spoken(&self) -> String {
        let separator = if self.sublabel.is_empty() { "" } else { ", " };
        let Self { label, sublabel, state, .. } = self;
        match state.note() {
            "" => format!("{label}{separator}{sublabel}: {}", state.figure()),
            note => format!("{label}{separator}{sublabel}: {}, {note}", state.figure()),
        }
    }
}

impl RowState {
    /// A 95 % Wilson interval around AC/AN; with AC 0 the row is absent with the upper end as its bound.
    pub fn counted(allele_count: u32, allele_number: u32, numbers: NumberStyle) -> Result<Self, IntervalError> {
        let interval = Interval::wilson(allele_count, allele_number, Level::NinetyFive)?;
        if allele_count == 0 {
            let note = format!("< {}", numbers.bound(interval.high));
            return Ok(Self::Absent { upper_bound: interval.high, figure: numbers.frequency(0.0), note });
        }
        let frequency = f64::from(allele_count) / f64::from(allele_number);
        Ok(Self::Measured {
            frequency,
            interval: Some(interval),
            figure: numbers.frequency(frequency),
            note: numbers.interval(interval),
        })
    }

    /// A frequency that a node stated without counts: a dot without a line.
    pub fn stated(frequency: f64, numbers: NumberStyle, note: impl Into<String>) -> Self {
        Self::Measured { frequency, interval: None, figure: numbers.frequency(frequency), note: note.into() }
    }

    /// The node hides the count.
    pub fn withheld(word: impl Into<String>) -> Self {
        Self::Unknown { reason: Unknown::Withheld, word: word.into() }
    }

    /// No answer, or an error.
    pub fn silent(word: impl Into<String>) -> Self {
        Self::Unknown { reason: Unknown::Silent, word: word.into() }
    }

    /// The cohort did not look at this site.
    pub fn not_assessed(word: impl Into<String>) -> Self {
        Self::Unknown { reason: Unknown::NotAssessed, word: word.into() }
    }

    /// The answer is awaited.
    pub fn asking(word: impl Into<String>) -> Self {
        Self::Asking { word: word.into() }
    }

    /// The figure, or the word that stands for it.
    pub fn figure(&self) -> &str {
        match self {
            Self::Measured { figure, .. } | Self::Absent { figure, .. } => figure,
            Self::Together(together) => &together.figure,
            Self::Unknown { word, .. } | Self::Asking { word } => word,
        }
    }

    /// What stands beside the figure; empty when nothing does.
    pub fn note(&self) -> &str {
        match self {
            Self::Measured { note, .. } | Self::Absent { note, .. } => note,
            Self::Together(together) => &together.note,
            Self::Unknown { .. } | Self::Asking { .. } => "",
        }
    }

    /// Whether the row has a figure.
    pub const fn is_answered(&self) -> bool {
        matches!(self, Self::Measured { .. } | Self::Absent { .. } | Self::Together(_))
    }

    /// The largest value the axis has to hold.
    fn largest(&self) -> Option<f64> {
        match self {
            Self::Measured { frequency, interval, .. } => Some(interval.map_or(*frequency, |interval| interval.high)),
            Self::Absent { upper_bound, .. } => Some(*upper_bound),
            Self::Together(together) => Some(together.largest()),
            Self::Unknown { .. } | Self::Asking { .. } => None,
        }
    }

    /// The smallest value above 0 that an axis of decades has to hold.
    fn smallest(&self) -> Option<f64> {
        let low = |frequency: f64, interval: Option<Interval>| {
            interval.map(|interval| interval.low).filter(|low| *low > 0.0).unwrap_or(frequency)
        };
        match self {
            Self::Measured { frequency, interval, .. } => Some(low(*frequency, *interval)),
            Self::Absent { upper_bound, .. } => Some(*upper_bound),
            Self::Together(together) => Some(low(together.frequency, together.interval)),
            Self::Unknown { .. } | Self::Asking { .. } => None,
        }
    }
}

/// Lays the chart out for a width in pixels and records it.
pub fn record(
    rows: &[ForestRow],
    options: &ForestOptions,
    width: f64,
) -> Result<Drawing, DrawingAreaErrorKind<Infallible>> {
    let layout = ForestLayout::new(rows, options, width);
    let (width, height) = (layout.width, layout.height);
    let mut drawing = Drawing { width, height, ..Drawing::default() };
    draw_frame(&Recorder::new(width, height, &mut drawing.frame).into_drawing_area(), &layout)?;
    for (row, place) in rows.iter().zip(&layout.rows) {
        let mut marks = Vec::new();
        draw_row(&Recorder::new(width, height, &mut marks).into_drawing_area(), &layout, place, row)?;
        let area = (-AREA_OVERHANG_PX, place.top, width + 2.0 * AREA_OVERHANG_PX, place.height);
        drawing.rows.push(DrawnRow { key: row.key.clone(), spoken: row.spoken(), area, marks });
    }
    Ok(drawing)
}
