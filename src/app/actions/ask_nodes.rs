//! Sends the one question a person confirmed, to the nodes they left ticked.

use cohort_core::{
    beacon::{
        question::{Level, Question},
        registry::Node,
        request::Request,
    },
    federation::{self, Attempts, Failure, Federation, Happened, Outcome, Step},
    variant::Variant,
};
use leptos::{prelude::*, task::spawn_local};

use super::Act;
use crate::{
    edge::{
        clock::{self, Stopwatch},
        gateway::{Deadline, Stop},
        storage::{self, Key},
    },
    state::file_budget::FileBudget,
};

/// How much the person wants an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Together with the others: a node that has failed again and again is left in peace.
    First,
    /// Of this very node, once more.
    Again,
}

impl Act {
    /// Makes a variant the one looked at; nothing is sent.
    pub(crate) fn choose_variant(self, variant: Variant) {
        let is_new = self.store.federation.with_untracked(|federation| federation.variant() != Some(&variant));
        if is_new {
            self.stop_asking();
            self.store.federation.update(|federation| federation.apply(Happened::Chosen(variant)));
        }
    }

    /// Asks, after the person's confirm. A node without counts in the build is left out: its answer would mislead.
    pub(crate) fn ask(self, variant: &Variant, nodes: &[Node], wish: Wish) {
        let level = match wish {
            Wish::First => self.store.level.get_untracked(),
            Wish::Again => self.store.federation.with_untracked(Federation::level),
        };
        self.happened(Happened::Asked(level));
        // Asking one node again joins those that are still awaited: one stop ends them all.
        let Some(stop) = self.asking.get_value().or_else(Stop::new) else { return };
        self.asking.set_value(Some(stop.clone()));
        for node in nodes {
            if node.assemblies.contains(&variant.assembly()) {
                self.ask_one(variant.clone(), level, node, stop.clone(), wish);
            } else {
                self.happened(Happened::LeftOut(node.id.clone()));
            }
        }
    }

    /// The same about a variant of a file: it counts against the session's budget.
    pub(crate) fn ask_of_file(self, variant: &Variant, nodes: &[Node]) {
        self.store.file_budget.update(|budget| budget.spend(variant));
        storage::keep(Key::FileVariants, &self.store.file_budget.with_untracked(FileBudget::to_text));
        self.ask(variant, nodes, Wish::First);
    }

    /// How much of the next question nodes are told.
    pub(crate) fn choose_level(self, level: Level) {
        self.store.level.set(level);
    }

    /// Ends all waiting; what has been answered stays.
    pub(crate) fn stop_asking(self) {
        if let Some(stop) = self.asking.try_update_value(Option::take).flatten() {
            stop.now();
        }
    }

    fn ask_one(self, variant: Variant, level: Level, node: &Node, stop: Stop, wish: Wish) {
        let node = node.clone();
        let known = self.store.acquaintances;
        if wish == Wish::First && known.with_untracked(|known| known.is_resting(&node.id)) {
            let outcome = Outcome::Failed(Failure::Resting);
            self.happened(Happened::Replied { node: node.id, variant, outcome, took_millis: 0 });
            return;
        }
        self.happened(Happened::Sent(node.id.clone()));
        spawn_local(async move {
            let watch = Stopwatch::start();
            let outcome = self.outcome(&level.question(&variant), &node, &stop).await;
            let _ = known.try_update(|known| known.met(&node.id, &outcome));
            self.happened(Happened::Replied { node: node.id, variant, outcome, took_millis: watch.millis() });
        });
    }

    /// One request after the other, as [`Attempts`] allows, all within one deadline.
    async fn outcome(self, question: &Question, node: &Node, stop: &Stop) -> Outcome {
        let (deadline, watch) = (Deadline::start(), Stopwatch::start());
        let learnt = self.store.acquaintances.with_untracked(|known| known.dialect(&node.id));
        let mut profile = node.profile(learnt);
        let mut attempts = Attempts::default();
        loop {
            let request = Request::ask(node, question, profile);
            let reply = self.gateway.ask(&request, stop, &deadline).await;
            let recognised = reply.dialect();
            let outcome = federation::judge(&reply, request.asked(), question.looked_for(), profile);
            match attempts.next(&outcome, profile, recognised, watch.millis(), js_sys::Math::random()) {
                Step::Finish => return outcome,
                Step::RetryAfterMillis(millis) => clock::sleep(millis).await,
                Step::AskAs(form) => profile = form,
                Step::Probe => {
                    let probe = Request::reachability(node);
                    let reply = self.gateway.probe(&probe, stop, &deadline).await;
                    return federation::judge(&reply, probe.asked(), None, profile);
                }
            }
        }
    }

    fn happened(self, happened: Happened) {
        // The page may be closing: a late answer then has nowhere to go.
        let _ = self.store.federation.try_update(|federation| federation.apply(happened));
    }
}
