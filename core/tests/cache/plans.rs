//! Plans of topics, kept for whoever orders them.

use chrono::TimeDelta;
use listok_core::cache::forget;
use listok_core::domain::{Difficulty, Grade, Spec};
use listok_core::store::Db;
use serde_json::Value;

use crate::standin::wanted;
use crate::world::{SKILLS, World, asks, user};

on_both_engines!(
    a_topic_is_planned_once_for_whoever_orders_it,
    a_plan_of_words_that_are_not_everybodys_serves_one_order,
    plans_of_the_programme_stay_and_others_are_forgotten,
);

async fn a_topic_is_planned_once_for_whoever_orders_it(db: &Db) {
    let world = World::new(db).await;
    world.gets(world.teacher().await, asks("причастный оборот", 12)).await;
    assert_eq!(world.planned(), 1);

    let hard = Spec { difficulty: Difficulty::Hard, ..asks("причастные обороты", 20) };
    let variants = Spec { variants: 2, difficulty: Difficulty::Easy, ..asks("причастный оборот", 6) };
    for wish in [hard, variants] {
        assert!(!world.gets(world.teacher().await, wish).await.is_from_the_library());
    }

    assert_eq!(world.planned(), 1);
    let asked = world.model.asked.lock().unwrap().clone();
    let told = |asked: &&Value| user(asked).contains(SKILLS[4]);
    let authors: Vec<&Value> = asked.iter().filter(|asked| wanted(asked) == "worksheet_tasks").collect();
    // Two lots, two lots and two variants: the last skill falls to one lot of each sheet, and to both variants.
    assert_eq!((authors.len(), authors.iter().copied().filter(told).count()), (6, 4));
    let planning = "select count(*) from outbox where cast(payload as text) like '%planning%'";
    assert_eq!(world.number(planning).await, 1);
    // Another grade is another plan.
    world.gets(world.teacher().await, Spec { grade: Grade::new(6).unwrap(), ..asks("причастный оборот", 12) }).await;
    assert_eq!(world.planned(), 2);
}

async fn a_plan_of_words_that_are_not_everybodys_serves_one_order(db: &Db) {
    let world = World::new(db).await;
    let topics =
        ["причастный оборот в сказке про Пшыкняева", "причастный оборот 7б", "причастный оборот ivanova@school.ru"];
    for topic in topics {
        for _ in 0..2 {
            world.gets(world.teacher().await, asks(topic, 12)).await;
        }
    }

    assert_eq!(world.planned(), topics.len() * 2);
    assert_eq!(world.number("select count(*) from topic_plan").await, 0);
}

async fn plans_of_the_programme_stay_and_others_are_forgotten(db: &Db) {
    let world = World::new(db).await;
    for topic in ["причастный оборот", "причастный оборот в рассказе о природе"]
    {
        world.gets(world.teacher().await, asks(topic, 12)).await;
    }
    assert_eq!((world.planned(), world.number("select count(*) from topic_plan").await), (2, 2));

    world.clock.advance(TimeDelta::days(181));
    forget(db, &world.clock).await.unwrap();

    assert_eq!(world.number("select count(*) from topic_plan").await, 1);
    world.gets(world.teacher().await, asks("причастный оборот", 12)).await;
    assert_eq!(world.planned(), 2);
}
