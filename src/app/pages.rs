//! One module a page: reads the store, calls actions, lays out components.

pub(crate) mod about;
pub(crate) mod explore;
pub(crate) mod ledger;
pub(crate) mod my_file;
pub(crate) mod nodes;
pub(crate) mod variant;
