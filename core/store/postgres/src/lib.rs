//! The shared queries, compiled against Postgres; its twin compiles the same text against SQLite.

/// A connection of this engine.
pub type Conn = sqlx::PgConnection;

/// This engine's migrations, embedded.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../../migrations/postgres");

/// A select whose rows stay locked until the transaction ends.
macro_rules! for_update {
    ($select:literal, $rest:literal $(, $argument:expr)*) => { sqlx::query!($select + $rest + " for update" $(, $argument)*) };
}

/// A statement around a subselect that passes over rows others hold.
macro_rules! skip_locked {
    ($before:literal, $after:literal $(, $argument:expr)*) => { sqlx::query!($before + "for update skip locked" + $after $(, $argument)*) };
}

#[path = "../../queries/all.rs"]
mod queries;

pub use queries::*;
