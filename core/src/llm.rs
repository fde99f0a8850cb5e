//! Language models behind one interface: providers, typed errors, prices.

mod openai;
mod prices;
mod router;

use std::time::Duration;

use futures::future::BoxFuture;
use serde_json::Value;

pub use openai::OpenAi;
pub use router::Router;

use crate::domain::id::{ModelCallId, OrderId, TeacherId};
use crate::domain::stored::{CostStatus, ModelCall};
use crate::domain::{Money, Timestamp};

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
        }
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
    /// Name and strict JSON schema the answer must have.
    pub schema: (&'static str, Value),
    /// Most tokens of the answer, reasoning included.
    pub max_output_tokens: u32,
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
    /// The text, JSON of the asked schema if the model obeyed.
    pub text: String,
    /// Tokens, if the provider told.
    pub usage: Option<Usage>,
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
    /// The key is not accepted, or its account is out of money.
    #[error("unauthorised")]
    Unauthorised,
    /// No answer before the deadline.
    #[error("timeout")]
    Timeout,
    /// The provider could not be reached or the connection broke.
    #[error("unreachable")]
    Unreachable,
    /// The answer hit its token limit.
    #[error("truncated")]
    Truncated,
    /// The model refused, or a filter did; final.
    #[error("refused")]
    Refused,
    /// The reply was not of the provider's own shape.
    #[error("malformed")]
    Malformed,
    /// The provider finds our request wrong (4xx).
    #[error("rejected")]
    Rejected,
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
            Self::Timeout => "timeout",
            Self::Unreachable => "unreachable",
            Self::Truncated => "truncated",
            Self::Refused => "refused",
            Self::Malformed => "malformed",
            Self::Rejected => "rejected",
        }
    }

    /// What to do about it.
    pub const fn disposition(self) -> Disposition {
        match self {
            Self::RateLimited { .. } | Self::Overloaded | Self::Unreachable | Self::Malformed => Disposition::Retry,
            Self::Unauthorised | Self::Timeout | Self::Truncated | Self::Rejected => Disposition::FallBack,
            Self::Refused => Disposition::Fail,
        }
    }
}

/// A model of a provider.
pub trait ChatModel: Send + Sync {
    /// Provider's name: a short closed list, a metric label.
    fn provider(&self) -> &'static str;

    /// Model's name, as priced.
    fn model(&self) -> &str;

    /// Whether it is a stand-in whose work must be labelled as a demonstration.
    fn demonstration(&self) -> bool;

    /// Asks once, without repeats, and hangs up at the deadline. Tokens may have been billed even when it fails.
    fn complete<'a>(
        &'a self,
        prompt: &'a Prompt,
        deadline: Duration,
    ) -> BoxFuture<'a, (Result<Reply, ModelError>, Option<Usage>)>;
}

/// A call that was made, failed or not.
#[derive(Debug, Clone)]
pub struct Call {
    role: Role,
    provider: &'static str,
    model: String,
    prompt_version: &'static str,
    usage: Option<Usage>,
    cost: Option<Money>,
    outcome: &'static str,
    latency: Duration,
    /// When it began.
    pub started_at: Timestamp,
}

impl Call {
    /// What it cost; `None` when the model has no price or the tokens are not known.
    pub fn cost(&self) -> Option<Money> {
        self.cost
    }

    /// Tokens, if the provider told.
    pub fn usage(&self) -> Option<Usage> {
        self.usage
    }

    /// `ok` or the code of the error.
    pub fn outcome(&self) -> &'static str {
        self.outcome
    }

    /// As stored.
    pub fn record(&self, id: ModelCallId, order: OrderId, teacher: TeacherId) -> ModelCall {
        let usage = self.usage.unwrap_or_default();
        let count = |tokens: u64| i64::try_from(tokens).unwrap_or(i64::MAX);
        ModelCall {
            id,
            order: Some(order),
            teacher: Some(teacher),
            role: self.role.code().to_owned(),
            provider: self.provider.to_owned(),
            model: self.model.clone(),
            prompt_version: self.prompt_version.to_owned(),
            tokens_in: count(usage.input),
            tokens_cached: count(usage.cached),
            tokens_cache_written: count(usage.cache_written),
            tokens_out: count(usage.output),
            tokens_reasoning: count(usage.reasoning),
            cost: self.cost,
            price_version: prices::version().to_owned(),
            cost_status: if self.cost.is_some() { CostStatus::Measured } else { CostStatus::Unknown },
            outcome: self.outcome.to_owned(),
            latency_ms: i64::try_from(self.latency.as_millis()).unwrap_or(i64::MAX),
            created_at: self.started_at,
        }
    }
}

/// Installs the process's TLS provider; harmless when repeated.
pub fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
