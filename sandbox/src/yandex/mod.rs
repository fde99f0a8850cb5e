//! The stand-in for Yandex AI Studio: completion (whole, streamed, asynchronous), embeddings, tokens, tokenizer.
//!
//! Shapes as published: whole numbers are strings, a stream repeats the whole text so far, ten
//! questions at once and no more. A signed claim is looked at but its signature is not: the sandbox
//! does not know the public key.

mod access;
mod shape;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::Options;
use crate::faults::{ModelTrouble, When};
use crate::openai::answer::{Answer, Finish};
use crate::openai::bill::Charge;
use crate::openai::request::{Ask, Wire};
use crate::openai::{Model, Transport, embeddings, halves, malformed, pause, stream};
use crate::world::{World, now_ms};

/// Questions a folder may have answered at once.
const SESSIONS: usize = 10;

pub(crate) struct Yandex {
    pub(crate) model: Model,
    sessions: Arc<AtomicUsize>,
    peak: AtomicUsize,
    /// Operations by id, and how often each has been looked at.
    operations: Mutex<HashMap<String, (Value, u32)>>,
    /// Tokens given out.
    tokens: Mutex<HashSet<String>>,
}

/// A question being answered.
struct Session(Arc<AtomicUsize>);

impl Drop for Session {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Yandex {
    pub(crate) fn new(options: &Options, seed: u64) -> Self {
        Self {
            model: Model::new(options, seed, false),
            sessions: Arc::default(),
            peak: AtomicUsize::new(0),
            operations: Mutex::default(),
            tokens: Mutex::default(),
        }
    }

    pub(crate) fn peak(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }

    /// A place among those being answered; `None`: all are taken.
    fn session(&self) -> Option<Session> {
        let taken = self.sessions.fetch_add(1, Ordering::SeqCst) + 1;
        let session = Session(self.sessions.clone());
        self.peak.fetch_max(taken, Ordering::SeqCst);
        (taken <= SESSIONS).then_some(session)
    }
}

pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/yandex/foundationModels/v1/completion", post(completion))
        .route("/yandex/foundationModels/v1/completionAsync", post(completion_async))
        .route("/yandex/foundationModels/v1/textEmbedding", post(text_embedding))
        .route("/yandex/foundationModels/v1/tokenize", post(tokenize))
        .route("/yandex/operations/{id}", get(operation))
        .route("/yandex/iam/v1/tokens", post(access::tokens))
}

/// An error in Yandex' shape.
fn error(status: StatusCode, grpc: u32, message: &str) -> Response {
    let reason = status.canonical_reason().unwrap_or_default();
    let error = json!({
        "grpcCode": grpc, "httpCode": status.as_u16(), "message": message, "httpStatus": reason, "details": [],
    });
    (status, Json(json!({ "error": error }))).into_response()
}

fn full() -> Response {
    let gauge = "ai.textGenerationCompletionSessionsCount.count gauge quota limit exceed: allowed 10 requests";
    error(StatusCode::TOO_MANY_REQUESTS, 8, gauge)
}

/// What a fault answers instead of the real thing.
fn refuse(trouble: &ModelTrouble) -> Response {
    match trouble {
        ModelTrouble::TooManyRequests { .. } => full(),
        ModelTrouble::OutOfMoney => {
            let rate = "ai.textGenerationCompletionRequestsPerHour.rate rate quota limit exceed: allowed 100 requests";
            error(StatusCode::TOO_MANY_REQUESTS, 8, rate)
        }
        ModelTrouble::Unauthorized => error(StatusCode::UNAUTHORIZED, 16, "The token is invalid"),
        ModelTrouble::ServerError { status } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            error(status, 14, "upstream is unavailable")
        }
        _ => error(StatusCode::INTERNAL_SERVER_ERROR, 13, "internal"),
    }
}

