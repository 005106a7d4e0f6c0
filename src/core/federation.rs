//! One question to many nodes: who was asked, who answered what, who did not and why.
//!
//! A reducer: [`Federation::apply`] takes what happened and changes the picture, nothing else does. Must not know
//! how a question travels or what time it is; durations arrive measured.

use std::collections::BTreeMap;

use crate::{
    beacon::{
        answer::{self, Answer, Unreadable},
        registry::NodeId,
    },
    variant::Variant,
};

/// How long a node may take for one answer.
pub const DEADLINE_MILLIS: u32 = 8_000;

/// Largest answer that is read; ten times the largest one captured from a real server.
pub const MAX_ANSWER_BYTES: usize = 4 * 1024 * 1024;

/// One node's part in a question.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum NodeState {
    /// Nothing was sent to it.
    #[default]
    NotAsked,
    /// Sent; no word yet.
    Asking,
    /// Over.
    Done {
        /// What came of it.
        outcome: Outcome,
        /// From sending to reading, in milliseconds.
        took_millis: u32,
    },
}

/// What came of asking one node. Nothing unknown is a zero.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Counts came.
    Answered(Answer),
    /// The node looked and has not seen it; how many copies it looked at it did not say.
    Absent(Answer),
    /// Not seen, or seen too rarely for the node to say so: it hides small counts.
    Withheld(Answer),
    /// Seen, but the node keeps the counts to itself.
    WithoutCounts(Answer),
    /// It has no counts in this build; nothing was sent.
    WrongAssembly,
    /// It wants to know who asks (401, 403).
    SignInNeeded,
    /// It took the question and refused it, with its own words if any (other 4xx).
    Unsupported {
        /// HTTP status.
        status: u16,
        /// `errorMessage` of the node.
        message: Option<String>,
    },
    /// Broken, as far as this question goes.
    Failed(Failure),
}

/// Ways of failing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection, or the browser blocked it (no CORS): a page cannot tell which.
    Unreachable,
    /// Nothing within [`DEADLINE_MILLIS`].
    Late,
    /// 5xx or an unexpected status.
    Status(u16),
    /// Answer larger than [`MAX_ANSWER_BYTES`].
    TooLarge,
    /// Something came that is no answer to the question.
    Unreadable(Unreadable),
    /// The person stopped it.
    Cancelled,
}

/// What arrived from one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A response with a readable body.
    Response {
        /// HTTP status.
        status: u16,
        /// Body as text.
        body: String,
    },
    /// No response.
    Failed(Failure),
}

/// What happens to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// A new question; everything about the one before is forgotten.
    Chosen(Variant),
    /// Sent to a node.
    Sent(NodeId),
    /// A node was left out because it has no counts in this build.
    LeftOut(NodeId),
    /// A node's part is over.
    Replied {
        /// Who.
        node: NodeId,
        /// The question it belongs to.
        variant: Variant,
        /// What came.
        reply: Reply,
        /// How long it took.
        took_millis: u32,
    },
}

/// The picture of one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Federation {
    variant: Option<Variant>,
    nodes: BTreeMap<NodeId, NodeState>,
}

impl Federation {
    /// The variant asked about.
    pub fn variant(&self) -> Option<&Variant> {
        self.variant.as_ref()
    }

    /// A node's part.
    pub fn state(&self, node: &NodeId) -> &NodeState {
        self.nodes.get(node).unwrap_or(&NodeState::NotAsked)
    }

    /// Whether anything was sent for this question.
    pub fn was_asked(&self) -> bool {
        self.nodes.values().any(|state| *state != NodeState::NotAsked)
    }

    /// Whether anybody is still expected to answer.
    pub fn is_waiting(&self) -> bool {
        self.nodes.values().any(|state| *state == NodeState::Asking)
    }

    /// The only way to change it.
    pub fn apply(&mut self, happened: Happened) {
        match happened {
            Happened::Chosen(variant) => {
                if self.variant.as_ref() != Some(&variant) {
                    *self = Self { variant: Some(variant), nodes: BTreeMap::new() };
                }
            }
            Happened::Sent(node) => {
                self.nodes.insert(node, NodeState::Asking);
            }
            Happened::LeftOut(node) => {
                self.nodes.insert(node, NodeState::Done { outcome: Outcome::WrongAssembly, took_millis: 0 });
            }
            Happened::Replied { node, variant, reply, took_millis } => {
                // An answer belongs to its question: late ones of an earlier variant are dropped.
                if self.variant.as_ref() == Some(&variant) {
                    let outcome = outcome(&variant, reply);
                    self.nodes.insert(node, NodeState::Done { outcome, took_millis });
                }
            }
        }
    }
}

