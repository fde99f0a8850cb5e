//! OpenAI and servers of its dialect, through async-openai.
//!
//! The crate's own retries and typed replies are not used: retries have one owner (the router), and
//! a field missing from a reply must not turn a paid answer into an error.

mod reading;

use std::time::Duration;

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::error::OpenAIError;
use async_openai::middleware::HttpRequestFactory;
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use self::reading::{Streamed, read_chat, read_response, usage};
use super::ordered::Ordered;
use super::{Answer, Ask, ChatModel, Embedded, Embedder, ModelError, Provider};
use crate::config::{self, Wire};

/// An account with a server of OpenAI's dialect.
#[derive(Clone)]
pub struct OpenAi {
    client: Client<OpenAIConfig>,
    http: reqwest::Client,
    base_url: String,
    key: SecretString,
    provider: Provider,
    wire: Wire,
    demonstration: bool,
}

/// A model of such a server.
struct Model {
    account: OpenAi,
    model: String,
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

impl Refusal {
    async fn of(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.parse().ok())
            .map(Duration::from_secs);
        let body = response.bytes().await.unwrap_or_default();
        let code = serde_json::from_slice::<Value>(&body).ok().and_then(|body| code_of(&body));
        Self { status, retry_after, code }
    }
}

fn code_of(body: &Value) -> Option<String> {
    Some(body.pointer("/error/code")?.as_str()?.to_owned())
}

impl OpenAi {
    /// A client for a configured server.
    pub fn new(settings: &config::OpenAi, provider: Provider) -> anyhow::Result<Self> {
        let http = super::http()?;
        let calls = http.clone();
        let service = tower::service_fn(move |factory: HttpRequestFactory| {
            let http = calls.clone();
            async move {
                let response = http.execute(factory.build().await?).await.map_err(OpenAIError::Reqwest)?;
                if response.status().is_success() {
                    return Ok(response);
                }
                Err(OpenAIError::Boxed(Box::new(Refusal::of(response).await)))
            }
        });
        let config = OpenAIConfig::new().with_api_base(&settings.base_url).with_api_key(settings.key.expose_secret());
        Ok(Self {
            client: Client::with_config(config).with_http_service(service),
            http,
            base_url: settings.base_url.clone(),
            key: settings.key.clone(),
            provider,
            wire: settings.wire,
            demonstration: settings.demonstration,
        })
    }

    /// A model of this server.
    pub fn chat(&self, model: &str) -> impl ChatModel + use<> {
        Model { account: self.clone(), model: model.to_owned() }
    }

    /// An embedding model of this server.
    pub fn embedder(&self, model: &str, dimensions: u32) -> impl Embedder + use<> {
        let tag = format!("{}/{model}/{dimensions}", self.provider.code());
        Vectors { account: self.clone(), model: model.to_owned(), dimensions, tag }
    }

    /// When the server will shut a model down, if it says so.
    async fn shutdown(&self, model: &str, time: Duration) -> Result<Option<String>, ModelError> {
        let body = self.send(self.http.get(format!("{}/models", self.base_url)), time).await?;
        let list = body["data"].as_array().ok_or(ModelError::Malformed)?;
        let found = list.iter().find(|listed| listed["id"] == model);
        Ok(found.and_then(|found| found["shutdown_date"].as_str()).map(str::to_owned))
    }

    /// A call that async-openai has no tolerant form of.
    async fn send(&self, request: reqwest::RequestBuilder, time: Duration) -> Result<Value, ModelError> {
        let sending = async {
            let response =
                request.bearer_auth(self.key.expose_secret()).send().await.map_err(|error| super::broken(&error))?;
            if !response.status().is_success() {
                return Err(by_status(&Refusal::of(response).await));
            }
            let bytes = response.bytes().await.map_err(|error| super::broken(&error))?;
            serde_json::from_slice(&bytes).map_err(|_| ModelError::Malformed)
        };
        tokio::time::timeout(time, sending).await.map_err(|_| ModelError::Timeout)?
    }
}

impl Model {
    fn body(&self, ask: &Ask<'_>) -> Value {
        let prompt = ask.prompt;
        let (name, schema) = (prompt.schema.name, prompt.schema.of(ask.card.schema));
        let mut body = match self.account.wire {
            Wire::Responses => json!({
                "model": self.model,
                "instructions": prompt.system,
                "input": [{ "role": "user", "content": prompt.user }],
                "max_output_tokens": prompt.max_output_tokens,
                "text": { "format": { "type": "json_schema", "name": name, "strict": true, "schema": schema } },
                "prompt_cache_key": prompt.version,
                "store": false,
            }),
            Wire::Chat => json!({
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
            }),
        };
        match (&ask.card.effort, self.account.wire) {
            (Some(effort), Wire::Responses) => body["reasoning"] = json!({ "effort": effort }),
            (Some(effort), Wire::Chat) => body["reasoning_effort"] = effort.as_str().into(),
            (None, _) => {}
        }
        if ask.on.is_some() {
            body["stream"] = true.into();
            if self.account.wire == Wire::Chat {
                body["stream_options"] = json!({ "include_usage": true });
            }
        }
        body
    }

