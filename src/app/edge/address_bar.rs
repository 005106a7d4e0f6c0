//! The fragment of the address, which stays in the browser.

use leptos::prelude::*;

/// The current fragment with its `#`.
pub(crate) fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Whether the page stands at a stand: `?kiosk` in its address.
pub(crate) fn is_kiosk() -> bool {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    search.trim_start_matches('?').split('&').any(|part| part == "kiosk" || part.starts_with("kiosk="))
}

/// Calls back on every change, also by the back button, as long as the page lives.
pub(crate) fn on_change(changed: impl Fn(String) + 'static) {
    window_event_listener(leptos::ev::hashchange, move |_| changed(fragment()));
}

/// Goes to a fragment, as a click on a link would.
pub(crate) fn go(href: &str) {
    if let Some(window) = web_sys::window() {
        // Setting a fragment cannot fail on a page that is open.
        let _ = window.location().set_hash(href);
    }
}

/// The whole address of a fragment of this page.
pub(crate) fn whole(href: &str) -> String {
    let here = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let page = here.split('#').next().unwrap_or_default();
    format!("{page}{href}")
}
