//! The sandbox: stand-ins for what lies outside Listok, over real HTTP, and a chat page to be a teacher in.
//!
//! - Telegram's Bot API at `/bot<token>/<method>` and `/file/bot<token>/<path>`;
//! - an OpenAI endpoint at `/openai/v1`;
//! - Yandex AI Studio at `/yandex`: models, operations and the exchange of a key for a token;
//! - a chat client in the browser at `/`;
//! - control over all of it at `/_sandbox/…`, the same as the methods of [`Sandbox`].
//!
//! | `/_sandbox/` | |
//! |---|---|
//! | `POST users`, `groups` | `{first_name, id?, last_name?, username?, language_code?}`, `{id, title, members}` |
//! | `POST messages` | `{user_id, chat_id?, text, reply_to?}`; `chat_id` is the person's own chat if absent, here and below |
//! | `POST documents` | a form with `user_id`, `chat_id?`, `caption?`, `file` |
//! | `POST press` | `{user_id, chat_id?, message_id, data}` |
//! | `POST inline`, `inline/choose` | `{user_id, chat_id?, query}`, `{user_id, chat_id?, query_id, result_id}` |
//! | `POST block` | `{user_id, blocked}` |
//! | `GET chats/{id}/messages`, `files/{file_id}`, `state`, `events` | what people see; events as SSE |
//! | `GET journal?method=&chat_id=&after=`, `deliveries` | what happened |
//! | `GET`/`POST`/`DELETE faults`, `openai/faults`, `yandex/faults` | see [`Fault`] |
//! | `GET`/`POST delivery` | see [`DeliveryFaults`] |
//! | `GET openai/bill`, `yandex/bill` | see [`Bill`] |
//!
//! It keeps everything in memory, knows one bot, and must not be reachable from outside: whoever
//! reaches it can be any teacher.

mod bot_api;
mod chance;
mod connection;
mod control;
mod faults;
mod journal;
mod openai;
mod page;
mod world;
mod yandex;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use crate::bot_api::people::{Press, Rejected};
pub use crate::bot_api::state::User;
pub use crate::faults::{BotTrouble, Fault, FaultState, ModelTrouble, When};
pub use crate::journal::{Delivery, Entry};
pub use crate::openai::bill::{Bill, Charge};
pub use crate::openai::writer::{Question, Writer};
pub use crate::world::DeliveryFaults;

use crate::bot_api::state::{Bot, State};
use crate::connection::{Port, Scissors};
use crate::world::World;

/// How to set the sandbox up.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 takes any free one.
    pub address: SocketAddr,
    /// The bot's token, `<id>:<secret>`; the only one accepted.
    pub token: String,
    /// The bot's name as people see it.
    pub bot_name: String,
    /// The bot's user name, without `@`.
    pub bot_username: String,
    /// First pause between attempts to deliver to a webhook; it doubles. Telegram's is about a second.
    pub retry_pause: Duration,
    /// People and a group to begin with.
    pub populated: bool,
    /// Seed of everything random.
    pub seed: u64,
    /// Counts the tokens of a text; an estimate, unless somebody brings a tokenizer.
    pub tokens: fn(&str) -> u64,
    /// Answers the models' questions in the stand-in's place.
    pub writer: Option<Writer>,
}

impl Default for Options {
    /// An empty sandbox on any free loopback port.
    fn default() -> Self {
        Self {
            address: (Ipv4Addr::LOCALHOST, 0).into(),
            token: "7000000001:AAsandbox-token-that-opens-nothing-000".to_owned(),
            bot_name: "Листок".to_owned(),
            bot_username: "listok_bot".to_owned(),
            retry_pause: Duration::from_secs(1),
            populated: false,
            seed: 1,
            tokens: openai::answer::estimate,
            writer: None,
        }
    }
}

impl Options {
    /// What `listok demo` needs: several teachers and their group.
    pub fn demo() -> Self {
        Self { populated: true, ..Self::default() }
    }
}

