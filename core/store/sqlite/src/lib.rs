//! The shared queries, compiled against SQLite; its twin compiles the same text against PostgreSQL.

/// A connection of this engine.
pub type Conn = sqlx::SqliteConnection;

/// This engine's migrations, embedded.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../../migrations/sqlite");

/// A select whose rows stay locked until the transaction ends.
/// SQLite has one writer: holding the write transaction is the lock.
macro_rules! for_update {
    ($sql:literal $(, $argument:expr)*) => { sqlx::query!($sql $(, $argument)*) };
}

/// A statement around a subselect that passes over rows others hold.
macro_rules! skip_locked {
    ($before:literal, $after:literal $(, $argument:expr)*) => { sqlx::query!($before + $after $(, $argument)*) };
}

/// A stored value this release cannot read.
fn unreadable(what: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{what} holds a value this release does not know").into())
}

/// Later than anything stored, and the same length as text in both engines.
fn far_future() -> listok_domain::Timestamp {
    chrono::DateTime::from_timestamp(253_402_300_799, 0).unwrap_or_default()
}

#[path = "../../queries/admins.rs"]
pub mod admins;
#[path = "../../queries/conversations.rs"]
pub mod conversations;
#[path = "../../queries/events.rs"]
pub mod events;
#[path = "../../queries/folders.rs"]
pub mod folders;
#[path = "../../queries/instances.rs"]
pub mod instances;
#[path = "../../queries/ledger.rs"]
pub mod ledger;
#[path = "../../queries/model_calls.rs"]
pub mod model_calls;
#[path = "../../queries/orders.rs"]
pub mod orders;
#[path = "../../queries/outbox.rs"]
pub mod outbox;
#[path = "../../queries/ratings.rs"]
pub mod ratings;
#[path = "../../queries/reports.rs"]
pub mod reports;
#[path = "../../queries/teachers.rs"]
pub mod teachers;
#[path = "../../queries/updates.rs"]
pub mod updates;
#[path = "../../queries/worksheets.rs"]
pub mod worksheets;
