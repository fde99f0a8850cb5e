//! Teachers, their updates and where their conversations stand.

use listok_core::domain::Locale;
use listok_core::domain::id::TeacherId;
use listok_core::store::{Db, TeacherState, conversations, instances, teachers, updates};
use serde_json::json;

use crate::made::{self, id, noon, seconds};

on_both_engines!(
    a_person_has_one_account_and_keeps_its_language,
    first_messages_at_once_make_one_account,
    who_writes_again_is_reachable_but_stays_banned,
    messages_of_one_teacher_are_handled_one_after_another,
    an_update_is_claimed_once_however_often_it_comes,
    an_update_whose_transaction_failed_comes_again,
    old_updates_are_forgotten,
    a_state_loaded_too_early_is_not_saved,
    a_conversation_can_be_forgotten,
    a_silent_instance_is_dead_until_it_is_struck_off,
    moments_are_compared_with_their_fractions,
);

async fn a_person_has_one_account_and_keeps_its_language(db: &Db) {
    let write = &mut db.write().await.unwrap();
    let (first, new) = teachers::register(write.on(), id(), 42, Locale::En, noon()).await.unwrap();
    let later = noon() + seconds(5);
    let (again, new_again) = teachers::register(write.on(), id(), 42, Locale::Ru, later).await.unwrap();
    teachers::set_locale(write.on(), first.id, Locale::Ru).await.unwrap();
    let now = teachers::find(write.on(), first.id).await.unwrap().unwrap();

    assert_eq!((new, new_again), (true, false));
    assert_eq!((again.id, again.locale), (first.id, Locale::En));
    assert_eq!((again.created_at, again.last_seen_at), (noon(), later));
    assert_eq!((now.telegram_id, now.locale), (42, Locale::Ru));
}

async fn first_messages_at_once_make_one_account(db: &Db) {
    let registered = (0..8).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let (teacher, new) = teachers::register(tx.on(), id(), 42, Locale::Ru, noon()).await.unwrap();
            tx.commit().await.unwrap();
            (teacher.id, new)
        })
    });
    let mut accounts: Vec<(TeacherId, bool)> = Vec::new();
    for one in registered.collect::<Vec<_>>() {
        accounts.push(one.await.unwrap());
    }

    assert!(accounts.iter().all(|(id, _)| *id == accounts[0].0));
    assert_eq!(accounts.iter().filter(|(_, new)| *new).count(), 1);
}

async fn who_writes_again_is_reachable_but_stays_banned(db: &Db) {
    let (gone, banned) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    let write = &mut db.write().await.unwrap();
    teachers::set_state(write.on(), gone, TeacherState::Unreachable).await.unwrap();
    teachers::set_state(write.on(), banned, TeacherState::Banned).await.unwrap();

    let (back, _) = teachers::register(write.on(), id(), 1, Locale::Ru, noon()).await.unwrap();
    let (still, _) = teachers::register(write.on(), id(), 2, Locale::Ru, noon()).await.unwrap();

    assert_eq!((back.state, still.state), (TeacherState::Active, TeacherState::Banned));
}

async fn messages_of_one_teacher_are_handled_one_after_another(db: &Db) {
    made::teacher(db, 42).await;

    let handled = (0..12).map(|number| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            teachers::lock(tx.on(), 42).await.unwrap().unwrap();
            let seen = conversations::load(tx.on(), 42, 42).await.unwrap().map_or(0, |c| c.version);
            let saved = conversations::save(tx.on(), 42, 42, seen, &json!(number), noon()).await.unwrap();
            tx.commit().await.unwrap();
            saved
        })
    });
    for one in handled.collect::<Vec<_>>() {
        assert!(one.await.unwrap(), "a message was overtaken");
    }

    let stands = conversations::load(db.read().await.unwrap().on(), 42, 42).await.unwrap().unwrap();
    assert_eq!(stands.version, 12);
}

async fn an_update_is_claimed_once_however_often_it_comes(db: &Db) {
    let claims = (0..8).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let claimed = updates::claim(tx.on(), 1, 100, noon()).await.unwrap();
            tx.commit().await.unwrap();
            claimed
        })
    });
    let mut claimed = 0;
    for one in claims.collect::<Vec<_>>() {
        claimed += i32::from(one.await.unwrap());
    }
    let of_another_bot = updates::claim(db.write().await.unwrap().on(), 2, 100, noon()).await.unwrap();

    assert_eq!(claimed, 1);
    assert!(of_another_bot);
}

