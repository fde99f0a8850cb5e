//! How many tokens a text may be: an upper bound, for what is held before a call.
//!
//! Measured with o200k, Russian and English prose and JSON have 2.7 to 3.6 characters a token; two
//! are assumed, so that the bound holds for formulas and for tokenizers that know Russian less well.

use super::{Dialect, Prompt};

/// Tokens of roles and separators around a question.
const AROUND: u64 = 32;

/// Most tokens of a text.
pub(super) fn at_most(text: &str) -> u64 {
    u64::try_from(text.chars().count().div_ceil(2)).unwrap_or(u64::MAX)
}

/// Most tokens a question may be read as, its schema included.
pub(super) fn of_question(prompt: &Prompt) -> u64 {
    let schema = |dialect| at_most(&prompt.schema.of(dialect).to_string());
    at_most(&prompt.system)
        + at_most(&prompt.user)
        + schema(Dialect::Strict).max(if prompt.schema.flat.is_some() { schema(Dialect::Flat) } else { 0 })
        + AROUND
}
