//! Language models behind one interface: providers, typed errors, prices.

mod answer;
mod breaker;
mod lifetime;
mod openai;
mod ordered;
mod prices;
mod router;
mod routes;
mod tokens;
mod yandex;

use std::time::{Duration, Instant};

use futures::future::BoxFuture;
use serde_json::Value;

pub use lifetime::watch;
pub use openai::OpenAi;
pub use router::Router;
pub use routes::{Card, Dialect, Routes};
pub use yandex::Yandex;

use crate::domain::id::{OrderId, TeacherId, WorksheetId};

/// What a model is asked to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Plans sections.
    Methodologist,
    /// Writes tasks.
    Author,
    /// Mends what failed its checks.
    Corrector,
    /// Solves from the question alone.
    Solver,
    /// Compares topics.
    Judge,
    /// Reads a request the parser was unsure of.
    Parser,
    /// Turns a text into a vector.
    Embedder,
}

impl Role {
    /// Stable code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Methodologist => "methodologist",
            Self::Author => "author",
            Self::Corrector => "corrector",
            Self::Solver => "solver",
            Self::Judge => "judge",
            Self::Parser => "parser",
            Self::Embedder => "embedder",
        }
    }
}

/// Whose servers answer. A metric label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// OpenAI.
    OpenAi,
    /// Yandex AI Studio.
    Yandex,
    /// A server that speaks Chat Completions.
    Compatible,
}

impl Provider {
    /// Stable code, as stored and counted.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Yandex => "yandex",
            Self::Compatible => "compatible",
        }
    }
}

/// Where the words of a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Residency {
    /// To any provider.
    #[default]
    Anywhere,
    /// To providers in Russia only.
    Russia,
}

/// How soon an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Urgency {
    /// Somebody waits.
    #[default]
    Now,
    /// Minutes do not matter: half the price where a provider offers it.
    Later,
}

/// What a call is made for, and until when.
#[derive(Debug, Clone, Copy)]
pub struct CallContext {
    /// The order.
    pub order: Option<OrderId>,
    /// The worksheet, when it exists already.
    pub worksheet: Option<WorksheetId>,
    /// Whose budget pays.
    pub teacher: Option<TeacherId>,
    /// Where its words may go.
    pub residency: Residency,
    /// How soon the answer is wanted.
    pub urgency: Urgency,
    /// After this moment nobody wants the answer.
    pub deadline: Instant,
}

impl CallContext {
    /// The same with a part of the time that is left: for a step that others must be able to follow.
    #[must_use]
    pub fn with_part(self, part: u32) -> Self {
        let now = Instant::now();
        Self { deadline: now + self.deadline.saturating_duration_since(now) / part.max(1), ..self }
    }

    /// For nobody in particular.
    pub fn within(time: Duration) -> Self {
        Self {
            order: None,
            worksheet: None,
            teacher: None,
            residency: Residency::Anywhere,
            urgency: Urgency::Now,
            deadline: Instant::now() + time,
        }
    }

    /// For a teacher's order.
    #[must_use]
    pub const fn of_order(self, order: OrderId, teacher: TeacherId) -> Self {
        Self { order: Some(order), teacher: Some(teacher), ..self }
    }

    /// For a worksheet that exists.
    #[must_use]
    pub const fn of_worksheet(self, worksheet: WorksheetId) -> Self {
        Self { worksheet: Some(worksheet), ..self }
    }

    /// Words that may go only there.
    #[must_use]
    pub const fn resident(self, residency: Residency) -> Self {
        Self { residency, ..self }
    }

    /// Minutes do not matter.
    #[must_use]
    pub const fn later(self) -> Self {
        Self { urgency: Urgency::Later, ..self }
    }
}

/// A question to a model. Untrusted words stand in `user` only.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// Role it is for.
    pub role: Role,
    /// Version of the prompt's text, recorded with the call.
    pub version: &'static str,
    /// Our instructions.
    pub system: String,
    /// The matter, untrusted words included.
    pub user: String,
    /// What the answer must look like.
    pub schema: Schema,
    /// Most tokens of the answer, reasoning included.
    pub max_output_tokens: u32,
}

