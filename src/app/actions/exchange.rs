//! One question to one node, to its end: one request after the other, as [`Attempts`] allows, all within one deadline.

use std::{collections::BTreeMap, rc::Rc};

use cohort_core::{
    beacon::{
        profile::Profile,
        registry::{Node, NodeId},
        request::{Purpose, Request},
    },
    federation::{self, Attempts, Kept, Literal, Outcome, Paged, Pages, Reply, Step},
    sign_in::End,
    variant::Variant,
};
use futures_util::lock::Mutex;
use leptos::prelude::*;

use super::Act;
use crate::edge::{
    clock::{self, Stopwatch},
    gateway::{Deadline, Stop},
};

/// Whose turn it is with each node: some servers mix up questions that come together.
pub(super) type Turns = StoredValue<BTreeMap<NodeId, Rc<Mutex<()>>>, LocalStorage>;

/// What came of a question.
pub(super) struct Exchanged {
    /// The last thing that came.
    pub(super) reply: Reply,
    pub(super) outcome: Outcome,
    /// From the first request to the last answer; waiting for a turn does not count.
    pub(super) took_millis: u32,
    /// All that was sent of a question about a variant and what came, to the byte.
    pub(super) kept: Kept,
}

impl Act {
    /// `request` writes the question in a form, and which page of its answer is wanted.
    pub(super) async fn exchange(
        self,
        node: &Node,
        request: impl Fn(Profile, u32) -> Request,
        looked_for: Option<&Variant>,
        stop: &Stop,
    ) -> Exchanged {
        let turn = self.turn_with(&node.id);
        let _turn = turn.lock().await;
        let (deadline, watch) = (Deadline::start(), Stopwatch::start());
        let learnt = self.store.acquaintances.with_untracked(|known| known.dialect(&node.id));
        let mut profile = node.profile(learnt);
        let (mut attempts, mut pages, mut page) = (Attempts::default(), Pages::default(), 0);
        let mut kept = Kept::default();
        let now = || clock::iso_time(clock::now_millis());
        let (reply, outcome) = loop {
            let (sent, sent_at) = (request(profile, page), now());
            let reply = self.gateway.ask(&sent, stop, &deadline).await;
            // What nodes say of themselves is no evidence.
            if sent.purpose() == Purpose::VariantFrequency {
                kept.add(Literal::new(&sent, profile, reply.clone(), [sent_at, now()]));
            }
            if sent.is_signed_in() && reply.status() == Some(401) {
                self.end_sign_in(End::Refused);
            }
            let outcome = match pages.add(&reply, sent.asked(), looked_for, profile) {
                Paged::Next(next) => {
                    page = next;
                    continue;
                }
                Paged::Over(outcome) => outcome,
            };
            match attempts.next(&outcome, profile, reply.dialect(), watch.millis(), js_sys::Math::random()) {
                Step::Finish => break (reply, outcome),
                Step::RetryAfterMillis(millis) => clock::sleep(millis).await,
                // A question that can be put in one form only is not put again.
                Step::AskAs(form) if request(form, page) == sent => break (reply, outcome),
                Step::AskAs(form) => profile = form,
                Step::Probe => {
                    let (probe, sent_at) = (Request::reachability(node), now());
                    let reply = self.gateway.probe(&probe, stop, &deadline).await;
                    if !kept.literals().is_empty() {
                        kept.add(Literal::new(&probe, profile, reply.clone(), [sent_at, now()]));
                    }
                    let outcome = federation::judge(&reply, probe.asked(), None, profile);
                    break (reply, outcome);
                }
            }
        };
        let dialect = reply.dialect();
        let _ = self.store.acquaintances.try_update(|known| known.recognised(&node.id, dialect));
        Exchanged { reply, outcome, took_millis: watch.millis(), kept }
    }

    fn turn_with(self, node: &NodeId) -> Rc<Mutex<()>> {
        let turn = |turns: &mut BTreeMap<NodeId, Rc<Mutex<()>>>| Rc::clone(turns.entry(node.clone()).or_default());
        // A page that is closing has nobody to queue with.
        self.turns.try_update_value(turn).unwrap_or_default()
    }
}
