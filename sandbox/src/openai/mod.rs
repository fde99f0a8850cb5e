//! The stand-in for an OpenAI endpoint: Chat Completions, Responses, models, embeddings.
//!
//! Its answers are demonstrations: sensible school tasks with right answers, written by no model.

pub(crate) mod answer;
mod bank;
mod beginnings;
pub(crate) mod bill;
mod chat;
pub(crate) mod embeddings;
mod judge;
mod plan;
pub(crate) mod request;
mod responses;
mod schema;
pub(crate) mod stream;
mod tasks;
pub(crate) mod writer;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use self::answer::{Answer, Finish};
use self::beginnings::Beginnings;
use self::bill::{Charge, Charges};
use self::request::{Ask, Wire};
use self::writer::Writer;
use crate::Options;
use crate::chance::Dice;
use crate::faults::{Faults, ModelTrouble, When};
use crate::world::{World, now_ms};

pub(crate) struct Model {
    pub(crate) faults: Faults<ModelTrouble>,
    pub(crate) charges: Charges,
    /// Absent: beginnings are not cached.
    beginnings: Option<Beginnings>,
    pub(crate) dice: Dice,
    pub(crate) tokens: fn(&str) -> u64,
    writer: Option<Writer>,
}

impl Model {
    pub(crate) fn new(options: &Options, seed: u64, caches: bool) -> Self {
        Self {
            faults: Faults::new(seed),
            charges: Charges::default(),
            beginnings: caches.then(Beginnings::default),
            dice: Dice::new(seed.wrapping_add(1)),
            tokens: options.tokens,
            writer: options.writer.clone(),
        }
    }

    /// Tokens of a question read from the cache, and written to it. The schema stands before the system prompt.
    fn cached(&self, ask: &Ask) -> (u64, u64) {
        let Some(beginnings) = &self.beginnings else { return (0, 0) };
        let schema = ask.schema.as_ref().map(|(_, schema)| schema.to_string()).unwrap_or_default();
        beginnings.read(&ask.model, [&schema, &ask.system, &ask.user].map(String::as_str).join("\n"), self.tokens)
    }
}

pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/openai/v1/chat/completions", post(chat_completions))
        .route("/openai/v1/responses", post(create_response))
        .route("/openai/v1/embeddings", post(embed))
        .route("/openai/v1/models", get(models))
}

async fn chat_completions(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    complete(&world, Wire::Chat, &headers, &body).await
}

async fn create_response(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    complete(&world, Wire::Responses, &headers, &body).await
}

/// How an answer goes wrong on its way.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Transport {
    /// Breaks off half way.
    pub(crate) cut: bool,
    /// Pause before each piece.
    pub(crate) pause: Duration,
}

