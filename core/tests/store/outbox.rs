//! Messages leave once and in order, whatever becomes of those who send them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use listok_core::domain::Timestamp;
use listok_core::store::{Db, NewOutgoing, Outgoing, outbox};
use tokio::sync::Mutex;

use crate::made::{self, message, noon, seconds};

on_both_engines!(
    messages_of_a_chat_leave_one_after_another,
    chats_do_not_wait_for_each_other,
    a_later_edit_replaces_one_that_waits,
    a_claimed_edit_is_not_replaced,
    an_edit_replaces_only_its_own_kind_in_its_own_chat,
    a_replacement_respects_the_pause_of_the_replaced,
    an_expired_lease_passes_the_message_on,
    who_lost_the_lease_settles_nothing,
    nobody_starts_sending_after_the_lease,
    a_message_cut_off_while_sending_is_known_to_be,
    a_failure_before_sending_is_not_taken_for_an_interruption,
    an_unclear_failure_is_taken_for_an_interruption,
    a_message_waits_for_its_time,
    a_held_chat_is_silent_until_the_moment,
    an_unreachable_chat_is_given_up_as_a_whole,
    a_claim_takes_no_more_than_asked,
    many_senders_send_each_message_once_and_in_order,
    the_depth_counts_what_is_open,
    only_settled_messages_are_forgotten,
    a_rolled_back_message_never_leaves,
);

async fn put(db: &Db, new: &NewOutgoing) -> i64 {
    let mut tx = db.begin().await.unwrap();
    let seq = outbox::enqueue(tx.on(), new).await.unwrap();
    tx.commit().await.unwrap();
    seq
}

fn edit(chat_id: i64, says: &str) -> NewOutgoing {
    NewOutgoing { coalesce_key: Some("card".to_owned()), ..message(chat_id, says) }
}

async fn claim_at(db: &Db, worker: &str, now: Timestamp, limit: i64) -> Vec<Outgoing> {
    let mut write = db.write().await.unwrap();
    outbox::claim(write.on(), worker, now, now + seconds(60), limit).await.unwrap()
}

async fn claim(db: &Db, worker: &str) -> Vec<Outgoing> {
    claim_at(db, worker, noon(), 100).await
}

async fn sent(db: &Db, row: &Outgoing, worker: &str) -> bool {
    outbox::sent(db.write().await.unwrap().on(), row.id, worker, Some(5), noon()).await.unwrap()
}

async fn mark(db: &Db, row: &Outgoing, worker: &str, now: Timestamp) -> bool {
    outbox::mark_sending(db.write().await.unwrap().on(), row.id, worker, now).await.unwrap()
}

fn says(rows: &[Outgoing]) -> Vec<&str> {
    rows.iter().filter_map(|row| row.payload["says"].as_str()).collect()
}

async fn messages_of_a_chat_leave_one_after_another(db: &Db) {
    put(db, &message(1, "first")).await;
    put(db, &message(1, "second")).await;

    let first = claim(db, "a").await;
    let meanwhile = claim(db, "b").await;
    assert!(sent(db, &first[0], "a").await);
    let then = claim(db, "b").await;

    assert_eq!((says(&first), says(&meanwhile), says(&then)), (vec!["first"], vec![], vec!["second"]));
    assert_eq!((first[0].attempt, first[0].interrupted), (1, false));
}

async fn chats_do_not_wait_for_each_other(db: &Db) {
    put(db, &message(1, "slow")).await;
    put(db, &message(1, "after slow")).await;
    put(db, &message(2, "quick")).await;

    let mut rows = claim(db, "a").await;

    rows.sort_by_key(|row| row.seq);
    assert_eq!(says(&rows), ["slow", "quick"]);
}

async fn a_later_edit_replaces_one_that_waits(db: &Db) {
    put(db, &edit(1, "10 %")).await;
    put(db, &edit(1, "50 %")).await;
    put(db, &edit(1, "90 %")).await;

    let rows = claim(db, "a").await;
    assert!(sent(db, &rows[0], "a").await);

    assert_eq!(says(&rows), ["90 %"]);
    assert!(claim(db, "a").await.is_empty());
}

async fn a_claimed_edit_is_not_replaced(db: &Db) {
    put(db, &edit(1, "10 %")).await;
    let leaving = claim(db, "a").await;
    put(db, &edit(1, "90 %")).await;

    let settled = sent(db, &leaving[0], "a").await;
    let rest = claim(db, "a").await;

    assert!(settled);
    assert_eq!(says(&rest), ["90 %"]);
}

