//! What the router adds to a call: 1,000 questions a second to a model that answers at once.
//!
//! Overhead is the time from a question's turn to its answer, waiting for a free processor
//! included. Beside it the same with every call recorded in SQLite, in a file, as in production.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop here and tells what it saw")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::future::BoxFuture;
use listok_core::billing::{Budgets, Meter};
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config;
use listok_core::llm::{
    Answer, Ask, CallContext, ChatModel, ModelError, Prompt, Provider, Role, Router, Schema, Usage,
};
use listok_core::store::Db;
use serde_json::json;

/// Questions a second, and how many in all.
const RATE: u32 = 1_000;
const QUESTIONS: u32 = 10_000;
const RECORDED: u32 = 2_000;

struct Instantly;

impl ChatModel for Instantly {
    fn provider(&self) -> Provider {
        Provider::OpenAi
    }

    fn model(&self) -> &'static str {
        "gpt-6-luna"
    }

    fn demonstration(&self) -> bool {
        true
    }

    fn look(&self, _: Duration) -> BoxFuture<'_, Result<Option<String>, ModelError>> {
        async { Ok(None) }.boxed()
    }

    fn complete<'a>(&'a self, _: Ask<'a>) -> BoxFuture<'a, Answer> {
        let usage = Some(Usage { input: 900, output: 300, ..Usage::default() });
        async move { Answer { text: Ok(reply()), usage, half: false } }.boxed()
    }
}

/// Ten tasks, as an author writes them.
fn reply() -> String {
    let task =
        json!({ "k": "num", "q": "Сколько будет 480 · (100 − 15) / 100?", "a": "408", "x": "По действиям.", "d": 2 });
    json!({ "title": "Проценты", "tasks": vec![task; 10] }).to_string()
}

fn question() -> Prompt {
    let text = json!({ "type": "string" });
    let task = json!({
        "type": "object", "additionalProperties": false, "required": ["k", "q", "a", "x", "d"],
        "properties": { "k": { "enum": ["mc", "num"] }, "q": text, "a": text, "x": text, "d": { "enum": [1, 2, 3] } },
    });
    let schema = json!({
        "type": "object", "additionalProperties": false, "required": ["title", "tasks"],
        "properties": { "title": text, "tasks": { "type": "array", "items": task } },
    });
    Prompt {
        role: Role::Author,
        version: "bench-1",
        system: "Пиши задания для школы. ".repeat(200),
        user: "topic: проценты".repeat(10),
        schema: Schema::new("worksheet_tasks", schema),
        max_output_tokens: 2_900,
    }
}

/// Asks at the given rate and prints how long the answers took.
async fn run(name: &str, router: Router, questions: u32) {
    let (router, prompt) = (Arc::new(router), Arc::new(question()));
    let began = Instant::now();
    let mut asked = Vec::new();
    for number in 0..questions {
        let due = began + Duration::from_secs(1) * number / RATE;
        tokio::time::sleep_until(due.into()).await;
        let (router, prompt) = (router.clone(), prompt.clone());
        asked.push(tokio::spawn(async move {
            let started = Instant::now();
            router.ask(&prompt, &CallContext::within(Duration::from_secs(60))).await.unwrap();
            started.elapsed()
        }));
    }
    let mut took = Vec::new();
    for answer in asked {
        took.push(answer.await.unwrap());
    }
    let rate = f64::from(questions) / began.elapsed().as_secs_f64();
    took.sort();
    let at = |share: usize| took[(took.len() - 1) * share / 1_000].as_secs_f64() * 1e3;
    println!("{name:<22} {rate:>6.0}/s   p50 {:.3} ms   p99 {:.3} ms   p99.9 {:.3} ms", at(500), at(990), at(999));
}

#[tokio::main]
async fn main() {
    let model = || [Arc::new(Instantly) as Arc<dyn ChatModel>];
    run("router alone", Router::of_models(model(), Clock::System), QUESTIONS).await;

    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("listok.sqlite").display());
    let settings = config::Database { url, read_url: None, direct_url: None, max_connections: 4 };
    let db = Db::connect(&settings).await.unwrap();
    db.migrate().await.unwrap();
    let meter = Meter::stored(db, Chance::seeded(1), Budgets::default());
    run("recorded in SQLite", Router::of_models(model(), Clock::System).metered(meter), RECORDED).await;
}
