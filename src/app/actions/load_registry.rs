//! Loads `nodes.json`, once, from where the page came from.

use cohort_core::beacon::registry::Registry;
use leptos::{prelude::*, task::spawn_local};

use super::{Act, own_nodes};
use crate::{edge::gateway::Part, state::store::RegistryLoad};

impl Act {
    pub(crate) fn load_registry(self) {
        self.store.registry.set(RegistryLoad::Loading);
        spawn_local(async move {
            let load = match self.gateway.part_text(Part::Registry).await {
                Ok(text) => match Registry::read(&text) {
                    Ok(mut registry) => {
                        own_nodes::add_kept(&mut registry);
                        RegistryLoad::Ready(registry)
                    }
                    Err(bad) => RegistryLoad::Bad(bad),
                },
                Err(missing) => RegistryLoad::Missing(missing.to_string()),
            };
            self.store.registry.try_set(load);
        });
    }
}
