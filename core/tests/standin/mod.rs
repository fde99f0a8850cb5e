//! A stand-in model over real HTTP on loopback, with the faults a provider has.

#![expect(unreachable_pub, clippy::unwrap_used, reason = "shared by tests, and a test may stop here")]
#![allow(dead_code, clippy::allow_attributes, reason = "every test file uses a part of it")]

use std::sync::{Arc, Mutex};

use listok_core::clock::Clock;
use listok_core::config::{OpenAi as Settings, Wire};
use listok_core::llm::{ChatModel, OpenAi, Provider, Router};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the stand-in does with a request.
pub enum Answer {
    /// Status, further header lines, body.
    Http(u16, &'static str, String),
    /// Half an answer, then the line is dead.
    Cut,
    /// No answer, the line stays open.
    Hang,
}

/// A running stand-in and what it was asked.
pub struct StandIn {
    pub url: String,
    pub asked: Arc<Mutex<Vec<Value>>>,
}

impl StandIn {
    /// Starts on a free port; `answer` gets the request's number from 0 and its body.
    pub async fn start(answer: impl Fn(usize, &Value) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (Arc::new(answer), Arc::clone(&asked));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                tokio::spawn(async move { serve(stream, answer.as_ref(), &log).await });
            }
        });
        Self { url, asked }
    }

    /// Settings of a provider that is this stand-in.
    pub fn settings(&self, wire: Wire) -> Settings {
        Settings {
            requests_per_minute: 500,
            key: "sk-test".to_owned().into(),
            base_url: self.url.clone(),
            model: None,
            wire,
            demonstration: true,
        }
    }

    /// A model that speaks to it.
    pub fn model(&self, wire: Wire) -> Arc<dyn ChatModel> {
        Arc::new(OpenAi::new(&self.settings(wire), Provider::OpenAi).unwrap().chat("gpt-6-luna"))
    }

    /// A router with this model alone.
    pub fn router(&self) -> Router {
        Router::of_models([self.model(Wire::Responses)], Clock::System)
    }

    pub fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

async fn serve(
    mut stream: TcpStream,
    answer: &(dyn Fn(usize, &Value) -> Answer + Send + Sync),
    log: &Mutex<Vec<Value>>,
) {
    let mut read = Vec::new();
    let body = loop {
        let mut chunk = [0; 8192];
        let n = stream.read(&mut chunk).await.unwrap_or(0);
        if n == 0 {
            return;
        }
        read.extend_from_slice(&chunk[..n]);
        let text = String::from_utf8_lossy(&read).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|l| l.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
        if body.len() >= length.unwrap_or(0usize) {
            break serde_json::from_str::<Value>(body).unwrap();
        }
    };
    let number = {
        let mut log = log.lock().unwrap();
        log.push(body.clone());
        log.len() - 1
    };
    match answer(number, &body) {
        Answer::Http(status, headers, body) => {
            let head =
                format!("HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\n{headers}connection: close\r\n");
            let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
            let _ = stream.write_all(answer.as_bytes()).await;
        }
        Answer::Cut => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"status\":").await;
        }
        Answer::Hang => std::future::pending().await,
    }
}

/// An answer of the Responses API with the given text.
pub fn response(text: &str) -> Answer {
    let body = json!({
        "status": "completed",
        "output": [
            { "type": "reasoning", "summary": [] },
            { "type": "message", "content": [{ "type": "output_text", "text": text }] },
        ],
        "usage": usage(),
    });
    Answer::Http(200, "", body.to_string())
}

/// The name of the schema an asked body wants its answer in.
pub fn wanted(asked: &Value) -> &str {
    asked["text"]["format"]["name"].as_str().unwrap_or_default()
}

/// 1000 tokens read, 400 of them cached, and 200 written.
pub fn usage() -> Value {
    json!({ "input_tokens": 1000, "input_tokens_details": { "cached_tokens": 400 }, "output_tokens": 200 })
}
