//! What must not be seen: tokens, codes, verifiers; and how texts are written in addresses.

use std::fmt;

/// A text that no log, ledger or error shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text out of sight.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// For whoever sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(not shown)")
    }
}

/// Percent-encoding of everything but letters, digits and `-._~` (RFC 3986 §2.1 to §2.3).
pub(super) fn form_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// A value of `application/x-www-form-urlencoded`.
pub(super) fn form_decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.replace('+', " ").into_bytes();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend(part.get(2..)?.replace('+', " ").into_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Secret::new("eyJhbGciOi".into())), "Secret(not shown)");
    }

    #[test]
    fn form_values_there_and_back() {
        assert_eq!(form_encoded("a b/ä"), "a%20b%2F%C3%A4");
        assert_eq!(form_decoded("a+b%2f%C3%A4").as_deref(), Some("a b/ä"));
        assert_eq!(form_decoded("%F"), None);
        assert_eq!(form_decoded("%FF"), None);
    }
}
