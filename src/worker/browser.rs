//! The browser's side: messages in and out, turns of the event loop, the file.
//!
//! A turn is asked for by a message that the worker posts to itself: unlike a timer, it is not slowed down
//! when the page is in the background, and messages of the page come in between.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use cohort_core::wire::{self, Command, Event, VERSION};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageChannel, MessageEvent, MessagePort};

use crate::session::Session;

mod file;

use file::FileHandle;

/// Says on the console where the program broke. Only the place: a message may quote the file.
pub(crate) fn report(place: Option<&std::panic::Location<'_>>) {
    let place = place.map(ToString::to_string).unwrap_or_default();
    web_sys::console::error_1(&format!("the worker broke at {place}").into());
}

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    session: RefCell<Session<FileHandle>>,
    /// A message to this port comes back as a turn.
    bell: MessagePort,
    is_rung: Cell<bool>,
}

/// Listens, says so, and never ends. Outside of a worker, or in one without message channels, it does nothing:
/// the page notices that no word comes.
pub(crate) fn run() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let Ok(channel) = MessageChannel::new() else { return };
    let session = RefCell::new(Session::new());
    let worker = Rc::new(Worker { scope: scope.clone(), session, bell: channel.port1(), is_rung: Cell::new(false) });

    let on_turn = {
        let worker = Rc::clone(&worker);
        Closure::<dyn Fn()>::new(move || worker.turn())
    };
    channel.port2().set_onmessage(Some(on_turn.as_ref().unchecked_ref()));
    on_turn.forget();

    let on_message = {
        let worker = Rc::clone(&worker);
        Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| worker.message(&message.data()))
    };
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();

    worker.post(&Event::Ready { version: VERSION });
}

impl Worker {
    /// Takes `{command: <bytes>, file?: File}`. What is no command is none of ours, and changes nothing.
    fn message(&self, data: &JsValue) {
        let field = |name: &str| Reflect::get(data, &JsValue::from_str(name)).ok();
        let bytes = field("command").and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
        let Some(command) = bytes.and_then(|bytes| wire::decode::<Command>(&bytes.to_vec())) else { return };
        let file = field("file").and_then(|file| file.dyn_into::<File>().ok()).and_then(FileHandle::new);
        let clock = || now_millis(&self.scope);
        self.session.borrow_mut().command(&command, file, clock, &mut |event| self.post(event));
        self.ring_if_busy();
    }

    fn turn(&self) {
        self.is_rung.set(false);
        self.session.borrow_mut().turn(now_millis(&self.scope), &mut |event| self.post(event));
        self.ring_if_busy();
    }

    fn ring_if_busy(&self) {
        if self.session.borrow().is_busy() && !self.is_rung.replace(true) {
            // A port of our own cannot refuse null.
            let _ = self.bell.post_message(&JsValue::NULL);
        }
    }

    fn post(&self, event: &Event) {
        let bytes = Uint8Array::from(wire::encode(event).as_slice());
        // Bytes can always be cloned; and without a page there is nobody to tell.
        let _ = self.scope.post_message(&bytes);
    }
}

fn now_millis(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}
