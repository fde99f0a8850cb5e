//! Who may enter the panel, and what they did.

use listok_core::domain::id::AdminId;
use listok_core::store::{AdminRole, Db, admins, events};
use serde_json::json;

use crate::made::{self, id, noon, seconds};

on_both_engines!(
    an_invitation_lets_one_person_in_once,
    an_expired_invitation_lets_nobody_in,
    a_person_is_known_by_provider_and_subject,
    a_session_ends_by_age_by_silence_and_by_hand,
    the_audit_log_is_read_newest_first,
    events_are_read_on_from_where_one_was,
);

async fn an_invitation_lets_one_person_in_once(db: &Db) {
    let write = db.write().await;
    admins::invite(write.unwrap().on(), "hash", AdminRole::Admin, noon(), noon() + seconds(60)).await.unwrap();
    let open = admins::invite_open(db.read().await.unwrap().on(), "hash", noon()).await.unwrap();

    let uses = (0..8).map(|_| {
        let db = db.clone();
        tokio::spawn(async move { admins::use_invite(db.write().await.unwrap().on(), "hash", noon()).await.unwrap() })
    });
    let mut let_in = Vec::new();
    for one in uses.collect::<Vec<_>>() {
        let_in.extend(one.await.unwrap());
    }

    assert_eq!((open, let_in), (true, vec![AdminRole::Admin]));
    assert!(!admins::invite_open(db.read().await.unwrap().on(), "hash", noon()).await.unwrap());
}

async fn an_expired_invitation_lets_nobody_in(db: &Db) {
    let write = &mut db.write().await.unwrap();
    admins::invite(write.on(), "hash", AdminRole::Owner, noon(), noon() + seconds(60)).await.unwrap();

    let late = admins::use_invite(write.on(), "hash", noon() + seconds(60)).await.unwrap();
    let unknown = admins::use_invite(write.on(), "other", noon()).await.unwrap();

    assert_eq!((late, unknown), (None, None));
}

async fn a_person_is_known_by_provider_and_subject(db: &Db) {
    let write = &mut db.write().await.unwrap();
    let viewer: AdminId = admins::ensure(write.on(), id(), "telegram", "42", AdminRole::Viewer, noon()).await.unwrap();
    let other = admins::ensure(write.on(), id(), "yandex", "42", AdminRole::Owner, noon()).await.unwrap();

    let promoted = admins::ensure(write.on(), id(), "telegram", "42", AdminRole::Admin, noon()).await.unwrap();

    assert_ne!(viewer, other);
    assert_eq!(promoted, viewer);
}

async fn a_session_ends_by_age_by_silence_and_by_hand(db: &Db) {
    let write = &mut db.write().await.unwrap();
    let admin = admins::ensure(write.on(), id(), "telegram", "42", AdminRole::Admin, noon()).await.unwrap();
    admins::open_session(write.on(), "hash", admin, "csrf", "Firefox", noon(), noon() + seconds(100)).await.unwrap();
    let at = |n| noon() + seconds(n);

    let fresh = admins::session(write.on(), "hash", at(1), at(-9)).await.unwrap().unwrap();
    let silent = admins::session(write.on(), "hash", at(20), at(10)).await.unwrap();
    admins::touch_session(write.on(), "hash", at(20)).await.unwrap();
    let touched = admins::session(write.on(), "hash", at(25), at(15)).await.unwrap();
    let old = admins::session(write.on(), "hash", at(100), at(15)).await.unwrap();
    admins::revoke_session(write.on(), "hash", at(30)).await.unwrap();
    let revoked = admins::session(write.on(), "hash", at(31), at(15)).await.unwrap();

    assert_eq!((fresh.admin, fresh.role, fresh.csrf.as_str()), (admin, AdminRole::Admin, "csrf"));
    assert_eq!((silent, old, revoked), (None, None, None));
    assert_eq!(touched.unwrap().last_seen_at, at(20));
}

async fn the_audit_log_is_read_newest_first(db: &Db) {
    let write = &mut db.write().await.unwrap();
    let admin = admins::ensure(write.on(), id(), "telegram", "42", AdminRole::Admin, noon()).await.unwrap();
    admins::audit(write.on(), None, "invite_made", "viewer", &json!({}), noon()).await.unwrap();
    admins::audit(write.on(), Some(admin), "job_retried", "17", &json!({ "n": 1 }), noon()).await.unwrap();

    let log = admins::audit_log(write.on(), 10).await.unwrap();

    assert_eq!(log.iter().map(|l| l.action.as_str()).collect::<Vec<_>>(), ["job_retried", "invite_made"]);
    assert_eq!((log[0].admin, log[1].admin), (Some(admin), None));
}

async fn events_are_read_on_from_where_one_was(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;
    let write = &mut db.write().await.unwrap();
    let empty = events::newest(write.on()).await.unwrap();
    events::add(write.on(), "order_placed", Some(order), Some(teacher), &json!({ "n": 1 }), noon()).await.unwrap();
    let seen = events::newest(write.on()).await.unwrap();
    events::add(write.on(), "order_ready", Some(order), Some(teacher), &json!({}), noon()).await.unwrap();
    events::add(write.on(), "rated", None, None, &json!({}), noon()).await.unwrap();

    let rest = events::since(write.on(), seen, 10).await.unwrap();
    let first = events::since(write.on(), empty, 1).await.unwrap();

    assert_eq!(empty, 0);
    assert_eq!(rest.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["order_ready", "rated"]);
    assert_eq!((first[0].order, first[0].data.clone()), (Some(order), json!({ "n": 1 })));
}
