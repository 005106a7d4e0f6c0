//! One way through the provider's window and back, with what makes sure that it is the same way.

use super::{
    Endpoints, Provider, ProviderRequest, Secret, SignInError, Step,
    secret::{form_decoded, form_encoded},
};
use crate::base64url::base64url;

/// How much randomness an attempt takes.
pub const CHANCE_BYTES: usize = 96;

/// Shown in place of a secret.
const HIDDEN: &str = "(not shown)";

/// One attempt to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    state: Secret,
    pub(super) nonce: Secret,
    verifier: Secret,
    redirect_uri: String,
}

/// What came back through the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returned {
    /// It belongs to another tab, or to nobody: this attempt goes on.
    OfAnother,
    /// To be exchanged for a token.
    Code(Secret),
    /// The provider or the person said no, or the answer is not the provider's.
    Failed(SignInError),
}

impl Attempt {
    /// With bytes that nobody can guess, and the address of the page the provider leads back to.
    pub fn new(chance: &[u8; CHANCE_BYTES], redirect_uri: String) -> Self {
        let part = |at: usize| Secret::new(base64url(&chance[at * 32..(at + 1) * 32]));
        Self { state: part(0), nonce: part(1), verifier: part(2), redirect_uri }
    }

    /// Whose SHA-256 is the challenge (RFC 7636 §4.2).
    pub fn verifier(&self) -> &Secret {
        &self.verifier
    }

    /// The page where the person signs in (OpenID Connect Core §3.1.2.1; RFC 7636 §4.3).
    pub fn authorization(&self, provider: &Provider, endpoints: &Endpoints, verifier_sha256: &[u8]) -> ProviderRequest {
        let scopes = provider.scopes.join(" ");
        let challenge = base64url(verifier_sha256);
        let parameters = form(&[
            ("response_type", "code"),
            ("client_id", &provider.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &scopes),
            ("state", self.state.expose()),
            ("nonce", self.nonce.expose()),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let join = if endpoints.authorization.contains('?') { '&' } else { '?' };
        let url = format!("{}{join}{parameters}", endpoints.authorization);
        ProviderRequest { step: Step::Authorization, url, body: None, shown: None }
    }

    /// Reads the query with which the provider led back (RFC 6749 §4.1.2; RFC 9207 §2).
    pub fn returned(&self, query: &str, provider: &Provider, endpoints: &Endpoints) -> Returned {
        let pairs = || query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        let value = |key: &str| pairs().find(|(found, _)| *found == key).and_then(|(_, value)| form_decoded(value));
        if value("state").as_deref() != Some(self.state.expose()) {
            return Returned::OfAnother;
        }
        let issuer = value("iss");
        if issuer.as_ref().map_or(endpoints.names_issuer, |issuer| *issuer != provider.issuer) {
            return Returned::Failed(SignInError::Distrusted("it came back from another issuer"));
        }
        match (value("error"), value("code")) {
            (Some(code), _) => Returned::Failed(SignInError::Refused(code.chars().take(100).collect())),
            (None, Some(code)) => Returned::Code(Secret::new(code)),
            (None, None) => Returned::Failed(SignInError::Distrusted("it came back without a code")),
        }
    }

    /// The exchange (RFC 6749 §4.1.3; RFC 7636 §4.5).
    pub fn exchange(&self, provider: &Provider, endpoints: &Endpoints, code: &Secret) -> ProviderRequest {
        let body = |code: &str, verifier: &str| {
            form(&[
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", &self.redirect_uri),
                ("client_id", &provider.client_id),
                ("code_verifier", verifier),
            ])
        };
        let placeholder = form_encoded(HIDDEN);
        ProviderRequest {
            step: Step::Token,
            url: endpoints.token.clone(),
            body: Some(Secret::new(body(code.expose(), self.verifier.expose()))),
            shown: Some(body(HIDDEN, HIDDEN).replace(&placeholder, HIDDEN)),
        }
    }
}

fn form(parameters: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = parameters.iter().map(|(key, value)| format!("{key}={}", form_encoded(value))).collect();
    pairs.join("&")
}

#[cfg(test)]
pub(super) mod tests {
    use super::{
        super::provider::tests::{ISSUER, description, provider},
        *,
    };

    pub(in crate::sign_in) fn attempt() -> Attempt {
        let chance = std::array::from_fn(|at| u8::try_from(at).unwrap());
        Attempt::new(&chance, "https://page.example/app/signed-in.html".into())
    }

    fn endpoints() -> Endpoints {
        Endpoints::read(&description().to_string(), &provider()).unwrap()
    }

    #[test]
    fn the_way_there_names_everything_once() {
        let url = attempt().authorization(&provider(), &endpoints(), &[0xFF; 32]).url;
        let start = "https://login.example/oidc/authorize?response_type=code&client_id=cohort%20explorer\
            &redirect_uri=https%3A%2F%2Fpage.example%2Fapp%2Fsigned-in.html&scope=openid%20ga4gh_passport_v1&state=AAEC";
        assert!(url.starts_with(start), "{url}");
        assert!(
            url.ends_with("&code_challenge=__________________________________________8&code_challenge_method=S256")
        );
        assert!(!url.contains(attempt().verifier.expose()));
    }

    #[test]
    fn the_way_back_is_compared() {
        let attempt = attempt();
        let state = attempt.state.expose();
        let returned = |query: &str| attempt.returned(query, &provider(), &endpoints());
        let issuer = form_encoded(ISSUER);
        assert_eq!(
            returned(&format!("?code=a%2Bb&state={state}&iss={issuer}")),
            Returned::Code(Secret::new("a+b".into()))
        );
        assert_eq!(returned(&format!("?code=x&state={state}x&iss={issuer}")), Returned::OfAnother);
        assert_eq!(returned("?code=x"), Returned::OfAnother);
        let refused = SignInError::Refused("access_denied".into());
        assert_eq!(returned(&format!("?error=access_denied&state={state}&iss={issuer}")), Returned::Failed(refused));
        for query in [
            format!("?code=x&state={state}"),
            format!("?code=x&state={state}&iss=https%3A%2F%2Fevil.example"),
            format!("?state={state}&iss={issuer}"),
        ] {
            assert!(matches!(returned(&query), Returned::Failed(SignInError::Distrusted(_))), "{query}");
        }
        let silent = Endpoints { names_issuer: false, ..endpoints() };
        let query = format!("?code=x&state={state}");
        assert_eq!(attempt.returned(&query, &provider(), &silent), Returned::Code(Secret::new("x".into())));
    }

    #[test]
    fn the_exchange_shows_neither_code_nor_verifier() {
        let attempt = attempt();
        let request = attempt.exchange(&provider(), &endpoints(), &Secret::new("the-code".into()));
        let sent = request.body().unwrap().expose();
        assert!(sent.contains("code=the-code&") && sent.ends_with(attempt.verifier.expose()), "{sent}");
        assert_eq!(
            request.shown().unwrap(),
            "grant_type=authorization_code&code=(not shown)&redirect_uri=https%3A%2F%2Fpage.example%2Fapp%2Fsigned-in.html\
             &client_id=cohort%20explorer&code_verifier=(not shown)"
        );
        assert!(!format!("{request:?}").contains("the-code"));
    }
}
