//! Unpacks gzip with what the browser has for it (Compression Standard, `DecompressionStream`; in every browser since 2023).

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableWritablePair, Response};

/// First bytes of a gzip file (RFC 1952, section 2.3.1).
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Text of a packed file; a host that names the packing as a transfer's has had it unpacked already.
pub(super) async fn text(bytes: &[u8]) -> Result<String, JsValue> {
    let as_it_came = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))?;
    let unpacked = match as_it_came.body() {
        Some(stream) if bytes.starts_with(&MAGIC) => {
            let class: Function = Reflect::get(&js_sys::global(), &"DecompressionStream".into())?.dyn_into()?;
            // It has the two ends that a pair has.
            let pair: ReadableWritablePair = Reflect::construct(&class, &Array::of1(&"gzip".into()))?.unchecked_into();
            Response::new_with_opt_readable_stream(Some(&stream.pipe_through(&pair)))?
        }
        _ => as_it_came,
    };
    JsFuture::from(unpacked.text()?).await?.as_string().ok_or(JsValue::NULL)
}
