//! Limits shared through Redis: one script, the server's clock, one connection.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Script};
use secrecy::{ExposeSecret, SecretString};
use tracing::warn;

use super::{Decision, LimitKey, Quota};
use crate::domain::Timestamp;

/// Longest a caller waits for an answer.
const PATIENCE: Duration = Duration::from_millis(250);
/// After a failure nobody asks Redis for this long.
const PAUSE: TimeDelta = TimeDelta::seconds(1);

/// One key, times in microseconds of the server's clock. Answers 0 when allowed, else the wait.
const GCRA: &str = r"
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local interval, burst, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local arrival = tonumber(redis.call('GET', KEYS[1]) or now)
local next = math.max(arrival, now) + interval * cost
local wait = next - now - interval * burst
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000) + 1000)
return 0
";

/// Sets a mark unless another holder has one; a value begins with its holder. Answers 1 when set.
const MARK: &str = r"
local there = redis.call('GET', KEYS[1])
if there and string.sub(there, 1, #ARGV[1] + 1) ~= ARGV[1] .. ':' then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
";

/// Removes a mark that is still ours.
const UNMARK: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

pub(super) struct Shared {
    connection: ConnectionManager,
    script: Script,
    /// Microseconds since 1970 until which Redis is left alone.
    closed_until: AtomicI64,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

impl Shared {
    pub(super) fn new(url: &SecretString) -> anyhow::Result<Self> {
        let client = Client::open(url.expose_secret()).context("REDIS_URL")?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_millis(500)))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1);
        let connection = ConnectionManager::new_lazy_with_config(client, config).context("REDIS_URL")?;
        Ok(Self { connection, script: Script::new(GCRA), closed_until: AtomicI64::new(0) })
    }

    pub(super) async fn answers(&self) -> bool {
        let mut connection = self.connection.clone();
        let command = redis::cmd("PING");
        let ping = command.query_async::<String>(&mut connection);
        matches!(tokio::time::timeout(PATIENCE, ping).await, Ok(Ok(_)))
    }

    /// Sets a mark; `Some(false)`: another holder has one. `None`: Redis gave no answer in time.
    pub(super) async fn mark(&self, name: &str, holder: &str, value: &str, life: Duration) -> Option<bool> {
        let mut connection = self.connection.clone();
        let script = Script::new(MARK);
        let mut call = script.key(format!("listok:mark:{name}"));
        call.arg(holder).arg(value).arg(life.as_secs() * 1_000);
        let set = call.invoke_async::<i64>(&mut connection);
        tokio::time::timeout(PATIENCE, set).await.ok()?.ok().map(|set| set == 1)
    }

    /// Takes a mark of ours back.
    pub(super) async fn unmark(&self, name: &str, value: &str) {
        let mut connection = self.connection.clone();
        let script = Script::new(UNMARK);
        let mut call = script.key(format!("listok:mark:{name}"));
        call.arg(value);
        // It ends by itself if this fails.
        let _ = tokio::time::timeout(PATIENCE, call.invoke_async::<i64>(&mut connection)).await;
    }

    /// `None`: Redis gave no answer in time, or is being left alone after a failure.
    pub(super) async fn check(&self, key: &LimitKey, quota: Quota, cost: u32, now: Timestamp) -> Option<Decision> {
        if now.timestamp_micros() < self.closed_until.load(Ordering::Relaxed) {
            return None;
        }
        let mut connection = self.connection.clone();
        let mut call = self.script.key(format!("listok:limit:{}:{}", key.scope.code(), key.id));
        call.arg(quota.interval()).arg(quota.burst).arg(cost);
        match tokio::time::timeout(PATIENCE, call.invoke_async::<i64>(&mut connection)).await {
            Ok(Ok(0)) => Some(Decision::Allowed),
            Ok(Ok(wait)) => Some(Decision::Denied { retry_at: now + TimeDelta::microseconds(wait) }),
            failed => {
                self.closed_until.store((now + PAUSE).timestamp_micros(), Ordering::Relaxed);
                let why = if failed.is_err() { "no answer in time" } else { "an error" };
                warn!("limits go on without Redis for a second: {why}");
                None
            }
        }
    }
}
