//! The real binary against the sandbox, over HTTP: starting it, killing it, being a teacher.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use listok_sandbox::{Press, Sandbox};
use serde_json::Value;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use tempfile::TempDir;

/// Somebody who is in the sandbox from the start.
pub(crate) const TEACHER: i64 = 100_001;
/// Far more than it ever takes: only a lost message makes a test wait that long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A database of a test's own.
pub(crate) struct Database {
    pub(crate) url: String,
    folder: TempDir,
}

impl Database {
    /// The embedded default: a file in a temporary folder.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite:{}", folder.path().join("listok.sqlite").display()), folder }
    }

    /// A new, empty database on the server that `scripts/test` has started.
    pub(crate) async fn postgres(name: &str) -> Self {
        let Ok(server) = std::env::var("LISTOK_TEST_PG_URL") else {
            panic!("LISTOK_TEST_PG_URL is not set: run scripts/test, which starts PostgreSQL");
        };
        let mut admin = PgConnection::connect(&server).await.unwrap();
        for statement in [format!("drop database if exists {name}"), format!("create database {name}")] {
            admin.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
        }
        let (server, _) = server.rsplit_once('/').unwrap();
        Self { url: format!("{server}/{name}"), folder: tempfile::tempdir().unwrap() }
    }

    /// Waits until a question has this number for an answer.
    pub(crate) async fn comes_to(&self, question: &str, number: i64) {
        let coming = async {
            while self.number(question).await != number {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let came = tokio::time::timeout(PATIENCE, coming).await;
        assert!(came.is_ok(), "{question} never comes to {number}");
    }

    /// The one number a question has for an answer.
    pub(crate) async fn number(&self, question: &str) -> i64 {
        self.answer(question).await
    }

    /// The tasks of a version of the only worksheet there is, all variants one after another.
    pub(crate) async fn tasks(&self, version: i64) -> Vec<Value> {
        let question = format!("select cast(content as text) from worksheet_version where version = {version}");
        let content: String = self.answer(&question).await;
        let content: Value = serde_json::from_str(&content).unwrap();
        let all = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
        let sections = all(&content, "variants").into_iter().flat_map(|variant| all(&variant, "sections"));
        sections.flat_map(|section| all(&section, "tasks")).collect()
    }

    async fn answer<T>(&self, question: &str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        let question = sqlx::AssertSqlSafe(question.to_owned());
        if self.url.starts_with("sqlite:") {
            let mut lite = SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(question).fetch_one(&mut lite).await.unwrap()
        } else {
            let mut pg = PgConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(question).fetch_one(&mut pg).await.unwrap()
        }
    }
}

/// A running `listok serve`, killed when dropped.
pub(crate) struct Service(Child);

impl Service {
    /// Starts all roles in one process.
    pub(crate) fn start(command: &mut Command) -> Self {
        Self(command.arg("serve").spawn().unwrap())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port nobody listens at.
pub(crate) fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The binary with settings for this database and this sandbox.
pub(crate) fn command(sandbox: &Sandbox, database: &Database) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_listok"));
    command
        .current_dir(database.folder.path())
        .env("DATABASE_URL", &database.url)
        .env("TELEGRAM_BOT_TOKEN", sandbox.token())
        .env("TELEGRAM_API_URL", sandbox.url())
        .env("OPENAI_API_KEY", "sandbox")
        .env("OPENAI_BASE_URL", sandbox.openai_url())
        .env("OPENAI_MODEL", "listok-stand-in")
        .env("HTTP_ADDR", format!("127.0.0.1:{}", free_port()))
        .env("OPS_ADDR", format!("127.0.0.1:{}", free_port()))
        .env("HEARTBEAT_MS", "500")
        .env("LOG", "warn")
        .stdout(Stdio::null());
    command
}

/// Brings the database up to date.
pub(crate) fn migrate(sandbox: &Sandbox, database: &Database) {
    assert!(command(sandbox, database).arg("migrate").status().unwrap().success());
}

/// Starts the embedded shape.
pub(crate) fn serve(sandbox: &Sandbox, database: &Database) -> Service {
    Service::start(&mut command(sandbox, database))
}

/// Waits until `look` finds something.
pub(crate) async fn wait_for<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "never seen: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn button(message: &Value, text: &str) -> Option<String> {
    let rows = message["reply_markup"]["inline_keyboard"].as_array()?;
    rows.iter()
        .flat_map(|row| row.as_array().into_iter().flatten())
        .find(|b| b["text"].as_str().is_some_and(|t| t.contains(text)))
        .and_then(|b| b["callback_data"].as_str().map(str::to_owned))
}

/// The documents in a teacher's chat.
pub(crate) fn documents(sandbox: &Sandbox, teacher: i64) -> Vec<Value> {
    sandbox.messages(teacher).into_iter().filter(|m| m["document"].is_object()).collect()
}

/// Whether this document is a key, not a pupil's sheet.
pub(crate) fn is_key(message: &Value) -> bool {
    message["document"]["file_name"].as_str().is_some_and(|name| name.contains("ключ"))
}

/// Whether a teacher has a sheet and a key.
pub(crate) fn served(sandbox: &Sandbox, teacher: i64) -> bool {
    let documents = documents(sandbox, teacher);
    documents.iter().any(is_key) && documents.iter().any(|m| !is_key(m))
}

/// Whether a document tells that it may have come before: it was being sent when something broke.
pub(crate) fn says_it_may_be_the_second(message: &Value) -> bool {
    message["caption"].as_str().is_some_and(|caption| caption.contains("уже пришёл"))
}

/// The message and the data of the button that makes what a card shows.
pub(crate) fn create_button(messages: &[Value]) -> Option<(i64, String)> {
    messages.iter().find_map(|m| Some((m["message_id"].as_i64()?, button(m, "Создать")?)))
}

/// Types a wish and presses *Create* on the card that answers it.
pub(crate) async fn order(sandbox: &Sandbox, wish: &str) {
    order_by(sandbox, TEACHER, wish).await;
}

/// The same by somebody.
pub(crate) async fn order_by(sandbox: &Sandbox, who: i64, wish: &str) {
    let before = sandbox.messages(who).len();
    sandbox.say(who, who, wish).unwrap();
    let (message_id, data) = wait_for("a card", || create_button(&sandbox.messages(who)[before..])).await;
    sandbox.press(&Press { user_id: who, chat_id: None, message_id, data }).unwrap();
}

/// Presses the newest button with these words.
pub(crate) fn press(sandbox: &Sandbox, who: i64, words: &str) {
    let messages = sandbox.messages(who);
    let found = messages.iter().rev().find_map(|m| Some((m["message_id"].as_i64()?, button(m, words)?)));
    let (message_id, data) = found.unwrap_or_else(|| panic!("no button «{words}»"));
    sandbox.press(&Press { user_id: who, chat_id: None, message_id, data }).unwrap();
}
