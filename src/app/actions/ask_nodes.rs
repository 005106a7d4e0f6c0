//! Sends the one question a person confirmed, to the nodes they left ticked.

use cohort_core::{
    beacon::{registry::Node, request::Request},
    federation::{Happened, Reply},
    variant::Variant,
};
use leptos::{prelude::*, task::spawn_local};

use super::Act;
use crate::edge::{clock::Stopwatch, gateway::Stop};

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
    pub(crate) fn ask(self, variant: &Variant, nodes: &[Node]) {
        // Asking one node again joins those that are still awaited: one stop ends them all.
        let Some(stop) = self.asking.get_value().or_else(Stop::new) else { return };
        self.asking.set_value(Some(stop.clone()));
        for node in nodes {
            if node.assemblies.contains(&variant.assembly()) {
                self.ask_one(variant.clone(), node, stop.clone());
            } else {
                self.happened(Happened::LeftOut(node.id.clone()));
            }
        }
    }

    /// Ends all waiting; what has been answered stays.
    pub(crate) fn stop_asking(self) {
        if let Some(stop) = self.asking.try_update_value(Option::take).flatten() {
            stop.now();
        }
    }

    fn ask_one(self, variant: Variant, node: &Node, stop: Stop) {
        let request = Request::frequency(node, &variant);
        let node = node.id.clone();
        self.happened(Happened::Sent(node.clone()));
        spawn_local(async move {
            let watch = Stopwatch::start();
            let reply: Reply = self.gateway.ask(&request, &stop).await;
            self.happened(Happened::Replied { node, variant, reply, took_millis: watch.millis() });
        });
    }

    fn happened(self, happened: Happened) {
        // The page may be closing: a late answer then has nowhere to go.
        let _ = self.store.federation.try_update(|federation| federation.apply(happened));
    }
}
