//! The store's promises, held on both engines.
//!
//! Every fact runs on SQLite and on the PostgreSQL server of `LISTOK_TEST_PG_URL`, where
//! databases may be made (`scripts/test` starts one).
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop here")]

/// Runs each fact on a fresh database of each engine.
macro_rules! on_both_engines {
    ($($fact:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $fact() {
                crate::engines::on_sqlite(async |db| super::$fact(db).await).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $fact() {
                crate::engines::on_postgres(async |db| super::$fact(db).await).await;
            })*
        }
    };
}

mod accounts;
mod admins;
mod engines;
mod ledger;
mod made;
mod migrations;
mod orders;
mod outbox;
mod reports;
mod worksheets;
