//! From a teacher's words to two PDFs: the real binary against the sandbox, over HTTP.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop here")]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use listok_sandbox::{Options, Press, Sandbox};
use serde_json::Value;

const TEACHER: i64 = 100_001;
/// Far more than it ever takes: only a lost message makes a test wait that long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `listok serve`, killed when dropped.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn command(folder: &Path, sandbox: &Sandbox, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_listok"));
    command
        .current_dir(folder)
        .env("DATABASE_URL", database)
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

fn serve(folder: &Path, sandbox: &Sandbox, database: &str) -> Service {
    Service(command(folder, sandbox, database).arg("serve").spawn().unwrap())
}

/// Waits until `look` finds something.
async fn wait_for<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
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

fn documents(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.messages(TEACHER).into_iter().filter(|m| m["document"].is_object()).collect()
}

/// Types a wish and presses *Create* on the card that answers it.
async fn order(sandbox: &Sandbox, wish: &str) {
    let before = sandbox.messages(TEACHER).len();
    sandbox.say(TEACHER, TEACHER, wish).unwrap();
    let (message_id, data) = wait_for("a card", || {
        let messages = sandbox.messages(TEACHER);
        messages.iter().skip(before).find_map(|m| Some((m["message_id"].as_i64()?, button(m, "Создать")?)))
    })
    .await;
    sandbox.press(&Press { user_id: TEACHER, chat_id: None, message_id, data }).unwrap();
}

async fn both_documents_arrive_once(database: &str, folder: &Path) {
    let sandbox = Sandbox::start(Options::demo()).await.unwrap();
    let migrated = command(folder, &sandbox, database).arg("migrate").status().unwrap();
    assert!(migrated.success());
    let service = serve(folder, &sandbox, database);

    order(&sandbox, "5 класс сложение обыкновенных дробей 10 примеров").await;
    wait_for("two documents", || (documents(&sandbox).len() == 2).then_some(())).await;
    order(&sandbox, "русский язык 7 класс причастный оборот 6 заданий").await;
    wait_for("four documents", || (documents(&sandbox).len() == 4).then_some(())).await;

    let names: Vec<String> =
        documents(&sandbox).iter().map(|m| m["document"]["file_name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names.iter().filter(|n| n.contains("ключ")).count(), 2, "{names:?}");
    assert!(sandbox.bill().calls == 1, "one model call makes six tasks");

    // Killed without warning between two orders: the next process carries on.
    drop(service);
    let _service = serve(folder, &sandbox, database);
    order(&sandbox, "таблица умножения 2 класс 12 примеров").await;
    wait_for("six documents", || (documents(&sandbox).len() == 6).then_some(())).await;
}

#[tokio::test]
async fn a_wish_becomes_two_pdfs_in_one_process_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    both_documents_arrive_once("sqlite:data/listok.sqlite", folder.path()).await;
}

#[tokio::test]
async fn a_wish_becomes_two_pdfs_on_postgresql() {
    let Ok(server) = std::env::var("LISTOK_TEST_PG_URL") else {
        panic!("LISTOK_TEST_PG_URL is not set: run scripts/test, which starts PostgreSQL");
    };
    let folder = tempfile::tempdir().unwrap();
    both_documents_arrive_once(&server, folder.path()).await;
}

#[test]
fn make_writes_a_sheet_and_its_key_and_asks_for_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let make = |wish: &str| {
        Command::new(env!("CARGO_BIN_EXE_listok"))
            .current_dir(folder.path())
            .args(["make", wish, "-o", "sheet.pdf"])
            .env_remove("OPENAI_API_KEY")
            .output()
            .unwrap()
    };

    let asked = make("дроби");
    assert_eq!(asked.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&asked.stderr).contains("Какой класс?"));

    assert!(make("5 класс сложение обыкновенных дробей 10 примеров").status.success());
    for name in ["sheet.pdf", "sheet-key.pdf"] {
        assert!(std::fs::read(folder.path().join(name)).unwrap().starts_with(b"%PDF-1.7"), "{name}");
    }
}
