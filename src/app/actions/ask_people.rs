//! Asks nodes what their people can be narrowed down by, and then how many have a variant and that; each on the person's wish.

use cohort_core::{
    beacon::{
        people::{self, Filter},
        profile::Dialect,
        question::Question,
        registry::Node,
        request::{InformationPage, Request},
        terms::{MAX_PAGES, PAGE_TERMS, Terms},
    },
    federation::{Failure, NodeState, Outcome},
    variant::Variant,
};
use leptos::{prelude::*, task::spawn_local};

use super::{Act, exchange::Exchanged};
use crate::{
    edge::{
        gateway::{Deadline, Stop},
        storage::{self, Key},
    },
    state::{
        file_budget::FileBudget,
        people::{Asked, Offer, Part},
    },
};

/// Terms a page where a server says nothing of pages (Beacon v2 framework, `pagination`).
const USUAL_PAGE: usize = 10;

impl Act {
    /// Fetches lists of terms. Tells nodes nothing about a variant.
    pub(crate) fn fetch_terms(self, nodes: &[Node]) {
        let Some(stop) = Stop::new() else { return };
        for node in nodes {
            let (node, stop) = (node.clone(), stop.clone());
            self.set_offer(&node, Offer::Asking);
            spawn_local(async move {
                let offer = self.offer(&node, &stop).await;
                self.set_offer(&node, offer);
            });
        }
    }

    /// The whole list, then page by page where it seems to be cut.
    async fn offer(self, node: &Node, stop: &Stop) -> Offer {
        let first = Request::information(node, InformationPage::FilteringTerms);
        let reply = self.gateway.ask(&first, stop, &Deadline::start()).await;
        let recognised = reply.dialect();
        let _ = self.store.acquaintances.try_update(|known| known.recognised(&node.id, recognised));
        let mut offer = Offer::of_reply(&reply);
        if let Offer::Ready(terms) = &mut offer
            && (terms.listed() == USUAL_PAGE || (recognised == Dialect::Pi && terms.listed() > 0))
        {
            self.add_pages(terms, node, stop).await;
        }
        offer
    }

    async fn add_pages(self, terms: &mut Terms, node: &Node, stop: &Stop) {
        for page in 0..MAX_PAGES {
            let reply = self.gateway.ask(&Request::terms_page(node, page), stop, &Deadline::start()).await;
            let Offer::Ready(more) = Offer::of_reply(&reply) else {
                terms.is_cut = true;
                return;
            };
            let is_last = more.listed() < PAGE_TERMS;
            if !terms.extend(more) || is_last {
                return;
            }
        }
        terms.is_cut = true;
    }

    fn set_offer(self, node: &Node, offer: Offer) {
        let _ = self.store.offers.try_update(|offers| offers.set(node.id.clone(), offer));
    }

    /// Asks, after the person's confirm. A node that does not offer a filter is sent nothing and says so.
    pub(crate) fn ask_people(self, variant: &Variant, filters: &[Filter], nodes: &[Node]) {
        let asked = Asked { variant: variant.clone(), filters: filters.to_vec() };
        self.store.people.update(|people| people.ask(asked.clone()));
        let Some(stop) = self.asking.get_value().or_else(Stop::new) else { return };
        self.asking.set_value(Some(stop.clone()));
        for node in nodes {
            let question = self.store.offers.with_untracked(|offers| {
                let terms = offers.of(&node.id).terms().ok_or_else(Vec::new)?;
                people::question(variant, filters, terms).map_err(|missing| missing.into_iter().cloned().collect())
            });
            match question {
                Ok(question) => self.ask_people_of(asked.clone(), question, node.clone(), stop.clone()),
                Err(missing) => self.set_part(&asked, node, Part::NotOffered(missing)),
            }
        }
    }

    /// The same about a variant of a file: each such question counts against the session's budget, the variant's own too.
    pub(crate) fn ask_people_of_file(self, variant: &Variant, filters: &[Filter], nodes: &[Node]) {
        self.store.file_budget.update(|budget| budget.spend_on_people(variant, filters));
        storage::keep(Key::FileVariants, &self.store.file_budget.with_untracked(FileBudget::to_text));
        self.ask_people(variant, filters, nodes);
    }

    fn ask_people_of(self, asked: Asked, question: Question, node: Node, stop: Stop) {
        if self.store.acquaintances.with_untracked(|known| known.is_resting(&node.id)) {
            let outcome = Outcome::Failed(Failure::Resting);
            self.set_part(&asked, &node, Part::Sent(NodeState::Done { outcome, took_millis: 0 }));
            return;
        }
        self.set_part(&asked, &node, Part::Sent(NodeState::Asking));
        spawn_local(async move {
            let request = |profile, page| Request::ask_page(&node, &question, profile, page);
            let Exchanged { outcome, took_millis, .. } = self.exchange(&node, request, None, &stop).await;
            let _ = self.store.acquaintances.try_update(|known| known.met(&node.id, &outcome));
            self.set_part(&asked, &node, Part::Sent(NodeState::Done { outcome, took_millis }));
        });
    }

    fn set_part(self, asked: &Asked, node: &Node, part: Part) {
        let _ = self.store.people.try_update(|people| people.set(asked, node.id.clone(), part));
    }
}
