//! The examinations of nodes: what each has shown so far.

use std::collections::BTreeMap;

use cohort_core::{beacon::registry::NodeId, doctor::Examination};

/// All of them; a node that is not in it has not been examined.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Examinations(BTreeMap<NodeId, Examination>);

impl Examinations {
    pub(crate) fn of(&self, node: &NodeId) -> Option<&Examination> {
        self.0.get(node)
    }

    /// Afresh; what an earlier one has shown is forgotten.
    pub(crate) fn begin(&mut self, node: NodeId) {
        self.0.insert(node, Examination::default());
    }

    pub(crate) fn came_to(&mut self, node: NodeId, so_far: Examination) {
        self.0.insert(node, so_far);
    }
}
