//! Reads a text file of the person's on this device. Files of records go to the worker instead, unread.

use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Its first bytes, as text.
pub(crate) async fn beginning(file: &File, bytes: u32) -> Option<String> {
    text(&file.slice_with_f64_and_f64(0.0, f64::from(bytes)).ok()?).await
}

/// All of it.
pub(crate) async fn text(file: &Blob) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
