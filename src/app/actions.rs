//! What a person can make happen: drives the edge, tells the state what came of it.

use leptos::prelude::*;

use crate::{edge::gateway::Gateway, state::store::Store};

mod arrange_rows;
pub(crate) mod ask_nodes;
pub(crate) mod bring_files;
mod cohort;
mod export_view;
pub(crate) mod hand_over;
pub(crate) mod load_registry;
pub(crate) mod meet_nodes;
pub(crate) mod open_file;
pub(crate) mod preferences;
mod save_filter;
mod set_quality;

/// Everything an action needs, handed down by context to pages.
#[derive(Clone, Copy)]
pub(crate) struct Act {
    pub(crate) store: Store,
    gateway: Gateway,
    asking: StoredValue<Option<crate::edge::gateway::Stop>, LocalStorage>,
    desk: open_file::Desk,
}

impl Act {
    pub(crate) fn new(store: Store) -> Self {
        Self {
            store,
            gateway: Gateway::new(store.ledger),
            asking: StoredValue::new_local(None),
            desk: open_file::Desk::new(),
        }
    }
}

/// For pages: what can be done.
pub(crate) fn use_actions() -> Act {
    expect_context()
}
