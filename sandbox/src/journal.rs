//! The journal: every call of the Bot API, when it came, what became of it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::Value;

/// Entries kept; older ones are dropped, so that a long load run does not fill the memory.
const KEPT: usize = 200_000;

/// One call.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Number of the call, from 1.
    pub number: u64,
    /// When it came, in milliseconds since 1970.
    pub at_ms: i64,
    /// When it was answered, in milliseconds since 1970.
    pub answered_ms: i64,
    /// The method in Telegram's spelling.
    pub method: String,
    /// The chat it concerned.
    pub chat_id: Option<i64>,
    /// What was asked, files by name and size only.
    pub params: Value,
    /// 200, or the error's code; 0 when no answer was given.
    pub status: u16,
    /// The error's words; none if it went well.
    pub error: Option<String>,
    /// Whether the call has taken effect, whatever the answer said.
    pub applied: bool,
    /// The fault that struck it.
    pub fault: Option<String>,
}

/// One attempt to deliver an update to the webhook.
#[derive(Debug, Clone, Serialize)]
pub struct Delivery {
    /// When it ended, in milliseconds since 1970.
    pub at_ms: i64,
    /// The update.
    pub update_id: i64,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The webhook's HTTP status; 0 when there was none.
    pub status: u16,
    /// Whether it was a repetition of an accepted update, on request.
    pub repeated: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    calls: VecDeque<Entry>,
    deliveries: VecDeque<Delivery>,
    numbered: u64,
}

impl Journal {
    pub(crate) fn record(&self, mut entry: Entry) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.numbered += 1;
        entry.number = inner.numbered;
        if inner.calls.len() == KEPT {
            inner.calls.pop_front();
        }
        inner.calls.push_back(entry);
    }

    pub(crate) fn delivered(&self, delivery: Delivery) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.deliveries.len() == KEPT {
            inner.deliveries.pop_front();
        }
        inner.deliveries.push_back(delivery);
    }

    pub(crate) fn calls(&self) -> Vec<Entry> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).calls.iter().cloned().collect()
    }

    pub(crate) fn count(&self) -> u64 {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).numbered
    }

    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).deliveries.iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.calls.clear();
        inner.deliveries.clear();
    }
}