    async fn whole(&self, body: &Value) -> Answer {
        let client = &self.account.client;
        let body = Ordered(body);
        let asked = match self.account.wire {
            Wire::Responses => client.responses().create_byot::<Ordered<'_>, Value>(body).await,
            Wire::Chat => client.chat().create_byot::<Ordered<'_>, Value>(body).await,
        };
        match asked {
            Err(error) => classify(&error).into(),
            Ok(body) => {
                let text = match self.account.wire {
                    Wire::Responses => read_response(&body),
                    Wire::Chat => read_chat(&body),
                };
                Answer { text, usage: usage(&body), half: false }
            }
        }
    }

    async fn streamed(&self, body: &Value, on: &mut (dyn FnMut(&str) + Send)) -> Answer {
        let client = &self.account.client;
        let body = Ordered(body);
        let opened = match self.account.wire {
            Wire::Responses => client.responses().create_stream_byot::<Ordered<'_>, Value>(body).await,
            Wire::Chat => client.chat().create_stream_byot::<Ordered<'_>, Value>(body).await,
        };
        let mut events = match opened {
            Ok(events) => events,
            Err(error) => return classify(&error).into(),
        };
        let mut streamed = Streamed::default();
        while let Some(event) = events.next().await {
            match event {
                Ok(event) => streamed.take(&event, on),
                Err(error) => return streamed.cut(classify(&error)),
            }
        }
        streamed.end()
    }
}

impl ChatModel for Model {
    fn provider(&self) -> Provider {
        self.account.provider
    }

    fn model(&self) -> &str {
        &self.model
    }

    fn demonstration(&self) -> bool {
        self.account.demonstration
    }

    fn look(&self, time: Duration) -> BoxFuture<'_, Result<Option<String>, ModelError>> {
        self.account.shutdown(&self.model, time).boxed()
    }

    fn complete<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Answer> {
        async move {
            let body = self.body(&ask);
            let asked = async {
                match ask.on {
                    Some(on) => self.streamed(&body, on).await,
                    None => self.whole(&body).await,
                }
            };
            tokio::time::timeout(ask.time, asked).await.unwrap_or_else(|_| ModelError::Timeout.into())
        }
        .boxed()
    }
}

/// An embedding model of such a server.
struct Vectors {
    account: OpenAi,
    model: String,
    dimensions: u32,
    tag: String,
}

impl Embedder for Vectors {
    fn provider(&self) -> Provider {
        self.account.provider
    }

    fn model(&self) -> &str {
        &self.model
    }

    fn tag(&self) -> &str {
        &self.tag
    }

    fn embed<'a>(&'a self, text: &'a str, time: Duration) -> BoxFuture<'a, Embedded> {
        async move {
            let body = json!({ "model": self.model, "input": text, "dimensions": self.dimensions });
            let asked = self.account.http.post(format!("{}/embeddings", self.account.base_url)).json(&body);
            match self.account.send(asked, time).await {
                Err(error) => (Err(error), None),
                Ok(body) => (super::vector(&body["data"][0]["embedding"], self.dimensions), usage(&body)),
            }
        }
        .boxed()
    }
}

fn classify(error: &OpenAIError) -> ModelError {
    match error {
        OpenAIError::Boxed(inner) => inner.downcast_ref::<Refusal>().map_or(ModelError::Unreachable, by_status),
        OpenAIError::Reqwest(inner) => super::broken(inner),
        OpenAIError::JSONDeserialize(..) => ModelError::Malformed,
        OpenAIError::InvalidArgument(_) | OpenAIError::ApiError(_) => ModelError::Rejected,
        _ => ModelError::Unreachable,
    }
}

fn by_status(refusal: &Refusal) -> ModelError {
    match refusal.code.as_deref() {
        // A 429 that no waiting mends.
        Some("insufficient_quota" | "billing_hard_limit_reached") => return ModelError::Exhausted,
        Some("content_filter" | "content_policy_violation") => return ModelError::Refused,
        _ => {}
    }
    match refusal.status {
        401 | 403 => ModelError::Unauthorised,
        402 => ModelError::Exhausted,
        429 => ModelError::RateLimited { retry_after: refusal.retry_after },
        408 => ModelError::Timeout,
        500.. => ModelError::Overloaded,
        _ => ModelError::Rejected,
    }
}
