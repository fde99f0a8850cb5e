use chrono::TimeDelta;
use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Currency, Money, Subject};
use listok_core::store::AdminRole;

use crate::world::{World, about, fractions, usd};

on_each_engine! {
    teachers_are_numbers_without_names,
    the_list_of_teachers_is_gone_through_page_by_page,
    a_teachers_orders_are_a_click_away,
}

async fn teachers_are_numbers_without_names(world: World) {
    let now = world.now();
    let anna = world.teacher(777_000_111, now - TimeDelta::days(3)).await;
    let boris = world.teacher(777_000_222, now).await;
    let (first, sheet) = world.made(anna, about(Subject::Biology, 7, "Рыбы"), Origin::Model, now).await;
    world.made(anna, fractions(), Origin::Drill, now).await;
    let failed = world.failed(anna, about(Subject::History, 6, "Новгород"), now).await;
    world.rate(anna, sheet, 1, now).await;
    world.call(first, Some(usd(12_000_000)), "ok", now).await;
    world.call(failed, Some(usd(4_000_000)), "ok", now).await;
    world.call(failed, Some(Money { nano: 2 * Money::NANO, currency: Currency::Rub }), "ok", now).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let page = viewer.get_in("en", "/people").await;

    let text = page.text().replace('\u{a0}', " ");
    let short = |id: String| id[id.len() - 8..].to_owned();
    let (anna, boris) = (short(anna.to_string()), short(boris.to_string()));
    assert!(text.contains(&format!("{anna} Russian 3 2 1 100% $0.0160 + ₽2.00 $0.0080 + ₽1.00 20 Nov 2026")), "{text}");
    assert!(text.contains(&format!("{boris} Russian 0 0 0 — — — 23 Nov 2026")), "{text}");
    assert!(text.find(&boris) < text.find(&anna), "seen last, shown first");
    assert!(!page.body.contains("777000"), "numbers of Telegram stay in the database");
}

async fn the_list_of_teachers_is_gone_through_page_by_page(world: World) {
    for n in 0..60 {
        world.teacher(n, world.now() - TimeDelta::minutes(n / 30)).await;
    }
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let first = viewer.get("/people").await;
    let address = first.body.split(r#"" rel="next""#).next().unwrap().rsplit('"').next().unwrap();
    let second = viewer.get(&address.replace("&#38;", "&")).await;

    let ids = |body: &str| -> Vec<String> {
        body.split("/orders?teacher=").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let mut all = ids(&first.body);
    assert_eq!((all.len(), ids(&second.body).len()), (50, 10));
    all.extend(ids(&second.body));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 60);
}

async fn a_teachers_orders_are_a_click_away(world: World) {
    let now = world.now();
    let (anna, boris) = (world.teacher(1, now).await, world.teacher(2, now).await);
    let (order, _) = world.made(anna, about(Subject::Biology, 7, "Рыбы"), Origin::Model, now).await;
    world.failed(anna, about(Subject::History, 6, "Новгород"), now).await;
    world.made(boris, about(Subject::Physics, 8, "Тепло"), Origin::Drill, now).await;
    world.call(order, Some(usd(12_000_000)), "ok", now).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let all = viewer.get(&format!("/orders?teacher={anna}")).await;
    let failed = viewer.get(&format!("/orders?state=failed&teacher={anna}")).await.text();

    let text = all.text();
    assert!(text.contains("Рыбы") && text.contains("Новгород") && !text.contains("Тепло"), "{text}");
    assert!(text.replace('\u{a0}', " ").contains("0,0120 $"), "{text}");
    assert!(all.body.contains(&format!("/orders?state=failed&#38;teacher={anna}")), "filters keep the teacher");
    assert!(!failed.contains("Рыбы") && failed.contains("Новгород"));
    assert_eq!(viewer.get("/orders?teacher=nobody").await.status, 404);
}
