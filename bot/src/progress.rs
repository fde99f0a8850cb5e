//! Progress on cards: shown at most every three seconds, the latest stage winning, never in the way.
//!
//! A stage that comes too soon is held here, not in the outbox, where it would hold up the sheet
//! behind it. A crash loses it, and nothing else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use listok_core::domain::id::OrderId;
use listok_core::outgoing::Stage;
use tokio::time::Instant;

/// Edits of one card are at least this far apart.
pub(crate) const APART: Duration = Duration::from_secs(3);

/// What is held of the orders in progress.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress(Arc<Mutex<HashMap<OrderId, Held>>>);

#[derive(Debug)]
struct Held {
    shown_at: Instant,
    next: Option<Stage>,
}

/// What to do with a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Show it now.
    Show,
    /// Ask [`Progress::due`] at this moment.
    Later(Instant),
    /// Somebody will ask already; this stage will be shown then.
    Held,
}

impl Progress {
    /// A stage has been reached.
    pub(crate) fn reached(&self, order: OrderId, stage: Stage, now: Instant) -> Verdict {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A process that was asked to show progress and never to end it leaves something behind.
        held.retain(|_, h| h.next.is_some() || now - h.shown_at < APART);
        match held.get_mut(&order) {
            None => {
                held.insert(order, Held { shown_at: now, next: None });
                Verdict::Show
            }
            Some(Held { next: Some(next), .. }) => {
                *next = stage;
                Verdict::Held
            }
            Some(Held { shown_at, next }) => {
                *next = Some(stage);
                Verdict::Later(*shown_at + APART)
            }
        }
    }

    /// The stage to show now, if the order has not ended meanwhile.
    pub(crate) fn due(&self, order: OrderId, now: Instant) -> Option<Stage> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = held.get_mut(&order)?;
        held.shown_at = now;
        held.next.take()
    }

    /// The order has ended: what is held of it must not overwrite its result.
    pub(crate) fn ended(&self, order: OrderId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&order);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ORDER: OrderId = OrderId(Uuid::nil());

    #[tokio::test]
    async fn the_latest_stage_wins_and_waits_its_three_seconds() {
        let progress = Progress::default();
        let now = Instant::now();

        assert_eq!(progress.reached(ORDER, Stage::Searching, now), Verdict::Show);
        assert_eq!(progress.reached(ORDER, Stage::Writing, now), Verdict::Later(now + APART));
        assert_eq!(progress.reached(ORDER, Stage::Checking, now), Verdict::Held);
        assert_eq!(progress.due(ORDER, now + APART), Some(Stage::Checking));
        assert_eq!(progress.reached(ORDER, Stage::Typesetting, now + APART), Verdict::Later(now + APART * 2));
    }

    #[tokio::test]
    async fn an_ended_order_shows_no_more_progress() {
        let progress = Progress::default();
        let now = Instant::now();
        progress.reached(ORDER, Stage::Searching, now);
        progress.reached(ORDER, Stage::Writing, now);

        progress.ended(ORDER);

        assert_eq!(progress.due(ORDER, now + APART), None);
    }

    #[tokio::test]
    async fn finished_orders_are_forgotten() {
        let progress = Progress::default();
        let now = Instant::now();
        progress.reached(ORDER, Stage::Searching, now);

        progress.reached(OrderId(Uuid::from_u128(1)), Stage::Searching, now + APART);

        assert!(!progress.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&ORDER));
    }
}
