//! What things cost and who pays.

use crate::id::{LedgerId, ModelCallId, OrderId, TeacherId, WorksheetId};
use crate::worksheet::Origin;
use crate::{Money, Timestamp};

use super::orders::OrderState;

codes! {
    /// A step of the ledger.
    Entry {
        /// Set aside.
        Reserve "reserve",
        /// Charged.
        Settle "settle",
        /// Given back.
        Release "release",
    }
}

codes! {
    /// How well a cost is known.
    CostStatus {
        /// From the provider's own count of tokens.
        Measured "measured",
        /// From our count of tokens.
        Estimated "estimated",
        /// The model has no price; never to be read as 0.
        Unknown "unknown",
    }
}

/// A model call, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "token counts and codes as providers report them")]
pub struct ModelCall {
    pub id: ModelCallId,
    pub order: Option<OrderId>,
    pub worksheet: Option<WorksheetId>,
    pub teacher: Option<TeacherId>,
    pub role: String,
    pub provider: String,
    pub model: String,
    pub prompt_version: String,
    pub tokens_in: i64,
    pub tokens_cached: i64,
    pub tokens_cache_written: i64,
    pub tokens_out: i64,
    pub tokens_reasoning: i64,
    /// `None` if and only if the status is unknown.
    pub cost: Option<Money>,
    pub price_version: String,
    pub cost_status: CostStatus,
    /// `pending`, `ok` or the code of the error.
    pub outcome: String,
    pub latency_ms: i64,
    pub created_at: Timestamp,
}

/// What is held for a call under way: the most it may cost, in nano-units of each currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Dollars.
    pub usd: i64,
    /// Roubles.
    pub rub: i64,
    /// After this moment the call is over, whatever became of it.
    pub until: Timestamp,
}

/// A line for the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Id.
    pub id: LedgerId,
    /// Teacher.
    pub teacher: TeacherId,
    /// Order.
    pub order: Option<OrderId>,
    /// Step.
    pub entry: Entry,
    /// Credits, never negative.
    pub credits: i64,
    /// What providers were paid.
    pub cost: Option<Money>,
    /// Unique for the step.
    pub key: String,
    /// Now.
    pub created_at: Timestamp,
}

/// A stored line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// Step.
    pub entry: Entry,
    /// Credits.
    pub credits: i64,
    /// What providers were paid.
    pub cost: Option<Money>,
    /// Written.
    pub created_at: Timestamp,
}

/// Counts of one period, for the overview.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Orders by state.
    pub orders: Vec<(OrderState, i64)>,
    /// Finished worksheets by origin.
    pub origins: Vec<(Origin, i64)>,
    /// Accounts there are.
    pub teachers: i64,
    /// Accounts made in the period.
    pub new_teachers: i64,
    /// Accounts that ordered in the period.
    pub active_teachers: i64,
    /// Model cost per currency.
    pub cost: Vec<Money>,
    /// Ratings up.
    pub liked: i64,
    /// Ratings down.
    pub disliked: i64,
    /// Model calls.
    pub model_calls: i64,
    /// Model calls that failed.
    pub model_failures: i64,
}

/// Orders of one day, one state and one origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCount {
    /// The day in Moscow, `YYYY-MM-DD`.
    pub day: String,
    /// State.
    pub state: OrderState,
    /// Where the tasks came from, once made.
    pub origin: Option<Origin>,
    /// How many.
    pub orders: i64,
}

/// Model cost of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCost {
    /// The day in Moscow, `YYYY-MM-DD`.
    pub day: String,
    /// Cost in one currency.
    pub cost: Money,
}
