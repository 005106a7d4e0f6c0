//! An evidence bundle that the person opened: answers that were saved, shown without asking anybody.

use std::sync::Arc;

use cohort_core::bundle::{BadBundle, Bundle};

/// What became of the last one.
#[derive(Clone, Debug, Default)]
pub(crate) enum Opened {
    /// None was opened, or it was put away.
    #[default]
    Nothing,
    /// It cannot be opened.
    Refused {
        /// The file's name.
        name: String,
        why: BadBundle,
    },
    /// Its answers are shown on its variant's page.
    Shown(Arc<Bundle>),
}

impl Opened {
    /// The one that is shown.
    pub(crate) fn bundle(&self) -> Option<&Arc<Bundle>> {
        match self {
            Self::Shown(bundle) => Some(bundle),
            Self::Nothing | Self::Refused { .. } => None,
        }
    }
}
