//! Orders at work: whoever asks for the same meanwhile waits for that sheet.
//!
//! Within a process paraphrases meet too. Between processes a mark in Redis makes the same words
//! wait; without Redis the worst is that two instances write the same sheet.

use std::sync::{Arc, Mutex, PoisonError};

use super::wording::Wording;
use crate::chance::Chance;
use crate::domain::id::OrderId;
use crate::limits::{Limiter, Mark, Marked};
use crate::topic;

/// What is being made at this moment.
#[derive(Debug, Clone)]
pub(super) struct Flights {
    open: Arc<Mutex<Vec<Open>>>,
    limiter: Limiter,
    chance: Chance,
}

#[derive(Debug)]
struct Open {
    number: u64,
    key: String,
    wording: Wording,
}

/// A sheet being made; dropped when it is stored or given up.
#[derive(Debug)]
pub(super) struct Flight {
    open: Arc<Mutex<Vec<Open>>>,
    number: u64,
    mark: Option<Mark>,
}

impl Flights {
    pub(super) fn new(limiter: Limiter, chance: Chance) -> Self {
        Self { open: Arc::default(), limiter, chance }
    }

    /// Begins; `None` when the same is being made already.
    pub(super) async fn begin(&self, wording: &Wording, key: &str, order: OrderId) -> Option<Flight> {
        let mut flight = self.begin_here(wording, key)?;
        let name = format!("sheet:{}:{key}", wording.hash);
        match self.limiter.mark(&name, &order.to_string(), &self.chance.token()).await {
            Marked::Mine(mark) => {
                flight.mark = mark;
                Some(flight)
            }
            Marked::Theirs => None,
        }
    }

    fn begin_here(&self, wording: &Wording, key: &str) -> Option<Flight> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |other: &Open| {
            other.key == key
                && (other.wording.hash == wording.hash
                    || topic::verify(&wording.asked, &other.wording.asked).accepted())
        };
        if open.iter().any(same) {
            return None;
        }
        let number = open.last().map_or(0, |last| last.number + 1);
        open.push(Open { number, key: key.to_owned(), wording: wording.clone() });
        Some(Flight { open: Arc::clone(&self.open), number, mark: None })
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        // Others see the end here before they see it in Redis.
        drop(self.mark.take());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|open| open.number != self.number);
    }
}
