//! What a person can make happen: drives the edge, tells the state what came of it.

use leptos::prelude::*;

use crate::{edge::gateway::Gateway, state::store::Store};

mod arrange_rows;
pub(crate) mod ask_nodes;
mod ask_people;
mod ask_region;
pub(crate) mod bring_files;
mod cohort;
pub(crate) mod examine_nodes;
mod exchange;
mod export_view;
pub(crate) mod hand_over;
mod keep_evidence;
pub(crate) mod load_registry;
pub(crate) mod open_file;
mod own_nodes;
pub(crate) mod preferences;
mod save_filter;
mod set_quality;
mod sign_in;
mod tools;
mod wipe;

/// Everything an action needs, handed down by context to pages.
#[derive(Clone, Copy)]
pub(crate) struct Act {
    pub(crate) store: Store,
    gateway: Gateway,
    asking: StoredValue<Option<crate::edge::gateway::Stop>, LocalStorage>,
    /// How many answers wait for others to be shown with.
    gathered: StoredValue<u32>,
    turns: exchange::Turns,
    /// The provider's window while the person signs in.
    signing: StoredValue<Option<std::rc::Rc<crate::edge::sign_in_window::SignInWindow>>, LocalStorage>,
    desk: open_file::Desk,
}

impl Act {
    pub(crate) fn new(store: Store) -> Self {
        Self {
            store,
            gateway: Gateway::new(store.ledger),
            asking: StoredValue::new_local(None),
            gathered: StoredValue::new(0),
            turns: StoredValue::new_local(std::collections::BTreeMap::new()),
            signing: StoredValue::new_local(None),
            desk: open_file::Desk::new(),
        }
    }
}

/// For pages: what can be done.
pub(crate) fn use_actions() -> Act {
    expect_context()
}
