//! Sends the one question a person confirmed, to the nodes they left ticked.

use cohort_core::{
    beacon::{
        question::Level,
        registry::{Node, NodeKind},
        request::{InformationPage, Request},
    },
    federation::{Failure, Federation, Happened, Outcome},
    variant::Variant,
};
use leptos::{prelude::*, task::spawn_local};

use super::{Act, exchange::Exchanged};
use crate::{
    edge::{
        clock,
        gateway::Stop,
        storage::{self, Key},
    },
    state::{file_budget::FileBudget, sign_in::Who},
};

/// Answers wait to be shown until none has come for so long, and that often at most.
const GATHERED_FOR_MILLIS: u32 = 50;
const GATHERED_AT_MOST: u32 = 5;

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
    pub(crate) fn ask(self, variant: &Variant, nodes: &[Node], wish: Wish, who: Who) {
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
                self.ask_one(variant.clone(), level, node, stop.clone(), (wish, who));
            } else {
                self.happened(Happened::LeftOut(node.id.clone()));
            }
        }
    }

    /// The same about a variant of a file: it counts against the session's budget.
    pub(crate) fn ask_of_file(self, variant: &Variant, nodes: &[Node], who: Who) {
        self.store.file_budget.update(|budget| budget.spend(variant));
        storage::keep(Key::FileVariants, &self.store.file_budget.with_untracked(FileBudget::to_text));
        self.ask(variant, nodes, Wish::First, who);
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

    fn ask_one(self, variant: Variant, level: Level, node: &Node, stop: Stop, (wish, who): (Wish, Who)) {
        let node = node.clone();
        let known = self.store.acquaintances;
        if wish == Wish::First && known.with_untracked(|known| known.is_resting(&node.id)) {
            let outcome = Outcome::Failed(Failure::Resting);
            self.happened(Happened::Replied { node: node.id, variant, outcome, took_millis: 0 });
            return;
        }
        let who = if node.sign_in && self.gateway.holds_token() { who } else { Who::Nobody };
        self.store.sign_in.update(|state| state.asked(&node.id, &variant, who));
        self.happened(Happened::Sent(node.id.clone()));
        spawn_local(async move {
            let question = level.question(&variant);
            let request = |profile, page| {
                let request = Request::ask_page(&node, &question, profile, page);
                if who == Who::SignedIn { request.with_sign_in(&node) } else { request }
            };
            let Exchanged { reply, outcome, took_millis, kept } =
                self.exchange(&node, request, question.looked_for(), &stop).await;
            let _ = known.try_update(|known| known.met(&node.id, &outcome));
            let (id, of) = (node.id.clone(), variant.clone());
            let wrote =
                reply.body().map(|text| Happened::Wrote { node: id.clone(), variant: of, text: text.to_owned() });
            let kept = Happened::Kept { node: id.clone(), variant: variant.clone(), kept };
            let replied = Happened::Replied { node: id, variant, outcome, took_millis };
            self.came(wrote.into_iter().chain([kept, replied]));
            self.meet_members(&node, &stop).await;
        });
    }

    /// Networks leave out members that are late: whoever is missing is known only by the list of all, asked for once.
    async fn meet_members(self, node: &Node, stop: &Stop) {
        let is_met = self.store.acquaintances.try_with_untracked(|known| known.members(&node.id).is_some());
        if node.kind == NodeKind::Network && is_met == Some(false) {
            let request = |_profile, _page| Request::information(node, InformationPage::Info);
            let Exchanged { reply, .. } = self.exchange(node, request, None, stop).await;
            self.introduced(&node.id, &reply);
        }
    }

    pub(super) fn happened(self, happened: Happened) {
        // The page may be closing: a late answer then has nowhere to go.
        let _ = self.store.federation.try_update(|federation| federation.apply(happened));
    }

    /// A node's part is over. The state knows at once and the page a little later, since all charts are drawn anew each
    /// time: answers that come together are shown together, the last that is awaited with those before it at once.
    fn came(self, news: impl Iterator<Item = Happened>) {
        let federation = self.store.federation;
        let is_waiting = federation.try_update_untracked(|federation| {
            news.for_each(|news| federation.apply(news));
            federation.is_waiting()
        });
        match is_waiting {
            Some(false) => self.show_answers(),
            Some(true) => {
                let gathered = self.gathered.try_update_value(|gathered| {
                    *gathered += 1;
                    *gathered
                });
                if gathered == Some(1) {
                    spawn_local(self.gather());
                }
            }
            None => {}
        }
    }

    async fn gather(self) {
        let mut before = 0;
        for _ in 0..GATHERED_AT_MOST {
            clock::sleep(GATHERED_FOR_MILLIS).await;
            match self.gathered.try_get_value() {
                // Shown already, or the page is closing.
                None | Some(0) => return,
                Some(now) if now == before => break,
                Some(now) => before = now,
            }
        }
        self.show_answers();
    }

    fn show_answers(self) {
        self.gathered.set_value(0);
        self.store.federation.notify();
    }
}
