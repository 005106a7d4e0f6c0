//! Asks nodes about a region, after the person's confirm, and loads the table of genes.

use std::sync::Arc;

use cohort_core::{
    beacon::{registry::Node, request::Request},
    federation::{Failure, NodeState, Outcome},
    region::{Region, genes::GeneTable},
    wire::Command,
};
use leptos::{prelude::*, task::spawn_local};

use super::{Act, ask_nodes::Wish, exchange::Exchanged};
use crate::{
    edge::gateway::{Part, Stop},
    state::{region::GenesLoad, sign_in::Who},
};

impl Act {
    /// Loads the table of genes, once.
    pub(crate) fn load_genes(self) {
        let is_wanted = |load: &GenesLoad| matches!(load, GenesLoad::NotLoaded | GenesLoad::Missing(_));
        if !self.store.genes.with_untracked(is_wanted) {
            return;
        }
        self.store.genes.set(GenesLoad::Loading);
        spawn_local(async move {
            let load = match self.gateway.part_unpacked(Part::Genes).await {
                Ok(text) => match GeneTable::read(text) {
                    Ok(table) => GenesLoad::Ready(Arc::new(table)),
                    Err(none) => GenesLoad::Missing(none.to_string()),
                },
                Err(missing) => GenesLoad::Missing(missing.to_string()),
            };
            self.store.genes.try_set(load);
        });
    }

    /// Makes a region the one looked at; nothing is sent.
    pub(crate) fn choose_region(self, region: Region) {
        if !self.store.region.with_untracked(|asked| asked.is_about(&region)) {
            self.stop_asking();
            self.store.region.update(|asked| asked.choose(region));
        }
    }

    /// Asks this device's worker, and nobody else, where the open file has variants in a region.
    pub(crate) fn find_own_places(self, region: &Region) {
        let region = region.to_string();
        self.tell_worker(|generation| Command::Places { generation, region });
    }

    /// Asks. A node that cannot answer such a question, or has no counts in the build, is left out.
    pub(crate) fn ask_region(self, region: Region, nodes: &[Node], wish: Wish, who: Who) {
        let Some(stop) = self.asking.get_value().or_else(Stop::new) else { return };
        self.asking.set_value(Some(stop.clone()));
        for node in nodes {
            let is_resting = self.store.acquaintances.with_untracked(|known| known.is_resting(&node.id));
            if !node.assemblies.contains(&region.assembly()) {
                self.set_region_part(&region, node, NodeState::LeftOut);
            } else if wish == Wish::First && is_resting {
                let outcome = Outcome::Failed(Failure::Resting);
                self.set_region_part(&region, node, NodeState::Done { outcome, took_millis: 0 });
            } else {
                self.ask_region_of(region, node.clone(), stop.clone(), who);
            }
        }
    }

    fn ask_region_of(self, region: Region, node: Node, stop: Stop, who: Who) {
        let is_signed_in = who == Who::SignedIn && node.sign_in && self.gateway.holds_token();
        self.set_region_part(&region, &node, NodeState::Asking);
        spawn_local(async move {
            let question = region.question();
            let request = |profile, page| {
                let request = Request::ask_page(&node, &question, profile, page);
                if is_signed_in { request.with_sign_in(&node) } else { request }
            };
            let Exchanged { outcome, took_millis, .. } = self.exchange(&node, request, None, &stop).await;
            let _ = self.store.acquaintances.try_update(|known| known.met(&node.id, &outcome));
            self.set_region_part(&region, &node, NodeState::Done { outcome, took_millis });
        });
    }

    fn set_region_part(self, region: &Region, node: &Node, state: NodeState) {
        let _ = self.store.region.try_update(|asked| asked.set(region, node.id.clone(), state));
    }
}
