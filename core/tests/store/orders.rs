//! An order is placed once, moves only forward, and belongs to its teacher.

use listok_core::domain::Timestamp;
use listok_core::domain::id::{OrderId, TeacherId};
use listok_core::domain::worksheet::Origin;
use listok_core::store::{Db, NewOrder, OrderState, orders};

use crate::made::{self, id, new_order, noon, seconds};

on_both_engines!(
    a_press_makes_one_order_however_often_it_comes,
    an_order_is_read_as_it_was_placed,
    an_order_goes_from_the_queue_to_delivery,
    what_has_ended_does_not_change,
    a_run_again_after_a_crash_can_still_finish,
    only_its_teacher_sees_and_cancels_an_order,
    running_orders_are_counted_for_each_teacher,
    unfinished_orders_are_found_oldest_first,
    pages_of_orders_lose_and_repeat_none,
    the_newest_made_order_is_found,
    an_order_of_nobody_is_refused,
);

async fn find(db: &Db, order: OrderId) -> listok_core::store::Order {
    orders::find(db.read().await.unwrap().on(), order).await.unwrap().unwrap()
}

/// Brings an order to `ready` with a worksheet of its own.
async fn made_ready(db: &Db, teacher: TeacherId, key: &str, at: Timestamp) -> OrderId {
    let order = made::order(db, teacher, key, at).await;
    let worksheet = made::worksheet(db, teacher, key, at).await;
    let write = &mut db.write().await.unwrap();
    assert!(orders::start(write.on(), order, at).await.unwrap());
    assert!(orders::finish(write.on(), order, worksheet, 1, Origin::Drill, at).await.unwrap());
    order
}

async fn a_press_makes_one_order_however_often_it_comes(db: &Db) {
    let teacher = made::teacher(db, 1).await;

    let presses = (0..8).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            let new = new_order(teacher, "press", noon());
            let mut tx = db.begin().await.unwrap();
            let placed = orders::place(tx.on(), &new).await.unwrap();
            tx.commit().await.unwrap();
            placed.then_some(new.id)
        })
    });
    let mut placed = Vec::new();
    for press in presses.collect::<Vec<_>>() {
        placed.extend(press.await.unwrap());
    }

    let found = orders::find_by_key(db.read().await.unwrap().on(), "press").await.unwrap().unwrap();
    assert_eq!(placed, [found.id]);
}

async fn an_order_is_read_as_it_was_placed(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let new = NewOrder { card_message_id: Some(9), ..new_order(teacher, "press", noon()) };
    orders::place(db.write().await.unwrap().on(), &new).await.unwrap();

    let order = find(db, new.id).await;
    orders::set_card(db.write().await.unwrap().on(), new.id, 10).await.unwrap();
    let shown = find(db, new.id).await;

    assert_eq!((order.teacher, order.chat_id, order.card_message_id), (teacher, 700, Some(9)));
    assert_eq!((order.spec, order.state, order.created_at), (made::spec(), OrderState::Queued, noon()));
    assert_eq!((order.worksheet, order.origin, order.started_at), (None, None, None));
    assert_eq!(shown.card_message_id, Some(10));
}

async fn an_order_goes_from_the_queue_to_delivery(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;
    let worksheet = made::worksheet(db, teacher, "Дроби", noon()).await;
    let write = &mut db.write().await.unwrap();
    let at = |n| noon() + seconds(n);

    let early = orders::delivered(write.on(), order, at(0)).await.unwrap();
    let started = orders::start(write.on(), order, at(1)).await.unwrap();
    let started_again = orders::start(write.on(), order, at(2)).await.unwrap();
    let made = orders::finish(write.on(), order, worksheet, 1, Origin::Drill, at(3)).await.unwrap();
    let delivered = orders::delivered(write.on(), order, at(4)).await.unwrap();
    let delivered_again = orders::delivered(write.on(), order, at(5)).await.unwrap();

    let now = orders::find(write.on(), order).await.unwrap().unwrap();
    assert_eq!((early, started, started_again), (false, true, false));
    assert_eq!((made, delivered, delivered_again), (true, true, false));
    assert_eq!((now.state, now.worksheet, now.version), (OrderState::Delivered, Some(worksheet), Some(1)));
    assert_eq!(now.origin, Some(Origin::Drill));
    assert_eq!((now.started_at, now.finished_at, now.delivered_at), (Some(at(1)), Some(at(3)), Some(at(4))));
}

