//! A captured exchange: one request and what a server answered, as files keep it (`core/tests/beacon/README.md`).
//!
//! Read through the very code that reads answers in the page.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    asked::{Asked, Entity},
    profile::{Dialect, Profile},
};
use crate::federation::{self, Outcome, Reply};

/// One request and its answer.
#[derive(Clone, Debug, Deserialize)]
pub struct Exchange {
    /// Name of the server software.
    #[serde(default)]
    server: String,
    /// Its settings where they differ from the defaults.
    #[serde(default)]
    config: Value,
    request: Sent,
    response: Received,
}

#[derive(Clone, Debug, Deserialize)]
struct Sent {
    method: String,
    path: String,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: Value,
}

#[derive(Clone, Debug, Deserialize)]
struct Received {
    status: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: Value,
}

impl Exchange {
    /// Reads the file's text.
    ///
    /// # Errors
    /// With the line and what is wrong there.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// What the page makes of it.
    pub fn outcome(&self) -> Outcome {
        let header = |headers: &Map<String, Value>, name: &str| {
            let found = headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.and_then(|(_, value)| value.as_str().map(str::to_owned))
        };
        if self.request.method == "OPTIONS" {
            let origin = header(&self.request.headers, "origin").unwrap_or_default();
            let answered = |name: &str| header(&self.response.headers, name);
            return if federation::is_preflight_passed(self.response.status, &origin, answered) {
                Outcome::Answered(super::answer::Answer::default())
            } else {
                Outcome::Blocked
            };
        }
        let body = match &self.response.body {
            Value::String(text) => text.clone(),
            json => json.to_string(),
        };
        let asked = self.asked();
        if asked.entity == Entity::Other && (200..=299).contains(&self.response.status) && is_description(&body) {
            return Outcome::Answered(super::answer::Answer::default());
        }
        let reply = Reply::Response {
            status: self.response.status,
            body,
            retry_after_seconds: header(&self.response.headers, "retry-after").and_then(|text| text.parse().ok()),
        };
        federation::judge(&reply, &asked, None, self.profile(&asked))
    }

    /// The question, of a body or of an address.
    fn asked(&self) -> Asked {
        asked(&self.request.path, &self.request.body)
    }

    fn profile(&self, asked: &Asked) -> Profile {
        let named = Dialect::ALL
            .into_iter()
            .find(|dialect| *dialect != Dialect::Unknown && self.server.to_ascii_lowercase().contains(dialect.name()));
        // gdi-mini-node hides small numbers of people, and nothing in its answers says so.
        let floor =
            self.config["sensitive"]["hideLowerCounts"].as_u64().filter(|_| asked.entity == Entity::Individuals);
        let floor = floor.and_then(|floor| u32::try_from(floor).ok());
        Profile { floor, ..Profile::of(named.unwrap_or_default()) }
    }
}

/// What a request asks, read back from its address, with or without an origin, and its body.
pub(crate) fn asked(address: &str, body: &Value) -> Asked {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let entity = Entity::of_path(path);
    if body.is_object() {
        return Asked::of_envelope(entity, body);
    }
    let mut parameters = Map::new();
    let mut envelope = json!({"query": {"pagination": {}}});
    for (name, text) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let text = percent_decoded(text);
        match name {
            "filters" => envelope["query"]["filters"] = json!([text]),
            "skip" | "limit" => envelope["query"]["pagination"][name] = text.parse::<u64>().ok().into(),
            "requestedGranularity" | "includeResultsetResponses" => envelope["query"][name] = text.into(),
            // Positions of an address are text everywhere; servers read them as lists.
            "start" | "end" => drop(parameters.insert(name.to_owned(), text.split(',').collect())),
            _ => drop(parameters.insert(name.to_owned(), text.into())),
        }
    }
    envelope["query"]["requestParameters"] = parameters.into();
    Asked::of_envelope(entity, &envelope)
}

/// What a node says of itself is no answer to a question, and well-formed as it is.
fn is_description(body: &str) -> bool {
    serde_json::from_str::<Value>(body).is_ok_and(|root| root.is_object() && root.get("error").is_none())
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
