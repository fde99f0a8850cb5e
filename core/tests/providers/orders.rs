//! Orders are fulfilled while a provider fails in every way it can, and what they cost adds up.

use std::sync::Arc;

use futures::future::join_all;
use listok_core::billing::{self, Budgets, Fee};
use listok_core::clock::Clock;
use listok_core::domain::id::OrderId;
use listok_core::domain::request::Answers;
use listok_core::domain::stored::{CostStatus, Entry, ModelCall, OrderState};
use listok_core::domain::{Difficulty, Grade, Locale, Spec, Subject};
use listok_core::orders::Fulfilment;
use listok_core::queue::{Attempt, Handler, Outcome};
use listok_core::store::{self, NewOrder, Order};
use listok_sandbox::{Bill, Fault, ModelTrouble, Sandbox};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::world::{Books, Kind, break_down, models, router, sandbox};

/// Every way a provider fails.
fn troubles() -> [ModelTrouble; 10] {
    [
        ModelTrouble::TooManyRequests { retry_after: 1 },
        ModelTrouble::ServerError { status: 503 },
        ModelTrouble::Hang { ms: 120_000 },
        ModelTrouble::Cut,
        ModelTrouble::Malformed,
        ModelTrouble::Truncated,
        ModelTrouble::Refusal,
        ModelTrouble::WrongSchema,
        ModelTrouble::Slow { ms: 30_000 },
        ModelTrouble::Unauthorized,
    ]
}

fn spec(subject: Subject, topic: &str) -> Spec {
    Spec {
        locale: Locale::Ru,
        subject,
        grade: Grade::new(6).unwrap(),
        topic: topic.to_owned(),
        total: 4,
        difficulty: Difficulty::Medium,
        variants: 1,
        format: None,
        include_kinds: [].into(),
        exclude_kinds: [].into(),
        large_print: false,
        short_wording: false,
        mix: [].into(),
        levels: Vec::new(),
        per_kind: [].into(),
        answers: Answers::Separate,
        exam: None,
        kind_of_work: None,
        class_letters: Vec::new(),
    }
}

struct School {
    books: Books,
    worker: Fulfilment,
}

impl School {
    async fn open(sandbox: &Sandbox, more: &[(&str, &str)]) -> Self {
        let books = Books::open().await;
        let models = models(sandbox, &[Kind::OpenAi, Kind::Yandex], more);
        let router = router(&models, books.meter(Budgets::default()));
        let worker = Fulfilment {
            db: books.db.clone(),
            clock: Clock::System,
            chance: books.chance.clone(),
            cache: None,
            models: Some(Arc::new(router)),
            outbox: Arc::default(),
        };
        Self { books, worker }
    }

