//! The panel over real HTTP on loopback, with SQLite in a temporary folder; what reads or changes rows
//! also with PostgreSQL where `LISTOK_TEST_PG_URL` names a server, as in `scripts/test`.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop here")]

/// Makes two tests of every fact, one on each engine.
macro_rules! on_each_engine {
    ($($fact:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $fact() {
                super::$fact(crate::world::World::new().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $fact() {
                if let Some(world) = crate::world::World::postgres().await {
                    super::$fact(world).await;
                }
            })*
        }
    };
}

mod access;
mod edge;
mod pages;
mod people;
mod queue;
mod texts;
#[expect(unreachable_pub, reason = "shared with an example")]
mod world;
