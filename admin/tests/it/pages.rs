use chrono::TimeDelta;
use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Currency, Money, Subject};
use listok_core::store::AdminRole;

use crate::world::{World, about, fractions, usd};

on_each_engine! {
    the_overview_shows_the_numbers_of_the_database,
    a_longer_period_counts_what_the_shorter_left_out,
    the_chart_its_table_and_the_spreadsheet_say_the_same,
    an_empty_panel_says_what_will_be_there,
    the_list_goes_through_all_orders_once_even_if_moments_coincide,
    the_list_shows_one_state_when_asked,
    one_order_shows_its_way_its_calls_and_what_they_cost,
    a_failed_order_shows_why_and_the_number_the_teacher_was_told,
    the_documents_of_an_order_open_in_the_browser,
}

/// Two teachers, five orders in two weeks.
async fn a_fortnight(world: &World) {
    let now = world.now();
    let days = |n| now - TimeDelta::days(n);
    let anna = world.teacher(1, days(20)).await;
    let boris = world.teacher(2, days(1)).await;
    let (drill, sheet) = world.made(anna, fractions(), Origin::Drill, days(1)).await;
    let (model, _) = world.made(boris, about(Subject::Biology, 7, "Рыбы"), Origin::Model, days(2)).await;
    let failed = world.failed(boris, about(Subject::History, 6, "Новгород"), days(2)).await;
    world.order(anna, about(Subject::Physics, 8, "Тепло"), now).await;
    world.made(anna, about(Subject::Math, 6, "Проценты"), Origin::Drill, days(9)).await;
    world.rate(anna, sheet, 1, days(1)).await;
    world.call(model, Some(usd(12_345_600)), "ok", days(2)).await;
    world.call(failed, Some(usd(7_654_400)), "ok", days(2)).await;
    world.call(failed, None, "timeout", days(2)).await;
    world.call(drill, Some(Money { nano: 2 * Money::NANO, currency: Currency::Rub }), "ok", days(9)).await;
}

