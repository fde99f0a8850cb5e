//! The one owner of retries: which model is asked, how often, and when it is left alone.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use tokio::sync::Semaphore;

use super::{Call, ChatModel, Disposition, ModelError, OpenAi, Prompt, Reply, prices};
use crate::clock::Clock;
use crate::config;
use crate::limits::{Decision, LimitKey, Limiter, Quota, Scope};
use crate::telemetry;

/// Tries of one route within a question.
const TRIES: u32 = 3;
/// Failures in a row that open a route's breaker.
const OPENS_AFTER: u32 = 5;
/// How long an open breaker lets nothing through; then one question probes.
const OPEN_FOR: Duration = Duration::from_secs(30);
/// Questions to one provider at once.
const AT_ONCE: usize = 16;
/// Longest a question may take, repeats and other routes included.
const LONGEST: Duration = Duration::from_secs(150);
/// A provider that wants a longer pause than this is left alone instead.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

struct Route {
    model: Arc<dyn ChatModel>,
    gate: Semaphore,
    failures: AtomicU32,
    opened: Mutex<Option<Instant>>,
}

/// Routes in order of preference.
pub struct Router {
    routes: Vec<Route>,
    clock: Clock,
    longest: Duration,
    budget: Option<(Limiter, Quota)>,
}

impl std::fmt::Debug for Router {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Router").field("routes", &self.routes.len()).finish_non_exhaustive()
    }
}

impl Router {
    /// The router of a configured provider, whose calls are drawn from a budget of the limits.
    pub fn of(settings: &config::OpenAi, limiter: Limiter, clock: Clock) -> anyhow::Result<Self> {
        let model: Arc<dyn ChatModel> = Arc::new(OpenAi::new(settings)?);
        let quota = Quota { burst: settings.requests_per_minute, per: TimeDelta::minutes(1) };
        Ok(Self { budget: Some((limiter, quota)), ..Self::new([model], clock) })
    }

    /// A router over models in order of preference.
    pub fn new(models: impl IntoIterator<Item = Arc<dyn ChatModel>>, clock: Clock) -> Self {
        let route = |model| Route {
            model,
            gate: Semaphore::new(AT_ONCE),
            failures: AtomicU32::new(0),
            opened: Mutex::new(None),
        };
        Self { routes: models.into_iter().map(route).collect(), clock, longest: LONGEST, budget: None }
    }

    /// The same router with another bound on the time a question may take, repeats and other routes included.
    #[must_use]
    pub fn within(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Whether the preferred model is a stand-in.
    pub fn demonstration(&self) -> bool {
        self.routes.first().is_some_and(|route| route.model.demonstration())
    }

    /// Asks until a model answers or none is left. Every call made is added to `calls`.
    pub async fn ask(&self, prompt: &Prompt, calls: &mut Vec<Call>) -> Result<Reply, ModelError> {
        let until = Instant::now() + self.longest;
        let mut last = ModelError::Unreachable;
        for route in self.routes.iter().filter(|route| route.passable()) {
            match self.ask_route(route, prompt, until, calls).await {
                Ok(reply) => return Ok(reply),
                Err(error) if error.disposition() == Disposition::Fail => return Err(error),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    async fn ask_route(
        &self,
        route: &Route,
        prompt: &Prompt,
        until: Instant,
        calls: &mut Vec<Call>,
    ) -> Result<Reply, ModelError> {
        let left_of_time = || until.saturating_duration_since(Instant::now());
        let mut pause = Duration::from_millis(300);
        for left in (0..TRIES).rev() {
            let Ok(Ok(place)) = tokio::time::timeout(left_of_time(), route.gate.acquire()).await else {
                return Err(ModelError::Timeout);
            };
            self.draw(route.model.provider(), until).await?;
            let (started_at, began) = (self.clock.now(), Instant::now());
            let (answer, usage) = route.model.complete(prompt, left_of_time()).await;
            let outcome = answer.as_ref().map_or_else(|error| error.code(), |_| "ok");
            let cost = usage.and_then(|usage| prices::cost(route.model.model(), usage));
            telemetry::model_call(route.model.provider(), outcome, cost);
            calls.push(Call {
                role: prompt.role,
                provider: route.model.provider(),
                model: route.model.model().to_owned(),
                prompt_version: prompt.version,
                usage,
                cost,
                outcome,
                latency: began.elapsed(),
                started_at,
            });
            route.note(answer.as_ref().err().copied());
            let error = match answer {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            let wish = if let ModelError::RateLimited { retry_after } = error { retry_after } else { None };
            let wait = wish.unwrap_or(pause).max(pause);
            if wait > LONGEST_PAUSE {
                route.rest();
                return Err(error);
            }
            if left == 0 || error.disposition() != Disposition::Retry || wait >= left_of_time() {
                return Err(error);
            }
            // Others may use the place meanwhile.
            drop(place);
            tokio::time::sleep(wait).await;
            pause *= 3;
        }
        Err(ModelError::Unreachable)
    }

    /// Waits until the provider's budget has a call left, unless that takes too long.
    async fn draw(&self, provider: &'static str, until: Instant) -> Result<(), ModelError> {
        let Some((limiter, quota)) = &self.budget else { return Ok(()) };
        let key = LimitKey { scope: Scope::Provider, id: provider.to_owned() };
        loop {
            let now = self.clock.now();
            let Decision::Denied { retry_at } = limiter.check(&key, *quota, 1, now).await else { return Ok(()) };
            telemetry::limited(key.scope.code());
            let wait = (retry_at - now).to_std().unwrap_or_default();
            if Instant::now() + wait >= until {
                return Err(ModelError::RateLimited { retry_after: Some(wait) });
            }
            tokio::time::sleep(wait).await;
        }
    }
}

impl Route {
    /// Whether the breaker lets a question through; after [`OPEN_FOR`] one probe may pass.
    fn passable(&self) -> bool {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        match *opened {
            Some(at) if at.elapsed() < OPEN_FOR => false,
            Some(_) => {
                *opened = Some(Instant::now());
                true
            }
            None => true,
        }
    }

    /// Leaves the model alone for [`OPEN_FOR`].
    fn rest(&self) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn note(&self, error: Option<ModelError>) {
        let faulty = matches!(
            error,
            Some(ModelError::Overloaded | ModelError::Timeout | ModelError::Unreachable | ModelError::Unauthorised)
        );
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if !faulty {
            self.failures.store(0, Ordering::Relaxed);
            *opened = None;
        } else if self.failures.fetch_add(1, Ordering::Relaxed) + 1 >= OPENS_AFTER {
            *opened = Some(Instant::now());
        }
    }
}
