//! OpenAI and servers of its dialect, through async-openai.
//!
//! The crate's own retries and typed replies are not used: retries have one owner (the router), and
//! a field missing from a reply must not turn a paid answer into an error.

use std::time::Duration;

use anyhow::Context;
use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::error::OpenAIError;
use async_openai::middleware::HttpRequestFactory;
use futures::FutureExt;
use futures::future::BoxFuture;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{ChatModel, ModelError, Prompt, Reply, Usage};
use crate::config::{self, Wire};

/// Longest one call may take, whatever the caller grants.
const DEADLINE: Duration = Duration::from_secs(90);

/// A model spoken to in OpenAI's dialect.
pub struct OpenAi {
    client: Client<OpenAIConfig>,
    model: String,
    wire: Wire,
    demonstration: bool,
}

impl std::fmt::Debug for OpenAi {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenAi").field("model", &self.model).finish_non_exhaustive()
    }
}

/// A refusal by status, kept through async-openai's error type.
#[derive(Debug, thiserror::Error)]
#[error("status {status}")]
struct Refusal {
    status: u16,
    retry_after: Option<Duration>,
    /// The provider's own code, the only part of its words we read: the rest may quote the prompt.
    code: Option<String>,
}

impl OpenAi {
    /// A client for a configured provider.
    pub fn new(settings: &config::OpenAi) -> anyhow::Result<Self> {
        super::install_tls();
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_mins(1))
            .build()
            .context("http client")?;
        let service = tower::service_fn(move |factory: HttpRequestFactory| {
            let http = http.clone();
            async move {
                let response = http.execute(factory.build().await?).await.map_err(OpenAIError::Reqwest)?;
                let status = response.status();
                if status.is_success() {
                    return Ok(response);
                }
                let retry_after = response
                    .headers()
                    .get("retry-after")
                    .and_then(|v| v.to_str().ok())
                    .and_then(|v| v.parse().ok())
                    .map(Duration::from_secs);
                let body = response.bytes().await.unwrap_or_default();
                let code = serde_json::from_slice::<Value>(&body)
                    .ok()
                    .and_then(|body| Some(body.pointer("/error/code")?.as_str()?.to_owned()));
                Err(OpenAIError::Boxed(Box::new(Refusal { status: status.as_u16(), retry_after, code })))
            }
        });
        let config = OpenAIConfig::new().with_api_base(&settings.base_url).with_api_key(settings.key.expose_secret());
        Ok(Self {
            client: Client::with_config(config).with_http_service(service),
            model: settings.model.clone(),
            wire: settings.wire,
            demonstration: settings.demonstration,
        })
    }

    async fn ask(&self, prompt: &Prompt, deadline: Duration) -> Result<Value, ModelError> {
        let deadline = deadline.min(DEADLINE);
        let (name, schema) = &prompt.schema;
        let asked = match self.wire {
            Wire::Responses => {
                let body = json!({
                    "model": self.model,
                    "instructions": prompt.system,
                    "input": [{ "role": "user", "content": prompt.user }],
                    "max_output_tokens": prompt.max_output_tokens,
                    "reasoning": { "effort": "none" },
                    "text": { "format": { "type": "json_schema", "name": name, "strict": true, "schema": schema } },
                    "prompt_cache_key": prompt.version,
                    "store": false,
                });
                let responses = self.client.responses();
                tokio::time::timeout(deadline, responses.create_byot::<Value, Value>(body)).await
            }
            Wire::Chat => {
                let body = json!({
                    "model": self.model,
                    "messages": [
                        { "role": "system", "content": prompt.system },
                        { "role": "user", "content": prompt.user },
                    ],
                    "max_completion_tokens": prompt.max_output_tokens,
                    "response_format": {
                        "type": "json_schema",
                        "json_schema": { "name": name, "strict": true, "schema": schema },
                    },
                });
                let chat = self.client.chat();
                tokio::time::timeout(deadline, chat.create_byot::<Value, Value>(body)).await
            }
        };
        asked.map_err(|_| ModelError::Timeout)?.map_err(|error| classify(&error))
    }
}

