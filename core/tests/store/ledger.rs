//! What an order costs is written down once.

use listok_core::domain::id::{OrderId, TeacherId};
use listok_core::domain::{Currency, Money};
use listok_core::store::{CostStatus, Db, Entry, ModelCall, NewEntry, ledger, model_calls, orders};

use crate::made::{self, id, noon, seconds};

on_both_engines!(
    a_step_is_entered_once_however_often_it_is_tried,
    settling_and_releasing_exclude_each_other,
    a_teacher_is_charged_for_what_was_settled,
    a_reservation_left_behind_is_noticed,
    credits_are_never_negative,
    a_model_call_is_read_as_it_was_recorded,
    a_known_cost_has_an_amount,
);

fn entry(teacher: TeacherId, order: OrderId, entry: Entry, key: &str) -> NewEntry {
    NewEntry {
        id: id(),
        teacher,
        order: Some(order),
        entry,
        credits: 1,
        cost: None,
        key: key.to_owned(),
        created_at: noon(),
    }
}

async fn a_step_is_entered_once_however_often_it_is_tried(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;

    let tries = (0..8).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let entered = ledger::enter(tx.on(), &entry(teacher, order, Entry::Reserve, "reserve")).await.unwrap();
            tx.commit().await.unwrap();
            entered
        })
    });
    let mut entered = 0;
    for one in tries.collect::<Vec<_>>() {
        entered += i32::from(one.await.unwrap());
    }

    assert_eq!(entered, 1);
    assert_eq!(ledger::of_order(db.read().await.unwrap().on(), order).await.unwrap().len(), 1);
}

async fn settling_and_releasing_exclude_each_other(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;
    let cost = Money::nano(1_234_567_890_123, Currency::Rub);
    let write = &mut db.write().await.unwrap();
    ledger::enter(write.on(), &entry(teacher, order, Entry::Reserve, "reserve")).await.unwrap();

    let settle = NewEntry { cost: Some(cost), ..entry(teacher, order, Entry::Settle, "close") };
    let settled = ledger::enter(write.on(), &settle).await.unwrap();
    let released = ledger::enter(write.on(), &entry(teacher, order, Entry::Release, "close")).await.unwrap();

    let lines = ledger::of_order(write.on(), order).await.unwrap();
    assert_eq!((settled, released), (true, false));
    assert_eq!(lines.iter().map(|line| line.entry).collect::<Vec<_>>(), [Entry::Reserve, Entry::Settle]);
    assert_eq!((lines[0].cost, lines[1].cost), (None, Some(cost)));
}

async fn a_teacher_is_charged_for_what_was_settled(db: &Db) {
    let (teacher, stranger) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    let order = made::order(db, teacher, "press", noon()).await;
    let write = &mut db.write().await.unwrap();
    let steps = [
        entry(teacher, order, Entry::Reserve, "a"),
        entry(teacher, order, Entry::Settle, "b"),
        NewEntry { credits: 3, created_at: noon() + seconds(1), ..entry(teacher, order, Entry::Settle, "c") },
        entry(teacher, order, Entry::Release, "d"),
    ];
    for step in &steps {
        ledger::enter(write.on(), step).await.unwrap();
    }

    // Of the four settled one was given back.
    assert_eq!(ledger::charged(write.on(), teacher, noon()).await.unwrap(), 3);
    assert_eq!(ledger::charged(write.on(), teacher, noon() + seconds(1)).await.unwrap(), 3);
    assert_eq!(ledger::charged(write.on(), stranger, noon()).await.unwrap(), 0);
}

async fn a_reservation_left_behind_is_noticed(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;
    let write = &mut db.write().await.unwrap();
    ledger::enter(write.on(), &entry(teacher, order, Entry::Reserve, "reserve")).await.unwrap();

    let open = ledger::orphaned(write.on()).await.unwrap();
    orders::fail(write.on(), order, "lost", "R", noon()).await.unwrap();
    let left = ledger::orphaned(write.on()).await.unwrap();
    ledger::enter(write.on(), &entry(teacher, order, Entry::Release, "close")).await.unwrap();
    let closed = ledger::orphaned(write.on()).await.unwrap();

    assert_eq!((open, left, closed), (0, 1, 0));
}

async fn credits_are_never_negative(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;
    let negative = NewEntry { credits: -1, ..entry(teacher, order, Entry::Settle, "close") };

    let entered = ledger::enter(db.write().await.unwrap().on(), &negative).await;

    assert!(entered.unwrap_err().as_database_error().unwrap().is_check_violation());
}

fn call(order: OrderId, teacher: TeacherId) -> ModelCall {
    ModelCall {
        id: id(),
        order: Some(order),
        worksheet: None,
        teacher: Some(teacher),
        role: "author".to_owned(),
        provider: "openai".to_owned(),
        model: "gpt".to_owned(),
        prompt_version: "author-1".to_owned(),
        tokens_in: 900,
        tokens_cached: 512,
        tokens_cache_written: 0,
        tokens_out: 1_500,
        tokens_reasoning: 200,
        cost: Some(Money::nano(12_345_678, Currency::Usd)),
        price_version: "2026-11".to_owned(),
        cost_status: CostStatus::Measured,
        outcome: "ok".to_owned(),
        latency_ms: 2_345,
        created_at: noon(),
    }
}

async fn a_model_call_is_read_as_it_was_recorded(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;
    let known = call(order, teacher);
    let unknown = ModelCall {
        cost: None,
        cost_status: CostStatus::Unknown,
        outcome: "timeout".to_owned(),
        ..call(order, teacher)
    };
    let write = &mut db.write().await.unwrap();

    model_calls::insert(write.on(), &known, None).await.unwrap();
    model_calls::insert(write.on(), &unknown, None).await.unwrap();

    assert_eq!(model_calls::of_order(write.on(), order).await.unwrap(), [known, unknown]);
}

async fn a_known_cost_has_an_amount(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;
    let nameless = ModelCall { cost: None, ..call(order, teacher) };

    let recorded = model_calls::insert(db.write().await.unwrap().on(), &nameless, None).await;

    assert!(recorded.unwrap_err().as_database_error().unwrap().is_check_violation());
}
