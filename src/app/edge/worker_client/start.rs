//! Starting a worker under the page's policy.
//!
//! Must not know what is said to it.

use std::cell::OnceCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Worker, WorkerOptions, WorkerType};

/// web-sys's constructor takes a plain text only, and Trusted Types wants its own kind of address.
pub(super) fn new_worker() -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let constructor: Function = Reflect::get(&js_sys::global(), &"Worker".into())?.dyn_into()?;
    let address = worker_address().ok_or(JsValue::NULL)?;
    Reflect::construct(&constructor, &Array::of2(&trusted(&address)?, &options))?.dyn_into()
}

/// Where the worker is, relative to the page; the build writes it, because its name carries a hash.
fn worker_address() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector("meta[name='cohort-worker']").ok().flatten()?.get_attribute("content")
}

thread_local! {
    /// A policy of this name can be made once; `None` in a browser without Trusted Types.
    static POLICY: OnceCell<Option<JsValue>> = const { OnceCell::new() };
}

/// Says that an address may be run, which is true of exactly one.
fn trusted(address: &str) -> Result<JsValue, JsValue> {
    POLICY.with(|policy| {
        if policy.get().is_none() {
            // Set by nobody else: the page has one thread.
            let _ = policy.set(new_policy()?);
        }
        match policy.get() {
            Some(Some(policy)) => method(policy, "createScriptURL")?.call1(policy, &address.into()),
            _ => Ok(address.into()),
        }
    })
}

fn new_policy() -> Result<Option<JsValue>, JsValue> {
    let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into())?;
    if !factory.is_object() {
        return Ok(None);
    }
    let allow = Closure::<dyn Fn(String) -> Result<JsValue, JsValue>>::new(|address: String| {
        if worker_address().as_deref() == Some(&address) {
            Ok(address.into())
        } else {
            Err(js_sys::TypeError::new("only the page's own worker may be started").into())
        }
    });
    let rules = Object::new();
    // The policy lives as long as the page.
    Reflect::set(&rules, &"createScriptURL".into(), &allow.into_js_value())?;
    method(&factory, "createPolicy")?.call2(&factory, &"cohort-worker".into(), &rules).map(Some)
}

fn method(object: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(object, &name.into())?.dyn_into()
}
