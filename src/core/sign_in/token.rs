//! The token: what is believed of the answer that brings it, and whom it is for.

use serde_json::Value;

use super::{Attempt, Provider, Secret, SignInError};
use crate::{base64url::bytes_of_base64url, beacon::request::Request};

/// How far this device's clock may be off.
const CLOCK_OFF_SECONDS: u64 = 300;

/// An access token, for memory only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    secret: Secret,
    until_millis: u64,
}

impl Token {
    /// Reads the answer to a code's exchange (OpenID Connect Core §3.1.3.3).
    ///
    /// The ID token's claims are checked (§3.1.3.7); its signature is not, which §3.1.3.7 point 6 leaves to TLS where the
    /// token comes straight from the token endpoint. A refresh token is not read, should one come.
    ///
    /// # Errors
    /// The provider's error, or what is not to be trusted.
    pub fn read(text: &str, provider: &Provider, attempt: &Attempt, now_millis: u64) -> Result<Self, SignInError> {
        let distrusted = SignInError::Distrusted;
        let root: Value = serde_json::from_str(text).map_err(|_| distrusted("its answer is not JSON"))?;
        if let Some(error) = root["error"].as_str() {
            return Err(SignInError::Refused(error.chars().take(100).collect()));
        }
        let is_bearer = root["token_type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
        let secret = root["access_token"].as_str().filter(|_| is_bearer).filter(|token| is_header_text(token));
        let secret = secret.ok_or(distrusted("it sent no bearer token"))?;
        let claims = claims(root["id_token"].as_str().unwrap_or_default()).ok_or(distrusted("it sent no ID token"))?;
        let now_seconds = now_millis / 1000;
        check(&claims, provider, attempt, now_seconds).map_err(distrusted)?;
        let until_seconds = match root["expires_in"].as_u64() {
            Some(seconds) => now_seconds.saturating_add(seconds),
            None => claims["exp"].as_u64().unwrap_or(now_seconds),
        };
        Ok(Self { secret: Secret::new(secret.to_owned()), until_millis: until_seconds.saturating_mul(1000) })
    }

    /// Until when it is good, in milliseconds since 1970.
    pub fn until_millis(&self) -> u64 {
        self.until_millis
    }

    /// The `Authorization` header of a request, for a request that the token is for, while it is good; else none. There
    /// is no other way to the token.
    pub fn authorization(&self, request: &Request, now_millis: u64) -> Option<Secret> {
        let is_due = request.is_signed_in() && now_millis < self.until_millis;
        is_due.then(|| Secret::new(format!("Bearer {}", self.secret.expose())))
    }
}

/// Characters of a bearer token (RFC 6750 §2.1): it cannot end the header it is written into.
fn is_header_text(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte))
}

