//! Time: of day for the ledger, elapsed for answers.

/// Milliseconds since 1970, by this device's clock.
pub(crate) fn now_millis() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time after 1970 in whole milliseconds"
    )]
    {
        js_sys::Date::now() as u64
    }
}

/// `2026-11-27T09:41:07.120Z`
pub(crate) fn iso_time(millis: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53 milliseconds")]
    let date = js_sys::Date::new(&(millis as f64).into());
    date.to_iso_string().into()
}

/// `09:41:07` in local time.
pub(crate) fn time_of_day(millis: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53 milliseconds")]
    let date = js_sys::Date::new(&(millis as f64).into());
    format!("{:02}:{:02}:{:02}", date.get_hours(), date.get_minutes(), date.get_seconds())
}

/// Measures from its making.
pub(crate) struct Stopwatch(f64);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(elapsed())
    }

    pub(crate) fn millis(&self) -> u32 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        {
            (elapsed() - self.0).round() as u32
        }
    }
}

/// Comes back after so many milliseconds.
pub(crate) async fn sleep(millis: u32) {
    let wait = js_sys::Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let millis = i32::try_from(millis).unwrap_or(i32::MAX);
            // Without a timer the promise would never be kept; there is none only while the page closes.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, millis);
        }
    });
    // A timer does not fail.
    let _ = wasm_bindgen_futures::JsFuture::from(wait).await;
}

fn elapsed() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
