//! Takes waiting messages out of the outbox, in order for each chat, and settles what became of them.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::domain::id::OrderId;
use listok_core::events::{self, Kind};
use listok_core::outgoing::{Failure, Payload};
use listok_core::store::{Db, Outgoing, TeacherState, orders, outbox, teachers, worksheets};
use listok_core::telemetry;
use serde_json::json;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use crate::api::{Api, CallError};
use crate::delivery::{KnownFile, SendError, Sent};
use crate::pace::Pace;
use crate::progress::Progress;

/// Chats written to at once by one process.
const AT_ONCE: usize = 32;
/// How often the outbox is looked at when nobody wakes us.
const LOOK: Duration = Duration::from_millis(400);
/// How long a claimed row is ours; longer than the slowest upload.
const LEASE: TimeDelta = TimeDelta::minutes(3);
/// Attempts at a message we fail to prepare before it is given up, over about forty minutes.
const ATTEMPTS: i64 = 14;
/// How long a message is tried while Telegram does not say what became of it.
const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// Sends what waits in the outbox.
#[derive(Clone)]
pub struct Sender {
    pub(crate) db: Db,
    pub(crate) api: Api,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) pace: Arc<Pace>,
    pub(crate) progress: Progress,
    /// The bot's name without `@`, for links to it.
    pub(crate) username: String,
    /// The instance, by its name on the rows it holds: they are free again when it is found dead.
    pub(crate) worker: String,
    wake: Arc<Notify>,
}

impl Sender {
    /// `wake` may be notified when a message has been committed; it is found soon without, too.
    pub fn new(
        db: Db,
        api: Api,
        clock: Clock,
        chance: Chance,
        (username, instance): (&str, &str),
        wake: Arc<Notify>,
    ) -> Self {
        let (username, worker) = (username.to_owned(), instance.to_owned());
        Self { db, api, clock, chance, pace: Arc::default(), progress: Progress::default(), username, worker, wake }
    }

    /// Sends until `shutdown`, then finishes what is in the air.
    pub async fn run(&self, shutdown: &CancellationToken) {
        let mut in_air = JoinSet::new();
        let mut failures = 0_u32;
        while !shutdown.is_cancelled() {
            match self.claim(AT_ONCE - in_air.len()).await {
                Ok(rows) => {
                    failures = 0;
                    for row in rows {
                        let sender = self.clone();
                        in_air.spawn(async move { sender.send(row).await });
                    }
                }
                Err(error) => {
                    failures += 1;
                    if failures == 1 {
                        warn!("the outbox cannot be read: {error:#}");
                    }
                }
            }
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = self.wake.notified() => {}
                // The next message of that chat may go now.
                Some(_) = in_air.join_next(), if !in_air.is_empty() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        while in_air.join_next().await.is_some() {}
    }

    async fn claim(&self, room: usize) -> anyhow::Result<Vec<Outgoing>> {
        if room == 0 {
            return Ok(Vec::new());
        }
        let now = self.clock.now();
        let mut write = self.db.write().await?;
        Ok(outbox::claim(write.on(), &self.worker, now, now + LEASE, i64::try_from(room)?).await?)
    }

    /// Sends one row and stores what became of it. A row for which that fails stays claimed until
    /// its lease ends, and comes again.
    async fn send(&self, row: Outgoing) {
        let settled = match serde_json::from_value(row.payload.clone()) {
            Ok(payload) => self.send_payload(&row, payload).await,
            Err(error) => {
                error!(outbox.id = %row.id, "a message in the outbox cannot be read: {error}");
                self.give_up(&row, None, "unreadable").await
            }
        };
        if let Err(error) = settled {
            warn!(outbox.id = %row.id, "what became of a message could not be stored: {error:#}");
        }
    }

    async fn send_payload(&self, row: &Outgoing, payload: Payload) -> anyhow::Result<()> {
        match self.deliver(row, payload.clone()).await {
            Ok(sent) => self.record(row, sent).await,
            Err(SendError::Call(error)) => self.refused(row, &payload, error).await,
            Err(SendError::Ambiguous(error)) => self.unknown(row, &payload, &error, true).await,
            Err(SendError::Ours(error)) => {
                warn!(outbox.id = %row.id, row.attempt, "a message could not be prepared: {error:#}");
                if row.attempt < ATTEMPTS {
                    self.again(row, backoff(row.attempt), "ours", row.interrupted).await
                } else {
                    self.give_up(row, Some(&payload), "ours").await
                }
            }
        }
    }

    async fn record(&self, row: &Outgoing, sent: Sent) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut finished = false;
        let mut tx = self.db.begin().await?;
        if !outbox::sent(tx.on(), row.id, &self.worker, sent.message, now).await? {
            warn!(outbox.id = %row.id, "a message was sent after its lease had run out");
        }
        if let Some((order, message)) = sent.card {
            orders::set_card(tx.on(), order, message).await?;
        }
        if let Some(file) = sent.file {
            let KnownFile { worksheet, version, part, file } = file;
            worksheets::save_file(tx.on(), worksheet, version, part.code(), self.api.bot_id(), &file, now).await?;
        }
        if let Some(order) = sent.finished {
            finished = orders::delivered(tx.on(), order, now).await?;
            if finished {
                events::record(tx.on(), Kind::OrderDelivered, row.teacher, Some(order), json!({}), now).await?;
            }
        }
        tx.commit().await?;
        if finished {
            telemetry::order("delivered");
        }
        Ok(())
    }

