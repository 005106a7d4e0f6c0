//! A region at a glance: its genes with their exons, and a lane a cohort with a stem and a head a variant on a
//! logarithmic axis of allele frequency.
//!
//! Only what the view shows is looked at, and what falls on the same pixel is drawn once: twenty thousand variants are a
//! few marks. Marks are written down directly, for a lane is one mark of many lines, which plotters has no word for. Must
//! not know words: names and notes come in translated.

mod draw;
mod genes;
mod lane;
mod view;

pub use draw::record;
pub use lane::{Lane, Stem};
pub use view::{View, ZOOM_STEP};

use super::{palette::Role, text::TextSize};
use crate::{format::NumberStyle, region::genes::Gene};

/// Everything that can be shown of a region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionChart {
    /// Genes that overlap it, in order.
    pub genes: Vec<Gene>,
    /// A lane a cohort, in order.
    pub lanes: Vec<Lane>,
    /// Variants of the reader's own file, if one is open.
    pub own: Option<OwnLane>,
    /// What the upright axis measures.
    pub axis: String,
    /// What the level axis measures: the chromosome and the build.
    pub place: String,
    /// Shown in the place of genes where none are known.
    pub no_genes: String,
    /// How numbers are written.
    pub numbers: NumberStyle,
}

/// The reader's own variants: places only.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnLane {
    /// Its name.
    pub label: String,
    /// Positions from 1, in order.
    pub positions: Vec<u32>,
}

/// Narrowest chart.
const MIN_WIDTH_PX: f64 = 240.0;
/// Room for the labels of the upright axes.
const LEFT_PX: f64 = 52.0;
const RIGHT_PX: f64 = 8.0;
/// A lane: its name above, then its axis.
const LANE_NAME_PX: f64 = 22.0;
const LANE_AXIS_PX: f64 = 62.0;
const LANE_GAP_PX: f64 = 14.0;
const OWN_LANE_PX: f64 = 18.0;
/// From the last lane to the chart's lower edge: ticks and their labels.
const BOTTOM_PX: f64 = 44.0;
const HEAD_PX: f64 = 3.5;
const NOTE: TextSize = TextSize::Note;

/// A cohort's colour and shape, the same everywhere on a page: shapes tell apart who cannot tell colours.
pub fn role(lane: usize) -> Role {
    Role::COHORTS[lane % Role::COHORTS.len()]
}

/// How far along the plot a place lies, in 0..=1, of a chart so wide; both in pixels from the chart's left edge.
pub fn share(x: f64, width: f64) -> f64 {
    ((x - LEFT_PX) / (width.max(MIN_WIDTH_PX) - LEFT_PX - RIGHT_PX)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;
