//! The labelled requests, read again and again: how long one message takes.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop here and tells what it saw")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use listok_core::understand::{Context, understand};

const RUNS: usize = 50;

fn main() {
    let requests = include_str!("../tests/data/requests-dev.jsonl");
    let texts: Vec<String> = requests
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned())
        .collect();
    let context = Context::default();
    // The word lists are read once, by the first message.
    let began = Instant::now();
    black_box(understand("дроби", &context));
    println!("first message {:?}", began.elapsed());
    // The quickest of many runs of each message: what another process took is not ours.
    let quickest = |text: &String| {
        let run = || {
            let began = Instant::now();
            black_box(understand(text, &context));
            began.elapsed()
        };
        (0..RUNS).map(|_| run()).min().unwrap_or_default()
    };
    let mut taken: Vec<Duration> = texts.iter().map(quickest).collect();
    taken.sort();
    println!("{} messages: p50 {:?}, p99 {:?}", taken.len(), taken[taken.len() / 2], taken[taken.len() * 99 / 100]);
}
