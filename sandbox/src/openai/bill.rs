//! What the model would have billed: the other side of Listok's own ledger.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::answer::Answer;
use super::request::{Ask, Wire};

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
    /// Tokens read and written to the cache.
    pub cache_written: u64,
    /// Tokens written, reasoning included.
    pub output: u64,
    /// Tokens of reasoning.
    pub reasoning: u64,
    /// Whether a whole answer was sent.
    pub delivered: bool,
    /// Billed at half the price.
    pub half: bool,
    /// `USD` or `RUB`.
    pub currency: String,
    /// Price in 10⁻⁹ of the currency's unit; absent: the model is none of those the sandbox has prices for.
    pub nano: Option<i64>,
}

/// Currency, and 10⁻¹² of its unit for a token read, read from the cache, read and put there, and written.
///
/// Kept apart from Listok's own catalogue on purpose: the two must agree.
fn price(model: &str) -> Option<(&'static str, [u64; 4])> {
    let name = model.rsplit_once("//").map_or(model, |(_, path)| path.split_once('/').map_or(path, |(_, name)| name));
    Some(match name.split('/').next()? {
        "gpt-6-luna" | "listok-stand-in" => ("USD", [100_000, 10_000, 125_000, 500_000]),
        "gpt-6.1-terra" => ("USD", [1_000_000, 50_000, 1_250_000, 5_000_000]),
        "text-embedding-3-small" => ("USD", [20_000, 20_000, 20_000, 0]),
        "yandexgpt-lite" => ("RUB", [200_000_000; 4]),
        "yandexgpt-5.1" => ("RUB", [800_000_000; 4]),
        "text-search-query" => ("RUB", [20_000_000, 20_000_000, 20_000_000, 0]),
        _ => return None,
    })
}

/// Everything billed so far, shared by all that answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Charges(Arc<Mutex<Vec<Charge>>>);

impl Charges {
    /// Adds a charge whose answer has yet to be sent; gives its place.
    pub(crate) fn add(&self, mut charge: Charge) -> usize {
        if let Some((currency, [read, cached, kept, written])) = price(&charge.model) {
            let fresh = charge.input.saturating_sub(charge.cached + charge.cache_written);
            let pico = fresh * read + charge.cached * cached + charge.cache_written * kept + charge.output * written;
            currency.clone_into(&mut charge.currency);
            charge.nano = i64::try_from(pico.div_ceil(if charge.half { 2_000 } else { 1_000 })).ok();
        }
        let mut charges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        charges.push(charge);
        charges.len() - 1
    }

    /// The whole answer has been sent.
    pub(crate) fn sent(&self, place: usize) {
        if let Some(charge) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(place) {
            charge.delivered = true;
        }
    }

    pub(crate) fn bill(&self) -> Bill {
        Bill::of(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl Charge {
    pub(crate) fn of(ask: &Ask, answer: &Answer, at_ms: i64) -> Self {
        let usage = answer.usage;
        Self {
            at_ms,
            endpoint: ask.wire.path().to_owned(),
            model: ask.model.clone(),
            input: usage.input,
            cached: usage.cached,
            cache_written: usage.cache_written,
            output: usage.output,
            reasoning: usage.reasoning,
            delivered: false,
            half: ask.wire == Wire::Later,
            currency: String::new(),
            nano: None,
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
    /// Sum of tokens written to the cache.
    pub cache_written: u64,
    /// Sum of tokens written.
    pub output: u64,
    /// Sum of tokens of reasoning.
    pub reasoning: u64,
    /// Sum of whole answers' prices by currency, in 10⁻⁹ of its unit.
    pub delivered: BTreeMap<String, i64>,
    /// Sum of the prices of answers that did not arrive.
    pub undelivered: BTreeMap<String, i64>,
    /// The calls, oldest first.
    pub charges: Vec<Charge>,
}

impl Bill {
    pub(crate) fn of(charges: Vec<Charge>) -> Self {
        let sum = |part: fn(&Charge) -> u64| charges.iter().map(part).sum();
        let prices = |delivered: bool| {
            let mut sums = BTreeMap::new();
            for charge in charges.iter().filter(|charge| charge.delivered == delivered) {
                *sums.entry(charge.currency.clone()).or_default() += charge.nano.unwrap_or(0);
            }
            sums
        };
        Self {
            delivered: prices(true),
            undelivered: prices(false),
            calls: charges.len(),
            input: sum(|c| c.input),
            cached: sum(|c| c.cached),
            cache_written: sum(|c| c.cache_written),
            output: sum(|c| c.output),
            reasoning: sum(|c| c.reasoning),
            charges,
        }
    }
}
