//! The page's end of the worker: starts it, shakes hands, carries messages, ends it.
//!
//! Commands go out as bytes beside, for an opening, the `File` handle: never a byte of a file. What is said is
//! [`cohort_core::wire`]'s matter; what it means is the action's.

use std::{cell::RefCell, rc::Rc, time::Duration};

use cohort_core::wire::{self, Command, Event};
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, ErrorEvent, File, MessageEvent, Worker};

mod helpers;
mod start;

use helpers::Helpers;
use start::new_worker;

/// A worker that has not said a word by then is given up.
const READY_WITHIN: Duration = Duration::from_secs(10);

/// What a worker says, or that it will say nothing any more.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    Event(Box<Event>),
    /// Of a file that came beside it.
    Wrote(Box<Event>, Blob),
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

/// One worker, and those that help it read. They end, and with them everything they have read, when this is dropped.
pub(crate) struct WorkerClient {
    channel: Rc<Channel>,
    helpers: Rc<RefCell<Helpers>>,
    deadline: Option<TimeoutHandle>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

/// What is said to a worker waits here until it listens.
struct Channel {
    worker: Worker,
    link: RefCell<Link>,
}

/// How far the two have come.
enum Link {
    /// Not heard of yet; these messages, and what goes over with each, would be lost if they were posted now.
    Waiting(Vec<(JsValue, Array)>),
    Ready,
    Failed,
}

impl WorkerClient {
    /// Starts a worker; it calls back until it is dropped, after a failure never again.
    pub(crate) fn start(said: impl Fn(Said) + 'static) -> Result<Self, WorkerFailure> {
        let channel = Rc::new(Channel::start().map_err(|_| WorkerFailure::Silent)?);
        let helpers = Rc::new(RefCell::new(Helpers::default()));
        let said = Rc::new(said);
        let fail = {
            let (channel, said) = (Rc::clone(&channel), Rc::clone(&said));
            move |failure| {
                if !matches!(channel.link.replace(Link::Failed), Link::Failed) {
                    said(Said::Failed(failure));
                }
            }
        };
        let on_message = {
            let (channel, helpers, fail) = (Rc::clone(&channel), Rc::clone(&helpers), fail.clone());
            Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| match channel.heard(&message.data()) {
                Ok(Some((event, file))) => {
                    match event {
                        Event::Progress { progress, .. } => helpers.borrow_mut().progressed(&channel, progress),
                        // Nothing is left to help with, and their memory is wanted back.
                        Event::Opened { .. } | Event::Refused { .. } => helpers.borrow_mut().end(&channel),
                        _ => {}
                    }
                    said(match file {
                        Some(file) => Said::Wrote(Box::new(event), file),
                        None => Said::Event(Box::new(event)),
                    });
                }
                Ok(None) => helpers.borrow_mut().lead_is_ready(&channel),
                Err(failure) => fail(failure),
            })
        };
        let on_error = {
            let (channel, fail) = (Rc::clone(&channel), fail.clone());
            Closure::<dyn Fn(ErrorEvent)>::new(move |error: ErrorEvent| {
                // A browser would print the message, which may quote the file, on its console.
                error.prevent_default();
                let has_started = matches!(*channel.link.borrow(), Link::Ready);
                fail(if has_started { WorkerFailure::Broken } else { WorkerFailure::Silent });
            })
        };
        channel.listen(&on_message, &on_error);
        let deadline = {
            let channel = Rc::clone(&channel);
            let late = move || {
                if matches!(*channel.link.borrow(), Link::Ready) {
                    return;
                }
                fail(WorkerFailure::Silent);
            };
            // Without a clock a silent worker is only noticed by the person, who can still cancel.
            set_timeout_with_handle(late, READY_WITHIN).ok()
        };
        Ok(Self { channel, helpers, deadline, _on_message: on_message, _on_error: on_error })
    }

    /// A file will be chosen soon: has the worker ready for it, and help at hand.
    pub(crate) fn prepare(&self) {
        self.helpers.borrow_mut().prepare();
        // A worker that does not start is replaced by another with the file.
        let _ = self.channel.say(&Command::Prepare, None, &Array::new());
    }

