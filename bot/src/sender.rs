//! Takes waiting messages out of the outbox, in order for each chat, and settles what became of them.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::domain::id::{OrderId, OutboxId};
use listok_core::outgoing::{Failure, Payload};
use listok_core::store::{Db, NewMessage, Outgoing, orders, outbox, teachers, worksheets};
use metrics::counter;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use crate::api::{Api, CallError};
use crate::delivery::{SendError, Sent};
use crate::pace::Pace;
use crate::progress::Progress;

/// Chats written to at once by one process.
const AT_ONCE: usize = 32;
/// How often the outbox is looked at when nobody wakes us.
const LOOK: Duration = Duration::from_millis(400);
/// How long a claimed row is ours; longer than the slowest upload.
const LEASE: TimeDelta = TimeDelta::minutes(3);
/// Attempts before a message is given up, over about forty minutes.
const ATTEMPTS: i64 = 14;

/// Sends what waits in the outbox.
#[derive(Clone)]
pub struct Sender {
    pub(crate) db: Db,
    pub(crate) api: Api,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) pace: Arc<Pace>,
    pub(crate) progress: Progress,
    wake: Arc<Notify>,
}

impl Sender {
    /// `wake` may be notified when a message has been committed; it is found soon without, too.
    pub fn new(db: Db, api: Api, clock: Clock, chance: Chance, wake: Arc<Notify>) -> Self {
        Self { db, api, clock, chance, pace: Arc::default(), progress: Progress::default(), wake }
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
        let mut tx = self.db.begin().await?;
        let rows = outbox::claim(tx.on(), now, now + LEASE, i64::try_from(room)?).await?;
        tx.commit().await?;
        Ok(rows)
    }

    /// Sends one row and settles it, whatever happens.
    async fn send(&self, row: Outgoing) {
        let payload: Payload = match serde_json::from_value(row.payload.clone()) {
            Ok(payload) => payload,
            Err(error) => {
                error!(outbox.id = %row.id, "a message in the outbox cannot be read: {error}");
                self.settle(&row, self.give_up(&row, None).await).await;
                return;
            }
        };
        let outcome = match self.deliver(&row, payload.clone()).await {
            Ok(sent) => {
                count("sent");
                self.record(&row, sent).await
            }
            Err(SendError::Call(error)) => self.refused(&row, &payload, error).await,
            Err(SendError::Ours(error)) => {
                warn!(outbox.id = %row.id, row.attempts, "a message could not be prepared: {error:#}");
                self.again(&row, Some(&payload), backoff(row.attempts)).await
            }
        };
        self.settle(&row, outcome).await;
    }

    /// A row that could not be settled stays claimed until its lease ends, and comes again.
    async fn settle(&self, row: &Outgoing, outcome: anyhow::Result<()>) {
        if let Err(error) = outcome {
            warn!(outbox.id = %row.id, "what became of a message could not be stored: {error:#}");
        }
    }

