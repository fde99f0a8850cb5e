//! An installation with a library, and a model that writes whatever is wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::TimeDelta;
use listok_core::billing::{Budgets, Meter};
use listok_core::cache::opinion::{self, Reported};
use listok_core::cache::{Cache, Case, Generator, Judge, Lookup};
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::Wire;
use listok_core::domain::id::{OrderId, TeacherId, TopicId};
use listok_core::domain::worksheet::{Origin, Worksheet};
use listok_core::domain::{Difficulty, Grade, Locale, Request, Spec, Subject, Timestamp};
use listok_core::limits::Limiter;
use listok_core::llm::{OpenAi, Provider};
use listok_core::orders::{Fulfilment, Intake, Wish, place};
use listok_core::queue::{self, Attempt, Handler, Outcome, Queue};
use listok_core::store::{self, Db, Order, OrderState};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::standin::{Answer, StandIn, response, wanted};

/// Everything an installation has, with a model that writes whatever is wanted.
pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) model: StandIn,
    pub(crate) intake: Intake,
    pub(crate) fulfilment: Fulfilment,
    pub(crate) judge: Judge,
    /// What the judge answers: to the first question, to the second.
    pub(crate) yes: Arc<[AtomicBool; 2]>,
    pub(crate) people: AtomicUsize,
}

