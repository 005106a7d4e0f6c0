//! Nodes of the person's own: added by address, kept on this device, and taken out again.

use cohort_core::{
    beacon::registry::{Node, NodeId, NotAdded, Registry},
    genome::Assembly,
};
use leptos::prelude::*;

use super::Act;
use crate::edge::storage::{self, Key};

impl Act {
    /// Adds a node and examines it.
    ///
    /// # Errors
    /// Says why the address is not taken.
    pub(crate) fn add_node(self, address: &str, assembly: Assembly) -> Result<(), NotAdded> {
        let node = Node::of_person(address, assembly);
        let added = self.store.registry.try_update(|load| load.ready_mut().map(|registry| registry.add(node.clone())));
        added.flatten().unwrap_or(Err(NotAdded::Policy))?;
        self.keep_own_nodes();
        self.examine(&[node]);
        Ok(())
    }

    /// Takes one out.
    pub(crate) fn remove_node(self, id: &NodeId) {
        self.store.registry.update(|load| {
            if let Some(registry) = load.ready_mut() {
                registry.remove(id);
            }
        });
        self.keep_own_nodes();
    }

    fn keep_own_nodes(self) {
        let line =
            |node: &Node| format!("{}\t{}\n", node.url, node.assemblies.first().map_or("", |build| build.name()));
        let lines: String = self.store.registry.with_untracked(|load| {
            load.ready().map_or_else(String::new, |registry| registry.own().map(line).collect())
        });
        storage::keep(Key::OwnNodes, &lines);
    }
}

/// Adds the nodes of earlier visits. One that the page may no longer connect to is left out.
pub(super) fn add_kept(registry: &mut Registry) {
    for line in storage::load(Key::OwnNodes).unwrap_or_default().lines() {
        let kept = line.split_once('\t').and_then(|(url, build)| Some((url, build.parse::<Assembly>().ok()?)));
        if let Some((url, assembly)) = kept {
            // Why it is not taken was said when it was first added.
            let _ = registry.add(Node::of_person(url, assembly));
        }
    }
}
