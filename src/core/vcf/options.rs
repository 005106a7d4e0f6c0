//! What a person wants of a file before it is read.
//!
//! Must not know what the file has.

use serde::{Deserialize, Serialize};

use super::Regions;
use crate::records::Columns;

/// Decided when a reading starts; row numbers are the same whatever is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenOptions {
    /// Columns to keep; `None` for what the header suggests.
    pub columns: Option<Columns>,
    /// Groups to count alleles in, beside all samples; the first of them is group 1. At most [`MAX_GROUPS`] are counted.
    pub groups: Vec<Group>,
    /// Only records that reach into these are kept; `None` for all. See [`super::Reading::with_regions`].
    pub regions: Option<Regions>,
}

/// Groups that are counted at once: each has seven columns of its own.
pub const MAX_GROUPS: usize = 12;

/// Samples that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What people call it.
    pub name: String,
    /// Its samples, counted from 0 in the header's order.
    pub samples: Vec<u32>,
}