async fn an_edit_replaces_only_its_own_kind_in_its_own_chat(db: &Db) {
    put(db, &edit(1, "card of 1")).await;
    put(db, &edit(2, "card of 2")).await;
    put(db, &NewOutgoing { coalesce_key: Some("list".to_owned()), ..message(2, "list of 2") }).await;
    put(db, &edit(2, "newer card of 2")).await;

    let mut left = Vec::new();
    loop {
        let rows = claim(db, "a").await;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            assert!(sent(db, row, "a").await);
        }
        left.extend(says(&rows).into_iter().map(str::to_owned));
    }

    left.sort();
    assert_eq!(left, ["card of 1", "list of 2", "newer card of 2"]);
}

async fn a_replacement_respects_the_pause_of_the_replaced(db: &Db) {
    put(db, &edit(1, "50 %")).await;
    outbox::hold_chat(db.write().await.unwrap().on(), 1, noon() + seconds(30)).await.unwrap();
    put(db, &edit(1, "90 %")).await;

    let during = claim_at(db, "a", noon() + seconds(29), 100).await;
    let after = claim_at(db, "a", noon() + seconds(30), 100).await;

    assert!(during.is_empty(), "Telegram asked for a pause in this chat");
    assert_eq!(says(&after), ["90 %"]);
}

async fn an_expired_lease_passes_the_message_on(db: &Db) {
    put(db, &message(1, "hello")).await;
    claim(db, "dead").await;

    let within = claim_at(db, "alive", noon() + seconds(60), 100).await;
    let beyond = claim_at(db, "alive", noon() + seconds(61), 100).await;

    assert!(within.is_empty());
    assert_eq!(says(&beyond), ["hello"]);
    assert_eq!((beyond[0].attempt, beyond[0].interrupted), (2, false));
}

async fn who_lost_the_lease_settles_nothing(db: &Db) {
    put(db, &message(1, "hello")).await;
    let row = claim(db, "slow").await.remove(0);
    claim_at(db, "quick", noon() + seconds(61), 100).await;

    let later = noon() + seconds(62);
    let marked = mark(db, &row, "slow", later).await;
    let settled = sent(db, &row, "slow").await;
    let write = &mut db.write().await.unwrap();
    let retried = outbox::retry(write.on(), row.id, "slow", later, "late", false).await.unwrap();
    let failed = outbox::fail(write.on(), row.id, "slow", "late", later).await.unwrap();
    let by_owner = outbox::sent(write.on(), row.id, "quick", None, later).await.unwrap();

    assert_eq!((marked, settled, retried, failed, by_owner), (false, false, false, false, true));
}

async fn nobody_starts_sending_after_the_lease(db: &Db) {
    put(db, &message(1, "hello")).await;
    let row = claim(db, "slow").await.remove(0);

    let in_time = mark(db, &row, "slow", noon() + seconds(60)).await;
    let too_late = mark(db, &row, "slow", noon() + seconds(61)).await;

    assert_eq!((in_time, too_late), (true, false));
}

async fn a_message_cut_off_while_sending_is_known_to_be(db: &Db) {
    put(db, &message(1, "document")).await;
    let row = claim(db, "dead").await.remove(0);
    assert!(mark(db, &row, "dead", noon()).await);

    let taken = claim_at(db, "alive", noon() + seconds(61), 100).await;

    assert!(taken[0].interrupted);
}

async fn a_failure_before_sending_is_not_taken_for_an_interruption(db: &Db) {
    put(db, &message(1, "document")).await;
    let row = claim(db, "a").await.remove(0);
    assert!(mark(db, &row, "a", noon()).await);

    let write = &mut db.write().await.unwrap();
    assert!(outbox::retry(write.on(), row.id, "a", noon() + seconds(1), "refused", false).await.unwrap());
    let again = outbox::claim(write.on(), "a", noon() + seconds(1), noon() + seconds(61), 1).await.unwrap();

    assert_eq!((again[0].attempt, again[0].interrupted), (2, false));
}

async fn an_unclear_failure_is_taken_for_an_interruption(db: &Db) {
    put(db, &message(1, "document")).await;
    let row = claim(db, "a").await.remove(0);
    assert!(mark(db, &row, "a", noon()).await);

    let write = &mut db.write().await.unwrap();
    assert!(outbox::retry(write.on(), row.id, "a", noon(), "timeout", true).await.unwrap());
    let again = outbox::claim(write.on(), "b", noon(), noon() + seconds(60), 1).await.unwrap();

    assert!(again[0].interrupted);
}

async fn a_message_waits_for_its_time(db: &Db) {
    let at = noon() + seconds(10);
    put(db, &NewOutgoing { not_before: at, ..message(1, "later") }).await;
    put(db, &message(1, "behind it")).await;

    let early = claim_at(db, "a", at - seconds(1), 100).await;
    let due = claim_at(db, "a", at, 100).await;

    assert!(early.is_empty(), "the order of a chat is kept even if its next message waits");
    assert_eq!(says(&due), ["later"]);
}

