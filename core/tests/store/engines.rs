//! A fresh database of either engine, gone when its fact has been held.

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

use listok_core::chance::Chance;
use listok_core::config::Database;
use listok_core::store::Db;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// A place for one database.
pub(crate) fn place(url: String) -> Database {
    Database { url, read_url: None, direct_url: None, max_connections: 8 }
}

/// Holds a fact on an empty place for an SQLite database.
pub(crate) async fn at_empty_sqlite(fact: impl AsyncFnOnce(&Database)) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("made on the way").join("listok.sqlite");

    fact(&place(format!("sqlite:{}", file.display()))).await;
}

/// Holds a fact on an empty PostgreSQL database.
pub(crate) async fn at_empty_postgres(fact: impl AsyncFnOnce(&Database)) {
    let Ok(server) = std::env::var("LISTOK_TEST_PG_URL") else {
        panic!("LISTOK_TEST_PG_URL is not set: run scripts/test, which starts PostgreSQL");
    };
    let name = format!("listok_test_{}", &Chance::system().token()[..16]);
    let mut operator = PgConnection::connect(&server).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut operator).await.unwrap();

    fact(&place(database_on(&server, &name))).await;

    sqlx::query(AssertSqlSafe(format!("drop database {name} with (force)"))).execute(&mut operator).await.unwrap();
}

/// Holds a fact on a migrated SQLite database.
pub(crate) async fn on_sqlite(fact: impl AsyncFnOnce(&Db)) {
    at_empty_sqlite(async |place| migrated(place, fact).await).await;
}

/// Holds a fact on a migrated PostgreSQL database.
pub(crate) async fn on_postgres(fact: impl AsyncFnOnce(&Db)) {
    at_empty_postgres(async |place| migrated(place, fact).await).await;
}

async fn migrated(place: &Database, fact: impl AsyncFnOnce(&Db)) {
    let db = Db::connect(place).await.unwrap();
    db.migrate().await.unwrap();

    fact(&db).await;

    db.close().await;
}

/// The address of another database on the same server.
fn database_on(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').unwrap_or((server, ""));
    let (host, _) = address.rsplit_once('/').expect("postgres://host/database");
    if options.is_empty() { format!("{host}/{name}") } else { format!("{host}/{name}?{options}") }
}
