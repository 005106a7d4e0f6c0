//! Charts: data -> layout -> drawing on any plotters backend.
//!
//! A chart is laid out for the width it gets and never scaled, so text keeps its size. Layouts are plain values
//! decided by pure functions (`forest::layout`, `strip`, `axis`); drawing walks a layout and decides nothing.
//! Colours are roles (`palette`), so a theme changes without a redraw. Must not know a browser, and no words: all
//! text comes in translated.
//!
//! ```
//! use cohort_core::format::NumberStyle;
//! use cohort_core::plot::forest::{self, ForestOptions, ForestRow, RowState};
//!
//! let numbers = NumberStyle::English;
//! let rows = vec![
//!     ForestRow::new("FIN", "Finland", "117 of 198", RowState::counted(117, 198, numbers).unwrap()),
//!     ForestRow::new("PL", "Poland", "", RowState::silent("no answer")),
//! ];
//! let drawing = forest::record(&rows, &ForestOptions::default(), 640.0).unwrap();
//! assert_eq!(drawing.rows[0].spoken, "Finland, 117 of 198: 0.591, 0.521–0.657");
//! ```

pub mod axis;
pub mod canvas;
pub mod forest;
pub mod genotypes;
pub mod heat;
pub mod hexbin;
pub mod icons;
pub mod map;
pub mod marks;
pub mod palette;
pub mod quality;
pub mod region;
pub mod strip;
pub mod text;
