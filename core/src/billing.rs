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
/// Settle and release exclude each other: they share a step, so the first one stands.
const CLOSE: &str = "close";

/// Reserves the credit of an order.
pub async fn reserve(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    now: Timestamp,
) -> sqlx::Result<()> {
    enter(tx, chance, teacher, order, (Entry::Reserve, "reserve"), None, now).await
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
    enter(tx, chance, teacher, order, (Entry::Settle, CLOSE), cost, now).await
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
    enter(tx, chance, teacher, order, (Entry::Release, CLOSE), cost, now).await
}

/// Gives a charged credit back: the sheet is not kept. Once an order.
pub async fn give_back(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    now: Timestamp,
) -> sqlx::Result<()> {
    enter(tx, chance, teacher, order, (Entry::Release, "back"), None, now).await
}

async fn enter(
    tx: &mut Tx,
    chance: &Chance,
    teacher: TeacherId,
    order: OrderId,
    (entry, step): (Entry, &str),
    cost: Option<Money>,
    now: Timestamp,
) -> sqlx::Result<()> {
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
