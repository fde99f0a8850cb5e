//! Who gets whose sheet, and who never does.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use listok_core::cache::{Cache, Generator, Lookup, forget};
use listok_core::domain::request::Answers;
use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Difficulty, Grade, Spec};
use listok_core::limits::Limiter;
use listok_core::queue::Outcome;
use listok_core::store::{self, Db, Entry};

use crate::world::{Got, World, asks, cache, user};

on_both_engines!(
    a_paraphrase_by_another_teacher_gets_the_sheet_that_was_made,
    a_teacher_never_gets_a_sheet_twice,
    a_longer_sheet_serves_a_shorter_order,
    another_level_is_another_sheet,
    what_could_be_a_persons_is_shared_with_nobody,
    a_word_nobody_knows_is_shared_once_three_accounts_use_it,
    two_teachers_asking_at_once_cost_one_generation,
    another_instance_knows_a_new_topic_at_once,
    what_has_had_its_time_is_served_to_nobody,
    a_new_sheet_is_made_for_who_asks_for_one,
    a_topic_made_by_two_at_once_is_one_topic,
    sheets_of_another_version_are_not_served,
);

async fn a_paraphrase_by_another_teacher_gets_the_sheet_that_was_made(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let made = world.gets(anna, asks("причастный оборот", 10)).await;

    let mut wish = asks("причастные обароты", 10);
    wish.large_print = true;
    wish.answers = Answers::Together;
    wish.class_letters = vec!["7Б".to_owned()];
    let got = world.gets(boris, wish).await;

    assert_eq!((made.origin, got.origin, world.written()), (Origin::Demonstration, Origin::Cache, 1));
    assert_eq!(got.questions(), made.questions());
    assert_eq!((got.content.origin, got.content.large_print), (Origin::Demonstration, true));
    assert_eq!((made.content.layout.key_page, got.content.layout.key_page), (false, true));
    assert!(!user(&world.model.asked.lock().unwrap()[0]).contains("7Б"));
    let lines = store::ledger::of_order(db.read().await.unwrap().on(), got.order).await.unwrap();
    let settled = lines.iter().find(|line| line.entry == Entry::Settle).unwrap();
    assert_eq!((settled.credits, settled.cost), (1, None));
    let (from, until) = (world.now(), world.now() + TimeDelta::hours(1));
    let savings = store::pool::savings(db.read().await.unwrap().on(), from, until).await.unwrap();
    let cost = store::ledger::of_order(db.read().await.unwrap().on(), made.order).await.unwrap();
    let cost = cost.iter().find_map(|line| line.cost);
    assert!(cost.is_some());
    assert_eq!((savings.served, savings.saved.first().copied()), (1, cost));
}

