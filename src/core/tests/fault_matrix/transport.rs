//! What happens on the way: refused, blocked, slow, gone.

use cohort_core::federation::{Failure, Reply};

use crate::{
    kind::{Heard, Kind, Said, kind},
    replies::{after, counted_body, good, unreachable},
};

const GOOD: &[(Option<u32>, Option<u32>)] = &[(Some(7), Some(100))];

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        kind("connection refused", "failed", refused).sent(2, 1),
        kind(
            "connection refused once",
            "answered",
            |heard| {
                if heard.before == 0 { unreachable() } else { one_row(heard) }
            },
        )
        .rows(GOOD)
        .sent(2, 0),
        kind("blocked by the browser", "blocked", |heard| {
            if heard.is_probe { after(40, Reply::Blocked) } else { unreachable() }
        })
        .sent(2, 1),
        kind("connection lost after three seconds", "failed", |_| after(3_000, Reply::Failed(Failure::Unreachable)))
            .sent(1, 1),
        kind(
            "connection lost, then silence",
            "failed",
            |heard| if heard.before == 0 { unreachable() } else { hangs(heard) },
        )
        .sent(2, 0),
        kind("connection lost, then silence to the probe", "failed", |heard| {
            if heard.is_probe { hangs(heard) } else { unreachable() }
        })
        .sent(2, 1),
        kind("never an answer", "failed", hangs),
        kind("an answer after nine seconds", "failed", slow),
        kind("an answer just in time", "answered", |heard| Said { after_millis: 7_900, ..one_row(heard) }).rows(GOOD),
        kind("a slow refusal, then too late", "failed", |heard| {
            let refusal = crate::replies::error(405, "Method Not Allowed");
            Said { after_millis: 5_000, ..if heard.before == 0 { refusal } else { good(heard) } }
        })
        .sent(2, 0),
        kind("stopped by the person", "failed", |_| after(900, Reply::Failed(Failure::Cancelled))),
    ]
}

pub(crate) fn refused(_: &Heard<'_>) -> Said {
    unreachable()
}

pub(crate) fn hangs(_: &Heard<'_>) -> Said {
    after(u32::MAX, Reply::Failed(Failure::Unreachable))
}

pub(crate) fn slow(heard: &Heard<'_>) -> Said {
    Said { after_millis: 9_000, ..good(heard) }
}

fn one_row(heard: &Heard<'_>) -> Said {
    let rows = serde_json::json!([{"population": "Total", "alleleCount": 7, "alleleNumber": 100}]);
    crate::replies::body(&counted_body(heard, &rows))
}
