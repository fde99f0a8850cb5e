//! Limits in this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use super::{Decision, LimitKey, Quota};
use crate::domain::Timestamp;

/// Beyond this many keys, those whose budget is whole again are dropped.
const TIDY_AT: usize = 50_000;

/// Theoretical arrival times by key.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<HashMap<LimitKey, Timestamp>>);

impl Memory {
    pub(super) fn check(&self, key: &LimitKey, quota: Quota, cost: u32, now: Timestamp) -> Decision {
        let interval = quota.interval();
        let room = TimeDelta::microseconds(interval.saturating_mul(quota.burst.into()));
        let price = TimeDelta::microseconds(interval.saturating_mul(cost.into()));
        let mut arrivals = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if arrivals.len() >= TIDY_AT {
            arrivals.retain(|_, arrival| *arrival > now);
        }
        let next = arrivals.get(key).copied().unwrap_or(now).max(now) + price;
        if next - now <= room {
            arrivals.insert(key.clone(), next);
            Decision::Allowed
        } else {
            Decision::Denied { retry_at: next - room }
        }
    }
}
