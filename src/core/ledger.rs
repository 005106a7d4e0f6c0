//! The disclosure ledger: everything that left this device through this page, as it was sent.
//!
//! Lives as long as the page; nothing of it is stored. Must not know how anything is sent.

use crate::{
    beacon::{
        registry::NodeId,
        request::{Purpose, Request},
    },
    sign_in::{ProviderRequest, Secret, Step},
};

/// One request that left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Milliseconds since 1970, by this device's clock.
    pub sent_at_millis: u64,
    /// Who received it.
    pub recipient: Recipient,
    /// What for.
    pub reason: Reason,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Full address.
    pub url: String,
    /// What was sent as the body, to the byte but for what is counted below.
    pub body: Option<String>,
    /// Bytes of the sign-in that left with it and are not shown: a token, a code.
    pub hidden_bytes: u64,
}

/// Who receives a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A node of the registry.
    Node(NodeId),
    /// The server this page itself came from.
    OwnServer,
    /// Who signs people in.
    Provider,
}

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A question to a node.
    Question(Purpose),
    /// A file that belongs to the page, the same for every visitor.
    PartOfThePage,
    /// The person's sign-in.
    SignIn(Step),
}

impl Entry {
    /// Bytes of address, body and sign-in; the browser adds its usual headers.
    pub fn payload_bytes(&self) -> u64 {
        (self.url.len() + self.body.as_ref().map_or(0, String::len)) as u64 + self.hidden_bytes
    }

    /// Of a question to a node.
    pub fn of_question(request: &Request, sent_at_millis: u64) -> Self {
        Self {
            sent_at_millis,
            recipient: Recipient::Node(request.recipient().clone()),
            reason: Reason::Question(request.purpose()),
            method: request.method(),
            url: request.url().to_owned(),
            body: request.body().map(str::to_owned),
            hidden_bytes: 0,
        }
    }

    /// The same, sent with the sign-in's header.
    #[must_use]
    pub fn with_header(self, header: Option<&Secret>) -> Self {
        Self { hidden_bytes: header.map_or(0, |header| header.expose().len() as u64), ..self }
    }

    /// Of a request to who signs people in; what is secret in it is left out and counted.
    pub fn of_sign_in(request: &ProviderRequest, sent_at_millis: u64) -> Self {
        let sent_bytes = request.body().map_or(0, |body| body.expose().len());
        Self {
            sent_at_millis,
            recipient: Recipient::Provider,
            reason: Reason::SignIn(request.step()),
            method: if request.body().is_some() { "POST" } else { "GET" },
            url: request.url().to_owned(),
            body: request.shown().map(str::to_owned),
            hidden_bytes: sent_bytes.saturating_sub(request.shown().map_or(0, str::len)) as u64,
        }
    }

    /// Of a file of the page.
    pub fn of_part(url: String, sent_at_millis: u64) -> Self {
        Self {
            sent_at_millis,
            recipient: Recipient::OwnServer,
            reason: Reason::PartOfThePage,
            method: "GET",
            url,
            body: None,
            hidden_bytes: 0,
        }
    }
}

/// All of them, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger(Vec<Entry>);

impl Ledger {
    /// Writes one down; nothing is ever taken out.
    pub fn record(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    /// Oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Questions about a variant that left, those about people with it among them.
    pub fn variant_questions(&self) -> usize {
        let asks =
            |entry: &&Entry| matches!(entry.reason, Reason::Question(Purpose::VariantFrequency | Purpose::PeopleCount));
        self.0.iter().filter(asks).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beacon::{registry::Registry, request::InformationPage};

    #[test]
    fn parts_of_the_page_are_no_questions() {
        let registry = Registry::read(include_str!("../../public/nodes.json")).unwrap();
        let mut ledger = Ledger::default();
        ledger.record(Entry::of_part("nodes.json".into(), 1));
        ledger.record(Entry::of_question(&Request::information(&registry.nodes()[0], InformationPage::Info), 2));
        assert_eq!((ledger.entries().len(), ledger.variant_questions()), (2, 0));
        assert_eq!(ledger.entries()[0].payload_bytes(), 10);
    }
}
