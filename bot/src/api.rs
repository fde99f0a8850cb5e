//! The Bot API over HTTP: one call, one answer, and errors told apart by what the caller does next.
//!
//! teloxide's client is not used for calls: it sleeps ten seconds on any 5xx, reports a reply it
//! cannot parse as a failure although the message was sent, and does not know newer methods.

use std::time::Duration;

use anyhow::Context;
use listok_core::telemetry;
use reqwest::multipart::{Form, Part};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

/// How long an ordinary call may take.
const CALL: Duration = Duration::from_secs(30);
/// How long a call with files may take.
const UPLOAD: Duration = Duration::from_secs(90);

/// Why a call failed; each variant is handled differently by someone.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// 429: nothing may be sent for this long.
    #[error("telegram asks to wait {0:?}")]
    RetryAfter(Duration),
    /// The person blocked the bot, is gone, or never wrote to it.
    #[error("the chat cannot be written to")]
    Unreachable,
    /// The edit would change nothing: it has been applied already.
    #[error("nothing to change")]
    NotModified,
    /// The message is deleted, too old or of another kind: it cannot be edited.
    #[error("the message cannot be edited")]
    MessageGone,
    /// The file id is not known to this bot: the file must be uploaded.
    #[error("the file id is not accepted")]
    WrongFile,
    /// The group has become a supergroup with this id.
    #[error("the group has moved")]
    Migrated(i64),
    /// 409: another process polls, or a webhook is set.
    #[error("somebody else receives the updates")]
    Conflict,
    /// 401 or 404: the token is wrong or revoked.
    #[error("the token is not accepted")]
    Unauthorized,
    /// Any other refusal; repeating the same call will not help.
    #[error("refused with {code}: {description}")]
    Refused {
        /// The HTTP status.
        code: u16,
        /// Telegram's words; they name no one.
        description: String,
    },
    /// The request never reached Telegram.
    #[error("not sent: {0:#}")]
    Unsent(anyhow::Error),
    /// No telling whether it was carried out: a time-out, a reset, a 5xx, an unreadable answer.
    #[error("outcome unknown: {0:#}")]
    Unknown(anyhow::Error),
}

/// A file to upload.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Name of the form's part, as `attach://` or the method names it.
    pub field: &'static str,
    /// Name the person sees.
    pub name: String,
    /// MIME type.
    pub mime: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A bot's access to the Bot API.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    base: String,
    token: SecretString,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").field("base", &self.base).finish_non_exhaustive()
    }
}

impl Api {
    /// Access through `base`, e.g. `https://api.telegram.org`.
    ///
    /// A TLS provider must be installed for the process beforehand.
    pub fn new(base: &str, token: SecretString) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .pool_idle_timeout(Duration::from_secs(50))
            .build()
            .context("building the HTTP client")?;
        Ok(Self { http, base: base.trim_end_matches('/').to_owned(), token })
    }

    /// Id of the bot: the part of the token before the colon; not secret.
    pub fn bot_id(&self) -> i64 {
        self.token.expose_secret().split(':').next().and_then(|id| id.parse().ok()).unwrap_or(0)
    }

    /// Calls a method with JSON parameters and gives its result.
    pub async fn call(&self, method: &'static str, params: &Value) -> Result<Value, CallError> {
        self.call_within(method, params, CALL).await
    }

    /// As [`Api::call`], with its own time limit; `getUpdates` waits longer than other methods.
    pub async fn call_within(&self, method: &'static str, params: &Value, limit: Duration) -> Result<Value, CallError> {
        counted(method, answer(self.http.post(self.url(method)).timeout(limit).json(params)).await)
    }

    /// Calls a method with files; members of `params` become form fields.
    pub async fn upload(&self, method: &'static str, params: &Value, files: Vec<Upload>) -> Result<Value, CallError> {
        let mut form = Form::new();
        for (name, value) in params.as_object().into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form = form.text(name.clone(), text);
        }
        for file in files {
            let part = Part::bytes(file.bytes).file_name(file.name).mime_str(file.mime);
            form = form.part(file.field, part.context("a MIME type").map_err(CallError::Unsent)?);
        }
        counted(method, answer(self.http.post(self.url(method)).timeout(UPLOAD).multipart(form)).await)
    }

    /// Who the bot is.
    pub async fn me(&self) -> Result<Me, CallError> {
        let me = self.call("getMe", &json!({})).await?;
        serde_json::from_value(me).context("reading getMe").map_err(CallError::Unknown)
    }

    fn url(&self, method: &'static str) -> String {
        format!("{}/bot{}/{method}", self.base, self.token.expose_secret())
    }
}

