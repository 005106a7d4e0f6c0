//! The gateway's part of a sign-in: the requests to a provider, and the one place where a token is kept.
//!
//! The token lives in this page's memory and leaves only as [`Token::authorization`] allows: with a question to a node that
//! the registry names for it.

use cohort_core::{
    beacon::request::Request,
    ledger::Entry,
    sign_in::{ProviderRequest, Secret, Token},
};
use gloo_net::http::{Method, RequestBuilder};
use leptos::prelude::*;

use super::{Deadline, Gateway, capped_body, guarded};
use crate::edge::{clock, sign_in_window::SignInWindow};

impl Gateway {
    /// Until it is forgotten or the page is closed.
    pub(crate) fn keep_token(self, token: Token) {
        self.token.set_value(Some(token));
    }

    pub(crate) fn forget_token(self) {
        self.token.set_value(None);
    }

    pub(crate) fn holds_token(self) -> bool {
        let now = clock::now_millis();
        self.token.with_value(|token| token.as_ref().is_some_and(|token| now < token.until_millis()))
    }

    pub(super) fn authorization(self, request: &Request) -> Option<Secret> {
        self.token.with_value(|token| token.as_ref()?.authorization(request, clock::now_millis()))
    }

    /// Asks who signs people in. Its refusals come as text too; `None` when nothing came.
    pub(crate) async fn ask_provider(self, request: &ProviderRequest) -> Option<String> {
        self.write_down(Entry::of_sign_in(request, clock::now_millis()));
        let deadline = Deadline::start();
        let builder = guarded(RequestBuilder::new(request.url()))
            .abort_signal(Some(&deadline.0))
            .header("Accept", "application/json");
        let sent = match request.body() {
            Some(body) => {
                let builder = builder.method(Method::POST).header("Content-Type", "application/x-www-form-urlencoded");
                builder.body(body.expose().to_owned()).ok()?.send().await
            }
            None => builder.send().await,
        };
        let bytes = capped_body(&sent.ok()?).await.ok()??;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Leads the person's sign-in window to the provider.
    pub(crate) fn lead(self, window: &SignInWindow, request: &ProviderRequest) {
        self.write_down(Entry::of_sign_in(request, clock::now_millis()));
        window.go(request.url());
    }
}