    async fn refused(&self, row: &Outgoing, payload: &Payload, error: CallError) -> anyhow::Result<()> {
        let now = self.clock.now();
        match error {
            CallError::RetryAfter(wait) => {
                self.pace.refused(row.chat_id, wait);
                let until = now + TimeDelta::from_std(wait)?;
                let mut tx = self.db.begin().await?;
                outbox::hold_chat(tx.on(), row.chat_id, until).await?;
                outbox::retry(tx.on(), row.id, &self.worker, until, "too_fast", row.interrupted).await?;
                Ok(tx.commit().await?)
            }
            CallError::Unreachable => {
                info!(outbox.id = %row.id, "a teacher cannot be written to any more");
                let mut tx = self.db.begin().await?;
                if let Some(id) = row.teacher
                    && let Some(teacher) = teachers::lock_by_id(tx.on(), id).await?
                    && teacher.state == TeacherState::Active
                {
                    teachers::set_state(tx.on(), id, TeacherState::Unreachable).await?;
                }
                outbox::fail_chat(tx.on(), row.chat_id, "unreachable", now).await?;
                Ok(tx.commit().await?)
            }
            CallError::Unauthorized => {
                error!("Telegram does not accept the bot token: messages wait");
                self.again(row, Duration::from_mins(1), "unauthorized", row.interrupted).await
            }
            CallError::Unsent(error) => {
                if row.attempt <= 1 {
                    warn!(outbox.id = %row.id, "Telegram cannot be reached, messages wait: {error:#}");
                }
                self.again(row, backoff(row.attempt), "unsent", row.interrupted).await
            }
            CallError::Unknown(error) => self.unknown(row, payload, &error, row.interrupted).await,
            CallError::NotModified => self.record(row, Sent::default()).await,
            error @ (CallError::MessageGone
            | CallError::WrongFile
            | CallError::Migrated(_)
            | CallError::Conflict
            | CallError::Refused { .. }) => {
                error!(outbox.id = %row.id, "Telegram refuses a message: {error}");
                self.give_up(row, Some(payload), "refused").await
            }
        }
    }

    async fn unknown(
        &self,
        row: &Outgoing,
        payload: &Payload,
        error: &anyhow::Error,
        ambiguous: bool,
    ) -> anyhow::Result<()> {
        warn!(outbox.id = %row.id, row.attempt, "no telling whether a message was sent: {error:#}");
        if self.clock.now() - row.created_at < PATIENCE {
            self.again(row, backoff(row.attempt), "unknown", ambiguous).await
        } else {
            self.give_up(row, Some(payload), "unknown").await
        }
    }

    /// Tries the row again later; `ambiguous`: it may have arrived already.
    async fn again(&self, row: &Outgoing, wait: Duration, failure: &str, ambiguous: bool) -> anyhow::Result<()> {
        let at = self.clock.now() + TimeDelta::from_std(wait)?;
        let mut write = self.db.write().await?;
        outbox::retry(write.on(), row.id, &self.worker, at, failure, ambiguous).await?;
        Ok(())
    }

    /// Gives a row up for good; a teacher who waits for a document is told.
    async fn give_up(&self, row: &Outgoing, payload: Option<&Payload>, failure: &str) -> anyhow::Result<()> {
        let now = self.clock.now();
        let reference = self.chance.reference();
        error!(outbox.id = %row.id, %reference, "a message is given up");
        let mut tx = self.db.begin().await?;
        outbox::fail(tx.on(), row.id, &self.worker, failure, now).await?;
        if let Some(order) = payload.and_then(document_of) {
            let failed = Payload::Failed { order, why: Failure::Unexpected, reference };
            let message = failed.waiting(self.chance.id(now), row.chat_id, row.teacher, now)?;
            outbox::enqueue(tx.on(), &message).await?;
        }
        Ok(tx.commit().await?)
    }
}

fn document_of(payload: &Payload) -> Option<OrderId> {
    match payload {
        Payload::Document { order, .. } => *order,
        Payload::Summary { order, .. } => Some(*order),
        _ => None,
    }
}

fn backoff(attempt: i64) -> Duration {
    let exponent = u32::try_from(attempt.clamp(0, 8)).unwrap_or(8);
    Duration::from_secs(2_u64.pow(exponent)).min(Duration::from_mins(5))
}
