//! The shared queries; each twin crate compiles this file against its engine.
//!
//! A twin declares [`crate::Conn`] and the macros `for_update!` and `skip_locked!` before it.

pub mod admins;
pub mod conversations;
pub mod events;
pub mod folders;
pub mod instances;
pub mod ledger;
pub mod model_calls;
pub mod orders;
pub mod outbox;
pub mod panel;
pub mod plans;
pub mod pool;
pub mod ratings;
pub mod reports;
pub mod spending;
pub mod teachers;
pub mod topics;
pub mod updates;
pub mod worksheets;

/// A stored value this release cannot read.
fn unreadable(what: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{what} holds a value this release does not know").into())
}

/// An amount of a row.
fn money(currency: &str, nano: i64) -> sqlx::Result<listok_domain::Money> {
    let currency = listok_domain::Currency::from_code(currency).ok_or_else(|| unreadable("currency"))?;
    Ok(listok_domain::Money { nano, currency })
}

/// Later than anything stored, and the same length as text in both engines.
fn far_future() -> listok_domain::Timestamp {
    chrono::DateTime::from_timestamp(253_402_300_799, 0).unwrap_or_default()
}
