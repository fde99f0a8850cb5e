//! YandexGPT in its native dialect, by a client of our own.
//!
//! Whole numbers come as strings or as numbers; a stream repeats the whole text so far; answers for
//! those who can wait are collected from an operation, at half the price.

mod key;
mod reading;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt};
use serde_json::{Value, json};
use uuid::Uuid;

use self::key::Key;
use self::reading::{Objects, Refusal, Streamed, read, usage, whole_number};
use super::ordered::Ordered;
use super::{Answer, Ask, ChatModel, Embedded, Embedder, ModelError, Provider, Urgency, Usage};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config;

/// First and longest pause between two looks at an operation.
const LOOK: Duration = Duration::from_millis(500);
const LONGEST_LOOK: Duration = Duration::from_secs(5);
/// Little imagination: tasks have answers.
const TEMPERATURE: f64 = 0.3;

/// A folder of Yandex Cloud.
#[derive(Clone)]
pub struct Yandex(Arc<Folder>);

struct Folder {
    http: reqwest::Client,
    name: String,
    key: Key,
    url: String,
    operations_url: String,
    demonstration: bool,
    /// For the ids of requests.
    chance: Chance,
    clock: Clock,
}

/// A model of a folder.
struct Model {
    folder: Yandex,
    model: String,
}

impl Yandex {
    /// A client for a configured folder. Fails if its service account's key cannot be read.
    pub fn new(settings: &config::Yandex, clock: Clock) -> anyhow::Result<Self> {
        let http = super::http()?;
        let iam = format!("{}/iam/v1/tokens", settings.iam_url);
        let key = Key::new(&settings.key, http.clone(), iam, clock.clone()).context("YANDEX_SERVICE_ACCOUNT_KEY")?;
        Ok(Self(Arc::new(Folder {
            http,
            name: settings.folder.clone(),
            key,
            url: settings.url.clone(),
            operations_url: settings.operations_url.clone(),
            demonstration: settings.demonstration,
            chance: Chance::system(),
            clock,
        })))
    }

    /// A model of this folder.
    pub fn chat(&self, model: &str) -> impl ChatModel + use<> {
        Model { folder: self.clone(), model: model.to_owned() }
    }

    /// An embedding model of this folder.
    pub fn embedder(&self, model: &str, dimensions: u32) -> impl Embedder + use<> {
        let tag = format!("yandex/{model}/{dimensions}");
        Vectors { folder: self.clone(), model: model.to_owned(), dimensions, tag }
    }

    fn models(&self, method: &str) -> String {
        format!("{}/foundationModels/v1/{method}", self.0.url)
    }

    fn uri(&self, kind: &str, model: &str) -> String {
        format!("{kind}://{}/{model}", self.0.name)
    }

