//! Making what was ordered: drills or generation, checks, content stored, documents on their way.
//!
//! Runs at least once per order. The order's state only moves forward, its drill seed comes from
//! its id, and everything a teacher can notice is stored in one transaction: a repeat after a
//! crash either finds the work done or does it again to the same end.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use tracing::{error, info, warn};

use super::Payloaded;
use crate::billing::{self, Fee};
use crate::cache::{Cache, Found, Lookup, ToMake, wording};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::id::{OrderId, WorksheetId};
use crate::domain::library::Partition;
use crate::domain::worksheet::{Origin, Worksheet};
use crate::domain::{Money, Spec, Timestamp, plan};
use crate::drills;
use crate::events::{self, Kind};
use crate::generation::{self, GenerationError};
use crate::llm::{CallContext, Router};
use crate::outgoing::{Failure, Payload, Stage};
use crate::queue::{Attempt, Handler, Outcome};
use crate::store::{self, Db, NewWorksheet, Order, OrderState, Tx, moscow_midnight_after};
use crate::telemetry;

/// Topic of the queue's jobs that fulfil orders.
pub const TOPIC: &str = "order";

/// Longest one attempt may ask models: the queue stops a job after three minutes.
pub(super) const LONGEST: Duration = Duration::from_secs(170);

/// Sheets of a class whose tasks are not given again.
const RECENT_SHEETS: i64 = 6;

/// A teacher whose earlier orders are at work waits this long before the next look.
const TURN: Duration = Duration::from_secs(2);
/// Somebody else's order makes the same sheet: a look at it costs little.
const MEANWHILE: Duration = Duration::from_secs(2);

/// What making worksheets needs.
#[derive(Clone)]
pub struct Fulfilment {
    /// Database.
    pub db: Db,
    /// Clock.
    pub clock: Clock,
    /// For ids and references.
    pub chance: Chance,
    /// Sheets made before; absent: every sheet is made anew.
    pub cache: Option<Cache>,
    /// Language models; absent: computed topics and sheets made before only.
    pub models: Option<Arc<Router>>,
    /// Told when messages were put into the outbox.
    pub outbox: Arc<tokio::sync::Notify>,
}

/// What a run came to.
pub(super) enum Made {
    /// Content to deliver.
    Worksheet(Box<Sheet>),
    /// The same is being made for another order; that sheet will serve this one too.
    Meanwhile,
    /// It cannot be made; the teacher is told why.
    Failed(Failure),
    /// Something outside is away; worth another attempt.
    Later(&'static str),
}

/// Content, and where it comes from and goes.
pub(super) struct Sheet {
    content: Worksheet,
    kept: Kept,
}

enum Kept {
    /// As a new worksheet.
    New,
    /// As the version of a worksheet after the one it was made from.
    After(WorksheetId, i64),
    /// It came from there.
    From(Box<Found>),
    /// It goes there, as it was made.
    To(Box<ToMake>, Worksheet),
}

impl From<Worksheet> for Sheet {
    fn from(content: Worksheet) -> Self {
        Self { content, kept: Kept::New }
    }
}

impl Sheet {
    /// A version of a worksheet made from its last one.
    pub(super) const fn version(content: Worksheet, worksheet: WorksheetId, last: i64) -> Self {
        Self { content, kept: Kept::After(worksheet, last) }
    }
}

impl Handler for Fulfilment {
    fn run(&self, payload: Value, attempt: Attempt) -> BoxFuture<'_, Outcome> {
        async move {
            let Ok(Payloaded { order, fresh }) = serde_json::from_value(payload) else {
                error!("a job without an order was discarded");
                return Outcome::Discard;
            };
            match self.fulfil(order, fresh, &attempt).await {
                Ok(outcome) => outcome,
                Err(cause) if attempt.last => {
                    error!(order.id = %order, "order {order} failed for good: {cause:#}");
                    self.give_up(order, Failure::Unexpected).await
                }
                Err(cause) => {
                    warn!(order.id = %order, attempt = attempt.number, "order {order} will be tried again: {cause:#}");
                    Outcome::Retry("unexpected")
                }
            }
        }
        .boxed()
    }
}

