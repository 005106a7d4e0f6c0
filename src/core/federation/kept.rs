//! What was sent to one node and what came of it, to the byte, so that an outcome can be read again from its own words.
//!
//! Never a header: a sign-in is kept as a yes, its token is not known here.

use super::{Failure, Reply};
use crate::{
    beacon::{
        profile::Profile,
        request::{Purpose, Request},
    },
    sha512::sha512_hex,
};

/// As much of a node's answers to one question as is kept.
pub const MAX_KEPT_BYTES: usize = 2 * 1024 * 1024;

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
    /// When, in UTC, as ISO 8601.
    pub came_at: String,
    /// SHA-512 of the body that was sent.
    pub body_hash: Option<String>,
    /// SHA-512 of the body that came.
    pub reply_hash: Option<String>,
}

impl Literal {
    /// With its hashes.
    pub fn new(request: &Request, profile: Profile, reply: Reply, came_at: String) -> Self {
        Self {
            purpose: request.purpose(),
            url: request.url().to_owned(),
            body: request.body().map(str::to_owned),
            is_signed_in: request.is_signed_in(),
            profile,
            body_hash: request.body().map(sha512_hex),
            reply_hash: reply.body().map(sha512_hex),
            reply,
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
