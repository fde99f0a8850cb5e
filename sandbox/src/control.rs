//! Control of the sandbox over HTTP: what people do, what goes wrong, what happened.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::{Stream, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_stream::wrappers::BroadcastStream;

use crate::bot_api::people::{Press, Rejected};
use crate::bot_api::state::{Chat, ChatKind, State as Telegram, User};
use crate::faults::{BotTrouble, Fault, ModelTrouble};
use crate::world::{DeliveryFaults, World};

type Shared = State<Arc<World>>;

pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/_sandbox/state", get(state))
        .route("/_sandbox/events", get(events))
        .route("/_sandbox/chats/{id}/messages", get(messages))
        .route("/_sandbox/files/{id}", get(file))
        .route("/_sandbox/users", post(add_user))
        .route("/_sandbox/groups", post(add_group))
        .route("/_sandbox/messages", post(say))
        .route("/_sandbox/documents", post(send_file).layer(DefaultBodyLimit::max(52 * 1024 * 1024)))
        .route("/_sandbox/press", post(press))
        .route("/_sandbox/inline", post(inline))
        .route("/_sandbox/inline/choose", post(choose))
        .route("/_sandbox/block", post(block))
        .route("/_sandbox/faults", get(bot_faults).post(add_bot_fault).delete(clear_bot_faults))
        .route("/_sandbox/openai/faults", get(model_faults).post(add_model_fault).delete(clear_model_faults))
        .route("/_sandbox/openai/bill", get(bill))
        .route("/_sandbox/yandex/faults", get(yandex_faults).post(add_yandex_fault).delete(clear_yandex_faults))
        .route("/_sandbox/yandex/bill", get(yandex_bill))
        .route("/_sandbox/delivery", get(delivery).post(set_delivery))
        .route("/_sandbox/deliveries", get(deliveries))
        .route("/_sandbox/journal", get(journal).delete(clear_journal))
}

/// Refuses what another site's page sends: a browser on this machine can reach us.
pub(crate) async fn from_this_page(State(world): Shared, request: Request, next: Next) -> Response {
    let local = world.options.address.ip().is_loopback();
    if is_foreign(request.headers(), local) {
        return (StatusCode::FORBIDDEN, "another site's page").into_response();
    }
    next.run(request).await
}

/// Another origin, or a name that somebody made to point at loopback.
fn is_foreign(headers: &HeaderMap, local: bool) -> bool {
    let word = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = word(header::HOST).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_other =
        word(header::ORIGIN).is_some_and(|origin| origin.split_once("://").map_or(origin, |(_, site)| site) != host);
    is_other || (local && !["127.0.0.1", "localhost", "[::1]"].contains(&name))
}

/// What the person did was rejected.
impl IntoResponse for Rejected {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NoSuchUser | Self::NoSuchChat | Self::NoSuchMessage | Self::NoSuchResult => StatusCode::NOT_FOUND,
            Self::Empty | Self::BadId => StatusCode::BAD_REQUEST,
            Self::Blocked => StatusCode::CONFLICT,
            Self::NoAnswer => StatusCode::GATEWAY_TIMEOUT,
        };
        (status, Json(json!({ "error": format!("{self:?}"), "description": self.to_string() }))).into_response()
    }
}

async fn state(State(world): Shared) -> Json<Value> {
    let state = world.state();
    let chats: Vec<Value> = state.chats.values().map(|chat| chat_as_shown(&state, chat)).collect();
    let users: Vec<Value> = state.users.values().map(User::json).collect();
    let profile = |field: &str, language: &str| {
        [language, ""].iter().find_map(|l| state.profile.get(&(field.to_owned(), (*l).to_owned()))).cloned()
    };
    Json(json!({
        "bot": state.bot.json(),
        "description": { "ru": profile("description", "ru"), "en": profile("description", "en") },
        "users": users,
        "chats": chats,
    }))
}

fn chat_as_shown(state: &Telegram, chat: &Chat) -> Value {
    let messages: Vec<Value> = chat.messages.keys().filter_map(|id| state.message(chat.id, *id)).collect();
    let members: Vec<i64> = match &chat.kind {
        ChatKind::Private => vec![chat.id],
        ChatKind::Group { members, .. } => members.clone(),
    };
    let language = members.first().and_then(|id| state.users.get(id)).and_then(|u| u.language_code.as_deref());
    let mut shown = state.chat_json(chat);
    shown["members"] = members.into();
    shown["open"] = chat.open.into();
    shown["blocked"] = chat.blocked.into();
    shown["keyboard"] = chat.keyboard.clone().unwrap_or_default();
    shown["commands"] = crate::bot_api::visible_commands(state, chat, language.unwrap_or_default());
    shown["messages"] = messages.into();
    shown
}