async fn a_held_chat_is_silent_until_the_moment(db: &Db) {
    put(db, &message(1, "held")).await;
    put(db, &message(2, "free")).await;
    outbox::hold_chat(db.write().await.unwrap().on(), 1, noon() + seconds(30)).await.unwrap();
    put(db, &message(1, "after the hold")).await;

    let now = claim(db, "a").await;
    let then = claim_at(db, "a", noon() + seconds(30), 100).await;

    assert_eq!(says(&now), ["free"]);
    assert_eq!(says(&then), ["held"]);
}

async fn an_unreachable_chat_is_given_up_as_a_whole(db: &Db) {
    put(db, &message(1, "one")).await;
    put(db, &message(1, "two")).await;
    put(db, &message(2, "other")).await;

    let given_up = outbox::fail_chat(db.write().await.unwrap().on(), 1, "blocked", noon()).await.unwrap();

    assert_eq!(given_up, 2);
    assert_eq!(says(&claim(db, "a").await), ["other"]);
}

async fn a_claim_takes_no_more_than_asked(db: &Db) {
    for chat in 0..50 {
        put(db, &message(chat, "hello")).await;
    }

    for worker in 0..50 {
        assert_eq!(claim_at(db, &format!("w{worker}"), noon(), 1).await.len(), 1);
    }

    assert!(claim(db, "late").await.is_empty());
}

async fn many_senders_send_each_message_once_and_in_order(db: &Db) {
    const CHATS: i64 = 12;
    const EACH: usize = 10;
    for number in 0..EACH {
        for chat in 0..CHATS {
            put(db, &message(chat, &number.to_string())).await;
        }
    }

    let left: Arc<Mutex<HashMap<i64, Vec<String>>>> = Arc::default();
    let senders = (0..6).map(|sender| {
        let (db, left) = (db.clone(), Arc::clone(&left));
        tokio::spawn(async move {
            let name = format!("sender {sender}");
            while outbox::depth(db.read().await.unwrap().on()).await.unwrap().waiting > 0 {
                for row in claim_at(&db, &name, noon(), 3).await {
                    let mut left = left.lock().await;
                    left.entry(row.chat_id).or_default().push(row.payload["says"].as_str().unwrap().to_owned());
                    drop(left);
                    assert!(sent(&db, &row, &name).await);
                }
            }
        })
    });
    for sender in senders.collect::<Vec<_>>() {
        sender.await.unwrap();
    }

    let expected: Vec<String> = (0..EACH).map(|number| number.to_string()).collect();
    let left = left.lock().await;
    assert!(left.len() == usize::try_from(CHATS).unwrap() && left.values().all(|chat| *chat == expected), "{left:?}");
}

async fn the_depth_counts_what_is_open(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let order = made::order(db, teacher, "k", noon()).await;
    let empty = outbox::depth(db.read().await.unwrap().on()).await.unwrap();
    put(db, &NewOutgoing { order: Some(order), created_at: noon() - seconds(5), ..message(1, "first") }).await;
    put(db, &NewOutgoing { order: Some(order), ..message(1, "second") }).await;
    let row = claim(db, "a").await.remove(0);
    assert!(mark(db, &row, "a", noon()).await);

    let read = &mut db.read().await.unwrap();
    let full = outbox::depth(read.on()).await.unwrap();
    let of_order = outbox::open_of(read.on(), order).await.unwrap();
    assert!(sent(db, &row, "a").await);
    let after = outbox::open_of(read.on(), order).await.unwrap();

    assert_eq!((empty.waiting, empty.oldest), (0, None));
    assert_eq!((full.waiting, full.oldest), (2, Some(noon() - seconds(5))));
    assert_eq!((of_order, after), (2, 1));
}

async fn only_settled_messages_are_forgotten(db: &Db) {
    put(db, &message(1, "gone")).await;
    put(db, &message(1, "still here")).await;
    let row = claim(db, "a").await.remove(0);
    assert!(sent(db, &row, "a").await);

    let forgotten = outbox::forget_before(db.write().await.unwrap().on(), noon() + seconds(1)).await.unwrap();

    assert_eq!(forgotten, 1);
    assert_eq!(says(&claim(db, "a").await), ["still here"]);
}

async fn a_rolled_back_message_never_leaves(db: &Db) {
    put(db, &edit(1, "stays")).await;
    let mut tx = db.begin().await.unwrap();
    outbox::enqueue(tx.on(), &edit(1, "undone")).await.unwrap();
    tx.rollback().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    outbox::enqueue(tx.on(), &edit(1, "dropped")).await.unwrap();
    drop(tx);

    // A dropped transaction ends in the background: until then the message is locked, and a claim passes it over.
    let mut rows = claim(db, "a").await;
    for _ in 0..400 {
        if !rows.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
        rows = claim(db, "a").await;
    }

    assert_eq!(says(&rows), ["stays"]);
}
