//! Limits in this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use super::{Decision, LimitKey, Quota};
use crate::domain::Timestamp;

/// The most keys kept. Those whose budget is whole again go first; if that is not enough, every second one
/// goes: forgetting favours a few callers for a moment, a map without bound would take the process down.
const MOST_KEYS: usize = 50_000;

/// Theoretical arrival times by key.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<HashMap<LimitKey, Timestamp>>);

impl Memory {
    pub(super) fn check(&self, key: &LimitKey, quota: Quota, cost: u32, now: Timestamp) -> Decision {
        let interval = quota.interval();
        let room = TimeDelta::microseconds(interval.saturating_mul(quota.burst.into()));
        let price = TimeDelta::microseconds(interval.saturating_mul(cost.into()));
        let mut arrivals = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if arrivals.len() >= MOST_KEYS {
            arrivals.retain(|_, arrival| *arrival > now);
            if arrivals.len() >= MOST_KEYS / 2 {
                let mut stays = false;
                arrivals.retain(|_, _| {
                    stays = !stays;
                    stays
                });
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Scope;

    #[test]
    fn a_flood_of_new_callers_does_not_grow_the_map_without_bound() {
        let (memory, now) = (Memory::default(), chrono::DateTime::UNIX_EPOCH);
        let quota = Quota { burst: 1, per: TimeDelta::hours(1) };

        for caller in 0..MOST_KEYS * 2 {
            memory.check(&LimitKey { scope: Scope::Login, id: caller.to_string() }, quota, 1, now);
        }

        assert!(memory.0.lock().unwrap_or_else(PoisonError::into_inner).len() <= MOST_KEYS);
    }
}
