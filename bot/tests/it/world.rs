//! A bot with its database and its Telegram, and a teacher who writes and presses.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::DateTime;
use listok_bot::Bot;
use listok_bot::ingest::{Handled, Ingest};
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::{Database, Telegram as TelegramSettings, Webhook};
use listok_core::domain::Timestamp;
use listok_core::domain::id::{OrderId, TeacherId, WorksheetId};
use listok_core::domain::task::Numeric;
use listok_core::domain::worksheet::{Origin, Section, Variant};
use listok_core::domain::{Difficulty, Grade, Layout, Locale, Subject, Task, Worksheet};
use listok_core::limits::Limiter;
use listok_core::orders::Intake;
use listok_core::outgoing::Payload;
use listok_core::queue::{self, Queue};
use listok_core::store::{Db, NewWorksheet, Order, orders, outbox, worksheets};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::telegram::Telegram;

pub(crate) const ANNA: i64 = 1001;
pub(crate) const BORIS: i64 = 1002;

pub(crate) struct World {
    pub(crate) telegram: Telegram,
    pub(crate) bot: Bot,
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    next_update: AtomicI64,
    _folder: TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("listok.sqlite").display());
        let db = Db::connect(&Database { url, read_url: None, direct_url: None, max_connections: 2 }).await.unwrap();
        db.migrate().await.unwrap();
        let telegram = Telegram::start().await;
        let clock = Clock::standing_at(DateTime::from_timestamp(1_790_000_000, 0).unwrap());
        let chance = Chance::seeded(7);
        let settings = TelegramSettings {
            token: Some("42:token".into()),
            api_url: format!("http://{}", telegram.address),
            webhook: Some(Webhook { url: "https://listok.example".into(), secret: "0123456789abcdef".into() }),
        };
        queue::migrate(&db).await.unwrap();
        let intake = Intake {
            queue: Queue::open(&db).await.unwrap(),
            limiter: Limiter::in_memory(1),
            orders_per_hour: 20,
            chance: chance.clone(),
        };
        let bot = Bot::connect(&settings, db.clone(), intake, clock.clone(), chance.clone(), "test").await.unwrap();
        Self { telegram, bot, db, clock, chance, next_update: AtomicI64::new(1), _folder: folder }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn ingest(&self) -> Arc<Ingest> {
        self.bot.ingest()
    }

    fn update(&self, kind: &str, body: Value) -> Value {
        let mut update = json!({"update_id": self.next_update.fetch_add(1, Ordering::SeqCst)});
        update[kind] = body;
        update
    }

    pub(crate) fn message(&self, who: i64, text: &str) -> Value {
        self.update(
            "message",
            json!({
                "message_id": 1, "date": 1_790_000_000, "text": text,
                "from": {"id": who, "is_bot": false, "first_name": "Учитель", "language_code": "ru"},
                "chat": {"id": who, "type": "private", "first_name": "Учитель"},
            }),
        )
    }

    pub(crate) fn press(&self, who: i64, message: i64, data: &str) -> Value {
        self.update(
            "callback_query",
            json!({
                "id": "9", "chat_instance": "1", "data": data,
                "from": {"id": who, "is_bot": false, "first_name": "Учитель", "language_code": "ru"},
                "message": {
                    "message_id": message, "date": 1_790_000_000, "text": "…",
                    "from": {"id": 42, "is_bot": true, "first_name": "Листок"},
                    "chat": {"id": who, "type": "private", "first_name": "Учитель"},
                },
            }),
        )
    }

    pub(crate) async fn handle(&self, update: &Value) -> Handled {
        self.ingest().handle(update).await.unwrap()
    }

    /// A person writes; everything that waits is sent.
    pub(crate) async fn says(&self, who: i64, text: &str) {
        let update = self.message(who, text);
        assert_eq!(self.handle(&update).await, Handled::Done);
        self.send_all().await;
    }

    /// A person presses a button; everything that waits is sent.
    pub(crate) async fn presses(&self, who: i64, message: i64, data: &str) {
        let update = self.press(who, message, data);
        assert_eq!(self.handle(&update).await, Handled::Done);
        self.send_all().await;
    }

    /// Runs the sender until nothing that is due waits. Held messages stay.
    pub(crate) async fn send_all(&self) {
        let shutdown = CancellationToken::new();
        let sending = {
            let (bot, shutdown) = (self.bot.clone(), shutdown.clone());
            tokio::spawn(async move { bot.run_sender(&shutdown).await })
        };
        let settled = async {
            while self.due().await > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), settled).await.expect("messages never settle");
        shutdown.cancel();
        sending.await.unwrap();
    }

    /// Open messages that could go now.
    async fn due(&self) -> i64 {
        let Db::Lite(pools) = &self.db else { panic!("tests of the bot run on SQLite") };
        sqlx::query_scalar(
            "select count(*) from outbox o where o.state in ('waiting', 'sending') and o.not_before <= $1
             and not exists (select 1 from outbox p where p.chat_id = o.chat_id and p.seq < o.seq
                             and p.state in ('waiting', 'sending') and p.not_before > $1)",
        )
        .bind(self.now())
        .fetch_one(&pools.readers)
        .await
        .unwrap()
    }

    /// How many messages are still open.
    pub(crate) async fn waiting(&self) -> i64 {
        outbox::depth(self.db.read().await.unwrap().on()).await.unwrap().waiting
    }

    pub(crate) async fn orders(&self) -> Vec<Order> {
        orders::page(self.db.read().await.unwrap().on(), None, None, 100).await.unwrap()
    }

    pub(crate) async fn enqueue(&self, chat: i64, teacher: Option<TeacherId>, payload: &Payload) {
        let message = payload.waiting(self.chance.id(self.now()), chat, teacher, self.now()).unwrap();
        outbox::enqueue(self.db.write().await.unwrap().on(), &message).await.unwrap();
    }

    /// Anna orders fractions with a card; returns the order and its card.
    pub(crate) async fn ordered(&self, who: i64) -> (Order, i64) {
        self.says(who, "5 класс, сложение дробей, 10 примеров").await;
        let card = self.last_message();
        self.presses(who, card, &self.button("✅ Создать")).await;
        let order = self.orders().await.into_iter().next().unwrap();
        (order, card)
    }

    /// As a worker would: the worksheet is stored, its order is ready, its messages wait.
    pub(crate) async fn fulfil(&self, order: &Order) -> WorksheetId {
        let worksheet: WorksheetId = self.chance.id(self.now());
        let new = NewWorksheet {
            id: worksheet,
            teacher: order.teacher,
            folder: None,
            share_token: self.chance.token(),
            content: fractions(),
            created_at: self.now(),
        };
        let mut tx = self.db.begin().await.unwrap();
        worksheets::insert(tx.on(), &new).await.unwrap();
        assert!(orders::finish(tx.on(), order.id, worksheet, 1, Origin::Drill, self.now()).await.unwrap());
        tx.commit().await.unwrap();
        for payload in Payload::delivery(order.id, worksheet, 1, order.spec.answers, Locale::Ru) {
            self.enqueue(order.chat_id, Some(order.teacher), &payload).await;
        }
        worksheet
    }

    pub(crate) async fn order(&self, id: OrderId) -> Order {
        orders::find(self.db.read().await.unwrap().on(), id).await.unwrap().unwrap()
    }

    /// Number of the newest message the bot sent.
    pub(crate) fn last_message(&self) -> i64 {
        let sent = ["sendMessage", "sendDocument"].map(|method| self.telegram.calls(method).len());
        100 + i64::try_from(sent.iter().sum::<usize>()).unwrap()
    }

    /// The newest text shown, by a new message or an edit.
    pub(crate) fn shown(&self) -> String {
        self.newest()["text"].as_str().unwrap_or_default().to_owned()
    }

    fn newest(&self) -> Value {
        let methods = ["sendMessage", "sendDocument", "editMessageText", "editMessageMedia"];
        let last = self.telegram.methods().into_iter().rfind(|m| methods.contains(&m.as_str())).unwrap();
        self.telegram.calls(&last).pop().unwrap()
    }

    /// Data of the button with these words in the newest message.
    pub(crate) fn button(&self, words: &str) -> String {
        let newest = self.newest();
        let rows = newest["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
        let found = rows.iter().filter_map(Value::as_array).flatten().find(|b| b["text"] == words);
        let button = found.unwrap_or_else(|| panic!("no button «{words}» in {newest}"));
        button["callback_data"].as_str().unwrap().to_owned()
    }

    /// Words of the pop-ups, once `count` buttons have been answered.
    pub(crate) async fn toasts(&self, count: usize) -> Vec<String> {
        for _ in 0..400 {
            let answers = self.telegram.calls("answerCallbackQuery");
            if answers.len() >= count {
                return answers.iter().map(|a| a["text"].as_str().unwrap_or_default().to_owned()).collect();
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("the buttons were not answered");
    }
}

fn fractions() -> Worksheet {
    let task = Task::computed(
        Numeric {
            question: "$\\frac12+\\frac13$".into(),
            answer: "$\\frac56$".into(),
            value: "5/6".into(),
            unit: None,
        },
        Difficulty::Easy,
        "fractions.add",
    );
    Worksheet {
        schema: Worksheet::SCHEMA,
        locale: Locale::Ru,
        subject: Subject::Math,
        grade: Grade::new(5).unwrap(),
        topic: "сложение дробей".into(),
        title: "Сложение дробей".into(),
        kind_of_work: None,
        instruction: None,
        variants: vec![Variant { sections: vec![Section { heading: None, tasks: vec![task] }] }],
        large_print: false,
        layout: Layout::default(),
        origin: Origin::Drill,
        notices: Vec::new(),
    }
}
