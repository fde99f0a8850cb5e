//! Money is held before a call and corrected after it, on every path.

use std::time::Duration;

use chrono::TimeDelta;
use listok_core::billing::{Budgets, close_overdue};
use listok_core::clock::Clock;
use listok_core::domain::stored::{CostStatus, Held, ModelCall, moscow_day};
use listok_core::domain::{Currency, Locale};
use listok_core::llm::{CallContext, ModelError};
use listok_core::store;
use listok_sandbox::{Fault, ModelTrouble};

use crate::world::{Books, KINDS, Kind, models, question, router, sandbox, soon};

async fn spent(books: &Books, currency: Currency) -> i64 {
    let day = moscow_day(Clock::System.now());
    let mut db = books.db.read().await.unwrap();
    store::spending::of_day(db.on(), &day, "all", currency).await.unwrap().nano
}

async fn under_way(books: &Books) -> i64 {
    store::model_calls::pending(books.db.read().await.unwrap().on()).await.unwrap()
}

#[tokio::test]
async fn a_day_has_cost_what_its_calls_cost_and_nothing_stays_held() {
    for kind in KINDS {
        let (sandbox, books) = (sandbox().await, Books::open().await);
        let router = router(&models(&sandbox, &[kind], &[]), books.meter(Budgets::default()));
        let (asked, context) = (question(), soon());

        futures::future::join_all((0..5).map(|_| router.ask(&asked, &context))).await;

        let (currency, bill) = match kind {
            Kind::Yandex => (Currency::Rub, sandbox.yandex_bill()),
            _ => (Currency::Usd, sandbox.bill()),
        };
        assert_eq!(bill.calls, 5);
        assert_eq!(spent(&books, currency).await, bill.delivered[currency.code()], "{kind:?}");
        assert_eq!(under_way(&books).await, 0);
    }
}

#[tokio::test]
async fn callers_at_once_cannot_pass_a_budget_together() {
    let (sandbox, books) = (sandbox().await, Books::open().await);
    let models = models(&sandbox, &[Kind::OpenAi], &[]);
    // What one call may cost at most is found out by asking one.
    let probe = Books::open().await;
    sandbox.model_fault(Fault::new(ModelTrouble::Hang { ms: 60_000 }).times(1));
    router(&models, probe.meter(Budgets::default()))
        .within(Duration::from_millis(200))
        .ask(&question(), &soon())
        .await
        .unwrap_err();
    let most = spent(&probe, Currency::Usd).await;
    assert!(most > 0);

    sandbox.model_fault(Fault::new(ModelTrouble::Slow { ms: 100 }));
    let budgets = Budgets { day_usd: Some(most * 3), ..Budgets::default() };
    let bounded = router(&models, books.meter(budgets));
    let (asked, context) = (question(), soon());
    let replies = futures::future::join_all((0..12).map(|_| bounded.ask(&asked, &context))).await;

    let answered = replies.iter().filter(|reply| reply.is_ok()).count();
    assert!((3..12).contains(&answered), "{answered}");
    assert!(replies.iter().all(|reply| reply.is_ok() || matches!(reply, Err(ModelError::Budget))));
    assert!(spent(&books, Currency::Usd).await <= most * 3);
    assert_eq!(under_way(&books).await, 0);
}

#[tokio::test]
async fn one_teachers_budget_is_not_anothers() {
    let (sandbox, books) = (sandbox().await, Books::open().await);
    let budgets = Budgets { teacher_usd: Some(1), ..Budgets::default() };
    let router = router(&models(&sandbox, &[Kind::OpenAi], &[]), books.meter(budgets));
    let id = books.chance.id(Clock::System.now());
    let mut write = books.db.write().await.unwrap();
    let (teacher, _) = store::teachers::register(write.on(), id, 7, Locale::Ru, Clock::System.now()).await.unwrap();
    drop(write);

    let theirs = CallContext { teacher: Some(teacher.id), ..soon() };

    assert_eq!(router.ask(&question(), &theirs).await.unwrap_err(), ModelError::Budget);
    assert!(router.ask(&question(), &soon()).await.is_ok());
}

#[tokio::test]
async fn a_call_nobody_waits_for_any_more_is_recorded_at_the_most_it_may_have_cost() {
    let (sandbox, books) = (sandbox().await, Books::open().await);
    sandbox.model_fault(Fault::new(ModelTrouble::Hang { ms: 60_000 }));
    let router = router(&models(&sandbox, &[Kind::OpenAi], &[]), books.meter(Budgets::default()));

    let (asked, context) = (question(), soon());
    let left = tokio::time::timeout(Duration::from_millis(300), router.ask(&asked, &context)).await;
    assert!(left.is_err());

    while under_way(&books).await > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(spent(&books, Currency::Usd).await > 0);
}

#[tokio::test]
async fn what_a_dead_process_held_is_free_again_once_its_time_is_over() {
    let books = Books::open().await;
    let clock = Clock::standing_at(Clock::System.now());
    let call = ModelCall {
        id: books.chance.id(clock.now()),
        order: None,
        worksheet: None,
        teacher: None,
        role: "author".into(),
        provider: "openai".into(),
        model: "gpt-6-luna".into(),
        prompt_version: "test-1".into(),
        tokens_in: 0,
        tokens_cached: 0,
        tokens_cache_written: 0,
        tokens_out: 0,
        tokens_reasoning: 0,
        cost: Some(listok_core::domain::Money::nano(40, Currency::Usd)),
        price_version: "1".into(),
        cost_status: CostStatus::Estimated,
        outcome: "pending".into(),
        latency_ms: 0,
        created_at: clock.now(),
    };
    let held = Held { usd: 40, rub: 900, until: clock.now() + TimeDelta::seconds(30) };
    let open = books.meter(Budgets::default()).hold(call, held).await.unwrap();
    // The process dies: nothing of it runs.
    std::mem::forget(open);

    assert_eq!(close_overdue(&books.db, &clock).await.unwrap(), 0);
    clock.advance(TimeDelta::seconds(31));
    assert_eq!(close_overdue(&books.db, &clock).await.unwrap(), 1);

    assert_eq!((spent(&books, Currency::Usd).await, spent(&books, Currency::Rub).await), (40, 0));
    assert_eq!((under_way(&books).await, close_overdue(&books.db, &clock).await.unwrap()), (0, 0));
}
