//! What the page knows: plain structs that change only by `apply`, held in one [`Store`].
//!
//! Must not know the browser: the edge is driven by actions.

pub(crate) mod file;
pub(crate) mod file_budget;
pub(crate) mod nodes;
pub(crate) mod opened;
pub(crate) mod people;
pub(crate) mod quality;
pub(crate) mod saved_filters;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod store;
pub(crate) mod tools;
