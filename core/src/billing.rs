//! The ledger: credits and money are reserved, then settled or released, each once.
//!
//! Every entry has a unique key made of the order and the step, so that a repeat after a crash
//! changes nothing. One worksheet costs one credit, whatever its variants; a sheet that was not
//! delivered costs none, nor does a task in place of another.

mod spending;

pub use spending::{Books, Budgets, HoldError, Meter, Open, close_overdue, sweep};

use crate::chance::Chance;
use crate::domain::id::{OrderId, TeacherId};
use crate::domain::stored::Replacement;
use crate::domain::{Money, Timestamp};
use crate::store::{self, Entry, NewEntry, Order, Tx};

/// Credits of one worksheet.
const WORKSHEET: i64 = 1;
/// Settle and release exclude each other: they share a step, so the first one stands.
const CLOSE: &str = "close";

/// Whose order is charged, and how much.
#[derive(Debug, Clone, Copy)]
pub struct Fee {
    teacher: TeacherId,
    order: OrderId,
    credits: i64,
}

impl Fee {
    /// A worksheet has its price; tasks of one that was paid for are replaced for nothing.
    pub const fn of(teacher: TeacherId, order: OrderId, replaces: Option<&Replacement>) -> Self {
        Self { teacher, order, credits: if replaces.is_some() { 0 } else { WORKSHEET } }
    }
}

impl From<&Order> for Fee {
    fn from(order: &Order) -> Self {
        Self::of(order.teacher, order.id, order.replaces.as_ref())
    }
}

/// Reserves the credit of an order.
pub async fn reserve(tx: &mut Tx, chance: &Chance, fee: Fee, now: Timestamp) -> sqlx::Result<()> {
    enter(tx, chance, fee, (Entry::Reserve, "reserve"), None, now).await
}

/// Turns the reservation into a charge and notes what the models cost.
pub async fn settle(tx: &mut Tx, chance: &Chance, fee: Fee, cost: Option<Money>, now: Timestamp) -> sqlx::Result<()> {
    enter(tx, chance, fee, (Entry::Settle, CLOSE), cost, now).await
}

/// Gives the reservation back; what the models cost all the same is noted.
pub async fn release(tx: &mut Tx, chance: &Chance, fee: Fee, cost: Option<Money>, now: Timestamp) -> sqlx::Result<()> {
    enter(tx, chance, fee, (Entry::Release, CLOSE), cost, now).await
}

/// Gives a worksheet's charged credit back: the sheet is not kept. Once an order.
pub async fn give_back(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    now: Timestamp,
) -> sqlx::Result<()> {
    enter(tx, chance, Fee::of(teacher, order, None), (Entry::Release, "back"), None, now).await
}

async fn enter(
    tx: &mut Tx,
    chance: &Chance,
    Fee { teacher, order, credits }: Fee,
    (entry, step): (Entry, &str),
    cost: Option<Money>,
    now: Timestamp,
) -> sqlx::Result<()> {
    let new = NewEntry {
        id: chance.id(now),
        teacher,
        order: Some(order),
        entry,
        credits,
        cost,
        key: format!("{order}:{step}"),
        created_at: now,
    };
    store::ledger::enter(tx.on(), &new).await.map(|_| ())
}