async fn the_overview_shows_the_numbers_of_the_database(world: World) {
    a_fortnight(&world).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let text = viewer.get_in("en", "/").await.text().replace('\u{a0}', " ");

    for said in [
        "Sheets made 2 ↑ 100% , was 1 of orders: 4",
        "Active teachers 2 ↑ 100% , was 1 1 new, 2 in all",
        "Cost $0.0200 3 model calls, $0.0100 a sheet",
        "Without a model 50% 1 computed, 0 from the pool, 1 by a model",
        "Not made 1 from zero , was 0 25% of orders; 1 model failures",
        "Happy with the sheet 100% from zero , was 0 1 good, 0 bad",
        "Today Made 0 Queued 1 In the making 0 Not made 0 New teachers 0",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

async fn a_longer_period_counts_what_the_shorter_left_out(world: World) {
    a_fortnight(&world).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let month = viewer.get_in("en", "/?days=30").await.text().replace('\u{a0}', " ");
    let nonsense = viewer.get_in("en", "/?days=-1").await;

    assert!(month.contains("Sheets made 3 from zero , was 0 of orders: 5"), "{month}");
    assert!(month.contains("Cost $0.0200 + ₽2.00"), "{month}");
    assert_eq!(nonsense.status, 200);
    assert!(nonsense.body.contains(r#"<a href="/?days=7" aria-current="page">"#));
}

async fn the_chart_its_table_and_the_spreadsheet_say_the_same(world: World) {
    a_fortnight(&world).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let page = viewer.get_in("en", "/").await;
    let csv = viewer.get_in("en", "/by-day.csv?days=7").await;

    assert!(page.body.contains("<title>21 Nov: model 1</title>"), "a mark of the chart");
    assert!(page.body.contains("<title>21 Nov: not made 1</title>"));
    assert!(page.text().contains("21 Nov 2026 0 1 0 0 1 $0.0200"), "a row of the table");
    let lines: Vec<&str> = csv.body.lines().collect();
    assert_eq!(lines.len(), 8);
    assert_eq!(lines[0], "Day,computed,model,from the pool,demonstration,not made,USD,RUB");
    assert!(lines.contains(&"2026-11-21,0,1,0,0,1,0.020000000,0.000000000"), "{lines:?}");
}

async fn an_empty_panel_says_what_will_be_there(world: World) {
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let text = viewer.get("/").await.text();

    assert!(text.contains("За этот период листов не было"), "{text}");
    assert!(text.contains("Заказов ещё не было"));
    assert!(text.contains("Пока тихо"));
    assert_eq!(viewer.get("/orders?state=failed").await.status, 200);
}

async fn the_list_goes_through_all_orders_once_even_if_moments_coincide(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    for n in 0..120 {
        let at = world.now() - TimeDelta::minutes(n / 40);
        world.order(teacher, about(Subject::Math, 5, &format!("тема-{n:03}.")), at).await;
    }
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let mut seen = Vec::new();
    let mut path = Some("/orders?state=queued".to_owned());
    let mut pages = 0;
    while let Some(address) = path {
        let page = viewer.get(&address).await;
        let topics = page.text();
        seen.extend(topics.split_whitespace().filter(|word| word.starts_with("тема-")).map(str::to_owned));
        path = page
            .body
            .split(r#"" rel="next""#)
            .next()
            .filter(|before| before.len() < page.body.len())
            .map(|before| before.rsplit('"').next().unwrap().replace("&#38;", "&"));
        pages += 1;
    }

    assert_eq!((pages, seen.len()), (3, 120));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 120);
}

async fn the_list_shows_one_state_when_asked(world: World) {
    a_fortnight(&world).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let failed = viewer.get("/orders?state=failed").await.text();

    assert!(failed.contains("Новгород") && !failed.contains("Рыбы"), "{failed}");
    assert_eq!(viewer.get("/orders?state=nonsense&before=nonsense").await.status, 200);
}

async fn one_order_shows_its_way_its_calls_and_what_they_cost(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    let (order, sheet) = world.made(teacher, about(Subject::Biology, 7, "Рыбы"), Origin::Model, world.now()).await;
    world.call(order, Some(usd(12_345_600)), "ok", world.now()).await;
    world.call(order, None, "timeout", world.now()).await;
    world.rate(teacher, sheet, -1, world.now()).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let text = viewer.get_in("en", &format!("/orders/{order}")).await.text().replace('\u{a0}', " ");

    for said in ["10 tasks, 2 variants", "Rating bad", "Ordered", "Taken up +0.3 s", "Ready +2.1 s", "Delivered +1.5 s"]
    {
        assert!(text.contains(said), "{said}\n{text}");
    }
    for said in
        ["Total $0.0123", "openai · gpt-5-mini author-1 1,840 1,024 2,310 640 7.4 s $0.0123 ok", "no price timeout"]
    {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

async fn a_failed_order_shows_why_and_the_number_the_teacher_was_told(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    let order = world.failed(teacher, fractions(), world.now()).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    let text = viewer.get(&format!("/orders/{order}")).await.text();

    assert!(text.contains("задания не прошли проверку. Учителю назван номер K7M2-Q9XD"), "{text}");
    assert_eq!(viewer.get(&format!("/orders/{order}/sheet.pdf")).await.status, 404);
}

async fn the_documents_of_an_order_open_in_the_browser(world: World) {
    let teacher = world.teacher(1, world.now()).await;
    let (order, _) = world.made(teacher, fractions(), Origin::Drill, world.now()).await;
    let viewer = world.sign_in(AdminRole::Viewer).await;

    for (name, kind, begins) in [
        ("sheet.pdf", "application/pdf", "%PDF-"),
        ("key.pdf", "application/pdf", "%PDF-"),
        ("key.jpg", "image/jpeg", ""),
    ] {
        let document = viewer.get(&format!("/orders/{order}/{name}")).await;
        assert_eq!((document.status, document.header("content-type")), (200, kind), "{name}");
        assert!(document.body.starts_with(begins) && !document.body.is_empty(), "{name}");
    }
    let sheet = viewer.get(&format!("/orders/{order}/sheet.pdf")).await;
    assert!(sheet.header("content-disposition").starts_with("inline; filename=\"sheet.pdf\"; filename*=UTF-8''%D0"));
    assert_eq!(viewer.get(&format!("/orders/{order}/else.pdf")).await.status, 404);
}