async fn a_teacher_never_gets_a_sheet_twice(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let mut seen = Vec::new();
    for _ in 0..2 {
        seen.extend(world.gets(anna, asks("причастный оборот", 5)).await.questions());
    }
    assert_eq!(world.written(), 2);

    let mut of_boris = Vec::new();
    for _ in 0..3 {
        of_boris.push(world.gets(boris, asks("причастный оборот", 5)).await);
    }

    assert_eq!(of_boris.iter().map(Got::is_from_the_library).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(world.written(), 3);
    let questions: BTreeSet<String> = of_boris.iter().flat_map(Got::questions).collect();
    assert_eq!(questions.len(), 15);
    assert!(seen.iter().all(|question| questions.contains(question)));
}

async fn a_longer_sheet_serves_a_shorter_order(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let made = world.gets(anna, asks("причастный оборот", 15)).await;
    assert_eq!((made.content.len(), made.content.notices.len()), (15, 0));

    let got = world.gets(boris, asks("причастный оборот", 12)).await;
    let cut = world.gets(world.teacher().await, asks("причастный оборот", 6)).await;

    assert_eq!((got.is_from_the_library(), got.content.len()), (true, 12));
    assert_eq!((cut.is_from_the_library(), cut.content.len()), (true, 6));
    assert!(cut.questions().iter().all(|question| made.questions().contains(question)));
}

async fn another_level_is_another_sheet(db: &Db) {
    let world = World::new(db).await;
    world.gets(world.teacher().await, asks("причастный оборот", 5)).await;

    let hard = Spec { difficulty: Difficulty::Hard, ..asks("причастный оборот", 5) };
    let sixth = Spec { grade: Grade::new(6).unwrap(), ..asks("причастный оборот", 5) };
    let more = asks("причастный оборот", 20);

    for (calls, wish) in [(2, hard), (3, sixth), (5, more)] {
        assert!(!world.gets(world.teacher().await, wish).await.is_from_the_library());
        assert_eq!(world.written(), calls);
    }
}

async fn what_could_be_a_persons_is_shared_with_nobody(db: &Db) {
    let world = World::new(db).await;
    for topic in ["причастный оборот +7 912 345-67-89", "причастный оборот ivanova@school.ru", "причастный оборот 7б"]
    {
        for _ in 0..4 {
            let got = world.gets(world.teacher().await, asks(topic, 5)).await;
            assert!(!got.is_from_the_library(), "{topic}");
        }
    }

    for question in ["select count(*) from topic_wording", "select count(*) from pool_sheet"] {
        assert_eq!(world.number(question).await, 0, "{question}");
    }
}

async fn a_word_nobody_knows_is_shared_once_three_accounts_use_it(db: &Db) {
    let world = World::new(db).await;
    let wish = || asks("причастный оборот в сказке про Пшыкняева", 5);
    let first = world.teacher().await;
    for teacher in [first, first, first, world.teacher().await] {
        world.gets(teacher, wish()).await;
    }
    assert_eq!(world.number("select count(*) from topic_wording").await, 0);
    assert_eq!(world.number("select count(*) from pool_sheet").await, 0);

    // The third account's sheet is the first to be shared.
    world.gets(world.teacher().await, wish()).await;
    let got = world.gets(world.teacher().await, wish()).await;

    assert_eq!((got.is_from_the_library(), world.written()), (true, 5));
}

async fn two_teachers_asking_at_once_cost_one_generation(db: &Db) {
    let world = World::new(db).await;
    let one = world.order(world.teacher().await, asks("причастный оборот", 5)).await;
    let other = world.order(world.teacher().await, asks("причастные обороты", 5)).await;

    let outcomes = tokio::join!(world.run(one, false), world.run(other, false));
    for (order, outcome) in [(one, outcomes.0), (other, outcomes.1)] {
        if outcome != Outcome::Done {
            assert!(matches!(outcome, Outcome::Snooze(_)));
            assert_eq!(world.run(order, false).await, Outcome::Done);
        }
    }

    assert_eq!(world.got(one).await.questions(), world.got(other).await.questions());
    assert_eq!(world.written(), 1);
}

async fn another_instance_knows_a_new_topic_at_once(db: &Db) {
    let mut world = World::new(db).await;
    world.gets(world.teacher().await, asks("деепричастный оборот", 5)).await;
    let here = world.fulfilment.cache.clone();
    let there = Some(cache(db, &world.clock, &world.chance, None));
    world.fulfilment.cache = there.clone();
    assert!(world.gets(world.teacher().await, asks("деепричастные обароты", 5)).await.is_from_the_library());

    world.fulfilment.cache = here;
    world.clock.advance(TimeDelta::hours(5));
    world.gets(world.teacher().await, asks("причастный оборот", 5)).await;
    world.fulfilment.cache = there;

    assert!(world.gets(world.teacher().await, asks("причастные обароты", 5)).await.is_from_the_library());
}

async fn what_has_had_its_time_is_served_to_nobody(db: &Db) {
    let world = World::new(db).await;
    world.gets(world.teacher().await, asks("причастный оборот", 5)).await;
    world.clock.advance(TimeDelta::days(181));

    assert!(!world.gets(world.teacher().await, asks("причастный оборот", 5)).await.is_from_the_library());
    assert_eq!(forget(db, &world.clock).await.unwrap(), 1);

    assert_eq!(world.number("select count(*) from pool_sheet").await, 1);
}

async fn a_new_sheet_is_made_for_who_asks_for_one(db: &Db) {
    let world = World::new(db).await;
    let made = world.gets(world.teacher().await, asks("причастный оборот", 5)).await;

    let order = world.order(world.teacher().await, asks("причастный оборот", 5)).await;
    assert_eq!(world.run(order, true).await, Outcome::Done);
    let got = world.got(order).await;

    assert!(!got.is_from_the_library());
    assert!(got.questions().iter().all(|question| !made.questions().contains(question)));
    assert_eq!(world.number("select count(*) from pool_sheet").await, 2);
}

async fn a_topic_made_by_two_at_once_is_one_topic(db: &Db) {
    let world = World::new(db).await;
    let content = world.gets(world.teacher().await, asks("деепричастный оборот", 5)).await.content;
    let cache = world.fulfilment.cache.clone().unwrap();
    // Who asks for a new sheet waits for nobody.
    let one = world.look_up(world.teacher().await, asks("причастный оборот", 5), true).await;
    let other = world.look_up(world.teacher().await, asks("причастные обороты", 5), true).await;

    for (order, lookup) in [one, other] {
        let Lookup::Make(mut made) = lookup else { panic!("{lookup:?}") };
        cache.look_again(&mut made, order.teacher).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        cache.shelve(&mut tx, &made, &order, &content, None).await.unwrap();
        tx.commit().await.unwrap();
    }

    assert_eq!(world.number("select count(*) from topic").await, 2);
    assert!(world.gets(world.teacher().await, asks("причастных оборотов", 5)).await.is_from_the_library());
}

async fn sheets_of_another_version_are_not_served(db: &Db) {
    let mut world = World::new(db).await;
    world.gets(world.teacher().await, asks("причастный оборот", 5)).await;
    let generator = Generator { version: "2", demonstration: true };
    let (clock, chance) = (world.clock.clone(), world.chance.clone());
    world.fulfilment.cache = Some(Cache::new(db.clone(), clock, chance, Limiter::in_memory(1), None, generator));

    assert!(!world.gets(world.teacher().await, asks("причастный оборот", 5)).await.is_from_the_library());
    assert!(world.gets(world.teacher().await, asks("причастный оборот", 5)).await.is_from_the_library());
    assert_eq!(world.number("select count(*) from topic").await, 1);
}
