//! Whether somebody is there: on a stand the page starts anew when nobody touches it.

use std::time::Duration;

use leptos::{ev, prelude::*};

use super::clock;

/// Calls back once whenever nobody has touched, moved or typed anything for so long; as long as the page lives.
///
/// Touches only note the time, since a moving pointer makes hundreds a second.
pub(crate) fn on_idle(after: Duration, idle: impl Fn() + 'static) {
    let touched_at = StoredValue::new(Some(clock::now_millis()));
    let touch = move || touched_at.set_value(Some(clock::now_millis()));
    window_event_listener(ev::pointerdown, move |_| touch());
    window_event_listener(ev::pointermove, move |_| touch());
    window_event_listener(ev::keydown, move |_| touch());
    window_event_listener(ev::wheel, move |_| touch());
    look(touched_at, after, idle);
}

/// Looks again when the time would be over.
fn look(touched_at: StoredValue<Option<u64>>, after: Duration, idle: impl Fn() + 'static) {
    let since = touched_at.get_value().map(|at| Duration::from_millis(clock::now_millis().saturating_sub(at)));
    let rest = match since {
        Some(since) if since >= after => {
            // Told once; nothing more until somebody comes.
            touched_at.set_value(None);
            idle();
            after
        }
        Some(since) => after.saturating_sub(since),
        None => after,
    };
    set_timeout(move || look(touched_at, after, idle), rest);
}