    async fn record(&self, row: &Outgoing, sent: Sent) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        outbox::sent(tx.on(), row.id, now).await?;
        if let Some((order, message)) = sent.card {
            orders::set_card(tx.on(), order, message).await?;
        }
        if let Some(file) = sent.file {
            let part = file.part.code();
            let bot = self.api.bot_id();
            worksheets::know_file(
                tx.on(),
                file.worksheet,
                file.version,
                part,
                bot,
                &file.file_id,
                &file.unique_id,
                now,
            )
            .await?;
        }
        if let Some(order) = sent.finished {
            orders::delivered(tx.on(), order, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn refused(&self, row: &Outgoing, payload: &Payload, error: CallError) -> anyhow::Result<()> {
        let now = self.clock.now();
        match error {
            CallError::RetryAfter(wait) => {
                count("too_fast");
                self.pace.refused(row.chat_id, wait);
                let until = now + TimeDelta::from_std(wait)?;
                let mut tx = self.db.begin().await?;
                outbox::hold_chat(tx.on(), row.chat_id, until).await?;
                outbox::postpone(tx.on(), row.id, until).await?;
                tx.commit().await
            }
            CallError::Unreachable => {
                count("unreachable");
                info!(outbox.id = %row.id, "a teacher cannot be written to any more");
                let mut tx = self.db.begin().await?;
                teachers::set_reachable(tx.on(), row.chat_id, false, now).await?;
                outbox::fail_chat(tx.on(), row.chat_id, now).await?;
                tx.commit().await
            }
            CallError::Unauthorized => {
                error!("Telegram does not accept the bot token: messages wait");
                self.postpone(row, Duration::from_secs(60)).await
            }
            CallError::Unsent(error) => {
                count("unsent");
                if row.attempts <= 1 {
                    warn!(outbox.id = %row.id, "Telegram cannot be reached, messages wait: {error:#}");
                }
                // It never left, so it costs no attempt.
                self.postpone(row, backoff(row.attempts)).await
            }
            CallError::Unknown(error) => {
                count("unknown");
                warn!(outbox.id = %row.id, row.attempts, "no telling whether a message was sent: {error:#}");
                self.again(row, Some(payload), backoff(row.attempts)).await
            }
            CallError::NotModified => self.record(row, Sent::default()).await,
            error @ (CallError::MessageGone
            | CallError::WrongFile
            | CallError::Migrated(_)
            | CallError::Conflict
            | CallError::Refused { .. }) => {
                count("refused");
                error!(outbox.id = %row.id, "Telegram refuses a message: {error}");
                self.give_up(row, Some(payload)).await
            }
        }
    }

    async fn postpone(&self, row: &Outgoing, wait: Duration) -> anyhow::Result<()> {
        let until = self.clock.now() + TimeDelta::from_std(wait)?;
        let mut tx = self.db.begin().await?;
        outbox::postpone(tx.on(), row.id, until).await?;
        tx.commit().await
    }

    /// Tries the row again later, or gives it up after too many attempts; a mark stays on it.
    async fn again(&self, row: &Outgoing, payload: Option<&Payload>, wait: Duration) -> anyhow::Result<()> {
        if row.attempts >= ATTEMPTS {
            return self.give_up(row, payload).await;
        }
        let at = self.clock.now() + TimeDelta::from_std(wait)?;
        let mut tx = self.db.begin().await?;
        outbox::retry(tx.on(), row.id, at).await?;
        tx.commit().await
    }

    /// Gives a row up for good; a teacher who waits for a document is told.
    async fn give_up(&self, row: &Outgoing, payload: Option<&Payload>) -> anyhow::Result<()> {
        let now = self.clock.now();
        let reference = self.chance.reference();
        error!(outbox.id = %row.id, %reference, "a message is given up");
        let mut tx = self.db.begin().await?;
        outbox::fail(tx.on(), row.id, now).await?;
        if let Some(order) = payload.and_then(document_of) {
            let failed = Payload::Failed { order, why: Failure::Unexpected, reference };
            let message = NewMessage {
                id: self.chance.id::<OutboxId>(now),
                chat_id: row.chat_id,
                payload: serde_json::to_value(&failed)?,
                coalesce_key: None,
            };
            outbox::enqueue(tx.on(), &message, now).await?;
        }
        tx.commit().await
    }
}

fn document_of(payload: &Payload) -> Option<OrderId> {
    match payload {
        Payload::Document { order, .. } => *order,
        Payload::Summary { order, .. } => Some(*order),
        _ => None,
    }
}

fn backoff(attempts: i64) -> Duration {
    let exponent = u32::try_from(attempts.clamp(0, 8)).unwrap_or(8);
    Duration::from_secs(2_u64.pow(exponent)).min(Duration::from_secs(300))
}

fn count(outcome: &'static str) {
    counter!("listok_messages_total", "outcome" => outcome).increment(1);
}
