//! How fast we may send: Telegram's advice for the whole bot, and the waits it orders.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// New messages per second of the whole bot; Telegram's advice is about 30.
const PER_SECOND: u32 = 25;
/// Chats refused within this time of each other mean that the bot, not a chat, is too fast.
const TOGETHER: Duration = Duration::from_secs(5);

/// The pace of one process.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// When the bucket of new messages will be full again.
    full_at: Option<Instant>,
    /// Nothing is sent before this moment.
    closed_until: Option<Instant>,
    refused: Option<(i64, Instant)>,
}

impl Pace {
    /// Waits until a new message may be sent.
    pub(crate) async fn turn(&self) {
        self.open().await;
        tokio::time::sleep_until(self.reserve(Instant::now())).await;
    }

    /// Waits while Telegram has told the whole bot to wait.
    pub(crate) async fn open(&self) {
        while let Some(until) = self.closed(Instant::now()) {
            tokio::time::sleep_until(until).await;
        }
    }

    /// Telegram told us to wait on a call to `chat`.
    pub(crate) fn refused(&self, chat: i64, wait: Duration) {
        self.note_refusal(chat, wait, Instant::now());
    }

    fn reserve(&self, now: Instant) -> Instant {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let step = Duration::from_secs(1) / PER_SECOND;
        let full_at = state.full_at.map_or(now, |at| at.max(now)) + step;
        state.full_at = Some(full_at);
        full_at.checked_sub(Duration::from_secs(1)).map_or(now, |at| at.max(now))
    }

    fn closed(&self, now: Instant) -> Option<Instant> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.closed_until.filter(|until| *until > now)
    }

    fn note_refusal(&self, chat: i64, wait: Duration, now: Instant) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all = state.refused.is_some_and(|(other, at)| other != chat && now - at < TOGETHER);
        if all {
            state.closed_until = Some(state.closed_until.map_or(now + wait, |until| until.max(now + wait)));
        }
        state.refused = Some((chat, now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_burst_of_one_second_goes_at_once_and_then_the_pace_holds() {
        let pace = Pace::default();
        let now = Instant::now();

        let slots: Vec<_> = (0..PER_SECOND * 3).map(|_| pace.reserve(now)).collect();

        assert_eq!(slots.iter().filter(|slot| **slot == now).count(), PER_SECOND as usize);
        assert_eq!(slots.last().copied(), Some(now + Duration::from_secs(2)));
    }

    #[tokio::test]
    async fn one_refused_chat_stops_nobody_else_and_two_stop_the_bot() {
        let pace = Pace::default();
        let now = Instant::now();
        let wait = Duration::from_secs(9);

        pace.note_refusal(1, wait, now);
        pace.note_refusal(1, wait, now);
        assert_eq!(pace.closed(now), None);

        pace.note_refusal(2, wait, now);
        assert_eq!(pace.closed(now), Some(now + wait));
        assert_eq!(pace.closed(now + wait), None);
    }
}
