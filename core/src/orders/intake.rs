//! Taking an order: limits, reservation, order and job in one transaction.

use chrono::TimeDelta;
use serde_json::json;

use super::Payloaded;
use crate::billing::{self, Fee};
use crate::chance::Chance;
use crate::domain::id::{OrderId, TeacherId};
use crate::domain::stored::Replacement;
use crate::domain::{Locale, Spec, Timestamp};
use crate::events::{self, Kind};
use crate::limits::{Decision, LimitKey, Limiter, Quota, Scope};
use crate::queue::{Priority, Push, Queue};
use crate::store::{self, NewOrder, OrderState, Tx};
use crate::telemetry;

/// What taking an order needs.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Where its job goes.
    pub queue: Queue,
    /// Who may order how much.
    pub limiter: Limiter,
    /// Worksheets a teacher may order in an hour.
    pub orders_per_hour: u32,
    /// For ids.
    pub chance: Chance,
}

/// What a teacher wants, settled.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Who.
    pub teacher: TeacherId,
    /// The chat to deliver to.
    pub chat_id: i64,
    /// The message that becomes the sheet, if there is one.
    pub card_message_id: Option<i64>,
    /// Language of the interface.
    pub locale: Locale,
    /// The sheet.
    pub spec: Spec,
    /// Tasks of a sheet that is there to be had anew; absent: a sheet.
    pub replaces: Option<Replacement>,
    /// Unique for one press of *Create*.
    pub key: String,
    /// A sheet nobody has had, not one of the library.
    pub fresh: bool,
}

/// What became of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// A new order.
    New(OrderId),
    /// The same press was seen before; nothing changed.
    Already(OrderId),
}

/// Why no order was taken.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// The teacher has ordered as much as the hour allows.
    #[error("limit reached until {free_at}")]
    LimitReached {
        /// When the next order will be taken.
        free_at: Timestamp,
    },
    /// Anything else.
    #[error(transparent)]
    Unexpected(#[from] anyhow::Error),
}

impl From<sqlx::Error> for PlaceError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unexpected(error.into())
    }
}

/// Places an order in the caller's transaction, which must hold the teacher's lock.
pub async fn place(tx: &mut Tx, intake: &Intake, wish: Wish, now: Timestamp) -> Result<Placed, PlaceError> {
    if let Some(order) = store::orders::find_by_key(tx.on(), &wish.key).await? {
        return Ok(Placed::Already(order.id));
    }
    let key = LimitKey { scope: Scope::Orders, id: wish.teacher.0.as_u128().to_string() };
    let quota = Quota { burst: intake.orders_per_hour, per: TimeDelta::hours(1) };
    if let Decision::Denied { retry_at } = intake.limiter.check(&key, quota, 1, now).await {
        telemetry::limited("orders");
        return Err(PlaceError::LimitReached { free_at: retry_at });
    }
    let id: OrderId = intake.chance.id(now);
    let payload = Payloaded { order: id, fresh: wish.fresh };
    let new = NewOrder {
        id,
        teacher: wish.teacher,
        chat_id: wish.chat_id,
        card_message_id: wish.card_message_id,
        key: wish.key,
        locale: wish.locale,
        spec: wish.spec,
        replaces: wish.replaces,
        priority: 1,
        created_at: now,
    };
    store::orders::place(tx.on(), &new).await?;
    billing::reserve(tx, &intake.chance, Fee::of(wish.teacher, id, new.replaces.as_ref()), now).await?;
    let push = Push {
        topic: super::TOPIC,
        key: id.to_string(),
        payload: serde_json::to_value(payload).map_err(anyhow::Error::from)?,
        priority: Priority::Interactive,
        start_at: None,
    };
    intake.queue.push(tx, push).await?;
    events::record(tx.on(), Kind::OrderPlaced, Some(wish.teacher), Some(id), json!({}), now).await?;
    Ok(Placed::New(id))
}

/// Takes an order back that has no content yet. Returns whether it was in time.
pub async fn cancel(
    tx: &mut Tx,
    intake: &Intake,
    order: OrderId,
    teacher: TeacherId,
    now: Timestamp,
) -> anyhow::Result<bool> {
    let Some(found) = store::orders::find_owned(tx.on(), order, teacher).await? else { return Ok(false) };
    if !matches!(found.state, OrderState::Queued | OrderState::Working)
        || !store::orders::cancel(tx.on(), order, teacher, now).await?
    {
        return Ok(false);
    }
    billing::release(tx, &intake.chance, Fee::from(&found), None, now).await?;
    events::record(tx.on(), Kind::OrderCancelled, Some(teacher), Some(order), json!({}), now).await?;
    telemetry::order("cancelled");
    Ok(true)
}
