//! Randomness and hashing, as the browser has them (Web Cryptography API).

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Bytes that nobody can guess; `None` in a browser without them.
pub(crate) fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    web_sys::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// SHA-256; `None` where the page came without encryption, not from this machine.
pub(crate) async fn sha256(text: &str) -> Option<Vec<u8>> {
    let bytes = Uint8Array::from(text.as_bytes());
    let digest = web_sys::window()?.crypto().ok()?.subtle().digest_with_str_and_js_u8_array("SHA-256", &bytes).ok()?;
    let digest: ArrayBuffer = JsFuture::from(digest).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&digest).to_vec())
}
