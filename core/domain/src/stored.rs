//! What the database keeps, as the store hands it out and takes it in.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::{AdminId, FolderId, InstanceId, LedgerId, ModelCallId, OrderId, OutboxId, TeacherId, WorksheetId};
use crate::worksheet::{Origin, Worksheet};
use crate::{Grade, Locale, Money, Spec, Subject, Timestamp};

/// A closed list of codes stored as text.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Stable code, as stored.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The meaning of a stored code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|c| c.code() == code)
            }
        }
    };
}

codes! {
    /// Whether a teacher can be written to.
    TeacherState {
        /// All is well.
        Active "active",
        /// Has blocked the bot or left Telegram.
        Unreachable "unreachable",
        /// Shut out by an operator.
        Banned "banned",
    }
}

codes! {
    /// Where an order stands; it only moves forward.
    OrderState {
        /// Waits for a worker.
        Queued "queued",
        /// A worker has it.
        Working "working",
        /// Its content is stored, the documents are on their way.
        Ready "ready",
        /// The documents have arrived.
        Delivered "delivered",
        /// It could not be made.
        Failed "failed",
        /// The teacher took it back.
        Cancelled "cancelled",
    }
}

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

codes! {
    /// What a person may do in the panel.
    AdminRole {
        /// Everything, people included.
        Owner "owner",
        /// Everything but people.
        Admin "admin",
        /// Looks only.
        Viewer "viewer",
    }
}

/// A teacher's account. No name is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teacher {
    /// Account.
    pub id: TeacherId,
    /// Telegram's number for the person.
    pub telegram_id: i64,
    /// Language of the interface.
    pub locale: Locale,
    /// Whether they can be written to.
    pub state: TeacherState,
    /// First message.
    pub created_at: Timestamp,
    /// Latest message.
    pub last_seen_at: Timestamp,
}

/// A teacher as operators see one: numbers, nothing that names the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeacherLine {
    /// Account.
    pub id: TeacherId,
    /// Language of the interface.
    pub locale: Locale,
    /// Whether they can be written to.
    pub state: TeacherState,
    /// First message.
    pub created_at: Timestamp,
    /// Latest message.
    pub last_seen_at: Timestamp,
    /// Orders placed.
    pub orders: i64,
    /// Orders that became a sheet.
    pub made: i64,
    /// Orders that failed.
    pub failed: i64,
    /// Sheets rated up.
    pub liked: i64,
    /// Sheets rated down.
    pub disliked: i64,
}

/// A stored conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    /// Grows by one at every save.
    pub version: i64,
    /// The bot's own state.
    pub state: Value,
    /// Last save.
    pub updated_at: Timestamp,
}

/// Tasks of a worksheet that others are to stand in place of, in the next version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The teacher's own worksheet.
    pub worksheet: WorksheetId,
    /// Numbers of tasks, from 1; each is replaced in every variant.
    pub tasks: Vec<u16>,
    /// Levels harder; easier if negative.
    #[serde(default)]
    pub by: i8,
}

/// An order to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// Id.
    pub id: OrderId,
    /// Who ordered.
    pub teacher: TeacherId,
    /// Chat to deliver to.
    pub chat_id: i64,
    /// Message that becomes the sheet.
    pub card_message_id: Option<i64>,
    /// Unique for one press of *Create*.
    pub key: String,
    /// Language of the interface.
    pub locale: Locale,
    /// The sheet.
    pub spec: Spec,
    /// Tasks of a sheet that is there to be had anew; absent: a sheet.
    pub replaces: Option<Replacement>,
    /// 1 is most urgent.
    pub priority: i64,
    /// Now.
    pub created_at: Timestamp,
}

/// A stored order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Id.
    pub id: OrderId,
    /// Who ordered.
    pub teacher: TeacherId,
    /// Chat to deliver to.
    pub chat_id: i64,
    /// Message that becomes the sheet.
    pub card_message_id: Option<i64>,
    /// Unique for one press of *Create*.
    pub key: String,
    /// Language of the interface.
    pub locale: Locale,
    /// The sheet.
    pub spec: Spec,
    /// Tasks of a sheet that is there to be had anew; absent: a sheet.
    pub replaces: Option<Replacement>,
    /// Where it stands.
    pub state: OrderState,
    /// What was made.
    pub worksheet: Option<WorksheetId>,
    /// Version of the worksheet's content.
    pub version: Option<i64>,
    /// Where the tasks came from.
    pub origin: Option<Origin>,
    /// Code of what went wrong.
    pub failure: Option<String>,
    /// Reference the teacher was told.
    pub reference: Option<String>,
    /// Placed.
    pub created_at: Timestamp,
    /// Taken by a worker.
    pub started_at: Option<Timestamp>,
    /// Content stored, failed or cancelled.
    pub finished_at: Option<Timestamp>,
    /// Documents arrived.
    pub delivered_at: Option<Timestamp>,
}

