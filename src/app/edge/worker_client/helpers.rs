//! Workers that help another one read a large file.
//!
//! Owns how many there are, and introduces each to the one it helps: they talk through a channel of their own, so that
//! nothing of a file passes the page. A helper that does not start, is of another build or breaks is missed by nobody.

use std::rc::Rc;

use cohort_core::wire::{Command, Progress};
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use web_sys::{ErrorEvent, MessageChannel, MessageEvent};

use super::Channel;

/// Less is read before a helper would have started.
const HELPED_BYTES: u64 = 4 << 20;
/// Workers in all; more do not help where memory is what they wait for.
const MAX_WORKERS: usize = 4;

/// Words of progress after which help is started: before, the page has the first rows to draw, and starting takes a
/// core for a while.
const WORDS_FIRST: u32 = 2;

/// Everybody who helps one worker.
#[derive(Default)]
pub(super) struct Helpers {
    list: Vec<Helper>,
    started: u32,
    /// Words of progress until help is started.
    waits: Option<u32>,
    /// One helper is to be there before anything is read.
    is_ahead: bool,
}

struct Helper {
    number: u32,
    channel: Rc<Channel>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Helpers {
    /// Somebody will choose a file soon: the first helper starts as soon as the lead has.
    pub(super) fn prepare(&mut self) {
        self.is_ahead = true;
    }

    /// The lead has started.
    pub(super) fn lead_is_ready(&mut self, lead: &Rc<Channel>) {
        if std::mem::take(&mut self.is_ahead) {
            self.start(lead, 2);
        }
    }

    /// A file is going to be read.
    pub(super) fn expect(&mut self) {
        self.waits = Some(WORDS_FIRST);
        // Too late to be ahead: the first rows need the cores now.
        self.is_ahead = false;
    }

    /// There was a word of progress.
    pub(super) fn progressed(&mut self, lead: &Rc<Channel>, progress: Progress) {
        self.waits = self.waits.and_then(|words| words.checked_sub(1));
        if self.waits == Some(0) {
            let left_bytes = progress.file_bytes.saturating_sub(progress.read_bytes);
            if left_bytes >= HELPED_BYTES {
                self.start(lead, MAX_WORKERS);
            }
        }
    }

    /// Starts as many as the machine has room for, so that there are at most so many workers.
    fn start(&mut self, lead: &Rc<Channel>, most: usize) {
        let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
        let wanted = most.min(cores as usize);
        while self.list.len() + 1 < wanted {
            let Some(helper) = Helper::start(lead, self.started) else { return };
            self.list.push(helper);
            self.started += 1;
        }
    }

    /// Ends all of them; the lead, who may read once more, is told to count on nobody.
    pub(super) fn end(&mut self, lead: &Channel) {
        self.waits = None;
        for helper in self.list.drain(..) {
            helper.channel.end();
            // A lead that cannot be told reads nothing more.
            let _ = lead.say(&Command::Leave { helper: helper.number }, None, &Array::new());
        }
    }
}

impl Helper {
    fn start(lead: &Rc<Channel>, number: u32) -> Option<Self> {
        let channel = Rc::new(Channel::start().ok()?);
        let gone = {
            let (channel, lead) = (Rc::clone(&channel), Rc::clone(lead));
            move || {
                channel.end();
                // A lead that cannot be told needs nobody's help.
                let _ = lead.say(&Command::Leave { helper: number }, None, &Array::new());
            }
        };
        let on_message = {
            let (channel, gone) = (Rc::clone(&channel), gone.clone());
            Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
                // All that it says to the page is that it is ready.
                if !matches!(channel.heard(&message.data()), Ok(None)) {
                    gone();
                }
            })
        };
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |error: ErrorEvent| {
            error.prevent_default();
            gone();
        });
        channel.listen(&on_message, &on_error);
        let ports = MessageChannel::new().ok()?;
        let (near, far) = (ports.port1(), ports.port2());
        channel.say(&Command::Help, Some(("port", (&near).into())), &Array::of1(&near)).ok()?;
        lead.say(&Command::Join { helper: number }, Some(("port", (&far).into())), &Array::of1(&far)).ok()?;
        Some(Self { number, channel, _on_message: on_message, _on_error: on_error })
    }
}
