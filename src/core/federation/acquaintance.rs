//! What a session has learnt of the nodes from how they behaved: their dialect, and who has failed so often that it is
//! left in peace.

use std::collections::BTreeMap;

use super::{Failure, Outcome};
use crate::beacon::{information::Member, profile::Dialect, registry::NodeId};

/// Failures in a row after which a node is asked only on the person's explicit wish.
pub const RESTS_AFTER_FAILURES: u8 = 3;

/// All nodes met in this session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acquaintances(BTreeMap<NodeId, Acquaintance>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Acquaintance {
    dialect: Dialect,
    failures: u8,
    /// Of a network that has named them.
    members: Option<Vec<Member>>,
}

impl Acquaintances {
    /// How it speaks, as far as is known.
    pub fn dialect(&self, node: &NodeId) -> Dialect {
        self.0.get(node).map_or(Dialect::Unknown, |known| known.dialect)
    }

    /// Whether it is left in peace.
    pub fn is_resting(&self, node: &NodeId) -> bool {
        self.0.get(node).is_some_and(|known| known.failures >= RESTS_AFTER_FAILURES)
    }

    /// Whom a network passes questions on to; `None` while it has not said so.
    pub fn members(&self, node: &NodeId) -> Option<&[Member]> {
        self.0.get(node)?.members.as_deref()
    }

    /// It has said who it is.
    pub fn introduced(&mut self, node: &NodeId, members: Vec<Member>) {
        self.0.entry(node.clone()).or_default().members = Some(members);
    }

    /// Something came from it by which its software is known.
    pub fn recognised(&mut self, node: &NodeId, dialect: Dialect) {
        if dialect != Dialect::Unknown {
            self.0.entry(node.clone()).or_default().dialect = dialect;
        }
    }

    /// What came of a question to it. Its own failures count; what the person stopped, or a rest, does not.
    pub fn met(&mut self, node: &NodeId, outcome: &Outcome) {
        if let Some(answer) = outcome.answer() {
            self.recognised(node, answer.dialect);
        }
        let known = self.0.entry(node.clone()).or_default();
        match outcome {
            Outcome::Failed(Failure::Cancelled | Failure::Resting) => {}
            Outcome::Failed(_) | Outcome::Blocked => known.failures = known.failures.saturating_add(1),
            _ => known.failures = 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beacon::answer::Answer;

    #[test]
    fn three_failures_in_a_row_bring_rest_and_an_answer_ends_it() {
        let node = NodeId("fi".into());
        let mut all = Acquaintances::default();
        let late = Outcome::Failed(Failure::Late);
        all.met(&node, &late);
        all.met(&node, &late);
        all.met(&node, &Outcome::Failed(Failure::Cancelled));
        assert!(!all.is_resting(&node));
        all.met(&node, &late);
        assert!(all.is_resting(&node));
        all.met(&node, &Outcome::Absent(Answer { dialect: Dialect::Pi, ..Answer::default() }));
        assert!(!all.is_resting(&node));
        all.met(&node, &Outcome::SignInNeeded);
        assert_eq!(all.dialect(&node), Dialect::Pi);
    }
}
