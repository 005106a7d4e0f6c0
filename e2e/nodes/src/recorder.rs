//! Remembers requests, for tests that compare what arrived with what the page says it sent.
//!
//! Only in memory, only when control is switched on, and bounded.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

const MAX_REQUESTS: usize = 10_000;

/// A request that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Received {
    /// HTTP method, preflight requests included.
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// The query after `?`, or nothing.
    pub query: String,
    /// Headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body as text.
    pub body: String,
}

/// The requests since the last [`Recorder::clear`], oldest first.
#[derive(Debug, Default)]
pub struct Recorder(Mutex<VecDeque<Received>>);

impl Recorder {
    /// Remembers a request, forgetting the oldest when there are too many.
    pub fn record(&self, request: Received) {
        let mut requests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.len() == MAX_REQUESTS {
            requests.pop_front();
        }
        requests.push_back(request);
    }

    /// What was remembered.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
