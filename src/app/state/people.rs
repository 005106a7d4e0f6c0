//! What nodes' people can be narrowed down by, and how many they say there are.

use cohort_core::{
    beacon::{
        people::Filter,
        registry::NodeId,
        terms::{self, Catalogue, Terms},
    },
    federation::{Failure, NodeState, Reply},
    variant::Variant,
};

/// One node's list of terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Offer {
    #[default]
    NotAsked,
    Asking,
    Ready(Terms),
    /// Something came that is no list of terms.
    Unreadable,
    Failed(Failure),
}

impl Offer {
    /// What a reply to the first request comes to.
    pub(crate) fn of_reply(reply: &Reply) -> Self {
        match reply {
            Reply::Failed(failure) => Self::Failed(failure.clone()),
            // Only a probe comes back so, and no list is fetched by one.
            Reply::Blocked => Self::Failed(Failure::Unreachable),
            Reply::Response { status: 200..=299, body, .. } => terms::read(body).map_or(Self::Unreadable, Self::Ready),
            Reply::Response { status, .. } => Self::Failed(Failure::Status(*status)),
        }
    }

    pub(crate) fn terms(&self) -> Option<&Terms> {
        match self {
            Self::Ready(terms) => Some(terms),
            _ => None,
        }
    }
}

/// Nodes are few: a list of pairs is as quick as a map, and less to download.
pub(super) fn find<'a, T>(pairs: &'a [(NodeId, T)], node: &NodeId) -> Option<&'a T> {
    pairs.iter().find(|(id, _)| id == node).map(|(_, value)| value)
}

pub(super) fn put<T>(pairs: &mut Vec<(NodeId, T)>, node: NodeId, value: T) {
    match pairs.iter_mut().find(|(id, _)| *id == node) {
        Some((_, there)) => *there = value,
        None => pairs.push((node, value)),
    }
}

/// The lists of all nodes; kept for the tab.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Offers(Vec<(NodeId, Offer)>);

impl Offers {
    pub(crate) fn of(&self, node: &NodeId) -> &Offer {
        find(&self.0, node).unwrap_or(&Offer::NotAsked)
    }

    pub(crate) fn set(&mut self, node: NodeId, offer: Offer) {
        put(&mut self.0, node, offer);
    }

    /// Whether anybody's people can be narrowed down.
    pub(crate) fn has_terms(&self) -> bool {
        self.0.iter().filter_map(|(_, offer)| offer.terms()).any(|terms| !terms.is_empty())
    }

    pub(crate) fn catalogue(&self) -> Catalogue {
        Catalogue::new(self.0.iter().filter_map(|(node, offer)| Some((node, offer.terms()?))))
    }
}

/// What is asked about people.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub(crate) variant: Variant,
    pub(crate) filters: Vec<Filter>,
}

/// One node's part in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// It does not offer these terms, so nothing was sent to it; empty where its list is not known.
    NotOffered(Vec<Filter>),
    /// It was sent the question.
    Sent(NodeState),
}

/// The last question about people, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct People {
    asked: Option<Asked>,
    parts: Vec<(NodeId, Part)>,
}

impl People {
    /// A new question; the answers to the one before are forgotten.
    pub(crate) fn ask(&mut self, asked: Asked) {
        *self = Self { asked: Some(asked), parts: Vec::new() };
    }

    /// A late part of another question is dropped.
    pub(crate) fn set(&mut self, asked: &Asked, node: NodeId, part: Part) {
        if self.asked.as_ref() == Some(asked) {
            put(&mut self.parts, node, part);
        }
    }

    /// The question about this variant, if that was the last.
    pub(crate) fn asked(&self, variant: &Variant) -> Option<&Asked> {
        self.asked.as_ref().filter(|asked| asked.variant == *variant)
    }

    /// Whether anybody is still expected to answer: a node has one question at a time.
    pub(crate) fn is_waiting(&self) -> bool {
        self.parts.iter().any(|(_, part)| *part == Part::Sent(NodeState::Asking))
    }

    pub(crate) fn part(&self, node: &NodeId) -> Option<&Part> {
        find(&self.parts, node)
    }
}

#[cfg(test)]
mod tests {
    use cohort_core::{federation::Outcome, variant::known::Catalogue as Known};

    use super::*;

    #[test]
    fn a_late_part_of_another_question_is_dropped() {
        let variant = Known::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
        let asked = |name: &str| Asked {
            variant: variant.clone(),
            filters: vec![Filter::Term { key: name.into(), name: name.into() }],
        };
        let node = NodeId("fi".into());
        let late = Part::Sent(NodeState::Done { outcome: Outcome::Failed(Failure::Late), took_millis: 1 });
        let mut people = People::default();
        people.ask(asked("HP:1"));
        people.set(&asked("HP:2"), node.clone(), late.clone());
        assert_eq!(people.part(&node), None);
        people.set(&asked("HP:1"), node.clone(), late.clone());
        assert_eq!(people.part(&node), Some(&late));
        people.ask(asked("HP:2"));
        assert_eq!(people.part(&node), None);
    }

    #[test]
    fn a_list_of_terms_or_why_there_is_none() {
        let reply = |status, body: &str| Reply::Response { status, body: body.into(), retry_after_seconds: None };
        let offer = Offer::of_reply(&reply(200, r#"{"response":{"filteringTerms":[{"id":"HP:0001250"}]}}"#));
        assert_eq!(offer.terms().map(Terms::len), Some(1));
        let mut offers = Offers::default();
        assert!(!offers.has_terms());
        offers.set(NodeId("fi".into()), offer);
        assert!(offers.has_terms());
        assert_eq!(offers.catalogue().entries().len(), 1);
        assert_eq!(Offer::of_reply(&reply(200, "{}")), Offer::Unreadable);
        assert_eq!(Offer::of_reply(&reply(404, "")), Offer::Failed(Failure::Status(404)));
    }
}
