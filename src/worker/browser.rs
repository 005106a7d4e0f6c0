//! The browser's side: messages in and out, turns of the event loop, the file.
//!
//! A worker keeps a table until it is told to help another one; then it only does what comes through that one's port.
//! A turn is asked for by a message that the worker posts to itself: unlike a timer, it is not slowed down
//! when the page is in the background, and messages of the page come in between.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use cohort_core::{
    export::ExportFailure,
    wire::{self, Command, Event, Generation, VERSION},
};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, MessageChannel, MessageEvent, MessagePort};

use crate::{
    pool::{Answer, Helping, Told},
    rehearsal,
    session::Session,
};

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
    /// Those that help, by number.
    helpers: RefCell<HashMap<u32, MessagePort>>,
    /// What was written of a file; the browser keeps it where it likes, not in our memory.
    written: RefCell<Array>,
}

/// Listens, says so, and never ends. Outside of a worker, or in one without message channels, it does nothing:
/// the page notices that no word comes.
pub(crate) fn run() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let Ok(channel) = MessageChannel::new() else { return };
    let session = RefCell::new(Session::new());
    let worker = Rc::new(Worker {
        scope: scope.clone(),
        session,
        bell: channel.port1(),
        is_rung: Cell::new(false),
        helpers: RefCell::default(),
        written: RefCell::new(Array::new()),
    });

    let on_turn = {
        let worker = Rc::clone(&worker);
        Closure::<dyn Fn()>::new(move || worker.turn())
    };
    channel.port2().set_onmessage(Some(on_turn.as_ref().unchecked_ref()));
    on_turn.forget();

    let on_message = {
        let worker = Rc::clone(&worker);
        Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| Worker::message(&worker, &message.data()))
    };
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();

    worker.post(&Event::Ready { version: VERSION });
}

impl Worker {
    /// Takes `{command: <bytes>, files?: File[], port?: MessagePort}`. What is no command is none of ours, and changes
    /// nothing.
    fn message(worker: &Rc<Self>, data: &JsValue) {
        let Some(command) = bytes(data, "command").and_then(|bytes| wire::decode::<Command>(&bytes)) else { return };
        match (&command, port(data)) {
            (Command::Help, Some(port)) => help(&port),
            (Command::Join { helper }, Some(port)) => {
                let (worker, helper) = (Rc::clone(worker), *helper);
                let joined = Rc::clone(&worker);
                on_message(&port, move |message| worker.helped(helper, &message.data()));
                joined.helpers.borrow_mut().insert(helper, port);
                joined.command(&command, Vec::new());
            }
            (Command::Prepare, _) => worker.command(&command, rehearsed().into_iter().collect()),
            _ => worker.command(&command, files(data)),
        }
    }

    fn command(&self, command: &Command, files: Vec<FileHandle>) {
        let clock = || now_millis(&self.scope);
        self.session.borrow_mut().command(command, files, clock, &mut |event| self.post(event));
        self.go_on();
    }

    /// Takes a helper's answer, as bytes.
    fn helped(&self, helper: u32, data: &JsValue) {
        let answer = data.dyn_ref::<Uint8Array>().and_then(|bytes| Answer::decode(&bytes.to_vec()));
        if let Some(answer) = answer {
            let now_millis = now_millis(&self.scope);
            self.session.borrow_mut().helped(helper, answer, now_millis, &mut |event| self.post(event));
            self.go_on();
        }
    }

    /// Tells helpers what they are to be told, and asks for a turn.
    fn go_on(&self) {
        let told = self.session.borrow_mut().take_told();
        for (helper, told) in told {
            let is_sent = self.helpers.borrow().get(&helper).is_some_and(|port| self.tell(port, &told).is_ok());
            if !is_sent {
                self.helpers.borrow_mut().remove(&helper);
                self.command(&Command::Leave { helper }, Vec::new());
            }
        }
        self.keep_written();
        self.ring_if_busy();
    }

