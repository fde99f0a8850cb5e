//! The panel with three months of made-up orders, for work on its looks: `cargo run -p listok-admin --example panel`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a tool for developers: it may stop, and it prints the addresses"
)]

#[path = "../tests/it/world.rs"]
#[expect(dead_code, unreachable_pub, reason = "shared with the tests")]
mod world;

use chrono::TimeDelta;
use listok_core::clock::Clock;
use listok_core::domain::Subject;
use listok_core::domain::worksheet::Origin;
use listok_core::store::AdminRole;
use world::{World, about, fractions, usd};

const TOPICS: [(Subject, u8, &str); 8] = [
    (Subject::Math, 5, "Сложение обыкновенных дробей"),
    (Subject::Algebra, 8, "Квадратные уравнения"),
    (Subject::Russian, 6, "Правописание приставок пре- и при-"),
    (Subject::Biology, 7, "Внутреннее строение рыб"),
    (Subject::English, 4, "Present Simple: вопросы и отрицания"),
    (Subject::World, 3, "Круговорот воды в природе"),
    (Subject::Physics, 9, "Закон сохранения импульса при упругом и неупругом столкновении тел"),
    (Subject::History, 6, "Новгородская республика"),
];

#[tokio::main]
async fn main() {
    let port: u16 = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8081);
    let empty = std::env::args().nth(2).is_some_and(|word| word == "empty");
    let world = World::with(Clock::System, false, ([127, 0, 0, 1], port).into()).await;
    if !empty {
        fill(&world).await;
    }
    for role in AdminRole::ALL {
        println!("{:6} {}", role.code(), world.url(&world.invite(*role).await));
    }
    tokio::signal::ctrl_c().await.unwrap();
}

async fn fill(world: &World) {
    let now = world.now();
    let dice = |sides: u64| i64::try_from(world.chance.seed() % sides).unwrap();
    for day in (0..120_i64).rev() {
        let weekend = (day + 1) % 7 < 2;
        let busy = (126 - day) / 9 + dice(7);
        for _ in 0..(if weekend { busy / 3 } else { busy }) {
            let at = now - TimeDelta::days(day) - TimeDelta::minutes(dice(240));
            let teacher = world.teacher(1 + dice(2 + u64::try_from(120 - day).unwrap() / 3), at).await;
            let (subject, grade, topic) = TOPICS[usize::try_from(dice(8)).unwrap()];
            let spec = if subject == Subject::Math { fractions() } else { about(subject, grade, topic) };
            let origin = match (subject, dice(5)) {
                (Subject::Math | Subject::Algebra, _) => Origin::Drill,
                (_, 0) => Origin::Cache,
                _ => Origin::Model,
            };
            if dice(18) == 0 {
                let order = world.failed(teacher, spec, at).await;
                world.call(order, Some(usd(4_000_000 + dice(6_000_000))), "ok", at + TimeDelta::seconds(9)).await;
                world.call(order, None, "timeout", at + TimeDelta::seconds(30)).await;
                continue;
            }
            let (order, sheet) = world.made(teacher, spec, origin, at).await;
            if origin == Origin::Model {
                world.call(order, Some(usd(3_000_000 + dice(9_000_000))), "ok", at + TimeDelta::seconds(1)).await;
                world.call(order, Some(usd(900_000 + dice(900_000))), "ok", at + TimeDelta::seconds(2)).await;
            }
            if dice(3) == 0 {
                world.rate(teacher, sheet, if dice(6) == 0 { -1 } else { 1 }, at + TimeDelta::minutes(5)).await;
            }
        }
    }
    let teacher = world.teacher(3, now).await;
    let order = world.order(teacher, about(Subject::Geography, 7, "Климат Африки"), now).await;
    world.dead(order).await;
    for _ in 0..3 {
        let order = world.failed(teacher, about(Subject::History, 6, "Новгородская республика"), now).await;
        world.dead(order).await;
    }
    let order = world.order(teacher, about(Subject::Physics, 8, "Тепловые явления"), now).await;
    world.push(order).await;
    world.order(teacher, about(Subject::Chemistry, 9, "Электролитическая диссоциация"), now).await;
}
