//! Working through jobs.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use riverqueue::extension::WorkError;
use riverqueue::jiff::Timestamp as Instant;
use riverqueue::{Job, MaintenanceConfig, QueueConfig, RunHandle, WorkContext, WorkOutcome, Worker, Workers};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::{Envelope, MAX_ATTEMPTS, PAUSES, Queue};
use crate::store::Db;

/// Longest a job may run before it is cancelled.
const JOB_TIMEOUT: Duration = Duration::from_mins(3);
/// A job still marked running after this was lost; longer than any job may run.
const RESCUE_AFTER: Duration = Duration::from_mins(4);

/// What a handler decides about its job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The work is done.
    Done,
    /// Not now; again after this pause, at no cost of an attempt.
    Snooze(Duration),
    /// It failed and may succeed later; the code names why.
    Retry(&'static str),
    /// It can never succeed: to the dead letters.
    Discard,
}

/// One run of a job.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Number of this run, from 1; snoozes are not counted.
    pub number: i32,
    /// Whether a further failure discards the job.
    pub last: bool,
    /// Cancelled at timeout and at a hard stop.
    pub stop: CancellationToken,
}

/// Work of one topic. It may be run again after a crash and must not mind.
pub trait Handler: Send + Sync + 'static {
    /// Does the work.
    fn run(&self, payload: Value, attempt: Attempt) -> BoxFuture<'_, Outcome>;
}

/// How much an instance works.
#[derive(Debug, Clone)]
pub struct WorkSettings {
    /// Unique name of this instance, recorded with every attempt.
    pub instance: String,
    /// Jobs at once.
    pub workers: usize,
    /// Time running jobs get at a stop before they are cancelled.
    pub grace: Duration,
}

/// A running worker; stop it, or its jobs are cancelled when it is dropped.
#[derive(Debug)]
pub struct Running(RunHandle);

impl Running {
    /// Takes no more jobs and waits for the running ones, at most for the grace period.
    pub async fn stop(mut self) {
        if let Err(error) = self.0.stop().await {
            warn!("the queue stopped with an error: {error}");
        }
    }
}

struct Desk(HashMap<&'static str, Arc<dyn Handler>>);

/// The code of a failed attempt; kept on the job's row for operators.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failed(&'static str);

impl Worker<Envelope> for Desk {
    type Error = Failed;

    fn next_retry(&self, job: &Job<Envelope>, _: &WorkError, _: Instant) -> Option<Duration> {
        let failures = usize::try_from(job.row.attempt).unwrap_or(1).max(1);
        PAUSES.get(failures - 1).or(PAUSES.last()).copied()
    }

    async fn work(&self, context: WorkContext, job: Job<Envelope>) -> Result<WorkOutcome, Failed> {
        let Some(handler) = self.0.get(job.args.topic.as_str()) else {
            // A newer release's topic: leave it to an instance that knows it.
            return Ok(WorkOutcome::Snooze(Duration::from_secs(5)));
        };
        let attempt = Attempt {
            number: job.row.attempt,
            last: job.row.attempt >= job.row.max_attempts,
            stop: context.cancellation_token().clone(),
        };
        match handler.run(job.args.payload, attempt).await {
            Outcome::Done => Ok(WorkOutcome::Complete),
            Outcome::Snooze(pause) => Ok(WorkOutcome::Snooze(pause)),
            Outcome::Discard => Ok(WorkOutcome::Discard),
            Outcome::Retry(code) => Err(Failed(code)),
        }
    }
}

impl Queue {
    /// Starts working on jobs of the given topics.
    pub async fn work(
        db: &Db,
        settings: WorkSettings,
        handlers: impl IntoIterator<Item = (&'static str, Arc<dyn Handler>)>,
    ) -> anyhow::Result<Running> {
        let mut workers = Workers::new();
        workers.add::<Envelope, _>(Desk(handlers.into_iter().collect()))?;
        let maintenance = MaintenanceConfig::default()
            .with_rescue_after(RESCUE_AFTER)
            .with_rescuer_interval(Duration::from_secs(10))
            .with_scheduler_interval(Duration::from_secs(1))
            .with_elect_interval(Duration::from_secs(2));
        let client = super::builder(db)
            .await?
            .id(settings.instance)
            .default_max_attempts(MAX_ATTEMPTS)
            .workers(workers)
            .queue("default", QueueConfig::new(settings.workers).with_fetch_poll_interval(Duration::from_millis(500)))
            .fetch_cooldown(Duration::from_millis(50))
            .job_timeout(JOB_TIMEOUT)
            .soft_stop_timeout(settings.grace)
            .maintenance(maintenance)
            .build()?;
        Ok(Running(client.start()?))
    }
}
