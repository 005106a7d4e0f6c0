//! What the nodes say of themselves, once asked.

use std::collections::BTreeMap;

use cohort_core::{
    beacon::{
        information::{self, Information},
        registry::NodeId,
    },
    federation::{Failure, Reply},
};

/// One node's word on itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Introduction {
    #[default]
    NotAsked,
    Asking,
    Ready {
        information: Information,
        took_millis: u32,
    },
    /// Something came that is no Beacon information.
    Unreadable,
    Failed(Failure),
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Introductions(BTreeMap<NodeId, Introduction>);

impl Introductions {
    pub(crate) fn of(&self, node: &NodeId) -> Introduction {
        self.0.get(node).cloned().unwrap_or_default()
    }

    pub(crate) fn asked(&mut self, node: NodeId) {
        self.0.insert(node, Introduction::Asking);
    }

    pub(crate) fn replied(&mut self, node: NodeId, reply: Reply, took_millis: u32) {
        let introduction = match reply {
            Reply::Failed(failure) => Introduction::Failed(failure),
            // Only a probe comes back so, and nobody is met by one.
            Reply::Blocked => Introduction::Failed(Failure::Unreachable),
            Reply::Response { status: 200..=299, body, .. } => information::read(&body)
                .map_or(Introduction::Unreadable, |information| Introduction::Ready { information, took_millis }),
            Reply::Response { status, .. } => Introduction::Failed(Failure::Status(status)),
        };
        self.0.insert(node, introduction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_beacon_is_ready() {
        let node = NodeId("fi".into());
        let mut all = Introductions::default();
        let mut reply = |status, body: &str| {
            all.replied(node.clone(), Reply::Response { status, body: body.into(), retry_after_seconds: None }, 3);
            all.of(&node)
        };
        assert!(matches!(reply(200, r#"{"response":{"id":"x"}}"#), Introduction::Ready { took_millis: 3, .. }));
        assert_eq!(reply(200, "<html>"), Introduction::Unreadable);
        assert_eq!(reply(503, ""), Introduction::Failed(Failure::Status(503)));
    }
}
