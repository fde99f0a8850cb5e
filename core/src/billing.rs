//! The ledger: credits and money are reserved, then settled or released, each once.
//!
//! Every entry has a unique key made of the order and the step, so that a repeat after a crash
//! changes nothing. One worksheet costs one credit, whatever its variants; a sheet that was not
//! delivered costs none.

mod spending;

pub use spending::{Books, Budgets, HoldError, Meter, Open, close_overdue, sweep};

use crate::chance::Chance;
use crate::domain::id::{OrderId, TeacherId};
use crate::domain::{Money, Timestamp};
use crate::store::{self, Entry, NewEntry, Tx};

/// Credits of one worksheet.
const WORKSHEET: i64 = 1;

/// Reserves the credit of an order.
pub async fn reserve(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    now: Timestamp,
) -> sqlx::Result<()> {
    enter(tx, chance, teacher, order, Entry::Reserve, None, now).await
}

/// Turns the reservation into a charge and notes what the models cost.
pub async fn settle(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    cost: Option<Money>,
    now: Timestamp,
) -> sqlx::Result<()> {
    enter(tx, chance, teacher, order, Entry::Settle, cost, now).await
}

/// Gives the reservation back; what the models cost all the same is noted.
pub async fn release(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    cost: Option<Money>,
    now: Timestamp,
) -> sqlx::Result<()> {
    enter(tx, chance, teacher, order, Entry::Release, cost, now).await
}

/// Gives a charged credit back: the sheet is not kept. Once an order.
pub async fn give_back(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    now: Timestamp,
) -> sqlx::Result<()> {
    let new = NewEntry {
        id: chance.id(now),
        teacher,
        order: Some(order),
        entry: Entry::Release,
        credits: WORKSHEET,
        cost: None,
        key: format!("{order}:back"),
        created_at: now,
    };
    store::ledger::enter(tx.on(), &new).await.map(|_| ())
}

async fn enter(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    entry: Entry,
    cost: Option<Money>,
    now: Timestamp,
) -> sqlx::Result<()> {
    // Settle and release exclude each other: they share a key, so the first one stands.
    let step = if entry == Entry::Reserve { "reserve" } else { "close" };
    let new = NewEntry {
        id: chance.id(now),
        teacher,
        order: Some(order),
        entry,
        credits: WORKSHEET,
        cost,
        key: format!("{order}:{step}"),
        created_at: now,
    };
    store::ledger::enter(tx.on(), &new).await.map(|_| ())
}
