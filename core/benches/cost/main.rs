//! What an accepted worksheet costs: Listok's pipeline beside the naive one, in which a planner, an author and a reviewer
//! each write the whole sheet out again. `cargo bench -p listok-core --bench cost`; docs/benchmarks.md tells the rules.
//!
//! Both ask the sandbox over HTTP and pay the same catalogue's prices for tokens counted with o200k. What models would
//! write is played (`class.rs`): real tasks of the labelled replies, a share of them spoilt.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints and may stop here")]
#![expect(clippy::cast_precision_loss, reason = "sums are printed, not kept")]

mod class;
mod corpus;
mod naive;
mod ours;
mod table;

use std::sync::Arc;

use class::Class;
use listok_core::clock::Clock;
use listok_core::config::{Models, Settings};
use listok_core::domain::Spec;
use listok_core::domain::request::Intent;
use listok_core::understand::{self, Context};
use listok_sandbox::{Options, Sandbox, Writer};
use serde_json::Value;
use table::{Costs, Table};

/// Orders that are written.
const ORDERS: usize = 60;
/// Where somebody has asked for the same before: every this many orders. An assumption; the labelled requests have none.
const REPEATED: usize = 4;

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(compare());
}

async fn compare() {
    let orders = orders();
    let class = Arc::new(Class::of(&orders));
    let tasks: usize = orders.iter().map(|spec| usize::from(spec.total) * usize::from(spec.variants)).sum();
    println!("{} orders, {tasks} tasks; {}", orders.len(), class.described());

    let ours = ours::written(&class, &orders).await;
    let large = naive::written(&class, "gpt-6.1-terra").await;
    let small = naive::written(&class, "gpt-6-luna").await;
    let mut table = Table::new();
    table.add("Naive, gpt-6.1-terra", &large, None);
    table.add("Naive, gpt-6-luna", &small, None);
    table.add("Listok, models only", &ours.costs, Some((&large, &small)));
    println!("{table}");
    println!("{}", ours.quality);

    let drilled = ours::drilled(&orders);
    let library = ours::with_library(&class, &orders).await;
    let of_all = |naive: &Costs| naive.of_orders(library.orders.iter().copied());
    let mut table = Table::new();
    table.add("Listok, drills and models", &ours.costs.without(&drilled), Some((&large, &small)));
    table.add("Listok, drills, library and models", &library.costs, Some((&of_all(&large), &of_all(&small))));
    println!("{} of {} orders are for drills; {}", drilled.len(), orders.len(), library.described());
    println!("{table}");
}

/// The first Russian orders of the labelled requests, as the bot would settle them.
fn orders() -> Vec<Spec> {
    let said = corpus::lines("requests-dev.jsonl").into_iter().filter_map(|line| {
        let text = line["text"].as_str()?.to_owned();
        (line["expect"]["language"] != "en").then_some(text)
    });
    let requests = said.map(|text| understand::understand(&text, &Context::default()));
    let specs = requests.filter(|request| request.intent == Intent::Generate).filter_map(|r| r.settle().ok());
    specs.filter(|spec| spec.locale == listok_core::domain::Locale::Ru).take(ORDERS).collect()
}

/// A sandbox in which the class answers.
async fn sandbox(class: &Arc<Class>) -> Sandbox {
    let answers = class.clone();
    let writer = Some(Writer::new(move |question| Some(answers.answer(&question))));
    Sandbox::start(Options { tokens, writer, ..Options::default() }).await.unwrap()
}

fn tokens(text: &str) -> u64 {
    u64::try_from(tiktoken_rs::o200k_base_singleton().encode_ordinary(text).len()).unwrap()
}

/// The built-in routes with an account at OpenAI.
fn settings(sandbox: &Sandbox) -> Models {
    let set = [("OPENAI_API_KEY", "key".to_owned()), ("OPENAI_BASE_URL", sandbox.openai_url())];
    let read = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    Settings::read(&read).unwrap().models
}

/// The text of a field.
fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().trim().to_owned()
}

/// The texts of a field.
fn texts(value: &Value, field: &str) -> Vec<String> {
    value[field].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The clock of the world outside.
const CLOCK: Clock = Clock::System;