/// The JSON schema of an answer, in the dialects of providers.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Its name.
    pub name: &'static str,
    /// For models with strict schemas: `anyOf` allowed, everything required.
    pub strict: Value,
    /// For models that know no `anyOf`; absent: the strict one serves both.
    pub flat: Option<Value>,
}

impl Schema {
    /// One schema for every dialect.
    pub const fn new(name: &'static str, schema: Value) -> Self {
        Self { name, strict: schema, flat: None }
    }

    /// The schema in a dialect.
    pub fn of(&self, dialect: Dialect) -> &Value {
        match (dialect, &self.flat) {
            (Dialect::Flat, Some(flat)) => flat,
            _ => &self.strict,
        }
    }
}

/// Tokens of a call, as the provider counted them. Reasoning is part of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Of the prompt, cached ones included.
    pub input: u64,
    /// Of the prompt, read from the provider's cache.
    pub cached: u64,
    /// Of the prompt, written to the provider's cache.
    pub cache_written: u64,
    /// Of the answer.
    pub output: u64,
    /// Of the answer, spent on reasoning.
    pub reasoning: u64,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// JSON of the asked schema.
    pub text: String,
    /// Tokens, if the provider told.
    pub usage: Option<Usage>,
    /// Who answered.
    pub provider: Provider,
    /// Which model answered.
    pub model: String,
}

/// A piece of an answer that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The next characters.
    Text(&'a str),
    /// What came so far is void: another try begins.
    Again,
}

/// A text as a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    /// The point.
    pub vector: Vec<f32>,
    /// Provider, model and dimensions: only vectors of the same tag can be compared.
    pub tag: String,
}

/// Why there is no answer. Variants carry no text of prompt or reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Too many requests.
    #[error("rate limited")]
    RateLimited {
        /// The provider's wish; the router decides whether it is worth waiting for.
        retry_after: Option<Duration>,
    },
    /// The provider is overloaded or broken (5xx).
    #[error("overloaded")]
    Overloaded,
    /// The key is not accepted.
    #[error("unauthorised")]
    Unauthorised,
    /// The provider's account is out of money.
    #[error("quota exhausted")]
    Exhausted,
    /// No answer before the deadline.
    #[error("timeout")]
    Timeout,
    /// The provider could not be reached or the connection broke.
    #[error("unreachable")]
    Unreachable,
    /// The answer hit its token limit.
    #[error("truncated")]
    Truncated,
    /// A filter stopped the request or its answer; final.
    #[error("refused")]
    Refused,
    /// The model said that it would rather not; another may.
    #[error("declined")]
    Declined,
    /// The answer is not JSON of the asked schema.
    #[error("off schema")]
    OffSchema,
    /// The reply was not of the provider's own shape.
    #[error("malformed")]
    Malformed,
    /// The provider finds our request wrong (4xx).
    #[error("rejected")]
    Rejected,
    /// No model may be asked: none is configured, none is allowed where the words must stay, or all rest.
    #[error("no route")]
    NoRoute,
    /// The day's budget is used up.
    #[error("budget")]
    Budget,
    /// The call could not be recorded, so it was not made.
    #[error("unrecorded")]
    Unrecorded,
}

/// What to do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// The same route again, after a pause.
    Retry,
    /// The next route at once.
    FallBack,
    /// Give up.
    Fail,
}

impl ModelError {
    /// Stable code, as stored and counted.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RateLimited { .. } => "rate_limited",
            Self::Overloaded => "overloaded",
            Self::Unauthorised => "unauthorised",
            Self::Exhausted => "exhausted",
            Self::Timeout => "timeout",
            Self::Unreachable => "unreachable",
            Self::Truncated => "truncated",
            Self::Refused => "refused",
            Self::Declined => "declined",
            Self::OffSchema => "off_schema",
            Self::Malformed => "malformed",
            Self::Rejected => "rejected",
            Self::NoRoute => "no_route",
            Self::Budget => "budget",
            Self::Unrecorded => "unrecorded",
        }
    }

    /// What to do about it.
    pub const fn disposition(self) -> Disposition {
        match self {
            Self::RateLimited { .. } | Self::Overloaded | Self::Unreachable | Self::Malformed => Disposition::Retry,
            Self::Unauthorised
            | Self::Exhausted
            | Self::Timeout
            | Self::Truncated
            | Self::Declined
            | Self::OffSchema
            | Self::Rejected
            | Self::NoRoute => Disposition::FallBack,
            Self::Refused | Self::Budget | Self::Unrecorded => Disposition::Fail,
        }
    }

    /// Whether the provider may have billed a call that ended so, although it told no tokens.
    pub const fn may_be_billed(self) -> bool {
        matches!(
            self,
            Self::Timeout | Self::Unreachable | Self::Malformed | Self::Truncated | Self::Declined | Self::OffSchema
        )
    }
}

