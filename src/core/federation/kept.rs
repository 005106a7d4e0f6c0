//! What was sent to one node and what came of it, to the byte, so that an outcome can be read again from its own words.
//!
//! Never a header: a sign-in is kept as a yes, its token is not known here.

use super::{Failure, MAX_ANSWER_BYTES, Reply};
use crate::{
    beacon::{
        profile::Profile,
        request::{Purpose, Request},
    },
    sha512::sha512_hex,
};

/// As much of a node's answers to one question as is kept: any one answer that is read at all.
pub const MAX_KEPT_BYTES: usize = MAX_ANSWER_BYTES;

/// All requests of one question to one node, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept(Vec<Literal>);

/// A request as it left, and what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// What for.
    pub purpose: Purpose,
    /// Full address.
    pub url: String,
    /// What was sent as the body; a request without one is a GET.
    pub body: Option<String>,
    /// Whether the person's sign-in went with it.
    pub is_signed_in: bool,
    /// The form it was asked in, by which an empty answer is read.
    pub profile: Profile,
    /// What came. One that is too large to be kept is [`Failure::TooLarge`].
    pub reply: Reply,
    /// When it left, in UTC, as ISO 8601.
    pub sent_at: String,
    /// When something came, or the waiting was over.
    pub came_at: String,
    /// SHA-512 of the body that was sent.
    pub body_hash: Option<String>,
    /// SHA-512 of the body that came.
    pub reply_hash: Option<String>,
}

impl Literal {
    /// With its hashes; `times` are when it left and when the answer came.
    pub fn new(request: &Request, profile: Profile, reply: Reply, times: [String; 2]) -> Self {
        let [sent_at, came_at] = times;
        Self {
            purpose: request.purpose(),
            url: request.url().to_owned(),
            body: request.body().map(str::to_owned),
            is_signed_in: request.is_signed_in(),
            profile,
            body_hash: request.body().map(sha512_hex),
            reply_hash: reply.body().map(sha512_hex),
            reply,
            sent_at,
            came_at,
        }
    }

    /// `GET` or `POST`.
    pub fn method(&self) -> &'static str {
        if self.body.is_some() { "POST" } else { "GET" }
    }

    fn bytes(&self) -> usize {
        self.reply.body().map_or(0, str::len)
    }
}

impl Kept {
    /// Adds what came last. What does not fit any more is kept without its words.
    pub fn add(&mut self, mut literal: Literal) {
        if self.bytes() + literal.bytes() > MAX_KEPT_BYTES {
            literal.reply = Reply::Failed(Failure::TooLarge);
            literal.reply_hash = None;
        }
        self.0.push(literal);
    }

    /// In their order.
    pub fn literals(&self) -> &[Literal] {
        &self.0
    }

    /// Of all answers.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(Literal::bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        beacon::{answer::Answer, registry::NodeId},
        federation::{Federation, Happened, Outcome},
        variant::{Variant, notation},
    };

    fn variant(position: u32) -> Variant {
        notation::canonical("GRCh38", &format!("2-{position}-G-A")).unwrap()
    }

    fn answered(federation: &mut Federation, position: u32, bytes: usize) {
        let (node, variant) = (NodeId("fi".into()), variant(position));
        let mut kept = Kept::default();
        kept.add(Literal {
            purpose: Purpose::VariantFrequency,
            url: String::new(),
            body: None,
            is_signed_in: false,
            profile: Profile::default(),
            reply: Reply::Response { status: 200, body: "x".repeat(bytes), retry_after_seconds: None },
            sent_at: String::new(),
            came_at: String::new(),
            body_hash: None,
            reply_hash: None,
        });
        let outcome = Outcome::Absent(Answer::default());
        federation.apply(Happened::Chosen(variant.clone()));
        federation.apply(Happened::Kept { node: node.clone(), variant: variant.clone(), kept });
        federation.apply(Happened::Replied { node, variant, outcome, took_millis: 1 });
    }

    #[test]
    fn words_stay_with_their_variant_while_there_is_room_and_go_with_a_sign_in() {
        let (mut federation, node) = (Federation::default(), NodeId("fi".into()));
        for position in 1..=40 {
            answered(&mut federation, position, MAX_KEPT_BYTES);
        }
        let mut words = |position| {
            federation.apply(Happened::Chosen(variant(position)));
            assert!(federation.was_asked(), "the figures of {position} stay");
            federation.kept(&node).is_some()
        };
        assert_eq!((words(1), words(39)), (false, true));
        federation.apply(Happened::Withdrawn { node: node.clone(), variant: variant(39) });
        federation.apply(Happened::Withdrawn { node: node.clone(), variant: variant(40) });
        for position in [39, 40] {
            federation.apply(Happened::Chosen(variant(position)));
            assert_eq!(federation.kept(&node), None);
        }
    }

    #[test]
    fn what_does_not_fit_is_kept_without_its_words() {
        let mut federation = Federation::default();
        answered(&mut federation, 1, MAX_KEPT_BYTES + 1);
        let kept = federation.kept(&NodeId("fi".into())).unwrap();
        assert_eq!((kept.bytes(), &kept.literals()[0].reply), (0, &Reply::Failed(Failure::TooLarge)));
    }
}