/// What happens, as it happens; `reload` says that something was missed.
async fn events(State(world): Shared) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let receiver = world.state().events.subscribe();
    let stop = world.stop.clone();
    let happening = BroadcastStream::new(receiver)
        .map(|event| event.unwrap_or_else(|_| json!({ "type": "reload" })))
        .map(|event| Ok(Event::default().data(event.to_string())))
        .take_until(stop.cancelled_owned());
    Sse::new(happening).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

async fn messages(State(world): Shared, Path(id): Path<i64>) -> Result<Json<Value>, Rejected> {
    let state = world.state();
    let chat = state.chats.get(&id).ok_or(Rejected::NoSuchChat)?;
    Ok(Json(chat.messages.keys().filter_map(|message| state.message(id, *message)).collect()))
}

/// A file; only what a browser shows harmlessly is shown, the rest is downloaded.
async fn file(State(world): Shared, Path(id): Path<String>, Query(query): Query<FileQuery>) -> Response {
    let state = world.state();
    let Some(file) = state.files.get(&id) else { return StatusCode::NOT_FOUND.into_response() };
    let shown = matches!(file.mime.as_str(), "application/pdf" | "image/jpeg" | "image/png");
    let kind = if shown { file.mime.clone() } else { "application/octet-stream".to_owned() };
    let disposition = if shown && !query.download { "inline" } else { "attachment" };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, format!("{disposition}; filename*=UTF-8''{}", percent(&file.name))),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
    ];
    (headers, file.bytes.clone()).into_response()
}

#[derive(Deserialize)]
struct FileQuery {
    #[serde(default)]
    download: bool,
}

/// Percent-encoding of everything but unreserved characters (RFC 5987).
fn percent(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.extend(char::from_digit(digit.into(), 16).map(|d| d.to_ascii_uppercase()));
            }
        }
    }
    out
}

#[derive(Deserialize)]
struct NewUser {
    #[serde(default)]
    id: Option<i64>,
    first_name: String,
    #[serde(default)]
    last_name: Option<String>,
    #[serde(default)]
    username: Option<String>,
    #[serde(default)]
    language_code: Option<String>,
}

async fn add_user(State(world): Shared, Json(new): Json<NewUser>) -> Result<Json<Value>, Rejected> {
    let id = new.id.unwrap_or_else(|| world.state().users.keys().next_back().map_or(100_001, |last| last + 1));
    let NewUser { first_name, last_name, username, language_code, .. } = new;
    if first_name.trim().is_empty() {
        return Err(Rejected::Empty);
    }
    world.add_user(User { id, first_name, last_name, username, language_code })?;
    Ok(Json(json!({ "id": id })))
}

#[derive(Deserialize)]
struct NewGroup {
    id: i64,
    title: String,
    members: Vec<i64>,
}

async fn add_group(State(world): Shared, Json(new): Json<NewGroup>) -> Result<Json<Value>, Rejected> {
    world.add_group(new.id, &new.title, new.members)?;
    Ok(Json(json!({ "id": new.id })))
}

#[derive(Deserialize)]
struct Said {
    user_id: i64,
    #[serde(default)]
    chat_id: Option<i64>,
    text: String,
    #[serde(default)]
    reply_to: Option<i64>,
}

async fn say(State(world): Shared, Json(said): Json<Said>) -> Result<Json<Value>, Rejected> {
    let chat = said.chat_id.unwrap_or(said.user_id);
    let ids = world.say(said.user_id, chat, &said.text, said.reply_to)?;
    Ok(Json(json!({ "message_ids": ids })))
}

/// A form with `user_id`, `chat_id`, `caption` and `file`.
async fn send_file(State(world): Shared, mut form: Multipart) -> Result<Json<Value>, Rejected> {
    let (mut user, mut chat, mut caption, mut file) = (0, None, String::new(), None);
    while let Ok(Some(part)) = form.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().unwrap_or("file").to_owned();
        let mime = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = part.bytes().await.map_err(|_| Rejected::Empty)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "user_id" => user = text.parse().map_err(|_| Rejected::NoSuchUser)?,
            "chat_id" => chat = text.parse().ok(),
            "caption" => caption = text,
            "file" => file = Some((file_name, mime, bytes.to_vec())),
            _ => {}
        }
    }
    let (name, mime, bytes) = file.ok_or(Rejected::Empty)?;
    let id = world.send_file(user, chat.unwrap_or(user), (&name, &mime, bytes), &caption)?;
    Ok(Json(json!({ "message_id": id })))
}

