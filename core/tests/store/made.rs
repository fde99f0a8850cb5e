//! What facts put into the database.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::TimeDelta;
use listok_core::domain::id::{Id, OrderId, TeacherId, WorksheetId, uuid_v7};
use listok_core::domain::request::Answers;
use listok_core::domain::worksheet::{Origin, Worksheet};
use listok_core::domain::{Difficulty, Grade, Layout, Locale, Spec, Subject, Timestamp};
use listok_core::store::{self, Db, NewOrder, NewOutgoing, NewWorksheet};
use serde_json::json;

/// Noon in Moscow of a school day.
pub(crate) fn noon() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

pub(crate) fn seconds(count: i64) -> TimeDelta {
    TimeDelta::seconds(count)
}

/// A fresh id; later ones sort later.
pub(crate) fn id<T: Id>() -> T {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let mut random = [0; 10];
    random[2..].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    uuid_v7(noon(), random).into()
}

pub(crate) async fn teacher(db: &Db, telegram_id: i64) -> TeacherId {
    let on = &mut db.write().await.unwrap();
    store::teachers::register(on.on(), id(), telegram_id, Locale::Ru, noon()).await.unwrap().0.id
}

pub(crate) fn spec() -> Spec {
    Spec {
        locale: Locale::Ru,
        subject: Subject::Math,
        grade: Grade::new(6).unwrap(),
        topic: "сложение дробей, «ёлочки»".to_owned(),
        total: 12,
        difficulty: Difficulty::Medium,
        variants: 2,
        format: None,
        include_kinds: [].into(),
        exclude_kinds: [].into(),
        large_print: true,
        short_wording: false,
        mix: [].into(),
        levels: Vec::new(),
        per_kind: [].into(),
        answers: Answers::Separate,
        exam: None,
        kind_of_work: Some("самостоятельная".to_owned()),
        class_letters: vec!["6Б".to_owned()],
    }
}

pub(crate) fn new_order(teacher: TeacherId, key: &str, at: Timestamp) -> NewOrder {
    NewOrder {
        id: id(),
        teacher,
        chat_id: 700,
        card_message_id: None,
        key: key.to_owned(),
        locale: Locale::Ru,
        spec: spec(),
        replaces: None,
        priority: 2,
        created_at: at,
    }
}

pub(crate) async fn order(db: &Db, teacher: TeacherId, key: &str, at: Timestamp) -> OrderId {
    let new = new_order(teacher, key, at);
    assert!(store::orders::place(db.write().await.unwrap().on(), &new).await.unwrap());
    new.id
}

pub(crate) fn content(title: &str) -> Worksheet {
    Worksheet {
        schema: Worksheet::SCHEMA,
        locale: Locale::Ru,
        subject: Subject::Math,
        grade: Grade::new(6).unwrap(),
        topic: "сложение дробей".to_owned(),
        title: title.to_owned(),
        kind_of_work: None,
        instruction: None,
        variants: Vec::new(),
        large_print: false,
        layout: Layout::default(),
        origin: Origin::Drill,
        notices: Vec::new(),
    }
}

pub(crate) async fn worksheet(db: &Db, teacher: TeacherId, title: &str, at: Timestamp) -> WorksheetId {
    let new = NewWorksheet {
        id: id(),
        teacher,
        folder: None,
        share_token: id::<WorksheetId>().to_string(),
        content: content(title),
        created_at: at,
    };
    let mut tx = db.begin().await.unwrap();
    store::worksheets::insert(tx.on(), &new).await.unwrap();
    tx.commit().await.unwrap();
    new.id
}

/// A message that may leave at once; `says` tells it from others.
pub(crate) fn message(chat_id: i64, says: &str) -> NewOutgoing {
    NewOutgoing {
        id: id(),
        chat_id,
        teacher: None,
        order: None,
        payload: json!({ "says": says }),
        coalesce_key: None,
        not_before: noon(),
        created_at: noon(),
    }
}
