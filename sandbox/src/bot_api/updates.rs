//! Updates on their way to the bot, and long polling.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::params::Params;
use super::refusal::Refusal;
use crate::world::World;

/// Longest time a poll may wait, in seconds.
const LONGEST_POLL: i64 = 50;

/// Updates of one queue are delivered strictly one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Queue {
    /// Messages, by chat.
    Chat(i64),
    /// Callbacks, by user.
    Callback(i64),
    /// Inline queries, by user.
    Inline(i64),
    /// Chosen inline results, by user.
    Chosen(i64),
    /// Changes of the bot's own membership, by chat.
    Member(i64),
}

/// An update that has not been confirmed.
#[derive(Debug, Clone)]
pub(crate) struct Update {
    pub(crate) id: i64,
    pub(crate) queue: Queue,
    pub(crate) kind: &'static str,
    pub(crate) body: Value,
    pub(crate) attempts: u32,
    /// Confirmed once already, and delivered again on request.
    pub(crate) repeated: bool,
}

impl Update {
    pub(crate) fn json(&self) -> Value {
        json!({ "update_id": self.id, self.kind: self.body })
    }
}

/// Kinds the bot wants; absent means that the last wish stands, an empty list means all.
pub(crate) fn allowed(params: &Params) -> Result<Option<Vec<String>>, Refusal> {
    let Some(kinds) = params.json("allowed_updates")? else { return Ok(None) };
    serde_json::from_value(kinds).map(Some).map_err(|_| Refusal::bad("can't parse allowed_updates JSON array"))
}

/// `getUpdates`: waits until there is something, the time is over, or another poll takes its place.
pub(crate) async fn get(world: &World, params: &Params) -> Result<Value, Refusal> {
    let offset = params.int("offset").unwrap_or(0);
    let limit = usize::try_from(params.int("limit").unwrap_or(100).clamp(1, 100)).unwrap_or(100);
    let timeout = u64::try_from(params.int("timeout").unwrap_or(0).clamp(0, LONGEST_POLL)).unwrap_or(0);
    let deadline = Instant::now() + Duration::from_secs(timeout);
    let turn = {
        let mut state = world.state();
        if state.webhook.is_some() {
            return Err(Refusal::conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            ));
        }
        if let Some(kinds) = allowed(params)? {
            state.allowed = kinds;
        }
        confirm(world, &mut state, offset);
        state.poll += 1;
        state.poll
    };
    world.arrived.notify_waiters();
    loop {
        let woken = world.arrived.notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        {
            let state = world.state();
            if state.webhook.is_some() {
                return Err(Refusal::conflict("terminated by setWebhook request"));
            }
            if state.poll != turn {
                return Err(Refusal::conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running",
                ));
            }
            if !state.updates.is_empty() || Instant::now() >= deadline {
                return Ok(state.updates.iter().take(limit).map(Update::json).collect());
            }
        }
        tokio::select! {
            () = woken => {}
            () = tokio::time::sleep_until(deadline) => {}
            () = world.stop.cancelled() => return Ok(json!([])),
        }
    }
}

/// Forgets what the bot has confirmed, save what is to be delivered twice.
fn confirm(world: &World, state: &mut super::state::State, offset: i64) {
    let first = if offset < 0 {
        let keep = usize::try_from(-offset).unwrap_or(usize::MAX);
        state.updates.get(state.updates.len().saturating_sub(keep)).map_or(0, |update| update.id)
    } else {
        offset
    };
    let duplicates = world.duplicates();
    let dice = &state.dice;
    state.updates.retain_mut(|update| {
        if update.id >= first {
            return true;
        }
        let again = !update.repeated && dice.hits(duplicates);
        update.repeated = true;
        again
    });
}