fn outcome(asked: &Variant, reply: Reply) -> Outcome {
    let (status, body) = match reply {
        Reply::Failed(failure) => return Outcome::Failed(failure),
        Reply::Response { status, body } => (status, body),
    };
    match status {
        200..=299 => match answer::read(&body, asked) {
            Ok(answer) if !answer.observations.is_empty() => Outcome::Answered(answer),
            Ok(answer) if answer.exists == Some(true) => Outcome::WithoutCounts(answer),
            Ok(answer) if answer.hides_small_counts => Outcome::Withheld(answer),
            Ok(answer) if answer.exists == Some(false) => Outcome::Absent(answer),
            // Neither yes nor no: taking it for either would be a guess.
            Ok(_) => Outcome::Failed(Failure::Unreadable(Unreadable::NotBeacon)),
            Err(unreadable) => Outcome::Failed(Failure::Unreadable(unreadable)),
        },
        401 | 403 => Outcome::SignInNeeded,
        400..=499 if status != 408 && status != 429 => {
            let message = serde_json::from_str(&body).ok().and_then(|root| answer::error_message(&root));
            Outcome::Unsupported { status, message }
        }
        _ => Outcome::Failed(Failure::Status(status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        genome::{Assembly, Chromosome, Position},
        variant::Bases,
    };

    fn variant(position: u32) -> Variant {
        Variant::new(
            Assembly::Grch38,
            Chromosome::from_name("2").unwrap(),
            Position::new(position).unwrap(),
            &Bases::parse("G").unwrap(),
            &Bases::parse("A").unwrap(),
        )
        .unwrap()
    }

    fn node() -> NodeId {
        NodeId("fi".into())
    }

    fn asked(status: u16, body: &str) -> Outcome {
        let mut federation = Federation::default();
        federation.apply(Happened::Chosen(variant(5)));
        federation.apply(Happened::Sent(node()));
        assert!(federation.is_waiting());
        let reply = Reply::Response { status, body: body.to_owned() };
        federation.apply(Happened::Replied { node: node(), variant: variant(5), reply, took_millis: 12 });
        assert!(!federation.is_waiting());
        match federation.state(&node()) {
            NodeState::Done { outcome, took_millis: 12 } => outcome.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_outcome_has_its_own_name() {
        let counts = r#"{"response":{"resultSets":[{"id":"D","exists":true,"results":[{"variation":
            {"location":{"start":4},"referenceBases":"G","alternateBases":"A"},"frequencyInPopulations":[{"frequencies":[{"population":"Total","alleleCount":0,"alleleNumber":4}]}]}]}]}}"#;
        assert!(matches!(asked(200, counts), Outcome::Answered(_)));
        assert!(matches!(asked(200, r#"{"responseSummary":{"exists":false}}"#), Outcome::Absent(_)));
        assert!(matches!(asked(200, r#"{"responseSummary":{"exists":true}}"#), Outcome::WithoutCounts(_)));
        let below = r#"{"responseSummary":{"exists":false,"numTotalResults":5}}"#;
        assert!(matches!(asked(200, below), Outcome::Withheld(_)));
        let neither = Outcome::Failed(Failure::Unreadable(Unreadable::NotBeacon));
        assert_eq!(asked(200, r#"{"response":{"resultSets":[]}}"#), neither);
        assert!(matches!(asked(200, "<html>"), Outcome::Failed(Failure::Unreadable(Unreadable::NotJson(_)))));
        assert_eq!(asked(401, ""), Outcome::SignInNeeded);
        let refused = Outcome::Unsupported { status: 400, message: Some("no indels".into()) };
        assert_eq!(asked(400, r#"{"error":{"errorMessage":"no indels"}}"#), refused);
        assert_eq!(asked(404, "nothing"), Outcome::Unsupported { status: 404, message: None });
        assert_eq!(asked(429, ""), Outcome::Failed(Failure::Status(429)));
        assert_eq!(asked(503, ""), Outcome::Failed(Failure::Status(503)));
    }

    #[test]
    fn a_late_answer_to_an_earlier_question_is_dropped() {
        let mut federation = Federation::default();
        federation.apply(Happened::Chosen(variant(5)));
        federation.apply(Happened::Sent(node()));
        federation.apply(Happened::Chosen(variant(6)));
        let reply = Reply::Failed(Failure::Late);
        federation.apply(Happened::Replied { node: node(), variant: variant(5), reply, took_millis: 1 });
        assert_eq!(*federation.state(&node()), NodeState::NotAsked);
        assert!(!federation.was_asked());
    }

    #[test]
    fn choosing_the_same_variant_again_keeps_the_answers() {
        let mut federation = Federation::default();
        federation.apply(Happened::Chosen(variant(5)));
        federation.apply(Happened::LeftOut(node()));
        federation.apply(Happened::Chosen(variant(5)));
        assert!(federation.was_asked());
    }
}