/// The bot itself, as `getMe` tells.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Me {
    /// Its id.
    pub id: i64,
    /// Its name without `@`.
    pub username: String,
}

fn counted(method: &'static str, outcome: Result<Value, CallError>) -> Result<Value, CallError> {
    let name = match &outcome {
        Ok(_) | Err(CallError::NotModified) => "ok",
        Err(CallError::RetryAfter(_)) => "limited",
        Err(CallError::Unreachable) => "blocked",
        Err(CallError::Unknown(_) | CallError::Unsent(_)) => "ambiguous",
        Err(_) => "refused",
    };
    telemetry::telegram_call(method, name);
    outcome
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Value, CallError> {
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => {
            let unsent = error.is_connect() || error.is_builder();
            let error = anyhow::Error::new(error.without_url());
            return Err(if unsent { CallError::Unsent(error) } else { CallError::Unknown(error) });
        }
    };
    let status = response.status().as_u16();
    let body = response.bytes().await.map_err(|e| CallError::Unknown(e.without_url().into()))?;
    let reply: Value = match serde_json::from_slice(&body) {
        Ok(reply) => reply,
        // A proxy's own page: below 500 it has refused, above it may have passed the call on.
        Err(_) if (400..500).contains(&status) => return Err(refusal(status, "", &Value::Null)),
        Err(error) => return Err(CallError::Unknown(error.into())),
    };
    if reply["ok"] == true {
        return Ok(reply["result"].clone());
    }
    let code = reply["error_code"].as_u64().and_then(|c| u16::try_from(c).ok()).unwrap_or(status);
    Err(refusal(code, reply["description"].as_str().unwrap_or_default(), &reply["parameters"]))
}

/// Tells refusals apart. Telegram's words change their case between versions, so they are compared without it.
fn refusal(code: u16, description: &str, parameters: &Value) -> CallError {
    if let Some(id) = parameters["migrate_to_chat_id"].as_i64() {
        return CallError::Migrated(id);
    }
    let words = description.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    match code {
        429 => {
            let seconds = parameters["retry_after"].as_u64().unwrap_or(5).clamp(1, 3_600);
            CallError::RetryAfter(Duration::from_secs(seconds))
        }
        401 | 404 => CallError::Unauthorized,
        409 => CallError::Conflict,
        403 => CallError::Unreachable,
        500.. => CallError::Unknown(anyhow::anyhow!("status {code}")),
        _ if says(&["message is not modified"]) => CallError::NotModified,
        _ if says(&[
            "message to edit not found",
            "message can't be edited",
            "there is no text in the message",
            "there is no caption in the message",
            "there is no media in the message",
            "message_id_invalid",
            "message_edit_time_expired",
            "message identifier is not specified",
        ]) =>
        {
            CallError::MessageGone
        }
        _ if says(&["wrong file", "wrong remote file", "file_reference_", "wrong type of the web page"]) => {
            CallError::WrongFile
        }
        _ if says(&["chat not found", "user not found", "peer_id_invalid", "user_is_blocked", "have no rights"]) => {
            CallError::Unreachable
        }
        _ => CallError::Refused { code, description: description.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(code: u16, description: &str) -> String {
        let error = refusal(code, description, &json!({"retry_after": 7}));
        format!("{error:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()
    }

    #[test]
    fn refusals_are_told_apart_by_what_is_done_next() {
        for (code, words, expected) in [
            (429, "Too Many Requests: retry after 7", "RetryAfter"),
            (403, "Forbidden: bot was blocked by the user", "Unreachable"),
            (403, "Forbidden: user is deactivated", "Unreachable"),
            (400, "Bad Request: chat not found", "Unreachable"),
            (400, "Bad Request: message is not modified: specified new message content …", "NotModified"),
            (400, "Bad Request: message to edit not found", "MessageGone"),
            (400, "Bad Request: MESSAGE_ID_INVALID", "MessageGone"),
            (400, "Bad Request: wrong file identifier/HTTP URL specified", "WrongFile"),
            (400, "Bad Request: can't parse entities", "Refused"),
            (409, "Conflict: terminated by other getUpdates request", "Conflict"),
            (401, "Unauthorized", "Unauthorized"),
            (502, "Bad Gateway", "Unknown"),
        ] {
            assert_eq!(kind(code, words), expected, "{words}");
        }
    }

    #[test]
    fn a_token_is_never_shown() {
        rustls::crypto::ring::default_provider().install_default().ok();
        let api = Api::new("http://127.0.0.1:1/", "42:secret".into()).ok();
        let shown = format!("{api:?}");

        assert_eq!(api.map(|a| a.bot_id()), Some(42));
        assert!(!shown.contains("secret"), "{shown}");
    }
}