async fn an_update_whose_transaction_failed_comes_again(db: &Db) {
    let mut failed = db.begin().await.unwrap();
    assert!(updates::claim(failed.on(), 1, 100, noon()).await.unwrap());
    teachers::register(failed.on(), id(), 42, Locale::Ru, noon()).await.unwrap();
    drop(failed);

    let mut tx = db.begin().await.unwrap();
    let claimed = updates::claim(tx.on(), 1, 100, noon()).await.unwrap();
    let known = teachers::lock(tx.on(), 42).await.unwrap();

    assert!(claimed);
    assert_eq!(known, None, "nothing of the failed transaction stays");
}

async fn old_updates_are_forgotten(db: &Db) {
    let write = &mut db.write().await.unwrap();
    updates::claim(write.on(), 1, 1, noon() - seconds(86_401)).await.unwrap();
    updates::claim(write.on(), 1, 2, noon()).await.unwrap();

    let forgotten = updates::forget_before(write.on(), noon() - seconds(86_400)).await.unwrap();
    let fresh_again = updates::claim(write.on(), 1, 2, noon()).await.unwrap();

    assert_eq!((forgotten, fresh_again), (1, false));
}

async fn a_state_loaded_too_early_is_not_saved(db: &Db) {
    let write = &mut db.write().await.unwrap();
    let first = conversations::save(write.on(), 1, 2, 0, &json!({ "шаг": "тема" }), noon()).await.unwrap();
    let second = conversations::save(write.on(), 1, 2, 1, &json!({ "шаг": "класс" }), noon()).await.unwrap();
    let late = conversations::save(write.on(), 1, 2, 1, &json!({}), noon()).await.unwrap();
    let blind = conversations::save(write.on(), 1, 2, 0, &json!({}), noon()).await.unwrap();

    let stands = conversations::load(write.on(), 1, 2).await.unwrap().unwrap();
    assert_eq!((first, second, late, blind), (true, true, false, false));
    assert_eq!((stands.version, stands.state), (2, json!({ "шаг": "класс" })));
}

async fn a_conversation_can_be_forgotten(db: &Db) {
    let write = &mut db.write().await.unwrap();
    conversations::save(write.on(), 1, 2, 0, &json!(1), noon()).await.unwrap();
    conversations::save(write.on(), 1, 3, 0, &json!(2), noon()).await.unwrap();

    conversations::clear(write.on(), 1, 2).await.unwrap();

    assert_eq!(conversations::load(write.on(), 1, 2).await.unwrap(), None);
    assert!(conversations::load(write.on(), 1, 3).await.unwrap().is_some());
}

async fn a_silent_instance_is_dead_until_it_is_struck_off(db: &Db) {
    let (silent, alive) = (id(), id());
    let write = &mut db.write().await.unwrap();
    instances::beat(write.on(), silent, "silent", noon()).await.unwrap();
    instances::beat(write.on(), alive, "alive", noon()).await.unwrap();
    instances::beat(write.on(), alive, "alive", noon() + seconds(20)).await.unwrap();

    let dead = instances::dead(write.on(), noon() + seconds(20)).await.unwrap();
    instances::remove(write.on(), silent).await.unwrap();
    let then = instances::dead(write.on(), noon() + seconds(20)).await.unwrap();

    assert_eq!(dead.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["silent"]);
    assert!(then.is_empty());
}

/// SQLite keeps moments as text, with as many decimals as they need.
async fn moments_are_compared_with_their_fractions(db: &Db) {
    let write = &mut db.write().await.unwrap();
    let micros = [0, 1, 10, 1_000, 100_000, 123_456, 500_000, 999_999, 1_000_000];
    for (update, micros) in (1_i64..).zip(micros) {
        let at = noon() + chrono::TimeDelta::microseconds(micros);
        updates::claim(write.on(), 1, update, at).await.unwrap();
    }

    for (earlier, micros) in (0_u64..).zip(micros) {
        let before = noon() + chrono::TimeDelta::microseconds(micros);
        let forgotten = updates::forget_before(write.on(), before).await.unwrap();
        assert_eq!(forgotten, u64::from(earlier > 0), "before +{micros} µs");
    }
}
