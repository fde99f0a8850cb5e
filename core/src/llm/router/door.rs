//! The way into a provider: how many at once, how many a minute, and whether it is left alone.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::{LONGEST_PAUSE, LONGEST_REST, ModelError, Provider, REST, left};
use crate::clock::Clock;
use crate::limits::{Decision, LimitKey, Limiter, Quota, Scope};
use crate::telemetry;

/// Calls to a provider at once, where it sets no bound of its own.
pub(super) const AT_ONCE: usize = 16;

pub(super) struct Door {
    provider: Provider,
    places: Semaphore,
    quota: Option<(Limiter, Quota)>,
    rests_until: Mutex<Option<Instant>>,
}

impl Door {
    pub(super) const fn new(provider: Provider, places: usize, quota: Option<(Limiter, Quota)>) -> Self {
        Self { provider, places: Semaphore::const_new(places), quota, rests_until: Mutex::new(None) }
    }

    /// Whether the provider is left alone now.
    pub(super) fn resting(&self) -> bool {
        let until = *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    /// Leaves the provider alone if an error says that nothing else helps.
    pub(super) fn mind(&self, error: ModelError) {
        let rest = match error {
            ModelError::Unauthorised | ModelError::Exhausted => REST,
            ModelError::RateLimited { retry_after: Some(wish) } if wish > LONGEST_PAUSE => wish.min(LONGEST_REST),
            _ => return,
        };
        *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + rest);
    }

    /// Waits for a place, and until the minute has a call left, unless that takes too long.
    pub(super) async fn enter(&self, until: Instant, clock: &Clock) -> Result<SemaphorePermit<'_>, ModelError> {
        let Ok(Ok(place)) = tokio::time::timeout(left(until), self.places.acquire()).await else {
            return Err(ModelError::Timeout);
        };
        self.draw(until, clock).await?;
        Ok(place)
    }

    async fn draw(&self, until: Instant, clock: &Clock) -> Result<(), ModelError> {
        let Some((limiter, quota)) = &self.quota else { return Ok(()) };
        let key = LimitKey { scope: Scope::Provider, id: self.provider.code().to_owned() };
        loop {
            let now = clock.now();
            let Decision::Denied { retry_at } = limiter.check(&key, *quota, 1, now).await else { return Ok(()) };
            telemetry::limited(key.scope.code());
            let wait = (retry_at - now).to_std().unwrap_or(Duration::ZERO);
            if wait >= left(until) {
                return Err(ModelError::RateLimited { retry_after: Some(wait.min(LONGEST_PAUSE)) });
            }
            tokio::time::sleep(wait).await;
        }
    }
}