impl ChatModel for OpenAi {
    fn provider(&self) -> &'static str {
        "openai"
    }

    fn model(&self) -> &str {
        &self.model
    }

    fn demonstration(&self) -> bool {
        self.demonstration
    }

    fn complete<'a>(
        &'a self,
        prompt: &'a Prompt,
        deadline: Duration,
    ) -> BoxFuture<'a, (Result<Reply, ModelError>, Option<Usage>)> {
        async move {
            match self.ask(prompt, deadline).await {
                Err(error) => (Err(error), None),
                Ok(body) => {
                    let usage = usage(&body);
                    let text = match self.wire {
                        Wire::Responses => read_response(&body),
                        Wire::Chat => read_chat(&body),
                    };
                    (text.map(|text| Reply { text, usage }), usage)
                }
            }
        }
        .boxed()
    }
}

fn classify(error: &OpenAIError) -> ModelError {
    match error {
        OpenAIError::Boxed(inner) => inner.downcast_ref::<Refusal>().map_or(ModelError::Unreachable, by_status),
        OpenAIError::Reqwest(inner) if inner.is_timeout() => ModelError::Timeout,
        OpenAIError::JSONDeserialize(..) => ModelError::Malformed,
        OpenAIError::InvalidArgument(_) | OpenAIError::ApiError(_) => ModelError::Rejected,
        _ => ModelError::Unreachable,
    }
}

fn by_status(refusal: &Refusal) -> ModelError {
    match refusal.code.as_deref() {
        // A 429 that no waiting mends.
        Some("insufficient_quota") => return ModelError::Unauthorised,
        Some("content_filter" | "content_policy_violation") => return ModelError::Refused,
        _ => {}
    }
    match refusal.status {
        401 | 403 => ModelError::Unauthorised,
        429 => ModelError::RateLimited { retry_after: refusal.retry_after },
        408 => ModelError::Timeout,
        500.. => ModelError::Overloaded,
        _ => ModelError::Rejected,
    }
}

/// Text of a Responses reply.
fn read_response(body: &Value) -> Result<String, ModelError> {
    if body["status"] == "incomplete" {
        let filtered = body["incomplete_details"]["reason"] == "content_filter";
        return Err(if filtered { ModelError::Refused } else { ModelError::Truncated });
    }
    let parts = body["output"].as_array().ok_or(ModelError::Malformed)?;
    let contents = parts.iter().filter_map(|part| part["content"].as_array()).flatten();
    let mut text = String::new();
    for content in contents {
        match content["type"].as_str() {
            Some("refusal") => return Err(ModelError::Refused),
            Some("output_text") => text.push_str(content["text"].as_str().unwrap_or_default()),
            _ => {}
        }
    }
    if text.is_empty() { Err(ModelError::Malformed) } else { Ok(text) }
}

/// Text of a Chat Completions reply.
fn read_chat(body: &Value) -> Result<String, ModelError> {
    let choice = &body["choices"][0];
    match choice["finish_reason"].as_str() {
        Some("length") => return Err(ModelError::Truncated),
        Some("content_filter") => return Err(ModelError::Refused),
        _ => {}
    }
    if choice["message"]["refusal"].is_string() {
        return Err(ModelError::Refused);
    }
    choice["message"]["content"].as_str().map(str::to_owned).ok_or(ModelError::Malformed)
}

/// Tokens of either dialect; absent details count as nothing.
fn usage(body: &Value) -> Option<Usage> {
    let usage = body.get("usage")?;
    let number = |paths: &[&str]| paths.iter().find_map(|path| usage.pointer(path)?.as_u64()).unwrap_or(0);
    Some(Usage {
        input: number(&["/input_tokens", "/prompt_tokens"]),
        cached: number(&["/input_tokens_details/cached_tokens", "/prompt_tokens_details/cached_tokens"]),
        cache_written: number(&[
            "/input_tokens_details/cache_write_tokens",
            "/prompt_tokens_details/cache_write_tokens",
        ]),
        output: number(&["/output_tokens", "/completion_tokens"]),
        reasoning: number(&["/output_tokens_details/reasoning_tokens", "/completion_tokens_details/reasoning_tokens"]),
    })
}
