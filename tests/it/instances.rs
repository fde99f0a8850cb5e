//! Two instances behind one webhook on PostgreSQL: every update once, in order, whoever gets it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::{Router, routing};
use listok_sandbox::{DeliveryFaults, Options, Press, Sandbox, User};

use crate::harness::{
    Database, Service, command, create_button, documents, free_port, is_key, migrate, says_it_may_be_the_second,
    served, wait_for,
};

const SECRET: &str = "a-secret-only-telegram-knows";
const FIRST: i64 = 600_001;
const TEACHERS: i64 = 12;
/// Wishes of one teacher, told apart by their number of tasks.
const WISHES: [u8; 4] = [4, 6, 8, 9];

/// A load balancer: deals updates out in turn, and every third to both at once.
#[derive(Clone)]
struct Balancer {
    http: reqwest::Client,
    instances: Arc<[(u16, AtomicUsize); 2]>,
    dealt: Arc<AtomicUsize>,
}

impl Balancer {
    async fn start(ports: [u16; 2]) -> (Self, String) {
        let balancer = Self {
            http: reqwest::Client::builder().timeout(Duration::from_secs(20)).no_proxy().build().unwrap(),
            instances: Arc::new(ports.map(|port| (port, AtomicUsize::new(0)))),
            dealt: Arc::default(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(routing::post(Self::deal)).with_state(balancer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (balancer, url)
    }

    async fn deal(State(this): State<Self>, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
        let turn = this.dealt.fetch_add(1, Ordering::Relaxed);
        let (one, other) = (turn % 2, (turn + 1) % 2);
        if turn % 3 == 0 {
            let both = futures::future::join(
                this.forward(one, &uri, &headers, body.clone()),
                this.forward(other, &uri, &headers, body),
            );
            let (first, second) = both.await;
            return first.max(second);
        }
        this.forward(one, &uri, &headers, body).await
    }

    async fn forward(&self, to: usize, uri: &Uri, headers: &HeaderMap, body: Bytes) -> StatusCode {
        let (port, count) = &self.instances[to];
        let secret = headers.get("x-telegram-bot-api-secret-token").unwrap();
        let sent = self
            .http
            .post(format!("http://127.0.0.1:{port}{}", uri.path()))
            .header("x-telegram-bot-api-secret-token", secret)
            .body(body)
            .send()
            .await;
        match sent {
            Ok(answer) => {
                count.fetch_add(1, Ordering::Relaxed);
                answer.status()
            }
            Err(_) => StatusCode::BAD_GATEWAY,
        }
    }
}

struct Pair {
    sandbox: Sandbox,
    database: Database,
    balancer: Balancer,
    services: Vec<Service>,
}

impl Pair {
    async fn start(name: &str) -> Self {
        let options = Options { retry_pause: Duration::from_millis(100), ..Options::demo() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let database = Database::postgres(name).await;
        migrate(&sandbox, &database);
        let ports = [free_port(), free_port()];
        let (balancer, url) = Balancer::start(ports).await;
        let instance = || {
            let mut command = command(&sandbox, &database);
            command.env("TELEGRAM_WEBHOOK_URL", &url).env("TELEGRAM_WEBHOOK_SECRET", SECRET).env("INSTANCES", "2");
            command
        };
        let services = ports.map(|port| {
            let mut command = instance();
            Service::start(command.env("HTTP_ADDR", format!("127.0.0.1:{port}")))
        });
        assert!(instance().args(["webhook", "set"]).status().unwrap().success());
        for id in FIRST..FIRST + TEACHERS {
            let language_code = Some("ru".to_owned());
            let first_name = format!("Учитель {id}");
            sandbox.add_user(User { id, first_name, last_name: None, username: None, language_code }).unwrap();
        }
        Self { sandbox, database, balancer, services: services.into() }
    }

    /// The number of tasks on every card in a chat, in order.
    fn cards(&self, teacher: i64) -> Vec<u8> {
        let messages = self.sandbox.messages(teacher);
        let text = |m: &serde_json::Value| m["text"].as_str().map(str::to_owned);
        let lines = messages.iter().filter(|m| m["reply_markup"].is_object()).filter_map(text);
        lines
            .filter_map(|t| {
                WISHES
                    .into_iter()
                    .find(|n| t.contains(&format!("\n{n} заданий")) || t.contains(&format!("\n{n} задания")))
            })
            .collect()
    }

    /// Presses *Create* on a teacher's newest card.
    fn create(&self, teacher: i64) {
        let mut messages = self.sandbox.messages(teacher);
        messages.reverse();
        let (message_id, data) = create_button(&messages).unwrap();
        self.sandbox.press(&Press { user_id: teacher, chat_id: None, message_id, data }).unwrap();
    }

    fn served(&self) -> bool {
        (FIRST..FIRST + TEACHERS).all(|teacher| served(&self.sandbox, teacher))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_handle_every_update_once_and_in_order() {
    let pair = Pair::start("instances").await;
    pair.sandbox.delivery_faults(DeliveryFaults { duplicate: 0.5, reorder_ms: 40 });
    for wish in WISHES {
        for teacher in FIRST..FIRST + TEACHERS {
            pair.sandbox.say(teacher, teacher, &format!("таблица умножения 2 класс {wish} примеров")).unwrap();
        }
    }
    for teacher in FIRST..FIRST + TEACHERS {
        wait_for("a card for every wish", || (pair.cards(teacher).len() >= WISHES.len()).then_some(())).await;
        pair.create(teacher);
    }
    wait_for("a sheet and a key for everybody", || pair.served().then_some(())).await;
    wait_for("nothing left to deliver", || (pair.sandbox.pending_updates() == 0).then_some(())).await;
    // A second card or document would come now.
    tokio::time::sleep(Duration::from_secs(2)).await;

    for teacher in FIRST..FIRST + TEACHERS {
        // The last card has become the sheet.
        assert_eq!(pair.cards(teacher), WISHES[..3], "teacher {teacher}");
        assert_eq!(documents(&pair.sandbox, teacher).len(), 2, "teacher {teacher}");
    }
    assert_eq!(pair.database.number("select count(*) from worksheet_order").await, TEACHERS);
    assert!(pair.sandbox.deliveries().iter().any(|d| d.repeated), "nothing was delivered twice");
    for (port, count) in pair.balancer.instances.iter() {
        assert!(count.load(Ordering::Relaxed) > 0, "the instance at {port} had nothing to do");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_instance_held_is_done_by_the_other() {
    let mut pair = Pair::start("takeover").await;
    for teacher in FIRST..FIRST + TEACHERS {
        pair.sandbox.say(teacher, teacher, "таблица умножения 2 класс 8 примеров").unwrap();
        wait_for("a card", || (!pair.cards(teacher).is_empty()).then_some(())).await;
        pair.create(teacher);
    }
    wait_for("somebody served", || (!documents(&pair.sandbox, FIRST).is_empty()).then_some(())).await;
    drop(pair.services.remove(0));
    wait_for("a sheet and a key for everybody", || pair.served().then_some(())).await;
    for teacher in FIRST..FIRST + TEACHERS {
        let (keys, sheets): (Vec<_>, Vec<_>) = documents(&pair.sandbox, teacher).into_iter().partition(is_key);
        for copies in [keys, sheets] {
            let unexplained = copies.iter().skip(1).find(|m| !says_it_may_be_the_second(m));
            assert!(unexplained.is_none(), "teacher {teacher} got {unexplained:?} again");
        }
    }
    assert_eq!(pair.database.number("select count(*) from worksheet_order").await, TEACHERS);
}
