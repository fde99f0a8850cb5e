//! A panel on a loopback port with its database in a temporary folder, teachers who order, operators who look.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use futures::future::BoxFuture;
use listok_admin::{Panel, Shared};
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::Database;
use listok_core::domain::id::{OrderId, TeacherId, WorksheetId};
use listok_core::domain::request::Answers;
use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Currency, Difficulty, Grade, Locale, Money, Spec, Subject, Timestamp, Worksheet};
use listok_core::events::{self, Kind};
use listok_core::limits::Limiter;
use listok_core::orders::TOPIC;
use listok_core::queue::{self, Attempt, Handler, JobView, Outcome, Priority, Push, Queue, WorkSettings};
use listok_core::store::{self, AdminRole, CostStatus, Db, ModelCall, NewOrder, NewWorksheet};
use listok_core::{drills, llm};
use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// Midday in Moscow.
pub const NOON: &str = "2026-11-23T09:00:00Z";

pub struct World {
    pub address: SocketAddr,
    pub db: Db,
    pub queue: Queue,
    pub clock: Clock,
    pub chance: Chance,
    pub stop: CancellationToken,
    pub client: Client,
    pub folder: TempDir,
}

/// What a response was, read to its end.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The token that this page's forms carry.
    pub fn csrf(&self) -> String {
        let (_, rest) = self.body.split_once(r#"name="csrf" value=""#).expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }

    /// The text without its tags, white space folded.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    out.push(' ');
                }
                _ if !inside => out.push(c),
                _ => {}
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Somebody signed in.
pub struct Browser<'w> {
    world: &'w World,
    pub cookie: String,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Clock::standing_at(NOON.parse().unwrap()), false, "127.0.0.1:0".parse().unwrap()).await
    }

    pub async fn secure() -> Self {
        Self::with(Clock::standing_at(NOON.parse().unwrap()), true, "127.0.0.1:0".parse().unwrap()).await
    }

    /// On a new database of the PostgreSQL server that `scripts/test` has started, if there is one.
    pub async fn postgres() -> Option<Self> {
        let server = std::env::var("LISTOK_TEST_PG_URL").ok()?;
        let name = format!("listok_panel_{}", &Chance::system().token()[..16]);
        let mut operator = PgConnection::connect(&server).await.unwrap();
        operator.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
        let (server, _) = server.rsplit_once('/').unwrap();
        let clock = Clock::standing_at(NOON.parse().unwrap());
        Some(Self::on(format!("{server}/{name}"), clock, false, "127.0.0.1:0".parse().unwrap()).await)
    }

    pub async fn with(clock: Clock, secure: bool, at: SocketAddr) -> Self {
        Self::on(String::new(), clock, secure, at).await
    }

    /// On the database at `url`, or in a file if there is none.
    async fn on(url: String, clock: Clock, secure: bool, at: SocketAddr) -> Self {
        llm::install_tls();
        let folder = tempfile::tempdir().unwrap();
        let file = format!("sqlite:{}", folder.path().join("listok.sqlite").display());
        let url = if url.is_empty() { file } else { url };
        let db = Db::connect(&Database { url, read_url: None, direct_url: None, max_connections: 2 }).await.unwrap();
        db.migrate().await.unwrap();
        queue::migrate(&db).await.unwrap();
        let jobs = Queue::open(&db).await.unwrap();
        let chance = Chance::seeded(7);
        let stop = CancellationToken::new();
        let shared = Shared { limiter: Limiter::in_memory(1), stop: stop.clone() };
        let panel = Panel {
            db: db.clone(),
            queue: jobs.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
            secure,
            demonstration: false,
        };
        let router = listok_admin::router(panel, shared);
        let listener = tokio::net::TcpListener::bind(at).await.unwrap();
        let address = listener.local_addr().unwrap();
        let stopped = stop.clone();
        tokio::spawn(async move {
            axum::serve(listener, router).with_graceful_shutdown(stopped.cancelled_owned()).await.unwrap();
        });
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
        Self { address, db, queue: jobs, clock, chance, stop, client, folder }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub async fn get(&self, path: &str) -> Page {
        page(self.client.get(self.url(path))).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        page(self.client.post(self.url(path)).header("content-type", FORM).body(encoded(form))).await
    }

    pub async fn invite(&self, role: AdminRole) -> String {
        listok_admin::invite(&self.db, &self.clock, &self.chance, role, TimeDelta::hours(1)).await.unwrap()
    }

    /// Somebody of this role, signed in by an invitation.
    pub async fn sign_in(&self, role: AdminRole) -> Browser<'_> {
        let entered = self.post(&self.invite(role).await, &[]).await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        Browser { world: self, cookie: cookie_of(&entered) }
    }

    pub async fn teacher(&self, telegram: i64, at: Timestamp) -> TeacherId {
        let id = self.chance.id(at);
        let mut tx = self.db.begin().await.unwrap();
        let (teacher, new) = store::teachers::register(tx.on(), id, telegram, Locale::Ru, at).await.unwrap();
        if new {
            events::record(tx.on(), Kind::TeacherJoined, Some(teacher.id), None, json!({}), at).await.unwrap();
        }
        tx.commit().await.unwrap();
        teacher.id
    }

    pub async fn order(&self, teacher: TeacherId, spec: Spec, at: Timestamp) -> OrderId {
        let id: OrderId = self.chance.id(at);
        let new = NewOrder {
            id,
            teacher,
            chat_id: 1,
            card_message_id: None,
            key: id.to_string(),
            locale: Locale::Ru,
            spec,
            replaces: None,
            priority: 1,
            created_at: at,
        };
        let mut tx = self.db.begin().await.unwrap();
        assert!(store::orders::place(tx.on(), &new).await.unwrap());
        events::record(tx.on(), Kind::OrderPlaced, Some(teacher), Some(id), json!({}), at).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// An order that became a sheet and arrived.
    pub async fn made(&self, teacher: TeacherId, spec: Spec, origin: Origin, at: Timestamp) -> (OrderId, WorksheetId) {
        let id = self.order(teacher, spec.clone(), at).await;
        let worksheet: WorksheetId = self.chance.id(at);
        let content = Worksheet { origin, topic: spec.topic.clone(), ..drills::worksheet(&fractions(), 5).unwrap() };
        let later = |seconds| at + TimeDelta::milliseconds(seconds);
        let new = NewWorksheet {
            id: worksheet,
            teacher,
            folder: None,
            share_token: self.chance.token(),
            content,
            created_at: later(2_400),
        };
        let mut tx = self.db.begin().await.unwrap();
        store::worksheets::insert(tx.on(), &new).await.unwrap();
        assert!(store::orders::start(tx.on(), id, later(300)).await.unwrap());
        assert!(store::orders::finish(tx.on(), id, worksheet, 1, origin, later(2_400)).await.unwrap());
        assert!(store::orders::delivered(tx.on(), id, later(3_900)).await.unwrap());
        let record = events::record(tx.on(), Kind::OrderDelivered, Some(teacher), Some(id), json!({}), later(3_900));
        record.await.unwrap();
        tx.commit().await.unwrap();
        (id, worksheet)
    }

    pub async fn failed(&self, teacher: TeacherId, spec: Spec, at: Timestamp) -> OrderId {
        let id = self.order(teacher, spec, at).await;
        let end = at + TimeDelta::seconds(31);
        let mut tx = self.db.begin().await.unwrap();
        assert!(store::orders::start(tx.on(), id, at + TimeDelta::seconds(1)).await.unwrap());
        assert!(store::orders::fail(tx.on(), id, "unchecked", "K7M2-Q9XD", end).await.unwrap());
        events::record(tx.on(), Kind::OrderFailed, Some(teacher), Some(id), json!({}), end).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn call(&self, order: OrderId, cost: Option<Money>, outcome: &str, at: Timestamp) {
        let call = ModelCall {
            id: self.chance.id(at),
            order: Some(order),
            worksheet: None,
            teacher: None,
            role: "author".into(),
            provider: "openai".into(),
            model: "gpt-5-mini".into(),
            prompt_version: "author-1".into(),
            tokens_in: 1_840,
            tokens_cached: 1_024,
            tokens_cache_written: 0,
            tokens_out: 2_310,
            tokens_reasoning: 640,
            cost,
            price_version: "2026-11".into(),
            cost_status: if cost.is_some() { CostStatus::Measured } else { CostStatus::Unknown },
            outcome: outcome.into(),
            latency_ms: 7_350,
            created_at: at,
        };
        store::model_calls::insert(self.db.write().await.unwrap().on(), &call, None).await.unwrap();
    }

    pub async fn rate(&self, teacher: TeacherId, worksheet: WorksheetId, value: i64, at: Timestamp) {
        let mut tx = self.db.begin().await.unwrap();
        assert!(store::ratings::rate(tx.on(), teacher, worksheet, value, None, at).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// A job for an order, as intake pushes it.
    pub async fn push(&self, order: OrderId) -> JobView {
        let key = order.to_string();
        let push = Push {
            topic: TOPIC,
            key: key.clone(),
            payload: json!({ "order": order }),
            priority: Priority::Interactive,
            start_at: None,
        };
        let mut tx = self.db.begin().await.unwrap();
        self.queue.push(&mut tx, push).await.unwrap();
        tx.commit().await.unwrap();
        self.queue.find(TOPIC, &key).await.unwrap().unwrap()
    }

    /// A job that was given up: a worker failed it once and then discarded it.
    pub async fn dead(&self, order: OrderId) -> JobView {
        let job = self.push(order).await;
        let handler: Arc<dyn Handler> = Arc::new(Hopeless);
        let settings = WorkSettings { instance: "test".into(), workers: 1, grace: Duration::from_secs(1) };
        let running = Queue::work(&self.db, settings, [(TOPIC, handler)]).await.unwrap();
        let job = self.job_when(job.id, |job| job.state == "discarded").await;
        running.stop().await;
        job
    }

    /// The job, once it is as wanted.
    pub async fn job_when(&self, id: i64, wanted: impl Fn(&JobView) -> bool) -> JobView {
        for _ in 0..600 {
            let job = self.queue.job(id).await.unwrap().unwrap();
            if wanted(&job) {
                return job;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("job {id} never was as wanted");
    }

    /// What the audit log says was done, newest first.
    pub async fn audited(&self) -> Vec<String> {
        let log = store::admins::audit_log(self.db.read().await.unwrap().on(), 50).await.unwrap();
        log.into_iter().map(|line| format!("{} {}", line.action, line.target)).collect()
    }
}

/// Fails the first run and gives up the second.
struct Hopeless;

impl Handler for Hopeless {
    fn run(&self, _: Value, attempt: Attempt) -> BoxFuture<'_, Outcome> {
        let outcome = if attempt.number == 1 { Outcome::Retry("model_unavailable") } else { Outcome::Discard };
        Box::pin(std::future::ready(outcome))
    }
}

impl Browser<'_> {
    pub fn request(&self, path: &str) -> RequestBuilder {
        self.world.client.get(self.world.url(path)).header("cookie", &self.cookie)
    }

    pub async fn get(&self, path: &str) -> Page {
        page(self.request(path)).await
    }

    pub async fn get_in(&self, language: &str, path: &str) -> Page {
        page(self.request(path).header("accept-language", language)).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        self.post_with(path, form, &[]).await
    }

    pub async fn post_with(&self, path: &str, form: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        let request = self.world.client.post(self.world.url(path)).header("cookie", &self.cookie);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        page(request.header("content-type", FORM).body(encoded(form))).await
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn encoded(form: &[(&str, &str)]) -> String {
    let field = |text: &str| {
        text.bytes().flat_map(|byte| format!("%{byte:02X}").into_bytes()).map(char::from).collect::<String>()
    };
    form.iter().map(|(name, value)| format!("{}={}", field(name), field(value))).collect::<Vec<_>>().join("&")
}

pub async fn page(request: RequestBuilder) -> Page {
    let response: Response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
    Page { status, headers, body }
}

/// The cookie a response sets, as a browser would send it back.
pub fn cookie_of(page: &Page) -> String {
    page.headers[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

pub fn usd(nano: i64) -> Money {
    Money { nano, currency: Currency::Usd }
}

/// Something the drills can make.
pub fn fractions() -> Spec {
    about(Subject::Math, 5, "Сложение обыкновенных дробей")
}

pub fn about(subject: Subject, grade: u8, topic: &str) -> Spec {
    Spec {
        locale: Locale::Ru,
        subject,
        grade: Grade::new(grade).unwrap(),
        topic: topic.into(),
        total: 10,
        difficulty: Difficulty::Medium,
        variants: 2,
        format: None,
        include_kinds: BTreeSet::new(),
        exclude_kinds: BTreeSet::new(),
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
