//! Money for model calls: held before a call at the most it may cost, corrected afterwards to what it did.
//!
//! The record of a call is its reservation: it is written before the call, within the day's
//! budgets, and closed when the call ends, on whatever path. What is left by a process that died is
//! closed by [`sweep`] once the call's time is over.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::stored::{Held, ModelCall, moscow_day};
use crate::domain::{Currency, Money};
use crate::rounds::Rounds;
use crate::store::{self, Db, Tx};

/// Scope of everybody's spending.
const ALL: &str = "all";
/// Pause between two looks for calls that never ended.
const EVERY: Duration = Duration::from_secs(30);
/// Calls per look.
const LOT: i64 = 200;

/// Most money a day may cost, in nano-units; absent: no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Budgets {
    /// Everybody's dollars.
    pub day_usd: Option<i64>,
    /// Everybody's roubles.
    pub day_rub: Option<i64>,
    /// One teacher's dollars.
    pub teacher_usd: Option<i64>,
    /// One teacher's roubles.
    pub teacher_rub: Option<i64>,
}

impl Budgets {
    /// Whether any amount is bounded.
    pub fn bound(&self) -> bool {
        *self != Self::default()
    }
}

/// Where calls are recorded and money is held.
#[derive(Debug, Clone)]
pub enum Meter {
    /// Calls are kept in memory, for a command without a database.
    Listed(Arc<Mutex<Vec<ModelCall>>>),
    /// In the database, within budgets.
    Stored(Arc<Books>),
}

/// What a [`Meter`] in the database needs.
#[derive(Debug)]
pub struct Books {
    /// Database.
    pub db: Db,
    /// For ids.
    pub chance: Chance,
    /// What a day may cost.
    pub budgets: Budgets,
}

/// Why a call may not be made.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// It might exceed a budget of the day.
    #[error("the day's budget is used up")]
    UsedUp,
    /// It could not be recorded.
    #[error(transparent)]
    Unexpected(#[from] sqlx::Error),
}

impl Meter {
    /// A meter in memory.
    pub fn listed() -> Self {
        Self::Listed(Arc::default())
    }

    /// A meter in the database.
    pub fn stored(db: Db, chance: Chance, budgets: Budgets) -> Self {
        Self::Stored(Arc::new(Books { db, chance, budgets }))
    }

    /// Whether money is bounded.
    pub fn bound(&self) -> bool {
        matches!(self, Self::Stored(books) if books.budgets.bound())
    }

    /// The calls of a meter in memory.
    pub fn calls(&self) -> Vec<ModelCall> {
        match self {
            Self::Listed(calls) => calls.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Self::Stored(_) => Vec::new(),
        }
    }

    /// Records a call that is about to be made and holds money for it. `call.id` is given here.
    pub async fn hold(&self, mut call: ModelCall, held: Held) -> Result<Open, HoldError> {
        if let Self::Stored(books) = self {
            call.id = books.chance.id(call.created_at);
            books.hold(&call, held).await?;
        }
        Ok(Open { meter: self.clone(), call: Some(call), held })
    }
}

/// A call under way. Dropped without [`Open::end`] it is recorded as cancelled, at what it may have cost.
#[derive(Debug)]
pub struct Open {
    meter: Meter,
    call: Option<ModelCall>,
    held: Held,
}

impl Open {
    /// Records how the call ended; what was held for it is corrected to its cost.
    pub async fn end(mut self, note: impl FnOnce(&mut ModelCall)) {
        let Some(mut call) = self.call.take() else { return };
        note(&mut call);
        match &self.meter {
            Meter::Listed(calls) => calls.lock().unwrap_or_else(PoisonError::into_inner).push(call),
            Meter::Stored(books) => {
                // On a task of its own: whoever stops waiting must not undo the record.
                let closing = tokio::spawn(close_or_warn(books.clone(), call, self.held));
                let _ = closing.await;
            }
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some(mut call) = self.call.take() else { return };
        "cancelled".clone_into(&mut call.outcome);
        match &self.meter {
            Meter::Listed(calls) => calls.lock().unwrap_or_else(PoisonError::into_inner).push(call),
            Meter::Stored(books) => {
                // Without a runtime the process is ending: the sweep will find the call.
                if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                    runtime.spawn(close_or_warn(books.clone(), call, self.held));
                }
            }
        }
    }
}

async fn close_or_warn(books: Arc<Books>, call: ModelCall, held: Held) {
    if let Err(cause) = close(&books.db, &call, held).await {
        warn!("the end of a model call could not be recorded, the sweep will close it: {cause}");
    }
}

impl Books {
    async fn hold(&self, call: &ModelCall, held: Held) -> Result<(), HoldError> {
        let day = moscow_day(call.created_at);
        let teacher = call.teacher.map(|teacher| teacher.to_string());
        let mut tx = self.db.begin().await?;
        let everybody = (ALL, self.budgets.day_usd, self.budgets.day_rub);
        let one = teacher.as_deref().map(|teacher| (teacher, self.budgets.teacher_usd, self.budgets.teacher_rub));
        for (scope, usd, rub) in std::iter::once(everybody).chain(one) {
            for (nano, currency, most) in [(held.usd, Currency::Usd, usd), (held.rub, Currency::Rub, rub)] {
                let amount = Money { nano, currency };
                if nano > 0 && !store::spending::hold(tx.on(), &day, scope, amount, most).await? {
                    return Err(HoldError::UsedUp);
                }
            }
        }
        store::model_calls::insert(tx.on(), call, Some(held)).await?;
        Ok(tx.commit().await?)
    }
}

/// Closes a call once; the day's spending is corrected in the same transaction.
async fn close(db: &Db, call: &ModelCall, held: Held) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    if store::model_calls::close(tx.on(), call).await? {
        correct(&mut tx, call, held).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn correct(tx: &mut Tx, call: &ModelCall, held: Held) -> sqlx::Result<()> {
    let day = moscow_day(call.created_at);
    let teacher = call.teacher.map(|teacher| teacher.to_string());
    for scope in std::iter::once(ALL).chain(teacher.as_deref()) {
        for (held, currency) in [(held.usd, Currency::Usd), (held.rub, Currency::Rub)] {
            let cost = call.cost.filter(|cost| cost.currency == currency).map_or(0, |cost| cost.nano);
            let by = Money { nano: cost - held, currency };
            if by.nano != 0 {
                store::spending::correct(tx.on(), &day, scope, by).await?;
            }
        }
    }
    Ok(())
}

/// Closes calls whose process died, until stopped.
pub async fn sweep(db: Db, clock: Clock, stop: CancellationToken) {
    let mut rounds = Rounds::every(EVERY, stop);
    while rounds.next().await {
        if let Err(cause) = close_overdue(&db, &clock).await {
            error!("model calls of dead processes could not be closed: {cause}");
        }
    }
}

/// Closes the calls whose time is over: they may have been billed, so the most they may have cost
/// stays recorded as an estimate and what else was held is free again. Returns how many.
pub async fn close_overdue(db: &Db, clock: &Clock) -> sqlx::Result<usize> {
    let overdue = store::model_calls::overdue(db.read().await?.on(), clock.now(), LOT).await?;
    for (call, held) in &overdue {
        let lost = ModelCall { outcome: "lost".to_owned(), ..call.clone() };
        close(db, &lost, *held).await?;
    }
    Ok(overdue.len())
}