/// One call of a model.
pub struct Ask<'a> {
    /// The question.
    pub prompt: &'a Prompt,
    /// What the model can do.
    pub card: &'a Card,
    /// How long the answer may take; then the line is hung up.
    pub time: Duration,
    /// How soon it is wanted.
    pub urgency: Urgency,
    /// Told of the answer as it is written; absent: the answer is wanted whole.
    pub on: Option<&'a mut (dyn FnMut(&str) + Send)>,
}

/// How one call ended.
#[derive(Debug)]
pub struct Answer {
    /// The text, whatever it is.
    pub text: Result<String, ModelError>,
    /// Tokens, if the provider told; they may have been billed even when there is no text.
    pub usage: Option<Usage>,
    /// Billed at half the price.
    pub half: bool,
}

impl From<ModelError> for Answer {
    fn from(error: ModelError) -> Self {
        Self { text: Err(error), usage: None, half: false }
    }
}

/// A model of a provider.
pub trait ChatModel: Send + Sync {
    /// Provider.
    fn provider(&self) -> Provider;

    /// Model's name, as priced.
    fn model(&self) -> &str;

    /// Whether it is a stand-in whose work must be labelled as a demonstration.
    fn demonstration(&self) -> bool;

    /// Asks the provider for something free: whether it answers and takes our key, and when it will
    /// shut this model down, if it says so (`YYYY-MM-DD`).
    fn look(&self, time: Duration) -> BoxFuture<'_, Result<Option<String>, ModelError>>;

    /// Asks once, without repeats, and hangs up when the time is over.
    fn complete<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Answer>;
}

/// How one call for a vector ended, and its tokens, if the provider told.
pub type Embedded = (Result<Vec<f32>, ModelError>, Option<Usage>);

/// A model that turns a text into a vector.
pub trait Embedder: Send + Sync {
    /// Provider.
    fn provider(&self) -> Provider;

    /// Model's name, as priced.
    fn model(&self) -> &str;

    /// Provider, model and dimensions.
    fn tag(&self) -> &str;

    /// Asks once, without repeats, and hangs up when the time is over.
    fn embed<'a>(&'a self, text: &'a str, time: Duration) -> BoxFuture<'a, Embedded>;
}

/// A client with bounds on connecting and on silence; how long a call may take is the caller's affair.
fn http() -> anyhow::Result<reqwest::Client> {
    install_tls();
    let client =
        reqwest::Client::builder().connect_timeout(Duration::from_secs(10)).read_timeout(Duration::from_mins(1));
    Ok(client.build()?)
}

/// What a broken connection is.
fn broken(error: &reqwest::Error) -> ModelError {
    if error.is_timeout() { ModelError::Timeout } else { ModelError::Unreachable }
}

/// Numbers of a vector, as many as expected.
fn vector(list: &Value, dimensions: u32) -> Result<Vec<f32>, ModelError> {
    #[expect(clippy::cast_possible_truncation, reason = "providers compute in single precision")]
    let numbers: Vec<f32> =
        list.as_array().into_iter().flatten().filter_map(Value::as_f64).map(|number| number as f32).collect();
    let expected = usize::try_from(dimensions).unwrap_or(usize::MAX);
    if numbers.len() == expected { Ok(numbers) } else { Err(ModelError::Malformed) }
}

/// Installs the process's TLS provider; harmless when repeated.
pub fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