/// A worksheet to be stored, with its first version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWorksheet {
    /// Id.
    pub id: WorksheetId,
    /// Owner.
    pub teacher: TeacherId,
    /// Folder.
    pub folder: Option<FolderId>,
    /// Random token of a public link.
    pub share_token: String,
    /// The content.
    pub content: Worksheet,
    /// Now.
    pub created_at: Timestamp,
}

/// A stored worksheet without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWorksheet {
    /// Id.
    pub id: WorksheetId,
    /// Owner.
    pub teacher: TeacherId,
    /// Title.
    pub title: String,
    /// Subject.
    pub subject: Subject,
    /// Grade.
    pub grade: Grade,
    /// Topic.
    pub topic: String,
    /// Language of the sheet.
    pub locale: Locale,
    /// Where the tasks came from.
    pub origin: Origin,
    /// Newest version, from 1.
    pub version: i64,
    /// Random token of a public link.
    pub share_token: String,
    /// Made.
    pub created_at: Timestamp,
}

/// A file Telegram already has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Telegram's id of the file, good for one bot.
    pub file_id: String,
    /// The same for all bots; cannot be used to send.
    pub file_unique_id: String,
}

/// A folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Id.
    pub id: FolderId,
    /// Folder it is in.
    pub parent: Option<FolderId>,
    /// Name.
    pub name: String,
}

/// A message for the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOutgoing {
    /// Id.
    pub id: OutboxId,
    /// Chat.
    pub chat_id: i64,
    /// Teacher, for failures that concern all their messages.
    pub teacher: Option<TeacherId>,
    /// Order it belongs to.
    pub order: Option<OrderId>,
    /// What to send.
    pub payload: Value,
    /// A later message of the same chat and key replaces this one while it waits.
    pub coalesce_key: Option<String>,
    /// Not before.
    pub not_before: Timestamp,
    /// Now.
    pub created_at: Timestamp,
}

/// A claimed message.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// Place in the order of messages.
    pub seq: i64,
    /// Id.
    pub id: OutboxId,
    /// Chat.
    pub chat_id: i64,
    /// Teacher.
    pub teacher: Option<TeacherId>,
    /// Order it belongs to.
    pub order: Option<OrderId>,
    /// What to send.
    pub payload: Value,
    /// Claims so far, this one included.
    pub attempt: i64,
    /// It was being sent when its lease ran out or the connection broke: it may have arrived.
    pub interrupted: bool,
    /// Written.
    pub created_at: Timestamp,
}

/// How much waits in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Messages not yet sent.
    pub waiting: i64,
    /// When the oldest was written.
    pub oldest: Option<Timestamp>,
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

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Place in the order of events.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Code of its kind.
    pub kind: String,
    /// Order it concerns.
    pub order: Option<OrderId>,
    /// Codes and numbers.
    pub data: Value,
}

/// A person's open session in the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminSession {
    /// Who.
    pub admin: AdminId,
    /// What they may do.
    pub role: AdminRole,
    /// Token their forms carry.
    pub csrf: String,
    /// Opened.
    pub created_at: Timestamp,
    /// Last seen.
    pub last_seen_at: Timestamp,
    /// Ends at the latest.
    pub expires_at: Timestamp,
}

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditLine {
    /// Place in the log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub admin: Option<AdminId>,
    /// Code of what was done.
    pub action: String,
    /// To what.
    pub target: String,
}

/// A running process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Id.
    pub id: InstanceId,
    /// Unique name, as the queue records it.
    pub name: String,
    /// Last sign of life.
    pub heartbeat_at: Timestamp,
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

/// Moscow keeps UTC+3 all year; reports count days by it.
pub const MOSCOW: chrono::TimeDelta = chrono::TimeDelta::hours(3);

/// The day in Moscow that a moment falls on, `YYYY-MM-DD`.
pub fn moscow_day(at: Timestamp) -> String {
    (at + MOSCOW).format("%Y-%m-%d").to_string()
}

/// When the day of a moment ends in Moscow.
pub fn moscow_midnight_after(at: Timestamp) -> Timestamp {
    let day = (at + MOSCOW).date_naive() + chrono::TimeDelta::days(1);
    day.and_time(chrono::NaiveTime::MIN).and_utc() - MOSCOW
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_evening_in_utc_is_the_next_day_in_moscow() {
        let at = "2026-11-23T21:00:00Z".parse().unwrap_or_default();
        assert_eq!(moscow_day(at), "2026-11-24");
    }
}
