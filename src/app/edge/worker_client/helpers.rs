//! Workers that help another one read a large file.
//!
//! Owns how many there are, and introduces each to the one it helps: they talk through a channel of their own, so that
//! nothing of a file passes the page. A helper that does not start, is of another build or breaks is missed by nobody.

use std::rc::Rc;

use cohort_core::wire::Command;
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use web_sys::{ErrorEvent, MessageChannel, MessageEvent};

use super::Channel;

/// Files below are read before a helper would have started.
const HELPED_BYTES: f64 = 4_194_304.0;
/// Workers in all; more do not help where memory is what they wait for.
const MAX_WORKERS: f64 = 4.0;

/// Everybody who helps one worker.
#[derive(Default)]
pub(super) struct Helpers {
    list: Vec<Helper>,
    started: u32,
}

struct Helper {
    channel: Rc<Channel>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Helpers {
    /// Starts as many as the machine has room for and a file of this size is worth.
    pub(super) fn start(&mut self, lead: &Rc<Channel>, file_bytes: f64) {
        let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
        let is_worth_it = file_bytes >= HELPED_BYTES;
        let wanted = if is_worth_it { cores.min(MAX_WORKERS) as usize } else { 1 };
        while self.list.len() + 1 < wanted {
            let Some(helper) = Helper::start(lead, self.started) else { return };
            self.list.push(helper);
            self.started += 1;
        }
    }

    /// Ends all of them.
    pub(super) fn end(&mut self) {
        self.list.drain(..).for_each(|helper| helper.channel.end());
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
        Some(Self { channel, _on_message: on_message, _on_error: on_error })
    }
}
