//! What a file's segments are read by: its header, the columns to keep, the limits.
//!
//! Must not know any segment.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Compression, Group, Limits, MAX_GROUPS, OpenOptions, Regions,
    extract::Extractor,
    header::{Header, HeaderReader},
    warnings::WarningList,
};
use crate::{quality, records::Columns};

/// The same for every segment of a file, whoever reads it.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) header: Arc<Header>,
    pub(super) columns: Arc<Columns>,
    /// Samples that are counted together.
    pub(super) groups: Vec<Group>,
    pub(super) limits: Limits,
    pub(super) compression: Compression,
    /// Only records that reach into these are kept.
    pub(super) regions: Option<Regions>,
}

/// A plan as it travels to another worker, which makes the same of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlanText {
    /// The header's lines as they stand in the file.
    pub(super) header: Vec<u8>,
    pub(super) options: OpenOptions,
    pub(super) limits: Limits,
    pub(super) compression: Compression,
}

impl Plan {
    pub(super) fn new(header: Header, options: &OpenOptions, limits: Limits, compression: Compression) -> Self {
        let groups: Vec<Group> = options.groups.iter().take(MAX_GROUPS).cloned().collect();
        let columns = Extractor::new(&header, options.columns.as_ref(), &groups).columns().clone();
        let regions = options.regions.clone();
        Self { header: Arc::new(header), columns: Arc::new(columns), groups, limits, compression, regions }
    }

    /// Names of the samples whose calls are counted one by one.
    pub(super) fn counted_samples(&self) -> Vec<String> {
        let kept = self.columns.samples.iter().take(quality::MAX_SAMPLES);
        kept.filter_map(|sample| self.header.samples.get(*sample as usize).cloned()).collect()
    }

    /// `None` for what [`super::Reading`] would not have made a plan of.
    pub(super) fn from_text(text: &PlanText) -> Option<Self> {
        let (mut reader, mut warnings) = (HeaderReader::new(), WarningList::default());
        for line in text.header.split(|byte| *byte == b'\n') {
            if let Some(header) = reader.line(line, &mut warnings).ok()? {
                return Some(Self::new(header, &text.options, text.limits, text.compression));
            }
        }
        None
    }
}