async fn complete(world: &World, wire: Wire, headers: &HeaderMap, body: &[u8]) -> Response {
    if let Some(refused) = unauthorised(headers) {
        return refused;
    }
    let ask = match Ask::read(wire, body) {
        Ok(ask) => ask,
        Err(words) => return error(StatusCode::BAD_REQUEST, &words, "invalid_request_error", None),
    };
    let struck = world.model.faults.strike(wire.path(), None);
    let mut answer = Answer::to(&ask, &world.model);
    let mut transport = Transport::default();
    let (when, trouble) = struck.map_or((When::Before, None), |(when, trouble)| (when, Some(trouble)));
    match trouble {
        None => {}
        Some(ModelTrouble::Hang { ms }) => pause(world, ms).await,
        Some(ModelTrouble::Slow { ms }) => transport.pause = Duration::from_millis(ms),
        Some(ModelTrouble::Cut) => transport.cut = true,
        Some(ModelTrouble::Malformed) => answer.rewrite(&ask, malformed(&answer.text), Finish::Stop),
        Some(ModelTrouble::Truncated) => answer.truncate(&ask),
        Some(ModelTrouble::Refusal) => answer.refuse(&ask),
        Some(ModelTrouble::Filtered) => {
            let words = "The response was filtered.";
            return error(StatusCode::BAD_REQUEST, words, "invalid_request_error", Some("content_filter"));
        }
        Some(ModelTrouble::WrongSchema) => answer.rewrite(&ask, r#"{"answer":"42"}"#.to_owned(), Finish::Stop),
        Some(ref refused) => {
            if when == When::After {
                world.model.charges.add(Charge::of(&ask, &answer, now_ms()));
            }
            return refuse(refused);
        }
    }
    let (charges, place) = (world.model.charges.clone(), world.model.charges.add(Charge::of(&ask, &answer, now_ms())));
    let sent = move || charges.sent(place);
    let id = format!("{:016x}", world.model.dice.number());
    let created = now_ms() / 1000;
    if ask.stream {
        let events = match wire {
            Wire::Responses => responses::stream(&ask, &answer, &id, created),
            _ => chat::stream(&ask, &answer, &id, created),
        };
        return stream::send("text/event-stream", events, transport, sent);
    }
    let whole = match wire {
        Wire::Responses => responses::whole(&ask, &answer, &id, created),
        _ => chat::whole(&ask, &answer, &id, created),
    };
    stream::send("application/json", halves(&whole.to_string()), transport, sent)
}

pub(crate) async fn pause(world: &World, ms: u64) {
    tokio::select! {
        () = tokio::time::sleep(Duration::from_millis(ms)) => {}
        () = world.stop.cancelled() => {}
    }
}

/// A model that talks before it writes JSON, and forgets to finish it.
pub(crate) fn malformed(text: &str) -> String {
    let half = text.chars().count() / 2;
    format!("Конечно! Вот задания:\n{}", text.chars().take(half).collect::<String>())
}

pub(crate) fn halves(text: &str) -> Vec<String> {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    vec![text[..middle].to_owned(), text[middle..].to_owned()]
}

fn refuse(trouble: &ModelTrouble) -> Response {
    match trouble {
        ModelTrouble::TooManyRequests { retry_after } => {
            let words = "Rate limit reached for requests. Please try again later.";
            let mut response = error(StatusCode::TOO_MANY_REQUESTS, words, "requests", Some("rate_limit_exceeded"));
            response.headers_mut().insert(header::RETRY_AFTER, (*retry_after).into());
            response
        }
        ModelTrouble::OutOfMoney => {
            let words = "You exceeded your current quota, please check your plan and billing details.";
            error(StatusCode::TOO_MANY_REQUESTS, words, "insufficient_quota", Some("insufficient_quota"))
        }
        ModelTrouble::Unauthorized => error(
            StatusCode::UNAUTHORIZED,
            "Incorrect API key provided.",
            "invalid_request_error",
            Some("invalid_api_key"),
        ),
        ModelTrouble::ServerError { status } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let words = "The server had an error while processing your request. Sorry about that!";
            error(status, words, "server_error", None)
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// An error in OpenAI's shape.
fn error(status: StatusCode, message: &str, kind: &str, code: Option<&str>) -> Response {
    let body = json!({ "error": { "message": message, "type": kind, "param": null, "code": code } });
    (status, Json(body)).into_response()
}

/// Any key will do, but there must be one.
fn unauthorised(headers: &HeaderMap) -> Option<Response> {
    let key = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    if key.is_some_and(|key| !key.trim().is_empty()) {
        return None;
    }
    let words = "You didn't provide an API key.";
    Some(error(StatusCode::UNAUTHORIZED, words, "invalid_request_error", None))
}

async fn models(headers: HeaderMap) -> Response {
    if let Some(refused) = unauthorised(&headers) {
        return refused;
    }
    let names = ["listok-demonstration", "gpt-6-luna", "gpt-6.1-terra", "text-embedding-3-small"];
    let list: Vec<Value> = names
        .iter()
        .map(|id| {
            json!({
                "id": id, "object": "model", "created": 1_780_000_000, "owned_by": "sandbox", "shutdown_date": null,
            })
        })
        .collect();
    Json(json!({ "object": "list", "data": list })).into_response()
}

async fn embed(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(refused) = unauthorised(&headers) {
        return refused;
    }
    match world.model.faults.strike("embeddings", None) {
        Some((_, ModelTrouble::Hang { ms } | ModelTrouble::Slow { ms })) => pause(&world, ms).await,
        Some((_, ModelTrouble::Cut)) => {
            let transport = Transport { cut: true, ..Transport::default() };
            return stream::send("application/json", halves(r#"{"object":"list","data":[]}"#), transport, || {});
        }
        Some((_, ModelTrouble::Malformed | ModelTrouble::WrongSchema)) => return Body::from("{}").into_response(),
        Some((_, trouble)) => return refuse(&trouble),
        None => {}
    }
    match embeddings::reply(&body, world.model.tokens) {
        Ok((reply, charge)) => {
            world.model.charges.add(charge);
            Json(reply).into_response()
        }
        Err(words) => error(StatusCode::BAD_REQUEST, &words, "invalid_request_error", None),
    }
}
