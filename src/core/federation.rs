//! One question to many nodes: who was asked, who answered what, who did not and why.
//!
//! A reducer: [`Federation::apply`] takes what happened and changes the picture, nothing else does. Must not know
//! how a question travels or what time it is; durations arrive measured.

use std::collections::BTreeMap;

mod acquaintance;
mod attempts;
mod kept;
mod members;
mod outcome;
mod pages;

pub use acquaintance::{Acquaintances, RESTS_AFTER_FAILURES};
pub use attempts::{Attempts, Step};
pub use kept::{Kept, Literal, MAX_KEPT_BYTES};
pub use members::{MemberPart, members};
pub use outcome::{Outcome, Refusal, is_preflight_passed, judge};
pub use pages::{Paged, Pages};

use crate::{
    beacon::{answer::Unreadable, profile::Dialect, question::Level, registry::NodeId},
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
    /// Nothing was sent to it, because its registry entry has no counts in the variant's build.
    LeftOut,
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
    /// It has been asked too often (429).
    Busy {
        /// When it may be asked again, where it says so and the browser lets the page read it.
        retry_after_seconds: Option<u32>,
    },
    /// The only member of a network that was asked failed, with its words.
    Member(String),
    /// It failed several times in a row and is left in peace until the person wishes otherwise.
    Resting,
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
        /// `Retry-After` in seconds, where it was sent and may be read.
        retry_after_seconds: Option<u32>,
    },
    /// Something is there, and the browser does not let this page read what it answers.
    Blocked,
    /// No response.
    Failed(Failure),
}

impl Reply {
    /// The software, by the marks of whatever came, errors among them.
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Response { body, .. } => {
                serde_json::from_str(body).map_or(Dialect::Unknown, |root| Dialect::recognise(&root))
            }
            Self::Blocked | Self::Failed(_) => Dialect::Unknown,
        }
    }

    /// What came, as text.
    pub fn body(&self) -> Option<&str> {
        match self {
            Self::Response { body, .. } => Some(body),
            Self::Blocked | Self::Failed(_) => None,
        }
    }

    /// HTTP status of what came.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Response { status, .. } => Some(*status),
            Self::Blocked | Self::Failed(_) => None,
        }
    }

    fn retry_after_seconds(&self) -> Option<u32> {
        match self {
            Self::Response { retry_after_seconds, .. } => *retry_after_seconds,
            _ => None,
        }
    }
}

/// What happens to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// Another variant is looked at. What nodes have answered for it before, in this tab, is shown again.
    Chosen(Variant),
    /// The question is put at this level.
    Asked(Level),
    /// Sent to a node.
    Sent(NodeId),
    /// A node wrote this; kept while its variant is looked at.
    Wrote {
        /// Who.
        node: NodeId,
        /// The question it belongs to.
        variant: Variant,
        /// The body, or its beginning.
        text: String,
    },
    /// What was sent to a node and what came, to the byte; stays with its outcome.
    Kept {
        /// Who.
        node: NodeId,
        /// The question it belongs to.
        variant: Variant,
        /// All requests of this question.
        kept: Kept,
    },
    /// A node was left out because it has no counts in this build.
    LeftOut(NodeId),
    /// The person who was told something has signed out: it goes from the page.
    Withdrawn {
        /// Who told it.
        node: NodeId,
        /// Of what.
        variant: Variant,
    },
    /// A node's part is over.
    Replied {
        /// Who.
        node: NodeId,
        /// The question it belongs to.
        variant: Variant,
        /// What came of it.
        outcome: Outcome,
        /// How long it took.
        took_millis: u32,
    },
}

/// The picture of one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Federation {
    variant: Option<Variant>,
    level: Level,
    nodes: BTreeMap<NodeId, NodeState>,
    /// What each wrote.
    written: BTreeMap<NodeId, String>,
    /// What was sent to each and came back, to the byte.
    kept: BTreeMap<NodeId, Kept>,
    /// Of variants looked at before, oldest first; lives as long as the tab.
    past: Vec<Past>,
}

/// What was answered before.
#[derive(Clone, Debug, PartialEq)]
struct Past {
    variant: Variant,
    level: Level,
    nodes: BTreeMap<NodeId, NodeState>,
    kept: BTreeMap<NodeId, Kept>,
}