    /// Puts pieces of a file together, and hands it over when it is whole.
    fn keep_written(&self) {
        let (pieces, is_writing) = self.session.borrow_mut().take_written();
        for piece in pieces {
            if piece.is_first {
                self.written.replace(Array::new());
            }
            let part = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(piece.bytes.as_slice())));
            let whole = part.and_then(|part| {
                let written = self.written.borrow();
                written.push(&part);
                piece.end.as_ref().map(|_| Blob::new_with_blob_sequence(&written)).transpose()
            });
            match (whole, piece.end) {
                (Ok(Some(whole)), Some(event)) => self.post_with_file(&event, &whole),
                (Ok(_), _) => {}
                (Err(_), end) => return self.no_room(piece.generation, end.is_none()),
            }
        }
        if !is_writing && self.written.borrow().length() > 0 {
            self.written.replace(Array::new());
        }
    }

    /// The browser does not take what was written.
    fn no_room(&self, generation: Generation, is_under_way: bool) {
        self.written.replace(Array::new());
        if is_under_way {
            self.session
                .borrow_mut()
                .command(&Command::StopExport { generation }, Vec::new(), || 0.0, &mut |event| self.post(event));
        }
        self.post(&Event::Exported { generation, outcome: Err(ExportFailure::NoRoom) });
    }

    fn tell(&self, port: &MessagePort, told: &Told) -> Result<(), JsValue> {
        let message = Object::new();
        Reflect::set(&message, &"told".into(), &Uint8Array::from(wire::encode(told).as_slice()))?;
        if let (Told::Plan { .. }, Some(handle)) = (told, self.session.borrow().handle()) {
            Reflect::set(&message, &"file".into(), handle.file())?;
        }
        port.post_message(&message)
    }

    fn turn(&self) {
        self.is_rung.set(false);
        self.session.borrow_mut().turn(now_millis(&self.scope), &mut |event| self.post(event));
        self.go_on();
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

    /// Posts `{event: <bytes>, file: Blob}`.
    fn post_with_file(&self, event: &Event, file: &Blob) {
        let message = Object::new();
        let bytes = Uint8Array::from(wire::encode(event).as_slice());
        let is_set = Reflect::set(&message, &"event".into(), &bytes).and(Reflect::set(&message, &"file".into(), file));
        if is_set.is_ok() {
            // A blob can always be cloned.
            let _ = self.scope.post_message(&message);
        }
    }
}

/// From now on, does what comes through this port: `{told: <bytes>, file?: File}`; answers with bytes.
fn help(port: &MessagePort) {
    let helping = RefCell::new(Helping::new());
    let answers = port.clone();
    on_message(port, move |message| {
        let data = message.data();
        let Some(told) = bytes(&data, "told").and_then(|bytes| wire::decode(&bytes)) else { return };
        if let Some(answer) = helping.borrow_mut().told(&told, file(&data)) {
            let answer = Uint8Array::from(answer.as_slice());
            // Bytes of our own can always be given away.
            let _ = answers.post_message_with_transferable(&answer, &Array::of1(&answer.buffer()));
        }
    });
}

/// For as long as the worker lives.
fn on_message(port: &MessagePort, heard: impl Fn(MessageEvent) + 'static) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(heard);
    port.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

fn field<T: JsCast>(data: &JsValue, name: &str) -> Option<T> {
    Reflect::get(data, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn bytes(data: &JsValue, name: &str) -> Option<Vec<u8>> {
    field::<Uint8Array>(data, name).map(|bytes| bytes.to_vec())
}

fn file(data: &JsValue) -> Option<FileHandle> {
    field::<File>(data, "file").and_then(FileHandle::new)
}

/// The file that is read before a person's.
fn rehearsed() -> Option<FileHandle> {
    let bytes = Uint8Array::from(rehearsal::file().as_slice());
    File::new_with_u8_array_sequence(&Array::of1(&bytes), "").ok().and_then(FileHandle::new)
}

/// Those of a command, in their order.
fn files(data: &JsValue) -> Vec<FileHandle> {
    let files = field::<Array>(data, "files").unwrap_or_default();
    files.iter().filter_map(|file| file.dyn_into().ok()).filter_map(FileHandle::new).collect()
}

fn port(data: &JsValue) -> Option<MessagePort> {
    field(data, "port")
}

fn now_millis(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}
