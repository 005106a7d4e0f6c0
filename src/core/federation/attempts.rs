//! What is tried with one node for one question: at most one retry, one other form, one look whether anybody is there.
//!
//! A pure policy, so that every fault can be tried without a network. No hedging: a node has one request at a time.

use super::{Failure, Outcome, Refusal};
use crate::beacon::profile::{Dialect, Profile};

/// A connection that fails later than this is not tried again: the node is slow, not shaken.
const RETRY_WITHIN_MILLIS: u32 = 2_000;

/// The shortest and the longest wait before the retry; between them chance decides, so that many pages do not come back
/// together.
const RETRY_WAIT_MILLIS: [u32; 2] = [200, 700];

/// What has been tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    retried: bool,
    reformed: bool,
    probed: bool,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// This is what came of it.
    Finish,
    /// The same request once more, after a wait.
    RetryAfterMillis(u32),
    /// The same question in another form.
    AskAs(Profile),
    /// A request without a question and without leave to read the answer: is anybody there?
    Probe,
}

impl Attempts {
    /// After an attempt. `chance` is in 0..1; `message` is the node's own word on a refusal.
    pub fn next(
        &mut self,
        outcome: &Outcome,
        profile: Profile,
        recognised: Dialect,
        took_millis: u32,
        chance: f64,
    ) -> Step {
        match outcome {
            Outcome::Failed(Failure::Unreachable) if !self.retried && took_millis < RETRY_WITHIN_MILLIS => {
                self.retried = true;
                let [shortest, longest] = RETRY_WAIT_MILLIS;
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the two waits")]
                let wait = shortest + (f64::from(longest - shortest) * chance.clamp(0.0, 1.0)) as u32;
                Step::RetryAfterMillis(wait)
            }
            Outcome::Failed(Failure::Unreachable) if !self.probed => {
                self.probed = true;
                Step::Probe
            }
            Outcome::Unsupported(refusal) if !self.reformed => {
                self.reformed = true;
                match other_form(refusal, profile, recognised) {
                    Some(form) => Step::AskAs(form),
                    None => Step::Finish,
                }
            }
            _ => Step::Finish,
        }
    }
}

fn other_form(refusal: &Refusal, profile: Profile, recognised: Dialect) -> Option<Profile> {
    match refusal {
        Refusal::Status { status, message } => {
            profile.after_refusal(*status, message.as_deref().unwrap_or_default(), recognised)
        }
        // The node took the question for another one; its answer has told how it wants to be asked.
        Refusal::Misread(_) if profile.dialect == Dialect::Unknown && recognised != Dialect::Unknown => {
            Some(Profile { floor: profile.floor, ..Profile::of(recognised) })
        }
        Refusal::Misread(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beacon::profile::{Method, Misread};

    fn refused(status: u16) -> Outcome {
        Outcome::Unsupported(Refusal::Status { status, message: None })
    }

    #[test]
    fn a_connection_is_tried_twice_and_then_looked_at() {
        let failed = Outcome::Failed(Failure::Unreachable);
        let mut attempts = Attempts::default();
        let mut next = |took| attempts.next(&failed, Profile::default(), Dialect::Unknown, took, 0.5);
        assert_eq!(next(30), Step::RetryAfterMillis(450));
        assert_eq!(next(30), Step::Probe);
        assert_eq!(next(30), Step::Finish);
        let mut slow = Attempts::default();
        assert_eq!(slow.next(&failed, Profile::default(), Dialect::Unknown, 5_000, 0.5), Step::Probe);
    }

    #[test]
    fn whoever_is_late_busy_or_broken_is_not_pressed() {
        for failure in
            [Failure::Late, Failure::Busy { retry_after_seconds: None }, Failure::Status(503), Failure::TooLarge]
        {
            let outcome = Outcome::Failed(failure);
            let step = Attempts::default().next(&outcome, Profile::default(), Dialect::Unknown, 9, 0.5);
            assert_eq!(step, Step::Finish, "{outcome:?}");
        }
    }

    #[test]
    fn one_other_form_and_no_third() {
        let mut attempts = Attempts::default();
        let mut next = |outcome: &Outcome| attempts.next(outcome, Profile::default(), Dialect::Unknown, 9, 0.5);
        let Step::AskAs(form) = next(&refused(405)) else { panic!("no other form") };
        assert_eq!(form.method, Method::Get);
        assert_eq!(next(&refused(405)), Step::Finish);
        let misread = Outcome::Unsupported(Refusal::Misread(Misread::IndelWithoutType));
        let step = Attempts::default().next(&misread, Profile::default(), Dialect::MiniNode, 9, 0.5);
        assert_eq!(step, Step::AskAs(Profile::of(Dialect::MiniNode)));
        let known = Profile::of(Dialect::MiniNode);
        assert_eq!(Attempts::default().next(&misread, known, Dialect::MiniNode, 9, 0.5), Step::Finish);
    }
}
