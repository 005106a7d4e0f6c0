//! One node's part in a question, as the page plays it (`app/actions/exchange.rs`), on a made-up clock.

use cohort_core::{
    beacon::{profile::Dialect, registry::Node, request::Request},
    federation::{Attempts, DEADLINE_MILLIS, Failure, MAX_ANSWER_BYTES, Outcome, Paged, Pages, Reply, Step, judge},
};

use crate::kind::{Behaviour, Heard, Looked, Said};

/// What came of asking one node, and how often it was asked.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) outcome: Outcome,
    pub(crate) took_millis: u32,
    pub(crate) questions: usize,
    /// Questions for a further page of an answer.
    pub(crate) pages: usize,
    pub(crate) retries: usize,
    pub(crate) other_forms: usize,
    pub(crate) probes: usize,
}

pub(crate) fn ask(node: &Node, looked: Looked, does: Behaviour) -> Part {
    let variant = looked.variant();
    let question = looked.level().question(&variant);
    let mut profile = node.profile(Dialect::Unknown);
    let mut attempts = Attempts::default();
    let (mut pages, mut page) = (Pages::default(), 0);
    let mut clock = 0;
    let (mut questions, mut turned, mut retries, mut other_forms) = (0, 0, 0, 0);
    loop {
        let request = Request::ask_page(node, &question, profile, page);
        let heard = Heard { node, request: &request, variant: &variant, before: questions, is_probe: false };
        let reply = arrived(does(&heard), &mut clock);
        questions += 1;
        let outcome = match pages.add(&reply, request.asked(), question.looked_for(), profile) {
            Paged::Over(outcome) => outcome,
            Paged::Next(next) => {
                page = next;
                turned += 1;
                continue;
            }
        };
        let done = |outcome, took_millis, probes| Part {
            outcome,
            took_millis,
            questions,
            pages: turned,
            retries,
            other_forms,
            probes,
        };
        match attempts.next(&outcome, profile, reply.dialect(), clock, 0.5) {
            Step::Finish => return done(outcome, clock, 0),
            Step::RetryAfterMillis(millis) => {
                retries += 1;
                clock += millis;
            }
            Step::AskAs(form) => {
                other_forms += 1;
                profile = form;
            }
            Step::Probe => {
                let probe = Request::reachability(node);
                let heard = Heard { request: &probe, is_probe: true, before: questions, ..heard };
                let reply = arrived(does(&heard), &mut clock);
                return done(judge(&reply, probe.asked(), None, profile), clock, 1);
            }
        }
    }
}

/// As the gateway passes it on: nothing after the deadline, and no more than fits.
fn arrived(said: Said, clock: &mut u32) -> Reply {
    let at = clock.saturating_add(said.after_millis);
    if at >= DEADLINE_MILLIS {
        *clock = DEADLINE_MILLIS;
        return Reply::Failed(Failure::Late);
    }
    *clock = at;
    match said.reply {
        Reply::Response { body, .. } if body.len() > MAX_ANSWER_BYTES => Reply::Failed(Failure::TooLarge),
        reply => reply,
    }
}
