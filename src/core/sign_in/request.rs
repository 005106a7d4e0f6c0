//! The only requests to a provider: its description, the page where a person signs in, the exchange of a code.

use super::{Provider, Secret};

/// What a request to a provider is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Where are your pages?
    Discovery,
    /// The person's own window.
    Authorization,
    /// A code for a token.
    Token,
}

/// One of them, made by [`super::Attempt`] but for the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderRequest {
    pub(super) step: Step,
    pub(super) url: String,
    pub(super) body: Option<Secret>,
    /// The body as it may be shown.
    pub(super) shown: Option<String>,
}

impl ProviderRequest {
    /// Where are your pages?
    pub fn discovery(provider: &Provider) -> Self {
        Self { step: Step::Discovery, url: provider.discovery_url(), body: None, shown: None }
    }

    /// What for.
    pub fn step(&self) -> Step {
        self.step
    }

    /// Full address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What is posted.
    pub fn body(&self) -> Option<&Secret> {
        self.body.as_ref()
    }

    /// What is posted, with its secrets left out.
    pub fn shown(&self) -> Option<&str> {
        self.shown.as_deref()
    }
}