    /// Sends a request; the answer's status is good.
    async fn send(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response, ModelError> {
        let authorization = self.0.key.header().await?;
        let id: Uuid = crate::domain::id::uuid_v7(self.0.clock.now(), self.0.chance.bytes());
        let response = request
            .header("authorization", authorization)
            .header("x-data-logging-enabled", "false")
            .header("x-client-request-id", id.to_string())
            .send()
            .await
            .map_err(|error| super::broken(&error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let error = Refusal::of(response).await.error();
        if error == ModelError::Unauthorised {
            self.0.key.forget().await;
        }
        Err(error)
    }

    async fn post(&self, method: &str, body: &Value) -> Result<Value, ModelError> {
        json_of(self.send(self.0.http.post(self.models(method)).json(&Ordered(body))).await?).await
    }

    /// Tokens of a text as this folder's model counts them; free.
    pub async fn count(&self, model: &str, text: &str, time: Duration) -> Result<u64, ModelError> {
        let body = json!({ "modelUri": self.uri("gpt", model), "text": text });
        let asked = self.post("tokenize", &body);
        let answer = tokio::time::timeout(time, asked).await.map_err(|_| ModelError::Timeout)??;
        let tokens = answer["tokens"].as_array().ok_or(ModelError::Malformed)?;
        Ok(u64::try_from(tokens.len()).unwrap_or(u64::MAX))
    }
}

async fn json_of(response: reqwest::Response) -> Result<Value, ModelError> {
    let bytes = response.bytes().await.map_err(|error| super::broken(&error))?;
    serde_json::from_slice(&bytes).map_err(|_| ModelError::Malformed)
}

impl Model {
    fn body(&self, ask: &Ask<'_>) -> Value {
        let prompt = ask.prompt;
        json!({
            "modelUri": self.folder.uri("gpt", &self.model),
            "completionOptions": {
                "stream": ask.on.is_some(),
                "temperature": TEMPERATURE,
                "maxTokens": prompt.max_output_tokens.to_string(),
                "reasoningOptions": { "mode": "DISABLED" },
            },
            "messages": [
                { "role": "system", "text": prompt.system },
                { "role": "user", "text": prompt.user },
            ],
            "jsonSchema": { "schema": prompt.schema.of(ask.card.schema) },
        })
    }

    async fn whole(&self, body: &Value) -> Answer {
        match self.folder.post("completion", body).await {
            Err(error) => error.into(),
            Ok(answer) => answer_of(answer.get("result").unwrap_or(&answer), false),
        }
    }

    async fn streamed(&self, body: &Value, on: &mut (dyn FnMut(&str) + Send)) -> Answer {
        let request = self.folder.0.http.post(self.folder.models("completion")).json(&Ordered(body));
        let response = match self.folder.send(request).await {
            Ok(response) => response,
            Err(error) => return error.into(),
        };
        let mut bytes = response.bytes_stream();
        let (mut objects, mut streamed) = (Objects::default(), Streamed::default());
        while let Some(piece) = bytes.next().await {
            let Ok(piece) = piece else { return ModelError::Unreachable.into() };
            match objects.take(&piece) {
                Ok(found) => found.iter().for_each(|object| streamed.take(object, on)),
                Err(error) => return error.into(),
            }
        }
        streamed.end()
    }

    /// An answer for those who can wait.
    async fn collected(&self, body: &Value) -> Answer {
        let begun = match self.folder.post("completionAsync", body).await {
            Ok(operation) => operation,
            Err(error) => return error.into(),
        };
        let Some(id) = begun["id"].as_str().filter(|id| !id.contains('/')) else {
            return ModelError::Malformed.into();
        };
        let (url, mut pause) = (format!("{}/operations/{id}", self.folder.0.operations_url), LOOK);
        let mut operation = begun.clone();
        while operation["done"] != true {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_LOOK);
            let looked = match self.folder.send(self.folder.0.http.get(&url)).await {
                Ok(response) => json_of(response).await,
                Err(error) => Err(error),
            };
            match looked {
                Ok(seen) => operation = seen,
                // The work goes on and will be billed: whether it is done is worth another look.
                Err(ModelError::Unauthorised) => return ModelError::Unreachable.into(),
                Err(_) => {}
            }
        }
        if operation["error"].is_object() {
            let code = whole_number(&operation["error"]["code"]).unwrap_or(0);
            return reading::by_grpc(code, operation["error"]["message"].as_str().unwrap_or_default()).into();
        }
        answer_of(&operation["response"], true)
    }
}

fn answer_of(result: &Value, half: bool) -> Answer {
    Answer { text: read(result), usage: usage(result), half }
}

impl ChatModel for Model {
    fn provider(&self) -> Provider {
        Provider::Yandex
    }

    fn model(&self) -> &str {
        &self.model
    }

    fn demonstration(&self) -> bool {
        self.folder.0.demonstration
    }

    fn look(&self, time: Duration) -> BoxFuture<'_, Result<Option<String>, ModelError>> {
        async move { self.folder.count(&self.model, "да", time).await.map(|_| None) }.boxed()
    }

    fn complete<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Answer> {
        async move {
            let body = self.body(&ask);
            let time = ask.time;
            let asked = async {
                match ask.on {
                    Some(on) => self.streamed(&body, on).await,
                    None if ask.urgency == Urgency::Later && ask.card.later => self.collected(&body).await,
                    None => self.whole(&body).await,
                }
            };
            tokio::time::timeout(time, asked).await.unwrap_or_else(|_| ModelError::Timeout.into())
        }
        .boxed()
    }
}

/// An embedding model of a folder.
struct Vectors {
    folder: Yandex,
    model: String,
    dimensions: u32,
    tag: String,
}

impl Embedder for Vectors {
    fn provider(&self) -> Provider {
        Provider::Yandex
    }

    fn model(&self) -> &str {
        &self.model
    }

    fn tag(&self) -> &str {
        &self.tag
    }

    fn embed<'a>(&'a self, text: &'a str, time: Duration) -> BoxFuture<'a, Embedded> {
        async move {
            let body = json!({
                "modelUri": self.folder.uri("emb", &self.model),
                "text": text,
                "dim": self.dimensions.to_string(),
            });
            match tokio::time::timeout(time, self.folder.post("textEmbedding", &body)).await {
                Err(_) => (Err(ModelError::Timeout), None),
                Ok(Err(error)) => (Err(error), None),
                Ok(Ok(answer)) => {
                    let usage = whole_number(&answer["numTokens"]).map(|input| Usage { input, ..Usage::default() });
                    (super::vector(&answer["embedding"], self.dimensions), usage)
                }
            }
        }
        .boxed()
    }
}