/// Literal answers of variants looked at before that are kept, the youngest first; their figures stay.
const MAX_PAST_BYTES: usize = 64 * 1024 * 1024;

/// As much of a node's answer as is kept to be read.
pub const MAX_WRITTEN_CHARS: usize = 20_000;

/// JSON a line a value, as people read it; anything else as it came.
fn laid_out(text: &str) -> String {
    serde_json::from_str(text).map_or_else(|_| text.to_owned(), |json: serde_json::Value| format!("{json:#}"))
}

/// Variants whose answers are kept.
const MAX_PAST: usize = 100;

impl Federation {
    /// The variant asked about.
    pub fn variant(&self) -> Option<&Variant> {
        self.variant.as_ref()
    }

    /// How much the nodes were told.
    pub fn level(&self) -> Level {
        self.level
    }

    /// A node's part.
    pub fn state(&self, node: &NodeId) -> &NodeState {
        self.nodes.get(node).unwrap_or(&NodeState::NotAsked)
    }

    /// What a node wrote, laid out over lines; at most [`MAX_WRITTEN_CHARS`] of it.
    pub fn written(&self, node: &NodeId) -> Option<&str> {
        self.written.get(node).map(String::as_str)
    }

    /// What was sent to a node and what came, to the byte.
    pub fn kept(&self, node: &NodeId) -> Option<&Kept> {
        self.kept.get(node)
    }

    /// Whether anything was sent for this question.
    pub fn was_asked(&self) -> bool {
        self.nodes.values().any(|state| *state != NodeState::NotAsked)
    }

    /// Whether anybody is still expected to answer.
    pub fn is_waiting(&self) -> bool {
        self.nodes.values().any(|state| *state == NodeState::Asking)
    }

    /// Keeps what has been answered for the variant that is left, and who wants to know who asks; failures are forgotten,
    /// and may be asked again.
    fn put_by(&mut self) {
        let Some(variant) = self.variant.take() else { return };
        self.written.clear();
        let mut nodes = std::mem::take(&mut self.nodes);
        let mut kept = std::mem::take(&mut self.kept);
        let is_word = |outcome: &Outcome| outcome.answer().is_some() || *outcome == Outcome::SignInNeeded;
        nodes.retain(|_, state| matches!(state, NodeState::Done { outcome, .. } if is_word(outcome)));
        if !nodes.is_empty() {
            if self.past.len() >= MAX_PAST {
                self.past.remove(0);
            }
            kept.retain(|node, _| nodes.contains_key(node));
            self.past.push(Past { variant, level: self.level, nodes, kept });
            let mut room = MAX_PAST_BYTES;
            for past in self.past.iter_mut().rev() {
                let bytes = past.kept.values().map(Kept::bytes).sum();
                match room.checked_sub(bytes) {
                    Some(left) => room = left,
                    None => past.kept.clear(),
                }
            }
        }
    }

