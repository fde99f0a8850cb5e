//! The store's promises, held on both engines.
//!
//! Every fact runs on SQLite and on the PostgreSQL server of `LISTOK_TEST_PG_URL`, where
//! databases may be made (`scripts/test` starts one).
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop here")]

#[macro_use]
mod engines;

mod accounts;
mod admins;
mod ledger;
mod made;
mod migrations;
mod orders;
mod outbox;
mod reports;
mod worksheets;
