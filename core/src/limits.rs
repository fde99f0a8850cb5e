//! Rate limits: the generic cell rate algorithm (GCRA, ITU-T I.371) in memory and in Redis.
//!
//! A key's state is one moment, the theoretical arrival time: a request of cost `n` is allowed if
//! `max(tat, now) + n·interval - now <= burst·interval`. Redis shares the state between instances;
//! when it is down or frozen every instance goes on alone with its share of the budget.

mod mark;
mod memory;
mod redis;

use std::sync::Arc;

use chrono::TimeDelta;
use secrecy::SecretString;

pub use mark::{Mark, Marked};

use crate::domain::Timestamp;

/// What a limit counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A teacher's messages and presses.
    Teacher,
    /// Everything in a chat.
    Chat,
    /// Worksheets a teacher orders.
    Orders,
    /// Calls to a provider.
    Provider,
    /// Attempts to get into the panel.
    Login,
    /// A teacher's votes against sheets of the library.
    Votes,
}

impl Scope {
    /// Stable code, part of the key in Redis and a metric label.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Teacher => "teacher",
            Self::Chat => "chat",
            Self::Orders => "orders",
            Self::Provider => "provider",
            Self::Login => "login",
            Self::Votes => "votes",
        }
    }
}

/// Whose budget is drawn on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LimitKey {
    /// What is counted.
    pub scope: Scope,
    /// Whose.
    pub id: String,
}

/// A budget: `burst` at once, refilled over `per`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Requests at once, at least 1.
    pub burst: u32,
    /// Time in which a used-up budget is whole again.
    pub per: TimeDelta,
}

impl Quota {
    /// Microseconds one request takes to refill.
    fn interval(self) -> i64 {
        (self.per.num_microseconds().unwrap_or(i64::MAX) / i64::from(self.burst.max(1))).max(1)
    }

    /// The share of one of `instances`, never less than one request.
    fn share(self, instances: u32) -> Self {
        let burst = (self.burst / instances.max(1)).max(1);
        let per = self.per * i32::try_from(instances.max(1)).unwrap_or(1) * i32::try_from(burst).unwrap_or(1)
            / i32::try_from(self.burst.max(1)).unwrap_or(1);
        Self { burst, per }
    }
}

/// What a limit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Go ahead.
    Allowed,
    /// Not now.
    Denied {
        /// When it will work again.
        retry_at: Timestamp,
    },
}

/// All limits of an installation.
#[derive(Debug, Clone)]
pub struct Limiter {
    memory: Arc<memory::Memory>,
    redis: Option<Arc<redis::Shared>>,
    instances: u32,
}

impl Limiter {
    /// Limits of this process alone; `instances` share the budgets evenly.
    pub fn in_memory(instances: u32) -> Self {
        Self { memory: Arc::default(), redis: None, instances: instances.max(1) }
    }

    /// Limits shared through Redis. Does not wait for it: a dead Redis must not stop a start.
    pub fn shared(url: &SecretString, instances: u32) -> anyhow::Result<Self> {
        let redis = Some(Arc::new(redis::Shared::new(url)?));
        Ok(Self { redis, ..Self::in_memory(instances) })
    }

    /// Whether Redis answers; `None`: the limits are this process's own.
    pub async fn redis_answers(&self) -> Option<bool> {
        match &self.redis {
            Some(redis) => Some(redis.answers().await),
            None => None,
        }
    }

    /// Draws `cost` from a budget. Waits at most a quarter of a second for Redis.
    pub async fn check(&self, key: &LimitKey, quota: Quota, cost: u32, now: Timestamp) -> Decision {
        if let Some(redis) = &self.redis
            && let Some(decision) = redis.check(key, quota, cost, now).await
        {
            return decision;
        }
        // Alone: all instances together must not exceed the budget.
        self.memory.check(key, quota.share(self.instances), cost, now)
    }
}