/// A running sandbox; it stops when dropped.
pub struct Sandbox {
    world: Arc<World>,
    address: SocketAddr,
    server: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Starts serving. Fails if the token has no id, or the address is taken.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let id = options.token.split(':').next().and_then(|id| id.parse().ok());
        let bot = Bot {
            id: id.context("a bot token is <id>:<secret>")?,
            token: options.token.clone(),
            name: options.bot_name.clone(),
            username: options.bot_username.clone(),
        };
        let listener = TcpListener::bind(options.address).await.context("the sandbox cannot listen")?;
        let address = listener.local_addr().context("the sandbox's address")?;
        // reqwest is built without a provider of its own. An installed one stays.
        rustls::crypto::ring::default_provider().install_default().ok();
        let http = reqwest::Client::builder()
            .timeout(Duration::from_mins(1))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .context("HTTP client for webhooks")?;
        let mut state = State::new(bot, options.seed);
        if options.populated {
            populate(&mut state);
        }
        let world = Arc::new(World::new(state, options, http));
        let service = router(world.clone()).into_make_service_with_connect_info::<Scissors>();
        let stop = world.stop.clone();
        tokio::spawn(bot_api::webhook::pump(world.clone()));
        let server = tokio::spawn(async move {
            let serving = axum::serve(Port(listener), service).with_graceful_shutdown(stop.cancelled_owned());
            if let Err(error) = serving.await {
                tracing::error!("the sandbox has stopped: {error}");
            }
        });
        Ok(Self { world, address, server: Some(server) })
    }

    /// Stops and waits for open requests to end.
    pub async fn stop(mut self) {
        self.world.stop.cancel();
        if let Some(server) = self.server.take() {
            // A client that never finishes its request must not hold us.
            tokio::time::timeout(Duration::from_secs(5), server).await.ok();
        }
    }

    /// The root address, e.g. `http://127.0.0.1:41234`: the chat page, and the Bot API's base.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Base URL of the OpenAI endpoint.
    pub fn openai_url(&self) -> String {
        format!("{}/openai/v1", self.url())
    }

    /// Base URL of Yandex AI Studio: models, operations and tokens alike.
    pub fn yandex_url(&self) -> String {
        format!("{}/yandex", self.url())
    }

    /// The address it listens at.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token the bot must use.
    pub fn token(&self) -> &str {
        &self.world.options.token
    }

    /// Adds a person, who has not written to the bot yet.
    pub fn add_user(&self, user: User) -> Result<(), Rejected> {
        self.world.add_user(user)
    }

    /// Adds a group of these people and the bot; its id is negative.
    pub fn add_group(&self, id: i64, title: &str, members: Vec<i64>) -> Result<(), Rejected> {
        self.world.add_group(id, title, members)
    }

    /// A person writes; `chat` is their own id for the chat with the bot. Long texts go in several
    /// messages, whose ids are returned.
    pub fn say(&self, user: i64, chat: i64, text: &str) -> Result<Vec<i64>, Rejected> {
        self.world.say(user, chat, text, None)
    }

    /// A person answers a message.
    pub fn reply(&self, user: i64, chat: i64, text: &str, to: i64) -> Result<Vec<i64>, Rejected> {
        self.world.say(user, chat, text, Some(to))
    }

    /// A person sends a file.
    pub fn send_file(&self, user: i64, chat: i64, file: (&str, &str, Vec<u8>), caption: &str) -> Result<i64, Rejected> {
        self.world.send_file(user, chat, file, caption)
    }

    /// A person presses a button, or sends the data of a button that does not exist.
    pub fn press(&self, press: &Press) -> Result<String, Rejected> {
        self.world.press(press)
    }

    /// A person types `@bot query`; gives `{query_id, results, next_offset, button}` when the bot answers.
    pub async fn inline_query(&self, user: i64, chat: i64, query: &str) -> Result<Value, Rejected> {
        self.world.inline_query(user, chat, query, "").await
    }

    /// A person sends an inline result; gives the message's id.
    pub fn choose(&self, user: i64, chat: i64, query_id: &str, result_id: &str) -> Result<i64, Rejected> {
        self.world.choose(user, chat, query_id, result_id)
    }

    /// A person blocks the bot, or lets it write again.
    pub fn block(&self, user: i64, blocked: bool) -> Result<(), Rejected> {
        self.world.block(user, blocked)
    }

    /// A chat as people see it now, oldest message first, as the Bot API writes messages.
    pub fn messages(&self, chat: i64) -> Vec<Value> {
        let state = self.world.state();
        let ids: Vec<i64> = state.chats.get(&chat).map(|c| c.messages.keys().copied().collect()).unwrap_or_default();
        ids.into_iter().filter_map(|id| state.message(chat, id)).collect()
    }

    /// The bytes of a file by its id.
    pub fn file(&self, file_id: &str) -> Option<Vec<u8>> {
        self.world.state().files.get(file_id).map(|file| file.bytes.clone())
    }

    /// Updates the bot has not confirmed.
    pub fn pending_updates(&self) -> usize {
        self.world.state().updates.len()
    }

    /// Every call of the Bot API, oldest first.
    pub fn journal(&self) -> Vec<Entry> {
        self.world.journal.calls()
    }

    /// How many calls of the Bot API there were.
    pub fn calls(&self) -> u64 {
        self.world.journal.count()
    }

    /// Every attempt to deliver to the webhook, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.world.journal.deliveries()
    }

    /// Makes calls of the Bot API go wrong; gives the fault's number.
    pub fn fault(&self, fault: Fault<BotTrouble>) -> u64 {
        self.world.faults.add(fault)
    }

    /// The faults of the Bot API, with how often each struck.
    pub fn faults(&self) -> Vec<FaultState<BotTrouble>> {
        self.world.faults.all()
    }

    /// Makes calls of the model go wrong; `method` is `responses`, `chat/completions` or `embeddings`.
    pub fn model_fault(&self, fault: Fault<ModelTrouble>) -> u64 {
        self.world.model.faults.add(fault)
    }

    /// The faults of the model, with how often each struck.
    pub fn model_faults(&self) -> Vec<FaultState<ModelTrouble>> {
        self.world.model.faults.all()
    }

    /// Makes calls of YandexGPT go wrong; `method` is `completion`, `completionAsync`, `operations`, `textEmbedding`,
    /// `tokenize` or `tokens`.
    pub fn yandex_fault(&self, fault: Fault<ModelTrouble>) -> u64 {
        self.world.yandex.model.faults.add(fault)
    }

    /// The faults of YandexGPT, with how often each struck.
    pub fn yandex_faults(&self) -> Vec<FaultState<ModelTrouble>> {
        self.world.yandex.model.faults.all()
    }

    /// Takes back all faults, of deliveries too.
    pub fn clear_faults(&self) {
        self.world.faults.clear();
        self.world.model.faults.clear();
        self.world.yandex.model.faults.clear();
        self.world.set_delivery(DeliveryFaults::default());
    }

    /// Makes updates arrive twice, or queues out of step.
    pub fn delivery_faults(&self, faults: DeliveryFaults) {
        self.world.set_delivery(faults);
    }

    /// What the model would have billed.
    pub fn bill(&self) -> Bill {
        self.world.model.charges.bill()
    }

    /// What YandexGPT would have billed.
    pub fn yandex_bill(&self) -> Bill {
        self.world.yandex.model.charges.bill()
    }

    /// Most questions YandexGPT had to answer at once.
    pub fn yandex_peak(&self) -> usize {
        self.world.yandex.peak()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.world.stop.cancel();
    }
}

fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/{bot}/{method}", any(bot_api::call).layer(DefaultBodyLimit::max(bot_api::params::LARGEST)))
        .route("/file/{bot}/{*path}", get(bot_api::download))
        .merge(openai::routes())
        .merge(yandex::routes())
        .merge(
            control::routes().merge(page::routes()).layer(from_fn_with_state(world.clone(), control::from_this_page)),
        )
        .with_state(world)
}

/// The people of the demonstration. None of them exists.
fn populate(state: &mut State) {
    let people = [
        (100_001, "Анна", "Соколова", "anna_sokolova", "ru"),
        (100_002, "Игорь", "Лебедев", "lebedev_fizika", "ru"),
        (100_003, "Марина", "Белова", "belova_nachalka", "ru"),
        (100_004, "Emma", "Clarke", "emma_teaches", "en"),
    ];
    for (id, first, last, username, language) in people {
        state.add_user(User {
            id,
            first_name: first.to_owned(),
            last_name: Some(last.to_owned()),
            username: Some(username.to_owned()),
            language_code: Some(language.to_owned()),
        });
    }
    state.add_group(-200_001, "Учительская 5–6 классов", vec![100_001, 100_002, 100_003]);
}
