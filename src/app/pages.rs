//! One module a page: reads the store, calls actions, lays out components.
#![expect(unreachable_pub, reason = "`#[component]` writes a public properties struct beside each component")]

pub(crate) mod about;
pub(crate) mod explore;
mod keep_chart;
pub(crate) mod ledger;
pub(crate) mod medicines;
pub(crate) mod my_file;
pub(crate) mod nodes;
pub(crate) mod plain;
pub(crate) mod region;
pub(crate) mod sign_in;
pub(crate) mod variant;
mod wipe;
