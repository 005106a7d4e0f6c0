//! The only code that touches the browser's world; no rule of the product lives here.

pub(crate) mod address_bar;
pub(crate) mod brought_file;
pub(crate) mod chance;
pub(crate) mod clock;
pub(crate) mod document;
pub(crate) mod gateway;
pub(crate) mod idle;
pub(crate) mod picture;
pub(crate) mod save;
pub(crate) mod sign_in_window;
pub(crate) mod storage;
pub(crate) mod worker_client;
