//! The library's promises, held on both engines: who gets whose sheet, and who never does.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop here")]

#[macro_use]
#[path = "store/engines.rs"]
mod engines;
mod standin;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::TimeDelta;
use listok_core::billing::{Budgets, Meter};
use listok_core::cache::judge::Why;
use listok_core::cache::opinion::{self, Reported};
use listok_core::cache::{Cache, Case, Generator, Judge, Lookup, TOPIC, forget};
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::Wire;
use listok_core::domain::id::{OrderId, TeacherId, TopicId};
use listok_core::domain::request::Answers;
use listok_core::domain::worksheet::{Origin, Worksheet};
use listok_core::domain::{Difficulty, Grade, Locale, Spec, Subject, Timestamp};
use listok_core::limits::Limiter;
use listok_core::llm::{OpenAi, Provider};
use listok_core::orders::{Fulfilment, Intake, Wish, place};
use listok_core::queue::{self, Attempt, Handler, Outcome, Queue};
use listok_core::store::{self, Db, Entry, Order, OrderState};
use serde_json::{Value, json};
use standin::{Answer, StandIn, response, wanted};
use tokio_util::sync::CancellationToken;

on_both_engines!(
    a_paraphrase_by_another_teacher_gets_the_sheet_that_was_made,
    a_teacher_never_gets_a_sheet_twice,
    a_longer_sheet_serves_a_shorter_order,
    another_level_is_another_sheet,
    what_could_be_a_persons_is_shared_with_nobody,
    a_word_nobody_knows_is_shared_once_three_accounts_use_it,
    a_bad_rating_hides_a_sheet_and_a_second_one_deletes_it,
    accounts_of_a_day_delete_no_sheet,
    a_wording_that_brought_the_wrong_topic_brings_it_to_nobody,
    a_sheet_that_strayed_from_its_own_topic_is_hidden,
    two_teachers_asking_at_once_cost_one_generation,
    a_judge_who_says_yes_twice_makes_one_topic_of_two,
    a_judge_who_says_no_once_keeps_two_topics_apart,
    a_wrong_hit_makes_a_topic_distrust_misspellings_until_twenty_clean_audits,
    without_a_model_nobody_judges,
    another_instance_knows_a_new_topic_at_once,
    what_has_had_its_time_is_served_to_nobody,
    a_new_sheet_is_made_for_who_asks_for_one,
    a_topic_made_by_two_at_once_is_one_topic,
    a_sheet_hidden_after_it_was_found_is_not_served,
    who_refused_one_of_two_topics_refuses_what_they_are_now,
    words_that_are_not_shared_are_no_question_for_the_judge,
    a_topic_in_quite_other_words_is_proposed_to_the_judge_who_decides,
    topics_that_are_not_alike_are_no_question,
    sheets_of_another_version_are_not_served,
    one_hit_in_fifty_is_audited,
    a_topic_is_planned_once_for_whoever_orders_it,
    a_plan_of_words_that_are_not_everybodys_serves_one_order,
    plans_of_the_programme_stay_and_others_are_forgotten,
);

/// Everything an installation has, with a model that writes whatever is wanted.
struct World {
    db: Db,
    clock: Clock,
    chance: Chance,
    model: StandIn,
    intake: Intake,
    fulfilment: Fulfilment,
    judge: Judge,
    /// What the judge answers: to the first question, to the second.
    yes: Arc<[AtomicBool; 2]>,
    people: AtomicUsize,
}

