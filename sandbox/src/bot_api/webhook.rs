//! Delivery to the bot's webhook, as Telegram's server does it: each queue one update at a time.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use serde_json::{Value, json};

use super::params::Params;
use super::refusal::Refusal;
use super::state::Webhook;
use super::updates::{self, Queue};
use crate::journal::Delivery;
use crate::world::World;

/// Longest pause between two attempts, in multiples of the first pause: a minute for a second.
const LONGEST_PAUSE: u32 = 60;

/// `setWebhook`; without a URL it deletes.
pub(crate) fn set(world: &World, params: &Params) -> Result<Value, Refusal> {
    let url = params.text("url");
    if url.is_empty() {
        return delete(world, params);
    }
    let secret = Some(params.text("secret_token")).filter(|secret| !secret.is_empty());
    let legible = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if secret.as_ref().is_some_and(|s| s.len() > 256 || !s.chars().all(legible)) {
        return Err(Refusal::bad("secret token contains unallowed characters"));
    }
    // Telegram itself demands HTTPS; a stand-in on loopback cannot.
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(Refusal::bad("bad webhook: An HTTPS URL must be provided for webhook"));
    }
    let max_connections = params.int("max_connections").unwrap_or(40).clamp(1, 100);
    let wish = updates::allowed(params)?;
    let mut state = world.state();
    if let Some(kinds) = wish {
        state.allowed = kinds;
    }
    if params.flag("drop_pending_updates") {
        state.updates.clear();
    }
    state.webhook = Some(Webhook { url, secret, max_connections, last_error: None });
    drop(state);
    world.wake();
    Ok(true.into())
}

/// `deleteWebhook`.
#[expect(clippy::unnecessary_wraps, reason = "all methods answer alike")]
pub(crate) fn delete(world: &World, params: &Params) -> Result<Value, Refusal> {
    let mut state = world.state();
    state.webhook = None;
    if params.flag("drop_pending_updates") {
        state.updates.clear();
    }
    Ok(true.into())
}

/// `getWebhookInfo`.
pub(crate) fn info(world: &World) -> Value {
    let state = world.state();
    let mut info = json!({
        "url": state.webhook.as_ref().map_or("", |hook| hook.url.as_str()),
        "has_custom_certificate": false,
        "pending_update_count": state.updates.len(),
    });
    if let Some(hook) = &state.webhook {
        info["max_connections"] = hook.max_connections.into();
        info["ip_address"] = "127.0.0.1".into();
        if let Some((at, words)) = &hook.last_error {
            info["last_error_date"] = (*at).into();
            info["last_error_message"] = words.as_str().into();
        }
    }
    if !state.allowed.is_empty() {
        info["allowed_updates"] = state.allowed.clone().into();
    }
    info
}

/// Starts a delivery for every queue that has something and none under way.
pub(crate) async fn pump(world: Arc<World>) {
    loop {
        tokio::select! {
            () = world.deliverable.notified() => {}
            () = world.stop.cancelled() => return,
        }
        let queues = {
            let mut state = world.state();
            let Some(most) = state.webhook.as_ref().map(|hook| hook.max_connections) else { continue };
            let room = usize::try_from(most).unwrap_or(1).saturating_sub(state.busy.len());
            let mut waiting: Vec<Queue> = Vec::new();
            for update in &state.updates {
                // A long backlog must not be walked through when there is no room.
                if waiting.len() >= room && !world.shuffles() {
                    break;
                }
                if !state.busy.contains(&update.queue) && !waiting.contains(&update.queue) {
                    waiting.push(update.queue);
                }
            }
            if world.shuffles() {
                state.dice.shuffle(&mut waiting);
            }
            waiting.truncate(room);
            state.busy.extend(&waiting);
            waiting
        };
        for queue in queues {
            tokio::spawn(deliver(world.clone(), queue));
        }
    }
}

struct Next {
    hook: Webhook,
    id: i64,
    body: Value,
    attempt: u32,
    repeated: bool,
}