    /// A teacher orders; the order has a credit reserved.
    async fn order(&self, spec: Spec) -> OrderId {
        let (now, chance) = (Clock::System.now(), &self.books.chance);
        let mut tx = self.books.db.begin().await.unwrap();
        let (teacher, _) = store::teachers::register(tx.on(), chance.id(now), 7, Locale::Ru, now).await.unwrap();
        let id: OrderId = chance.id(now);
        let new = NewOrder {
            id,
            teacher: teacher.id,
            chat_id: 700,
            card_message_id: None,
            key: id.to_string(),
            locale: Locale::Ru,
            spec,
            replaces: None,
            priority: 1,
            created_at: now,
        };
        store::orders::place(tx.on(), &new).await.unwrap();
        billing::reserve(&mut tx, chance, Fee::of(teacher.id, id, None), now).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Works on an order once, for the last time.
    async fn work(&self, order: OrderId) -> Outcome {
        let attempt = Attempt { number: 1, last: true, stop: CancellationToken::new() };
        self.worker.run(json!({ "order": order }), attempt).await
    }

    async fn found(&self, order: OrderId) -> Order {
        store::orders::find(self.books.db.read().await.unwrap().on(), order).await.unwrap().unwrap()
    }

    async fn calls(&self, order: OrderId) -> Vec<ModelCall> {
        store::model_calls::of_order(self.books.db.read().await.unwrap().on(), order).await.unwrap()
    }

    /// How the order's credit ended.
    async fn credit(&self, order: OrderId) -> Vec<Entry> {
        let lines = store::ledger::of_order(self.books.db.read().await.unwrap().on(), order).await.unwrap();
        lines.iter().map(|line| line.entry).collect()
    }
}

/// Sums of calls of a provider: measured, estimated; and how many were estimated.
fn recorded(calls: &[ModelCall], provider: &str) -> (i64, i64, usize) {
    let of = |status: CostStatus| {
        calls.iter().filter(move |call| call.provider == provider && call.cost_status == status).filter_map(|c| c.cost)
    };
    let sum = |status| of(status).map(|cost| cost.nano).sum();
    (sum(CostStatus::Measured), sum(CostStatus::Estimated), of(CostStatus::Estimated).count())
}

/// What was told is what is billed, to the nano-unit; what was billed without being told is held to be at least so much.
fn adds_up(calls: &[ModelCall], provider: &str, bill: &Bill, currency: &str) {
    let (measured, estimated, unsure) = recorded(calls, provider);
    assert_eq!(measured, bill.delivered.get(currency).copied().unwrap_or(0), "{provider}: {calls:#?} {bill:#?}");
    assert!(estimated >= bill.undelivered.get(currency).copied().unwrap_or(0), "{provider}: {calls:#?} {bill:#?}");
    assert!(unsure >= bill.charges.iter().filter(|charge| !charge.delivered).count(), "{provider}");
}

/// `broken` is asked first and fails in this way.
async fn a_sheet_arrives_all_the_same(broken: Kind, trouble: ModelTrouble, more: &[(&str, &str)]) {
    let sandbox = sandbox().await;
    let school = School::open(&sandbox, more).await;
    break_down(&sandbox, broken, Fault::new(trouble.clone()));
    let order = school.order(spec(Subject::Biology, "фотосинтез")).await;

    // The router holds the deadline: a sheet that is there was there in time.
    assert_eq!(school.work(order).await, Outcome::Done);

    assert_eq!(school.found(order).await.state, OrderState::Ready, "{broken:?} {trouble:?}");
    assert_eq!(school.credit(order).await, [Entry::Reserve, Entry::Settle]);
    let calls = school.calls(order).await;
    let first = calls.first().map(|call| call.provider == "yandex");
    assert_eq!(first, Some(broken == Kind::Yandex));
    adds_up(&calls, "openai", &sandbox.bill(), "USD");
    adds_up(&calls, "yandex", &sandbox.yandex_bill(), "RUB");
    let mut db = school.books.db.read().await.unwrap();
    assert_eq!(store::model_calls::pending(db.on()).await.unwrap(), 0);
    assert_eq!(store::ledger::orphaned(db.on()).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_openai_does_a_sheet_arrives_through_yandex() {
    join_all(troubles().map(|trouble| a_sheet_arrives_all_the_same(Kind::OpenAi, trouble, &[]))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_yandex_does_a_sheet_arrives_through_openai() {
    let routes = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(routes.path(), YANDEX_FIRST).unwrap();
    let path = routes.path().to_string_lossy().into_owned();
    let more = [("MODEL_ROUTES", path.as_str())];

    join_all(troubles().map(|trouble| a_sheet_arrives_all_the_same(Kind::Yandex, trouble, &more))).await;
}

const YANDEX_FIRST: &str = r#"{
    "version": "test", "roubles_per_dollar": 90,
    "models": [
        { "model": "openai:gpt-6-luna", "quality": 2, "context": 272000, "schema": "strict", "effort": "none" },
        { "model": "yandex:yandexgpt-5.1/latest", "quality": 2, "context": 32768, "schema": "flat" }
    ],
    "roles": { "author": { "routes": [
        { "model": "yandex:yandexgpt-5.1/latest" }, { "model": "openai:gpt-6-luna", "tier": 2 }
    ] } },
    "embedders": []
}"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_both_dead_computed_topics_are_made_and_others_are_not_charged() {
    let sandbox = sandbox().await;
    let school = School::open(&sandbox, &[]).await;
    for kind in [Kind::OpenAi, Kind::Yandex] {
        break_down(&sandbox, kind, Fault::new(ModelTrouble::ServerError { status: 503 }));
    }
    let computed = school.order(spec(Subject::Math, "сложение обыкновенных дробей")).await;
    let written = school.order(spec(Subject::Biology, "фотосинтез")).await;

    assert_eq!(school.work(computed).await, Outcome::Done);
    assert_eq!(school.work(written).await, Outcome::Done);

    assert_eq!(school.found(computed).await.state, OrderState::Ready);
    let failed = school.found(written).await;
    assert_eq!((failed.state, failed.failure.as_deref()), (OrderState::Failed, Some("unavailable")));
    assert_eq!(school.credit(computed).await, [Entry::Reserve, Entry::Settle]);
    assert_eq!(school.credit(written).await, [Entry::Reserve, Entry::Release]);
    assert!(school.calls(written).await.iter().all(|call| call.cost.is_none()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_sheet_is_planned_and_comes_unplanned_when_that_fails() {
    let faults = [
        ModelTrouble::Malformed,
        ModelTrouble::Truncated,
        ModelTrouble::Refusal,
        ModelTrouble::WrongSchema,
        ModelTrouble::Filtered,
        ModelTrouble::Hang { ms: 120_000 },
    ];
    let sheets = faults.map(Some).into_iter().chain([None]).map(|trouble| async move {
        let sandbox = sandbox().await;
        let school = School::open(&sandbox, &[]).await;
        for kind in [Kind::OpenAi, Kind::Yandex] {
            if let Some(trouble) = trouble.clone() {
                break_down(&sandbox, kind, Fault::new(trouble).times(1));
            }
        }
        let order = school.order(Spec { total: 12, ..spec(Subject::Biology, "фотосинтез") }).await;

        assert_eq!(school.work(order).await, Outcome::Done);

        assert_eq!(school.found(order).await.state, OrderState::Ready, "{trouble:?}");
        let calls = school.calls(order).await;
        let planned = calls.iter().find(|call| call.role == "methodologist" && call.outcome == "ok");
        assert_eq!(
            planned.is_some_and(|call| call.prompt_version == "methodologist-1"),
            trouble.is_none(),
            "{calls:#?}"
        );
        adds_up(&calls, "openai", &sandbox.bill(), "USD");
        adds_up(&calls, "yandex", &sandbox.yandex_bill(), "RUB");
    });
    join_all(sheets).await;
}
