//! A window of its own for the provider's page, so that this page stays and with it the open file; and what comes back.
//!
//! The provider leads back to `signed-in.html` beside this page, which hands over its address on a channel that only pages
//! of this origin hear. So it works where `Cross-Origin-Opener-Policy` cuts windows off from one another, as it should.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent, Url, Window};

/// As in `public/signed-in.js`.
const CHANNEL: &str = "cohort-explorer.sign-in";

/// Said to the window that came back, which then closes.
const TAKEN: &str = "taken";

/// The window. It is closed when this is dropped.
pub(crate) struct SignInWindow {
    window: Window,
    channel: BroadcastChannel,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

impl SignInWindow {
    /// Opens it empty; only within a click do browsers let it open. `returned` gets the query with which a provider led
    /// back and says whether it was meant for this page.
    pub(crate) fn open(returned: impl Fn(&str) -> bool + 'static) -> Option<Self> {
        let here = web_sys::window()?;
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let window = here.open_with_url_and_target_and_features("", "_blank", "popup,width=520,height=720").ok()??;
        // The provider's page is not to have a hold on this one.
        let _ = window.set_opener(&JsValue::NULL);
        let answer = channel.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if event.data().as_string().is_some_and(|query| returned(&query)) {
                // Unheard, the window stays open and says that it can be closed.
                let _ = answer.post_message(&TAKEN.into());
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { window, channel, _on_message: on_message })
    }

    /// To the provider.
    pub(crate) fn go(&self, url: &str) {
        // Fails only where the window has been closed, which the person can see.
        let _ = self.window.location().set_href(url);
    }
}

impl Drop for SignInWindow {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
        let _ = self.window.close();
    }
}

/// Where the provider leads back to.
pub(crate) fn return_address() -> Option<String> {
    let here = web_sys::window()?.location().href().ok()?;
    let page = here.split(['?', '#']).next()?;
    Url::new_with_base("signed-in.html", page).ok().map(|url| url.href())
}
