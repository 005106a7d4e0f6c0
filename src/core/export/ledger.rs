//! The disclosure ledger as one JSON document: every request as it left, oldest first.

use serde_json::{Value, json};

use crate::{
    beacon::request::Purpose,
    ledger::{Entry, Ledger, Reason, Recipient},
};

/// `time` writes milliseconds since 1970 as an ISO 8601 time.
pub fn ledger(ledger: &Ledger, time: impl Fn(u64) -> String) -> String {
    let entry = |entry: &Entry| {
        json!({
            "sentAt": time(entry.sent_at_millis),
            "recipient": match &entry.recipient {
                Recipient::Node(id) => id.0.as_str(),
                Recipient::OwnServer => "the server of this page",
                Recipient::Provider => "who signs you in",
            },
            "purpose": purpose(entry.reason),
            "method": entry.method,
            "url": entry.url,
            "payloadBytes": entry.payload_bytes(),
            "body": entry.body,
            "hiddenBytesOfSignIn": entry.hidden_bytes,
        })
    };
    let entries: Vec<Value> = ledger.entries().iter().map(entry).collect();
    let about = "Every request that Cohort Explorer sent from this device since the page was opened, as it was sent. \
                 The browser added its usual headers; cookies and other credentials were left out.";
    format!("{:#}\n", json!({ "about": about, "entries": entries }))
}

fn purpose(reason: Reason) -> &'static str {
    match reason {
        Reason::Question(Purpose::VariantFrequency) => "variant frequency",
        Reason::Question(Purpose::NodeInformation) => "node information",
        Reason::Question(Purpose::Examination) => "examination of a node with a well-known variant",
        Reason::Question(Purpose::PeopleCount) => "people with a variant and a filter",
        Reason::Question(Purpose::Reachability) => "whether a node is there",
        Reason::PartOfThePage => "part of the page",
        Reason::SignIn(_) => "sign-in",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beacon::{profile::Profile, question::Question, registry::Registry, request::Request};

    #[test]
    fn bodies_are_exported_to_the_byte() {
        let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        let known = crate::variant::known::Catalogue::built_in();
        let question = Question::Variant(known.by_rs_number("rs4988235").unwrap().variant.clone());
        let request = Request::ask(&registry.nodes()[0], &question, Profile::default());
        let mut written = Ledger::default();
        written.record(Entry::of_part("nodes.json".into(), 1));
        written.record(Entry::of_question(&request, 2));
        let document: Value = serde_json::from_str(&ledger(&written, |millis| format!("t{millis}"))).unwrap();
        let entries = document["entries"].as_array().unwrap();
        assert_eq!((&entries[0]["body"], &entries[0]["purpose"]), (&Value::Null, &json!("part of the page")));
        assert_eq!(entries[1]["body"].as_str(), request.body());
        assert_eq!((&entries[1]["sentAt"], &entries[1]["recipient"]), (&json!("t2"), &json!("fi")));
    }
}
