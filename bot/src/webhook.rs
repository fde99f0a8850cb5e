//! Updates by webhook: the route Telegram calls, and setting, showing and removing the webhook.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::post;
use listok_core::config::Webhook;
use listok_core::telemetry;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tracing::warn;

use crate::api::{Api, CallError};
use crate::incoming::ALLOWED_UPDATES;
use crate::ingest::{Ingest, IngestError};

/// Largest body we read; Telegram's updates are a few kilobytes.
const MAX_BODY: usize = 1 << 20;

#[derive(Clone)]
struct Door {
    ingest: Arc<Ingest>,
    secret: SecretString,
}

/// The route of the webhook, to be merged into the public router.
pub fn router(ingest: Arc<Ingest>, webhook: &Webhook) -> Router {
    let door = Door { ingest, secret: webhook.secret.clone() };
    Router::new().route(&path(&webhook.secret), post(receive)).layer(DefaultBodyLimit::max(MAX_BODY)).with_state(door)
}

/// Path nobody can guess, made from the secret without showing it.
fn path(secret: &SecretString) -> String {
    let digest = Sha256::digest(format!("listok webhook path\n{}", secret.expose_secret()));
    format!("/telegram/{}", hex::encode(&digest[..16]))
}

async fn receive(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let sent = headers.get("x-telegram-bot-api-secret-token").map(HeaderValue::as_bytes).unwrap_or_default();
    if !bool::from(sent.ct_eq(door.secret.expose_secret().as_bytes())) {
        telemetry::update("forged");
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(update) = serde_json::from_slice::<Value>(&body) else {
        // An error would make Telegram repeat the same unreadable bytes for a day.
        telemetry::update("malformed");
        return StatusCode::OK;
    };
    match door.ingest.handle(&update).await {
        Ok(_) | Err(IngestError::Unreadable) => StatusCode::OK,
        Err(IngestError::Transient(error)) => {
            warn!("an update could not be stored, Telegram will repeat it: {error:#}");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// What Telegram knows of the webhook.
#[derive(Debug, Clone, Deserialize)]
pub struct Status {
    /// Where updates go; empty when no webhook is set.
    pub url: String,
    /// Updates waiting.
    #[serde(default)]
    pub pending_update_count: u64,
    /// When a delivery last failed, in Unix seconds.
    #[serde(default)]
    pub last_error_date: Option<i64>,
    /// Why it failed.
    #[serde(default)]
    pub last_error_message: Option<String>,
}

/// Points Telegram at this installation; repeating it changes nothing.
pub async fn set(api: &Api, webhook: &Webhook) -> Result<(), CallError> {
    let params = json!({
        "url": format!("{}{}", webhook.url, path(&webhook.secret)),
        "secret_token": webhook.secret.expose_secret(),
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": 40,
    });
    api.call("setWebhook", &params).await.map(drop)
}

/// What Telegram knows of the webhook.
pub async fn status(api: &Api) -> Result<Status, CallError> {
    let info = api.call("getWebhookInfo", &json!({})).await?;
    serde_json::from_value(info).map_err(|error| CallError::Unknown(error.into()))
}

/// Removes the webhook; updates wait at Telegram for a day.
pub async fn delete(api: &Api) -> Result<(), CallError> {
    api.call("deleteWebhook", &json!({})).await.map(drop)
}