    /// Whether it can still be spoken to.
    pub(crate) fn is_alive(&self) -> bool {
        !matches!(*self.channel.link.borrow(), Link::Failed)
    }

    /// Says something, as soon as the worker listens. With a large file, others are started to help when its first
    /// rows are there.
    pub(crate) fn send(&self, command: &Command, files: &[&File]) -> Result<(), WorkerFailure> {
        let list: Array = files.iter().copied().collect();
        let beside = (!files.is_empty()).then(|| ("files", list.into()));
        self.channel.say(command, beside, &Array::new())?;
        if matches!(command, Command::Open { .. }) {
            self.helpers.borrow_mut().expect();
        }
        Ok(())
    }
}

impl Drop for WorkerClient {
    fn drop(&mut self) {
        if let Some(deadline) = self.deadline {
            deadline.clear();
        }
        self.helpers.borrow_mut().end(&self.channel);
        self.channel.end();
    }
}

impl Channel {
    fn start() -> Result<Self, JsValue> {
        Ok(Self { worker: new_worker()?, link: RefCell::new(Link::Waiting(Vec::new())) })
    }

    fn listen(&self, on_message: &Closure<dyn Fn(MessageEvent)>, on_error: &Closure<dyn Fn(ErrorEvent)>) {
        self.worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        self.worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        self.worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    }

    /// Ends the worker.
    fn end(&self) {
        self.worker.set_onmessage(None);
        self.worker.set_onmessageerror(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        self.link.replace(Link::Failed);
    }

    /// Says something, with something beside it, as soon as the worker listens.
    fn say(&self, command: &Command, beside: Option<(&str, JsValue)>, transfer: &Array) -> Result<(), WorkerFailure> {
        let message = message(command, beside).map_err(|_| WorkerFailure::Broken)?;
        match &mut *self.link.borrow_mut() {
            Link::Waiting(queue) => queue.push((message, transfer.clone())),
            Link::Ready => self.post(&message, transfer)?,
            Link::Failed => return Err(WorkerFailure::Broken),
        }
        Ok(())
    }

    fn post(&self, message: &JsValue, transfer: &Array) -> Result<(), WorkerFailure> {
        self.worker.post_message_with_transfer(message, transfer).map_err(|_| WorkerFailure::Broken)
    }

    /// Understands one message. The handshake is answered here and is no event for anybody else.
    fn heard(&self, data: &JsValue) -> Result<Option<(Event, Option<Blob>)>, WorkerFailure> {
        // Bytes, or `{event: <bytes>, file: Blob}`.
        let file = field::<Blob>(data, "file");
        let bytes = file.as_ref().map_or_else(|| data.dyn_ref().cloned(), |_| field::<Uint8Array>(data, "event"));
        let event = bytes.and_then(|bytes| wire::decode::<Event>(&bytes.to_vec()));
        let waiting = matches!(*self.link.borrow(), Link::Waiting(_));
        match event {
            Some(Event::Ready { version }) if version == wire::VERSION => {
                if let Link::Waiting(queue) = self.link.replace(Link::Ready) {
                    for (message, transfer) in queue {
                        self.post(&message, &transfer)?;
                    }
                }
                Ok(None)
            }
            Some(Event::Ready { .. }) => Err(WorkerFailure::Stale),
            None if waiting => Err(WorkerFailure::Stale),
            None => Err(WorkerFailure::Broken),
            Some(event) => Ok(Some((event, file))),
        }
    }
}

fn field<T: JsCast>(data: &JsValue, name: &str) -> Option<T> {
    Reflect::get(data, &name.into()).ok()?.dyn_into().ok()
}

fn message(command: &Command, beside: Option<(&str, JsValue)>) -> Result<JsValue, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"command".into(), &Uint8Array::from(wire::encode(command).as_slice()))?;
    if let Some((name, value)) = beside {
        Reflect::set(&message, &name.into(), &value)?;
    }
    Ok(message.into())
}