async fn what_has_ended_does_not_change(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let worksheet = made::worksheet(db, teacher, "Дроби", noon()).await;
    let cancelled = made::order(db, teacher, "cancelled", noon()).await;
    let failed = made::order(db, teacher, "failed", noon()).await;
    let ready = made_ready(db, teacher, "ready", noon()).await;
    let write = &mut db.write().await.unwrap();
    assert!(orders::cancel(write.on(), cancelled, teacher, noon()).await.unwrap());
    assert!(orders::fail(write.on(), failed, "unchecked", "K7M2-Q9XD", noon()).await.unwrap());

    for ended in [cancelled, failed, ready] {
        assert!(!orders::start(write.on(), ended, noon()).await.unwrap());
        assert!(!orders::finish(write.on(), ended, worksheet, 1, Origin::Model, noon()).await.unwrap());
        assert!(!orders::fail(write.on(), ended, "again", "X", noon()).await.unwrap());
        assert!(!orders::cancel(write.on(), ended, teacher, noon()).await.unwrap());
    }

    let now = orders::find(write.on(), failed).await.unwrap().unwrap();
    assert_eq!(now.state, OrderState::Failed);
    assert_eq!((now.failure.as_deref(), now.reference.as_deref()), (Some("unchecked"), Some("K7M2-Q9XD")));
    assert_eq!(orders::find(write.on(), ready).await.unwrap().unwrap().origin, Some(Origin::Drill));
}

async fn a_run_again_after_a_crash_can_still_finish(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "press", noon()).await;
    assert!(orders::start(db.write().await.unwrap().on(), order, noon()).await.unwrap());
    let worksheet = made::worksheet(db, teacher, "Дроби", noon()).await;
    let mut crashed = db.begin().await.unwrap();
    assert!(orders::finish(crashed.on(), order, worksheet, 1, Origin::Drill, noon()).await.unwrap());
    drop(crashed);

    let again = orders::finish(db.write().await.unwrap().on(), order, worksheet, 1, Origin::Drill, noon()).await;

    assert!(again.unwrap());
}

async fn only_its_teacher_sees_and_cancels_an_order(db: &Db) {
    let (teacher, stranger) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    let order = made::order(db, teacher, "press", noon()).await;
    let write = &mut db.write().await.unwrap();

    let seen = orders::find_owned(write.on(), order, stranger).await.unwrap();
    let cancelled = orders::cancel(write.on(), order, stranger, noon()).await.unwrap();

    assert_eq!((seen, cancelled), (None, false));
    assert!(orders::find_owned(write.on(), order, teacher).await.unwrap().is_some());
}

async fn running_orders_are_counted_for_each_teacher(db: &Db) {
    let (busy, idle) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    let running = made::order(db, busy, "running", noon()).await;
    made::order(db, busy, "queued", noon()).await;
    made_ready(db, busy, "ready", noon()).await;
    let write = &mut db.write().await.unwrap();
    orders::start(write.on(), running, noon()).await.unwrap();

    let of_busy = orders::working_of(write.on(), busy).await.unwrap();
    let of_idle = orders::working_of(write.on(), idle).await.unwrap();

    assert_eq!((of_busy, of_idle), (1, 0));
}

async fn unfinished_orders_are_found_oldest_first(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let second = made::order(db, teacher, "second", noon() - seconds(20)).await;
    let first = made::order(db, teacher, "first", noon() - seconds(30)).await;
    made::order(db, teacher, "too young", noon()).await;
    made_ready(db, teacher, "made", noon() - seconds(40)).await;
    let write = &mut db.write().await.unwrap();
    orders::start(write.on(), first, noon()).await.unwrap();

    let found = orders::unfinished(write.on(), noon(), 10).await.unwrap();
    let one = orders::unfinished(write.on(), noon(), 1).await.unwrap();

    assert_eq!(found.iter().map(|o| o.id).collect::<Vec<_>>(), [first, second]);
    assert_eq!(one.len(), 1);
}

async fn pages_of_orders_lose_and_repeat_none(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let mut expected = Vec::new();
    for number in 0..7 {
        // Several of the same moment: the id decides.
        let at = noon() + seconds(number / 3);
        expected.push((at, made::order(db, teacher, &format!("k{number}"), at).await));
    }
    expected.sort_unstable();
    expected.reverse();
    let read = &mut db.report().await.unwrap();

    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = orders::page(read.on(), None, before, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some((last.created_at, last.id));
        seen.extend(page.iter().map(|o| (o.created_at, o.id)));
    }
    let failed = orders::page(read.on(), Some(OrderState::Failed), None, 10).await.unwrap();

    assert_eq!(seen, expected);
    assert!(failed.is_empty());
}

async fn the_newest_made_order_is_found(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    made_ready(db, teacher, "older", noon()).await;
    let newest = made_ready(db, teacher, "newest", noon() + seconds(1)).await;
    made::order(db, teacher, "not made yet", noon() + seconds(2)).await;
    let stranger = made::teacher(db, 2).await;

    let read = &mut db.read().await.unwrap();
    let found = orders::latest_made(read.on(), teacher).await.unwrap().unwrap();
    let worksheet = found.worksheet.unwrap();
    let back = orders::of_worksheet(read.on(), worksheet, teacher).await.unwrap().unwrap();

    assert_eq!((found.id, back.id), (newest, newest));
    assert_eq!(orders::of_worksheet(read.on(), worksheet, stranger).await.unwrap(), None);
    assert_eq!(orders::latest_made(read.on(), stranger).await.unwrap(), None);
}

async fn an_order_of_nobody_is_refused(db: &Db) {
    let placed = orders::place(db.write().await.unwrap().on(), &new_order(id(), "press", noon())).await;

    assert!(placed.unwrap_err().as_database_error().unwrap().is_foreign_key_violation());
}
