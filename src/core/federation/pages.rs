//! An answer that comes in pages, such as everything in a block of positions.
//!
//! All pages are read, wherever the change turns up: a reading that stopped where it is found would tell the node where
//! it lies.

use super::{Outcome, Reply, judge, outcome::weigh};
use crate::{
    beacon::{
        answer::{self, Answer},
        asked::Asked,
        profile::Profile,
    },
    variant::Variant,
};

/// Pages of one answer that are read; with 100 results a page, a block of 10,000 bases with a variant in every fifth.
const MAX_PAGES: u32 = 20;
/// The same of a region that is looked at as a whole; with 100 results a page, as many as are shown.
const MAX_REGION_PAGES: u32 = 200;

/// The pages that have come.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    so_far: Option<(Answer, Asked)>,
    count: u32,
    /// As it came.
    last_body: String,
}

/// What is next.
#[derive(Clone, Debug, PartialEq)]
pub enum Paged {
    /// This page, counted from 0, has to be asked for.
    Next(u32),
    /// This is what came of the question.
    Over(Outcome),
}

impl Pages {
    /// Takes what came in answer to the page that was asked for.
    pub fn add(&mut self, reply: &Reply, asked: &Asked, looked_for: Option<&Variant>, profile: Profile) -> Paged {
        let page = page(reply, asked, looked_for);
        let Some((so_far, first)) = self.so_far.take() else {
            return match page {
                Some(page) if asked.is_stretch() && page.has_more() => self.wait_for_next(page, asked, reply),
                _ => Paged::Over(judge(reply, asked, looked_for, profile)),
            };
        };
        let Some(page) = page else {
            // What was found on the pages before stays found; what was not may be on the one that did not come.
            return Paged::Over(match weigh(so_far, &first, profile) {
                Outcome::Answered(answer) if looked_for.is_none() => Outcome::Answered(answer.as_a_part()),
                Outcome::Answered(answer) => Outcome::Answered(answer),
                _ => judge(reply, asked, looked_for, profile),
            });
        };
        let is_past_the_end = page.results == 0;
        // A server that does not turn pages sends the same one for ever.
        let is_stuck = reply.body() == Some(&self.last_body);
        let answer = so_far.followed_by(page);
        if !is_past_the_end && answer.has_more() {
            let most = if looked_for.is_some() { MAX_PAGES } else { MAX_REGION_PAGES };
            if !is_stuck && self.count + 1 < most {
                return self.wait_for_next(answer, &first, reply);
            }
            let answer = if looked_for.is_none() { answer.as_a_part() } else { answer };
            return Paged::Over(weigh(answer, &first, profile));
        }
        Paged::Over(weigh(answer.ended(), &first, profile))
    }

    fn wait_for_next(&mut self, answer: Answer, first: &Asked, reply: &Reply) -> Paged {
        self.count += 1;
        self.last_body = reply.body().unwrap_or_default().to_owned();
        self.so_far = Some((answer, first.clone()));
        Paged::Next(self.count)
    }
}

fn page(reply: &Reply, asked: &Asked, looked_for: Option<&Variant>) -> Option<Answer> {
    match reply {
        Reply::Response { status: 200..=299, body, .. } => answer::read(body, asked, looked_for).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        beacon::{
            question::{BlockWidth, Question},
            registry::Registry,
            request::Request,
        },
        federation::Failure,
        variant::known::Catalogue,
    };

    fn row(start: u32) -> Value {
        json!({"variation": {"location": {"start": start}, "referenceBases": "G", "alternateBases": "A"},
            "frequencyInPopulations": [{"frequencies": [{"population": "Total", "alleleCount": 7, "alleleNumber": 9}]}]})
    }

    fn reply(rows: &[Value], total: usize) -> Reply {
        let set = json!({"id": "D", "exists": !rows.is_empty(), "resultsCount": total, "results": rows});
        let body = json!({"response": {"resultSets": if total == 0 { json!([]) } else { json!([set]) }},
            "responseSummary": {"exists": total > 0}});
        Reply::Response { status: 200, body: body.to_string(), retry_after_seconds: None }
    }

    /// What comes of a block that a node sends in these pages, of at most 2 results each, and how many were asked for.
    fn outcome(pages: &[Reply]) -> (Outcome, usize) {
        let registry = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        let variant = Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
        let question = Question::Block { variant, width: BlockWidth::TenThousand };
        let profile = Profile { page_size: crate::beacon::profile::PageSize(2), ..Profile::default() };
        let mut read = Pages::default();
        let mut page = 0;
        loop {
            let request = Request::ask_page(&registry.nodes()[0], &question, profile, page);
            let sent = pages.get(page as usize).unwrap_or_else(|| &pages[pages.len() - 1]);
            match read.add(sent, request.asked(), question.looked_for(), profile) {
                Paged::Next(next) => page = next,
                Paged::Over(outcome) => return (outcome, page as usize + 1),
            }
        }
    }

    const HERE: u32 = 135_851_075;

    #[test]
    fn all_pages_are_read_wherever_it_is_found() {
        for at in 0..5 {
            let mut rows: Vec<Value> = (1..6).map(|further| row(HERE + further)).collect();
            rows[at] = row(HERE);
            let pages = [reply(&rows[..2], 5), reply(&rows[2..4], 5), reply(&rows[4..], 5)];
            let (outcome, asked) = outcome(&pages);
            let Outcome::Answered(answer) = outcome else { panic!("{outcome:?}") };
            assert_eq!((answer.observations.len(), asked), (1, 3), "found at {at}");
        }
    }

    #[test]
    fn absent_only_after_the_last_page() {
        let others: Vec<Value> = (1..6).map(|further| row(HERE + further)).collect();
        let pages = [reply(&others[..2], 5), reply(&others[2..4], 5), reply(&others[4..], 5)];
        assert_eq!(outcome(&pages).0.code(), "absent");
        // Full pages without a total: one more is asked for, and is empty.
        let full = [reply(&others[..2], 2), reply(&others[2..4], 2), reply(&[], 0)];
        let (last, asked) = outcome(&full);
        assert_eq!((last.code(), asked), ("absent", 3));
        let broken = [pages[0].clone(), Reply::Failed(Failure::Late)];
        assert_eq!(outcome(&broken).0, Outcome::Failed(Failure::Late));
        let with_it = [reply(&[row(HERE), row(HERE + 1)], 5), Reply::Failed(Failure::Late)];
        assert_eq!(outcome(&with_it).0.code(), "answered");
    }

    #[test]
    fn a_server_that_does_not_turn_pages_ends_it() {
        let same = reply(&[row(HERE + 1), row(HERE + 2)], 90);
        let (outcome, asked) = outcome(&[same]);
        assert_eq!((outcome, asked), (Outcome::Failed(Failure::Unreadable(answer::Unreadable::CutShort)), 2));
    }
}