async fn deliver(world: Arc<World>, queue: Queue) {
    while let Some(next) = head(&world, queue) {
        if world.shuffles() {
            let pause = world.state().dice.below(usize::try_from(world.reorder_ms()).unwrap_or(0) + 1);
            wait(&world, Duration::from_millis(u64::try_from(pause).unwrap_or(0))).await;
        }
        let outcome = post(&world, &next).await;
        let status = outcome.as_ref().map_or(0, |(status, ..)| *status);
        world.journal.delivered(Delivery {
            at_ms: crate::world::now_ms(),
            update_id: next.id,
            attempt: next.attempt + 1,
            status,
            repeated: next.repeated,
        });
        match outcome {
            Ok((200..300, _, reply)) => {
                accepted(&world, &next);
                // A method may be called in the reply's body; its outcome is told to nobody.
                if let Some(Value::Object(mut call)) = reply
                    && let Some(Value::String(method)) = call.remove("method")
                {
                    super::perform(&world, &method, &Params::of(call)).await.ok();
                }
            }
            failed => {
                let retry_after = failed.as_ref().ok().and_then(|(_, wait, _)| *wait);
                let words = match &failed {
                    Ok((status, ..)) => format!("Wrong response from the webhook: {status}"),
                    Err(error) if error.is_timeout() => "Read timeout expired".to_owned(),
                    Err(_) => "Connection refused".to_owned(),
                };
                refused(&world, next.id, words);
                wait(&world, retry_after.unwrap_or_else(|| pause(world.options.retry_pause, next.attempt))).await;
            }
        }
        if world.stop.is_cancelled() {
            break;
        }
    }
    // The next queue may have waited for a free connection.
    world.deliverable.notify_one();
}

/// The oldest update of the queue; without one the queue is free again.
fn head(world: &World, queue: Queue) -> Option<Next> {
    let mut state = world.state();
    let next = state.webhook.as_ref().and_then(|hook| {
        let update = state.updates.iter().find(|update| update.queue == queue)?;
        let (attempt, repeated) = (update.attempts, update.repeated);
        Some(Next { hook: hook.clone(), id: update.id, body: update.json(), attempt, repeated })
    });
    if next.is_none() {
        state.busy.remove(&queue);
    }
    next
}

async fn post(world: &World, next: &Next) -> reqwest::Result<(u16, Option<Duration>, Option<Value>)> {
    let mut request = world.http.post(&next.hook.url).json(&next.body);
    if let Some(secret) = &next.hook.secret {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    let response = request.send().await?;
    let status = response.status().as_u16();
    let wait = response.headers().get(RETRY_AFTER).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
    let reply = response.json().await.ok();
    Ok((status, wait.map(Duration::from_secs), reply))
}

fn accepted(world: &World, next: &Next) {
    let duplicates = world.duplicates();
    let mut state = world.state();
    let again = !next.repeated && state.dice.hits(duplicates);
    if again {
        if let Some(update) = state.updates.iter_mut().find(|update| update.id == next.id) {
            update.repeated = true;
        }
    } else {
        state.updates.retain(|update| update.id != next.id);
    }
}

fn refused(world: &World, id: i64, words: String) {
    let mut state = world.state();
    if let Some(hook) = &mut state.webhook {
        hook.last_error = Some((crate::world::now_ms() / 1000, words));
    }
    if let Some(update) = state.updates.iter_mut().find(|update| update.id == id) {
        update.attempts += 1;
    }
}

/// The first repetition comes at once, the second after `base`, then twice as long each time.
fn pause(base: Duration, failures: u32) -> Duration {
    match failures {
        0 => Duration::ZERO,
        n => base * 2_u32.saturating_pow(n - 1).min(LONGEST_PAUSE),
    }
}

async fn wait(world: &World, pause: Duration) {
    tokio::select! {
        () = tokio::time::sleep(pause) => {}
        () = world.stop.cancelled() => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_are_bounded() {
        let seconds: Vec<u64> = (0..9).map(|n| pause(Duration::from_secs(1), n).as_secs()).collect();

        assert_eq!(seconds, [0, 1, 2, 4, 8, 16, 32, 60, 60]);
    }
}
