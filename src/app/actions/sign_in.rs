//! Signs in, by the person's click, and out; forgets the token when its time is over or a node does not accept it.

use std::{
    cell::OnceCell,
    rc::{Rc, Weak},
};

use cohort_core::{
    federation::Happened,
    sign_in::{Attempt, End, Endpoints, Provider, ProviderRequest, Returned, SignIn, SignInError, Token, Turn},
};
use leptos::{prelude::*, task::spawn_local};

use super::Act;
use crate::{
    edge::{
        chance, clock,
        sign_in_window::{self, SignInWindow},
    },
    state::sign_in::SignInState,
};

/// How often the clock is looked at: a timer alone would sleep with the machine.
const LOOK_AFTER_MILLIS: u64 = 30_000;

/// Said where the browser lacks what a sign-in takes.
const NO_CRYPTOGRAPHY: SignInError = SignInError::Distrusted("this browser has no cryptography here");

impl Act {
    /// Opens the provider's window. Within a click: browsers allow windows only then.
    pub(crate) fn sign_in(self) {
        let provider = self.store.registry.with_untracked(|load| load.ready()?.sign_in().cloned());
        let Some(provider) = provider else { return };
        self.signing.set_value(None);
        self.gateway.forget_token();
        self.turn(Turn::Began);
        let underway: Rc<OnceCell<(Attempt, Endpoints)>> = Rc::default();
        let (known, of) = (Rc::clone(&underway), provider.clone());
        let returned = move |query: &str| match known.get() {
            Some((attempt, endpoints)) => self.returned(query, &of, attempt, endpoints),
            None => false,
        };
        let Some(window) = SignInWindow::open(returned).map(Rc::new) else {
            return self.turn(Turn::Failed(SignInError::WindowBlocked));
        };
        let still = Rc::downgrade(&window);
        self.signing.set_value(Some(window));
        spawn_local(async move {
            let prepared = self.prepare(&provider).await;
            // The person may have given up by now.
            let Some(window) = still.upgrade() else { return };
            match prepared {
                Ok((attempt, endpoints, request)) => {
                    self.store.sign_in.update(|state| state.end_session.clone_from(&endpoints.end_session));
                    if underway.set((attempt, endpoints)).is_ok() {
                        self.gateway.lead(&window, &request);
                    }
                }
                Err(why) => self.finish(&still, Err(why)),
            }
        });
    }

    /// Gives up an attempt, or forgets the token.
    pub(crate) fn sign_out(self) {
        self.signing.set_value(None);
        self.gateway.forget_token();
        self.turn(Turn::Left);
        // What nodes told this person is not for whoever comes next.
        let known = self.store.sign_in.try_update(SignInState::take_known).unwrap_or_default();
        for (node, variant) in known {
            self.happened(Happened::Withdrawn { node, variant });
        }
    }

    /// The token is no longer good.
    pub(super) fn end_sign_in(self, end: End) {
        self.gateway.forget_token();
        self.turn(Turn::Over(end));
    }

    async fn prepare(self, provider: &Provider) -> Result<(Attempt, Endpoints, ProviderRequest), SignInError> {
        let description = self.gateway.ask_provider(&ProviderRequest::discovery(provider)).await;
        let endpoints = Endpoints::read(&description.ok_or(SignInError::Unreachable)?, provider)?;
        let (Some(chance), Some(address)) = (chance::bytes(), sign_in_window::return_address()) else {
            return Err(NO_CRYPTOGRAPHY);
        };
        let attempt = Attempt::new(&chance, address);
        let digest = chance::sha256(attempt.verifier().expose()).await.ok_or(NO_CRYPTOGRAPHY)?;
        let request = attempt.authorization(provider, &endpoints, &digest);
        Ok((attempt, endpoints, request))
    }

    /// Whether what came back through a window was meant for this page.
    fn returned(self, query: &str, provider: &Provider, attempt: &Attempt, endpoints: &Endpoints) -> bool {
        let still = self.signing.with_value(|window| window.as_ref().map(Rc::downgrade)).unwrap_or_default();
        let outcome = attempt.returned(query, provider, endpoints);
        let is_ours = outcome != Returned::OfAnother;
        let (provider, attempt, endpoints) = (provider.clone(), attempt.clone(), endpoints.clone());
        spawn_local(async move {
            match outcome {
                Returned::OfAnother => {}
                Returned::Failed(why) => self.finish(&still, Err(why)),
                Returned::Code(code) => {
                    let answer = self.gateway.ask_provider(&attempt.exchange(&provider, &endpoints, &code)).await;
                    let token = answer
                        .ok_or(SignInError::Unreachable)
                        .and_then(|text| Token::read(&text, &provider, &attempt, clock::now_millis()));
                    self.finish(&still, token);
                }
            }
        });
        is_ours
    }

    /// Ends an attempt, unless the person has given it up.
    fn finish(self, attempt: &Weak<SignInWindow>, outcome: Result<Token, SignInError>) {
        if attempt.strong_count() == 0 {
            return;
        }
        self.signing.set_value(None);
        match outcome {
            Ok(token) => {
                let until_millis = token.until_millis();
                self.gateway.keep_token(token);
                self.turn(Turn::Granted { until_millis });
                spawn_local(self.end_at(until_millis));
            }
            Err(why) => self.turn(Turn::Failed(why)),
        }
    }

    async fn end_at(self, until_millis: u64) {
        let is_still =
            || self.store.sign_in.try_with_untracked(|state| state.sign_in == SignIn::SignedIn { until_millis });
        while is_still() == Some(true) {
            let left = until_millis.saturating_sub(clock::now_millis());
            if left == 0 {
                return self.end_sign_in(End::Expired);
            }
            clock::sleep(u32::try_from(left.min(LOOK_AFTER_MILLIS)).unwrap_or_default()).await;
        }
    }

    fn turn(self, turn: Turn) {
        let _ = self.store.sign_in.try_update(|state| state.sign_in.apply(turn));
    }
}
