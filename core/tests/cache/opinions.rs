//! What teachers say of a sheet, and who gets it then.

use chrono::TimeDelta;
use listok_core::cache::judge::Why;
use listok_core::cache::opinion::Reported;
use listok_core::cache::{Case, Lookup, TOPIC};
use listok_core::store::{self, Db};

use crate::world::{World, asks};

on_both_engines!(
    a_bad_rating_hides_a_sheet_and_a_second_one_deletes_it,
    accounts_of_a_day_delete_no_sheet,
    a_wording_that_brought_the_wrong_topic_brings_it_to_nobody,
    a_sheet_that_strayed_from_its_own_topic_is_hidden,
    a_sheet_hidden_after_it_was_found_is_not_served,
);

async fn a_bad_rating_hides_a_sheet_and_a_second_one_deletes_it(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let made = world.gets(anna, asks("причастный оборот", 5)).await;
    let got = world.gets(boris, asks("причастный оборот", 5)).await;
    assert!(got.is_from_the_library());

    world.rates(boris, &got, false).await;
    let other = world.gets(world.teacher().await, asks("причастный оборот", 5)).await;
    assert_eq!((other.is_from_the_library(), world.written()), (false, 2));
    world.rates(boris, &got, true).await;
    assert_eq!(world.number("select count(*) from pool_sheet where state = 'open'").await, 2);

    world.rates(boris, &got, false).await;
    world.rates(boris, &got, false).await;
    assert_eq!(world.number("select count(*) from pool_sheet").await, 2);
    world.rates(anna, &made, false).await;
    assert_eq!(world.number("select count(*) from pool_sheet").await, 1);
}

async fn accounts_of_a_day_delete_no_sheet(db: &Db) {
    let world = World::new(db).await;
    let anna = world.teacher().await;
    let made = world.gets(anna, asks("причастный оборот", 5)).await;
    let served = store::pool::served_to(db.read().await.unwrap().on(), made.order, anna).await.unwrap();
    let sheet = served.unwrap().sheet;
    let vote_against = async |teacher| {
        store::pool::vote_against(db.write().await.unwrap().on(), sheet, teacher, world.now()).await.unwrap();
    };

    for _ in 0..3 {
        vote_against(world.teacher_since(world.now() - TimeDelta::days(1)).await).await;
    }
    assert_eq!(world.number("select count(*) from pool_sheet where state = 'hidden'").await, 1);
    vote_against(world.teacher().await).await;
    assert_eq!(world.number("select count(*) from pool_sheet").await, 1);
    vote_against(world.teacher().await).await;
    assert_eq!(world.number("select count(*) from pool_sheet").await, 0);
}

async fn a_wording_that_brought_the_wrong_topic_brings_it_to_nobody(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris, third) = (world.teacher().await, world.teacher().await, world.teacher().await);
    let made = world.gets(anna, asks("причастный оборот", 5)).await;
    let got = world.gets(boris, asks("причастные обароты", 5)).await;
    assert!(got.is_from_the_library());

    assert_eq!(world.says_wrong_topic(anna, &made).await, Reported::NotOurs);
    assert_eq!(world.says_wrong_topic(anna, &got).await, Reported::NotOurs);
    assert_eq!(world.says_wrong_topic(boris, &got).await, Reported::Taken);
    assert_eq!(world.says_wrong_topic(boris, &got).await, Reported::Already);

    let charged = store::ledger::charged(db.read().await.unwrap().on(), boris, world.now()).await.unwrap();
    assert_eq!(charged, 0);
    let (from, until) = (world.now(), world.now() + TimeDelta::hours(1));
    assert_eq!(store::pool::savings(db.read().await.unwrap().on(), from, until).await.unwrap().saved, []);
    assert!(!world.gets(third, asks("причастные обароты", 5)).await.is_from_the_library());
    assert!(world.gets(third, asks("причастный оборот", 5)).await.is_from_the_library());
    let topic = world.topic(&got, boris).await;
    assert!(world.intake.queue.find(TOPIC, &format!("{}-{topic}", got.order)).await.unwrap().is_some());

    // A judge who does not agree gives the wording back to all but the teacher who said it.
    world.judged(Case { order: got.order, topic, why: Why::Report }, [true, true]).await;
    assert_eq!(world.number("select count(*) from topic_refusal").await, 0);
    assert_eq!(world.number("select count(*) from topic_use where refused = 1").await, 1);
}

async fn a_sheet_that_strayed_from_its_own_topic_is_hidden(db: &Db) {
    let world = World::new(db).await;
    world.gets(world.teacher().await, asks("причастный оборот", 5)).await;
    let boris = world.teacher().await;
    let got = world.gets(boris, asks("причастный оборот", 5)).await;

    assert_eq!(world.says_wrong_topic(boris, &got).await, Reported::Taken);
    let third = world.gets(world.teacher().await, asks("причастный оборот", 5)).await;
    let fourth = world.gets(world.teacher().await, asks("причастный оборот", 5)).await;

    assert_eq!((third.is_from_the_library(), fourth.is_from_the_library()), (false, true));
    assert_eq!(world.number("select count(*) from topic_refusal").await, 0);
}

async fn a_sheet_hidden_after_it_was_found_is_not_served(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let made = world.gets(anna, asks("причастный оборот", 5)).await;
    let (_, lookup) = world.look_up(boris, asks("причастный оборот", 5), false).await;
    let Lookup::Found(found) = lookup else { panic!("{lookup:?}") };

    world.rates(anna, &made, false).await;

    let mut tx = db.begin().await.unwrap();
    assert!(!world.fulfilment.cache.as_ref().unwrap().serve(&mut tx, &found).await.unwrap());
}
