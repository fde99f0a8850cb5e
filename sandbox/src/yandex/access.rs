//! Who may ask Yandex, and what is asked.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{error, refuse, shape};
use crate::openai::request::{Ask, Wire};
use crate::world::{World, now_ms};

/// Whom a claim must be for.
const AUDIENCE: &str = "https://iam.api.cloud.yandex.net/iam/v1/tokens";

/// Any API key will do; a token must be one of ours.
pub(super) fn unauthorised(world: &World, headers: &HeaderMap) -> Option<Response> {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = match value.split_once(' ') {
        Some(("Api-Key", key)) => !key.trim().is_empty(),
        Some(("Bearer", token)) => {
            world.yandex.tokens.lock().unwrap_or_else(PoisonError::into_inner).contains(token.trim())
        }
        _ => false,
    };
    if !known {
        return Some(error(StatusCode::UNAUTHORIZED, 16, "Unknown api key or token"));
    }
    // Without this header the real one keeps what it is asked.
    let kept = headers.get("x-data-logging-enabled").is_none_or(|value| value != "false");
    kept.then(|| error(StatusCode::BAD_REQUEST, 3, "the sandbox wants x-data-logging-enabled: false"))
}

/// A body of somebody who may ask.
pub(super) fn body(world: &World, headers: &HeaderMap, body: &[u8]) -> Result<Value, Box<Response>> {
    if let Some(refused) = unauthorised(world, headers) {
        return Err(Box::new(refused));
    }
    serde_json::from_slice(body).map_err(|_| Box::new(error(StatusCode::BAD_REQUEST, 3, "the body is not JSON")))
}

/// A question of somebody who may ask.
pub(super) fn ask(world: &World, wire: Wire, headers: &HeaderMap, bytes: &[u8]) -> Result<Ask, Box<Response>> {
    let body = body(world, headers, bytes)?;
    let wrong = |words: &str| Box::new(error(StatusCode::BAD_REQUEST, 3, words));
    let model = body["modelUri"].as_str().filter(|uri| uri.starts_with("gpt://"));
    let model = model.ok_or_else(|| wrong("modelUri must be gpt://<folder>/<model>"))?;
    let turns = body["messages"].as_array().filter(|turns| !turns.is_empty());
    let turns = turns.ok_or_else(|| wrong("messages must not be empty"))?;
    let of_role = |system: bool| {
        let texts = turns.iter().filter(|turn| (turn["role"] == "system") == system);
        texts.filter_map(|turn| turn["text"].as_str()).collect::<Vec<_>>().join("\n")
    };
    let schema = body.pointer("/jsonSchema/schema").or_else(|| body.pointer("/json_schema/schema"));
    let options = &body["completionOptions"];
    // A schema has no name here; Listok's roles are known by what they return.
    let named = |schema: &Value| {
        let returns = |field: &str| schema["properties"].get(field).is_some();
        let names = [
            ("skills", "sheet_plan"),
            ("tasks", "worksheet_tasks"),
            ("answers", "blind_answers"),
            ("fix", "corrected_tasks"),
        ];
        let name = names.into_iter().find(|(field, _)| returns(field)).map_or("", |(_, name)| name);
        (name.to_owned(), schema.clone())
    };
    Ok(Ask {
        wire,
        model: model.to_owned(),
        system: of_role(true),
        user: of_role(false),
        schema: schema.map(named),
        max_tokens: shape::number(&options["maxTokens"]),
        effort: "none".to_owned(),
        stream: options["stream"] == true,
        include_usage: true,
    })
}

/// Exchanges a signed claim for a token.
pub(super) async fn tokens(State(world): State<Arc<World>>, bytes: Bytes) -> Response {
    if let Some((_, trouble)) = world.yandex.model.faults.strike("tokens", None) {
        return refuse(&trouble);
    }
    let asked: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let part = |at: usize| {
        let part = asked["jwt"].as_str()?.split('.').nth(at)?;
        serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
    };
    let (header, claims) = (part(0).unwrap_or_default(), part(1).unwrap_or_default());
    let now = now_ms() / 1_000;
    let lives = claims["iat"]
        .as_i64()
        .zip(claims["exp"].as_i64())
        .is_some_and(|(from, until)| from <= now + 60 && until > now && until - from <= 3_600);
    let signed = asked["jwt"].as_str().is_some_and(|jwt| jwt.split('.').count() == 3 && !jwt.ends_with('.'));
    let good = header["alg"] == "PS256" && header["kid"].is_string() && claims["iss"].is_string();
    if !(good && lives && signed && claims["aud"] == AUDIENCE) {
        return error(StatusCode::UNAUTHORIZED, 16, "JWT is invalid");
    }
    let token = format!("t1.{:016x}", world.yandex.model.dice.number());
    world.yandex.tokens.lock().unwrap_or_else(PoisonError::into_inner).insert(token.clone());
    let ends = chrono::DateTime::from_timestamp(now + 12 * 3_600, 0).unwrap_or_default();
    Json(json!({ "iamToken": token, "expiresAt": ends.to_rfc3339() })).into_response()
}
