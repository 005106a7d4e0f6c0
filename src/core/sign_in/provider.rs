//! Who signs people in: what the registry says of it, and what its discovery document adds (OpenID Connect Discovery 1.0).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::SignInError;
use crate::beacon::registry::{Translated, is_allowed_origin};

/// The provider, as `signIn` of the registry names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provider {
    /// For people: "Life Science Login".
    pub name: Translated,
    /// Its identifier, to the letter: the base of its addresses.
    pub issuer: String,
    /// What the provider knows this page as. A page in a browser has no secret.
    pub client_id: String,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// Where else its requests may go, when not all of them lie below the issuer.
    #[serde(default)]
    pub endpoints: Vec<String>,
}

impl Provider {
    /// Why it cannot be used.
    pub(crate) fn check(&self) -> Result<(), String> {
        for url in self.endpoints.iter().chain([&self.issuer]) {
            if !is_allowed_origin(url) {
                return Err(format!("addresses must begin with https:// (http:// only on this machine): {url}"));
            }
        }
        if !self.scopes.iter().any(|scope| scope == "openid") {
            return Err("the scopes lack \"openid\"".to_owned());
        }
        // It would give a token that outlives the tab.
        if self.scopes.iter().any(|scope| scope == "offline_access") {
            return Err("\"offline_access\" is not asked for by this page".to_owned());
        }
        Ok(())
    }

    /// Where it describes itself (Discovery §4.1).
    pub(super) fn discovery_url(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'))
    }

    /// Whether the registry lets a request go there: the page's security policy allows no other.
    fn allows(&self, url: &str) -> bool {
        let is_below =
            |base: &String| url.strip_prefix(base.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'));
        is_allowed_origin(url) && self.endpoints.iter().chain([&self.issuer]).any(is_below)
    }
}

/// What the page needs of the discovery document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    pub(super) authorization: String,
    pub(super) token: String,
    /// Whether every return names the issuer (RFC 9207 §3).
    pub(super) names_issuer: bool,
    /// Where a session at the provider can be ended, for a link.
    pub end_session: Option<String>,
}

impl Endpoints {
    /// Reads the discovery document.
    ///
    /// # Errors
    /// Says what in it is not to be trusted.
    pub fn read(text: &str, provider: &Provider) -> Result<Self, SignInError> {
        let distrusted = |why| Err(SignInError::Distrusted(why));
        let Ok(root) = serde_json::from_str::<Value>(text) else { return distrusted("its description is not JSON") };
        // Discovery §4.3: the very same text.
        if root["issuer"].as_str() != Some(&provider.issuer) {
            return distrusted("its description is of another issuer");
        }
        let address = |key: &str| root[key].as_str().filter(|url| is_web(url)).map(str::to_owned);
        let (Some(authorization), Some(token)) = (address("authorization_endpoint"), address("token_endpoint")) else {
            return distrusted("its description lacks an address");
        };
        if !provider.allows(&token) {
            return distrusted("its token endpoint is not in nodes.json");
        }
        let methods = root["code_challenge_methods_supported"].as_array();
        if methods.is_some_and(|methods| !methods.iter().any(|method| method == "S256")) {
            return distrusted("it does not know PKCE with S256");
        }
        let names_issuer = root["authorization_response_iss_parameter_supported"] == true;
        Ok(Self { authorization, token, names_issuer, end_session: address("end_session_endpoint") })
    }
}

/// An address that may be opened: encrypted, or on this machine.
pub(super) fn is_web(url: &str) -> bool {
    let origin = url.split(['?', '#']).next().unwrap_or_default();
    is_allowed_origin(origin) && url.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    pub(in crate::sign_in) const ISSUER: &str = "https://login.example/oidc/";

    pub(in crate::sign_in) fn provider() -> Provider {
        serde_json::from_value(json!({"name": {"en": "Example Login"}, "issuer": ISSUER, "clientId": "cohort explorer",
            "scopes": ["openid", "ga4gh_passport_v1"]}))
        .unwrap()
    }

    pub(in crate::sign_in) fn description() -> Value {
        json!({"issuer": ISSUER, "authorization_endpoint": "https://login.example/oidc/authorize",
            "token_endpoint": "https://login.example/oidc/token", "code_challenge_methods_supported": ["plain", "S256"],
            "authorization_response_iss_parameter_supported": true,
            "end_session_endpoint": "https://login.example/oidc/endsession"})
    }

    #[test]
    fn the_description_is_found_and_read() {
        assert_eq!(provider().discovery_url(), "https://login.example/oidc/.well-known/openid-configuration");
        let read = Endpoints::read(&description().to_string(), &provider()).unwrap();
        assert_eq!(read.token, "https://login.example/oidc/token");
        assert_eq!(read.end_session.as_deref(), Some("https://login.example/oidc/endsession"));
        assert!(read.names_issuer);
    }

    #[test]
    fn a_description_of_another_is_not_trusted() {
        for (key, wrong) in [
            ("issuer", json!("https://login.example/oidc")),
            ("issuer", Value::Null),
            ("token_endpoint", json!("https://elsewhere.example/token")),
            ("token_endpoint", json!("https://login.example/oidc-evil/token")),
            ("token_endpoint", json!("http://login.example/oidc/token")),
            ("authorization_endpoint", json!("javascript:alert(1)")),
            ("code_challenge_methods_supported", json!(["plain"])),
        ] {
            let mut description = description();
            description[key] = wrong.clone();
            let read = Endpoints::read(&description.to_string(), &provider());
            assert!(matches!(read, Err(SignInError::Distrusted(_))), "{key}: {wrong}");
        }
        let elsewhere = Provider { endpoints: vec!["https://elsewhere.example".into()], ..provider() };
        let mut description = description();
        description["token_endpoint"] = json!("https://elsewhere.example/token");
        assert!(Endpoints::read(&description.to_string(), &elsewhere).is_ok());
    }

    #[test]
    fn a_provider_that_cannot_be_used_is_named() {
        assert_eq!(provider().check(), Ok(()));
        assert!(Provider { issuer: "http://login.example".into(), ..provider() }.check().is_err());
        assert!(Provider { endpoints: vec!["ftp://x".into()], ..provider() }.check().is_err());
        assert!(Provider { scopes: vec!["email".into()], ..provider() }.check().is_err());
        let lasting = vec!["openid".into(), "offline_access".into()];
        assert!(Provider { scopes: lasting, ..provider() }.check().is_err());
    }
}
