//! The region that is looked at: who was asked about it, what came, and the table of genes.

use std::sync::Arc;

use cohort_core::{
    beacon::{answer::Answer, registry::NodeId},
    federation::NodeState,
    region::{Region, genes::GeneTable},
};

use super::people::{find, put};

/// The table of genes on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum GenesLoad {
    #[default]
    NotLoaded,
    Loading,
    Ready(Arc<GeneTable>),
    /// It did not come, or is none; the text says why.
    Missing(String),
}

impl GenesLoad {
    pub(crate) fn ready(&self) -> Option<&Arc<GeneTable>> {
        match self {
            Self::Ready(table) => Some(table),
            _ => None,
        }
    }
}

/// One question about a region, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RegionAsked {
    region: Option<Region>,
    parts: Vec<(NodeId, NodeState)>,
}

impl RegionAsked {
    /// Another region is looked at; what was answered for the one before is forgotten.
    pub(crate) fn choose(&mut self, region: Region) {
        if self.region != Some(region) {
            *self = Self { region: Some(region), parts: Vec::new() };
        }
    }

    pub(crate) fn is_about(&self, region: &Region) -> bool {
        self.region.as_ref() == Some(region)
    }

    /// A late part of another question is dropped.
    pub(crate) fn set(&mut self, region: &Region, node: NodeId, state: NodeState) {
        if self.is_about(region) {
            put(&mut self.parts, node, state);
        }
    }

    pub(crate) fn state(&self, node: &NodeId) -> &NodeState {
        find(&self.parts, node).unwrap_or(&NodeState::NotAsked)
    }

    pub(crate) fn answer(&self, node: &NodeId) -> Option<&Answer> {
        match self.state(node) {
            NodeState::Done { outcome, .. } => outcome.answer(),
            _ => None,
        }
    }

    pub(crate) fn was_asked(&self) -> bool {
        !self.parts.is_empty()
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.parts.iter().any(|(_, state)| *state == NodeState::Asking)
    }
}

#[cfg(test)]
mod tests {
    use cohort_core::{
        federation::{Failure, Outcome},
        genome::Assembly,
    };

    use super::*;

    #[test]
    fn a_late_answer_to_another_region_is_dropped() {
        let region = |text| Region::parse(text, Assembly::Grch38).unwrap();
        let (one, other, node) = (region("2:5-9"), region("2:5-10"), NodeId("fi".into()));
        let late = NodeState::Done { outcome: Outcome::Failed(Failure::Late), took_millis: 1 };
        let mut asked = RegionAsked::default();
        asked.choose(one);
        asked.set(&one, node.clone(), NodeState::Asking);
        assert!(asked.was_asked() && asked.is_waiting());
        asked.choose(one);
        assert!(asked.is_waiting(), "the same region keeps its answers");
        asked.choose(other);
        asked.set(&one, node.clone(), late.clone());
        assert_eq!((asked.state(&node), asked.was_asked()), (&NodeState::NotAsked, false));
        asked.set(&other, node.clone(), late.clone());
        assert_eq!((asked.state(&node), asked.answer(&node)), (&late, None));
    }
}