impl World {
    async fn new(db: &Db) -> Self {
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
    fn written(&self) -> usize {
        self.model.asked.lock().unwrap().iter().filter(|asked| wanted(asked) == "worksheet_tasks").count()
    }

    /// How often a methodologist was asked.
    fn planned(&self) -> usize {
        self.model.asked.lock().unwrap().iter().filter(|asked| wanted(asked) == "sheet_plan").count()
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Somebody who has been with us for a month.
    async fn teacher(&self) -> TeacherId {
        self.teacher_since(self.now() - TimeDelta::days(30)).await
    }

    async fn teacher_since(&self, joined: Timestamp) -> TeacherId {
        let person = i64::try_from(self.people.fetch_add(1, Ordering::SeqCst)).unwrap();
        let on = &mut self.db.write().await.unwrap();
        let id = self.chance.id(self.now());
        store::teachers::register(on.on(), id, person, Locale::Ru, joined).await.unwrap().0.id
    }

    async fn order(&self, teacher: TeacherId, spec: Spec) -> OrderId {
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

    async fn run(&self, order: OrderId, fresh: bool) -> Outcome {
        let attempt = Attempt { number: 1, last: false, stop: CancellationToken::new() };
        self.fulfilment.run(json!({ "order": order, "fresh": fresh }), attempt).await
    }

    /// Orders and waits until it is made.
    async fn gets(&self, teacher: TeacherId, spec: Spec) -> Got {
        let order = self.order(teacher, spec).await;
        assert_eq!(self.run(order, false).await, Outcome::Done);
        self.got(order).await
    }

    async fn got(&self, id: OrderId) -> Got {
        let read = &mut self.db.read().await.unwrap();
        let order = store::orders::find(read.on(), id).await.unwrap().unwrap();
        assert_eq!(order.state, OrderState::Ready, "{:?}", order.failure);
        let content = store::worksheets::content(read.on(), order.worksheet.unwrap(), 1).await.unwrap().unwrap();
        Got { order: id, origin: order.origin.unwrap(), content }
    }

    /// What the judge makes of a case.
    async fn judged(&self, case: Case, answers: [bool; 2]) {
        for (yes, answer) in self.yes.iter().zip(answers) {
            yes.store(answer, Ordering::SeqCst);
        }
        let attempt = Attempt { number: 1, last: false, stop: CancellationToken::new() };
        assert_eq!(self.judge.run(serde_json::to_value(case).unwrap(), attempt).await, Outcome::Done);
    }

    async fn look_up(&self, teacher: TeacherId, spec: Spec, fresh: bool) -> (Order, Lookup) {
        let id = self.order(teacher, spec).await;
        let order = store::orders::find(self.db.read().await.unwrap().on(), id).await.unwrap().unwrap();
        let found = self.fulfilment.cache.as_ref().unwrap().look_up(&order, fresh).await.unwrap();
        (order, found)
    }

    async fn number(&self, question: &'static str) -> i64 {
        match &self.db {
            Db::Pg(pools) => sqlx::query_scalar(question).fetch_one(&pools.write).await.unwrap(),
            Db::Lite(pools) => sqlx::query_scalar(question).fetch_one(&pools.readers).await.unwrap(),
        }
    }

    /// The topic of the sheet an order got.
    async fn topic(&self, got: &Got, teacher: TeacherId) -> TopicId {
        let read = &mut self.db.read().await.unwrap();
        let served = store::pool::served_to(read.on(), got.order, teacher).await.unwrap().unwrap();
        served.topic.unwrap()
    }

    async fn rates(&self, teacher: TeacherId, got: &Got, good: bool) {
        let mut tx = self.db.begin().await.unwrap();
        opinion::rated(&mut tx, &self.intake.limiter, teacher, got.order, good, self.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn says_wrong_topic(&self, teacher: TeacherId, got: &Got) -> Reported {
        let mut tx = self.db.begin().await.unwrap();
        let tools = (&self.intake.limiter, &self.intake.queue, &self.chance);
        let reported = opinion::wrong_topic(&mut tx, tools, teacher, got.order, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        reported
    }
}

fn cache(db: &Db, clock: &Clock, chance: &Chance, judge: Option<Queue>) -> Cache {
    let generator = Generator { version: "1", demonstration: true };
    Cache::new(db.clone(), clock.clone(), chance.clone(), Limiter::in_memory(1), judge, generator)
}

/// What the methodologist answers.
const SKILLS: [&str; 5] = [
    "находить причастие в предложении",
    "указывать определяемое слово",
    "выделять причастный оборот запятыми",
    "заменять придаточное оборотом",
    "исправлять ошибки в построении оборота",
];

/// What an order came to.
struct Got {
    order: OrderId,
    origin: Origin,
    content: Worksheet,
}

impl Got {
    fn questions(&self) -> Vec<String> {
        self.content.tasks(0).map(|(_, task)| task.texts()[0].plain()).collect()
    }

    fn is_from_the_library(&self) -> bool {
        self.origin == Origin::Cache
    }
}

fn user(body: &Value) -> String {
    body["input"][0]["content"].as_str().unwrap().to_owned()
}

fn asks(topic: &str, total: u8) -> Spec {
    Spec {
        locale: Locale::Ru,
        subject: Subject::Russian,
        grade: Grade::new(7).unwrap(),
        topic: topic.to_owned(),
        total,
        difficulty: Difficulty::Medium,
        variants: 1,
        format: None,
        include_kinds: BTreeSet::new(),
        exclude_kinds: BTreeSet::new(),
        large_print: false,
        answers: Answers::Separate,
        exam: None,
        kind_of_work: None,
        class_letters: Vec::new(),
        short_wording: false,
        mix: [].into(),
        levels: Vec::new(),
        per_kind: [].into(),
    }
}

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

/// What the judge has been asked.
const QUESTIONS: &str = "select count(*) from river_job where cast(tags as text) like '%judge%'";

/// Two topics near enough for a question.
const NEAR: [&str; 2] = ["причастный оборот", "причастный и деепричастный обороты"];

async fn a_judge_who_says_yes_twice_makes_one_topic_of_two(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let first = world.gets(anna, asks(NEAR[0], 5)).await;
    let second = world.gets(boris, asks(NEAR[1], 5)).await;
    assert!(!second.is_from_the_library());
    let topic = world.topic(&first, anna).await;
    assert!(world.intake.queue.find(TOPIC, &format!("{}-{topic}", second.order)).await.unwrap().is_some());

    world.judged(Case { order: second.order, topic, why: Why::Near }, [true, true]).await;

    let calls = world.written();
    for (teacher, words) in [(world.teacher().await, NEAR[1]), (boris, NEAR[0])] {
        let got = world.gets(teacher, asks(words, 5)).await;
        assert_eq!((got.is_from_the_library(), got.questions()), (true, first.questions()));
    }
    assert_eq!(world.written(), calls);
    // What was made from the other words is served to nobody: they may have fooled the judge.
    assert!(!world.gets(anna, asks(NEAR[1], 5)).await.is_from_the_library());
}

async fn a_judge_who_says_no_once_keeps_two_topics_apart(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    let first = world.gets(anna, asks(NEAR[0], 5)).await;
    let second = world.gets(boris, asks(NEAR[1], 5)).await;
    let topic = world.topic(&first, anna).await;

    world.judged(Case { order: second.order, topic, why: Why::Near }, [true, false]).await;
    // Even a later yes changes nothing.
    world.judged(Case { order: second.order, topic, why: Why::Near }, [true, true]).await;

    assert!(!world.gets(anna, asks(NEAR[1], 5)).await.questions().is_empty());
    assert_eq!(world.number("select count(*) from topic where merged_into is not null").await, 0);
    assert_eq!(world.number("select count(*) from topic_refusal where reason = 'judged'").await, 1);
}

async fn a_wrong_hit_makes_a_topic_distrust_misspellings_until_twenty_clean_audits(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris) = (world.teacher().await, world.teacher().await);
    world.gets(anna, asks("причастный оборот", 5)).await;
    let hit = world.gets(boris, asks("причастные обароты", 5)).await;
    let topic = world.topic(&hit, boris).await;

    world.judged(Case { order: hit.order, topic, why: Why::Audit }, [false, false]).await;

    let misspelt = |word: &str| asks(&format!("причастные {word}"), 5);
    assert!(!world.gets(world.teacher().await, misspelt("обароты")).await.is_from_the_library());
    assert!(world.gets(world.teacher().await, misspelt("обороты")).await.is_from_the_library());
    let read = async || store::topics::find(db.read().await.unwrap().on(), topic).await.unwrap().unwrap().watched;
    let clean = world.gets(world.teacher().await, misspelt("обороты")).await;
    for audits in 0..20 {
        assert_eq!(read().await, Some(audits));
        world.judged(Case { order: clean.order, topic, why: Why::Audit }, [true, true]).await;
    }
    assert_eq!(read().await, None);
    assert!(world.gets(world.teacher().await, misspelt("обороти")).await.is_from_the_library());
}

async fn without_a_model_nobody_judges(db: &Db) {
    let mut world = World::new(db).await;
    world.fulfilment.cache = Some(cache(db, &world.clock, &world.chance, None));
    world.gets(world.teacher().await, asks(NEAR[0], 5)).await;

    world.gets(world.teacher().await, asks(NEAR[1], 5)).await;

    assert_eq!(world.number(QUESTIONS).await, 0);
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

async fn who_refused_one_of_two_topics_refuses_what_they_are_now(db: &Db) {
    let world = World::new(db).await;
    let (anna, boris, vera) = (world.teacher().await, world.teacher().await, world.teacher().await);
    let first = world.gets(anna, asks(NEAR[0], 5)).await;
    let second = world.gets(boris, asks(NEAR[1], 5)).await;
    let (to, from) = (world.topic(&first, anna).await, world.topic(&second, boris).await);
    let mut tx = db.begin().await.unwrap();
    let now = world.now();
    store::topics::note_use(tx.on(), vera, "words", to, now).await.unwrap();
    store::topics::refuse_for(tx.on(), vera, "words", from, now).await.unwrap();
    store::topics::note_use(tx.on(), boris, "words", from, now).await.unwrap();

    assert!(store::topics::merge(tx.on(), from, to, now).await.unwrap());

    assert_eq!(store::topics::known(tx.on(), "words", vera).await.unwrap(), None);
    assert_eq!(store::topics::refused(tx.on(), "words", vera).await.unwrap(), [to]);
    assert_eq!(store::topics::known(tx.on(), "words", boris).await.unwrap().map(|alias| alias.topic), Some(to));
}

async fn words_that_are_not_shared_are_no_question_for_the_judge(db: &Db) {
    let world = World::new(db).await;
    world.gets(world.teacher().await, asks(NEAR[1], 5)).await;

    // The programme knows what was meant: its name is shared, the slip is not.
    world.gets(world.teacher().await, asks("причастный обарот", 5)).await;
    world.gets(world.teacher().await, asks("причастный и деепричастный обороты Пшыкняева", 5)).await;

    assert_eq!(world.number("select count(*) from topic").await, 2);
    assert_eq!(world.number(QUESTIONS).await, 0);
}

/// Vectors of a model that knows what participles are.
fn vector(text: &str) -> Value {
    let about = ["причаст", "обособл"].iter().any(|word| text.contains(word));
    let vector = if about { [0.8, 0.6] } else { [-0.6, 0.8] };
    json!({ "data": [{ "embedding": vector }], "usage": { "prompt_tokens": 3, "total_tokens": 3 } })
}

/// One topic for a teacher; no word of one is in the other.
const ALIKE: [&str; 2] = ["причастный оборот", "обособленные согласованные определения"];

impl World {
    /// With an embedding model that looks for topics like a new one.
    async fn comparing(db: &Db) -> Self {
        let mut world = Self::new(db).await;
        let queue = Some(world.intake.queue.clone());
        world.fulfilment.cache = Some(cache(db, &world.clock, &world.chance, queue).comparing(true));
        world
    }

    /// A sheet of a new topic, and the judge's answers to what is asked about it.
    async fn gets_and_judges(&self, words: &str, answers: [bool; 2]) -> Got {
        let teacher = self.teacher().await;
        let got = self.gets(teacher, asks(words, 5)).await;
        let case = Case { order: got.order, topic: self.topic(&got, teacher).await, why: Why::New };
        let job = format!("{}-{}", case.order, case.topic);
        assert!(self.intake.queue.find(TOPIC, &job).await.unwrap().is_some(), "{words} raises no question");
        self.judged(case, answers).await;
        got
    }

    /// How often the judge was asked.
    fn judgements(&self) -> usize {
        self.model.asked.lock().unwrap().iter().filter(|asked| wanted(asked) == "same_topic").count()
    }
}

async fn a_topic_in_quite_other_words_is_proposed_to_the_judge_who_decides(db: &Db) {
    let world = World::comparing(db).await;
    let first = world.gets_and_judges(ALIKE[0], [false, false]).await;
    assert_eq!(world.judgements(), 0, "there was nothing to compare with");
    assert!(!world.gets_and_judges(ALIKE[1], [true, true]).await.is_from_the_library());
    assert_eq!(world.judgements(), 2);

    let got = world.gets(world.teacher().await, asks(ALIKE[1], 5)).await;

    assert_eq!((got.is_from_the_library(), got.questions()), (true, first.questions()));
    assert_eq!(world.number("select count(*) from model_call where role = 'embedder'").await, 2);
}

async fn topics_that_are_not_alike_are_no_question(db: &Db) {
    let world = World::comparing(db).await;
    world.gets_and_judges(ALIKE[0], [true, true]).await;
    world.gets_and_judges("правописание наречий", [true, true]).await;

    assert_eq!(world.judgements(), 0);
    assert_eq!(world.number("select count(*) from topic where merged_into is not null").await, 0);
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

async fn one_hit_in_fifty_is_audited(db: &Db) {
    let world = World::new(db).await;
    world.gets(world.teacher().await, asks("причастный оборот", 5)).await;

    for _ in 0..150 {
        assert!(world.gets(world.teacher().await, asks("причастные обороты", 5)).await.is_from_the_library());
    }

    // Three are expected; the chance is seeded, so it is the same number every time.
    let audits = world.number(QUESTIONS).await;
    assert!((1..=9).contains(&audits), "{audits}");
    assert_eq!(world.written(), 1);
}

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