/// The answer to a question with the fault that strikes it, or what is sent instead.
async fn answer(world: &World, ask: &Ask) -> Result<(Answer, Transport, bool), Box<Response>> {
    let struck = world.yandex.model.faults.strike(ask.wire.path(), None);
    let (mut answer, mut transport, mut filtered) = (Answer::to(ask, &world.yandex.model), Transport::default(), false);
    let Some((when, trouble)) = struck else { return Ok((answer, transport, filtered)) };
    match trouble {
        ModelTrouble::Hang { ms } => pause(world, ms).await,
        ModelTrouble::Slow { ms } => transport.pause = Duration::from_millis(ms),
        ModelTrouble::Cut => transport.cut = true,
        ModelTrouble::Malformed => answer.rewrite(ask, malformed(&answer.text), Finish::Stop),
        ModelTrouble::Truncated => answer.truncate(ask),
        ModelTrouble::Refusal => {
            let words = "Я не могу обсуждать эту тему. Давайте поговорим о чём-нибудь ещё.";
            answer.rewrite(ask, words.to_owned(), Finish::Stop);
        }
        ModelTrouble::Filtered => {
            let words = "В интернете есть много сайтов с информацией на эту тему.";
            answer.rewrite(ask, words.to_owned(), Finish::Stop);
            filtered = true;
        }
        ModelTrouble::WrongSchema => answer.rewrite(ask, r#"{"answer":"42"}"#.to_owned(), Finish::Stop),
        refused => {
            if when == When::After {
                world.yandex.model.charges.add(Charge::of(ask, &answer, now_ms()));
            }
            return Err(Box::new(refuse(&refused)));
        }
    }
    Ok((answer, transport, filtered))
}

async fn completion(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    let ask = match access::ask(&world, Wire::Native, &headers, &body) {
        Ok(ask) => ask,
        Err(refused) => return *refused,
    };
    let Some(session) = world.yandex.session() else { return full() };
    let (answer, transport, filtered) = match answer(&world, &ask).await {
        Ok(answered) => answered,
        Err(refused) => return *refused,
    };
    let charges = world.yandex.model.charges.clone();
    let place = charges.add(Charge::of(&ask, &answer, now_ms()));
    let sent = move || {
        charges.sent(place);
        drop(session);
    };
    let pieces = if ask.stream { shape::stream(&answer, filtered) } else { halves(&shape::whole(&answer, filtered)) };
    stream::send("application/json", pieces, transport, sent)
}

async fn completion_async(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    let ask = match access::ask(&world, Wire::Later, &headers, &body) {
        Ok(ask) => ask,
        Err(refused) => return *refused,
    };
    let (answer, _, filtered) = match answer(&world, &ask).await {
        Ok(answered) => answered,
        Err(refused) => return *refused,
    };
    let charges = &world.yandex.model.charges;
    charges.sent(charges.add(Charge::of(&ask, &answer, now_ms())));
    let id = format!("d7q{:016x}", world.yandex.model.dice.number());
    let mut done = shape::operation(&id, true);
    done["response"] = shape::result(&answer.text, shape::status(&answer, filtered), &answer);
    world.yandex.operations.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), (done, 0));
    Json(shape::operation(&id, false)).into_response()
}

async fn operation(State(world): State<Arc<World>>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    if let Some(refused) = access::unauthorised(&world, &headers) {
        return refused;
    }
    if let Some((_, trouble)) = world.yandex.model.faults.strike("operations", None) {
        return refuse(&trouble);
    }
    let mut operations = world.yandex.operations.lock().unwrap_or_else(PoisonError::into_inner);
    match operations.get_mut(&id) {
        None => error(StatusCode::NOT_FOUND, 5, "Operation not found"),
        Some((done, looks)) => {
            *looks += 1;
            // Work takes a while: the first look is too early.
            let seen = if *looks > 1 { done.clone() } else { shape::operation(&id, false) };
            Json(seen).into_response()
        }
    }
}

async fn text_embedding(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    let body = match access::body(&world, &headers, &body) {
        Ok(body) => body,
        Err(refused) => return *refused,
    };
    match world.yandex.model.faults.strike("textEmbedding", None) {
        Some((_, ModelTrouble::Hang { ms } | ModelTrouble::Slow { ms })) => pause(&world, ms).await,
        Some((_, ModelTrouble::Malformed | ModelTrouble::WrongSchema)) => return Json(json!({})).into_response(),
        Some((_, trouble)) => return refuse(&trouble),
        None => {}
    }
    let (Some(uri), Some(text)) = (body["modelUri"].as_str(), body["text"].as_str().filter(|text| !text.is_empty()))
    else {
        return error(StatusCode::BAD_REQUEST, 3, "modelUri and text are required");
    };
    let read = (world.yandex.model.tokens)(text);
    let charge = Charge {
        at_ms: now_ms(),
        endpoint: "textEmbedding".to_owned(),
        model: uri.to_owned(),
        input: read,
        cached: 0,
        cache_written: 0,
        output: 0,
        reasoning: 0,
        delivered: true,
        half: false,
        currency: String::new(),
        nano: None,
    };
    world.yandex.model.charges.add(charge);
    let dimensions = shape::number(&body["dim"]).and_then(|dim| usize::try_from(dim).ok()).unwrap_or(256);
    let vector = embeddings::vector(text, dimensions.clamp(1, 1_024));
    Json(json!({ "embedding": vector, "numTokens": read.to_string(), "modelVersion": "sandbox" })).into_response()
}

async fn tokenize(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    let body = match access::body(&world, &headers, &body) {
        Ok(body) => body,
        Err(refused) => return *refused,
    };
    if let Some((_, trouble)) = world.yandex.model.faults.strike("tokenize", None) {
        return refuse(&trouble);
    }
    let text = body["text"].as_str().unwrap_or_default();
    let letters: Vec<char> = text.chars().collect();
    let list: Vec<Value> = letters
        .chunks(3)
        .zip(1..)
        .map(|(piece, id)| json!({ "id": i64::to_string(&id), "text": piece.iter().collect::<String>(), "special": false }))
        .collect();
    Json(json!({ "tokens": list, "modelVersion": "sandbox" })).into_response()
}
