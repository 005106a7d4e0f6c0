//! Examines nodes: who they are and how they answer. Tells them nothing about anybody's variant.

use cohort_core::{
    beacon::{
        information::{self, Information},
        registry::{Node, NodeId},
    },
    doctor::{Examination, Tried},
    federation::Reply,
};
use leptos::{prelude::*, task::spawn_local};

use super::{Act, exchange::Exchanged};
use crate::edge::gateway::Stop;

impl Act {
    /// On the person's wish only, one step after the other.
    pub(crate) fn examine(self, nodes: &[Node]) {
        let Some(stop) = Stop::new() else { return };
        for node in nodes {
            let (node, stop) = (node.clone(), stop.clone());
            self.store.examinations.update(|all| all.begin(node.id.clone()));
            spawn_local(async move { self.examine_one(&node, &stop).await });
        }
    }

    async fn examine_one(self, node: &Node, stop: &Stop) {
        let mut examination = Examination::default();
        while let Some(step) = examination.next() {
            let request = |profile, _page| step.request(node, profile);
            let Exchanged { reply, outcome, took_millis, .. } = self.exchange(node, request, None, stop).await;
            self.introduced(&node.id, &reply);
            examination.record(Tried { step, reply, outcome, took_millis });
            let so_far = examination.clone();
            if self.store.examinations.try_update(|all| all.came_to(node.id.clone(), so_far)).is_none() {
                return;
            }
        }
    }

    /// Keeps what a node says of itself: the members of a network, and the name of a node that the person added.
    pub(super) fn introduced(self, node: &NodeId, reply: &Reply) {
        let Some(Information { name, members, .. }) = reply.body().and_then(information::read) else { return };
        let _ = self.store.acquaintances.try_update(|known| known.introduced(node, members));
        let _ = self.store.registry.try_update(|load| {
            if let Some(registry) = load.ready_mut() {
                registry.rename(node, &name);
            }
        });
    }
}
