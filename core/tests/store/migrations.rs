//! Bringing a database up to date, and the ways into it.

use listok_core::config::Database;
use listok_core::store::{Db, teachers};

use crate::engines::{at_empty_postgres, at_empty_sqlite, on_sqlite, place};
use crate::made::{self, noon};

async fn migrating_twice_changes_nothing(at: &Database) {
    let db = Db::connect(at).await.unwrap();

    let before = db.migrations_current().await.unwrap();
    db.migrate().await.unwrap();
    let teacher = made::teacher(&db, 1).await;
    db.migrate().await.unwrap();

    assert_eq!((before, db.migrations_current().await.unwrap()), (false, true));
    assert!(teachers::find(db.read().await.unwrap().on(), teacher).await.unwrap().is_some());
    db.ping().await.unwrap();
    db.close().await;
}

async fn processes_may_migrate_at_once(at: &Database) {
    let migrations = (0..6).map(|_| {
        let at = at.clone();
        tokio::spawn(async move {
            let db = Db::connect(&at).await.unwrap();
            db.migrate().await.unwrap();
            let current = db.migrations_current().await.unwrap();
            db.close().await;
            current
        })
    });

    for one in migrations.collect::<Vec<_>>() {
        assert!(one.await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn migrating_twice_changes_nothing_on_sqlite() {
    at_empty_sqlite(migrating_twice_changes_nothing).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn migrating_twice_changes_nothing_on_postgres() {
    at_empty_postgres(migrating_twice_changes_nothing).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_may_migrate_at_once_on_sqlite() {
    at_empty_sqlite(processes_may_migrate_at_once).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_may_migrate_at_once_on_postgres() {
    at_empty_postgres(processes_may_migrate_at_once).await;
}

#[tokio::test]
async fn what_was_committed_is_there_when_the_file_is_opened_again() {
    at_empty_sqlite(async |at| {
        let db = Db::connect(at).await.unwrap();
        db.migrate().await.unwrap();
        let teacher = made::teacher(&db, 1).await;
        db.close().await;

        let again = Db::connect(at).await.unwrap();

        assert!(teachers::find(again.read().await.unwrap().on(), teacher).await.unwrap().is_some());
        again.close().await;
    })
    .await;
}

#[tokio::test]
async fn reading_connections_of_sqlite_cannot_write() {
    on_sqlite(async |db| {
        let teacher = made::teacher(db, 1).await;

        let read = &mut db.read().await.unwrap();
        let written = teachers::set_locale(read.on(), teacher, listok_core::domain::Locale::En).await;

        assert!(written.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_second_process_on_one_sqlite_file_is_turned_away() {
    at_empty_sqlite(async |at| {
        let (one, other) = (Db::connect(at).await.unwrap(), Db::connect(at).await.unwrap());

        let held = one.claim_alone().unwrap();
        let refused = other.claim_alone().is_err();
        drop(held);
        let then = other.claim_alone().is_ok();

        assert!(refused && then);
        one.close().await;
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_database_never_prints_its_password() {
    let secret = "postgres://listok:verysecret@127.0.0.1:1/listok";
    let at = Database { direct_url: Some(secret.to_owned()), ..place(secret.to_owned()) };

    let printed = format!("{:?}", Db::connect(&at).await.unwrap());

    assert!(!printed.contains("verysecret"), "{printed}");
}

#[tokio::test]
async fn a_moment_survives_both_engines_to_the_microsecond() {
    let at = noon() + chrono::TimeDelta::microseconds(123_456);
    let fact = async |db: &Db| {
        let write = &mut db.write().await.unwrap();
        let locale = listok_core::domain::Locale::Ru;
        let (teacher, _) = teachers::register(write.on(), made::id(), 1, locale, at).await.unwrap();
        assert_eq!(teacher.created_at, at);
    };

    on_sqlite(fact).await;
    crate::engines::on_postgres(fact).await;
}
