//! The operator's view of the queue.

use chrono::DateTime;
use riverqueue::{Error, JobListParams, JobRow, JobState, SortDirection};

use super::{Envelope, Queue, tag};
use crate::domain::Timestamp;
use crate::store::{Db, Tx};

/// Which jobs to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Waiting, scheduled or to be tried again.
    Waiting,
    /// At work now.
    Running,
    /// Given up: the dead letters.
    Dead,
    /// Done.
    Done,
}

/// A job as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobView {
    /// River's number.
    pub id: i64,
    /// Topic.
    pub topic: String,
    /// Key within the topic.
    pub key: String,
    /// River's state word.
    pub state: &'static str,
    /// Runs so far.
    pub attempt: i32,
    /// Runs there may be.
    pub max_attempts: i32,
    /// When it was pushed.
    pub created_at: Timestamp,
    /// When it may run next.
    pub scheduled_at: Timestamp,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// What went wrong, oldest first.
    pub failures: Vec<JobFailure>,
}

/// A run that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFailure {
    /// Number of the run.
    pub attempt: i32,
    /// When it failed.
    pub at: Timestamp,
    /// Code.
    pub code: String,
}

impl JobView {
    /// Whether [`Queue::retry`] does something: it waits for a later moment or was given up.
    pub fn can_retry(&self) -> bool {
        matches!(self.state, "retryable" | "scheduled" | "discarded" | "cancelled")
    }

    /// Whether [`Queue::cancel`] does something.
    pub fn can_cancel(&self) -> bool {
        matches!(self.state, "available" | "pending" | "retryable" | "scheduled" | "running")
    }
}

impl Listing {
    const fn states(self) -> &'static [JobState] {
        match self {
            Self::Waiting => &[JobState::Available, JobState::Pending, JobState::Retryable, JobState::Scheduled],
            Self::Running => &[JobState::Running],
            Self::Dead => &[JobState::Discarded, JobState::Cancelled],
            Self::Done => &[JobState::Completed],
        }
    }
}

impl Queue {
    /// Jobs of a listing, newest first, at most `limit` (1–1000), older than job `before` if given.
    pub async fn jobs(&self, listing: Listing, before: Option<i64>, limit: u32) -> anyhow::Result<Vec<JobView>> {
        let mut params = JobListParams::default()
            .states(listing.states().iter().copied())
            .direction(SortDirection::Descending)
            .limit(limit.clamp(1, 1000));
        if let Some(id) = before {
            params = params.after_id(id);
        }
        Ok(self.client.jobs().list(params).await?.jobs.iter().map(view).collect())
    }

    /// How many jobs are in each state but done, zeros included.
    pub async fn depth(&self, db: &Db) -> anyhow::Result<Vec<(&'static str, u32)>> {
        const COUNT: &str = "select count(*) from river_job where cast(state as text) = $1";
        let mut depth = Vec::new();
        for state in ["available", "pending", "retryable", "scheduled", "running", "discarded", "cancelled"] {
            let jobs: i64 = match db {
                Db::Pg(pools) => sqlx::query_scalar(COUNT).bind(state).fetch_one(&pools.write).await?,
                Db::Lite(pools) => sqlx::query_scalar(COUNT).bind(state).fetch_one(&pools.readers).await?,
            };
            depth.push((state, u32::try_from(jobs)?));
        }
        Ok(depth)
    }

    /// The newest job of a key, if River still has one.
    pub async fn find(&self, topic: &str, key: &str) -> anyhow::Result<Option<JobView>> {
        let params = JobListParams::default().tags_all([tag(topic, key)]).direction(SortDirection::Descending).limit(1);
        Ok(self.client.jobs().list(params).await?.jobs.first().map(view))
    }

    /// A job by River's number.
    pub async fn job(&self, id: i64) -> anyhow::Result<Option<JobView>> {
        match self.client.jobs().get(id).await {
            Ok(row) => Ok(Some(view(&row))),
            Err(Error::NotFound(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Runs a job again as soon as the transaction commits, whatever became of it.
    pub async fn retry(&self, tx: &mut Tx, id: i64) -> anyhow::Result<()> {
        let request = self.client.jobs().retry(id);
        match tx {
            Tx::Pg(tx) => request.tx(tx).await?,
            Tx::Lite(tx) => request.tx(tx).await?,
        };
        Ok(())
    }

    /// Cancels a job when the transaction commits; one at work sees its stop token.
    pub async fn cancel(&self, tx: &mut Tx, id: i64) -> anyhow::Result<()> {
        let request = self.client.jobs().cancel(id);
        match tx {
            Tx::Pg(tx) => request.tx(tx).await?,
            Tx::Lite(tx) => request.tx(tx).await?,
        };
        Ok(())
    }

    /// Stops handing out jobs, on every instance, until [`Queue::resume`].
    pub async fn pause(&self) -> anyhow::Result<()> {
        self.client.queues().pause("default").await?;
        Ok(())
    }

    /// Hands out jobs again.
    pub async fn resume(&self) -> anyhow::Result<()> {
        self.client.queues().resume("default").await?;
        Ok(())
    }
}

fn view(row: &JobRow) -> JobView {
    let envelope = row.decode_args::<Envelope>().ok();
    let time =
        |at: riverqueue::jiff::Timestamp| DateTime::from_timestamp_micros(at.as_microsecond()).unwrap_or_default();
    JobView {
        id: row.id,
        topic: envelope.as_ref().map(|e| e.topic.clone()).unwrap_or_default(),
        key: envelope.map(|e| e.key).unwrap_or_default(),
        state: row.state.as_str(),
        attempt: row.attempt,
        max_attempts: row.max_attempts,
        created_at: time(row.created_at),
        scheduled_at: time(row.scheduled_at),
        ended_at: row.finalized_at.map(time),
        failures: row
            .errors
            .iter()
            .map(|e| JobFailure { attempt: e.attempt, at: time(e.at), code: code(&e.error) })
            .collect(),
    }
}

/// The code of a failure: a handler's own, or ours for what River writes by itself.
fn code(error: &str) -> String {
    const RIVERS: [(&str, &str); 7] = [
        ("job discarded by worker", "discarded"),
        ("job cancelled", "cancelled"),
        ("JobCancelError", "cancelled"),
        ("worker panicked", "panicked"),
        ("Stuck job rescued", "lost"),
        ("job aborted after ignoring cancellation", "timeout"),
        ("job interrupted by client shutdown", "stopped"),
    ];
    let known = RIVERS.iter().find(|(words, _)| error.contains(words));
    known.map_or(error, |(_, code)| code).to_owned()
}