    /// The only way to change it.
    pub fn apply(&mut self, happened: Happened) {
        match happened {
            Happened::Chosen(variant) => {
                if self.variant.as_ref() != Some(&variant) {
                    self.put_by();
                    let found = self.past.iter().position(|past| past.variant == variant);
                    if let Some(past) = found.map(|at| self.past.remove(at)) {
                        (self.level, self.nodes, self.kept) = (past.level, past.nodes, past.kept);
                    }
                    self.variant = Some(variant);
                }
            }
            Happened::Asked(level) => self.level = level,
            Happened::Sent(node) => {
                self.written.remove(&node);
                self.kept.remove(&node);
                self.nodes.insert(node, NodeState::Asking);
            }
            Happened::Wrote { node, variant, text } => {
                if self.variant.as_ref() == Some(&variant) {
                    self.written.insert(node, laid_out(&text).chars().take(MAX_WRITTEN_CHARS).collect());
                }
            }
            Happened::Kept { node, variant, kept } => {
                if self.variant.as_ref() == Some(&variant) {
                    self.kept.insert(node, kept);
                }
            }
            Happened::LeftOut(node) => {
                self.nodes.insert(node, NodeState::LeftOut);
            }
            Happened::Withdrawn { node, variant } => {
                let of_now = (self.variant.as_ref() == Some(&variant)).then_some((&mut self.nodes, &mut self.kept));
                let of_past = self.past.iter_mut().filter(|past| past.variant == variant);
                for (nodes, kept) in of_now.into_iter().chain(of_past.map(|past| (&mut past.nodes, &mut past.kept))) {
                    kept.remove(&node);
                    if let Some(NodeState::Done { outcome, .. }) = nodes.get_mut(&node) {
                        *outcome = Outcome::SignInNeeded;
                    }
                }
                if self.variant.as_ref() == Some(&variant) {
                    self.written.remove(&node);
                }
            }
            Happened::Replied { node, variant, outcome, took_millis } => {
                // An answer belongs to its question: late ones of an earlier variant are dropped.
                if self.variant.as_ref() == Some(&variant) {
                    self.nodes.insert(node, NodeState::Done { outcome, took_millis });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        beacon::answer::Answer,
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

    #[test]
    fn a_late_answer_to_an_earlier_question_is_dropped() {
        let mut federation = Federation::default();
        federation.apply(Happened::Chosen(variant(5)));
        federation.apply(Happened::Sent(node()));
        federation.apply(Happened::Chosen(variant(6)));
        let outcome = Outcome::Failed(Failure::Late);
        federation.apply(Happened::Replied { node: node(), variant: variant(5), outcome, took_millis: 1 });
        assert_eq!(*federation.state(&node()), NodeState::NotAsked);
        assert!(!federation.was_asked());
    }

    #[test]
    fn what_was_told_to_a_signed_in_person_goes_with_the_sign_in() {
        let mut federation = Federation::default();
        let written = |variant| Happened::Wrote { node: node(), variant, text: "{}".into() };
        for position in [5, 6] {
            let (outcome, variant) = (Outcome::Absent(Answer::default()), variant(position));
            federation.apply(Happened::Chosen(variant.clone()));
            federation.apply(Happened::Replied { node: node(), variant: variant.clone(), outcome, took_millis: 1 });
            federation.apply(written(variant));
        }
        for position in [5, 6] {
            federation.apply(Happened::Withdrawn { node: node(), variant: variant(position) });
        }
        let needed = NodeState::Done { outcome: Outcome::SignInNeeded, took_millis: 1 };
        assert_eq!((federation.state(&node()), federation.written(&node())), (&needed, None));
        federation.apply(Happened::Chosen(variant(5)));
        assert_eq!(*federation.state(&node()), needed);
    }

    #[test]
    fn an_answer_is_not_asked_for_twice() {
        let mut federation = Federation::default();
        let replied = |federation: &mut Federation, outcome: Outcome| {
            federation.apply(Happened::Replied { node: node(), variant: variant(5), outcome, took_millis: 1 });
        };
        let answer = Outcome::Absent(Answer::default());
        federation.apply(Happened::Chosen(variant(5)));
        replied(&mut federation, answer.clone());
        federation.apply(Happened::Chosen(variant(6)));
        assert!(!federation.was_asked());
        federation.apply(Happened::Chosen(variant(5)));
        assert_eq!(*federation.state(&node()), NodeState::Done { outcome: answer, took_millis: 1 });
        replied(&mut federation, Outcome::Failed(Failure::Late));
        federation.apply(Happened::Chosen(variant(6)));
        federation.apply(Happened::Chosen(variant(5)));
        assert!(!federation.was_asked(), "a failure may be asked again");
        replied(&mut federation, Outcome::SignInNeeded);
        federation.apply(Happened::Chosen(variant(6)));
        federation.apply(Happened::Chosen(variant(5)));
        assert!(federation.was_asked(), "and may be asked again with a sign-in");
    }

    #[test]
    fn what_a_node_wrote_is_kept_while_its_variant_is_looked_at() {
        let mut federation = Federation::default();
        federation.apply(Happened::Chosen(variant(5)));
        let wrote = |variant: Variant| Happened::Wrote { node: node(), variant, text: "é".repeat(30_000) };
        federation.apply(wrote(variant(6)));
        assert_eq!(federation.written(&node()), None);
        federation.apply(wrote(variant(5)));
        assert_eq!(federation.written(&node()).map(|text| text.chars().count()), Some(MAX_WRITTEN_CHARS));
        federation.apply(Happened::Chosen(variant(6)));
        assert_eq!(federation.written(&node()), None);
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