/// The claims of a JSON Web Token (RFC 7519 §7.2), unverified.
fn claims(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (Some(_), Some(claims), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    // As text: a reader of bytes would be a second one in the page's program.
    serde_json::from_str(&String::from_utf8(bytes_of_base64url(claims)?).ok()?).ok()
}

/// OpenID Connect Core §3.1.3.7, points 2 to 5, 9 and 11.
fn check(claims: &Value, provider: &Provider, attempt: &Attempt, now_seconds: u64) -> Result<(), &'static str> {
    let client = provider.client_id.as_str();
    let is_for_us = match &claims["aud"] {
        Value::Array(all) => all.iter().any(|one| one == client),
        one => one == client,
    };
    let is_of_another = claims["azp"].as_str().is_some_and(|party| party != client);
    if claims["iss"].as_str() != Some(&provider.issuer) {
        Err("its ID token is of another issuer")
    } else if !is_for_us || is_of_another {
        Err("its ID token is for another page")
    } else if claims["nonce"].as_str() != Some(attempt.nonce.expose()) {
        Err("its ID token is of another sign-in")
    } else if claims["exp"].as_u64().is_none_or(|exp| exp.saturating_add(CLOCK_OFF_SECONDS) <= now_seconds) {
        Err("its ID token is past its time; is this device's clock right?")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{
        super::{
            attempt::tests::attempt,
            provider::tests::{ISSUER, provider},
        },
        *,
    };
    use crate::{
        base64url::base64url,
        beacon::{
            profile::Profile,
            question::Question,
            registry::{Node, Registry},
            request::InformationPage,
        },
        variant::known::Catalogue,
    };

    const NOW_SECONDS: u64 = 1_800_000_000;

    fn good_claims() -> Value {
        json!({"iss": ISSUER, "aud": "cohort explorer", "nonce": attempt().nonce.expose(), "exp": NOW_SECONDS + 60})
    }

    fn read(answer: &Value) -> Result<Token, SignInError> {
        Token::read(&answer.to_string(), &provider(), &attempt(), NOW_SECONDS * 1000)
    }

    fn answer(claims: &Value) -> Value {
        let id_token = format!("e30.{}.sig", base64url(claims.to_string().as_bytes()));
        json!({"access_token": "abc.DEF-1", "token_type": "Bearer", "expires_in": 900, "id_token": id_token})
    }

    #[test]
    fn a_good_answer_brings_a_token_that_is_not_printed() {
        let token = read(&answer(&good_claims())).unwrap();
        assert_eq!(token.until_millis(), (NOW_SECONDS + 900) * 1000);
        assert!(!format!("{token:?}").contains("abc"));
        let mut without = answer(&good_claims());
        without["expires_in"] = Value::Null;
        assert_eq!(read(&without).unwrap().until_millis(), (NOW_SECONDS + 60) * 1000);
    }

    #[test]
    fn each_claim_is_checked() {
        for (claim, wrong) in [
            ("iss", json!("https://evil.example")),
            ("aud", json!("another")),
            ("aud", json!(["another"])),
            ("azp", json!("another")),
            ("nonce", json!("old")),
            ("nonce", Value::Null),
            ("exp", json!(NOW_SECONDS - 301)),
            ("exp", Value::Null),
        ] {
            let mut claims = good_claims();
            claims[claim] = wrong.clone();
            assert!(matches!(read(&answer(&claims)), Err(SignInError::Distrusted(_))), "{claim}: {wrong}");
        }
        let mut several = good_claims();
        several["aud"] = json!(["another", "cohort explorer"]);
        assert!(read(&answer(&several)).is_ok());
    }

    #[test]
    fn answers_without_a_usable_token_are_refused() {
        for (key, wrong) in [
            ("token_type", json!("DPoP")),
            ("access_token", json!("a\r\nX-Evil: 1")),
            ("access_token", json!("")),
            ("id_token", json!("a.b")),
            ("id_token", Value::Null),
        ] {
            let mut answer = answer(&good_claims());
            answer[key] = wrong;
            assert!(matches!(read(&answer), Err(SignInError::Distrusted(_))), "{key}");
        }
        let refused = SignInError::Refused("invalid_grant".into());
        assert_eq!(read(&json!({"error": "invalid_grant"})), Err(refused));
    }

    #[test]
    fn only_a_question_to_a_node_it_is_for_carries_it() {
        let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        let [open, other] = [&registry.nodes()[0], &registry.nodes()[1]];
        let registered = Node { sign_in: true, ..open.clone() };
        let token = read(&answer(&good_claims())).unwrap();
        let carries = |request: &Request, seconds: u64| token.authorization(request, seconds * 1000).is_some();
        let variant = Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
        let ask = |node: &Node| Request::ask(node, &Question::Variant(variant.clone()), Profile::default());

        assert!(carries(&ask(&registered).with_sign_in(&registered), NOW_SECONDS));
        assert!(!carries(&ask(&registered), NOW_SECONDS), "only by choice");
        assert!(!carries(&ask(open).with_sign_in(open), NOW_SECONDS), "not a node it is for");
        assert!(!carries(&ask(other).with_sign_in(&registered), NOW_SECONDS), "another node's question");
        assert!(!carries(&ask(&registered).with_sign_in(&registered), NOW_SECONDS + 900), "past its time");
        let information = Request::information(&registered, InformationPage::Info).with_sign_in(&registered);
        assert!(!carries(&information, NOW_SECONDS), "who a node is, it says to anybody");
        let moved = Node { url: "https://evil.example".into(), ..registered.clone() };
        assert!(!carries(&ask(&moved).with_sign_in(&registered), NOW_SECONDS), "another address");
    }
}
