//! Statistics on counts. Pure arithmetic: every formula names its source and is compared with an outside package.
//!
//! Must not know what the counts are of, nor how a figure is written for people (`format`).

pub mod carrier;
pub mod credible;
pub mod criteria;
mod distribution;
pub mod filtering;
pub mod fixation;
pub mod hardy_weinberg;
pub mod interval;
pub mod natural;
pub mod one_sided;
pub mod pooled;
