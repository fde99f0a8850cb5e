//! What the model would have billed: the other side of Listok's own ledger.

use serde::Serialize;

use super::answer::Answer;
use super::request::Ask;

/// One billed call.
#[derive(Debug, Clone, Serialize)]
pub struct Charge {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// `responses`, `chat/completions` or `embeddings`.
    pub endpoint: String,
    /// The model that was asked for.
    pub model: String,
    /// Tokens read, cached ones included.
    pub input: u64,
    /// Tokens read from the cache.
    pub cached: u64,
    /// Tokens written, reasoning included.
    pub output: u64,
    /// Tokens of reasoning.
    pub reasoning: u64,
    /// Whether a whole answer was sent.
    pub delivered: bool,
}

impl Charge {
    pub(super) fn of(ask: &Ask, answer: &Answer, at_ms: i64, delivered: bool) -> Self {
        let usage = answer.usage;
        Self {
            at_ms,
            endpoint: ask.wire.path().to_owned(),
            model: ask.model.clone(),
            input: usage.input,
            cached: usage.cached,
            output: usage.output,
            reasoning: usage.reasoning,
            delivered,
        }
    }
}

/// All billed calls and their sums, in tokens.
#[derive(Debug, Clone, Serialize)]
pub struct Bill {
    /// Number of billed calls.
    pub calls: usize,
    /// Sum of tokens read.
    pub input: u64,
    /// Sum of tokens read from the cache.
    pub cached: u64,
    /// Sum of tokens written.
    pub output: u64,
    /// Sum of tokens of reasoning.
    pub reasoning: u64,
    /// The calls, oldest first.
    pub charges: Vec<Charge>,
}

impl Bill {
    pub(super) fn of(charges: Vec<Charge>) -> Self {
        let sum = |part: fn(&Charge) -> u64| charges.iter().map(part).sum();
        Self {
            calls: charges.len(),
            input: sum(|c| c.input),
            cached: sum(|c| c.cached),
            output: sum(|c| c.output),
            reasoning: sum(|c| c.reasoning),
            charges,
        }
    }
}
