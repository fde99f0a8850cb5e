//! The shared queries, compiled against SQLite; its twin compiles the same text against PostgreSQL.

/// A connection of this engine.
pub type Conn = sqlx::SqliteConnection;

/// This engine's migrations, embedded.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../../migrations/sqlite");

/// A select whose rows stay locked until the transaction ends.
/// SQLite has one writer: holding the write transaction is the lock.
macro_rules! for_update {
    ($select:literal, $rest:literal $(, $argument:expr)*) => { sqlx::query!($select + $rest $(, $argument)*) };
}

/// A statement around a subselect that passes over rows others hold.
macro_rules! skip_locked {
    ($before:literal, $after:literal $(, $argument:expr)*) => { sqlx::query!($before + $after $(, $argument)*) };
}

#[path = "../../queries/all.rs"]
mod queries;

pub use queries::*;
