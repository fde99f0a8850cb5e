//! The stand-in for Telegram's Bot API, over HTTP, unchanged for the bot.

pub(crate) mod entities;
pub(crate) mod limits;
mod markup;
mod methods;
pub(crate) use self::methods::visible_commands;
pub(crate) mod params;
pub(crate) mod people;
pub(crate) mod refusal;
pub(crate) mod state;
pub(crate) mod updates;
pub(crate) mod webhook;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use self::params::Params;
use self::refusal::Refusal;
use crate::connection::Scissors;
use crate::faults::{BotTrouble, When};
use crate::journal::Entry;
use crate::world::{World, now_ms};

/// What a proxy in front of Telegram answers when it cannot reach it.
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n";

/// What the bot gets.
enum Answer {
    Result(Result<Value, Refusal>),
    BadGateway,
    Nothing,
}

/// `/bot<token>/<method>`.
pub(crate) async fn call(
    State(world): State<Arc<World>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    Path((bot, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Some(token) = bot.strip_prefix("bot") else { return StatusCode::NOT_FOUND.into_response() };
    if token != world.state().bot.token {
        return respond(&Answer::Result(Err(Refusal::unauthorized())));
    }
    let method = methods::canonical(&method);
    let params = match Params::read(request).await {
        Ok(params) => params,
        Err(refusal) => return respond(&Answer::Result(Err(refusal))),
    };
    let answer = journalled(&world, &method, &params).await;
    if matches!(answer, Answer::Nothing) {
        scissors.cut();
    }
    respond(&answer)
}

/// `/file/bot<token>/<path>`.
pub(crate) async fn download(State(world): State<Arc<World>>, Path((bot, path)): Path<(String, String)>) -> Response {
    let state = world.state();
    if bot.strip_prefix("bot") != Some(&state.bot.token) {
        return respond(&Answer::Result(Err(Refusal::unauthorized())));
    }
    let file = path.strip_prefix("documents/").and_then(|id| state.files.get(id));
    match file {
        Some(file) => ([(header::CONTENT_TYPE, "application/octet-stream")], file.bytes.clone()).into_response(),
        None => respond(&Answer::Result(Err(Refusal::no_such_method()))),
    }
}

/// A call with its faults and its line in the journal, even if the bot hangs up meanwhile.
async fn journalled(world: &World, method: &str, params: &Params) -> Answer {
    let mut line = Line::begin(world, method, params);
    let struck = world.faults.strike(method, line.chat);
    let Some((when, trouble)) = struck else {
        let result = perform(world, method, params).await;
        line.applied = result.is_ok();
        return line.end(Answer::Result(result));
    };
    line.fault = serde_json::to_value(&trouble).ok().and_then(|t| t["kind"].as_str().map(str::to_owned));
    let done = if when == When::After {
        let result = perform(world, method, params).await;
        line.applied = result.is_ok();
        Some(result)
    } else {
        None
    };
    let answer = match trouble {
        BotTrouble::TooManyRequests { retry_after } => Answer::Result(Err(Refusal::too_many(retry_after))),
        BotTrouble::Blocked => Answer::Result(Err(Refusal::forbidden("bot was blocked by the user"))),
        BotTrouble::Deactivated => Answer::Result(Err(Refusal::forbidden("user is deactivated"))),
        BotTrouble::BadRequest { text } => Answer::Result(Err(Refusal::bad(text))),
        BotTrouble::BadGateway => Answer::BadGateway,
        BotTrouble::Reset => Answer::Nothing,
        BotTrouble::Hang { ms } => {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(ms)) => {}
                () = world.stop.cancelled() => {}
            }
            let result = match done {
                Some(result) => result,
                None => perform(world, method, params).await,
            };
            line.applied = result.is_ok();
            Answer::Result(result)
        }
    };
    line.end(answer)
}

/// Carries a method out.
pub(crate) async fn perform(world: &World, method: &str, params: &Params) -> Result<Value, Refusal> {
    let method = methods::canonical(method);
    let result = if method == "getUpdates" {
        updates::get(world, params).await
    } else {
        methods::carry_out(world, &method, params)
    };
    // Methods of inline mode put messages into chats, of which the bot may have to learn.
    if result.is_ok() && method != "getUpdates" {
        world.wake();
    }
    result
}

/// A line of the journal in the making; dropped unfinished, it says that the bot hung up.
struct Line<'a> {
    world: &'a World,
    chat: Option<i64>,
    applied: bool,
    fault: Option<String>,
    entry: Option<Entry>,
}

impl<'a> Line<'a> {
    fn begin(world: &'a World, method: &str, params: &Params) -> Self {
        let chat = methods::chat_of(world, params);
        let entry = Entry {
            number: 0,
            at_ms: now_ms(),
            answered_ms: 0,
            method: method.to_owned(),
            chat_id: chat,
            params: params.for_journal(),
            status: 0,
            error: None,
            applied: false,
            fault: None,
        };
        Self { world, chat, applied: false, fault: None, entry: Some(entry) }
    }

    fn end(mut self, answer: Answer) -> Answer {
        let (status, error) = match &answer {
            Answer::Result(Ok(_)) => (200, None),
            Answer::Result(Err(refusal)) => (refusal.code, Some(refusal.description.clone())),
            Answer::BadGateway => (502, Some("Bad Gateway".to_owned())),
            Answer::Nothing => (0, Some("connection reset".to_owned())),
        };
        self.write(status, error);
        answer
    }

    fn write(&mut self, status: u16, error: Option<String>) {
        if let Some(mut entry) = self.entry.take() {
            entry.answered_ms = now_ms();
            entry.status = status;
            entry.error = error;
            entry.applied = self.applied;
            entry.fault = self.fault.take();
            self.world.journal.record(entry);
        }
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        self.write(0, Some("the bot hung up".to_owned()));
    }
}

fn respond(answer: &Answer) -> Response {
    match answer {
        Answer::Result(Ok(result)) => Json(json!({ "ok": true, "result": result })).into_response(),
        Answer::Result(Err(refusal)) => {
            let status = StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::BAD_REQUEST);
            (status, Json(refusal.body())).into_response()
        }
        Answer::BadGateway => (StatusCode::BAD_GATEWAY, Html(BAD_GATEWAY)).into_response(),
        Answer::Nothing => StatusCode::NO_CONTENT.into_response(),
    }
}
