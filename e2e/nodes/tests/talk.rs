//! Asks a node as the page does (`src/app/actions/exchange.rs`), through the core, without a network.

use axum::Router;
use cohort_core::{
    beacon::{profile::Dialect, question::Question, registry::Node, request::Request},
    federation::{Attempts, Outcome, Paged, Pages, Reply, Step},
};
use serde_json::Value;

use crate::support::send;

/// What came of asking one node.
pub(crate) struct Part {
    pub(crate) outcome: Outcome,
    /// Bodies and queries as they left.
    pub(crate) sent: usize,
}

pub(crate) async fn ask(server: &Router, node: &Node, question: &Question, learnt: Dialect) -> Part {
    let mut profile = node.profile(learnt);
    let (mut attempts, mut pages, mut page) = (Attempts::default(), Pages::default(), 0);
    let mut sent = 0;
    loop {
        let request = Request::ask_page(node, question, profile, page);
        let reply = exchange(server, &request).await;
        sent += 1;
        let outcome = match pages.add(&reply, request.asked(), question.looked_for(), profile) {
            Paged::Over(outcome) => outcome,
            Paged::Next(next) => {
                page = next;
                continue;
            }
        };
        match attempts.next(&outcome, profile, reply.dialect(), 5, 0.5) {
            Step::AskAs(form) => profile = form,
            Step::Finish => return Part { outcome, sent },
            step => panic!("{}: {step:?} without a network", node.id.0),
        }
    }
}

async fn exchange(server: &Router, request: &Request) -> Reply {
    // http://127.0.0.1:9000/fi/g_variants, or relay/fr/g_variants: the page's server is asked, and no leave of the node's.
    let relayed = request.url().strip_prefix("relay/");
    let path = relayed.unwrap_or_else(|| request.url().splitn(4, '/').nth(3).unwrap());
    let body: Value = request.body().map_or(Value::Null, |text| serde_json::from_str(text).unwrap());
    let answer = send(server, request.method(), &format!("/{path}"), &body).await;
    if relayed.is_none() && !answer.headers.contains_key("access-control-allow-origin") {
        return Reply::Blocked;
    }
    let retry_after = answer.headers.get("retry-after").and_then(|text| text.to_str().ok()?.parse().ok());
    Reply::Response { status: answer.status.as_u16(), body: answer.text, retry_after_seconds: retry_after }
}