impl Fulfilment {
    async fn fulfil(&self, id: OrderId, fresh: bool, attempt: &Attempt) -> anyhow::Result<Outcome> {
        let Some(order) = self.take(id).await? else { return Ok(Outcome::Done) };
        let Taken::Mine(order) = order else { return Ok(Outcome::Snooze(TURN)) };
        match self.make(&order, fresh, attempt).await? {
            Made::Worksheet(sheet) => {
                if !self.store(&order, *sheet).await? {
                    return Ok(Outcome::Snooze(MEANWHILE));
                }
            }
            Made::Meanwhile => return Ok(Outcome::Snooze(MEANWHILE)),
            Made::Failed(why) => self.fail(&order, why).await?,
            Made::Later(_) if attempt.last => self.fail(&order, Failure::Unavailable).await?,
            Made::Later(code) => {
                self.progress(&order, Stage::Waiting).await?;
                return Ok(Outcome::Retry(code));
            }
        }
        Ok(Outcome::Done)
    }

    /// Marks the order as being worked on. `None`: there is nothing left to do.
    async fn take(&self, id: OrderId) -> anyhow::Result<Option<Taken>> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let Some(order) = store::orders::find(tx.on(), id).await? else { return Ok(None) };
        if !matches!(order.state, OrderState::Queued | OrderState::Working) {
            return Ok(None);
        }
        if order.state == OrderState::Queued {
            // The teacher's lock makes the count exact when two workers take two of their orders.
            store::teachers::lock_by_id(tx.on(), order.teacher).await?;
            let working = store::orders::working_of(tx.on(), order.teacher).await?;
            if working >= i64::try_from(plan::RUNNING_JOBS_PER_TEACHER)? {
                return Ok(Some(Taken::NotYet));
            }
            if !store::orders::start(tx.on(), id, now).await? {
                return Ok(None);
            }
            tx.commit().await?;
        }
        Ok(Some(Taken::Mine(Box::new(order))))
    }

    async fn make(&self, order: &Order, fresh: bool, attempt: &Attempt) -> anyhow::Result<Made> {
        if let Some(replacement) = &order.replaces {
            return self.remake(order, replacement, attempt).await;
        }
        let made = |sheet: Sheet| Made::Worksheet(Box::new(sheet));
        let spec = order.spec.clone();
        let seed = seed(order.id);
        // Computed tasks are free and always new: the library has none.
        let computed = tokio::task::spawn_blocking(move || drills::worksheet(&spec, seed)).await?;
        if let Some(worksheet) = computed {
            return Ok(made(worksheet.into()));
        }
        let looked_up = match &self.cache {
            Some(cache) => cache.look_up(order, fresh).await?,
            None => Lookup::Private,
        };
        let to_make = match looked_up {
            Lookup::Found(found) => {
                let sheet = Sheet { content: found.content.clone(), kept: Kept::From(found) };
                return Ok(made(sheet));
            }
            Lookup::Wait => return Ok(Made::Meanwhile),
            Lookup::Make(to_make) => Some(to_make),
            Lookup::Private => None,
        };
        let Some(models) = &self.models else {
            return Ok(Made::Failed(Failure::Unsupported));
        };
        let context = CallContext::within(LONGEST).of_order(order.id, order.teacher);
        let recent = self.recent_questions(order, to_make.is_some()).await?;
        let spec = to_make.as_ref().map_or(&order.spec, |to_make| &to_make.spec);
        let plan = tokio::select! {
            plan = self.plan(models, &context, order, spec, to_make.is_some()) => plan?,
            () = attempt.stop.cancelled() => return Ok(Made::Later("stopped")),
        };
        self.progress(order, Stage::Writing).await?;
        let written = tokio::select! {
            written = generation::write(models, &context, spec, &plan, &recent, seed) => written,
            () = attempt.stop.cancelled() => return Ok(Made::Later("stopped")),
        };
        Ok(match written {
            Ok(worksheet) => made(match to_make {
                Some(to_make) => {
                    let content = Cache::cut(&worksheet, &order.spec);
                    Sheet { content, kept: Kept::To(to_make, worksheet) }
                }
                None => worksheet.into(),
            }),
            Err(error) => self.unmade(order, error),
        })
    }

    /// What an error of the models comes to.
    pub(super) fn unmade(&self, order: &Order, error: GenerationError) -> Made {
        match error {
            GenerationError::Unavailable => Made::Later("model_unavailable"),
            GenerationError::Unchecked => Made::Failed(Failure::Unchecked),
            GenerationError::Refused => Made::Failed(Failure::Refused),
            GenerationError::Budget => {
                Made::Failed(Failure::Budget { free_at: moscow_midnight_after(self.clock.now()) })
            }
            GenerationError::Unexpected(cause) => {
                warn!(order.id = %order.id, "generation of order {} failed: {cause:#}", order.id);
                Made::Later("generation")
            }
        }
    }

    /// What the teacher's class has been asked of late; for a sheet that others get, without what may be somebody's.
    pub(super) async fn recent_questions(&self, order: &Order, shared: bool) -> anyhow::Result<Vec<String>> {
        let Spec { locale, subject, grade, .. } = order.spec;
        let mut read = self.db.read().await?;
        let sheets = store::worksheets::recent(read.on(), order.teacher, subject, grade, RECENT_SHEETS).await?;
        let mut questions: Vec<String> = sheets.iter().flat_map(Worksheet::questions).collect();
        if shared {
            let partition = Partition { language: locale, subject, grade };
            questions.retain(|question| wording::is_everybodys(partition, question));
        }
        Ok(questions)
    }

    /// Stores content, charge and outgoing documents together. `false`: meanwhile the teacher got the sheet, or
    /// another version of it, by another order; so this one needs another look.
    async fn store(&self, order: &Order, sheet: Sheet) -> anyhow::Result<bool> {
        let now = self.clock.now();
        let Sheet { content, mut kept } = sheet;
        if let (Kept::To(to_make, _), Some(cache)) = (&mut kept, &self.cache) {
            cache.look_again(to_make, order.teacher).await?;
        }
        let origin = if matches!(kept, Kept::From(_)) { Origin::Cache } else { content.origin };
        let mut tx = self.db.begin().await?;
        let (id, version) = match kept {
            Kept::After(worksheet, last) => {
                store::teachers::lock_by_id(tx.on(), order.teacher).await?;
                let version = store::worksheets::add_version(tx.on(), worksheet, &content, now).await?;
                if version != last + 1 {
                    return Ok(false);
                }
                (worksheet, version)
            }
            Kept::New | Kept::From(_) | Kept::To(..) => {
                let (id, share_token) = (self.chance.id(now), self.chance.token());
                let (teacher, folder) = (order.teacher, None);
                let new = NewWorksheet { id, teacher, folder, share_token, content, created_at: now };
                store::worksheets::insert(tx.on(), &new).await?;
                (id, 1)
            }
        };
        if !store::orders::finish(tx.on(), order.id, id, version, origin, now).await? {
            // Cancelled, or finished by an earlier run: that one stands.
            return Ok(true);
        }
        let cost = total(&store::model_calls::cost_of_order(tx.on(), order.id).await?);
        match (&kept, &self.cache) {
            (Kept::From(found), Some(cache)) => {
                if !cache.serve(&mut tx, found).await? {
                    return Ok(false);
                }
            }
            (Kept::To(to_make, made), Some(cache)) => cache.shelve(&mut tx, to_make, order, made, cost).await?,
            (Kept::New | Kept::After(..), _) | (_, None) => {}
        }
        billing::settle(&mut tx, &self.chance, Fee::from(order), cost, now).await?;
        for payload in Payload::delivery(order.id, id, version, order.spec.answers, order.locale) {
            self.enqueue(&mut tx, order, &payload, now).await?;
        }
        events::record(
            tx.on(),
            Kind::OrderReady,
            Some(order.teacher),
            Some(order.id),
            json!({ "origin": origin.code() }),
            now,
        )
        .await?;
        tx.commit().await?;
        self.outbox.notify_one();
        telemetry::order("ready");
        telemetry::worksheet(origin, seconds_between(order.created_at, now));
        info!(order.id = %order.id, "order {} is ready", order.id);
        Ok(true)
    }

    /// Ends an order that cannot be made, frees its credit and tells the teacher.
    async fn fail(&self, order: &Order, why: Failure) -> anyhow::Result<()> {
        let now = self.clock.now();
        let reference = self.chance.reference();
        let mut tx = self.db.begin().await?;
        if !store::orders::fail(tx.on(), order.id, code(why), &reference, now).await? {
            return Ok(());
        }
        let cost = total(&store::model_calls::cost_of_order(tx.on(), order.id).await?);
        billing::release(&mut tx, &self.chance, Fee::from(order), cost, now).await?;
        let payload = Payload::Failed { order: order.id, why, reference: reference.clone() };
        self.enqueue(&mut tx, order, &payload, now).await?;
        events::record(
            tx.on(),
            Kind::OrderFailed,
            Some(order.teacher),
            Some(order.id),
            json!({ "code": code(why) }),
            now,
        )
        .await?;
        tx.commit().await?;
        self.outbox.notify_one();
        telemetry::order("failed");
        warn!(order.id = %order.id, reference, "order {} failed: {}", order.id, code(why));
        Ok(())
    }

    /// Ends an order by its id alone, whatever went wrong.
    pub(super) async fn give_up(&self, id: OrderId, why: Failure) -> Outcome {
        let ended = async {
            let order = store::orders::find(self.db.read().await?.on(), id).await?;
            if let Some(order) = order {
                self.fail(&order, why).await?;
            }
            anyhow::Ok(())
        };
        match ended.await {
            Ok(()) => Outcome::Discard,
            // The sweep will find the order without a living job.
            Err(cause) => {
                error!(order.id = %id, "order {id} could not be ended: {cause:#}");
                Outcome::Retry("not_ended")
            }
        }
    }

    pub(super) async fn progress(&self, order: &Order, stage: Stage) -> anyhow::Result<()> {
        let mut tx = self.db.begin().await?;
        self.enqueue(&mut tx, order, &Payload::Progress { order: order.id, stage }, self.clock.now()).await?;
        tx.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    async fn enqueue(&self, tx: &mut Tx, order: &Order, payload: &Payload, now: Timestamp) -> anyhow::Result<()> {
        let new = payload.waiting(self.chance.id(now), order.chat_id, Some(order.teacher), now)?;
        store::outbox::enqueue(tx.on(), &new).await?;
        Ok(())
    }
}

enum Taken {
    /// To be made now.
    Mine(Box<Order>),
    /// The teacher's other orders come first.
    NotYet,
}

/// The drill seed of an order: the same order makes the same sheet, another one another.
pub(super) fn seed(order: OrderId) -> u64 {
    // The low half of a UUIDv7 is random but for two bits.
    u64::try_from(order.0.as_u128() & u128::from(u64::MAX)).unwrap_or(0)
}

/// What the calls cost together; a mixture of currencies is told call by call only.
fn total(costs: &[Money]) -> Option<Money> {
    let [cost] = costs else { return None };
    Some(*cost)
}

const fn code(why: Failure) -> &'static str {
    match why {
        Failure::Unavailable => "unavailable",
        Failure::Unchecked => "unchecked",
        Failure::Unsupported => "unsupported",
        Failure::Refused => "refused",
        Failure::Budget { .. } => "budget",
        Failure::Unexpected => "unexpected",
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of one order fit a float exactly")]
fn seconds_between(from: Timestamp, to: Timestamp) -> f64 {
    (to - from).num_milliseconds().max(0) as f64 / 1_000.0
}
