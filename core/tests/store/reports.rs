//! What the panel counts.

use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Currency, Money};
use listok_core::store::{
    CostStatus, DayCost, DayCount, Db, ModelCall, OrderState, Totals, model_calls, orders, ratings, reports,
};

use crate::made::{self, id, noon, seconds};

on_both_engines!(an_empty_period_counts_nothing, a_period_counts_what_happened_in_it, days_are_days_in_moscow,);

const DAY: i64 = 86_400;

fn call(nano: i64, currency: Currency, at: listok_core::domain::Timestamp) -> ModelCall {
    ModelCall {
        id: id(),
        order: None,
        worksheet: None,
        teacher: None,
        role: "author".to_owned(),
        provider: "openai".to_owned(),
        model: "gpt".to_owned(),
        prompt_version: "author-1".to_owned(),
        tokens_in: 1,
        tokens_cached: 0,
        tokens_cache_written: 0,
        tokens_out: 1,
        tokens_reasoning: 0,
        cost: Some(Money::nano(nano, currency)),
        price_version: "1".to_owned(),
        cost_status: CostStatus::Measured,
        outcome: "ok".to_owned(),
        latency_ms: 1,
        created_at: at,
    }
}

async fn an_empty_period_counts_nothing(db: &Db) {
    let read = &mut db.report().await.unwrap();

    assert_eq!(reports::totals(read.on(), noon(), noon() + seconds(DAY)).await.unwrap(), Totals::default());
    assert!(reports::orders_by_day(read.on(), "2026-01-01").await.unwrap().is_empty());
    assert!(reports::cost_by_day(read.on(), "2026-01-01").await.unwrap().is_empty());
}

async fn a_period_counts_what_happened_in_it(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    made::teacher(db, 2).await;
    made::order(db, teacher, "before", noon() - seconds(1)).await;
    made::order(db, teacher, "queued", noon()).await;
    made::order(db, teacher, "after", noon() + seconds(DAY)).await;
    let ready = made::order(db, teacher, "ready", noon()).await;
    let sheet = made::worksheet(db, teacher, "Дроби", noon()).await;
    let write = &mut db.write().await.unwrap();
    orders::finish(write.on(), ready, sheet, 1, Origin::Drill, noon()).await.unwrap();
    ratings::rate(write.on(), teacher, sheet, 1, None, noon()).await.unwrap();
    for one in [
        call(5, Currency::Usd, noon()),
        call(7, Currency::Usd, noon()),
        call(11, Currency::Rub, noon()),
        call(100, Currency::Rub, noon() + seconds(DAY)),
        ModelCall {
            cost: None,
            cost_status: CostStatus::Unknown,
            outcome: "timeout".to_owned(),
            ..call(0, Currency::Usd, noon())
        },
    ] {
        model_calls::insert(write.on(), &one, None).await.unwrap();
    }

    let mut totals = reports::totals(write.on(), noon(), noon() + seconds(DAY)).await.unwrap();

    totals.orders.sort_by_key(|(state, _)| state.code());
    let expected = Totals {
        orders: vec![(OrderState::Queued, 1), (OrderState::Ready, 1)],
        origins: vec![(Origin::Drill, 1)],
        teachers: 2,
        new_teachers: 2,
        active_teachers: 1,
        cost: vec![Money::nano(11, Currency::Rub), Money::nano(12, Currency::Usd)],
        liked: 1,
        disliked: 0,
        model_calls: 4,
        model_failures: 1,
    };
    assert_eq!(totals, expected);
}

async fn days_are_days_in_moscow(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    // 23:59:59 and 00:00:00 in Moscow.
    let midnight = noon() + seconds(DAY / 2);
    made::order(db, teacher, "late", midnight - seconds(1)).await;
    made::order(db, teacher, "early", midnight).await;
    let write = &mut db.write().await.unwrap();
    model_calls::insert(write.on(), &call(5, Currency::Usd, midnight), None).await.unwrap();
    model_calls::insert(write.on(), &call(6, Currency::Usd, midnight), None).await.unwrap();

    let both = reports::orders_by_day(write.on(), "2026-11-23").await.unwrap();
    let second = reports::orders_by_day(write.on(), "2026-11-24").await.unwrap();
    let cost = reports::cost_by_day(write.on(), "2026-11-23").await.unwrap();

    let day = |day: &str| DayCount { day: day.to_owned(), state: OrderState::Queued, origin: None, orders: 1 };
    assert_eq!(both, [day("2026-11-23"), day("2026-11-24")]);
    assert_eq!(second, [day("2026-11-24")]);
    assert_eq!(cost, [DayCost { day: "2026-11-24".to_owned(), cost: Money::nano(11, Currency::Usd) }]);
}