async fn press(State(world): Shared, Json(press): Json<Press>) -> Result<Json<Value>, Rejected> {
    Ok(Json(json!({ "callback_id": world.press(&press)? })))
}

#[derive(Deserialize)]
struct Asked {
    user_id: i64,
    #[serde(default)]
    chat_id: Option<i64>,
    query: String,
    #[serde(default)]
    offset: String,
}

async fn inline(State(world): Shared, Json(asked): Json<Asked>) -> Result<Json<Value>, Rejected> {
    let chat = asked.chat_id.unwrap_or(asked.user_id);
    world.inline_query(asked.user_id, chat, &asked.query, &asked.offset).await.map(Json)
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "names of the wire")]
struct Chosen {
    user_id: i64,
    #[serde(default)]
    chat_id: Option<i64>,
    query_id: String,
    result_id: String,
}

async fn choose(State(world): Shared, Json(chosen): Json<Chosen>) -> Result<Json<Value>, Rejected> {
    let chat = chosen.chat_id.unwrap_or(chosen.user_id);
    let id = world.choose(chosen.user_id, chat, &chosen.query_id, &chosen.result_id)?;
    Ok(Json(json!({ "message_id": id })))
}

#[derive(Deserialize)]
struct Blocking {
    user_id: i64,
    blocked: bool,
}

async fn block(State(world): Shared, Json(wish): Json<Blocking>) -> Result<Json<Value>, Rejected> {
    world.block(wish.user_id, wish.blocked)?;
    Ok(Json(json!({})))
}

async fn bot_faults(State(world): Shared) -> Json<Value> {
    Json(serde_json::to_value(world.faults.all()).unwrap_or_default())
}

async fn add_bot_fault(State(world): Shared, Json(fault): Json<Fault<BotTrouble>>) -> Json<Value> {
    Json(json!({ "id": world.faults.add(fault) }))
}

async fn clear_bot_faults(State(world): Shared) -> StatusCode {
    world.faults.clear();
    StatusCode::NO_CONTENT
}

async fn model_faults(State(world): Shared) -> Json<Value> {
    Json(serde_json::to_value(world.model.faults.all()).unwrap_or_default())
}

async fn add_model_fault(State(world): Shared, Json(fault): Json<Fault<ModelTrouble>>) -> Json<Value> {
    Json(json!({ "id": world.model.faults.add(fault) }))
}

async fn clear_model_faults(State(world): Shared) -> StatusCode {
    world.model.faults.clear();
    StatusCode::NO_CONTENT
}

async fn bill(State(world): Shared) -> Json<Value> {
    Json(serde_json::to_value(world.model.charges.bill()).unwrap_or_default())
}

async fn yandex_faults(State(world): Shared) -> Json<Value> {
    Json(serde_json::to_value(world.yandex.model.faults.all()).unwrap_or_default())
}

async fn add_yandex_fault(State(world): Shared, Json(fault): Json<Fault<ModelTrouble>>) -> Json<Value> {
    Json(json!({ "id": world.yandex.model.faults.add(fault) }))
}

async fn clear_yandex_faults(State(world): Shared) -> StatusCode {
    world.yandex.model.faults.clear();
    StatusCode::NO_CONTENT
}

async fn yandex_bill(State(world): Shared) -> Json<Value> {
    Json(serde_json::to_value(world.yandex.model.charges.bill()).unwrap_or_default())
}

async fn delivery(State(world): Shared) -> Json<DeliveryFaults> {
    Json(world.delivery())
}

async fn set_delivery(State(world): Shared, Json(faults): Json<DeliveryFaults>) -> StatusCode {
    world.set_delivery(faults);
    StatusCode::NO_CONTENT
}

async fn deliveries(State(world): Shared) -> Json<Value> {
    Json(serde_json::to_value(world.journal.deliveries()).unwrap_or_default())
}

#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    chat_id: Option<i64>,
    /// Only calls with a greater number.
    #[serde(default)]
    after: u64,
}

async fn journal(State(world): Shared, Query(which): Query<Which>) -> Json<Value> {
    let calls = world.journal.calls().into_iter().filter(|call| {
        call.number > which.after
            && which.chat_id.is_none_or(|chat| call.chat_id == Some(chat))
            && which.method.as_ref().is_none_or(|method| call.method.eq_ignore_ascii_case(method))
    });
    Json(serde_json::to_value(calls.collect::<Vec<_>>()).unwrap_or_default())
}

async fn clear_journal(State(world): Shared) -> StatusCode {
    world.journal.clear();
    StatusCode::NO_CONTENT
}
