//! Sign-in for registered access: OpenID Connect, authorization code with PKCE (OpenID Connect Core 1.0 §3.1; RFC 7636).
//!
//! Owns what is sent to a provider, what is believed of its answers, whom a token is for, and how a sign-in goes. Must not
//! know how anything is sent, where randomness comes from or what time it is.

mod access;
mod attempt;
mod provider;
mod request;
mod secret;
mod token;

pub use access::{Access, access};
pub use attempt::{Attempt, CHANCE_BYTES, Returned};
pub use provider::{Endpoints, Provider};
pub use request::{ProviderRequest, Step};
pub use secret::Secret;
pub use token::Token;

/// How a sign-in goes. The token itself is not here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignIn {
    /// Nobody is known to anybody.
    #[default]
    SignedOut,
    /// The provider's window is open.
    Waiting,
    /// Nodes that the token is for may be asked with it.
    SignedIn {
        /// Until when, in milliseconds since 1970.
        until_millis: u64,
    },
    /// It is over without the person's doing; the token is forgotten.
    Ended(End),
    /// It did not come about.
    Failed(SignInError),
}

/// How a sign-in ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Its time was over.
    Expired,
    /// A node did not accept it (401).
    Refused,
}

/// What happens to a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The person began.
    Began,
    /// The provider gave a token.
    Granted {
        /// Until when it is good.
        until_millis: u64,
    },
    /// Something went wrong before there was a token.
    Failed(SignInError),
    /// The person gave up or signed out.
    Left,
    /// The token is no longer good.
    Over(End),
}

/// Why there is no sign-in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// The browser did not let the provider's window open.
    #[error("the browser kept the window of the sign-in from opening")]
    WindowBlocked,
    /// No connection to the provider, or the browser let none be made.
    #[error("the provider cannot be reached")]
    Unreachable,
    /// It answered with an error; its code (RFC 6749 §4.1.2.1 and §5.2).
    #[error("the provider refused: {0}")]
    Refused(String),
    /// What it sent cannot be trusted or used.
    #[error("the provider's answer is not to be trusted: {0}")]
    Distrusted(&'static str),
}

impl SignIn {
    /// Whether nodes may be asked with it.
    pub fn is_signed_in(&self) -> bool {
        matches!(self, Self::SignedIn { .. })
    }

    /// The only way to change it. What comes too late changes nothing.
    pub fn apply(&mut self, turn: Turn) {
        *self = match (turn, &self) {
            (Turn::Began, _) => Self::Waiting,
            (Turn::Granted { until_millis }, Self::Waiting) => Self::SignedIn { until_millis },
            (Turn::Failed(why), Self::Waiting) => Self::Failed(why),
            (Turn::Over(end), Self::SignedIn { .. }) => Self::Ended(end),
            (Turn::Left, _) => Self::SignedOut,
            (Turn::Granted { .. } | Turn::Failed(_) | Turn::Over(_), _) => return,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_and_out_and_over() {
        let mut sign_in = SignIn::default();
        let mut after = |turn| {
            sign_in.apply(turn);
            sign_in.clone()
        };
        assert_eq!(after(Turn::Began), SignIn::Waiting);
        assert_eq!(after(Turn::Granted { until_millis: 9 }), SignIn::SignedIn { until_millis: 9 });
        assert_eq!(after(Turn::Over(End::Expired)), SignIn::Ended(End::Expired));
        assert_eq!(after(Turn::Began), SignIn::Waiting);
        let failed = SignInError::Refused("access_denied".into());
        assert_eq!(after(Turn::Failed(failed.clone())), SignIn::Failed(failed));
        assert_eq!(after(Turn::Left), SignIn::SignedOut);
    }

    #[test]
    fn what_comes_after_the_person_has_left_changes_nothing() {
        let mut sign_in = SignIn::Waiting;
        sign_in.apply(Turn::Left);
        for late in
            [Turn::Granted { until_millis: 9 }, Turn::Failed(SignInError::Unreachable), Turn::Over(End::Refused)]
        {
            sign_in.apply(late);
            assert_eq!(sign_in, SignIn::SignedOut);
        }
    }
}
