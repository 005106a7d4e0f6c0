//! The page's end of the worker: starts it, shakes hands, carries messages, ends it.
//!
//! Commands go out as bytes beside, for an opening, the `File` handle: never a byte of a file. What is said is
//! [`cohort_core::wire`]'s matter; what it means is the action's.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
    time::Duration,
};

use cohort_core::wire::{self, Command, Event};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A worker that has not said a word by then is given up.
const READY_WITHIN: Duration = Duration::from_secs(10);

/// What a worker says, or that it will say nothing any more.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    Event(Box<Event>),
    Failed(WorkerFailure),
}

/// Why a worker is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WorkerFailure {
    /// It is of another build: one half of the page is still cached.
    #[error("page and worker are of different builds")]
    Stale,
    /// It did not start: no word within [`READY_WITHIN`], or an error before the first.
    #[error("the worker did not start")]
    Silent,
    /// It broke while it worked.
    #[error("the worker broke")]
    Broken,
}

/// One worker. It ends, and with it everything it has read, when this is dropped.
pub(crate) struct WorkerClient {
    worker: Worker,
    link: Rc<RefCell<Link>>,
    deadline: Option<TimeoutHandle>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

/// How far the two have come.
enum Link {
    /// Not heard of yet; these messages would be lost if they were posted now.
    Waiting(Vec<JsValue>),
    Ready,
    Failed,
}

impl WorkerClient {
    /// Starts a worker; it calls back until it is dropped, after a failure never again.
    pub(crate) fn start(said: impl Fn(Said) + 'static) -> Result<Self, WorkerFailure> {
        let worker = new_worker().map_err(|_| WorkerFailure::Silent)?;
        let link = Rc::new(RefCell::new(Link::Waiting(Vec::new())));
        let said = Rc::new(said);
        let fail = {
            let (link, said) = (Rc::clone(&link), Rc::clone(&said));
            move |failure| {
                if !matches!(link.replace(Link::Failed), Link::Failed) {
                    said(Said::Failed(failure));
                }
            }
        };
        let on_message = {
            let (worker, link, fail) = (worker.clone(), Rc::clone(&link), fail.clone());
            Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
                match heard(&worker, &link, &message.data()) {
                    Ok(Some(event)) => said(Said::Event(Box::new(event))),
                    Ok(None) => {}
                    Err(failure) => fail(failure),
                }
            })
        };
        let on_error = {
            let (link, fail) = (Rc::clone(&link), fail.clone());
            Closure::<dyn Fn(ErrorEvent)>::new(move |error: ErrorEvent| {
                // A browser would print the message, which may quote the file, on its console.
                error.prevent_default();
                let has_started = matches!(*link.borrow(), Link::Ready);
                fail(if has_started { WorkerFailure::Broken } else { WorkerFailure::Silent });
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let deadline = {
            let link = Rc::clone(&link);
            let late = move || {
                if matches!(*link.borrow(), Link::Ready) {
                    return;
                }
                fail(WorkerFailure::Silent);
            };
            // Without a clock a silent worker is only noticed by the person, who can still cancel.
            set_timeout_with_handle(late, READY_WITHIN).ok()
        };
        Ok(Self { worker, link, deadline, _on_message: on_message, _on_error: on_error })
    }

    /// Whether it can still be spoken to.
    pub(crate) fn is_alive(&self) -> bool {
        !matches!(*self.link.borrow(), Link::Failed)
    }

    /// Says something, as soon as the worker listens.
    pub(crate) fn send(&self, command: &Command, file: Option<&File>) -> Result<(), WorkerFailure> {
        let message = message(command, file).map_err(|_| WorkerFailure::Broken)?;
        match &mut *self.link.borrow_mut() {
            Link::Waiting(queue) => queue.push(message),
            Link::Ready => self.worker.post_message(&message).map_err(|_| WorkerFailure::Broken)?,
            Link::Failed => return Err(WorkerFailure::Broken),
        }
        Ok(())
    }
}

impl Drop for WorkerClient {
    fn drop(&mut self) {
        if let Some(deadline) = self.deadline {
            deadline.clear();
        }
        self.worker.set_onmessage(None);
        self.worker.set_onmessageerror(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Understands one message. The handshake is answered here and is no event for anybody else.
fn heard(worker: &Worker, link: &RefCell<Link>, data: &JsValue) -> Result<Option<Event>, WorkerFailure> {
    let event = data.dyn_ref::<Uint8Array>().and_then(|bytes| wire::decode::<Event>(&bytes.to_vec()));
    let waiting = matches!(*link.borrow(), Link::Waiting(_));
    match event {
        Some(Event::Ready { version }) if version == wire::VERSION => {
            if let Link::Waiting(queue) = link.replace(Link::Ready) {
                for message in queue {
                    worker.post_message(&message).map_err(|_| WorkerFailure::Broken)?;
                }
            }
            Ok(None)
        }
        Some(Event::Ready { .. }) => Err(WorkerFailure::Stale),
        None if waiting => Err(WorkerFailure::Stale),
        None => Err(WorkerFailure::Broken),
        Some(event) => Ok(Some(event)),
    }
}

fn message(command: &Command, file: Option<&File>) -> Result<JsValue, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"command".into(), &Uint8Array::from(wire::encode(command).as_slice()))?;
    if let Some(file) = file {
        Reflect::set(&message, &"file".into(), file)?;
    }
    Ok(message.into())
}

/// web-sys's constructor takes a plain text only, and Trusted Types wants its own kind of address.
fn new_worker() -> Result<Worker, JsValue> {
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