impl World {
    pub(crate) async fn new(db: &Db) -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        queue::migrate(db).await.unwrap();
        let (number, asked) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let yes = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
        let verdicts = Arc::clone(&yes);
        let model = StandIn::start(move |_, body| {
            if let Some(text) = body["input"].as_str().filter(|_| body["dimensions"].is_number()) {
                return Answer::Http(200, "", vector(text).to_string());
            }
            let user = user(body);
            match wanted(body) {
                "same_topic" => {
                    let at = asked.fetch_add(1, Ordering::SeqCst) % 2;
                    let same = if verdicts[at].load(Ordering::SeqCst) { "yes" } else { "no" };
                    return response(&json!({ "same": same }).to_string());
                }
                "blind_answers" => return response(&json!({ "answers": [] }).to_string()),
                "sheet_plan" => return response(&json!({ "skills": SKILLS }).to_string()),
                _ => {}
            }
            let count: usize = user.lines().find_map(|line| line.strip_prefix("count: ")?.parse().ok()).unwrap();
            let task = |_| {
                let question = format!("Вопрос номер {} об оборотах", number.fetch_add(1, Ordering::SeqCst));
                json!({ "k": "single_choice", "q": question, "o": ["верный", "второй", "третий", "четвёртый"],
                        "a": "0", "x": "", "d": 2 })
            };
            let tasks: Vec<Value> = (0..count).map(task).collect();
            response(&json!({ "title": "Обороты", "tasks": tasks }).to_string())
        })
        .await;
        let clock = Clock::standing_at("2026-11-23T09:00:00Z".parse().unwrap());
        let chance = Chance::seeded(5);
        let queue = Queue::open(db).await.unwrap();
        let limiter = Limiter::in_memory(1);
        let intake =
            Intake { queue: queue.clone(), limiter: limiter.clone(), orders_per_hour: 1_000, chance: chance.clone() };
        let meter = Meter::stored(db.clone(), chance.clone(), Budgets::default());
        let embedder = OpenAi::new(&model.settings(Wire::Responses), Provider::OpenAi).unwrap();
        let embedder = embedder.embedder("text-embedding-3-small", 2);
        let models = Some(Arc::new(model.router().metered(meter).embedding_by(embedder)));
        let fulfilment = Fulfilment {
            db: db.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
            cache: Some(cache(db, &clock, &chance, Some(queue))),
            models: models.clone(),
            outbox: Arc::default(),
        };
        let judge = Judge { db: db.clone(), clock: clock.clone(), models };
        let people = AtomicUsize::new(1);
        Self { db: db.clone(), clock, chance, model, intake, fulfilment, judge, yes, people }
    }

    /// How often an author was asked.
    pub(crate) fn written(&self) -> usize {
        self.model.asked.lock().unwrap().iter().filter(|asked| wanted(asked) == "worksheet_tasks").count()
    }

    /// How often a methodologist was asked.
    pub(crate) fn planned(&self) -> usize {
        self.model.asked.lock().unwrap().iter().filter(|asked| wanted(asked) == "sheet_plan").count()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Somebody who has been with us for a month.
    pub(crate) async fn teacher(&self) -> TeacherId {
        self.teacher_since(self.now() - TimeDelta::days(30)).await
    }

    pub(crate) async fn teacher_since(&self, joined: Timestamp) -> TeacherId {
        let person = i64::try_from(self.people.fetch_add(1, Ordering::SeqCst)).unwrap();
        let on = &mut self.db.write().await.unwrap();
        let id = self.chance.id(self.now());
        store::teachers::register(on.on(), id, person, Locale::Ru, joined).await.unwrap().0.id
    }

    pub(crate) async fn order(&self, teacher: TeacherId, spec: Spec) -> OrderId {
        let key = self.chance.token();
        let wish = Wish {
            teacher,
            chat_id: 700,
            card_message_id: None,
            locale: Locale::Ru,
            spec,
            replaces: None,
            key: key.clone(),
            fresh: false,
        };
        let mut tx = self.db.begin().await.unwrap();
        place(&mut tx, &self.intake, wish, self.now()).await.unwrap();
        let order = store::orders::find_by_key(tx.on(), &key).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        order.id
    }

    pub(crate) async fn run(&self, order: OrderId, fresh: bool) -> Outcome {
        let attempt = Attempt { number: 1, last: false, stop: CancellationToken::new() };
        self.fulfilment.run(json!({ "order": order, "fresh": fresh }), attempt).await
    }

    /// Orders and waits until it is made.
    pub(crate) async fn gets(&self, teacher: TeacherId, spec: Spec) -> Got {
        let order = self.order(teacher, spec).await;
        assert_eq!(self.run(order, false).await, Outcome::Done);
        self.got(order).await
    }

    pub(crate) async fn got(&self, id: OrderId) -> Got {
        let read = &mut self.db.read().await.unwrap();
        let order = store::orders::find(read.on(), id).await.unwrap().unwrap();
        assert_eq!(order.state, OrderState::Ready, "{:?}", order.failure);
        let content = store::worksheets::content(read.on(), order.worksheet.unwrap(), 1).await.unwrap().unwrap();
        Got { order: id, origin: order.origin.unwrap(), content }
    }

    /// What the judge makes of a case.
    pub(crate) async fn judged(&self, case: Case, answers: [bool; 2]) {
        for (yes, answer) in self.yes.iter().zip(answers) {
            yes.store(answer, Ordering::SeqCst);
        }
        let attempt = Attempt { number: 1, last: false, stop: CancellationToken::new() };
        assert_eq!(self.judge.run(serde_json::to_value(case).unwrap(), attempt).await, Outcome::Done);
    }

    pub(crate) async fn look_up(&self, teacher: TeacherId, spec: Spec, fresh: bool) -> (Order, Lookup) {
        let id = self.order(teacher, spec).await;
        let order = store::orders::find(self.db.read().await.unwrap().on(), id).await.unwrap().unwrap();
        let found = self.fulfilment.cache.as_ref().unwrap().look_up(&order, fresh).await.unwrap();
        (order, found)
    }

    pub(crate) async fn number(&self, question: &'static str) -> i64 {
        match &self.db {
            Db::Pg(pools) => sqlx::query_scalar(question).fetch_one(&pools.write).await.unwrap(),
            Db::Lite(pools) => sqlx::query_scalar(question).fetch_one(&pools.readers).await.unwrap(),
        }
    }

    /// The topic of the sheet an order got.
    pub(crate) async fn topic(&self, got: &Got, teacher: TeacherId) -> TopicId {
        let read = &mut self.db.read().await.unwrap();
        let served = store::pool::served_to(read.on(), got.order, teacher).await.unwrap().unwrap();
        served.topic.unwrap()
    }

    pub(crate) async fn rates(&self, teacher: TeacherId, got: &Got, good: bool) {
        let mut tx = self.db.begin().await.unwrap();
        opinion::rated(&mut tx, &self.intake.limiter, teacher, got.order, good, self.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn says_wrong_topic(&self, teacher: TeacherId, got: &Got) -> Reported {
        let mut tx = self.db.begin().await.unwrap();
        let tools = (&self.intake.limiter, &self.intake.queue, &self.chance);
        let reported = opinion::wrong_topic(&mut tx, tools, teacher, got.order, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        reported
    }
}

pub(crate) fn cache(db: &Db, clock: &Clock, chance: &Chance, judge: Option<Queue>) -> Cache {
    let generator = Generator { version: "1", demonstration: true };
    Cache::new(db.clone(), clock.clone(), chance.clone(), Limiter::in_memory(1), judge, generator)
}

/// What the methodologist answers.
pub(crate) const SKILLS: [&str; 5] = [
    "находить причастие в предложении",
    "указывать определяемое слово",
    "выделять причастный оборот запятыми",
    "заменять придаточное оборотом",
    "исправлять ошибки в построении оборота",
];

/// What an order came to.
pub(crate) struct Got {
    pub(crate) order: OrderId,
    pub(crate) origin: Origin,
    pub(crate) content: Worksheet,
}

impl Got {
    pub(crate) fn questions(&self) -> Vec<String> {
        self.content.tasks(0).map(|(_, task)| task.texts()[0].plain()).collect()
    }

    pub(crate) fn is_from_the_library(&self) -> bool {
        self.origin == Origin::Cache
    }
}

pub(crate) fn user(body: &Value) -> String {
    body["input"][0]["content"].as_str().unwrap().to_owned()
}

pub(crate) fn asks(topic: &str, total: u8) -> Spec {
    let request = Request {
        subject: Some(Subject::Russian),
        grade: Some(Grade::new(7).unwrap()),
        topic: Some(topic.to_owned()),
        total: Some(total.into()),
        difficulty: Some(Difficulty::Medium),
        ..Request::default()
    };
    request.settle().unwrap()
}

/// Vectors of a model that knows what participles are.
pub(crate) fn vector(text: &str) -> Value {
    let about = ["причаст", "обособл"].iter().any(|word| text.contains(word));
    let vector = if about { [0.8, 0.6] } else { [-0.6, 0.8] };
    json!({ "data": [{ "embedding": vector }], "usage": { "prompt_tokens": 3, "total_tokens": 3 } })
}
