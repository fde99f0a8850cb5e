//! Jobs: River behind our words.
//!
//! Only this module knows the crate. A job is pushed in the caller's transaction, carries an
//! opaque payload and a unique key, and runs at least once: handlers are idempotent. What a
//! handler answers ([`Outcome`]) decides what happens next; a snooze costs no attempt. Jobs of
//! a process that died are given back by the instances that live ([`instances`]).

pub mod instances;
mod operator;
mod work;

use std::time::Duration;

use anyhow::Context;
use riverqueue::jiff;
use riverqueue::{Client, InsertOpts, JobArgs, JobState, UniqueOpts};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::sqlite::SqlitePoolOptions;

pub use operator::{JobFailure, JobView, Listing};
pub use work::{Attempt, Handler, Outcome, Running, WorkSettings};

use crate::domain::Timestamp;
use crate::store::{Db, Tx};

/// Attempts before a job is discarded to the dead letters.
const MAX_ATTEMPTS: i32 = 6;

/// How urgent a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// A teacher is waiting.
    Interactive,
    /// Somebody will look later.
    Background,
}

/// A job to be pushed.
#[derive(Debug, Clone)]
pub struct Push {
    /// What kind of work it is; handlers are registered by topic.
    pub topic: &'static str,
    /// Unique key within the topic: a second push of the same key changes nothing.
    pub key: String,
    /// What the handler needs; opaque to the queue.
    pub payload: Value,
    /// Urgency.
    pub priority: Priority,
    /// Not before this moment.
    pub start_at: Option<Timestamp>,
}

/// The one kind of River job: our topic and payload in an envelope.
#[derive(Debug, Clone, Serialize, Deserialize, JobArgs)]
#[river(kind = "listok")]
struct Envelope {
    topic: String,
    key: String,
    payload: Value,
}

/// The queue, as those see it who push and look.
#[derive(Clone)]
pub struct Queue {
    client: Client,
}

/// What became of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pushed {
    /// A new job.
    New,
    /// The key was there already.
    Already,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queue").finish_non_exhaustive()
    }
}

/// Brings River's own tables up to date; run after our migrations.
pub async fn migrate(db: &Db) -> anyhow::Result<()> {
    match db {
        Db::Pg(pools) => {
            riverqueue::migrate::PostgresMigrator::new(pools.write.clone()).migrate_up().await?;
        }
        Db::Lite(pools) => {
            riverqueue::migrate::SqliteMigrator::new(pools.writer.clone()).migrate_up().await?;
        }
    }
    Ok(())
}

/// Whether River's tables are up to date.
pub async fn migrations_current(db: &Db) -> anyhow::Result<bool> {
    Ok(match db {
        Db::Pg(pools) => {
            riverqueue::migrate::PostgresMigrator::new(pools.write.clone()).validate(None).await?.is_valid()
        }
        Db::Lite(pools) => {
            riverqueue::migrate::SqliteMigrator::new(pools.writer.clone()).validate(None).await?.is_valid()
        }
    })
}

/// A builder on the right database. On SQLite River gets connections of its own: it must be able
/// to work while one of our transactions holds the single writer connection of the store.
async fn builder(db: &Db) -> anyhow::Result<riverqueue::ClientBuilder> {
    Ok(match db {
        Db::Pg(pools) => Client::builder(pools.write.clone()),
        Db::Lite(pools) => {
            let options = (*pools.writer.connect_options()).clone();
            Client::builder(SqlitePoolOptions::new().max_connections(2).connect_with(options).await?)
        }
    })
}

impl Queue {
    /// Opens the queue for pushing and looking; it does no work.
    pub async fn open(db: &Db) -> anyhow::Result<Self> {
        let client = builder(db).await?.default_max_attempts(MAX_ATTEMPTS).build().context("queue")?;
        Ok(Self { client })
    }

    /// Pushes a job in the caller's transaction: it exists if and only if that commits.
    pub async fn push(&self, tx: &mut Tx, push: Push) -> anyhow::Result<Pushed> {
        let mut opts = InsertOpts::default()
            .with_max_attempts(MAX_ATTEMPTS)
            .with_priority(match push.priority {
                Priority::Interactive => 1,
                Priority::Background => 3,
            })
            .with_tags([tag(push.topic, &push.key)])
            .with_unique(UniqueOpts::new().with_by_args(true).with_by_state([
                JobState::Available,
                JobState::Completed,
                JobState::Pending,
                JobState::Retryable,
                JobState::Running,
                JobState::Scheduled,
            ]));
        if let Some(at) = push.start_at {
            opts = opts.with_scheduled_at(jiff::Timestamp::from_microsecond(at.timestamp_micros())?);
        }
        let envelope = Envelope { topic: push.topic.to_owned(), key: push.key, payload: push.payload };
        let request = self.client.insert(envelope).opts(opts);
        let inserted = match tx {
            Tx::Pg(tx) => request.tx(tx).await?,
            Tx::Lite(tx) => request.tx(tx).await?,
        };
        Ok(if inserted.unique_skipped_as_duplicate { Pushed::Already } else { Pushed::New })
    }
}

/// The searchable tag of a job.
fn tag(topic: &str, key: &str) -> String {
    format!("{topic}-{key}")
}

/// Pauses before the second, third… attempt. A teacher waits: the first repeats come quickly.
const PAUSES: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(40),
    Duration::from_secs(90),
];
