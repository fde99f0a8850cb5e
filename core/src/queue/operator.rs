//! The operator's view of the queue.

use chrono::DateTime;
use riverqueue::{JobListParams, JobRow, JobState, SortDirection};

use super::{Envelope, Queue, tag};
use crate::domain::Timestamp;
use crate::store::Db;

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
    /// When it was pushed.
    pub created_at: Timestamp,
    /// When it may run next.
    pub scheduled_at: Timestamp,
    /// Code of the last failure.
    pub last_error: Option<String>,
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

    /// Runs a job again now, whatever became of it.
    pub async fn retry(&self, id: i64) -> anyhow::Result<()> {
        self.client.jobs().retry(id).await?;
        Ok(())
    }

    /// Cancels a job; one at work sees its stop token.
    pub async fn cancel(&self, id: i64) -> anyhow::Result<()> {
        self.client.jobs().cancel(id).await?;
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
        created_at: time(row.created_at),
        scheduled_at: time(row.scheduled_at),
        last_error: row.errors.last().map(|e| e.error.clone()),
    }
}
